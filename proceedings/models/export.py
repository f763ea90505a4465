from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .event import Event
from .fields import NameField


class Export(models.Model):
    """Rows that left the site in a file: who took which rows of which list, and why.

    Names nobody, so that it may outlive an un-naming: rows are kept by their numbers. Written once, never changed.
    """

    class Format(models.TextChoices):
        XLSX = "xlsx", "XLSX"
        ODS = "ods", "ODS"
        CSV = "csv", "CSV"
        PDF = "pdf", "PDF"
        PO = "po", _("PO, for translators")

    class Audience(models.TextChoices):
        OWN = "own", _("our own work")
        SHARED = "shared", _("the host state or a donor: only those who agreed to be in such lists")

    at = models.DateTimeField("when", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="who"
    )
    model_name = models.CharField("list", max_length=50, editable=False)
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="If all rows were of one event.",
    )
    format = models.CharField(max_length=4, choices=Format, editable=False)
    audience = models.CharField("who gets it", max_length=10, choices=Audience, default=Audience.OWN, editable=False)
    columns = models.JSONField(default=list, editable=False)
    reason = NameField(max_length=500, editable=False)
    number = models.PositiveIntegerField("rows", editable=False)
    ids = models.JSONField("numbers of the rows", default=list, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="export_has_reason",
                violation_error_message="Say what the list is for.",
            )
        ]
        # Called by what they let out of the site.
        permissions = [
            ("export_people", "Can export people: names, addresses, seats, what they agreed to"),
            ("export_content", "Can export lists that are not of people: events, outcomes, organisations"),
        ]

    def __str__(self):
        return f"{capfirst(str(self.list_name))}, {self.at:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        """Keep a new one. Raises TypeError for one that is kept already: what left the site stays noted as it was."""
        if not self._state.adding:
            raise TypeError(_("An export is noted once and never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(_("An export is noted once and never deleted."))

    @property
    def list_name(self):
        """What the list is called, such as "participants"; of a model that is no more, its name."""
        model = self._meta.apps.all_models[self._meta.app_label].get(self.model_name)
        return model._meta.verbose_name_plural if model else self.model_name
