from django.conf import settings
from django.db import models
from django.utils import timezone

from .event import Event
from .fields import NameField


class WordFile(models.Model):
    """A Word file on its way into the outcomes of an event: what it proposes, what was decided, what became of it.

    The file itself is not kept. What was read out of it, and its name, go as soon as somebody has accepted it or thrown
    it away, so no history is kept of it either: that begins with the sections and outcomes it makes.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "being looked at"
        ACCEPTED = "accepted", "accepted"
        THROWN_AWAY = "thrown_away", "thrown away"

    event = models.ForeignKey(Event, models.CASCADE, related_name="word_files")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    called = NameField("file", max_length=200, blank=True)
    # See actions/proposing.py; {"counts": …} of what was made once it is accepted.
    proposal = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~models.Q(state="waiting") & models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="word_file_decided_by",
                violation_error_message="Say who decided about the file, and when.",
            )
        ]

    def __str__(self):
        return f"Word file {self.pk}"
