"""The same recommendation, made again at a later event, joins its thread; and leaves it where that was a mistake."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from ..access import may, scoped
from ..models import OutcomeState, Recommendation, Thread
from ..spreadsheets.countries import plain
from . import NotPossible

# Wordings less alike than this are other recommendations; and as many as anybody looks through.
ALIKE = 60
MOST = 8


def likeness(one, other, **_more):
    """How alike two texts are, 0 to 100, whatever the order of their words. For scripts without blanks, by letters."""
    if " " in one and " " in other:
        return max(fuzz.token_sort_ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))
    return fuzz.ratio(one, other)


def may_be_the_same(recommendation, user):
    """Recommendations of other events that may say the same: [(row, how alike 0 to 100), …], the likest first.

    Only suggests: nothing ever joins by itself.
    """
    others = scoped(Recommendation.objects.all(), user, "proceedings.view_recommendation")
    others = others.exclude(event=recommendation.event_id).exclude(state=OutcomeState.WITHDRAWN)
    if recommendation.thread_id:
        others = others.exclude(thread=recommendation.thread_id)
    texts = {pk: plain(text) for pk, text in others.values_list("pk", "text")}
    found = process.extract(plain(recommendation.text), texts, scorer=likeness, score_cutoff=ALIKE, limit=MOST)
    rows = Recommendation.objects.select_related("event", "thread").in_bulk([pk for _text, _score, pk in found])
    return [(rows[pk], round(score)) for _text, score, pk in found]


@transaction.atomic
def join(recommendation, other, *, by):
    """Put a recommendation into the thread of another one, or both into a new thread.

    Returns the Thread. Raises PermissionDenied; NotPossible where both are in threads of their own.
    """
    pair = {row.pk: row for row in Recommendation.objects.select_for_update().filter(
        pk__in=[recommendation.pk, other.pk]).order_by("pk")}  # fmt: skip
    if len(pair) < 2:
        raise NotPossible(_("Choose another recommendation."))
    row, other = pair[recommendation.pk], pair[other.pk]
    for each in (row, other):
        if not may(by, "proceedings.view_recommendation", each):
            raise PermissionDenied
    if row.thread_id and row.thread_id == other.thread_id:
        raise NotPossible(_("They stand in one thread already."))
    if row.thread_id and other.thread_id:
        raise NotPossible(_("Both stand in a thread of their own. Take one of them out of its thread first."))
    thread = row.thread or other.thread
    moving = [each for each in (row, other) if not each.thread_id]
    if not all(may(by, "proceedings.change_recommendation", each) for each in moving):
        raise PermissionDenied
    if thread is None:
        if not may(by, "proceedings.add_thread", Thread()):
            raise PermissionDenied
        thread = _new_thread([row, other])
    for each in moving:
        each.thread = thread
        each.save(update_fields=["thread"])
    return thread


def _new_thread(rows):
    """A thread called by the first of its wordings that is public: a draft must not stand in an address."""
    known = sorted((row for row in rows if row.state == OutcomeState.PUBLISHED), key=_when)
    name = known[0].text.strip()[:300] if known else _("A recommendation made again")
    base = slugify(" ".join(name.split()[:8]))[:80].strip("-") if known else ""
    base, number = base or "recommendation", 1
    slug = base if known else f"{base}-1"
    while Thread.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return Thread.objects.create(name=name.splitlines()[0], slug=slug)


def _when(row):
    day = row.event.start_date
    return day is None, day, row.pk


@transaction.atomic
def leave(recommendation, *, by):
    """Take a recommendation out of its thread. A thread that is left with one alone stays, and its address with it.

    Raises PermissionDenied, or NotPossible.
    """
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if not may(by, "proceedings.change_recommendation", row):
        raise PermissionDenied
    if not row.thread_id:
        raise NotPossible(_("It stands in no thread."))
    row.thread = None
    row.save(update_fields=["thread"])
