"""What an event asks those who want to come, in its languages."""

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericStackedInline
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import may
from ..models import Question, Translation
from ..models.translation import digest
from .forms import RowForm
from .mixins import Choices, RecentEvents, RecordAdmin, RowInline

TRANSLATED = (
    ("text", _("the question")),
    ("help", _("the help beneath it")),
    ("choices", _("the choices, one on a line, in the same order")),
)


class QuestionInline(RowInline):
    model = Question
    verbose_name_plural = "questions to those who want to come"
    show_change_link = True
    fields = (
        ("text", "kind", "required"),
        ("help", "stage", "seen_by", "position"),
        "choices",
    )


class QuestionTranslationForm(RowForm):
    """One text of a question in another language. Who writes it here vouches for it."""

    field = forms.ChoiceField(choices=TRANSLATED)

    def _post_clean(self):
        super()._post_clean()
        row = self.instance
        if not self.errors and self.has_changed():
            row.status = Translation.Status.CHECKED
            row.checked_by, row.checked_at = self.by, timezone.now()
            row.source_digest = digest(getattr(self.question, row.field, ""))

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("text"):
            self.add_error("text", _("Write the translation, or delete this row."))
        return cleaned


class QuestionTranslationInline(Choices, GenericStackedInline):
    """Who may change a question may translate it: translations of any text are for editors."""

    model = Translation
    form = QuestionTranslationForm
    ct_field, ct_fk_field = "content_type", "object_id"
    template = "admin/rows.html"
    verbose_name_plural = "in other languages"
    fields = (("language", "field"), "text")
    extra = 0
    max_num = 100
    classes = ("rows",)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by, formset.form.question = request.user, obj
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("language")

    def has_view_permission(self, request, obj=None):
        return may(request.user, "proceedings.view_question", obj)

    def _may_change(self, request, obj=None):
        return may(request.user, "proceedings.change_question", obj)

    has_change_permission = has_delete_permission = has_add_permission = _may_change


@admin.register(Question)
class QuestionAdmin(RecordAdmin):
    list_display = ("text", "kind", "stage", "seen_by", "required", "position", "event")
    list_filter = (RecentEvents, "stage", "kind")
    list_select_related = ("event",)
    search_fields = ("text", "event__title")
    inlines = (QuestionTranslationInline,)
    fields = (
        "event",
        "text",
        "help",
        ("kind", "required"),
        "choices",
        ("stage", "seen_by", "position"),
    )

    def get_inlines(self, request, obj):
        # A question that is not saved has no number to translate by.
        return super().get_inlines(request, obj) if obj else ()
