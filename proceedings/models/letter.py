from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .base import Entry
from .event import Event
from .fields import NameField, ProseField
from .kinds import Language


class LetterTemplate(Entry):
    """The words of a letter on paper, in one language: the network's own, or one event's."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("letter of invitation")
        ATTENDANCE = "attendance", _("certificate of attendance")

    kind = models.CharField(max_length=15, choices=Kind)
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="letter_templates",
        help_text="Empty: for all events that have none of their own.",
    )
    heading = NameField(max_length=200)
    body = ProseField()
    signed_by = ProseField(blank=True, help_text="Name and post, as they stand under the letter.")

    class Meta:
        ordering = ["kind", "language", "event"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "language",
                Coalesce("event", 0),
                name="letter_template_once",
                violation_error_message="There is already such a letter in this language.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.language_id and self.language.code})"
