"""Mails are written into the outbox, looked at, and then go out one by one."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import override

from ..models import Language, Mailing, MailTemplate, Message, Network
from . import links
from .mail_words import DISCREET_BODY, DISCREET_SUBJECT, PLACEHOLDERS, WORDS

# Stands in a written mail where the address of its link will be: no text that people type may hold it.
LINK_MARK = "\ufffc"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Addressee:
    """To whom a mail goes, and what is said to them alone.

    to, name      the one address, and what they are called
    participant   the seat it is about, or None
    delegation    the delegation it is about, or None; a link opens the one or the other
    language      a Language to write in, or None for that of the site
    reason, until    for the placeholders of these names, as text
    """

    to: str
    name: str
    participant: object = None
    delegation: object = None
    language: object = None
    reason: str = ""
    until: str = ""

    @classmethod
    def seat(cls, participant, **more):
        """The person on a seat."""
        to = participant.person.email if participant.person_id else ""
        return cls(to, participant.name, participant=participant, language=participant.language, **more)


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
    with override(wanted[0]):
        subject, body = (DISCREET_SUBJECT, DISCREET_BODY) if discreet else WORDS[use]
        return str(subject), str(body), wanted[0]


def filled(text, values):
    """A template with its placeholders replaced in one pass, so that braces in a value stay what they are."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def check_placeholders(text):
    """Raise ValidationError, with a sentence, for a placeholder that we do not know."""
    unknown = sorted(set(PLACEHOLDER.findall(text)) - PLACEHOLDERS.keys())
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValidationError(f"{{{unknown[0]}}} is not a placeholder. These are: {known}.")


def one_line(value):
    return " ".join(str(value).replace(LINK_MARK, "").split())


def values_for(event, addressee):
    """What the placeholders stand for, for one addressee; values are text and hold no link."""
    seat, delegation = addressee.participant, addressee.delegation
    organisation = (seat and seat.organisation) or (delegation and delegation.organisation) or ""
    venue = event.venues.first()
    network = Network.objects.first()
    return {
        "name": one_line(addressee.name),
        "event": one_line(event.title),
        "dates": one_line(event.date_as_written or _days(event)),
        "place": one_line(venue or ""),
        "network": one_line(network.name if network else ""),
        "organisation": one_line(organisation),
        "reason": addressee.reason.replace(LINK_MARK, ""),
        "until": one_line(addressee.until),
        "link": LINK_MARK,
    }


def _days(event):
    if not event.start_date:
        return ""
    last = event.end_date if event.end_date and event.end_date != event.start_date else None
    return f"{event.start_date:%-d %B %Y}" + (f" – {last:%-d %B %Y}" if last else "")


@transaction.atomic
def write(event, use, addressees, *, by, discreet=False, with_calendar=False):
    """Write mails into the outbox: one for each addressee with an address. Nothing goes out before somebody has looked.

    by   the user who writes, or None where a form of a visitor or the worker does

    Returns the Mailing, or None where nobody has an address.
    """
    ready = []
    for addressee in addressees:
        try:
            validate_email(addressee.to)
        except ValidationError:
            continue
        ready.append(addressee)
    if not ready:
        return None
    mailing = Mailing.objects.create(event=event, use=use, written_by=by)
    languages = {language.code: language for language in Language.objects.all()}
    for addressee in ready:
        subject, body, code = words_for(event, use, addressee.language, discreet)
        values = values_for(event, addressee)
        text = filled(body, values)
        link = None
        if LINK_MARK in text:
            link = links.make(
                by=by,
                participant=addressee.participant,
                delegation=None if addressee.participant else addressee.delegation,
            )
        Message.objects.create(
            mailing=mailing,
            participant=addressee.participant,
            to=addressee.to,
            language=languages.get(code),
            is_discreet=discreet,
            subject=one_line(filled(subject, values | {"link": ""}))[:300],
            body=text,
            link=link,
            with_calendar=with_calendar,
        )
    return mailing
