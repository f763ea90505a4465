from django.conf import settings
from django.db import models
from django.utils import timezone

from .person import Person


class PersonMerge(models.Model):
    """Two rows were one person: which row stayed, what moved to it, and what the other row held, for a way back.

    What the other row held is about a person, so it goes when the way back closes.
    """

    kept = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="merges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # {"person": {…}, "changed": {"email": ["old", "new"]}, "moved": {"participant": [1]}, …}; empty when it has closed.
    before = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        permissions = [("merge_person", "Can make two people one")]

    def __str__(self):
        return f"Merge {self.pk}"
