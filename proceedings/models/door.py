from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .participant import Participant


class Passage(models.Model):
    """Somebody passed the door: in or out, as a colleague's phone noted it. Undone, it counts for nothing.

    The phone gives each its `uid`, so that one that is sent twice is noted once.
    """

    class Direction(models.TextChoices):
        IN = "in", _("in")
        OUT = "out", _("out")

    uid = models.UUIDField(unique=True)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="passages")
    day = models.DateField(help_text="The day of the event, in its time zone.")
    direction = models.CharField(max_length=3, choices=Direction)
    at = models.DateTimeField("when", help_text="As the phone said.")
    noted_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["participant", "at", "id"]
        indexes = [models.Index(fields=["participant", "day"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="passage_undone_by_somebody",
                violation_error_message="Say who took it back.",
            )
        ]
        permissions = [("use_desk", "Can check people in and out at the door")]

    def __str__(self):
        return f"Passage {self.pk}"
