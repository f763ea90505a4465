"""Numbers in the digits of a page's language: “၂၀၁၇” in Burmese, “២០១៧” in Khmer, “2017” elsewhere.

Thai and Lao have digits of their own too, but the pages of the United Nations and of ministries in them print
European ones, as CLDR says. What is cited or typed stays as it is: references, editions, paragraphs, addresses.
"""

from django.utils.translation import get_language

_DIGITS = {
    "km": str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"),
    "my": str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉"),
}


def in_digits(text):
    """A text of ours with its European digits in those of the page's language."""
    return text.translate(_DIGITS.get(get_language(), {}))


class Numeral(int):
    """A number that counts as any other and prints itself in the digits of the page's language."""

    def __str__(self):
        return in_digits(int.__repr__(self))


def numeral(number):
    """A whole number as the page prints it; it can still decide between one and many. Anything else stays as it is."""
    return Numeral(number) if isinstance(number, int) else number
