"""Mails that come back: which of ours it was, and why, as the server that could not deliver it says."""

from email import policy
from email.parser import BytesParser

from django.db import transaction

from ..models import Message
from . import following
from .mailing import one_line
from .sending import LONGEST_FAILURE

# Longer than any bounce. A server may send the whole of a mail back, and ours have no large parts.
MOST_BYTES = 5_000_000
State = Message.State


class NoBounce(ValueError):
    """What was read does not say that a mail of ours came back; the message is a sentence."""


def read(data):
    """Read a mail that says that another could not be delivered (RFC 3464). Returns (Message-ID, reason).

    data   the bytes of the mail, with its headers

    Raises NoBounce. Nothing in it is believed but the Message-ID, which nobody can guess who has not seen our mail.
    """
    mail = BytesParser(policy=policy.compat32).parsebytes(data[:MOST_BYTES])
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        raise NoBounce("This is no report of a mail server (multipart/report).")
    failed = message_id = None
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status" and failed is None:
            failed = _failed(part)
        elif kind in ("message/rfc822", "message/rfc822-headers", "text/rfc822-headers") and message_id is None:
            message_id = _message_id(part)
    if not failed:
        raise NoBounce("It does not say that delivery failed: perhaps it was only late.")
    if not message_id:
        raise NoBounce("It does not say which mail came back.")
    return message_id, failed


def _failed(part):
    """Why delivery failed, of the fields for each recipient; None where it did not."""
    for fields in part.get_payload() if part.is_multipart() else ():
        if str(fields.get("Action", "")).strip().lower() == "failed":
            told = [fields.get("Status"), str(fields.get("Diagnostic-Code") or "").partition(";")[2]]
            return one_line(" ".join(str(word) for word in told if word))[:LONGEST_FAILURE] or "failed"
    return None


def _message_id(part):
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return str(part.get_payload()[0].get("Message-ID", "")).strip()
    text = part.get_payload(decode=True) or b""
    if part.is_multipart():
        text = part.get_payload()[0].as_bytes()
    return str(BytesParser(policy=policy.compat32).parsebytes(text, headersonly=True).get("Message-ID", "")).strip()


@transaction.atomic
def note(data):
    """Note that a mail came back. Returns its Message or FollowerMail, or None where it was noted before.

    Raises NoBounce, also for a mail that is none of ours.
    """
    message_id, reason = read(data)
    # No database looks for a NUL.
    message_id = message_id.replace("\0", "")[:200]
    message = Message.objects.select_for_update().filter(message_id=message_id).exclude(message_id="").first()
    if message is None and message_id and (mail := following.note_bounce(message_id, reason)):
        return mail
    if message is None:
        raise NoBounce("The mail that came back is none of ours.")
    if message.state not in (State.SENDING, State.SENT, State.UNSURE):
        return None
    message.state, message.failure = State.BOUNCED, reason
    message.save(update_fields=["state", "failure"])
    return message
