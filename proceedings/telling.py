"""What rows say in the language of a page: a translation of it, or the text as it was written."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_supported_language_variant

from .documents.tongues import tongue_of
from .models import Organisation, OrganisationName, Translation
from .models.base import in_page_language
from .models.translation import TRANSLATABLE


def spoken(tag, otherwise=settings.LANGUAGE_CODE):
    """The language in which our pages speak to somebody of a language tag: Khmer for “km-KH”.

    otherwise   what is given for one that they do not know, such as Shan, or for ""
    """
    try:
        return get_supported_language_variant(tag) if tag else otherwise
    except LookupError:
        return otherwise


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


class Batch:
    """Rows whose texts a page prints: what is translated of all of them is read at once, when the first is asked for.

    language   a language tag
    """

    def __init__(self, language):
        self.language, self.waiting, self.known = language, [], {}

    def add(self, row):
        if getattr(row, "translations", None) is self:
            return
        row.translations = self
        if self.language != settings.LANGUAGE_CODE:
            self.waiting.append(row)

    def of(self, row, field):
        """The Translation of a field, or None."""
        if self.waiting:
            self.known |= Translation.objects.of(self.waiting, self.language)
            self.waiting = []
        return self.known.get((type(row), row.pk, field))

    @cached_property
    def names(self):
        """What organisations are called in this language: {number: name}. All of them, for a page names many."""
        return OrganisationName.objects.today_in(self.language) if self.language != settings.LANGUAGE_CODE else {}


_PAGE = ContextVar("page", default=None)


@contextmanager
def page():
    """While a page is made, all its rows are one Batch."""
    token = _PAGE.set(Batch(get_language()))
    try:
        yield
    finally:
        _PAGE.reset(token)


def translate(*lists, language=None):
    """Have the texts of some rows, and the names of their kinds, told in a language, where somebody translated them.

    lists      lists of rows of any models, None among them; those without texts to translate are passed over
    language   a language tag; unless given, that of the page
    """
    batch = _PAGE.get()
    if batch is None or language not in {None, batch.language}:
        batch = Batch(language or get_language())
    for row in (row for rows in lists for row in rows if row is not None):
        # A kind that was not read with its row is not read now.
        for each in (row, row._state.fields_cache.get("kind")):
            if each is not None and each._meta.model_name in TRANSLATABLE:
                batch.add(each)


def told(row, field):
    """One field of a row as a page prints it, with what `translate` read of it.

    What was translated from words that have changed since stands as it was written. Words of the fixtures, such as the
    kinds of events, are in the message files. Of an organisation it is the name that it has in that language.
    """
    page, text = get_language(), getattr(row, field)
    if isinstance(row, Organisation) and field == "name":
        name = names().get(row.pk)
        return Told(name, "", True) if name else as_written(row, field)
    batch = getattr(row, "translations", None)
    translation = batch and batch.of(row, field)
    if translation and not translation.source_changed:
        by_machine = translation.status == Translation.Status.MACHINE
        return Told(translation.text, "" if batch.language == page else batch.language, True, by_machine)
    words = in_page_language(row, text)
    if words != text:
        return Told(words, "", True, page in settings.LANGUAGES_NOT_CHECKED)
    return as_written(row, field)


def names():
    """What organisations are called in the language of the page, where that is not their official name: {number: name}.

    Only pages say so, and mails and feeds that lead to them: see docs/decisions/0034-what-an-organisation-is-called.md.
    """
    page = _PAGE.get()
    return page.names if page and page.language == get_language() else {}


def as_written(row, field):
    """One field of a row in its own language, for citations and where nobody translated it: a Told."""
    text = getattr(row, field)
    tongue = tongue_of(text, settings.LANGUAGE_CODE) or settings.LANGUAGE_CODE
    return Told(text, "" if tongue == get_language() else tongue)


def words(row, field="name"):
    """The same as bare words, where a mark-up of its language has no place."""
    return told(row, field).words
