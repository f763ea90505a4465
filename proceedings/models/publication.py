import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import OtherName, Record, RecordQuerySet, Sourced
from .event import Event
from .fields import NameField
from .kinds import Language, PublicationKind
from .organisation import Organisation
from .picture import SHOWS_NOBODY, new_key
from .programme import Attribution, Session
from .project import Project


class PublicationQuerySet(RecordQuerySet):
    def published(self):
        """Publications a visitor may open: public, and not handed out in closed sessions only."""
        ties = EventPublication.objects.filter(publication=models.OuterRef("pk"))
        open_ties = ties.filter(Q(session=None) | ~Q(session__attribution=Attribution.CLOSED))
        return self.filter(~models.Exists(ties) | models.Exists(open_ties), is_published=True)


class Publication(Sourced, Record):
    """A text that was put out: a report, a press release, a statement. One row, with a file for each language."""

    class DatePrecision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    title = NameField(max_length=500)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.ForeignKey(PublicationKind, models.PROTECT, related_name="publications")
    publisher = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="publications")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="publications")
    published_on = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    note = NameField(max_length=500, blank=True)
    terms = models.PositiveIntegerField("terms explained", null=True, blank=True, help_text="For a glossary.")
    cover = models.ForeignKey(
        "proceedings.Picture", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to=SHOWS_NOBODY
    )
    is_published = models.BooleanField("public", default=False)

    objects = PublicationQuerySet.as_manager()
    natural_fields = ("slug",)

    class Meta:
        ordering = [models.F("published_on").desc(nulls_last=True), "title"]

    def __str__(self):
        return self.title


class PublicationTitle(OtherName):
    """The title as another page prints it, or in another language."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="other_titles")

    natural_fields = ("publication", "name")

    class Meta:
        ordering = ["publication", "name"]
        verbose_name = "other title"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"],
                name="publication_title_once",
                violation_error_message="This publication already has that other title.",
            )
        ]


def publication_file_path(file, filename):
    # A new name for each upload: under one name lies one file for ever.
    return f"documents/{file.token}-{secrets.token_hex(4)}.{filename.rsplit('.', 1)[-1].lower()}"


class PublicationFile(Sourced, Record):
    """A publication in one language: the file here, or where its publisher keeps it."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    label = NameField(max_length=100, blank=True, help_text="When there are two in one language: “easy to read”.")
    token = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    file = models.FileField(
        upload_to=publication_file_path, max_length=200, blank=True, help_text="PDF, Office or OpenDocument."
    )
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField("size in bytes", null=True, blank=True, editable=False)
    url = models.URLField("or its address elsewhere", max_length=1000, blank=True)
    size_as_written = NameField(max_length=50, blank=True, help_text="As its page prints it: “12.9 MB”.")
    language_as_written = NameField(max_length=50, blank=True)

    natural_fields = ("publication", "language", "label")

    class Meta:
        ordering = ["publication", "language__position", "language__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language", "label"],
                name="publication_language_once",
                violation_error_message="There is already a file in that language; give one of them a label.",
            )
        ]

    def __str__(self):
        return f"{self.publication} ({self.language})"

    def get_absolute_url(self):
        """The way to the file: our own checked address, the publisher's, or nothing."""
        return reverse("public:document", args=[self.token]) if self.file else self.url


class EventPublication(Sourced, Record):
    """How a publication goes with an event: launched there, read there, made of it."""

    class Relation(models.TextChoices):
        LAUNCHED = "launched", _("launched there")
        PRESENTED = "presented", _("presented there")
        BACKGROUND = "background", _("background")
        OUTCOME = "outcome", _("came out of it")
        REPORT = "report", _("proceedings of it")
        PRESS = "press", _("press release on it")
        SPEECH = "speech", _("speech or slides given there")
        RELATED = "related", _("goes with it")

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_publications")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="event_publications")
    relation = models.CharField(max_length=12, choices=Relation, default=Relation.OUTCOME)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="publications")
    day = models.DateField(null=True, blank=True, help_text="The day it was launched or presented.")
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("event", "publication", "relation")

    class Meta:
        ordering = ["event", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "publication", "relation"],
                name="event_publication_once",
                violation_error_message="This publication is already listed so.",
            ),
            models.CheckConstraint(
                condition=~Q(relation="speech") | Q(session__isnull=False),
                name="speech_belongs_to_a_session",
                violation_error_message="Say in which session the speech was given.",
            ),
        ]

    def __str__(self):
        return f"{self.publication}, {self.get_relation_display()}"
