"""A draft is previewed, checked and submitted; an edition is compared, taken back, or put back as the draft."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import exposure
from ..access import may
from ..actions import NotPossible, publishing, submitting
from ..documents.comparing_pages import compare, pieces_of
from ..documents.drafts import as_it_stood
from ..documents.rendering import preview, readable
from ..models import Edition, Event, Surface
from .participant import seat_label

WIDE = {"class": "vTextField"}


class SubmitForm(forms.Form):
    change_note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=500,
        help_text=gettext_lazy("One line, which readers see. For the first edition: “First edition”."),
        widget=forms.TextInput(attrs=WIDE),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        max_length=500,
        help_text=gettext_lazy("Stands in place of the text. Name nobody."),
        widget=forms.TextInput(attrs=WIDE),
    )


def shown_hits(request, proceedings, found):
    """The hits of a Check for a page: [{hit, who, prints, mends, by}, …], the open ones and the settled ones.

    who    the person, for those who may know; else ""
    mends  whether a click can put the mention in its place
    """
    sees = may(request.user, "proceedings.view_participant", proceedings)
    writes = may(request.user, "proceedings.change_section", proceedings)

    def shown(hit, by=()):
        who = ""
        if hit.organisation:
            who = str(hit.organisation) if sees else ""
        elif sees:
            who = seat_label(request, hit.seat)
        prints = exposure.appearance(hit.seat, Surface.NAMED, attribution=_rule(hit)).text if hit.seat else ""
        place = writes and hit.seat and submitting.can_hold_a_mention(hit.part.place)
        return {"hit": hit, "who": who, "prints": prints, "mends": place, "by": by}

    return [shown(hit) for hit in found.hits], [shown(hit, by) for hit, by in found.settled]


def _rule(hit):
    return hit.part.session.attribution if hit.part.session else None


class VerbPages:
    """What pages of verbs have in common."""

    def _row(self, request, object_id, perm):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not may(request.user, perm, row):
            raise PermissionDenied
        return row

    def _page(self, request, template, row, title, **context):
        page = {"opts": self.model._meta, "original": row, "title": title, "subtitle": str(row)}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | page | context)

    def _to(self, name, *args):
        return HttpResponseRedirect(reverse(f"admin:proceedings_{name}", args=args))

    def _addresses(self, verbs):
        name = self.model._meta.model_name
        return [
            path(f"<path:object_id>/{verb}/", self.admin_site.admin_view(view), name=f"proceedings_{name}_{verb}")
            for verb, view in verbs.items()
        ]


class DraftVerbs(VerbPages):
    """For the admin class of Proceedings."""

    def get_urls(self):
        verbs = {"preview": self.preview_view, "check": self.check_view, "submit": self.submit_view}
        return self._addresses(verbs) + super().get_urls()

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
            obstacles=submitting.check_with_note(proceedings, with_gaps=False).sentences,
        )

    def check_view(self, request, object_id):
        proceedings = self._row(request, object_id, "proceedings.view_proceedings")
        if request.method == "POST" and (done := self._settle(request, proceedings)):
            return done
        found = submitting.check_with_note(proceedings)
        hits, settled = shown_hits(request, proceedings, found)
        perms = ("proceedings.submit_proceedings", "proceedings.publish_proceedings")
        return self._page(
            request,
            "admin/proceedings_check.html",
            proceedings,
            _("Check"),
            found=found,
            hits=hits,
            settled=settled,
            gaps=[(gap.sentence, self._address_of(request, gap.row)) for gap in found.gaps],
            may_settle=any(may(request.user, perm, proceedings) for perm in perms),
            form=SubmitForm() if may(request.user, "proceedings.submit_proceedings", proceedings) else None,
            waits=proceedings.submissions.open().first(),
        )

    def _settle(self, request, proceedings):
        """Do what a button beside a hit says. Returns the answer, or None where the button is none of ours."""
        verb, key = request.POST.get("do", ""), request.POST.get("hit", "")
        try:
            if verb == "rewrite":
                submitting.rewrite(proceedings, key, by=request.user)
                said = _("The mention stands there now.")
            elif verb == "not_meant":
                submitting.note_not_meant(proceedings, key, by=request.user)
                said = _("Noted. Whoever publishes sees that you said so, and must be another.")
            elif verb == "meant":
                submitting.forget_not_meant(proceedings, key, by=request.user)
                said = _("It is asked about again.")
            else:
                return None
        except NotPossible as no:
            messages.error(request, str(no))
        else:
            self.log_change(request, proceedings, said)
            messages.success(request, said)
        return self._to("proceedings_check", proceedings.pk)

    def _address_of(self, request, row):
        """Where a row is changed, for those who may."""
        if row is None or not may(request.user, f"proceedings.change_{row._meta.model_name}", row):
            return ""
        if isinstance(row, Event):
            # Each row that lacks something leads from there to where it is mended.
            return reverse("admin:proceedings_event_outcomes", args=[row.pk])
        return reverse(f"admin:proceedings_{row._meta.model_name}_change", args=[row.pk])

    def submit_view(self, request, object_id):
        proceedings = self._row(request, object_id, "proceedings.submit_proceedings")
        form = SubmitForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                note = form.cleaned_data["change_note"]
                submission = submitting.submit(proceedings, by=request.user, change_note=note)
            except NotPossible as no:
                form.add_error(None, str(no))
            else:
                self.log_change(request, proceedings, _("Submitted."))
                messages.success(request, _("Submitted. Somebody else reviews it now; here you see how it stands."))
                return self._to("submission_review", submission.pk)
        found = submitting.check_with_note(proceedings)
        return self._page(
            request,
            "admin/proceedings_submit.html",
            proceedings,
            _("Submit for publication"),
            form=form,
            found=found,
        )


class EditionVerbs(VerbPages):
    """For the admin class of Edition."""

    def get_urls(self):
        verbs = {"withdraw": self.withdraw_view, "compare": self.compare_view, "restore": self.restore_view}
        return self._addresses(verbs) + super().get_urls()

    def withdraw_view(self, request, object_id):
        edition = self._row(request, object_id, "proceedings.withdraw_edition")
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                publishing.withdraw(edition, by=request.user, reason=form.cleaned_data["reason"])
            except NotPossible as no:
                form.add_error(None, str(no))
            else:
                messages.success(request, _("The edition is taken back. Its page says why."))
                return self._to("edition_change", edition.pk)
        return self._page(request, "admin/edition_withdraw.html", edition, _("Take this edition back"), form=form)

    def compare_view(self, request, object_id):
        edition = self._row(request, object_id, "proceedings.view_edition")
        others = list(Edition.objects.filter(proceedings=edition.proceedings_id).exclude(pk=edition.pk))
        asked = request.GET.get("with", "")
        older = [row for row in others if row.number < edition.number]
        chosen = next((row for row in others if str(row.number) == asked), (older or others or [None])[0])
        pair = sorted([edition, chosen], key=lambda row: row.number) if chosen else []
        return self._page(
            request,
            "admin/edition_compare.html",
            edition,
            _("Compare editions"),
            others=others,
            pair=pair,
            difference=compare(*(pieces_of(readable(row.source)) for row in pair)) if pair else None,
        )

    def restore_view(self, request, object_id):
        edition = self._row(request, object_id, "proceedings.view_edition")
        proceedings = edition.proceedings
        if not may(request.user, "proceedings.change_proceedings", proceedings):
            raise PermissionDenied
        stop = publishing.keeps_from_restoring(edition)
        if request.method == "POST":
            try:
                publishing.restore(edition, by=request.user)
            except NotPossible as no:
                messages.error(request, str(no))
                return self._to("edition_restore", edition.pk)
            messages.success(
                request, _("The draft is now as edition %(number)s was. What stood there before is in the history.")
                % {"number": edition.number}
            )  # fmt: skip
            return self._to("proceedings_change", proceedings.pk)
        difference = None
        if not stop:
            stood, sections = as_it_stood(proceedings, publishing.draft_of(edition))
            then = preview(stood, sections=sections)[0]
            difference = compare(pieces_of(preview(proceedings)[0]), pieces_of(then))
        return self._page(
            request,
            "admin/edition_restore.html",
            edition,
            _("Put it back as the draft"),
            obstacles=[stop] if stop else [],
            difference=difference,
            cut_off=[] if stop else publishing.cut_off_by_restoring(edition),
            waits=proceedings.submissions.open().first(),
        )
