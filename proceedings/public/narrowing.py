"""What a list is narrowed to by its address: the same for the page, its feed, its calendar and what is taken away."""

import json
from dataclasses import dataclass, field

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat, ExtractYear, StrIndex
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_countries import countries

from ..models import (
    Commitment,
    Event,
    EventKind,
    EventTopic,
    EventVenue,
    Organisation,
    OrganisationKind,
    Series,
    Standing,
    Topic,
)
from . import tracking
from .paging import chosen

UNKNOWN = "unknown"
# What waits longest comes first: a promise nobody speaks of must not sink to the last page.
ORDER = [Standing.OVERDUE, Standing.IN_PROGRESS, Standing.NOT_STARTED, Standing.NO_REPORT, Standing.SAID_DONE]


@dataclass
class Narrowed:
    """The rows of a list that an address asks for.

    rows      a queryset, without an order
    chosen    {name of a filter: its value or ""}
    choices   {name of a filter: [(value, words), …]}
    counts    {name of a filter: {value: how many there are of it with what else is chosen}}, where they are told
    """

    rows: QuerySet
    chosen: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)

    @property
    def is_narrowed(self):
        return any(self.chosen.values())

    @property
    def offered(self):
        """{name of a filter: [(value, words with the number), …]}: what would show nothing is not offered."""
        return {
            name: [
                (value, f"{words} ({self.counts[name][value]})")
                for value, words in choices
                if self.counts[name][value] or self.chosen[name] == value
            ]
            for name, choices in self.choices.items()
        }

    @property
    def words(self):
        """What was chosen, in the words of the page: ["2017", "Myanmar"]."""
        return [str(dict(self.choices[name])[value]) for name, value in self.chosen.items() if value]


def events(request):
    """Events with a page, by year, kind, country, series and topic."""
    rows = Event.objects.with_page().order_by()
    on = EventTopic.objects.filter(event__in=rows.values("pk")).order_by()

    def years():
        found = rows.annotate(year=ExtractYear("start_date")).values_list("year", flat=True).distinct()
        found = newest_first(str(year) if year else UNKNOWN for year in found)
        return [(each, _("Not known") if each == UNKNOWN else each) for each in found]

    def kinds():
        return list(EventKind.objects.filter(pk__in=rows.values("kind")).values_list("code", "name").order_by("name"))

    def places():
        codes = EventVenue.objects.filter(event__in=rows.values("pk")).order_by()
        found = codes.values_list("venue__country", flat=True).distinct()
        return sorted(((code, countries.name(code)) for code in found if code), key=lambda place: place[1])

    def series():
        return list(Series.objects.filter(pk__in=rows.values("series")).values_list("slug", "name"))

    def topics():
        return list(Topic.objects.filter(pk__in=on.values("topic")).values_list("slug", "name"))

    picked, choices = _picked(request, year=years, kind=kinds, country=places, series=series, topic=topics)
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


def _picked(request, **offers):
    """What is chosen of some filters, and what they offer, which is read where somebody chooses or is asked to."""
    choices = {name: SimpleLazyObject(offer) for name, offer in offers.items()}
    picked = {
        name: chosen(request, name, dict(offered)) if request.GET.get(name) else "" for name, offered in choices.items()
    }
    return picked, choices


def the_same(request, name, *place):
    """The address `name` with what the list of `request` is narrowed to."""
    query = request.GET.copy()
    query.pop("page", None)
    return reverse(name, args=place) + (f"?{query.urlencode()}" if query else "")


def to_take_away(request, collection):
    """The files with what a list shows, on all its pages: [(format, address), …]."""
    return [(ending.upper(), the_same(request, "data", collection, ending)) for ending in ("csv", "xlsx", "json")]


def newest_first(years):
    """Years as they stand in addresses, the newest first and the unknown one last."""
    return sorted(years, key=lambda year: (year != UNKNOWN, year), reverse=True)


def commitments(request, today, *, counted=False):
    """Published commitments `with_standing`, by all that `tracking` knows of them.

    counted   True for the choices and how many there are of each also where the address narrows nothing
    """
    rows = Commitment.objects.published().with_standing(today).order_by()
    if not counted and not any(request.GET.get(name) for name in tracking.NAMES):
        return Narrowed(rows, dict.fromkeys(tracking.NAMES, ""))
    facts = tracking.facts(rows, today)
    choices = {name: tracking.in_order(name, facts.words[name]) for name in tracking.NAMES}
    picked = {name: chosen(request, name, facts.words[name]) for name in tracking.NAMES}
    if any(picked.values()):
        rows = rows.filter(pk__among=json.dumps(facts.fitting(picked)))
    return Narrowed(rows, picked, choices, facts.counts(picked))


def organisations(request):
    """Published organisations, by kind and country."""
    rows = Organisation.objects.published().order_by()
    kinds = OrganisationKind.objects.filter(pk__in=rows.values("kind")).values_list("code", "name")
    codes = rows.values_list("country", flat=True).distinct()
    places = sorted(((code, countries.name(code)) for code in codes if code), key=lambda place: place[1])
    choices = {"kind": list(kinds), "country": places}
    picked = {name: chosen(request, name, dict(offered)) for name, offered in choices.items()}
    if picked["kind"]:
        rows = rows.filter(kind__code=picked["kind"])
    if picked["country"]:
        rows = rows.filter(country=picked["country"])
    return Narrowed(rows, picked, choices)


def longest_waiting_first(rows):
    """Commitments `with_standing` in the order of the register."""
    # A CASE of the standing would write out how it is found once for each of them. What is not among them comes last.
    last_to_first = "|".join(["", *reversed(ORDER), ""])
    place = StrIndex(Value(last_to_first), Concat(Value("|"), "standing", Value("|"), output_field=CharField()))
    return rows.order_by(place.desc(), F("event__start_date").desc(nulls_last=True), "pk")
