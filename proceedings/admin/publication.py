"""Publications, the sources facts were read in, and texts in other languages."""

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may
from ..documents.forms import PublicationFileForm
from ..models import EventPublication, Publication, PublicationFile, PublicationTitle, Source, Translation
from ..models.translation import TRANSLATABLE, digest
from .forms import RecordForm, RowForm, permission
from .mixins import RecordAdmin, RowInline


class TitleInline(RowInline):
    model = PublicationTitle
    verbose_name = "title"
    verbose_name_plural = "other titles"
    fields = (("name", "language", "note"),)


class FileRowForm(PublicationFileForm, RowForm):
    pass


class FileInline(RowInline):
    model = PublicationFile
    form = FileRowForm
    verbose_name = "file"
    verbose_name_plural = "files, one for each language"
    fields = (("language", "label", "language_as_written"), ("file", "url", "size_as_written"))


class EventInline(RowInline):
    model = EventPublication
    verbose_name = "event"
    verbose_name_plural = "at which events"
    same_event = ("session",)
    fields = (("event", "relation"), ("session", "day", "position"))


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    list_display = ("title", "kind", "publisher", "published_on", "is_published")
    list_filter = ("is_published", "kind", "project")
    list_select_related = ("kind", "publisher")
    search_fields = ("title", "other_titles__name", "slug", "publisher__name")
    date_hierarchy = "published_on"
    prepopulated_fields = {"slug": ("title",)}
    inlines = (TitleInline, FileInline, EventInline)
    fieldsets = (
        (
            None,
            {"fields": ["title", "slug", ("kind", "publisher"), ("published_on", "date_precision"), "is_published"]},
        ),
        ("More", {"fields": ["project", "cover", "terms", "note"]}),
    )


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    export_instead = {"__str__": ["title", "url"]}
    list_display = ("__str__", "publisher", "published_on", "read_on")
    search_fields = ("title", "url", "publisher")
    fields = ("url", "title", "publisher", ("published_on", "read_on"))


def translatable():
    """The models whose texts may be translated."""
    return [apps.get_model(Translation._meta.app_label, name) for name in TRANSLATABLE]


class TranslationForm(RecordForm):
    def clean(self):
        cleaned = super().clean()
        kind, number = self.cleaned_data.get("content_type"), self.cleaned_data.get("object_id")
        model = kind.model_class() if kind else None
        if model and number is not None:
            item = model._base_manager.filter(pk=number).first()
            if item is None or not may(self.by, f"proceedings.view_{model._meta.model_name}", item):
                self.add_error("object_id", _("There is no such row, or it is not yours."))
        if cleaned.get("status") == Translation.Status.APPROVED and self.is_signed_anew and not self.may_approve:
            self.add_error("status", _("Before you approve a text, somebody else must have checked it as it stands."))
        self.sign()
        return cleaned

    @property
    def is_signed_anew(self):
        return bool({"status", "text", "field", "object_id", "content_type"} & set(self.changed_data))

    @property
    def may_approve(self):
        """True for another person than the one who checked this very text, if they may approve texts at all."""
        before = Translation.objects.filter(pk=self.instance.pk, status=Translation.Status.CHECKED).first()
        return (
            before is not None
            and set(self.changed_data) == {"status"}
            and before.checked_by != self.by
            and not before.source_changed
            and self.by.has_perm("proceedings.approve_translation")
        )

    def sign(self):
        """Notes which text was translated, and by whom it was checked."""
        status = self.cleaned_data.get("status")
        row = self.instance
        if not self.is_signed_anew:
            return
        if status in (Translation.Status.CHECKED, Translation.Status.APPROVED):
            row.checked_by, row.checked_at = self.by, timezone.now()
        else:
            row.checked_by = row.checked_at = None

    def _post_clean(self):
        super()._post_clean()
        if self.is_signed_anew and not self.errors:
            self.instance.source_digest = digest(str(self.instance.source_text))


@admin.register(Translation)
class TranslationAdmin(RecordAdmin):
    together = False
    change_list_template = "admin/translation_list.html"
    form = TranslationForm
    list_display = ("content_type", "object_id", "field", "language", "status", "checked_by", "checked_at")
    list_display_links = ("content_type", "object_id", "field")
    list_filter = ("status", "language")
    list_select_related = ("content_type", "language", "checked_by")
    search_fields = ("text", "field")
    fields = ("content_type", "object_id", "field", "source", "language", "text", "status", "state")
    readonly_fields = ("source", "state")

    def _may(self, request, verb, obj=None):
        # A translation may be of any text. Who works on one event has its own page for its texts.
        return request.user.has_perm(permission(Translation, verb))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "content_type":
            kinds = ContentType.objects.get_for_models(*translatable()).values()
            kwargs["queryset"] = ContentType.objects.filter(pk__in=[kind.pk for kind in kinds])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="the text to translate")
    def source(self, row):
        return row.source_text or "-"

    @admin.display(description="checked")
    def state(self, row):
        if row.source_changed:
            return _("The text has changed since it was translated.")
        return f"{row.checked_by}, {row.checked_at:%Y-%m-%d}" if row.checked_by else "-"
