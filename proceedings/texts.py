"""The texts of events in reading order, each beside its translation into a language: what is there, and what lacks."""

from collections import Counter
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils.text import capfirst, normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .access import EVENT_PATHS
from .documents.rendering import MENTION
from .models import EventLanguage, Language, Network, Translation
from .models.fields import clean_text
from .models.translation import TRANSLATABLE, digest

# What belongs to a commitment is translated beneath it.
BENEATH = ("deadline", "step", "update")
GROUPS = (
    (gettext_lazy("The event"), ("event",)),
    (gettext_lazy("Objectives"), ("objective",)),
    (gettext_lazy("Programme"), ("session",)),
    (gettext_lazy("Registration"), ("registration", "question")),
    (gettext_lazy("Proceedings"), ("proceedings", "section")),
    (gettext_lazy("Recommendations"), ("recommendation",)),
    (gettext_lazy("Commitments"), ("commitment",)),
    (gettext_lazy("Reviews"), ("review",)),
    (gettext_lazy("Before and after"), ("milestone", "eventchange")),
)
# Rich text: the others are plain.
RICH = {("section", "body")}


@dataclass
class Text:
    """One text of an event, and what it is in one language.

    item         the row it is a field of
    field        the name of that field
    group        the part of the event it belongs to, for people: "Programme"
    where        which text it is, for people
    source       the text as it was written
    written_in   the tag of the language it was written in
    translation  the Translation into the language asked for, or None
    """

    item: object
    field: str
    group: str
    where: str
    source: str
    written_in: str
    translation: Translation | None = None

    @property
    def key(self):
        """What forms and files call it: section.12.body."""
        return f"{self.item._meta.model_name}.{self.item.pk}.{self.field}"

    @property
    def is_rich(self):
        return (self.item._meta.model_name, self.field) in RICH

    @property
    def longest(self):
        """How many letters it may have, or None. Titles and names are printed in one line."""
        return self.item._meta.get_field(self.field).max_length

    @property
    def target(self):
        return self.translation.text if self.translation else ""

    @property
    def status(self):
        return self.translation.status if self.target else Translation.Status.NONE

    @property
    def source_changed(self):
        return bool(self.target) and self.translation.source_changed

    @property
    def state(self):
        """Its status, or "changed" where the source is no longer what was translated."""
        return "changed" if self.source_changed else str(self.status)

    @property
    def is_checked(self):
        """True when a person vouches for it, and for this source."""
        return self.status in (Translation.Status.CHECKED, Translation.Status.APPROVED) and not self.source_changed

    @property
    def mark(self):
        """What somebody who sees it now has seen: of the translation, its status, and of the source."""
        return f"{digest(self.target)[:12]}-{self.state}-{digest(self.source)}"

    def problems(self, target=None):
        """What is wrong with a translation of it, in sentences; `target` if it is not the one that is kept."""
        target = self.target if target is None else target
        return mention_problems(self.source, target) if target else []


def plain_letters(text):
    """A text with line ends of one kind and without control characters."""
    return "".join(sign for sign in normalize_newlines(text) if sign >= " " or sign in "\n\t")


def tidy(text, one_line=False):
    """A text as it is kept: line ends of one kind, no control characters, in one line if it is a title."""
    text = plain_letters(text)
    return clean_text(" ".join(text.split()) if one_line else text)


def mentions(text):
    """How often each mention stands in a text, as a Counter."""
    return Counter(found[0].lower() for found in MENTION.finditer(text))


def mention_problems(source, target):
    """Sentences on mentions that a translation lost or added. Who is mentioned must be the same in every language."""
    here, there = mentions(source), mentions(target)
    problems = []
    if missing := sorted(here.keys() - there.keys()):
        problems.append(_("%(marks)s is in the original and not here.") % {"marks": ", ".join(missing)})
    if foreign := sorted(there.keys() - here.keys()):
        problems.append(_("%(marks)s is here and not in the original.") % {"marks": ", ".join(foreign)})
    return problems


def texts_of(events, language=None):
    """Every text of some events that may be given in another language and says something.

    events     a list of Event
    language   a language tag: with the translations into it, and without what was written in it

    Returns {id of the event: [Text, …]}, in reading order. As many queries for one event as for many.
    """
    by_event = {event.pk: event for event in events}
    rows = {name: _rows(name, by_event) for _group, names in GROUPS for name in (*names, *BENEATH)}
    found = {pk: [] for pk in by_event}
    for group, names in GROUPS:
        for name in names:
            for pk in by_event:
                if name == "event":
                    found[pk] += _texts(by_event[pk], group, "", settings.LANGUAGE_CODE)
                for number, row in enumerate(rows[name].get(pk, ()), 1):
                    written_in = settings.LANGUAGE_CODE
                    if name in ("proceedings", "section") and (draft := rows["proceedings"].get(pk)):
                        written_in = draft[0].language.code
                    found[pk] += _texts(row, group, _called(row, number), written_in)
                    if name == "commitment":
                        for below in BENEATH:
                            for each in rows[below].get(pk, ()):
                                if each.commitment_id == row.pk:
                                    label = f"{row.ref}, {each._meta.verbose_name}"
                                    found[pk] += _texts(each, group, label, settings.LANGUAGE_CODE)
    if language:
        found = {pk: [text for text in texts if text.written_in != language] for pk, texts in found.items()}
        _translate([text for texts in found.values() for text in texts], language)
    return found


def _rows(name, by_event):
    """{id of the event: [row, …]} of one model."""
    if name == "event":
        return {}
    model, path = apps.get_model("proceedings", name), EVENT_PATHS[name]
    rows = model.objects.filter(**{f"{path}__in": by_event}).annotate(of_event=F(path))
    if name == "proceedings":
        rows = rows.select_related("language")
    result = {}
    for row in rows:
        result.setdefault(row.of_event, []).append(row)
    return result


def _called(row, number):
    """Which row it is, in a word or two."""
    name = capfirst(str(row._meta.verbose_name))
    if row._meta.model_name == "commitment":
        return row.ref
    if row._meta.model_name in ("proceedings", "registration"):
        return ""
    own = getattr(row, "number", None)
    return f"{name} {number if own in (None, '') else own}"


def _texts(row, group, where, written_in):
    texts = []
    for field in TRANSLATABLE[row._meta.model_name]:
        source = getattr(row, field)
        if not source or not source.strip():
            continue
        label = str(row._meta.get_field(field).verbose_name)
        place = f"{where}: {label}" if where else capfirst(label)
        texts.append(Text(row, field, str(group), place, source, written_in))
    return texts


def _translate(texts, language):
    known = {}
    for row in Translation.objects.about(_items(texts)).filter(language__code=language).select_related("checked_by"):
        known[row.content_type_id, row.object_id, row.field] = row
    for text in texts:
        kind = ContentType.objects.get_for_model(text.item)
        text.translation = known.get((kind.pk, text.item.pk, text.field))
        if text.translation:
            text.translation.item = text.item


def _items(texts):
    return {(type(text.item), text.item.pk): text.item for text in texts}.values()


@dataclass(frozen=True)
class Count:
    """How far an event is in a language: of `total` texts, so many a person vouches for, and what waits for one."""

    total: int
    checked: int
    machine: int
    drafts: int
    changed: int

    @property
    def open(self):
        return self.total - self.checked


def count(texts):
    """The Count of some Texts. One whose source has changed counts as not translated, whatever its status."""
    changed = sum(text.source_changed for text in texts)
    rest = [text for text in texts if text.target and not text.source_changed]
    statuses = Counter(text.status for text in rest)
    return Count(
        total=len(texts),
        checked=sum(text.is_checked for text in rest),
        machine=statuses[Translation.Status.MACHINE],
        drafts=statuses[Translation.Status.NONE],
        changed=changed,
    )


def languages_of(events):
    """The languages spoken at some events, those the network publishes in, and those anything is translated into."""
    return list(
        Language.objects.filter(
            Q(pk__in=Network.languages.through.objects.values("language"))
            | Q(pk__in=EventLanguage.objects.filter(event__in=events).values("language"))
            | Q(pk__in=Translation.objects.order_by().values("language"))
        )
    )


def progress(events, languages):
    """How far events are in languages: {id of the event: {language tag: Count}}. In a fixed number of queries."""
    texts = texts_of(events)
    everything = [text for of_event in texts.values() for text in of_event]
    tags = {language.pk: language.code for language in languages}
    known = {}
    for row in Translation.objects.about(_items(everything)).filter(language__in=tags).defer("checked_at"):
        known[row.content_type_id, row.object_id, row.field, tags[row.language_id]] = row
    result = {}
    for pk, of_event in texts.items():
        result[pk] = {}
        for tag in tags.values():
            asked = []
            for text in of_event:
                if text.written_in == tag:
                    continue
                kind = ContentType.objects.get_for_model(text.item)
                row = known.get((kind.pk, text.item.pk, text.field, tag))
                if row:
                    row.item = text.item
                asked.append(Text(**(vars(text) | {"translation": row})))
            result[pk][tag] = count(asked)
    return result


def earlier_sources(texts):
    """What the sources of some Texts said when they were translated, as far as the history has it: {key: text}."""
    wanted, found = {}, {}
    for text in texts:
        wanted.setdefault(type(text.item), {}).setdefault(text.item.pk, []).append(text)
    for model, of_model in wanted.items():
        rows = model.history.filter(id__in=of_model).order_by("-history_date", "-history_id")
        fields = {text.field for texts in of_model.values() for text in texts}
        for row in rows.values("id", *fields):
            for text in of_model[row["id"]]:
                if text.key not in found and digest(row[text.field]) == text.translation.source_digest:
                    found[text.key] = row[text.field]
    return found
