from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Entry, Party, Precision, Record, Sourced, in_order, one_party, party_once
from .event import Event
from .fields import NameField, ProseField
from .participant import Participant
from .proceedings import Section
from .programme import Session
from .recommendation import OutcomeQuerySet, OutcomeState, Recommendation
from .topic import FrameworkGoal, Topic


class Standing(models.TextChoices):
    """Where a promise stands, in one word, for lists and figures. Never a mix of the two voices: see with_standing."""

    KEPT = "kept", _("Kept")
    SAID_DONE = "said_done", _("Done, says its maker")
    IN_PROGRESS = "in_progress", _("In progress")
    NOT_STARTED = "not_started", _("Not started")
    OVERDUE = "overdue", _("Overdue")
    NO_REPORT = "no_report", _("No report")
    AWAITED = "awaited", _("No news yet")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Nobody is asked any more how far it has come.
SETTLED = (Standing.KEPT, Standing.SAID_DONE, Standing.WITHDRAWN, Standing.REPLACED)


def a_year_before(day):
    """The same day of the year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=_day_in_any_year(day))


def a_year_after(day):
    """The same day of the next year; of 29 February the 28th."""
    return day.replace(year=day.year + 1, day=_day_in_any_year(day))


def _day_in_any_year(day):
    return 28 if (day.month, day.day) == (2, 29) else day.day


def _over_a_year_ago(path, precision, on):
    """A condition: even the last day that a date may mean lies over a year before a day.

    A promise without news for that long has not progressed, whatever was said before.

    path, precision   the look-ups of the date, which is the first day of what it may mean, and of how exact it is
    """
    limit = a_year_before(on)
    before = {"day": limit, "month": limit.replace(day=1), "year": limit.replace(month=1, day=1)}
    condition = Q()
    for name, first in before.items():
        condition |= Q(**{precision: name, f"{path}__lt": first})
    return condition


def _one_of(relation, rows):
    """A join with the first of some rows. As a subquery it would run again wherever the standing asks for it."""
    return FilteredRelation(relation, condition=Q(**{f"{relation}__pk": Subquery(rows.values("pk")[:1])}))


class CommitmentQuerySet(OutcomeQuerySet):
    def with_standing(self, on=None):
        """Adds where each commitment stands on a day (default: today).

        reported    the newest accepted status in the maker's voice; None without one, and when it said no more than
                    "not started" or "in progress" over a year ago: that is no report
        assessed    the newest accepted status in the voice of others, or None
        due         the last day by the latest of its deadlines, or None; sources that differ are given the benefit
                    of the doubt
        is_new      whether it was made within the year before
        last_news   the day of the newest accepted update, or None
        standing    a Standing: what others found goes before what the maker says; a deadline that passed unkept is
                    overdue; no word from anyone for a year is no report, never progress. Within a year after it was
                    made there is no news yet
        """
        on = on or timezone.localdate()
        status, voice = Update.Status, Update.Voice
        newest = Update.objects.filter(commitment=OuterRef("pk"), is_accepted=True).order_by("-happened_on", "-id")
        last = Deadline.objects.filter(commitment=OuterRef("pk")).order_by(F("latest").desc(nulls_last=True), "id")
        done = [status.DONE, status.DONE_LATE]
        reported_on, assessed_on = F("newest_report__happened_on"), F("newest_finding__happened_on")
        old = {
            name: _over_a_year_ago(f"{name}__happened_on", f"{name}__date_precision", on)
            for name in ("newest_report", "newest_finding")
        }
        # An event whose last day nobody knows was long enough ago.
        made_lately = Q(event__start_date__isnull=False) & ~(
            Q(event__end_date__isnull=True) & _over_a_year_ago("event__start_date", "event__date_precision", on)
            | _over_a_year_ago("event__end_date", "event__date_precision", on)
        )
        return (
            self.annotate(
                newest_report=_one_of("updates", newest.filter(voice=voice.REPORTED)),
                newest_finding=_one_of("updates", newest.filter(voice=voice.ASSESSED)),
                last_deadline=_one_of("deadlines", last),
            )
            .annotate(
                reported=Case(
                    When(
                        Q(newest_report__status__in=[status.NOT_STARTED, status.IN_PROGRESS]) & old["newest_report"],
                        then=None,
                    ),
                    default=F("newest_report__status"),
                ),
                assessed=F("newest_finding__status"),
                is_new=Case(When(made_lately, then=Value(True)), default=Value(False)),
                due=F("last_deadline__latest"),
                last_news=Greatest(Coalesce(reported_on, assessed_on), Coalesce(assessed_on, reported_on)),
            )
            .annotate(
                standing=Case(
                    When(assessed=status.COMPLETE, then=Value(Standing.KEPT)),
                    When(reported=status.WITHDRAWN, then=Value(Standing.WITHDRAWN)),
                    When(reported=status.REPLACED, then=Value(Standing.REPLACED)),
                    When(assessed=None, reported__in=done, then=Value(Standing.SAID_DONE)),
                    # Others looked for it, or found it unfinished, and the last day has passed.
                    When(due__lt=on, then=Value(Standing.OVERDUE)),
                    # What others found stays what they found; but it is no news of today.
                    When(Q(reported=None) & old["newest_finding"], then=Value(Standing.NO_REPORT)),
                    When(assessed__in=[status.LIMITED, status.SUBSTANTIAL], then=Value(Standing.IN_PROGRESS)),
                    When(assessed=status.NOT_STARTED, then=Value(Standing.NOT_STARTED)),
                    When(reported__in=done, then=Value(Standing.SAID_DONE)),
                    When(reported=status.IN_PROGRESS, then=Value(Standing.IN_PROGRESS)),
                    When(reported=status.NOT_STARTED, then=Value(Standing.NOT_STARTED)),
                    When(is_new=True, newest_report=None, then=Value(Standing.AWAITED)),
                    default=Value(Standing.NO_REPORT),
                    output_field=models.CharField(),
                )
            )
        )


class CommitmentManager(models.Manager.from_queryset(CommitmentQuerySet)):
    def with_standing(self, on=None):
        """As with_standing of a queryset; of all commitments it is put together once a day, which takes most of it."""
        if type(self) is not CommitmentManager or self._db:
            # Those of one event, or of another database.
            return super().with_standing(on)
        return _all_with_standing(on or timezone.localdate()).all()


@lru_cache(maxsize=2)
def _all_with_standing(on):
    return Commitment.objects.all().with_standing(on)


class Commitment(Sourced, Record):
    """A promise made at an event, under a reference that is never used again."""

    class Nature(models.TextChoices):
        PLEDGE = "pledge", _("pledge")
        OFFER = "offer", _("offer")
        AGREEMENT = "agreement", _("agreement")
        ASSURANCE = "assurance", _("assurance")

    class Provenance(models.TextChoices):
        HEARD = "heard", _("heard in the room")
        CONFIRMED = "confirmed", _("confirmed in writing")
        ADOPTED = "adopted", _("adopted")

    class Wording(models.TextChoices):
        QUOTED = "quoted", _("in the words used")
        REWORDED = "reworded", _("in our words, after the source")

    ref = models.CharField(
        "reference",
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9-]*\Z", "Write letters, digits and hyphens only, such as C1.")
        ],
        help_text="Short, public and lasting: C1. Never used a second time.",
    )
    event = models.ForeignKey(Event, models.PROTECT, related_name="commitments")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="commitments")
    text = ProseField(help_text="The promise in one sentence.")
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.QUOTED)
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        help_text="The part of the proceedings that tells of it.",
    )
    sentence = ProseField("the sentence there", blank=True, help_text="As it stands in that part.")
    nature = models.CharField(max_length=10, choices=Nature, default=Nature.PLEDGE)
    instrument = NameField(max_length=200, blank=True, help_text="Such as “memorandum of understanding”.")
    is_joint = models.BooleanField("made together", default=False)
    provenance = models.CharField(max_length=10, choices=Provenance, default=Provenance.HEARD)
    topics = models.ManyToManyField(Topic, blank=True, related_name="commitments")
    goals = models.ManyToManyField(FrameworkGoal, blank=True, related_name="commitments")
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="commitments", help_text="Recommendations it answers."
    )
    note = ProseField(blank=True)
    state = models.CharField(max_length=10, choices=OutcomeState, default=OutcomeState.DRAFT)

    objects = CommitmentManager()
    _history_m2m_fields = ("sources", "topics", "goals", "recommendations")
    natural_fields = ("ref",)

    class Meta:
        ordering = ["event", "id"]
        permissions = [("publish_commitment", "Can publish commitments and recommendations")]

    def __str__(self):
        return f"{self.ref}: {self.text}"

    def get_absolute_url(self):
        return reverse("public:commitment", args=[self.ref])

    def clean(self):
        super().clean()
        if self.session_id and self.event_id and self.session.event_id != self.event_id:
            raise ValidationError({"session": "Choose a session of the same event."})
        if self.section_id and self.event_id and self.section.proceedings.event_id != self.event_id:
            raise ValidationError({"section": "Choose a part of the proceedings of the same event."})
        if self.ref and self.history.model.objects.filter(ref__iexact=self.ref).exclude(id=self.pk).exists():
            raise ValidationError({"ref": "This reference was used before and is not given a second time."})
        if self.state == OutcomeState.PUBLISHED and (disputes := self.disputes_in_the_way()):
            who = ", ".join(str(answer.party) for answer in disputes)
            raise ValidationError(
                {
                    "state": _(
                        "%(who)s disputes it. Decide on that answer first, with a reason; then it can be published."
                    )
                    % {"who": who}
                }
            )

    def disputes_in_the_way(self):
        """Of a commitment that is not public yet: the answers of parties who dispute it, over which nobody decided."""
        if self.pk is None or Commitment.objects.filter(pk=self.pk, state=OutcomeState.PUBLISHED).exists():
            return []
        newest = {}
        for party in self.parties.prefetch_related("answers").all():
            for answer in party.answers.all():
                newest[party.pk] = max(newest.get(party.pk, answer), answer, key=lambda row: (row.at, row.pk))
        return [answer for answer in newest.values() if answer.stands_in_the_way]


class CommitmentParty(Sourced, Party):
    """Who promised, with whom, through whom, and to whom."""

    class Role(models.TextChoices):
        LEAD = "lead", _("made by")
        PARTNER = "partner", _("with")
        THROUGH = "through", _("through")
        ALSO_FOR = "also_for", _("also speaking for")
        ADDRESSEE = "addressee", _("to")

    MAKERS = (Role.LEAD, Role.PARTNER)
    party_fields = ("organisation", "organisation_class", "participant")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role, default=Role.LEAD)
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="commitment_parties"
    )
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("commitment", "role", "organisation", "organisation_class", "participant")

    class Meta:
        ordering = ["commitment", "position", "id"]
        verbose_name_plural = "commitment parties"
        constraints = [
            one_party("commitment_party_is_one", "participant"),
            *party_once("commitment_party", "commitment", "participant"),
        ]

    @property
    def called(self):
        """Who it is, for themselves and for colleagues who may know: a person by name. Not for public pages."""
        if self.participant_id:
            return str(self.participant.organisation or self.participant.name)
        return str(self)


class Deadline(Sourced, Record):
    """By when, in the words of one source, and the days we read in them. Two sources that differ are two rows."""

    class Kind(models.TextChoices):
        BY = "by", _("by")
        BEFORE = "before", _("before")
        IN = "in", _("in or within")
        WINDOW = "window", _("between two days")
        RECURRING = "recurring", _("again and again")
        RELATIVE = "relative", _("after or by another happening")
        NONE = "none", _("no date given")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="deadlines")
    number = models.PositiveSmallIntegerField(default=1)
    as_written = NameField(max_length=300, blank=True, help_text="The words of the source, without changes.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BY)
    earliest = models.DateField("first day", null=True, blank=True)
    latest = models.DateField("last day", null=True, blank=True, help_text="“before 17 December” ends on the 16th.")
    precision = models.CharField(max_length=10, choices=Precision, blank=True)
    times = models.PositiveSmallIntegerField("how many times", null=True, blank=True)
    per = models.CharField(max_length=10, choices=Precision, blank=True, help_text="“twice a year”: 2 times per year.")
    other_event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="+", help_text="“by the next meeting”: which one."
    )
    note = NameField(max_length=300, blank=True)

    natural_fields = ("commitment", "number")

    class Meta:
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"],
                name="deadline_number_once",
                violation_error_message="This commitment already has a deadline of that number.",
            ),
            in_order("earliest", "latest", "deadline_in_order", "The last day cannot be before the first."),
            models.CheckConstraint(
                condition=Q(kind="none", latest__isnull=True)
                | Q(kind__in=["recurring", "relative"]) & ~Q(as_written="")
                | Q(kind__in=["by", "before", "in", "window"], latest__isnull=False) & ~Q(precision=""),
                name="deadline_says_when",
                violation_error_message="Give the last day and how exactly it is known; or choose “no date given”, "
                "which has no last day. What recurs or depends on something needs its wording.",
            ),
        ]

    def __str__(self):
        return self.as_written or self.get_kind_display()


class Step(Sourced, Record):
    """Something the makers said would come first, on the way to what they promised."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = NameField(max_length=500)
    done_on = models.DateField(null=True, blank=True)

    natural_fields = ("commitment", "number")

    class Meta:
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"],
                name="step_number_once",
                violation_error_message="This commitment already has a step of that number.",
            )
        ]

    def __str__(self):
        return self.text


class CommitmentLink(Sourced, Record):
    """How a commitment goes with another one."""

    class Kind(models.TextChoices):
        RELATED = "related", _("goes with")
        MATCHES = "matches", _("matches")
        REPLACES = "replaces", _("replaces")
        PART_OF = "part_of", _("is part of")
        DEPENDS_ON = "depends_on", _("depends on")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="links")
    other = models.ForeignKey(Commitment, models.PROTECT, related_name="links_from")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RELATED)

    natural_fields = ("commitment", "other", "kind")

    class Meta:
        ordering = ["commitment", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "other", "kind"],
                name="commitment_link_once",
                violation_error_message="These two commitments are already linked so.",
            ),
            models.CheckConstraint(
                condition=~Q(commitment=F("other")),
                name="commitment_link_to_another",
                violation_error_message="A commitment cannot be linked to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.other.ref}"


class Update(Sourced, Entry):
    """News of a commitment in one of two voices: what its maker reports, or what others found. They never mix."""

    class Voice(models.TextChoices):
        REPORTED = "reported", _("the maker reports")
        ASSESSED = "assessed", _("others found")

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        DONE_LATE = "done_late", _("done late")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced")
        NO_EVIDENCE = "no_evidence", _("no evidence")
        LIMITED = "limited", _("limited")
        SUBSTANTIAL = "substantial", _("substantial")
        COMPLETE = "complete", _("complete")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="updates")
    voice = models.CharField(max_length=10, choices=Voice)
    status = models.CharField(max_length=15, choices=Status)
    happened_on = models.DateField("date", help_text="The day of the news, not the day it was entered here.")
    date_precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    by = models.ForeignKey(
        "proceedings.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="said by"
    )
    text = ProseField(blank=True)
    barriers = ProseField("what stands in the way", blank=True)
    is_accepted = models.BooleanField(
        "public",
        default=False,
        help_text="On: a second person has checked it and its files: they show nobody who may not be shown.",
    )
    # Nobody of ours wrote it: the party did, through a personal link.
    through = models.ForeignKey(
        "proceedings.Link", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["commitment", "-happened_on", "-id"]
        indexes = [models.Index(fields=["commitment", "voice", "-happened_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    voice="reported",
                    status__in=["not_started", "in_progress", "done", "done_late", "withdrawn", "replaced"],
                )
                | Q(voice="assessed", status__in=["no_evidence", "not_started", "limited", "substantial", "complete"]),
                name="update_status_fits_voice",
                violation_error_message="The maker reports: not started, in progress, done, done late, withdrawn, "
                "replaced. Others find: no evidence, not started, limited, substantial, complete.",
            )
        ]

    def __str__(self):
        return f"{self.get_voice_display()}: {self.get_status_display()}"

    def clean(self):
        super().clean()
        if self.happened_on and self.happened_on > timezone.localdate():
            raise ValidationError({"happened_on": "News cannot be of a day to come."})
