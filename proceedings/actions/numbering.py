"""The next free public reference of a commitment, and the next number in a list of recommendations."""

import re

from ..models import Commitment

_REFERENCE = re.compile(r"C([0-9]{1,9})", re.IGNORECASE)


def next_reference(besides=()):
    """The number behind the C of the next reference: 8 after C7, also where C7 is gone.

    besides   references that are about to be given
    """
    given = {*Commitment.objects.values_list("ref", flat=True), *Commitment.history.values_list("ref", flat=True)}
    return 1 + max((int(found[1]) for ref in {*given, *besides} if (found := _REFERENCE.fullmatch(ref))), default=0)


def next_number(event):
    """The number after the highest in the list of recommendations without a name, as text."""
    numbers = event.recommendations.filter(block="").values_list("number", flat=True)
    return str(1 + max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0))
