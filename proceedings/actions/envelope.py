"""A message of the outbox as the mail that goes out: one address, plain text, and nothing that tells of others."""

import secrets
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from ..documents.calendar import calendar_of
from ..models import Network
from ..telling import page, spoken
from .mailing import LINK_MARK, has_address, one_line


def new_message_id():
    """A Message-ID that says nothing and that nobody can guess: who knows it got the mail, or sends it back."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{domain}>"


def automatic(*, to, subject, body, message_id, language, sender=None, reply_to=None, headers=None):
    """A mail that no person wrote just now, as Django's EmailMessage: plain text, to one address.

    language   the tag of the language it is in, for programs that read it out or choose its letters (RFC 3282)
    sender     unless given, ours with its name
    reply_to   a list of addresses, or None
    headers    more headers

    Raises ValueError where `to` is not one address.
    """
    if not has_address(to):
        raise ValueError("That is not one e-mail address.")
    return EmailMessage(
        subject=one_line(subject),
        body=body,
        from_email=sender or settings.DEFAULT_FROM_EMAIL,
        to=[to],
        reply_to=reply_to,
        headers={
            "Message-ID": message_id,
            # So that no absence notice answers it (RFC 3834, 5; Exchange asks for a header of its own).
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": language,
            **(headers or {}),
        },
    )


def office():
    """Where an answer goes: the network's own address, if it has told one."""
    network = Network.objects.first()
    return [network.email] if network and network.email else None


def mail_of(message, address):
    """The mail for a message that was taken for sending, as Django's EmailMessage.

    address   where its link leads, or None

    Raises ValueError where it cannot be sent as it is: its address is none, or it holds a link that leads nowhere.
    """
    if LINK_MARK in message.body and not address:
        raise ValueError("Its personal link is gone. Write a new mail.")
    language = message.language.code if message.language_id else settings.LANGUAGE_CODE
    # The name of the sender is read before anything else.
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] if message.is_discreet else settings.DEFAULT_FROM_EMAIL
    mail = automatic(
        to=message.to,
        subject=message.subject,
        body=message.body.replace(LINK_MARK, address or ""),
        message_id=message.message_id,
        language=language,
        sender=sender,
        reply_to=None if message.is_discreet else office(),
    )
    with override(spoken(language)), page():
        wants_calendar = message.with_calendar and not message.is_discreet
        calendar = calendar_of(message.mailing.event) if wants_calendar else None
    if calendar:
        mail.attach("event.ics", calendar, "text/calendar; method=PUBLISH")
    return mail
