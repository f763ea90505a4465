"""The words of letters and certificates, and how they come out."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..documents import letters
from ..documents.glyphs import MissingGlyphs
from ..documents.typesetting import CannotPrint
from ..models import LetterTemplate
from .forms import RecordForm
from .mixins import RecentEvents, RecordAdmin
from .printing import plain_pdf


class LetterForm(RecordForm):
    def clean(self):
        cleaned = super().clean()
        for name in ("heading", "body", "signed_by"):
            try:
                letters.check_placeholders(self.cleaned_data.get(name) or "")
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned


@admin.register(LetterTemplate)
class LetterTemplateAdmin(RecordAdmin):
    form = LetterForm
    list_display = ("heading", "kind", "language", "event")
    list_filter = ("kind", "language", RecentEvents)
    list_select_related = ("language", "event")
    search_fields = ("heading", "body", "signed_by")
    change_form_template = "admin/letter_form.html"
    fieldsets = (
        (None, {"fields": [("kind", "language"), "event"]}),
        ("What it says", {"fields": ["heading", "body", "signed_by"]}),
    )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "body" in form.base_fields:
            known = "; ".join(f"{{{name}}} {what}" for name, what in letters.PLACEHOLDERS.items())
            form.base_fields["body"].help_text = (
                _("A blank line begins a paragraph. One that is {name} or {event} alone is large. In braces: %s.")
                % known
            )
            form.base_fields["body"].widget.attrs["rows"] = 16
        return form

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        name = "proceedings_lettertemplate_preview"
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request, object_id):
        """The letter to somebody invented, as a PDF."""
        template = self.get_object(request, unquote(object_id))
        if template is None:
            if not self.has_view_permission(request):
                raise PermissionDenied
            raise Http404
        if not self.has_view_permission(request, template):
            raise PermissionDenied
        try:
            return plain_pdf(letters.preview(template), f"preview-{template.kind}-{template.pk}.pdf", inline=True)
        except (MissingGlyphs, CannotPrint) as error:
            return HttpResponse(
                str(error), status=409, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
            )

    def render_change_form(self, request, context, *args, **kwargs):
        if template := kwargs.get("obj"):
            context["preview"] = reverse("admin:proceedings_lettertemplate_preview", args=[template.pk])
        return super().render_change_form(request, context, *args, **kwargs)
