from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .commitment import Commitment
from .event import Series
from .organisation import Organisation
from .topic import FrameworkGoal, Topic

FOLLOWED = ("topic", "series", "organisation", "commitment", "goal")


def one_followed():
    """A condition: exactly one of what can be followed is filled."""
    exactly_one = models.Q()
    for chosen in FOLLOWED:
        exactly_one |= models.Q(**{f"{field}__isnull": field != chosen for field in FOLLOWED})
    return exactly_one


class Follower(models.Model):
    """An address that is told of news by e-mail, or that somebody typed and nobody has confirmed yet.

    Nothing else is known of who it is. Every request is a row of its own until it is confirmed, so that nobody can
    learn, or change, who follows what by asking. There is no history: whoever leaves is deleted.
    """

    address = models.EmailField()
    # A code of settings.LANGUAGES: that of the page where they asked.
    language = models.CharField(max_length=15)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    # The moment up to which they were told what is new.
    told_until = models.DateTimeField(null=True, blank=True)
    # The server said "later", or refused a mail: no attempt before this moment.
    not_before = models.DateTimeField(null=True, blank=True)
    # How often in a row a server refused our mail to it.
    refusals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-id"]
        # Rows are made by visitors, and changed by nobody else.
        default_permissions = ("view", "delete")
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                condition=models.Q(confirmed_at__isnull=False),
                name="follower_once",
                violation_error_message="This address follows already.",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(told_until__isnull=False),
                name="follower_told_until_some_time",
                violation_error_message="Whoever has confirmed is told what is new from some moment on.",
            ),
        ]

    def __str__(self):
        return f"Follower {self.pk}"


class Following(models.Model):
    """That an address follows one topic, series, organisation, commitment or objective of a framework."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="followings")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="followings")
    series = models.ForeignKey(Series, models.CASCADE, null=True, blank=True, related_name="followings")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="followings")
    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="followings")
    goal = models.ForeignKey(FrameworkGoal, models.CASCADE, null=True, blank=True, related_name="followings")
    # They are told only of what became known after this moment, and after the follower's own.
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=one_followed(),
                name="following_one_thing",
                violation_error_message="Choose one: a topic, a series, an organisation, a commitment or an objective.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["follower", field],
                    name=f"following_{field}_once",
                    violation_error_message="This is followed already.",
                )
                for field in FOLLOWED
            ),
        ]

    def __str__(self):
        return f"Following {self.pk}"

    @property
    def kind(self):
        """Which of FOLLOWED it is."""
        return next(field for field in FOLLOWED if getattr(self, f"{field}_id"))

    @property
    def followed_id(self):
        return getattr(self, f"{self.kind}_id")


class FollowerMail(models.Model):
    """One mail to a follower: by its number a bounce is known, by its link they leave. What it said is not kept."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="mails")
    # Else it asked to confirm.
    tells_news = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200, unique=True)
    # Of the token in its link; see models/link.py.
    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = "mail to a follower"
        verbose_name_plural = "mails to followers"

    def __str__(self):
        return f"Mail to a follower {self.pk}"
