from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models

from .base import Tracked
from .event import Event


class TeamMember(Tracked):
    """A user who works on one event only: the role's permissions count there and nowhere else."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_roles")
    role = models.ForeignKey(Group, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["event", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user", "role"],
                name="team_role_once",
                violation_error_message="This person already has that role in the team.",
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.role}"
