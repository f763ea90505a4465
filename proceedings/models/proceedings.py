from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Entry, Record, RecordQuerySet, Sourced
from .event import Event
from .fields import NameField, ProseField
from .kinds import Language
from .participant import Participant, Surface
from .picture import Picture, new_key
from .programme import Session


class Proceedings(Sourced, Record):
    """The draft of what was said at an event. Visitors never read this; they read its editions."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="proceedings")
    title = NameField(max_length=500)
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", help_text="The language it is written in.")
    note = ProseField(blank=True, help_text="Printed above the text: how it was made, what to keep in mind.")
    # Those in the text of its sections. A visitor may see one as soon as an edition has it.
    pictures = models.ManyToManyField(Picture, blank=True, editable=False, related_name="proceedings")

    _history_m2m_fields = ("sources", "pictures")
    natural_fields = ("event",)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "proceedings"
        permissions = [
            ("submit_proceedings", "Can submit proceedings for publication"),
            ("publish_proceedings", "Can publish an edition of proceedings"),
            ("withdraw_edition", "Can withdraw an edition"),
        ]

    def __str__(self):
        return self.title


class Section(Entry):
    """A part of the proceedings, which may tell of one session and then keeps to its rule of attribution.

    `body` is clean HTML or plain text. People stand in it as mentions, `@[12]` with the number of their seat, and
    print as `exposure` allows on the day of reading.
    """

    class Level(models.IntegerChoices):
        PART = 1, "part"
        CHAPTER = 2, "chapter within the part above"

    proceedings = models.ForeignKey(Proceedings, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.PART)
    heading = NameField(max_length=300)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="sections")
    body = ProseField(blank=True, help_text="A blank line starts a paragraph. Mention people as @[number of the seat].")

    class Meta:
        ordering = ["proceedings", "position", "id"]

    def __str__(self):
        return self.heading


def edition_file_path(row, filename):
    return f"editions/{new_key()}.{row.format}"


class EditionQuerySet(RecordQuerySet):
    def published(self):
        """Editions a visitor may open: of public events. A withdrawn one opens with its explanation only."""
        return self.filter(proceedings__event__is_published=True)

    def in_force(self):
        return self.published().filter(withdrawn_at__isnull=True)

    def with_titles(self):
        """Adds titles and languages, without loading the texts themselves."""
        texts = EditionText.objects.select_related("language").defer("html", "text", "contents")
        return self.prefetch_related(models.Prefetch("texts", queryset=texts))


class Edition(models.Model):
    """What was published, frozen: proceedings as they stood on one day, in one or more languages."""

    proceedings = models.ForeignKey(Proceedings, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    change_note = NameField(max_length=500)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The second person, where one had to sign as well, and what for.
    published_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    without_review = models.BooleanField(
        default=False, help_text="Its submitter published it; the second person signed instead of a separate review."
    )
    over_hits = models.BooleanField(
        "over what the check found", default=False, help_text="A name that the check found was left standing."
    )
    published_reason = NameField("why two signed", max_length=500, blank=True)
    # Of an un-naming. It says no more than that, or it would point at somebody.
    taken_out_on = models.DateField("something was taken out", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = NameField(max_length=500, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["proceedings", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceedings", "number"],
                name="edition_number_once",
                violation_error_message="There is already an edition of that number.",
            ),
            models.CheckConstraint(
                condition=~models.Q(change_note=""),
                name="edition_has_change_note",
                violation_error_message="Say what changed.",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason=""),
                name="edition_withdrawal_is_whole",
                violation_error_message="A withdrawal needs a person, a time and a reason.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    published_with__isnull=True, without_review=False, over_hits=False, published_reason=""
                )
                | models.Q(published_with__isnull=False)
                & ~models.Q(published_reason="")
                & ~models.Q(published_with=models.F("published_by"))
                & (models.Q(without_review=True) | models.Q(over_hits=True)),
                name="edition_of_two_signatures_says_why",
                violation_error_message="Two people sign, and say why.",
            ),
        ]

    def __str__(self):
        return f"Edition {self.number}"

    def get_absolute_url(self):
        return reverse("public:edition", args=[self.proceedings.event.slug, self.number])

    @property
    def published_on(self):
        """The day on which it was published by the clocks of the event, by which it may have been planned: a date."""
        return self.published_at.astimezone(self.proceedings.event.zone).date()

    @property
    def withdrawn_on(self):
        """The day on which it was withdrawn by the same clocks, or None."""
        return self.withdrawn_at and self.withdrawn_at.astimezone(self.proceedings.event.zone).date()

    @property
    def source(self):
        """The text in the language the proceedings were written in."""
        return next(text for text in self.texts.all() if text.is_source)


class EditionText(models.Model):
    """The frozen text of an edition in one language.

    Mentions stay marks in `html` and `text`; what each may show at most is kept in EditionMention. So a consent that
    ends takes the name off the page at once, and no later change can put a name onto it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    is_source = models.BooleanField(default=False)
    title = NameField(max_length=500)
    note = ProseField(blank=True)
    html = models.TextField()
    text = models.TextField()
    contents = models.JSONField(default=list, help_text="Headings: [[level, anchor, text], …].")
    annexes = models.JSONField(
        default=dict, blank=True, help_text="What its files print besides, frozen: agenda, who took part, outcomes."
    )

    class Meta:
        ordering = ["edition", "-is_source", "language__position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_language_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(is_source=True), name="edition_has_one_source_text"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"


class EditionMention(models.Model):
    """The most a text may show of one participant: how they stood when it was published.

    `key` is the number of the mark in the text or its annexes. The same participant has one row for each session in
    which they are mentioned, because each session has its own rule, and one for the list of those who took part.
    """

    text = models.ForeignKey(EditionText, models.CASCADE, related_name="mentions")
    key = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="edition_mentions")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")
    attribution = models.CharField(max_length=20, blank=True, help_text="The rule of the session when published.")
    level = models.CharField(max_length=10, help_text="How they appeared: by name, by kind, or not.")
    name = NameField(max_length=300, blank=True)
    kind = NameField(max_length=300)
    surface = models.CharField(max_length=15, choices=Surface, default=Surface.NAMED)
    post = NameField(max_length=300, blank=True, help_text="Printed after the name in the annexes.")

    class Meta:
        ordering = ["text", "key"]
        constraints = [
            models.UniqueConstraint(fields=["text", "key"], name="edition_mention_key_once"),
            models.CheckConstraint(
                condition=models.Q(level="named") | models.Q(name="", post=""),
                name="edition_mention_keeps_no_hidden_name",
            ),
        ]

    def __str__(self):
        return f"Mention {self.key}"


class EditionFile(models.Model):
    """A text of an edition as a file to keep, print or hand on: names only as allowed when it was made.

    `shown` is a digest of what it prints of people and of all else that may have to go. Where that is no longer what
    may be shown, the file is not given out but made anew.
    """

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word")
        EPUB = "epub", _("EPUB")

    text = models.ForeignKey(EditionText, models.CASCADE, related_name="files")
    format = models.CharField(max_length=5, choices=Format)
    file = models.FileField(upload_to=edition_file_path, max_length=200)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    shown = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["text", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "format"],
                name="edition_file_once",
                violation_error_message="There is already a file of that format.",
            )
        ]

    def __str__(self):
        return f"{self.get_format_display()} of {self.text}"

    # What the formats are called on the web.
    MEDIA_TYPES = {
        Format.PDF: "application/pdf",
        Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format.EPUB: "application/epub+zip",
    }

    def get_absolute_url(self):
        edition = self.text.edition
        return reverse("public:edition_file", args=[edition.proceedings.event.slug, edition.number, self.name])

    @property
    def name(self):
        """What it is saved as: it names the event, which is public, and no person."""
        edition = self.text.edition
        return f"{edition.proceedings.event.slug}-edition-{edition.number}-{self.text.language.code}.{self.format}"

    @property
    def media_type(self):
        return self.MEDIA_TYPES[self.format]
