"""What commitments can be narrowed by, and how many there are of each: counted in one place for every list and file.

Makers who may not be told are absent here: no filter and no count knows that they exist.

To ask where each promise stands takes as long as there are promises. So it is asked once after a change of one of the
tables that it is read from, and kept as one bit of each promise under everything that it can be found by: to narrow and
to count is then a matter of bits.
"""

from dataclasses import dataclass, field
from itertools import compress

from django.core.cache import cache
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat, StrIndex
from django.utils.translation import gettext as _
from django_countries import countries

from .. import revision, telling
from ..models import Attribution, Commitment, CommitmentParty, EventKind, FrameworkGoal, Series, Standing, Topic
from ..models.commitment import a_year_before
from ..numerals import in_digits
from .caching import KEPT_FOR

UNKNOWN = "unknown"
NAMES = ("standing", "year", "due", "country", "topic", "goal", "kind", "series", "maker", "news")
# Of what is named by rows: their model, and the field with its name.
ROWS = {
    "topic": (Topic, "name"),
    "goal": (FrameworkGoal, "title"),
    "kind": (EventKind, "name"),
    "series": (Series, "name"),
}
# Of the Facts that are kept: one more whenever they change, because a cache outlives an update of the site.
SHAPE = 2
# What waits longest comes first: a promise nobody speaks of must not sink to the last page.
ORDER = [Standing.OVERDUE, Standing.IN_PROGRESS, Standing.NOT_STARTED, Standing.NO_REPORT, Standing.SAID_DONE]

# Whose makers a visitor may know; the rule of documents.printed.makers_hidden, in SQL, and stricter: of a closed
# session nobody is counted either.
TELLABLE = (
    Q(commitment__session=None)
    | ~Q(commitment__session__attribution__in=[Attribution.NON_ATTRIBUTABLE, Attribution.CLOSED])
    | ~Q(commitment__provenance=Commitment.Provenance.HEARD)
)


@dataclass
class Facts:
    """What every commitment is found by, each as one bit: that of its place in the order of the register.

    numbers   the numbers of the commitments, in that order
    bits      {name of a filter: {value: the bits of those that have it}}
    named     {name of a filter: {value: (the number of its row, its name)}}, where the database knows one
    reported  the bits of those on which a report of the maker stands
    events    {number of an event: the bits of those made there}
    """

    numbers: list = field(default_factory=list)
    bits: dict = field(default_factory=lambda: {name: {} for name in NAMES})
    named: dict = field(default_factory=lambda: {name: {} for name in NAMES})
    reported: int = 0
    events: dict = field(default_factory=dict)

    @property
    def all(self):
        return (1 << len(self.numbers)) - 1

    def fitting(self, picked, but=""):
        """The bits of those that have every picked value, leaving out the filter `but`."""
        found = self.all
        for name, value in picked.items():
            if value and name != but:
                found &= self.bits[name].get(value, 0)
        return found

    def of(self, bits):
        """The numbers of the commitments whose bits they are, in the order of the register."""
        return list(compress(self.numbers, map(int, reversed(f"{bits:b}"))))

    def counts(self, picked):
        """{name of a filter: {value: how many there are with what else is picked}}."""
        found = {}
        for name in NAMES:
            fitting = self.fitting(picked, but=name)
            found[name] = {value: (bits & fitting).bit_count() for value, bits in self.bits[name].items()}
        return found

    def by_standing(self, within):
        """{code of a standing: how many of the bits `within` stand there}, without noughts."""
        counted = {code: (bits & within).bit_count() for code, bits in self.bits["standing"].items()}
        return {code: number for code, number in counted.items() if number}

    def split(self, name, picked):
        """{value of a filter: {code of a standing: number}} with what else is picked, without noughts."""
        fitting = self.fitting(picked, but=name)
        found = {value: self.by_standing(bits & fitting) for value, bits in self.bits[name].items()}
        return {value: counted for value, counted in found.items() if counted}

    def words(self):
        """{name of a filter: {value: its words}}, in the language of the page."""
        found = {
            "standing": {str(code): str(code.label) for code in Standing},
            "news": news_words(),
            "country": {code: str(countries.name(code)) for code in self.bits["country"]},
        }
        for name, unknown in (("year", _("Not known")), ("due", _("No last day"))):
            found[name] = {value: unknown if value == UNKNOWN else in_digits(value) for value in self.bits[name]}
        names = telling.names()
        found["maker"] = {value: names.get(number, name) for value, (number, name) in self.named["maker"].items()}
        rows = {
            name: {value: model(pk=number, **{text: words}) for value, (number, words) in self.named[name].items()}
            for name, (model, text) in ROWS.items()
        }
        telling.translate(*(of.values() for of in rows.values()))
        for name, (_model, text) in ROWS.items():
            found[name] = {value: telling.words(row, text) for value, row in rows[name].items()}
        return found


def facts(today):
    """The Facts of all published commitments on a day: those kept since a promise changed, or read in two queries."""
    key = f"facts-{SHAPE}:{today}:{revision.current('promises')}"
    found = cache.get(key)
    if found is None:
        found = _read(today)
        cache.set(key, found, KEPT_FOR)
    return found


def longest_waiting_first(rows):
    """Commitments `with_standing` in the order of the register."""
    # A CASE of the standing would write out how it is found once for each of them. What is not among them comes last.
    last_to_first = "|".join(["", *reversed(ORDER), ""])
    place = StrIndex(Value(last_to_first), Concat(Value("|"), "standing", Value("|"), output_field=CharField()))
    return rows.order_by(place.desc(), F("event__start_date").desc(nulls_last=True), "pk")


def _read(today):
    rows = longest_waiting_first(Commitment.objects.with_standing(today).published())
    found, places, reported, events = Facts(), {name: {} for name in NAMES}, [], {}

    def note(place, name, value, *named):
        places[name].setdefault(value, []).append(place)
        if named:
            found.named[name][value] = named

    columns = ("pk", "standing", "reported", "due", "last_news", "event", "event__start_date")
    columns += ("event__kind__code", "event__kind", "event__kind__name")
    columns += ("event__series__slug", "event__series", "event__series__name")
    for place, row in enumerate(rows.values_list(*columns)):
        pk, standing, report, due, last_news, event, start, *kind_and_series = row
        kind, series = kind_and_series[:3], kind_and_series[3:]
        found.numbers.append(pk)
        note(place, "standing", standing)
        note(place, "news", age_of(last_news, today))
        note(place, "year", str(start.year) if start else UNKNOWN)
        note(place, "due", str(due.year) if due else UNKNOWN)
        note(place, "kind", *kind)
        if series[0]:
            note(place, "series", *series)
        if report is not None:
            reported.append(place)
        events.setdefault(event, []).append(place)
    place_of = {pk: place for place, pk in enumerate(found.numbers)}
    for pk, name, value, number, words, country in _many():
        if (place := place_of.get(pk)) is None:
            continue
        if value:
            note(place, name, value, number, words)
        if country:
            note(place, "country", country)
    size = len(found.numbers)
    # Of these nought is told as well.
    places["standing"] = {str(code): places["standing"].get(code, []) for code in Standing}
    places["news"] = {age: places["news"].get(age, []) for age in news_words()}
    found.bits = {name: {value: _bits(at, size) for value, at in of.items()} for name, of in places.items()}
    found.events = {event: _bits(at, size) for event, at in events.items()}
    found.reported = _bits(reported, size)
    return found


def _bits(places, size):
    """A number in which the bits of some places are set. (To set them one by one in a number copies it each time.)"""
    packed = bytearray(size // 8 + 1)
    for place in places:
        packed[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(packed, "little")


def _many():
    """(commitment, filter, value, its number, words, country) of topics, goals and makers who may be told."""

    def of(rows, name, value, number, words, country):
        return rows.order_by().values_list(F("commitment_id"), Value(name, CharField()), value, number, words, country)

    nothing = Value("", CharField())
    published = Commitment.objects.published().values("pk")
    topics = Commitment.topics.through.objects.filter(commitment__in=published)
    goals = Commitment.goals.through.objects.filter(commitment__in=published)
    makers = CommitmentParty.objects.filter(
        TELLABLE,
        commitment__in=published,
        role__in=CommitmentParty.MAKERS,
        organisation__isnull=False,
        # One without a page is printed where it made a promise, but nothing is gathered under its name or country.
        organisation__is_published=True,
    )
    key = goal_key("frameworkgoal__")
    return of(topics, "topic", F("topic__slug"), F("topic_id"), F("topic__name"), nothing).union(
        of(goals, "goal", key, F("frameworkgoal_id"), F("frameworkgoal__title"), nothing),
        of(
            makers,
            "maker",
            F("organisation__slug"),
            F("organisation_id"),
            F("organisation__name"),
            F("organisation__country"),
        ),
        all=True,
    )


def goal_key(path=""):
    """The GCM-6 of an objective in SQL, as FrameworkGoal.key has it. `path` leads to the objective."""
    return Concat(f"{path}framework__code", Value("-"), f"{path}number", output_field=CharField())


def news_words():
    return {
        "year": _("Within a year"),
        "older": _("Over a year ago"),
        "none": _("No news ever"),
    }


def age_of(last_news, today):
    """Which of `news_words` the day of the last news falls under."""
    if last_news is None:
        return "none"
    return "year" if last_news >= a_year_before(today) else "older"


def in_order(name, words):
    """[(value, words), …] as a form offers them."""
    if name in ("standing", "news"):
        return list(words.items())
    if name in ("year", "due"):
        return sorted(words.items(), key=lambda pair: (pair[0] != UNKNOWN, pair[0]), reverse=True)
    return sorted(words.items(), key=lambda pair: str(pair[1]).casefold())
