"""An event takes up what earlier ones promised and recommended, and what it finds becomes news of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may, scoped
from ..models import (
    Commitment,
    CommitmentParty,
    Deadline,
    Event,
    OutcomeState,
    Recommendation,
    RecommendationParty,
    Review,
    Session,
    Standing,
    Update,
)
from . import NotPossible

# What needs no looking at any more.
SETTLED = (Standing.KEPT, Standing.WITHDRAWN, Standing.REPLACED)
CALLED = "Review of earlier commitments and recommendations"


def _earlier(model, event, user):
    """Public rows of a model made at an event before this one that go with it, as far as a user may know of them."""
    seen = scoped(
        model.objects.filter(state=OutcomeState.PUBLISHED), user, f"proceedings.view_{model._meta.model_name}"
    )
    rows = model.objects.filter(Q(pk__in=model.objects.published().values("pk")) | Q(pk__in=seen.values("pk")))
    rows = rows.exclude(event=event)
    if event.start_date:
        rows = rows.filter(Q(event__start_date__lt=event.start_date) | Q(event__start_date=None))
    parties = CommitmentParty if model is Commitment else RecommendationParty
    organisations = {*event.parties.exclude(organisation=None).values_list("organisation", flat=True)}
    # Who sits at the table is told to those only who may know.
    if may(user, "proceedings.view_participant", event):
        organisations |= {*event.participants.exclude(organisation=None).values_list("organisation", flat=True)}
    path = model._meta.model_name
    same = Q(Exists(parties.objects.filter(**{path: OuterRef("pk")}, organisation__in=organisations)))
    topics = [*event.event_topics.values_list("topic", flat=True)]
    same |= Q(event__in=[*event.links.values_list("other", flat=True)])
    same |= Q(Exists(model.topics.through.objects.filter(**{path: OuterRef("pk")}, topic__in=topics)))
    if model is Commitment:
        # “By the next meeting”, and somebody said that this is it.
        same |= Q(Exists(Deadline.objects.filter(commitment=OuterRef("pk"), other_event=event)))
    if event.series_id:
        same |= Q(event__series=event.series_id)
    if event.parent_id:
        same |= Q(event=event.parent_id)
    return rows.filter(same).select_related("event")


def due_at(event, user):
    """What an event may take up: ([Commitment, …], [Recommendation, …]), what waits longest first.

    Commitments are `with_standing` on the last day of the event. Each row says by `reviewed_at` whether any event has
    looked at it since, and by `taken_up` whether this one does.
    """
    on = event.end_date or event.start_date or timezone.localdate()
    looked = Review.objects.exclude(event=event)
    promises = (
        _earlier(Commitment, event, user)
        .with_standing(max(on, timezone.localdate()))
        .exclude(standing__in=SETTLED)
        .annotate(
            reviewed=Exists(looked.filter(commitment=OuterRef("pk"))),
            taken_up=Exists(Review.objects.filter(event=event, commitment=OuterRef("pk"))),
        )
        .order_by(F("due").asc(nulls_last=True), "event__start_date", "pk")
    )
    asked = (
        _earlier(Recommendation, event, user)
        .annotate(
            reviewed=Exists(looked.filter(recommendation=OuterRef("pk"))),
            taken_up=Exists(Review.objects.filter(event=event, recommendation=OuterRef("pk"))),
        )
        .order_by("reviewed", "event__start_date", "position", "pk")
    )
    return promises, asked


@transaction.atomic
def take_up(event, *, by, commitments=(), recommendations=(), session=None, new_session=""):
    """Put earlier outcomes on the agenda of an event, in one of its sessions or in a new one.

    commitments, recommendations   rows out of `due_at`
    session                        a Session of the event, or None
    new_session                    the title of a session to be made, if there is none

    Returns the new Reviews; what the event takes up already is left as it is. Raises PermissionDenied, or NotPossible.
    """
    if not may(by, "proceedings.add_review", event):
        raise PermissionDenied
    # The row is the lock: of two people who take up the same, the second finds it there.
    event = Event.objects.select_for_update().get(pk=event.pk)
    promises, asked = due_at(event, by)
    known = {*promises.values_list("pk", flat=True)}, {*asked.values_list("pk", flat=True)}
    if {row.pk for row in commitments} - known[0] or {row.pk for row in recommendations} - known[1]:
        raise NotPossible(_("Some of it is not there to be taken up any more. Look again."))
    held = {*event.reviews.values_list("commitment", "recommendation")}
    wanted = [(row.pk, None) for row in commitments] + [(None, row.pk) for row in recommendations]
    if not wanted:
        raise NotPossible(_("Tick what the agenda takes up."))
    wanted = [pair for pair in wanted if pair not in held]
    if not wanted:
        raise NotPossible(_("All of that is on the agenda already."))
    if session is not None and session.event_id != event.pk:
        raise NotPossible(_("Choose a session of the same event."))
    if session is None and (title := new_session.strip()):
        if not may(by, "proceedings.add_session", event):
            raise PermissionDenied
        session = Session.objects.create(event=event, title=title)
    return [
        Review.objects.create(event=event, session=session, commitment_id=promise, recommendation_id=recommendation)
        for promise, recommendation in wanted
    ]


def may_bring_news(user, review):
    """True when a user may make what a review found into news of its commitment."""
    return review.commitment_id is not None and may(
        user, "proceedings.add_update", Update(commitment=review.commitment)
    )


@transaction.atomic
def note_finding(review, *, by, found, voice="", status="", happened_on=None, said_by=None):
    """Write down what an event found when it looked again at a commitment or recommendation.

    found         in words; what may be told outside, naming nobody
    voice         of a commitment: “assessed” for what others found, “reported” for what its maker said in the room;
                  empty where the words stand alone
    status        what of it, out of Update.Status, as that voice may say it
    happened_on   the day; not one to come
    said_by       the Organisation that says so

    Nothing of it is public before a second person accepts it. Returns the Review. Raises PermissionDenied, NotPossible.
    """
    if not may(by, "proceedings.change_review", review):
        raise PermissionDenied
    review = Review.objects.select_for_update(of=["self"]).select_related("commitment", "update").get(pk=review.pk)
    if voice and not may_bring_news(by, review):
        raise PermissionDenied
    found = found.strip()
    if not found:
        raise NotPossible(_("Say in a sentence what was found."))
    if review.is_accepted or (review.update and review.update.is_accepted):
        raise NotPossible(_("This is public already. Correct it where it stands."))
    review.found = found
    if voice:
        _bring_news(review, voice, status, happened_on or timezone.localdate(), said_by)
    review.save()
    return review


def _bring_news(review, voice, status, happened_on, said_by):
    update = review.update or Update(commitment=review.commitment)
    update.voice, update.status, update.happened_on, update.by = voice, status, happened_on, said_by
    update.text = review.found
    maker = review.commitment.parties.filter(role__in=CommitmentParty.MAKERS, organisation=said_by)
    if voice == Update.Voice.REPORTED and said_by is not None and not maker.exists():
        raise NotPossible(_("Only who made the promise reports on it; what others say is what was found."))
    if happened_on > timezone.localdate():
        raise NotPossible(_("News cannot be of a day to come."))
    (fits,) = (rule for rule in Update._meta.constraints if rule.name == "update_status_fits_voice")
    if not fits.condition.check({"voice": voice, "status": status}):
        raise NotPossible(str(fits.violation_error_message))
    update.save()
    review.update = update
