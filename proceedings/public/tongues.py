"""Texts of rows in the language of a page, as far as somebody translated them: one query for a page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from ..documents.tongues import tongue_of
from ..models import Translation


@dataclass(frozen=True)
class Told:
    """A text as a page prints it.

    words      the text
    tongue     the tag of its language, where that is not the one of the page around it; else ""
    by_machine True where nobody has checked the translation
    """

    words: str
    tongue: str = ""
    by_machine: bool = False


def told(rows, field, language=None):
    """One field of some rows of one model, as a page prints it.

    language   a language tag; unless given, that of the page, which then need not be told

    Returns {pk: Told}. What was translated from words that have changed since stands as it was written.
    """
    page = get_language()
    language = language or page
    found = {} if language == settings.LANGUAGE_CODE else Translation.objects.of(rows, language)
    result = {}
    for row in rows:
        translation = found.get((type(row), row.pk, field))
        if translation is None or translation.source_changed:
            words, by_machine = getattr(row, field), False
            tongue = tongue_of(words, settings.LANGUAGE_CODE) or settings.LANGUAGE_CODE
        else:
            words, tongue = translation.text, language
            by_machine = translation.status == Translation.Status.MACHINE
        result[row.pk] = Told(words, "" if tongue == page else tongue, by_machine)
    return result
