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
    Mailing,
    Message,
    Participant,
    PartyAnswer,
    Proceedings,
    Recommendation,
    Section,
    Standing,
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


def still_to_keep(commitments, on=None):
    """Of a queryset of Commitments, those that are public and neither kept nor taken back, with `due`."""
    return commitments.published().with_standing(on).exclude(standing__in=SETTLED)


def due_soon(commitments, on=None):
    on = on or timezone.localdate()
    return still_to_keep(commitments, on).filter(due__gte=on, due__lte=on + DUE_WITHIN)


def overdue(commitments, on=None):
    return still_to_keep(commitments, on).filter(standing=Standing.OVERDUE)


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
        (
            "publish_proceedings",
            lambda perm: newer_than_published(of(Proceedings, perm)),
            lambda n: ngettext("draft has text that no edition has yet", "drafts have text that no edition has yet", n),
            link("proceedings", "waits=1"),
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
            waiting.append(Waiting(count, text(count), url))
    return waiting
