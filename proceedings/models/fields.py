"""Text fields that keep names as people write them."""

import re
import unicodedata

from django.db import models

# What XML 1.0 cannot hold and no text has; it comes along when somebody copies out of a PDF or out of Word, or as half
# a pair of UTF-16. One of them would make every feed and spreadsheet with that text unreadable; some no database
# stores.
NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(value):
    """The same text in Unicode NFC, without a byte-order mark or blanks around it; letters and case stay.

    NFC, because a name typed on a Mac and the same name typed on Windows must be equal (Unicode UAX #15).
    Zero-width spaces inside stay: Khmer and Lao use them to mark where a line may break. What is no letter stays, too,
    so that a form can refuse it with a sentence.
    """
    return unicodedata.normalize("NFC", value).strip("\ufeff \t\r\n\u00a0") if isinstance(value, str) else value


def storable(value):
    """The same text, cleaned, with a blank for what is no letter: as a field keeps it, wherever it came from."""
    return clean_text(NO_LETTER.sub(" ", value)) if isinstance(value, str) else value


class _Clean:
    def to_python(self, value):
        return storable(super().to_python(value))

    def get_prep_value(self, value):
        return storable(super().get_prep_value(value))


class NameField(_Clean, models.CharField):
    """One line of text, exactly as written: never title-cased, never split."""


class ProseField(_Clean, models.TextField):
    """Several lines of text, exactly as written."""
