"""From a draft to an edition: submitted, looked at by another, perhaps by an outsider, and published."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import NameField, ProseField
from .participant import Participant
from .proceedings import Edition, Proceedings


def user(**options):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **options)


class SubmissionQuerySet(models.QuerySet):
    def open(self):
        """What is still to be decided, or to be published when its time has come."""
        return self.filter(state__in=Submission.OPEN)

    def latest(self):
        """Only the last of each proceedings: what was decided before has been overtaken."""
        later = Submission.objects.filter(proceedings=models.OuterRef("proceedings"), pk__gt=models.OuterRef("pk"))
        return self.exclude(models.Exists(later))


class Submission(models.Model):
    """A draft that somebody asked to be published, as it stood then, and what became of it.

    Nobody publishes what they submitted: whoever decides is another. Where the submitter publishes nevertheless, or
    somebody publishes over a name that the check found, they asked first and the one who decides signs with them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a review")
        SCHEDULED = "scheduled", _("will be published")
        PUBLISHED = "published", _("published")
        SENT_BACK = "sent_back", _("sent back")
        TAKEN_BACK = "taken_back", _("taken back")
        STOPPED = "stopped", _("was not published when its time came")

    OPEN = (State.WAITING, State.SCHEDULED)

    proceedings = models.ForeignKey(Proceedings, models.CASCADE, related_name="submissions")
    by = user(verbose_name="submitted by")
    at = models.DateTimeField("submitted", default=timezone.now)
    change_note = NameField("what changed", max_length=500)
    # All that would be printed, with mentions as marks: see documents/drafts.py.
    draft = models.JSONField(editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = user(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = ProseField(blank=True, help_text="Why it was sent back, or was not published.")
    publish_at = models.DateTimeField("to be published", null=True, blank=True)
    # Who asked for a second signature, and why.
    asked_by = user(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_reason = NameField("why", max_length=500, blank=True)
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="submission")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceedings"],
                condition=Q(state__in=["waiting", "scheduled"]),
                name="submission_open_once",
                violation_error_message="These proceedings are submitted already.",
            ),
            models.CheckConstraint(
                condition=~Q(change_note=""),
                name="submission_has_change_note",
                violation_error_message="Say what changed.",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="submission_decided_by_and_at",
                violation_error_message="Somebody decides, at some time.",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True, asked_at__isnull=True, asked_reason="")
                | Q(asked_by__isnull=False, asked_at__isnull=False) & ~Q(asked_reason=""),
                name="submission_asked_by_at_and_why",
                violation_error_message="Who asks for a second signature says why.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "published", "sent_back"]) | ~Q(decided_by=F("by")),
                name="submission_decided_by_another",
                violation_error_message="Nobody publishes their own submission.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "published"])
                | Q(asked_by__isnull=True)
                | ~Q(decided_by=F("asked_by")),
                name="submission_second_is_another",
                violation_error_message="The second person must be another.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "stopped"]) | Q(publish_at__isnull=False),
                name="submission_scheduled_for_some_time",
                violation_error_message="Say when it is to be published.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent_back", "stopped"]) | ~Q(comment=""),
                name="submission_turned_down_with_a_comment",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False) | ~Q(state="published") & Q(edition__isnull=True),
                name="submission_published_as_an_edition",
                violation_error_message="What is published is an edition.",
            ),
        ]

    def __str__(self):
        return f"Submission {self.pk}"

    @property
    def is_open(self):
        return self.state in self.OPEN


class NotMeant(models.Model):
    """Somebody looked at a word that the check took for a name, and says that it means another.

    It holds for the very passages that were looked at: in a new one the word is asked about again. `passages` are their
    marks, from which nobody reads a name; see documents/gate.py.
    """

    proceedings = models.ForeignKey(Proceedings, models.CASCADE, related_name="not_meant")
    # Whose name it is not; of an organisation nobody's.
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="+")
    passages = models.JSONField(default=list)
    by = user()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "word that means another"
        verbose_name_plural = "words that mean others"

    def __str__(self):
        return f"Word {self.pk}"


class FactCheck(models.Model):
    """An outsider was asked whether what a submission says is right; they read it behind a private link."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="fact_checks")
    name = NameField(max_length=300)
    email = models.EmailField("e-mail")
    question = ProseField("what you ask", blank=True, help_text="They read it above the text.")
    asked_by = user()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    overall = ProseField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Fact check {self.pk}"


class Remark(models.Model):
    """What an outsider wrote about one paragraph of what they were shown."""

    fact_check = models.ForeignKey(FactCheck, models.CASCADE, related_name="remarks")
    # The anchor of the paragraph or heading, and its first words as they were shown.
    place = models.CharField(max_length=20)
    quote = NameField(max_length=200, blank=True)
    text = ProseField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="remark_says_something", violation_error_message="Write something."
            )
        ]

    def __str__(self):
        return f"Remark {self.pk}"
