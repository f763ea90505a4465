import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class UnNaming(models.Model):
    """Somebody was taken out of everything that others can read: when, by whom, and what became of it. Names nobody.

    The same is written to a file beside the database, because a backup that is put back would bring the name back too:
    see actions/un_naming.py.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField("when", default=timezone.now, editable=False)
    # Nobody: it was done again after a backup was put back.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="who",
    )
    # {"person": uid, "seats": [uid, …], "leave": [place, …]}: enough to do it again, and no name.
    who = models.JSONField(default=dict, editable=False)
    # {"places": 14, "mails": 2, …}: how many of each were changed or deleted.
    done = models.JSONField(default=dict, editable=False)
    # What is out of our reach, in sentences.
    beyond = models.JSONField("out of our reach", default=list, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "un-naming"
        permissions = [("un_name_person", "Can take a person out of everything others can read")]

    def __str__(self):
        return f"Un-naming of {self.at:%Y-%m-%d}"
