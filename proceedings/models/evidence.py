from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import Record
from .commitment import Update
from .fields import NameField
from .picture import new_key


def evidence_path(evidence, filename):
    # A new name for each upload: under one name lies one file for ever. Nobody can guess it.
    return f"evidence/{new_key()}.{filename.rsplit('.', 1)[-1].lower()}"


class Evidence(Record):
    """What an update rests on: a page or a file. Links are never fetched by us."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="evidence")
    title = NameField(max_length=300)
    url = models.URLField("address", max_length=1000, blank=True)
    publication = models.ForeignKey("proceedings.Publication", models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(
        upload_to=evidence_path,
        max_length=200,
        blank=True,
        help_text="PDF, Office, OpenDocument or a picture, up to 10 MB.",
    )
    size = models.PositiveBigIntegerField("size in bytes", null=True, blank=True, editable=False)

    natural_fields = ("update", "title")

    class Meta:
        ordering = ["update", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | Q(publication__isnull=False) | ~Q(file=""),
                name="evidence_is_somewhere",
                violation_error_message="Give an address, or a file, or choose a publication.",
            ),
            models.UniqueConstraint(
                fields=["update", "title"],
                name="evidence_title_once",
                violation_error_message="This update already has evidence of that title.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("public:evidence", args=[self.pk])
