from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Entry
from .commitment import Commitment
from .fields import ProseField
from .participant import Participant
from .proceedings import Section
from .programme import Attribution, Session
from .recommendation import Recommendation


class Note(Entry):
    """What somebody said in a session, as the rapporteur wrote it down. For those who write the proceedings only.

    `attribution` is the rule it was said under, where the speaker asked for a stricter one than the session's. The
    phone that sends a note gives it its `uid`, so that one that is sent twice is noted once.
    """

    class Kind(models.TextChoices):
        SAID = "said", _("said")
        RECOMMENDATION = "recommendation", _("recommendation")
        COMMITMENT = "commitment", _("commitment")

    # From open to closed.
    RULES = tuple(Attribution)

    session = models.ForeignKey(Session, models.PROTECT, related_name="notes")
    seat = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name="who said it",
        help_text="Empty: somebody.",
    )
    text = ProseField("what was said")
    kind = models.CharField("what it is", max_length=15, choices=Kind, default=Kind.SAID)
    attribution = models.CharField(
        "said under", max_length=20, choices=Attribution, blank=True, help_text="Empty: the rule of the session."
    )
    said_at = models.DateTimeField("when", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="noted by"
    )
    struck_at = models.DateTimeField("struck out", null=True, blank=True, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # What was made of it: the part of the proceedings it went into, the draft it became.
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, editable=False, related_name="notes", verbose_name="taken into"
    )
    recommendation = models.OneToOneField(
        Recommendation, models.SET_NULL, null=True, blank=True, editable=False, related_name="note_taken"
    )
    commitment = models.OneToOneField(
        Commitment, models.SET_NULL, null=True, blank=True, editable=False, related_name="note_taken"
    )

    class Meta:
        ordering = ["session", "said_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_has_text", violation_error_message="Write what was said."
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="note_struck_by_somebody",
                violation_error_message="Say who struck it out.",
            ),
        ]

    def __str__(self):
        # Not the text, which may name somebody: this ends up in logs and messages.
        return f"Note {self.pk}"

    @property
    def rule(self):
        """The Attribution it stands under today: the stricter one of the session's and its own."""
        own = self.attribution or self.session.attribution
        return max(Attribution(own), Attribution(self.session.attribution), key=self.RULES.index)

    def clean(self):
        super().clean()
        if self.seat_id and self.session_id and self.seat.event_id != self.session.event_id:
            raise ValidationError({"seat": "Choose a participant of the same event."})
