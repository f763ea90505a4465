"""Which language a text is in; and of proceedings, what is translated and which languages are ready to be published."""

import re
import unicodedata

from django.utils.html import format_html

from ..models import Language, Translation

# The languages that are told by their letters. Those of Shan, Mon and Karen are of the Burmese script, yet not Burmese.
SCRIPTS = {
    "my": re.compile("[\u1000-\u1027\u1029-\u1032\u1036-\u1059]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "th": re.compile("[\u0e01-\u0e5b]"),
    "lo": re.compile("[\u0e81-\u0edf]"),
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
}
# Languages of which we know that they are not written so, or are one of those.
KNOWN = {*SCRIPTS, "en", "fr", "id", "ms", "tl", "vi"}
# A Burmese sentence that names the IOM is still Burmese.
MOST_LETTERS = 0.8


def tongue_of(text, around="en"):
    """The tag of the language a text is in, told by its letters: “my” for one in Burmese on an English page.

    around   the tag of the language of what stands around it

    Returns "" where it is in that one, and where letters do not tell, as between English and Vietnamese.
    """
    here = around.split("-")[0].lower()
    if here not in KNOWN or text.isascii():
        return ""
    letters = "".join(sign for sign in text if unicodedata.category(sign)[0] in "LM")
    for tag, script in SCRIPTS.items():
        if len(script.findall(letters)) > MOST_LETTERS * len(letters):
            return "" if tag == here else tag
    return ""


# What readers are told, the worst first. "source" and "checked" need no word.
TOLD = ("none", "changed", "machine")


class Words:
    """The words of a draft in one language, and how far each of them is translated.

    language   a Language; None, or that of the draft, for the words as they were written
    sections   other ones than it has now, such as those of a submission
    """

    def __init__(self, proceedings, language=None, sections=None):
        self.proceedings = proceedings
        self.is_source = language is None or language.pk == proceedings.language_id
        self.language = proceedings.language if self.is_source else language
        own = proceedings.sections.select_related("session") if sections is None else sections
        self.sections = list(own)
        rows = [proceedings, *self.sections]
        self.found = {} if self.is_source else Translation.objects.of(rows, self.language.code)

    def state(self, row, field):
        """How far a text is translated: source, checked, machine, changed (since then), or none."""
        if self.is_source or not getattr(row, field).strip():
            return "source"
        translation = self.found.get((type(row), row.pk, field))
        if translation is None:
            return "none"
        if translation.source_changed:
            return "changed"
        return "machine" if translation.status == Translation.Status.MACHINE else "checked"

    def of(self, row, field):
        """A text in this language, else as it was written."""
        is_there = self.state(row, field) not in ("source", "none")
        return self.found[type(row), row.pk, field].text if is_there else getattr(row, field)

    def tongue(self, row, field):
        """The attribute that tells the language of a text which is not in that of the page; else nothing."""
        if self.state(row, field) != "none":
            return ""
        return format_html(' lang="{}"', self.proceedings.language.code)

    def called(self, part):
        """A part of the text as messages name it: with its language, where it is a translation."""
        return part if self.is_source else f"{part} ({self.language.name})"

    def place_of(self, section):
        """How the gate knows the text of a section: by its uid, and in another language by that as well."""
        return str(section.uid) if self.is_source else f"{section.uid}-{self.language.code}"

    def _worst(self, *states):
        return next((state for state in TOLD if state in states), "")

    def to_tell(self, section):
        """What a reader should know of how a section was translated: a key of rendering.told_of, or nothing."""
        body, heading = self._worst(self.state(section, "body")), self._worst(self.state(section, "heading"))
        return body or (heading and f"{heading}-heading")

    @property
    def above(self):
        return self._worst(self.state(self.proceedings, "title"), self.state(self.proceedings, "note"))

    @property
    def states(self):
        """{heading: state} of all parts, that of title and note under "the title and note"."""
        if self.is_source:
            return {}
        parts = {"the title and note": self.above or "checked"}
        for section in self.sections:
            state = self._worst(self.state(section, "heading"), self.state(section, "body"))
            parts[section.heading] = self._worst(state, parts.get(section.heading)) or "checked"
        return parts


def begun(proceedings):
    """The languages into which any shown part of a draft is translated, as a list."""
    rows = Translation.objects.shown().about([proceedings, *proceedings.sections.all()])
    return list(Language.objects.filter(pk__in=rows.order_by().values("language")).exclude(pk=proceedings.language_id))
