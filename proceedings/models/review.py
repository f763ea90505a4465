from django.db import models
from django.db.models import Case, F, Q, Value, When

from .base import Record, RecordQuerySet, Sourced
from .commitment import Commitment, Update
from .event import Event
from .fields import ProseField
from .programme import Attribution, Session
from .recommendation import Recommendation


class ReviewQuerySet(RecordQuerySet):
    def told(self):
        """Reviews as visitors may know of them: at public events, not behind closed doors.

        Adds `finding`: what was found, empty until a second person has accepted it, here or as news of the commitment.
        """
        return (
            self.filter(event__is_published=True)
            .exclude(session__attribution=Attribution.CLOSED)
            .annotate(
                finding=Case(
                    When(Q(is_accepted=True) | Q(update__is_accepted=True), then=F("found")),
                    default=Value(""),
                    output_field=models.TextField(),
                )
            )
        )


class Review(Sourced, Record):
    """An event takes up a commitment or recommendation again, and this is what it found. Closes the chain."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="reviews")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="reviews")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, null=True, blank=True, related_name="reviews")
    found = ProseField("what was found", blank=True, help_text="Empty while it only stands on the agenda.")
    update = models.ForeignKey(Update, models.SET_NULL, null=True, blank=True, related_name="reviews")
    is_accepted = models.BooleanField(
        "finding is public", default=False, help_text="On: a second person has checked what was found."
    )

    objects = ReviewQuerySet.as_manager()
    natural_fields = ("event", "commitment", "recommendation")

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=False, recommendation__isnull=True)
                | Q(commitment__isnull=True, recommendation__isnull=False),
                name="review_of_one_outcome",
                violation_error_message="A review looks at one commitment or one recommendation.",
            ),
            models.UniqueConstraint(
                fields=["event", "commitment"],
                name="review_of_commitment_once",
                violation_error_message="This event already has a review of that commitment.",
            ),
            models.UniqueConstraint(
                fields=["event", "recommendation"],
                name="review_of_recommendation_once",
                violation_error_message="This event already has a review of that recommendation.",
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.commitment or self.recommendation}"
