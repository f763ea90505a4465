"""Looking at proceedings as a visitor would, publishing them as an edition, taking an edition back."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..access import may
from ..actions import NotPossible
from ..actions.publishing import obstacles, publish, withdraw
from ..documents.rendering import preview
from ..models import Proceedings


class PublishForm(forms.Form):
    change_note = forms.CharField(
        label="What changed",
        max_length=500,
        help_text="One line, which readers see. For the first edition: “First edition”.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why it is taken back",
        max_length=500,
        help_text="Stands in place of the text. Name nobody.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class Publishes:
    """For admin classes of Proceedings and Edition: their verbs, each with a page and an address of its own."""

    def get_urls(self):
        if self.model is Proceedings:
            verbs = [("preview", self.preview_view), ("publish", self.publish_view)]
        else:
            verbs = [("withdraw", self.withdraw_view)]
        name = self.model._meta.model_name
        return [
            path(f"<path:object_id>/{verb}/", self.admin_site.admin_view(view), name=f"proceedings_{name}_{verb}")
            for verb, view in verbs
        ] + super().get_urls()

    def _row(self, request, object_id, perm):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not may(request.user, perm, row):
            raise PermissionDenied
        return row

    def _page(self, request, template, row, title, **context):
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.model._meta, "original": row, "title": title, "subtitle": str(row)}
        return TemplateResponse(request, template, context)

    def preview_view(self, request, object_id):
        proceedings = self._row(request, object_id, "proceedings.view_proceedings")
        html, page = preview(proceedings)
        return self._page(
            request,
            "admin/proceedings_preview.html",
            proceedings,
            _("As it would be published"),
            text=html,
            contents=page.contents,
            obstacles=obstacles(proceedings, page),
            may_publish=may(request.user, "proceedings.publish_proceedings", proceedings),
        )

    def publish_view(self, request, object_id):
        proceedings = self._row(request, object_id, "proceedings.publish_proceedings")
        form = PublishForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                edition = publish(proceedings, by=request.user, change_note=form.cleaned_data["change_note"])
            except NotPossible as reason:
                for sentence in str(reason).splitlines():
                    form.add_error(None, sentence)
            else:
                self.log_change(request, proceedings, _("Published edition %(number)s.") % {"number": edition.number})
                address = edition.get_absolute_url()
                messages.success(
                    request,
                    _("Edition %(number)s is public at %(address)s") % {"number": edition.number, "address": address},
                )
                return HttpResponseRedirect(reverse("admin:proceedings_edition_change", args=[edition.pk]))
        stop = obstacles(proceedings, preview(proceedings)[1]) if not form.is_bound else []
        return self._page(
            request, "admin/proceedings_publish.html", proceedings, _("Publish an edition"), form=form, obstacles=stop
        )

    def withdraw_view(self, request, object_id):
        edition = self._row(request, object_id, "proceedings.withdraw_edition")
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                withdraw(edition, by=request.user, reason=form.cleaned_data["reason"])
            except NotPossible as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, _("The edition is taken back. Its page says why."))
                return HttpResponseRedirect(reverse("admin:proceedings_edition_change", args=[edition.pk]))
        return self._page(request, "admin/edition_withdraw.html", edition, _("Take this edition back"), form=form)
