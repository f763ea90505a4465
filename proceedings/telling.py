"""What rows say in the language of a page: a translation of it, or the text as it was written."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from .documents.tongues import tongue_of
from .models import Translation
from .models.base import in_page_language
from .models.translation import TRANSLATABLE


@dataclass(frozen=True)
class Told:
    """A text as a page prints it.

    words          the text
    tongue         the tag of its language, where that is not the one of the page around it; else ""
    is_translated  whether somebody translated it for this page
    by_machine     whether nobody has checked that translation
    """

    words: str
    tongue: str = ""
    is_translated: bool = False
    by_machine: bool = False

    @property
    def is_lacking(self):
        """Whether it should be in the language of the page and is not yet."""
        return bool(self.words) and self.tongue != "" and not self.is_translated


def translate(*lists, language=None):
    """Read what is translated of some rows, for `told`: one query, and none for the language they are written in.

    lists      lists of rows of any models, None among them; those without texts to translate are passed over
    language   a language tag; unless given, that of the page
    """
    language = language or get_language()
    rows = [row for rows in lists for row in rows if _is_to_translate(row, language)]
    found = {} if language == settings.LANGUAGE_CODE else Translation.objects.of(rows, language)
    fields = {}
    for (model, pk, field), translation in found.items():
        fields.setdefault((model, pk), {})[field] = translation
    for row in rows:
        row.translated = language, fields.get((type(row), row.pk), {})


def _is_to_translate(row, language):
    known = getattr(row, "translated", ("",))[0]
    return row is not None and row._meta.model_name in TRANSLATABLE and known != language


def told(row, field):
    """One field of a row as a page prints it, with what `translate` read of it.

    What was translated from words that have changed since stands as it was written. Words of the fixtures, such as the
    kinds of events, are in the message files.
    """
    page, text = get_language(), getattr(row, field)
    tongue, translations = getattr(row, "translated", (page, {}))
    translation = translations.get(field)
    if translation and not translation.source_changed:
        by_machine = translation.status == Translation.Status.MACHINE
        return Told(translation.text, "" if tongue == page else tongue, True, by_machine)
    words = in_page_language(row, text)
    if words != text:
        return Told(words, "", True, page in settings.LANGUAGES_NOT_CHECKED)
    tongue = tongue_of(text, settings.LANGUAGE_CODE) or settings.LANGUAGE_CODE
    return Told(text, "" if tongue == page else tongue)


def words(row, field="name"):
    """The same as bare words, where a mark-up of its language has no place."""
    return told(row, field).words
