import hashlib

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Tracked
from .fields import ProseField, clean_text
from .kinds import Language

# What may be given in other languages: {model: its fields, in reading order}. The names of organisations and the titles
# of publications are not among them: those in other languages are rows of their own, with years and notes.
TRANSLATABLE = {
    "event": (
        "title",
        "summary",
        "date_note",
        "registration_note",
        "programme_note",
        "attendance_note",
        "recommendations_note",
        "open_points",
    ),
    "objective": ("text", "outcome_words"),
    "session": ("title", "summary"),
    "registration": ("welcome",),
    "question": ("text", "help", "choices"),
    "proceedings": ("title", "note"),
    "section": ("heading", "body"),
    "recommendation": ("block", "text", "note"),
    "commitment": ("text", "instrument", "note"),
    "deadline": ("as_written", "note"),
    "step": ("text",),
    "update": ("text", "barriers"),
    "review": ("found",),
    "milestone": ("text",),
    "eventchange": ("reason", "disputed_reason"),
    # What all events share.
    "topic": ("name", "description"),
    "series": ("name", "description"),
    "project": ("name", "description"),
    "finding": ("text",),
    # Of these what came with the site is in the message files as well; what is said here goes before that.
    **dict.fromkeys(("eventkind", "organisationkind", "sessionkind", "publicationkind"), ("name",)),
    "framework": ("name",),
    "frameworkgoal": ("title",),
    "network": ("tagline", "welcome_title", "welcome", "about", "protection"),
}


def digest(text):
    """A short mark of a text, to see later whether it changed: 32 hexadecimal digits."""
    return hashlib.sha256(clean_text(text or "").encode()).hexdigest()[:32]


class TranslationQuerySet(models.QuerySet):
    def about(self, items):
        """Translations of some rows, of any classes, into every language."""
        pks = {}
        for item in items:
            pks.setdefault(ContentType.objects.get_for_model(item).pk, []).append(item.pk)
        wanted = models.Q(pk__in=())
        for content_type, numbers in pks.items():
            wanted |= models.Q(content_type=content_type, object_id__in=numbers)
        return self.filter(wanted)

    def shown(self):
        """Translations a visitor may read, each marked with how far it was checked."""
        return self.exclude(status=Translation.Status.NONE).exclude(text="")

    def of(self, items, language):
        """All shown translations of some rows into one language, in one query.

        items: model instances, of any classes. language: a language tag.
        Returns {(instance class, pk, field): Translation}.
        """
        known = {(ContentType.objects.get_for_model(item).pk, item.pk): item for item in items}
        found = {}
        for row in self.shown().about(items).filter(language__code=language) if known else ():
            # Known here, so that asking whether the source has changed costs no query.
            row.item = known[row.content_type_id, row.object_id]
            found[type(row.item), row.object_id, row.field] = row
        return found


class Translation(Tracked):
    """One field of one item in another language, how far it was checked, and which source text it was made from."""

    class Status(models.TextChoices):
        NONE = "none", _("not translated")
        MACHINE = "machine", _("by machine, not checked")
        CHECKED = "checked", _("checked")
        APPROVED = "approved", _("approved")

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    field = models.CharField(max_length=50)
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    text = ProseField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.NONE)
    source_digest = models.CharField(max_length=32, editable=False, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["content_type", "object_id", "field", "language"]
        permissions = [("approve_translation", "Can approve a translation that somebody else has checked")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="translation_once",
                violation_error_message="This text already has a translation into that language.",
            ),
            models.CheckConstraint(
                condition=models.Q(status="none") | ~models.Q(text=""),
                name="translation_has_text",
                violation_error_message="Write the translation, or choose “not translated”.",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True, checked_at__isnull=True)
                | models.Q(checked_by__isnull=False, checked_at__isnull=False),
                name="translation_checked_by_and_at",
            ),
        ]

    def __str__(self):
        return f"{self.field} ({self.language})"

    @property
    def source_text(self):
        return getattr(self.item, self.field, "") if self.item else ""

    @property
    def source_changed(self):
        """True when the source text is no longer the one this was translated from."""
        return bool(self.source_digest) and self.source_digest != digest(self.source_text)

    def clean(self):
        super().clean()
        model = self.content_type.model_class() if self.content_type_id else None
        if model and self.field not in TRANSLATABLE.get(model._meta.model_name, ()):
            raise ValidationError({"field": f"“{self.field}” of {model._meta.verbose_name} is no text to translate."})
