from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import Party, Record, RecordQuerySet, Sourced, one_party, party_once
from .event import Event
from .fields import NameField, ProseField
from .participant import Participant
from .programme import Attribution, Session
from .publication import Publication
from .topic import FrameworkGoal, Topic


class OutcomeState(models.TextChoices):
    """Whether visitors may read an outcome."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("public")
    WITHDRAWN = "withdrawn", _("taken back")


class OutcomeQuerySet(RecordQuerySet):
    def published(self):
        """What a visitor may read: approved, of a public event, and not said in a closed session."""
        return self.filter(state=OutcomeState.PUBLISHED, event__is_published=True).exclude(
            session__attribution=Attribution.CLOSED
        )


class Thread(Record):
    """The same recommendation, made again at later events: every wording, addressee and answer together."""

    name = NameField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)

    natural_fields = ("slug",)

    class Meta:
        ordering = ["name"]
        verbose_name = "recommendation thread"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("public:thread", args=[self.slug])


class Recommendation(Sourced, Record):
    """What somebody said somebody else should do."""

    class Adoption(models.TextChoices):
        UNSAID = "", _("nobody says")
        CONSENSUS = "consensus", _("agreed by all")
        CONTESTED = "contested", _("contested")
        NOTED = "noted", _("taken note of")

    event = models.ForeignKey(Event, models.PROTECT, related_name="recommendations")
    block = NameField(max_length=200, blank=True, help_text="The list it stands in: “governments”.")
    number = NameField(
        max_length=20, help_text="Its number in that list: 3, or 1-15 for a list whose text is not here."
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = ProseField()
    stands_for = models.PositiveSmallIntegerField(
        "how many it stands for", default=1, help_text="More than 1 when a whole list is named without its text."
    )
    note = ProseField(blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="recommendations")
    goals = models.ManyToManyField(FrameworkGoal, blank=True, related_name="recommendations")
    adoption = models.CharField(max_length=10, choices=Adoption, blank=True, default=Adoption.UNSAID)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="recommendations")
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="recommendations", help_text="Where it stands."
    )
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, blank=True, related_name="recommendations")
    state = models.CharField(max_length=10, choices=OutcomeState, default=OutcomeState.DRAFT)

    objects = OutcomeQuerySet.as_manager()
    _history_m2m_fields = ("sources", "topics", "goals")
    natural_fields = ("event", "block", "number")

    class Meta:
        ordering = ["event", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "block", "number"],
                name="recommendation_number_once",
                violation_error_message="This list already has a recommendation of that number.",
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"

    def clean(self):
        super().clean()
        if self.session_id and self.event_id and self.session.event_id != self.event_id:
            raise ValidationError({"session": "Choose a session of the same event."})


class RecommendationParty(Sourced, Party):
    """Who made a recommendation, to whom it is addressed, whom the addressee should press."""

    class Role(models.TextChoices):
        MADE_BY = "made_by", _("made by")
        ADDRESSEE = "addressee", _("addressed to")
        TO_PRESS = "to_press", _("to be pressed by the addressee")

    party_fields = ("organisation", "organisation_class", "participant")

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role)
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="recommendation_parties"
    )
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("recommendation", "role", "organisation", "organisation_class", "participant")

    class Meta:
        ordering = ["recommendation", "position", "id"]
        verbose_name_plural = "recommendation parties"
        constraints = [
            one_party("recommendation_party_is_one", "participant"),
            *party_once("recommendation_party", "recommendation", "participant"),
        ]
