"""What a list is narrowed to by its address: the same for the page, its feed, its calendar and what is taken away."""

import json
import re
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_countries import countries

from .. import telling
from ..models import (
    Commitment,
    Event,
    EventKind,
    EventTopic,
    EventVenue,
    Organisation,
    OrganisationKind,
    Series,
    Topic,
)
from ..numerals import in_digits, numeral
from . import tracking

UNKNOWN = "unknown"
# What an address asks for that makes no sense: nothing has it.
NONSENSE = "-"


@dataclass
class Narrowed:
    """The rows of a list that an address asks for.

    rows      a queryset, without an order
    chosen    {name of a filter: its value or ""}
    choices   {name of a filter: [(value, words), …]}
    counts    {name of a filter: {value: how many there are of it with what else is chosen}}, where they are told
    facts     of commitments that are narrowed or counted: what `tracking` knows of all of them
    """

    rows: QuerySet
    chosen: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    facts: tracking.Facts = None

    @property
    def is_narrowed(self):
        return any(self.chosen.values())

    @property
    def offered(self):
        """{name of a filter: [(value, words with the number), …]}: what would show nothing is not offered."""
        return {
            name: [
                (value, f"{words} ({numeral(self.counts[name].get(value, 0))})")
                for value, words in choices
                if self.counts[name].get(value) or self.chosen[name] == value
            ]
            for name, choices in self.choices.items()
        }

    @property
    def words(self):
        """What was chosen, in the words of the page: ["2017", "due in 2020", "Myanmar"]."""
        chosen = {name: str(dict(self.choices[name])[value]) for name, value in self.chosen.items() if value}
        if chosen.get("due", "").isdigit():
            chosen["due"] = _("due in %(year)s") % {"year": chosen["due"]}
        return list(chosen.values())

    def query(self, **other):
        """The query of an address that is narrowed to the same, but for some filters: {name of a filter: value}."""
        return urlencode({name: value for name, value in (self.chosen | other).items() if value})


def events(request):
    """Events with a page, by year, kind, country, series and topic."""
    # What can be chosen is chosen of all of them, also where a page is narrowed already.
    every = Event.objects.with_page().order_by()
    on = EventTopic.objects.filter(event__in=every.values("pk")).order_by()

    def years():
        found = every.annotate(year=ExtractYear("start_date")).values_list("year", flat=True).distinct()
        found = newest_first(str(year) if year else UNKNOWN for year in found)
        return [(each, _("Not known") if each == UNKNOWN else in_digits(each)) for each in found]

    def kinds():
        return named(EventKind.objects.filter(pk__in=every.values("kind")).order_by("name"), "code")

    def places():
        codes = EventVenue.objects.filter(event__in=every.values("pk")).order_by()
        return _countries(codes.values_list("venue__country", flat=True).distinct())

    def series():
        return named(Series.objects.filter(pk__in=every.values("series")), "slug")

    def topics():
        return named(Topic.objects.filter(pk__in=on.values("topic")), "slug")

    picked, choices, is_had = _picked(request, year=years, kind=kinds, country=places, series=series, topic=topics)
    if not is_had:
        return Narrowed(every.none(), picked, choices)
    rows = every
    if year := picked["year"]:
        rows = rows.filter(start_date=None) if year == UNKNOWN else rows.filter(start_date__year=int(year))
    if picked["kind"]:
        rows = rows.filter(kind__code=picked["kind"])
    if picked["country"]:
        rows = rows.filter(pk__in=EventVenue.objects.filter(venue__country=picked["country"]).values("event"))
    if picked["series"]:
        rows = rows.filter(series__slug=picked["series"])
    if picked["topic"]:
        rows = rows.filter(pk__in=on.filter(topic__slug=picked["topic"]).values("event"))
    return Narrowed(rows, picked, choices)


def named(rows, code):
    """What may be chosen, of rows with a name: [(what stands in addresses, name in the language of the page), …]."""
    rows = list(rows)
    telling.translate(rows)
    return [(getattr(row, code), telling.words(row)) for row in rows]


def _countries(codes):
    """What may be chosen, of the codes of countries and "": [(code, name in the language of the page), …]."""
    return sorted(((code, countries.name(code)) for code in codes if code), key=lambda place: place[1])


def _picked(request, **offers):
    """What is chosen of some filters: ({name: value or ""}, {name: what it offers}, whether something has all of it).

    What a filter offers is read where somebody chooses or is asked to. An address may be older than what it asks for,
    or typed by hand: it finds nothing then, rather than everything, and what it asks for is offered with the others.

    offers   {name: gives [(value, words), …]}
    """
    choices = {name: SimpleLazyObject(offer) for name, offer in offers.items()}
    picked, is_had = dict.fromkeys(offers, ""), True
    for name in picked:
        if asked := request.GET.get(name):
            picked[name], words = _understood(name, asked, dict(choices[name]))
            if words:
                choices[name], is_had = [*choices[name], (picked[name], words)], False
    return picked, choices, is_had


def _understood(name, asked, offered):
    """A value in an address, and its words where it is none of those that are `offered`."""
    if name == "country":
        asked = asked[:3].upper()
    if asked in offered:
        return asked, ""
    # Codes have letters of ASCII; of “①” the list of countries would make a number, and fail.
    words = str(countries.name(asked)) if name == "country" and asked.isascii() else ""
    if name in ("year", "due") and re.fullmatch("[0-9]{4}", asked, re.ASCII):
        words = in_digits(asked)
    return (asked, words) if words else (NONSENSE, _("Not known"))


def the_same(request, name, *place):
    """The address `name` with what the list of `request` is narrowed to."""
    query = request.GET.copy()
    query.pop("page", None)
    return reverse(name, args=place) + (f"?{query.urlencode()}" if query else "")


def in_the_list(query):
    """The address of the list of commitments, narrowed by a query."""
    return f"{reverse('public:commitments')}{f'?{query}' if query else ''}#all"


def to_take_away(request, collection):
    """The files with what a list shows, on all its pages: [(format, address), …]."""
    return [(ending.upper(), the_same(request, "data", collection, ending)) for ending in ("csv", "xlsx", "json")]


def newest_first(years):
    """Years as they stand in addresses, the newest first and the unknown one last."""
    return sorted(years, key=lambda year: (year != UNKNOWN, year), reverse=True)


def commitments(request, today, *, counted=False, standing=True):
    """Published commitments, by all that `tracking` knows of them.

    standing  whether each says where it stands: `with_standing`
    counted   True for the choices and how many there are of each also where the address narrows nothing
    """
    rows = (Commitment.objects.with_standing(today) if standing else Commitment.objects).published().order_by()
    if not counted and not any(request.GET.get(name) for name in tracking.NAMES):
        return Narrowed(rows, dict.fromkeys(tracking.NAMES, ""))
    facts = tracking.facts(today)
    words = facts.words()
    picked, choices, _is_had = _picked(
        request, **{name: partial(tracking.in_order, name, words[name]) for name in tracking.NAMES}
    )
    if any(picked.values()):
        rows = rows.filter(pk__among=json.dumps(facts.of(facts.fitting(picked))))
    return Narrowed(rows, picked, choices, facts.counts(picked) if counted else {}, facts)


def organisations(request):
    """Published organisations, by kind and country."""
    every = Organisation.objects.published().order_by()

    def kinds():
        return named(OrganisationKind.objects.filter(pk__in=every.values("kind")), "code")

    def places():
        return _countries(every.values_list("country", flat=True).distinct())

    picked, choices, is_had = _picked(request, kind=kinds, country=places)
    if not is_had:
        return Narrowed(every.none(), picked, choices)
    rows = every
    if picked["kind"]:
        rows = rows.filter(kind__code=picked["kind"])
    if picked["country"]:
        rows = rows.filter(country=picked["country"])
    return Narrowed(rows, picked, choices)
