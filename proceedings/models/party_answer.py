"""What the parties of a commitment say of it themselves, by personal links: whom we ask, what they answer, and when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Tracked
from .commitment import CommitmentParty
from .fields import NameField, ProseField
from .kinds import Language
from .link import Link
from .mail import Message
from .participant import Participant


class PartyContact(Tracked):
    """Whom we write to about a commitment for one of its parties. Never public, and not told to other parties."""

    party = models.ForeignKey(CommitmentParty, models.CASCADE, related_name="contacts")
    participant = models.ForeignKey(
        Participant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="party_contacts",
        help_text="Somebody with a seat, whose address we have. Or write one below.",
    )
    name = NameField(max_length=300, blank=True, help_text="As a letter begins: Dear …")
    email = models.EmailField("e-mail", blank=True)
    language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="language to write in"
    )
    is_discreet = models.BooleanField(
        "discreet", default=False, help_text="Mails say neither in the subject nor at once what they are about."
    )
    is_reminded = models.BooleanField(
        "reminded",
        default=True,
        help_text="Four weeks and one week before the last day, when it has passed, then yearly.",
    )

    class Meta:
        ordering = ["party", "id"]
        verbose_name = "contact of a party"
        verbose_name_plural = "contacts of parties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(participant__isnull=False) | ~models.Q(email=""),
                name="party_contact_has_address",
                violation_error_message="Choose somebody with a seat, or write an e-mail address.",
            ),
            models.UniqueConstraint(
                fields=["party", "participant"],
                name="party_contact_seat_once",
                violation_error_message="This party already has that contact.",
            ),
            models.UniqueConstraint(
                fields=["party", "email"],
                condition=models.Q(participant__isnull=True),
                name="party_contact_address_once",
                violation_error_message="This party already has that contact.",
            ),
        ]

    def __str__(self):
        return f"Contact {self.pk}"

    @property
    def address(self):
        """The one e-mail address to write to, or ""."""
        person = self.participant.person if self.participant_id else None
        return self.email or (person.email if person else "")

    @property
    def called(self):
        """What a letter to them begins with."""
        return self.name or (self.participant.name if self.participant_id else "") or str(_("colleague"))

    def clean(self):
        super().clean()
        if self.participant_id and self.party_id and self.participant.event_id != self.party.commitment.event_id:
            raise ValidationError({"participant": _("Choose one of the same event.")})
        if self.party_id and self.party.role == CommitmentParty.Role.ADDRESSEE:
            raise ValidationError({"party": _("It was promised to them. Ask those who made the promise.")})


class PartyAnswer(models.Model):
    """What a party said by its link of how its commitment is noted. It changes nothing until somebody decides."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("confirms it")
        OTHER_WORDS = "other_words", _("proposes other words")
        DISPUTED = "disputed", _("disputes it")

    class Decision(models.TextChoices):
        WAITING = "", _("waits")
        TAKEN = "taken", _("taken up")
        LEFT = "left", _("left as it is")

    party = models.ForeignKey(CommitmentParty, models.CASCADE, related_name="answers")
    # Who answered, as far as an address tells. Not what is shown: that is the party.
    contact = models.ForeignKey(PartyContact, models.SET_NULL, null=True, blank=True, related_name="answers")
    link = models.ForeignKey(Link, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField("what they say", max_length=12, choices=Kind)
    their_words = ProseField("in their words", blank=True)
    proposed_text = ProseField("the promise as they would have it", blank=True)
    proposed_deadline = NameField("by when, as they would have it", max_length=300, blank=True)
    proposed_last_day = models.DateField("last day of that", null=True, blank=True)
    at = models.DateTimeField("answered", default=timezone.now)
    decision = models.CharField(max_length=6, choices=Decision, blank=True, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = ProseField("why it was left as it is", blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "answer of a party"
        verbose_name_plural = "answers of parties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by__isnull=True)
                | models.Q(decision="taken", decided_by__isnull=False, decided_at__isnull=False)
                | models.Q(decision="left", decided_by__isnull=False, decided_at__isnull=False) & ~models.Q(reason=""),
                name="party_answer_decided_by_somebody",
                violation_error_message="Somebody decided, at some time; and who leaves it as it is says why.",
            ),
        ]

    def __str__(self):
        return f"Answer {self.pk}"

    @property
    def stands_in_the_way(self):
        """True for a dispute with which nothing may be published: only a named decision against it lets that."""
        return self.kind == self.Kind.DISPUTED and self.decision != self.Decision.LEFT


class Reminder(models.Model):
    """That a contact was written to on one occasion: once, however often the worker runs."""

    class Occasion(models.TextChoices):
        FOUR_WEEKS = "four_weeks", _("four weeks before")
        ONE_WEEK = "one_week", _("one week before")
        OVERDUE = "overdue", _("the last day has passed")
        YEARLY = "yearly", _("a year later")

    contact = models.ForeignKey(PartyContact, models.CASCADE, related_name="reminders")
    occasion = models.CharField(max_length=10, choices=Occasion)
    # The day from which it was due: where a deadline moves, the reminders move with it.
    day = models.DateField()
    written_on = models.DateField(default=timezone.localdate)
    # None where another contact of the commitment has the same address, or the mail was deleted long after it went.
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-written_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "occasion", "day"],
                name="reminder_once",
                violation_error_message="They were reminded of that already.",
            )
        ]

    def __str__(self):
        return f"Reminder {self.pk}"
