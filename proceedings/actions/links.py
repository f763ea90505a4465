"""Personal links: made without a token, given one when the mail goes out, found again by its hash."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ..models import Link
from ..telling import spoken

# How long a link opens something, unless its maker says otherwise.
GOOD_FOR = timedelta(days=30)
# 256 bits; OWASP ASVS 5.0, 11.5.1 asks for 128.
TOKEN_BYTES = 32
LONGEST_TOKEN = 100


def hash_of(token):
    """What is kept of a token. It is random, so a plain hash is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(*, by, participant=None, delegation=None, fact_check=None, contact=None, expires_at=None):
    """Make a link for one of these. It opens nothing until `mint` gives it a token. Returns the Link."""
    purposes = {
        Link.Purpose.SEAT: participant,
        Link.Purpose.DELEGATION: delegation,
        Link.Purpose.FACT_CHECK: fact_check,
        Link.Purpose.COMMITMENT: contact,
    }
    purpose, opened = next((purpose, opened) for purpose, opened in purposes.items() if opened)
    events = {
        Link.Purpose.FACT_CHECK: lambda: fact_check.submission.proceedings.event_id,
        Link.Purpose.COMMITMENT: lambda: contact.party.commitment.event_id,
    }
    return Link.objects.create(
        purpose=purpose,
        event_id=events.get(purpose, lambda: opened.event_id)(),
        participant=participant,
        delegation=delegation,
        fact_check=fact_check,
        contact=contact,
        made_by=by,
        expires_at=expires_at or timezone.now() + GOOD_FOR,
    )


def mint(link, language=None):
    """Give a link a new token, which ends the one before. Returns the address to send; it cannot be had again.

    language   the Language of whom it is sent to, for a page in that, as far as our pages speak it
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Link.objects.filter(pk=link.pk).update(token_hash=hash_of(token))
    with override(spoken(language and language.code)):
        return settings.SITE_URL + reverse("public:personal", args=[token])


def find(token):
    """The link a token belongs to, if it still opens something, else None. Changes nothing: scanners look too."""
    links = Link.objects.good().select_related("event", "participant__event", "participant__person", "delegation")
    return with_token(links, token)


def with_token(rows, token):
    """The one of some rows whose token it is, or None, for what cannot be a token too. Rows keep but a `token_hash`."""
    if not token or len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    return rows.filter(token_hash=hash_of(token)).first()


def lost(token):
    """The link that a token belonged to, also when it is used or too old, but not when it was revoked; or None."""
    links = Link.objects.filter(revoked_at__isnull=True)
    seat = ("participant__event", "participant__person", "participant__language")
    delegation = ("delegation__event", "delegation__organisation")
    links = links.select_related(*seat, *delegation, "fact_check__submission__proceedings__event", "contact")
    return with_token(links, token)


def note_use(link):
    """Note that something was sent through a link."""
    Link.objects.filter(pk=link.pk).update(used_at=timezone.now())


def revoke(links):
    """End the links of a queryset at once, also those that wait in the outbox for their token.

    Returns how many opened something until now.
    """
    number = links.good().count()
    links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return number
