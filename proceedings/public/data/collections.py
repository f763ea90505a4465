"""The collections that can be had as data: what is in each, how it may be narrowed, and a record of each row."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from ...models import Attribution, Event, Organisation, Recommendation, RecommendationParty
from .. import narrowing
from ..tracking import longest_waiting_first
from ..views.proceedings import in_force
from . import records


@dataclass(frozen=True)
class Collection:
    """Rows of one sort.

    name      what it is called in addresses
    title     what people call it
    record    the class of a record
    rows      gives, for a request, the queryset it asks for, in the order it is told in
    tell      gives the records of a queryset
    listed    puts a queryset in the order of the page that lists them, for who takes its list away. Programs, which
              ask page after page, have an order that no change in between moves.
    """

    name: str
    title: Promise
    record: type[Schema]
    rows: Callable
    tell: Callable
    listed: Callable = lambda rows: rows


def _events(request):
    return narrowing.events(request).rows.order_by(F("start_date").asc(nulls_last=True), "pk")


def _commitments(request):
    return narrowing.commitments(request, timezone.localdate()).rows.order_by("pk")


def _tell_commitments(rows):
    return records.commitments(rows, timezone.localdate())


def _recommendations(request):
    """Those that some page tells. One made elsewhere, on no topic and to nobody with a page here, is on none."""
    on_topics, for_goals = Recommendation.topics.through.objects, Recommendation.goals.through.objects
    parties = RecommendationParty.objects.filter(organisation__in=Organisation.objects.published().values("pk"))
    unsaid = Q(role=RecommendationParty.Role.MADE_BY, recommendation__session__attribution=Attribution.NON_ATTRIBUTABLE)
    told = Recommendation.objects.published().filter(
        Q(event__in=Event.objects.with_page().values("pk"))
        | Q(thread__isnull=False)
        | Q(pk__in=on_topics.values("recommendation"))
        | Q(pk__in=for_goals.values("recommendation"))
        | Q(pk__in=parties.exclude(unsaid).values("recommendation"))
    )
    return told.order_by("pk")


def _organisations(request):
    return narrowing.organisations(request).rows.order_by("name", "pk")


def _editions(request):
    return in_force().order_by("published_at", "pk")


ALL = [
    Collection("events", _("Events"), records.EventRecord, _events, records.events),
    Collection(
        "commitments",
        _("Commitments"),
        records.CommitmentRecord,
        _commitments,
        _tell_commitments,
        longest_waiting_first,
    ),
    Collection(
        "recommendations",
        _("Recommendations"),
        records.RecommendationRecord,
        _recommendations,
        records.recommendations,
    ),
    Collection("organisations", _("Organisations"), records.OrganisationRecord, _organisations, records.organisations),
    Collection("proceedings", _("Proceedings"), records.EditionRecord, _editions, records.editions),
]
BY_NAME = {each.name: each for each in ALL}
