from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from proceedings.models import Commitment, Event, EventTopic, Recommendation, Topic

from ... import telling
from .. import narrowing, outcomes, tracking
from ..caching import open_page
from ..gather import connect, prepared
from ..paging import page_of
from .events import with_lists


def _number(rows):
    """How many of some rows there are for each topic, as a subquery."""
    return Coalesce(Subquery(rows.order_by().values("topic").annotate(number=Count("pk")).values("number")), 0)


@open_page
def topic_list(request):
    events = EventTopic.objects.filter(topic=OuterRef("pk"), event__in=Event.objects.with_page().values("pk"))
    promises = Commitment.topics.through.objects.filter(
        topic=OuterRef("pk"), commitment__in=Commitment.objects.published().values("pk")
    )
    topics = Topic.objects.annotate(events_number=_number(events), promises_number=_number(promises))
    return render(request, "public/topic_list.html", {"page": page_of(request, topics)})


@prepared
def _recommended_on(topic):
    """The querysets of what was recommended on a topic, by its number, and at which events."""
    tied = Recommendation.topics.through.objects.filter(topic=topic)
    return outcomes.with_their_events(Recommendation.objects.published().filter(pk__in=tied.values("recommendation")))


def promises_on(topic):
    """Published commitments on a topic, `with_standing`."""
    tied = Commitment.topics.through.objects.filter(topic=topic)
    return Commitment.objects.with_standing().published().filter(pk__in=tied.values("commitment"))


def events_on(topic):
    """Events with a page that were about a topic."""
    return Event.objects.with_page().filter(pk__in=EventTopic.objects.filter(topic=topic).values("event"))


@open_page
def topic(request, slug):
    row = Topic.objects.filter(slug=slug).first()
    if row is None:
        raise Http404
    today = timezone.localdate()
    events = events_on(row)
    page = page_of(request, with_lists(events.order_by(F("start_date").desc(nulls_last=True), "title", "pk")))
    rows = _recommended_on(topic=row.pk)
    connect(rows.recommendations, rows.events)
    telling.translate([row], rows.events)
    promises = tracking.longest_waiting_first(promises_on(row).select_related("event"))
    figures = outcomes.figures(promises, lambda code: narrowing.in_the_list(f"topic={row.slug}&standing={code}"))
    promised = page_of(request, promises, "promised", figures.total)
    context = {
        "topic": row,
        "feed": reverse("public:topic_feed", args=[row.slug]),
        "by_mail": reverse("public:topic_follow", args=[row.slug]),
        "today": today,
        "page": page,
        "figures": figures,
        "all_promised": narrowing.in_the_list(f"topic={row.slug}"),
        "promised": promised,
        "entries": outcomes.entries(list(promised), today=today),
        "recommended": page_of(request, rows.recommendations, "asked"),
    }
    return render(request, "public/topic.html", context)
