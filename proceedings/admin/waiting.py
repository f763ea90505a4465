"""What waits for whom: applications to decide, drafts to review, promises due, consents that end."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ..access import may, scoped
from ..models import (
    Commitment,
    Consent,
    Edition,
    Event,
    FactCheck,
    Mailing,
    Message,
    Participant,
    PartyAnswer,
    Proceedings,
    Recommendation,
    Review,
    Section,
    Session,
    Standing,
    Submission,
    Update,
)
from ..models.commitment import SETTLED

DUE_WITHIN = timedelta(days=28)
ENDS_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """One thing to do: how many rows, in which list, called what."""

    count: int
    text: str
    url: str


def newer_than_published(proceedings):
    """Of a queryset of Proceedings, those with text that no edition has yet."""
    last = Edition.objects.filter(proceedings=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    changed = Q(
        Exists(Section.history.filter(proceedings=OuterRef("pk"), history_date__gt=OuterRef("last_published")))
    ) | Q(Exists(Proceedings.history.filter(id=OuterRef("pk"), history_date__gt=OuterRef("last_published"))))
    return proceedings.annotate(last_published=Subquery(last.values("published_at")[:1])).filter(
        Q(Exists(Section.objects.filter(proceedings=OuterRef("pk")))) & (Q(last_published=None) | changed)
    )


def not_submitted(proceedings):
    """Of a queryset of Proceedings, those with text that no edition has and that nobody has submitted."""
    submitted = Submission.objects.open().filter(proceedings=OuterRef("pk"))
    return newer_than_published(proceedings).exclude(Exists(submitted))


def submissions_waiting(rows, user, what):
    """Of a queryset of Submissions, those that wait for a user in one way: see the keys below."""
    state = Submission.State
    if what == "review":
        return rows.filter(state=state.WAITING, asked_by=None).exclude(by=user)
    if what == "second":
        return rows.filter(state=state.WAITING, asked_by__isnull=False).exclude(asked_by=user).exclude(by=user)
    if what == "back":
        return rows.filter(state=state.SENT_BACK, by=user).latest()
    if what == "at":
        return rows.filter(state=state.SCHEDULED)
    if what == "stopped":
        return rows.filter(state=state.STOPPED).latest()
    return rows.filter(
        Exists(FactCheck.objects.filter(submission=OuterRef("pk"), answered_at__isnull=False)), state=state.WAITING
    )


def still_to_keep(commitments, on=None):
    """Of a queryset of Commitments, those that are public and neither kept nor taken back, with `due`."""
    return commitments.published().with_standing(on).exclude(standing__in=SETTLED)


def due_soon(commitments, on=None):
    on = on or timezone.localdate()
    return still_to_keep(commitments, on).filter(due__gte=on, due__lte=on + DUE_WITHIN)


def overdue(commitments, on=None):
    return still_to_keep(commitments, on).filter(standing=Standing.OVERDUE)


def to_accept(reviews):
    """Of a queryset of Reviews, those whose finding nobody has accepted, nor the news of it."""
    return reviews.filter(is_accepted=False).exclude(found="").exclude(update__is_accepted=True)


def ending_soon(consents, on=None):
    on = on or timezone.localdate()
    return consents.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("valid_until")),
        valid_until__gte=on,
        valid_until__lte=on + ENDS_WITHIN,
    )


def second_look_by(mailings, user):
    """Of a queryset of Mailings, those that wait for a second person and were first looked at by another."""
    return mailings.filter(state=Mailing.State.SECOND).exclude(looked_at_by=user)


def to_be_decided(messages):
    """Of a queryset of Messages, those that went wrong: refused, came back, or perhaps sent."""
    state = Message.State
    return messages.filter(state__in=(state.FAILED, state.UNSURE, state.BOUNCED))


def waiting_for(user):
    """What a user can do something about today. Returns a list of Waiting, without those that count nothing."""

    def of(model, perm):
        return scoped(model.objects.all(), user, f"proceedings.{perm}")

    def link(model, query):
        return f"{reverse(f'admin:proceedings_{model}_changelist')}?{query}"

    def submissions(perm, what, words):
        return (
            perm,
            lambda perm: submissions_waiting(of(Submission, perm), user, what),
            words,
            link("submission", f"waits={what}"),
        )

    def one_event(several):
        """Where only one event waits, straight to what came of it."""

        def address(rows):
            events = list(rows.order_by().values_list("event", flat=True)[:2])
            return reverse("admin:proceedings_event_outcomes", args=events) if len(events) == 1 else several

        return address

    def one_session(rows):
        """Where only one session is on today, straight to its notes; else to the sessions of today."""
        keys = list(rows.order_by().values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            return reverse("admin:proceedings_session_notes", args=keys)
        return link("session", f"day={timezone.localdate()}")

    asked = (
        (
            "use_desk",
            lambda perm: of(Event, perm).filter(
                Q(end_date__gte=timezone.localdate()) | Q(end_date=None, start_date=timezone.localdate()),
                start_date__lte=timezone.localdate(),
                is_reference=False,
            ),
            lambda n: ngettext("event is on today: to its desk at the door", "events are on today: to the desk", n),
            reverse("desk:events"),
        ),
        (
            "add_note",
            lambda perm: of(Session, perm).filter(day=timezone.localdate(), event__is_reference=False),
            lambda n: ngettext("session is on today: take notes", "sessions are on today: take notes", n),
            one_session,
        ),
        (
            "change_participant",
            lambda perm: of(Participant, perm).filter(state=Participant.State.APPLIED),
            lambda n: ngettext("person applied and waits for an answer", "people applied and wait for an answer", n),
            link("participant", "state__exact=applied"),
        ),
        (
            "release_mailing",
            lambda perm: of(Mailing, perm).filter(state=Mailing.State.WAITING),
            lambda n: ngettext("mailing waits for a look before it goes", "mailings wait for a look before they go", n),
            link("mailing", "waits=look"),
        ),
        (
            "release_mailing",
            lambda perm: second_look_by(of(Mailing, perm), user),
            lambda n: ngettext("mailing waits for a second person", "mailings wait for a second person", n),
            link("mailing", "waits=second"),
        ),
        (
            "release_mailing",
            lambda perm: to_be_decided(of(Message, perm)),
            lambda n: ngettext(
                "mail was refused, came back or is uncertain", "mails were refused, came back or are uncertain", n
            ),
            link("message", "needs=1"),
        ),
        submissions(
            "publish_proceedings",
            "review",
            lambda n: ngettext(
                "draft was submitted and waits for your review", "drafts were submitted and wait for your review", n
            ),
        ),
        submissions(
            "publish_proceedings",
            "second",
            lambda n: ngettext("draft waits for a second signature", "drafts wait for a second signature", n),
        ),
        submissions(
            "submit_proceedings",
            "back",
            lambda n: ngettext("draft that you submitted was sent back", "drafts that you submitted were sent back", n),
        ),
        submissions(
            "view_submission",
            "stopped",
            lambda n: ngettext(
                "draft could not be published when its time came",
                "drafts could not be published when their time came",
                n,
            ),
        ),
        submissions(
            "view_submission",
            "answers",
            lambda n: ngettext(
                "draft has comments of an outsider to read", "drafts have comments of outsiders to read", n
            ),
        ),
        submissions(
            "view_submission",
            "at",
            lambda n: ngettext("draft will be published at a set time", "drafts will be published at a set time", n),
        ),
        (
            "submit_proceedings",
            lambda perm: not_submitted(of(Proceedings, perm)),
            lambda n: ngettext("draft has text that no edition has yet", "drafts have text that no edition has yet", n),
            one_event(link("proceedings", "waits=1")),
        ),
        (
            "publish_commitment",
            lambda perm: of(Commitment, perm).filter(state="draft"),
            lambda n: ngettext("commitment is a draft to review", "commitments are drafts to review", n),
            link("commitment", "state__exact=draft"),
        ),
        (
            "publish_commitment",
            lambda perm: of(Recommendation, perm).filter(state="draft"),
            lambda n: ngettext("recommendation is a draft to review", "recommendations are drafts to review", n),
            link("recommendation", "state__exact=draft"),
        ),
        (
            "publish_commitment",
            lambda perm: of(Update, perm).filter(is_accepted=False),
            lambda n: ngettext("update waits for a second pair of eyes", "updates wait for a second pair of eyes", n),
            link("update", "is_accepted__exact=0"),
        ),
        (
            "publish_commitment",
            lambda perm: to_accept(of(Review, perm)).filter(update=None),
            lambda n: ngettext("finding waits for a second pair of eyes", "findings wait for a second pair of eyes", n),
            link("review", "found=waits"),
        ),
        (
            "view_partyanswer",
            lambda perm: of(PartyAnswer, perm).filter(decision=PartyAnswer.Decision.WAITING),
            lambda n: ngettext("answer of a party waits for a decision", "answers of parties wait for a decision", n),
            link("partyanswer", "waits=1"),
        ),
        (
            "view_commitment",
            lambda perm: overdue(of(Commitment, perm)),
            lambda n: ngettext("commitment is overdue", "commitments are overdue", n),
            link("commitment", "due=overdue"),
        ),
        (
            "view_commitment",
            lambda perm: due_soon(of(Commitment, perm)),
            lambda n: ngettext("commitment falls due within 28 days", "commitments fall due within 28 days", n),
            link("commitment", "due=soon"),
        ),
        (
            "change_consent",
            lambda perm: ending_soon(of(Consent, perm)),
            lambda n: ngettext("consent ends within 30 days", "consents end within 30 days", n),
            link("consent", "ends=soon"),
        ),
    )
    waiting = []
    for perm, rows, text, url in asked:
        if may(user, f"proceedings.{perm}") and (count := rows(perm).count()):
            waiting.append(Waiting(count, text(count), url(rows(perm)) if callable(url) else url))
    return waiting
