"""Wherever a person stands as typed letters: in every text of every table, of today and of its history.

It looks through all tables there are rather than a list of them, so that what is added later is searched as well. Texts
are searched as the gate does it (documents/typed_names.py): a name in any order, without its accents, across tags.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..access import events_of
from ..documents.folding import UNSPACED, Folded
from ..documents.typed_names import NUMBER, SHORTEST_PHONE, Traces, apart
from ..models import Participant

# Ours; and what Django and its companions note of who did what, who signed in, and what a worker did.
APPS = ("proceedings", "admin", "axes", "django_tasks_database")
# Rows that are people themselves, or how one of them stood in an edition: those of the person are emptied or deleted as
# a whole, those of a namesake are not touched.
OF_PEOPLE = ("person", "personname", "editionmention", "follower")
# Made anew from the rest within the same transaction, so whoever is out of that is out of these.
MADE_OF_THE_REST = ("searchitem", "searchpassage")
TAG = re.compile(r"<[^<>]*>")
# An address that nobody can have (RFC 2606), where a row cannot be without one.
NO_ADDRESS = "taken-out@example.invalid"
# How much of a text is shown around what was found, and how many passages of one text.
AROUND, SHOWN = 60, 3
# In scripts without blanks between words, a name as long as this is hardly anything else.
MANY_LETTERS = 6
# Rows read at once.
BATCH = 2_000


class Wanted:
    """What is looked for: names, spellings, addresses and numbers of one person, and the aliases of their seats.

    person   a Person, or None for a seat with nobody behind it
    seats    their Participants, as a list
    """

    def __init__(self, person, seats):
        named = [Participant(person=person)] if person else []
        aliases = sorted({seat.alias for seat in seats} - {""})
        self.traces = [Traces(seat) for seat in (*named, *(Participant(alias=alias) for alias in aliases))]

    @cached_property
    def _needles(self):
        """Pieces of which one stands in every text without accents in which a name or an address can be found."""
        found = set()
        for traces in self.traces:
            found |= {max(name.words, key=len) for name in traces.names if name.words}
            found |= {traces.domain} if traces.email else set()
        return found

    def spans(self, text):
        """Where they stand in a text or in HTML: [(start, end), …], from left to right, none within another."""
        small = text.lower()
        if text.isascii() and not any(needle in small for needle in self._needles) and not NUMBER.search(text):
            return []
        found = self._found(text)
        if "<" in text:
            # Tags may stand between two words, or between two letters of one.
            found += self._found(TAG.sub(lambda tag: " " * len(tag[0]), text))
            kept = [at for piece in _between_tags(text) for at in range(*piece)]
            letters = "".join(text[at] for at in kept)
            found += [(kept[start], kept[end - 1] + 1) for start, end in self._found(letters)]
        return apart(found)

    def _found(self, text):
        folded = Folded(text)
        return [span for traces in self.traces for span in traces.spans(folded)]

    def without(self, text, words):
        """The text with `words` in place of each span. Tags within a span stay, so that HTML stays whole."""
        pieces, at = [], 0
        for start, end in self.spans(text):
            pieces += [text[at:start], words, *TAG.findall(text[start:end])]
            at = end
        return "".join([*pieces, text[at:]])


def _between_tags(text):
    at = 0
    for tag in TAG.finditer(text):
        yield at, tag.start()
        at = tag.end()
    yield at, len(text)


@dataclass
class Place:
    """One field of one row in which the person stands.

    model     of the row as it is today, also where only its history has the name
    called    what the field is called on a form
    quotes    [(what stands before, the word, what follows), …]
    certain   False where the word may well mean something or somebody else
    can_go    False for an address of a page or the name of a file, which somebody must change by hand
    rows      [(model, number of the row), …] that hold it: the row itself, and those of its history
    """

    model: type
    pk: object
    field: str
    called: str
    quotes: list = field(default_factory=list)
    certain: bool = True
    can_go: bool = True
    rows: list = field(default_factory=list)

    @property
    def key(self):
        """How a form says which place it means."""
        return f"{self.model._meta.label_lower}.{self.pk}.{self.field}"

    @property
    def label(self):
        return f"{capfirst(str(self.model._meta.verbose_name))} {self.pk}: {self.called}"

    @property
    def in_history_only(self):
        return all(model is not self.model for model, _pk in self.rows)


def _is_text(column):
    """True for a field that can hold what somebody wrote."""
    texts = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return isinstance(column, texts) and not column.choices


def searched_models():
    """Every model with texts, and the fields that hold them: [(model, its model of today, [field, …]), …]."""
    found = []
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            today = getattr(model, "instance_type", model) if hasattr(model, "history_id") else model
            columns = [column for column in model._meta.concrete_fields if _is_text(column)]
            if columns and today._meta.model_name not in (*OF_PEOPLE, *MADE_OF_THE_REST):
                found.append((model, today, columns))
    return found


def places(wanted, events):
    """Wherever somebody stands as typed letters, as a list of Places, those of today's rows first.

    wanted   a Wanted
    events   the ids of the events where they have a seat: there a name of one word is likely to be theirs
    """
    found = {}
    for model, today, columns in searched_models():
        original = "id" if today is not model else model._meta.pk.attname
        names = [column.attname for column in columns]
        rows = model._base_manager.order_by().values_list(model._meta.pk.attname, original, *names)
        for pk, of, *values in rows.iterator(chunk_size=BATCH):
            for column, value in zip(columns, values, strict=True):
                texts = [text for text in _texts(value) if (text and wanted.spans(text))]
                if not texts:
                    continue
                place = found.setdefault((today, of, column.name), Place(today, of, column.name, column.verbose_name))
                place.can_go = not isinstance(column, (models.FileField, models.SlugField))
                place.rows.append((model, pk))
                place.quotes += [quote for text in texts for quote in _quotes(wanted, text)]
                place.quotes = list(dict.fromkeys(place.quotes))[:SHOWN]
    for place in found.values():
        place.certain = _is_certain(place, events)
    return sorted(found.values(), key=lambda place: (place.in_history_only, place.label))


def _texts(value):
    """All texts in the value of a field, also those deep in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _quotes(wanted, text):
    for start, end in wanted.spans(text)[:SHOWN]:
        around = (text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
        yield tuple(" ".join(TAG.sub(" ", piece).split()) for piece in around)


def _is_certain(place, events):
    """False for a single short word, unless it stands in something of an event where they have a seat."""
    if any(_says_who(word) for _before, word, _after in place.quotes):
        return True
    row = place.model._base_manager.filter(pk=place.pk).first()
    return row is not None and bool(events_of(row) & events)


def _says_who(word):
    several = len(word.split()) > 1 or (UNSPACED.search(word) and len(word) >= MANY_LETTERS)
    return several or "@" in word or sum(sign.isdigit() for sign in word) >= SHORTEST_PHONE


@transaction.atomic
def take_out(wanted, found):
    """Write neutral words in place of somebody, in each of the Places given. Returns how many rows were changed.

    It writes past histories, which would keep the name, and past what forbids a change of what is only noted.
    """
    changed = {}
    for place in found:
        for model, pk in place.rows if place.can_go else ():
            changed.setdefault((model, pk), set()).add(place.field)
    for (model, pk), names in changed.items():
        row = model._base_manager.filter(pk=pk)
        now = row.values(*names, *(["language__code"] if _has_language(model) else [])).first()
        if now is None:
            continue
        with override(now.get("language__code") or None):
            words = _("a participant")
        values = {name: _neutral(model._meta.get_field(name), now[name], wanted, words) for name in names}
        try:
            with transaction.atomic():
                row.update(**values)
        except IntegrityError:
            # Of two rows that may not say the same, or one that may not say nothing.
            said = f"{words} {pk}"
            row.update(**{name: _neutral(model._meta.get_field(name), now[name], wanted, said, True) for name in names})
    return len(changed)


def _has_language(model):
    return any(column.name == "language" and column.is_relation for column in model._meta.concrete_fields)


def _neutral(column, value, wanted, words, must_say=False):
    """What a field holds when somebody is out of it."""
    if isinstance(value, dict):
        return {wanted.without(str(key), words): _neutral(None, inner, wanted, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_neutral(None, inner, wanted, words) for inner in value]
    if not isinstance(value, str) or not wanted.spans(value):
        return value
    if isinstance(column, models.EmailField):
        return "" if column.blank and not must_say else NO_ADDRESS
    left = wanted.without(value, words)
    if column is not None and column.blank and not must_say and left.strip() == words:
        return ""
    return left[: column.max_length] if column is not None and column.max_length else left
