"""How often a visitor may do what costs us something, or tries something out."""

import ipaddress
import math
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mmn_events.visitors import address_of

from ..models import Attempts


class Limit:
    """At most so many of one thing in one span of time, counted together by all processes.

    what   what is counted, a word
    most   how many are fine
    span   seconds; each span begins anew
    """

    def __init__(self, what, most, span):
        self.what, self.most, self.span = what, most, span

    def _key(self, who):
        number = int(timezone.now().timestamp()) // self.span
        return salted_hmac("visitors", f"{self.what} {number} {who}", algorithm="sha256").hexdigest()

    def _ends(self):
        """The moment at which the next span begins."""
        number = int(timezone.now().timestamp()) // self.span
        return datetime.fromtimestamp((number + 1) * self.span, UTC)

    def is_reached(self, request, who=None):
        """True when a visitor has done it as often as they may; `who` where not the visitor's network is counted."""
        key = self._key(who or network_of(request))
        return (Attempts.objects.filter(key=key).values_list("number", flat=True).first() or 0) >= self.most

    def count(self, request, who=None):
        """Note that a visitor did it once more."""
        key = self._key(who or network_of(request))
        rows = Attempts.objects.filter(key=key)
        if rows.update(number=F("number") + 1):
            return
        try:
            with transaction.atomic():
                Attempts.objects.create(key=key, number=1, until=self._ends() + timedelta(seconds=self.span))
        except IntegrityError:
            rows.update(number=F("number") + 1)

    def refuse(self, request):
        """The answer to who did it too often."""
        seconds = math.ceil((self._ends() - timezone.now()).total_seconds())
        response = render(request, "public/too_often.html", {"minutes": math.ceil(seconds / 60)}, status=429)
        response.headers["Retry-After"] = str(seconds)
        response.headers["Cache-Control"] = "no-store"
        return response


def network_of(request):
    """Whose address it is, as text: of IPv6 the network, because a home has as many addresses as it likes."""
    address = address_of(request)
    if address and ":" in address:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return address or "unknown"


# OWASP-like caution for tokens (they cannot be guessed anyway); an office that registers its people one by one.
TOKENS = Limit("tokens", most=20, span=60)
APPLICATIONS = Limit("applications", most=30, span=3600)
BY_LINK = Limit("by link", most=60, span=600)
# Readers who sit in one room share a network. What protects strangers is the second: nobody can fill their mailbox.
FOLLOWING = Limit("following", most=30, span=3600)
MAILS_TO_ONE = Limit("mails to one address", most=5, span=86400)
