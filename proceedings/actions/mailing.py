"""Mails are written into the outbox, looked at, and then go out one by one."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import check_for_language, get_language, override

from ..models import Event, Language, Mailing, MailTemplate, MailUse, Message, Network
from . import links
from .mail_words import DISCREET_BODY, DISCREET_NOTICE, DISCREET_SUBJECT, PLACEHOLDERS, WORDS

# Stands in a written mail where the address of its link will be: no text that people type may hold it.
LINK_MARK = "\ufffc"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
# What would turn the direction of the letters around it (Unicode UAX #9), and with it what a reader believes to read.
TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Where a mail program begins to see an address in a name: "evil.example", "http://…", "a@b".
LOOKS_LIKE_A_LINK = re.compile(r"(?<=\w)(\.(?=\w\w)|@(?=\w))|:(?=//)")


@dataclass(frozen=True)
class Addressee:
    """To whom a mail goes, and what is said to them alone.

    to, name      the one address, and what they are called
    participant   the seat it is about, or None
    delegation    the delegation it is about, or None
    fact_check    the FactCheck it is about, or None
    contact       the PartyContact of a commitment it is about, or None; a link opens one of these
    good_until    until when that link opens something, or None for as long as others do
    language      a Language to write in, or None for that of the site
    reason, until    for the placeholders of these names, as text
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
        return cls(contact.address, contact.called, contact=contact, language=contact.language, **more)


def words_for(event, use, language, discreet):
    """Subject and body for a use: the event's template, else the network's, else our own.

    In the language asked for if somebody wrote it, else in that of the site. Returns (subject, body, language code).
    """
    wanted = [language.code] if language else []
    wanted.append(settings.LANGUAGE_CODE)
    templates = MailTemplate.objects.filter(use=use, is_discreet=discreet, language__code__in=wanted)
    rows = [row for row in templates.select_related("language") if row.event_id in (None, event.pk)]
    rows.sort(key=lambda row: (wanted.index(row.language.code), row.event_id is None))
    if rows:
        return rows[0].subject, rows[0].body, rows[0].language.code
    # Our own words, in a language only if they were translated: a mail in English must not pass for one in Khmer.
    subject, body = WORDS[use]
    if discreet:
        subject, body = DISCREET_SUBJECT, DISCREET_NOTICE if use == MailUse.NOTICE else DISCREET_BODY
    with override(settings.LANGUAGE_CODE):
        own = str(subject), str(body)
    with override(wanted[0]):
        said = str(subject), str(body)
    is_translated = all(one != other for one, other in zip(said, own, strict=True))
    return (*said, wanted[0]) if is_translated else (*own, settings.LANGUAGE_CODE)


def filled(text, values):
    """A template with its placeholders replaced in one pass, so that braces in a value stay what they are."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


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


def values_for(event, addressee):
    """What the placeholders stand for, for one addressee; values are text and hold no link."""
    return _of_event(event, addressee.language and addressee.language.code) | _of_addressee(addressee)


def _of_event(event, code):
    """What the placeholders stand for that say the same to everybody who is written to in one language."""
    network = Network.objects.first()
    return {
        "event": one_line(event.title),
        "dates": one_line(event.date_as_written or _days(event, code)),
        "place": one_line(event.venues.first() or ""),
        "network": one_line(network.name if network else ""),
    }


def _of_addressee(addressee):
    seat, delegation = addressee.participant, addressee.delegation
    party = addressee.contact and addressee.contact.party
    return {
        "name": inert(addressee.name),
        "organisation": inert(
            (seat and seat.organisation) or (delegation and delegation.organisation) or (party and party.called) or ""
        ),
        "reason": plain(addressee.reason).strip(),
        "until": one_line(addressee.until),
        "link": LINK_MARK,
    }


def _days(event, code=None):
    """The days of an event in the words of a language, as exactly as they are known; empty where they are not."""
    if not event.start_date:
        return ""
    code = code if code and check_for_language(code) else settings.LANGUAGE_CODE
    exact = event.date_precision == Event.DatePrecision.DAY
    if exact:
        form = "j F Y" if code.startswith("en") else "DATE_FORMAT"
    elif event.date_precision == Event.DatePrecision.YEAR:
        form = "Y"
    else:
        form = "F Y" if code.startswith("en") else "YEAR_MONTH_FORMAT"
    with override(code):
        days = [date_format(day, form) for day in (event.start_date, event.end_date) if day]
    return " – ".join(dict.fromkeys(days))


def day_in_words(day):
    """A day in the language that is active."""
    return date_format(day, "j F Y" if (get_language() or "en").startswith("en") else "DATE_FORMAT")


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
    words, of_event, messages = {}, {}, []
    for addressee in ready:
        asked = addressee.language
        if asked not in words:
            words[asked] = words_for(event, use, asked, discreet)
        subject, body, code = words[asked]
        if code not in of_event:
            of_event[code] = _of_event(event, code)
        values = of_event[code] | _of_addressee(addressee)
        text = filled(plain(body), values)
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
                subject=one_line(filled(subject, values | {"link": ""}))[:300],
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


def example(event, subject, body, values):
    """A template as a mail would read: (subject, body). `values` are what its placeholders stand for."""
    if event:
        values = values | {name: text for name, text in _of_event(event, None).items() if text}
    return one_line(filled(subject, values)), filled(plain(body), values)
