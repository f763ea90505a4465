from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from proceedings.models import (
    Commitment,
    Event,
    Recommendation,
    Review,
    Session,
    Thread,
)

from .. import outcomes, who
from ..caching import open_page
from ..gather import by, connect, prepared
from ..sources import branches as source_branches
from ..sources import listed
from ..sources import number as number_sources


@prepared
def _rows_of(thread):
    """The querysets of the page of a thread: its public wordings, and what became of them."""
    wordings = Recommendation.objects.published().filter(thread=thread)
    numbers = wordings.order_by().values("pk")
    answers = Commitment.recommendations.through.objects.filter(recommendation__in=numbers)
    reviews = Review.objects.told().filter(recommendation__in=numbers)
    in_order = wordings.order_by(F("event__start_date").asc(nulls_last=True), "position", "pk")
    return {
        **outcomes.recommendation_branches(in_order),
        **source_branches(recommendations=wordings),
        "events": Event.objects.published().filter(
            Q(pk__in=wordings.order_by().values("event")) | Q(pk__in=reviews.order_by().values("event"))
        ),
        "sessions": Session.objects.filter(pk__in=wordings.order_by().values("session")),
        "answers": answers.order_by("pk"),
        "reviews": reviews.order_by(F("event__start_date").asc(nulls_last=True), "pk"),
    }


@open_page
def thread(request, slug):
    """The same recommendation through the years: every wording, whom it asked, and what was answered."""
    row = Thread.objects.filter(slug=slug).first()
    rows = _rows_of(thread=row.pk) if row else None
    if not rows or not rows.recommendations:
        raise Http404
    who.look_up(*vars(rows).values())
    connect(rows.recommendations, rows.events, rows.sessions, rows.reviews)
    numbers = {}
    number_sources({"recommendations": rows.recommendations}, vars(rows), numbers)
    outcomes.dress_recommendations(rows.recommendations, rows.recommendation_parties, rows.sessions)
    today = timezone.localdate()
    answers = [answer.commitment_id for answer in rows.answers]
    promises = Commitment.objects.with_standing(today).published().filter(pk__in=answers)
    entries = outcomes.entries(list(promises.select_related("event").order_by("event__start_date", "pk")), today=today)
    reviews = by("recommendation_id", rows.reviews)
    for each in rows.recommendations:
        each.shown_reviews = [review for review in reviews.get(each.pk, []) if review.event]
    context = {
        "title": rows.recommendations[0].text,
        "wordings": rows.recommendations,
        "entries": entries,
        "sources": listed(numbers),
    }
    return render(request, "public/thread.html", context)
