"""The next free public reference of a commitment, and the next number in a list of recommendations."""

import re

from ..models import Commitment

_REFERENCE = re.compile(r"C([0-9]{1,9})", re.IGNORECASE)


def given_references():
    """All references that were ever given, also those of commitments that are gone, as a set."""
    return {*Commitment.objects.values_list("ref", flat=True), *Commitment.history.values_list("ref", flat=True)}


def after(references):
    """The number behind the C of the reference after the highest of some: 8 after C7."""
    return 1 + max((int(found[1]) for ref in references if (found := _REFERENCE.fullmatch(ref))), default=0)


def next_reference():
    """The number behind the C of the next reference: 8 after C7, also where C7 is gone."""
    return after(given_references())


def next_number(event):
    """The number after the highest in the list of recommendations without a name, as text."""
    numbers = event.recommendations.filter(block="").values_list("number", flat=True)
    return str(1 + max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0))
