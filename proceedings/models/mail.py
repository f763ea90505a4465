from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Entry
from .event import Event
from .fields import NameField, ProseField
from .kinds import Language
from .link import Link
from .participant import Participant


class MailUse(models.TextChoices):
    """What a mail is for. Each has its template, in as many languages as somebody wrote."""

    INVITATION = "invitation", _("invitation")
    RECEIVED = "received", _("application received")
    CONFIRMED = "confirmed", _("seat confirmed")
    WAITING = "waiting", _("on the waiting list")
    OFFER = "offer", _("a seat is offered")
    REJECTED = "rejected", _("turned down")
    WITHDRAWN = "withdrawn", _("withdrawal noted")
    DETAILS = "details", _("travel and passport data asked for")
    DELEGATION = "delegation", _("a delegation may be named")
    FACT_CHECK = "fact_check", _("a draft to be checked")
    COMMITMENT = "commitment", _("a commitment to confirm")
    REPORT = "report", _("a report on a commitment asked for")
    NOTICE = "notice", _("anything else")


class MailTemplate(Entry):
    """The words of a mail for one use in one language: the network's own, or one event's."""

    use = models.CharField(max_length=15, choices=MailUse)
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mail_templates",
        help_text="Empty: for all events that have none of their own.",
    )
    is_discreet = models.BooleanField(
        "discreet",
        default=False,
        help_text="Neither the subject nor the first lines may say which event, topic or organisation it is about.",
    )
    subject = NameField(max_length=200)
    body = ProseField()

    class Meta:
        ordering = ["use", "language", "event", "is_discreet"]
        constraints = [
            models.UniqueConstraint(
                "use",
                "language",
                Coalesce("event", 0),
                "is_discreet",
                name="mail_template_once",
                violation_error_message="There is already a template for this use in this language.",
            )
        ]

    def __str__(self):
        return f"{self.get_use_display()} ({self.language_id and self.language.code})"

    def clean(self):
        super().clean()
        if "\n" in self.subject or "\r" in self.subject:
            raise ValidationError({"subject": "The subject is one line."})


class Mailing(models.Model):
    """Mails that were written together and are let go together, after somebody has looked at them.

    More than twenty at once, or bit by bit within a day, need a second person. So the UK Information Commissioner
    asked, December 2023, after a list of people at risk could all read each other's addresses.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a look")
        SECOND = "second", _("waits for a second person")
        RELEASED = "released", _("let go")
        DROPPED = "dropped", _("thrown away")

    event = models.ForeignKey(Event, models.CASCADE, related_name="mailings")
    use = models.CharField(max_length=15, choices=MailUse)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    # Nobody: a visitor's form, or the worker, made it.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-written_at", "-id"]
        permissions = [("release_mailing", "Can let mails go out")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="second") | models.Q(looked_at_by__isnull=False),
                name="mailing_looked_at_by_somebody",
                violation_error_message="Somebody must have looked before it waits for a second person.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="released") | models.Q(released_by__isnull=False, released_at__isnull=False),
                name="mailing_released_by_somebody",
                violation_error_message="Somebody must have let it go, at some time.",
            ),
            # Whoever looked first is not the second person, whatever a form says.
            models.CheckConstraint(
                condition=~models.Q(state="released")
                | models.Q(looked_at_by__isnull=True)
                | ~models.Q(looked_at_by=models.F("released_by")),
                name="mailing_second_is_another",
                violation_error_message="The second person must be another.",
            ),
        ]

    def __str__(self):
        return f"Mailing {self.pk}"


class Message(models.Model):
    """One mail to one address. What it says is settled when it is written; its link is made when it goes out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        UNSURE = "unsure", _("may have been sent: the worker was stopped meanwhile")
        BOUNCED = "bounced", _("came back")
        DROPPED = "dropped", _("thrown away")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="messages")
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, editable=False, related_name="messages"
    )
    to = models.EmailField()
    language = models.ForeignKey(Language, models.PROTECT, null=True, blank=True, related_name="+")
    is_discreet = models.BooleanField(default=False)
    subject = NameField(max_length=300)
    body = ProseField()
    link = models.ForeignKey(Link, models.SET_NULL, null=True, blank=True, related_name="messages")
    with_calendar = models.BooleanField("with a calendar entry", default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # The Message-ID it goes out with, by which a bounce is known.
    message_id = models.CharField(max_length=200, blank=True, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How often it was tried, since it was let go or somebody said to send it again.
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = NameField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                condition=~models.Q(message_id=""),
                name="message_id_once",
                violation_error_message="Another message has gone out under that Message-ID.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="message_sent_at_some_time",
                violation_error_message="A message was sent at some time.",
            ),
        ]

    def __str__(self):
        return f"Message {self.pk}"
