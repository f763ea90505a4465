from django.db.models import CharField, Count, F, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from proceedings.models import Commitment, EditionText, Event, Proceedings, Recommendation, Series

from ... import telling
from .. import outcomes, tracking
from ..caching import open_page
from ..gather import connect, prepared
from ..paging import page_of
from .events import with_lists
from .proceedings import in_force


def with_page():
    """Series that a visitor may read about: those with an event that has a page."""
    return Series.objects.filter(pk__in=Event.objects.with_page().exclude(series=None).order_by().values("series"))


def events_in(series):
    """Events with a page of a series."""
    return Event.objects.with_page().filter(series=series)


def promises_in(series):
    """Published commitments made at events of a series that have a page, `with_standing`."""
    return Commitment.objects.with_standing().published().filter(event__in=events_in(series).order_by().values("pk"))


@prepared
def _came_of(series):
    """The querysets of what was recommended at the events of a series, by its number, and of the editions in force."""
    events = Event.objects.with_page().filter(series=series)
    of_events = events.order_by().values("pk")
    source = EditionText.objects.filter(edition=OuterRef("pk"), is_source=True)
    recommendations = Recommendation.objects.published().filter(event__in=of_events)
    return {
        "events": events,
        "recommendations": recommendations.annotate(thread_slug=F("thread__slug")).order_by(
            F("event__start_date").desc(nulls_last=True), "event", "position", "pk"
        ),
        "editions": in_force()
        .filter(proceedings__event__in=of_events)
        .annotate(
            title=Subquery(source.values("title")[:1], output_field=CharField()),
            slug=F("proceedings__event__slug"),
        )
        .order_by("-published_at", "-pk"),
        "proceedings": Proceedings.objects.filter(event__in=of_events),
    }


@open_page
def series(request, slug):
    """The events that follow one another under one name, and what became of what was promised and asked there."""
    row = with_page().annotate(number=_number_of_events()).filter(slug=slug).first()
    if row is None:
        raise Http404
    today = timezone.localdate()
    events = events_in(row).order_by(F("start_date").desc(nulls_last=True), "title", "pk")
    promises = tracking.longest_waiting_first(promises_in(row).select_related("event"))
    figures = outcomes.figures(promises)
    promised = page_of(request, promises, "promised", total=figures.total)
    rows = _came_of(series=row.pk)
    # An edition is dated by the clocks of its event.
    connect(rows.editions, rows.proceedings, rows.events)
    of = {event.pk: event for event in rows.events}
    telling.translate([row], rows.events)
    asked, times = _each_once(rows.recommendations)
    recommended = page_of(request, asked, "asked")
    editions = page_of(request, rows.editions, "proceedings")
    context = {
        "series": row,
        "feed": reverse("public:series_feed", args=[row.slug]),
        "by_mail": reverse("public:series_follow", args=[row.slug]),
        "calendar": reverse("public:series_calendar", args=[row.slug]),
        "calendar_words": _("These events in your calendar"),
        "today": today,
        "page": page_of(request, with_lists(events), total=row.number),
        "figures": figures,
        "promised": promised,
        "entries": outcomes.entries(list(promised), today=today),
        "recommended": recommended,
        "recommendations": [(each, of.get(each.event_id), times[each.key]) for each in recommended],
        "again": sum(1 for number in times.values() if number > 1),
        "editions": editions,
        "shown_editions": [(edition, of_slug(edition.slug, rows.events)) for edition in editions],
    }
    return render(request, "public/series.html", context)


def _number_of_events():
    counted = Event.objects.with_page().filter(series=OuterRef("pk")).order_by().values("series")
    return Subquery(counted.annotate(number=Count("pk")).values("number"))


def of_slug(slug, events):
    return next((event for event in events if event.slug == slug), None)


def _each_once(recommendations):
    """Recommendations with each thread once, in its newest wording, and how many wordings each has here."""
    times, first = {}, []
    for each in recommendations:
        each.key = ("thread", each.thread_id) if each.thread_id else ("alone", each.pk)
        if each.key not in times:
            first.append(each)
        times[each.key] = times.get(each.key, 0) + 1
    return first, times
