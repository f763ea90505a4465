"""What the QR on a badge holds."""

import secrets

from django.db import transaction

from ..models import Participant

# 128 bits as 32 hexadecimal digits: short enough for a QR that a phone reads at arm's length.
CODE_BYTES = 16


@transaction.atomic
def give_codes(participants):
    """Give a code to each seat of a queryset that has none. The QR holds the code alone: it names nobody.

    Not a change that anybody made to the seat, so it is none in its history.
    """
    for pk in participants.filter(badge_code__isnull=True).values_list("pk", flat=True):
        code = secrets.token_hex(CODE_BYTES)
        Participant.objects.filter(pk=pk, badge_code__isnull=True).update(badge_code=code)
