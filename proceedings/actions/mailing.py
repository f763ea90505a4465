"""Mails are written into the outbox, looked at, and then go out one by one."""

import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import get_language, override

from .. import telling
from ..dates import date_span
from ..models import EventLanguage, Language, Mailing, MailTemplate, MailUse, Message, Network
from . import links
from .mail_words import DISCREET_BODY, DISCREET_NOTICE, DISCREET_SUBJECT, PLACEHOLDERS, WORDS

# Stands in a written mail where the address of its link will be: no text that people type may hold it.
LINK_MARK = "\ufffc"
# With what divides it from the words before: “, ” of most languages, “၊ ” of Burmese.
PLACEHOLDER = re.compile(r"((?:[,၊] )?)\{(\w+)\}")
IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
# What would turn the direction of the letters around it (Unicode UAX #9), and with it what a reader believes to read.
TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Where a mail program begins to see an address in a name: "evil.example", "http://…", "a@b".
LOOKS_LIKE_A_LINK = re.compile(r"(?<=\w)(\.(?=\w\w)|@(?=\w))|:(?=//)")


@dataclass(frozen=True)
class Addressee:
    """To whom a mail goes, and what is said to them alone.

    to, name      the one address, and what they are called; a lazy text is asked for in the language of the mail
    participant   the seat it is about, or None
    delegation    the delegation it is about, or None
    fact_check    the FactCheck it is about, or None
    contact       the PartyContact of a commitment it is about, or None; a link opens one of these
    good_until    until when that link opens something, or None for as long as others do
    language      a Language to write in, or None where we know none
    reason, until    for the placeholders of these names, as text, which may be lazy too
    """

    to: str
    name: str
    participant: object = None
    delegation: object = None
    fact_check: object = None
    contact: object = None
    good_until: object = None
    language: object = None
    reason: str = ""
    until: str = ""

    @classmethod
    def seat(cls, participant, **more):
        """The person on a seat."""
        to = participant.person.email if participant.person_id else ""
        return cls(to, participant.name, participant=participant, language=participant.language, **more)

    @classmethod
    def of_party(cls, contact, **more):
        """Whom we write to for one party of a commitment."""
        called = lazy(lambda: contact.called, str)()
        return cls(contact.address, called, contact=contact, language=contact.language, **more)


def words_for(event, use, language, discreet):
    """Subject and body for a use, in a language if there are any in it, else in that of the site.

    In each the event's template comes before the network's, and that before our own words: see
    docs/decisions/0035-mails-in-the-language-of-their-reader.md. Returns (subject, body, language code).
    """
    codes = list(dict.fromkeys([language.code if language else settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]))
    rows = templates_for(event, use).filter(is_discreet=discreet, language__code__in=codes).select_related("language")
    # Those of the event come last, and stay.
    rows = sorted(rows, key=lambda row: row.event_id is not None)
    own = {code: words for code in codes if (words := own_words(use, code, discreet))}
    found = own | {row.language.code: (row.subject, row.body) for row in rows}
    code = next(code for code in codes if code in found)
    return (*found[code], code)


def templates_for(event, use):
    """The MailTemplates for a use that hold for an event: its own, and the network's."""
    return MailTemplate.objects.filter(Q(event=event) | Q(event=None), use=use)


def own_words(use, code, discreet):
    """Subject and body of ours for a use in a language, or None where they are not translated into it."""
    subject, body = WORDS[use]
    if discreet:
        subject, body = DISCREET_SUBJECT, DISCREET_NOTICE if use == MailUse.NOTICE else DISCREET_BODY
    with override(settings.LANGUAGE_CODE):
        english = str(body)
    with override(telling.spoken(code)):
        said = str(subject), str(body)
    # A mail in English must not pass for one in Khmer.
    return said if code == settings.LANGUAGE_CODE or said[1] != english else None


def in_our_words(mailing):
    """The Languages, but for that of the site, in which a mailing has our own words: nobody has written a template."""
    used = mailing.messages.filter(language__isnull=False).order_by().values_list("language", "is_discreet").distinct()
    theirs = templates_for(mailing.event, mailing.use).values_list("language", "is_discreet")
    keys = {language for language, _is_discreet in set(used) - set(theirs)}
    return list(Language.objects.filter(pk__in=keys).exclude(code=settings.LANGUAGE_CODE))


def usual_language(event):
    """The Language for those at an event of whom we know none: the one it works in. None where it works in several."""
    working = EventLanguage.objects.filter(event=event, use=EventLanguage.Use.WORKING).select_related("language")
    rows = list(working[:2])
    return rows[0].language if len(rows) == 1 else None


def filled(text, values):
    """A template with its placeholders replaced in one pass, so that braces in a value stay what they are.

    Of what is not known yet, such as the place, no comma is left.
    """

    def value(found):
        before, name = found.groups()
        if name not in values:
            return found[0]
        return f"{before}{values[name]}" if values[name] else ""

    return PLACEHOLDER.sub(value, text)


def check_placeholders(text):
    """Raise ValidationError, with a sentence, for a placeholder that we do not know."""
    unknown = sorted(set(IN_BRACES.findall(text)) - PLACEHOLDERS.keys())
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValidationError(f"{{{unknown[0]}}} is not a placeholder. These are: {known}.")


def plain(text):
    """Text as it may stand in a mail: nothing in it is a control, a turn of direction or the mark of a link."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n").replace(LINK_MARK, "")
    return CONTROL.sub("", TURNS.sub("", text))


def one_line(value):
    return " ".join(plain(" ".join(str(value).split())).split())


def inert(value):
    """A name that strangers may have typed, on one line, in which no mail program finds an address to click on.

    U+2060 joins two letters without showing; no address can hold it (RFC 5892, 2.6).
    """
    return LOOKS_LIKE_A_LINK.sub(lambda found: f"{found[0]}\u2060", one_line(value))


def _values(event, addressees, codes):
    """What the placeholders stand for, for each of some addressees in the language of their code: a list."""
    values = [None] * len(addressees)
    for code in set(codes):
        with _in(code):
            of_event = _of_event(event)
            for index, addressee in enumerate(addressees):
                if codes[index] == code:
                    values[index] = of_event | _of_addressee(addressee)
    return values


@contextmanager
def _in(code):
    """While a mail in a language is written, all that it names is told in that."""
    with override(telling.spoken(code, code)), telling.page():
        yield


def _of_event(event):
    """What the placeholders stand for that say the same to all who are written to in the language that is active."""
    network = Network.objects.first()
    telling.translate([event])
    # As written, the days are in the language of their source.
    as_written = get_language() == settings.LANGUAGE_CODE or not event.start_date
    return {
        "event": one_line(telling.words(event, "title")),
        "dates": one_line((as_written and event.date_as_written) or date_span(event)),
        "place": one_line(event.venues.first() or ""),
        "network": one_line(network.name if network else ""),
    }


def _of_addressee(addressee):
    """What the placeholders stand for, for one addressee, in the language that is active: text that holds no link."""
    seat, delegation = addressee.participant, addressee.delegation
    party = addressee.contact and addressee.contact.party
    organisation = next((row.organisation for row in (seat, delegation, party) if row and row.organisation), None)
    return {
        "name": inert(addressee.name),
        "organisation": inert(telling.words(organisation) if organisation else (party and party.called) or ""),
        "reason": plain(addressee.reason).strip(),
        "until": one_line(addressee.until),
        "link": LINK_MARK,
    }


def has_address(to):
    """True for exactly one e-mail address, and nothing beside it."""
    try:
        validate_email(to)
    except ValidationError:
        return False
    return True


@transaction.atomic
def write(event, use, addressees, *, by, discreet=False, with_calendar=False):
    """Write mails into the outbox: one for each addressee with an address. Nothing goes out before somebody has looked.

    by             the user who writes, or None where a form of a visitor or the worker does
    with_calendar  with the event as a calendar entry; never in a discreet mail, because the entry says what it is about

    Returns the Mailing, or None where nobody has an address.
    """
    ready = [addressee for addressee in addressees if has_address(addressee.to)]
    if not ready:
        return None
    mailing = Mailing.objects.create(event=event, use=use, written_by=by)
    languages = {language.code: language for language in Language.objects.all()}
    usual = usual_language(event)
    asked = [addressee.language or usual for addressee in ready]
    words = {language: words_for(event, use, language, discreet) for language in set(asked)}
    codes = [words[language][2] for language in asked]
    values = _values(event, ready, codes)
    messages = []
    for addressee, language, code, stands_for in zip(ready, asked, codes, values, strict=True):
        subject, body, _code = words[language]
        text = filled(plain(body), stands_for)
        if not (addressee.participant or addressee.delegation or addressee.fact_check or addressee.contact):
            # There is nothing that a link could open.
            text = text.replace(LINK_MARK, "")
        messages.append(
            Message(
                mailing=mailing,
                participant=addressee.participant or (addressee.contact and addressee.contact.participant),
                to=addressee.to,
                language=languages.get(code),
                is_discreet=discreet,
                subject=one_line(filled(subject, stands_for | {"link": ""}))[:300],
                body=text,
                link=_link(addressee, by) if LINK_MARK in text else None,
                with_calendar=with_calendar and not discreet,
            )
        )
    Message.objects.bulk_create(messages, batch_size=500)
    return mailing


def _link(addressee, by):
    if addressee.fact_check:
        return links.make(by=by, fact_check=addressee.fact_check, expires_at=addressee.good_until)
    if addressee.contact:
        return links.make(by=by, contact=addressee.contact)
    delegation = None if addressee.participant else addressee.delegation
    return links.make(by=by, participant=addressee.participant, delegation=delegation)


def example(event, subject, body, values, code):
    """A template as a mail in a language would read: (subject, body). `values` are what its placeholders stand for."""
    with _in(code):
        values = {name: str(text) for name, text in values.items()}
        if event:
            values |= {name: text for name, text in _of_event(event).items() if text}
    return one_line(filled(subject, values)), filled(plain(body), values)
