import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone

from .base import Record
from .event import Event
from .fields import NameField


def waiting_files():
    """Where lists wait: apart from what the site serves, and reached by no address."""
    return storages["import_export"]


def own_name(row, name):
    """A name that nobody can guess, whatever the file was called."""
    return f"delegates-{secrets.token_hex(16)}"


class DelegateList(models.Model):
    """A list of delegates on its way into an event: the file, how it is read, what was decided, what it made.

    It holds what a ministry wrote about people, so the file and everything typed about its rows go as soon as the list
    is in; what stays are numbers. No history is kept of it for the same reason.
    """

    class State(models.TextChoices):
        LOOKED_AT = "looked_at", "being looked at"
        ORDERED = "ordered", "being imported"
        IMPORTED = "imported", "imported"
        UNDONE = "undone", "taken back"

    event = models.ForeignKey(Event, models.CASCADE, related_name="delegate_lists")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.LOOKED_AT)
    called = NameField("file", max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    file = models.FileField(storage=waiting_files, upload_to=own_name, blank=True)
    # The rows that did not go in, as a spreadsheet with the reason.
    came_back = models.FileField(storage=waiting_files, upload_to=own_name, blank=True)
    # How it is read: the sheet, the row of the headings, and the columns that somebody chose: {"3": "post"}.
    sheet = models.CharField(max_length=200, blank=True)
    heading_row = models.PositiveIntegerField(null=True, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    # What somebody mended and decided: {"207": {"name": "Thiri"}}, {"192": "person:12"}.
    mended = models.JSONField(default=dict, blank=True)
    decided = models.JSONField(default=dict, blank=True)
    # What became of it: {"new": 185, …}, and the numbers of the rows it made: {"person": [1, 2], …}.
    counts = models.JSONField(default=dict, blank=True)
    made = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    # While it is being imported: how many rows are through, and when that was noted.
    progress = models.PositiveIntegerField(default=0)
    progress_at = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at", "-id"]

    def __str__(self):
        return f"List {self.pk}"


class ColumnHeading(Record):
    """What somebody said a heading means, so that the next list with it is understood at once."""

    words = models.CharField("heading", max_length=200, unique=True, help_text="Without accents, signs and capitals.")
    field = models.CharField("read as", max_length=20, blank=True, help_text="Empty: the column is left out.")

    natural_fields = ("words",)

    class Meta:
        ordering = ["words"]

    def __str__(self):
        return self.words
