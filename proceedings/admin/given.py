"""What a participant answered, what the vault holds of them, and their personal links."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..access import may
from ..actions import NotPossible, registering
from ..documents.answers import media_type_of
from ..models import Answer, Question


def in_words(answer):
    """What somebody answered, as text; of a file its name."""
    value = answer.value
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return answer.file_called if answer.file else str(value)


def seen(user, seat):
    """The answers of a seat that a colleague may read: all, or those that everybody who sees participants may."""
    rows = Answer.objects.filter(participant=seat).select_related("question").order_by("question__position", "pk")
    if may(user, "proceedings.view_answer", seat):
        return rows
    if may(user, "proceedings.view_participant", seat):
        return rows.filter(question__seen_by=Question.SeenBy.TEAM)
    return rows.none()


def downloaded(answer):
    """The file of an answer, to be saved and never opened in the browser."""
    try:
        file = default_storage.open(answer.file.name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=answer.file_called)
    for name, value in {
        "Content-Type": media_type_of(answer.file_called),
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response.headers[name] = value
    return response


class LookForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What you need it for"),
        max_length=300,
        help_text=gettext_lazy("It is noted that you looked, when, and this reason."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class HoldsAnswers:
    """For the admin class of participants: answers, vault and links, each behind its own permission."""

    def get_urls(self):
        views = (
            ("vault/", self.vault_view, "vault"),
            ("answers/<int:answer>/", self.answer_view, "answer"),
            ("links/", self.links_view, "links"),
        )
        return [
            path(f"<int:object_id>/{address}", self.admin_site.admin_view(view), name=f"proceedings_participant_{name}")
            for address, view, name in views
        ] + super().get_urls()

    def _seat(self, request, object_id, perm):
        seat = self.get_object(request, unquote(str(object_id)))
        if seat is None:
            raise Http404
        if not may(request.user, perm, seat):
            raise PermissionDenied
        return seat

    def _own_page(self, request, template, seat, title, **context):
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.model._meta, "original": seat, "title": title, "subtitle": seat.name}
        context["back"] = reverse("admin:proceedings_participant_change", args=[seat.pk])
        response = TemplateResponse(request, template, context)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    # On the form

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and self._known(request, obj):
            fieldsets.insert(3, (_("What they answered"), {"fields": ["answered"]}))
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(["answered"] if obj else []))

    def _known(self, request, seat):
        """Puts on the seat what its form says of the answers, as far as the reader may know them."""
        if not hasattr(seat, "answers_for_reader"):
            seat.answers_for_reader = answers_table(request, seat)
        return seat.answers_for_reader

    @admin.display(description="answers")
    def answered(self, seat):
        return seat.answers_for_reader

    def answer_buttons(self, request, seat):
        buttons = []
        if may(request.user, "proceedings.view_vaultanswer", seat):
            address = reverse("admin:proceedings_participant_vault", args=[seat.pk])
            buttons.append((_("Travel and passport data"), address))
        if may(request.user, "proceedings.view_link", seat):
            buttons.append((_("Personal links"), reverse("admin:proceedings_participant_links", args=[seat.pk])))
        return buttons

    def answer_view(self, request, object_id, answer):
        """The file somebody sent with an answer."""
        seat = self._seat(request, object_id, "proceedings.view_participant")
        row = seen(request.user, seat).filter(pk=answer).exclude(file="").first()
        if row is None:
            raise Http404
        return downloaded(row)

    # The vault

    def vault_view(self, request, object_id):
        """Asks for a reason and shows nothing; then shows, once, what the vault holds of one seat."""
        seat = self._seat(request, object_id, "proceedings.view_vaultanswer")
        form, rows = LookForm(request.POST or None), None
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                rows = registering.look(seat, by=request.user, reason=reason)
            except NotPossible as no:
                form.add_error("reason", str(no))
            else:
                if wanted := request.POST.get("file"):
                    row = next((row for row in rows if str(row.pk) == wanted and row.file), None)
                    if row is None:
                        raise Http404
                    return downloaded(row)
                rows = [(row, in_words(row)) for row in rows]
        return self._own_page(
            request, "admin/participant_vault.html", seat, _("Travel and passport data"), form=form, rows=rows
        )

    # Links

    def links_view(self, request, object_id):
        """The links of one seat, with what can be done: end one, write a mail with a new one, show a new one once."""
        seat = self._seat(request, object_id, "proceedings.view_link")
        shown, may_make = "", may(request.user, "proceedings.add_link", seat)
        if request.method == "POST":
            do, number = request.POST.get("do", ""), request.POST.get("link", "")
            try:
                if do == "revoke":
                    registering.end_links(seat, number, by=request.user)
                    messages.success(request, _("The link opens nothing any more."))
                elif do == "mail":
                    registering.mail_link(seat, by=request.user)
                    messages.success(request, _("A mail with a new link waits in the outbox. The old links are ended."))
                elif do == "show":
                    shown = registering.new_link(seat, by=request.user)
            except NotPossible as no:
                messages.error(request, str(no))
            if not shown:
                return HttpResponseRedirect(request.path)
        rows = list(seat.links.select_related("made_by").order_by("-made_at", "-pk"))
        good = set(seat.links.good().values_list("pk", flat=True))
        links = [(row, row.pk in good) for row in rows]
        return self._own_page(
            request, "admin/participant_links.html", seat, _("Personal links"),
            links=links, may_make=may_make, may_end=may(request.user, "proceedings.change_link", seat), shown=shown,
        )  # fmt: skip


def answers_table(request, seat):
    """What a colleague may read of the answers of a seat, as safe HTML for the form; empty where there are none."""
    rows = []
    for answer in seen(request.user, seat):
        words = in_words(answer)
        if answer.file:
            address = reverse("admin:proceedings_participant_answer", args=[seat.pk, answer.pk])
            words = format_html('<a href="{}">{}</a>', address, words)
        rows.append((answer.question.text, words))
    return rows and format_html('<dl class="answers">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
