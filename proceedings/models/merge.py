from django.conf import settings
from django.db import models
from django.utils import timezone

from .person import Person


class PersonMerge(models.Model):
    """Two rows were one person: which row stayed, what moved to it, and what the other row held, for a way back.

    What the other row held is about a person, so it goes when the way back closes.
    """

    kept = models.ForeignKey(Person, models.SET_NULL, null=True, editable=False, related_name="merges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # {"person": {…}, "changed": {"email": ["old", "new"]}, "moved": {"participant": [1]}, …}; empty when it has closed.
    before = models.JSONField(default=dict, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "merge of two people"
        verbose_name_plural = "merges of two people"
        permissions = [("merge_person", "Can make two people one")]

    def __str__(self):
        return f"Merge {self.pk}"


class TwoPeople(models.Model):
    """Somebody looked at two rows that are alike, and said that they are two people: nobody is asked again.

    It says nothing about a third row: a list that names either of them is matched as before.
    """

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="two_people_once",
                violation_error_message="Somebody has said already that these are two people.",
            ),
            # So that a pair has one row, whichever way round it is asked about.
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="two_people_in_order",
                violation_error_message="Name first who was entered first.",
            ),
        ]

    def __str__(self):
        return f"Two people {self.pk}"
