"""How people come to hold a seat: the rules of one event, what it asks them, and what they answered."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Entry, Record, in_order
from .event import Event
from .fields import NameField, ProseField
from .kinds import Constituency, Language
from .participant import Participant


@dataclass(frozen=True)
class Fullness:
    """How many seats there are for somebody, and how many people have one, are offered one, or wait for one.

    who      a Constituency, or None for the event as a whole
    seats    None: no limit
    """

    who: object
    seats: int | None
    taken: int
    held: int
    waiting: int

    @property
    def free(self):
        return None if self.seats is None else max(self.seats - self.taken - self.held, 0)

    @property
    def over(self):
        """How many have one that is not there."""
        return 0 if self.seats is None else max(self.taken + self.held - self.seats, 0)


class Registration(Record):
    """The rules by which people get a seat at one event. An event without them takes in nobody but by its staff."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="registration")
    is_open = models.BooleanField(
        "open to the public",
        default=False,
        help_text="On: anybody may apply at a public address. Off: only those with a personal link.",
    )
    opens_on = models.DateField("first day", null=True, blank=True)
    closes_on = models.DateField("last day", null=True, blank=True)
    welcome = ProseField(blank=True, help_text="Said above the form: who should apply, and what happens next.")
    capacity = models.PositiveIntegerField("seats", null=True, blank=True, help_text="Empty: no limit.")
    offer_hours = models.PositiveSmallIntegerField(
        "hours an offered seat is held",
        default=72,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text="After that the next in line is asked.",
    )
    keep_days = models.PositiveSmallIntegerField(
        "days to keep travel and passport data",
        default=30,
        validators=[MaxValueValidator(365)],
        help_text="Counted from the last day of the event. Then they are deleted.",
    )

    natural_fields = ("event",)

    class Meta:
        ordering = ["event"]
        verbose_name = "registration"
        constraints = [
            in_order("opens_on", "closes_on", "registration_days_in_order", "It cannot close before it opens."),
        ]

    def __str__(self):
        return f"Registration for {self.event}"

    def takes_on(self, day):
        """True on the days on which applications are taken."""
        return (self.opens_on is None or self.opens_on <= day) and (self.closes_on is None or day <= self.closes_on)

    def how_full(self):
        """A Fullness for the event, then one for each constituency that has a number of seats. Alternates take none."""
        now, state = timezone.now(), Participant.State
        is_offered = models.Q(state=state.WAITING, offered_until__gt=now)
        rows = (
            self.event.participants.filter(is_alternate=False, state__in=[state.CONFIRMED, state.WAITING])
            .sitting_for()
            .order_by()
            .values("sits_for")
            .annotate(
                taken=models.Count("pk", filter=models.Q(state=state.CONFIRMED)),
                held=models.Count("pk", filter=is_offered),
                waits=models.Count("pk", filter=models.Q(state=state.WAITING)),
            )
        )
        counts = {row["sits_for"]: (row["taken"], row["held"], row["waits"] - row["held"]) for row in rows}
        everybody = [sum(numbers) for numbers in zip((0, 0, 0), *counts.values(), strict=True)]
        full = [Fullness(None, self.capacity, *everybody)]
        for quota in self.quotas.select_related("constituency"):
            full.append(Fullness(quota.constituency, quota.seats, *counts.get(quota.constituency_id, (0, 0, 0))))
        return full


class SeatQuota(Record):
    """How many seats at an event one constituency may take."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="quotas")
    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()

    natural_fields = ("registration", "constituency")

    class Meta:
        ordering = ["registration", "constituency__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "constituency"],
                name="seat_quota_once",
                violation_error_message="This constituency already has a number of seats.",
            )
        ]

    def __str__(self):
        return f"{self.constituency}: {self.seats}"


class Question(Entry):
    """One thing that an event asks those who want to come."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("several of several")
        YES_NO = "yes_no", _("yes or no")
        DATE = "date", _("date")
        FILE = "file", _("file")

    class Stage(models.TextChoices):
        APPLYING = "applying", _("on the form")
        CONFIRMED = "confirmed", _("after approval, kept in the vault")

    class SeenBy(models.TextChoices):
        REGISTRATION = "registration", _("who registers people for the event")
        TEAM = "team", _("everybody who sees its participants")

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    text = NameField("question", max_length=500)
    help = NameField(max_length=500, blank=True, help_text="Why you ask, and who will read the answer.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    choices = ProseField(blank=True, help_text="One on a line, for a question with choices.")
    required = models.BooleanField("must be answered", default=False)
    stage = models.CharField("asked", max_length=10, choices=Stage, default=Stage.APPLYING)
    seen_by = models.CharField(max_length=15, choices=SeenBy, default=SeenBy.REGISTRATION)
    position = models.PositiveSmallIntegerField(default=0)

    WITH_CHOICES = (Kind.CHOICE, Kind.SEVERAL)

    class Meta:
        ordering = ["event", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["choice", "several"]) | ~models.Q(choices=""),
                name="question_has_choices",
                violation_error_message="Write the choices, one on a line.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def choice_list(self):
        """The choices, as a list of texts."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self):
        super().clean()
        if self.choices and self.kind not in self.WITH_CHOICES:
            raise ValidationError({"choices": "Only a question with choices has them: change its kind, or leave this."})
        if len(set(self.choice_list)) != len(self.choice_list):
            raise ValidationError({"choices": "The same choice stands there twice."})


def answer_file_name(row, name):
    """A name that nobody can guess, whatever the file was called."""
    return f"answers/{secrets.token_hex(16)}"


class Application(models.Model):
    """What somebody sent from the public form, until the worker has made a seat of it. Then the row is gone.

    Every sender leaves one, whoever they are: so neither the answer nor its time tells whether an address is known.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="applications")
    # {"seat": {field: text}, "answers": {id of question: {"value", "file", "file_called"}}}
    sent = models.JSONField()
    language = models.ForeignKey(Language, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Application {self.pk}"


class Given(models.Model):
    """What somebody answered. A text, a list of choices, true or false, a date as 2019-11-04; or a file."""

    value = models.JSONField(null=True, blank=True)
    file = models.FileField(upload_to=answer_file_name, blank=True, max_length=100)
    file_called = NameField(max_length=200, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Answer(Given, Record):
    """What a participant answered to a question on the form."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")

    natural_fields = ("participant", "question")

    class Meta:
        ordering = ["participant", "question__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question"],
                name="answer_once",
                violation_error_message="This question is already answered.",
            )
        ]

    def __str__(self):
        return f"Answer {self.pk}"


class VaultAnswer(Given):
    """Travel and passport data of somebody who comes: read with a permission of its own, deleted after the event.

    No history is kept of it, or deleting it would delete nothing.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="vault_answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="vault_answers")

    class Meta:
        ordering = ["participant", "question__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question"],
                name="vault_answer_once",
                violation_error_message="This question is already answered.",
            )
        ]

    def __str__(self):
        return f"Vault answer {self.pk}"


class VaultLook(models.Model):
    """Somebody looked at what the vault holds of one seat. Written once, never changed; names nobody."""

    at = models.DateTimeField("when", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="who"
    )
    event = models.ForeignKey(Event, models.CASCADE, editable=False, related_name="vault_looks")
    seat_number = models.BigIntegerField("seat", editable=False)
    reason = NameField("what for", max_length=300, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "look into the vault"
        verbose_name_plural = "looks into the vault"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="vault_look_has_reason",
                violation_error_message="Say what you need it for.",
            )
        ]

    def __str__(self):
        return f"Look {self.pk}"
