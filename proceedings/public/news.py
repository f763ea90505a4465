"""What became known of events, proceedings and promises, newest first: for feeds, and for who follows by e-mail.

It tells no more than the pages it leads to, because it is made of what they print.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Min, Q
from django.utils.translation import gettext as _

from .. import telling
from ..models import Commitment, Event, OutcomeState, Recommendation, Update
from . import outcomes
from .views.proceedings import address_of

# A feed reader asks again before more than this has happened.
MOST = 50


@dataclass(frozen=True)
class News:
    """One thing that became known.

    key      names it for ever: "update/12"
    at       the moment it became known to the public
    changed  the moment it last changed
    title    one line
    words    a sentence or two
    address  the page that tells it, whole
    """

    key: str
    at: datetime
    changed: datetime
    title: str
    words: str
    address: str


def news(*, events=None, editions=None, promises=None, recommendations=None, since=None, most=MOST):
    """The newest of what became known, as a list of News.

    events            a queryset of events with a page, or None for none of them
    editions          a queryset of editions in force, or None
    promises          a queryset of published commitments, or None: that they were made, and their news
    recommendations   a queryset of published ones, or None: that they were made
    since             only what became known after this moment
    most              how many at most
    """
    found = []
    if events is not None:
        found += _events(_newest(events, Event.history.filter(is_published=True), since, most))
    if editions is not None:
        recent = editions.filter(published_at__gt=since) if since else editions
        rows = recent.select_related("proceedings__event").with_titles().order_by("-published_at", "-pk")[:most]
        found += [_edition(edition) for edition in rows]
    if promises is not None:
        found += _promises(promises, since, most)
    if recommendations is not None:
        found += _recommendations(recommendations, since, most)
    return sorted(found, key=lambda news: (news.at, news.key), reverse=True)[:most]


def _newest(rows, history, since, most, *related):
    """[(row, first public, last changed), …] of the newest rows, by the part of their history that was public.

    related   what is read along with each row, as select_related takes it
    """
    moments = (
        history.filter(id__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("id")
        .annotate(first=Min("history_date"), last=Max("history_date"))
    )
    if since:
        moments = moments.filter(first__gt=since)
    moments = {number: (first, last) for number, first, last in moments.order_by("-first", "-id")[:most]}
    # They are among the rows: to ask that again takes as long as to find them.
    found = rows.model.objects.filter(pk__in=moments).select_related(*(related or [None]))
    found = [(row, *moments[row.pk]) for row in found]
    return sorted(found, key=lambda one: (one[1], one[0].pk), reverse=True)


def _whole(path):
    return f"{settings.SITE_URL}{path}"


def _events(found):
    telling.translate(row for row, *_moments in found)
    for row, at, changed in found:
        title, summary = telling.words(row, "title"), telling.words(row, "summary")
        yield News(f"event/{row.pk}", at, changed, title, summary, _whole(row.get_absolute_url()))


def _edition(edition):
    words = {"title": edition.source.title, "number": edition.number}
    title = _("%(title)s, edition %(number)s") % words
    address = _whole(address_of(edition))
    return News(
        f"edition/{edition.pk}", edition.published_at, edition.published_at, title, edition.change_note, address
    )


def _promises(promises, since, most):
    made = _newest(promises, Commitment.history.filter(state=OutcomeState.PUBLISHED), since, most)
    updates = Update.objects.filter(is_accepted=True, commitment__in=promises.order_by().values("pk"))
    heard = _newest(updates, Update.history.filter(is_accepted=True), since, most, "commitment")
    telling.translate((row for row, *_m in made), (update.commitment for update, *_m in heard))
    for row, at, changed in made:
        yield _of_promise(row, f"commitment/{row.pk}", at, changed, _("Commitment %(ref)s") % {"ref": row.ref})
    for update, at, changed in heard:
        title = _("Commitment %(ref)s: %(voice)s: %(status)s") % {
            "ref": update.commitment.ref,
            "voice": update.get_voice_display(),
            "status": outcomes.word(update).lower(),
        }
        yield _of_promise(update.commitment, f"update/{update.pk}", at, changed, title)


def _recommendations(rows, since, most):
    # One made at an event of others and followed by nobody has no page to lead to.
    rows = rows.filter(Q(thread__isnull=False) | Q(event__is_reference=False))
    made = _newest(rows, Recommendation.history.filter(state=OutcomeState.PUBLISHED), since, most, "event", "thread")
    telling.translate((row for row, *_m in made), (row.event for row, *_m in made))
    for row, at, changed in made:
        title = _("Recommendation: %(event)s") % {"event": telling.words(row.event, "title")}
        address = _whole(outcomes.page_of_recommendation(row))
        yield News(f"recommendation/{row.pk}", at, changed, title, telling.words(row, "text"), address)


def _of_promise(row, key, at, changed, title):
    return News(key, at, changed, title, telling.words(row, "text"), _whole(row.get_absolute_url()))
