from django.db.models import Case, Count, F, When, prefetch_related_objects
from django.db.models.functions import ExtractYear
from django.shortcuts import render
from django.utils import timezone

from proceedings.models import Commitment, Event, Standing

from ... import telling
from .. import charts, narrowing, outcomes
from ..caching import open_page
from ..context import network_of
from ..machines import describing
from .events import PLACES, coming, with_lists
from .proceedings import in_force


@open_page
def home(request):
    today = timezone.localdate()
    promises = Commitment.objects.with_standing(today).published()
    figures = outcomes.figures(promises, lambda code: narrowing.in_the_list(f"standing={code}"))
    open_ones = [Standing.OVERDUE, Standing.NO_REPORT]
    waiting = (
        promises.filter(standing__in=open_ones)
        .select_related("event")
        .order_by(F("due").asc(nulls_last=True), F("event__start_date").asc(nulls_last=True), "pk")[:3]
    )
    years = (
        Event.objects.with_page()
        .order_by()
        .annotate(year=ExtractYear("start_date"))
        .values_list("year", "status")
        .annotate(Count("pk"))
    )
    is_coming = Case(When(coming(today), then=True), default=False)
    shown = Event.objects.with_page().annotate(is_coming=is_coming)
    shown = with_lists(shown).prefetch_related(None)
    nearest = list(shown.filter(is_coming=True).order_by(F("start_date").asc(nulls_last=True), "title")[:3])
    latest = list(shown.filter(is_coming=False).order_by(F("start_date").desc(nulls_last=True), "title")[:5])
    prefetch_related_objects([*nearest, *latest], PLACES)
    telling.translate(nearest, latest)
    return render(
        request,
        "public/home.html",
        {
            "today": today,
            "description": describing.of_site(network_of(request)),
            "figures": figures,
            "waiting": outcomes.entries(list(waiting), today=today),
            "chart": charts.events_by_year(years),
            "upcoming": nearest,
            "recent": latest,
            "editions": in_force().select_related("proceedings__event").with_titles().order_by("-published_at")[:3],
        },
    )
