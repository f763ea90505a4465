from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Entry, Record, RecordQuerySet, Sourced
from .event import Event, Venue
from .fields import NameField, ProseField
from .kinds import SessionKind
from .topic import Topic


class Objective(Sourced, Record):
    """What an event set out to do, under its number; and whether it was met, in whose words."""

    class Outcome(models.TextChoices):
        UNSAID = "", _("nobody says")
        MET = "met", _("met")
        PARTLY = "partly", _("partly met")
        NOT_MET = "not_met", _("not met")

    event = models.ForeignKey(Event, models.CASCADE, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    text = ProseField()
    owner = models.ForeignKey(
        "proceedings.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose task it is.",
    )
    owner_class = models.ForeignKey(
        "proceedings.OrganisationClass",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Or whose task together, such as “all stakeholders”.",
    )
    outcome = models.CharField("was it met", max_length=10, choices=Outcome, blank=True, default=Outcome.UNSAID)
    outcome_words = ProseField("in these words", blank=True)
    outcome_by = models.ForeignKey(
        "proceedings.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="said by"
    )

    natural_fields = ("event", "number")

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="objective_number_once",
                violation_error_message="This event already has an objective of that number.",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(outcome_by__isnull=False),
                name="objective_outcome_said_by",
                violation_error_message="Say in whose words the objective was met or not.",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"


class Attribution(models.TextChoices):
    """What may be said outside about who said what in a session. Listed from open to closed."""

    ON_RECORD = "on_record", _("on record: those who agreed may be named")
    KIND_ONLY = "kind_only", _("by kind only: nobody is named")
    NON_ATTRIBUTABLE = "non_attributable", _("not for attribution (Chatham House Rule): neither name nor affiliation")
    CLOSED = "closed", _("closed: nothing of it is shown")


class SessionQuerySet(RecordQuerySet):
    def shown(self):
        """Sessions whose existence may be told."""
        return self.exclude(attribution=Attribution.CLOSED)


class Session(Sourced, Entry):
    """A part of the programme, and the rule on who may be quoted from it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    title = NameField(max_length=500)
    kind = models.ForeignKey(SessionKind, models.PROTECT, null=True, blank=True, related_name="sessions")
    day = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(
        "order", null=True, blank=True, help_text="Order within the day. Empty when it is not known."
    )
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="sessions")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+")
    room = NameField(max_length=150, blank=True)
    parallel_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parallel_sessions",
        help_text="The session held at the same time in another room.",
    )
    groups = models.PositiveSmallIntegerField("small groups", null=True, blank=True, help_text="How many, if it split.")
    summary = ProseField(blank=True, help_text="What was done, without saying who said what.")
    recording_url = models.URLField("recording", blank=True)
    attribution = models.CharField(max_length=20, choices=Attribution, default=Attribution.KIND_ONLY)

    objects = SessionQuerySet.as_manager()
    _history_m2m_fields = ("sources", "topics")

    class Meta:
        ordering = [
            "event",
            models.F("day").asc(nulls_last=True),
            models.F("starts_at").asc(nulls_last=True),
            models.F("position").asc(nulls_last=True),
            "id",
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parallel_to=models.F("id")),
                name="session_parallel_to_another",
                violation_error_message="A session cannot be parallel to itself.",
            )
        ]

    def __str__(self):
        return self.title


class SessionRole(Record):
    """What a participant does in a session, and for whom they speak there."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MODERATOR = "moderator", _("moderator")
        SPEAKER = "speaker", _("speaker")
        PANELLIST = "panellist", _("panellist")
        PRESENTER = "presenter", _("presenter")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        INTERPRETER = "interpreter", _("interpreter")
        TRAINER = "trainer", _("trainer")

    session = models.ForeignKey(Session, models.CASCADE, related_name="roles")
    participant = models.ForeignKey("proceedings.Participant", models.PROTECT, related_name="session_roles")
    role = models.CharField(max_length=15, choices=Role, default=Role.SPEAKER)
    on_behalf_of = models.ForeignKey(
        "proceedings.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="If not for their own organisation.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("session", "participant", "role")

    class Meta:
        ordering = ["session", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant", "role"],
                name="session_role_once",
                violation_error_message="This participant already has that part in the session.",
            )
        ]

    def __str__(self):
        return self.get_role_display()

    def clean(self):
        super().clean()
        if self.session_id and self.participant_id and self.session.event_id != self.participant.event_id:
            raise ValidationError({"participant": "Choose a participant of the same event."})
