"""Text fields that keep names as people write them."""

import unicodedata

from django.db import models


def clean_text(value):
    """The same text in Unicode NFC, without a byte-order mark or blanks around it; letters and case stay.

    NFC, because a name typed on a Mac and the same name typed on Windows must be equal (Unicode UAX #15).
    Zero-width spaces inside stay: Khmer and Lao use them to mark where a line may break.
    """
    return unicodedata.normalize("NFC", value).strip("\ufeff \t\r\n\u00a0") if isinstance(value, str) else value


class _Clean:
    def to_python(self, value):
        return clean_text(super().to_python(value))

    def get_prep_value(self, value):
        return clean_text(super().get_prep_value(value))


class NameField(_Clean, models.CharField):
    """One line of text, exactly as written: never title-cased, never split."""


class ProseField(_Clean, models.TextField):
    """Several lines of text, exactly as written."""
