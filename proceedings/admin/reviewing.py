"""An event looks again at what was promised: what is due goes on its agenda, and what it finds becomes news."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may
from ..actions import NotPossible, reviewing
from ..models import CommitmentParty, Organisation, Review, Session, Standing, Update

# More than any agenda holds; the list says that there is more.
MOST_SHOWN = 200


class TakeUpForm(forms.Form):
    session = forms.ModelChoiceField(
        label="In which session",
        queryset=Session.objects.none(),
        required=False,
        empty_label="a new session",
    )
    new_session = forms.CharField(
        label="What the new session is called",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data, event):
        super().__init__(data, initial={"new_session": reviewing.CALLED})
        self.fields["session"].queryset = event.sessions.order_by("day", "position", "pk")
        self.fields["session"].label_from_instance = lambda session: session.title


class TakesUp:
    """For the admin of events: what is due, to be put on the agenda."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.due_view)
        return [path("<path:object_id>/due/", view, name="proceedings_event_due"), *super().get_urls()]

    def due_view(self, request, object_id):
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404
        if not may(request.user, "proceedings.add_review", event):
            raise PermissionDenied
        promises, asked = reviewing.due_at(event, request.user)
        form = TakeUpForm(request.POST or None, event)
        ticked = {name: {int(key) for key in request.POST.getlist(name) if key.isdecimal() and len(key) < 19}
                  for name in ("commitment", "recommendation")}  # fmt: skip
        if request.method == "POST" and form.is_valid():
            try:
                made = reviewing.take_up(
                    event,
                    by=request.user,
                    commitments=[row for row in promises if row.pk in ticked["commitment"]],
                    recommendations=[row for row in asked if row.pk in ticked["recommendation"]],
                    **form.cleaned_data,
                )
            except NotPossible as reason:
                form.add_error(None, str(reason))
            else:
                number = len(made)
                self.log_change(request, event, _("Took up %(number)s earlier outcomes.") % {"number": number})
                messages.success(
                    request,
                    ngettext("%(number)s is on the agenda now.", "%(number)s are on the agenda now.", number)
                    % {"number": number},
                )
                return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": event,
            "title": _("What is due"),
            "subtitle": str(event),
            "form": form,
            "groups": self._groups(promises, asked, ticked),
            "most": MOST_SHOWN,
            "taken_up": self._taken_up(request, event),
        }
        return TemplateResponse(request, "admin/event_due.html", context)

    def _groups(self, promises, asked, ticked):
        """[(title, what the boxes are called, [(row, word on it, is it ticked), …], whether there are more), …]"""
        open_ones = [row for row in promises[: MOST_SHOWN * 2] if not row.taken_up]
        overdue = [row for row in open_ones if row.standing == Standing.OVERDUE]
        dated = [row for row in open_ones if row.due and row not in overdue]
        never = [row for row in open_ones if not row.due and not row.reviewed]
        others = [row for row in open_ones if not row.due and row.reviewed]
        recommended = [row for row in asked[: MOST_SHOWN * 2] if not row.taken_up]
        found = (
            (_("Overdue"), "commitment", overdue),
            (_("With a last day to come, or passed and said to be done"), "commitment", dated),
            (_("Without a day, and no event has looked at it since"), "commitment", never),
            (_("Without a day, looked at before"), "commitment", others),
            (_("Recommendations, those first that nobody has looked at since"), "recommendation", recommended),
        )
        return [
            (
                title,
                name,
                [(row, self._word(row), row.pk in ticked[name]) for row in rows[:MOST_SHOWN]],
                len(rows) > MOST_SHOWN,
            )
            for title, name, rows in found
            if rows
        ]

    def _word(self, row):
        code = getattr(row, "standing", "")
        return Standing(code).label if code else (_("looked at before") if row.reviewed else _("never looked at"))

    def _taken_up(self, request, event):
        """[(Review, the address where what was found is written down, or empty), …]"""
        rows = event.reviews.select_related("commitment", "recommendation", "session", "update", "event")
        may_note = may(request.user, "proceedings.change_review", event)
        return [
            (row, reverse("admin:proceedings_review_found", args=[row.pk]) if may_note else "")
            for row in rows[:MOST_SHOWN]
        ]


class FindingForm(forms.Form):
    found = forms.CharField(
        label="What was found",
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="In one or two sentences that may be read outside. Name nobody.",
    )
    status = forms.ChoiceField(
        label="What that makes of it",
        required=False,
        widget=forms.RadioSelect,
        help_text="It becomes news of the commitment, and waits for a second person before anybody reads it.",
    )
    said_by = forms.ModelChoiceField(
        label="Who says so",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="nobody is named",
    )
    happened_on = forms.DateField(label="On which day", widget=forms.DateInput(attrs={"type": "date"}), required=False)

    def __init__(self, data, review, may_bring_news):
        last = review.event.end_date or review.event.start_date
        update = review.update
        initial = {"found": review.found, "happened_on": min(last or timezone.localdate(), timezone.localdate())}
        if update:
            initial |= {"status": f"{update.voice}:{update.status}", "said_by": update.by_id}
            initial["happened_on"] = update.happened_on
        super().__init__(data, initial=initial)
        if not may_bring_news:
            for name in ("status", "said_by", "happened_on"):
                del self.fields[name]
            return
        voices = [
            (_("The maker says in the room"), Update.Voice.REPORTED, MAKER_SAYS),
            (_("Others found"), Update.Voice.ASSESSED, OTHERS_FIND),
        ]
        self.fields["status"].choices = [
            ("", _("only the words: nothing is said of how far it is")),
            *((label, [(f"{voice}:{one}", one.label) for one in some]) for label, voice, some in voices),
        ]
        makers = review.commitment.parties.filter(role__in=CommitmentParty.MAKERS).values("organisation")
        parties = review.event.parties.values("organisation")
        known = Organisation.objects.filter(pk__in=makers) | Organisation.objects.filter(pk__in=parties)
        self.fields["said_by"].queryset = known.distinct()

    @property
    def news(self):
        """What `note_finding` takes besides the words."""
        voice, _colon, status = self.cleaned_data.get("status", "").partition(":")
        if not voice:
            return {}
        return {"voice": voice, "status": status} | {
            name: self.cleaned_data.get(name) for name in ("happened_on", "said_by")
        }


_Status = Update.Status
MAKER_SAYS = (
    _Status.NOT_STARTED,
    _Status.IN_PROGRESS,
    _Status.DONE,
    _Status.DONE_LATE,
    _Status.WITHDRAWN,
    _Status.REPLACED,
)
OTHERS_FIND = (
    _Status.NO_EVIDENCE,
    _Status.NOT_STARTED,
    _Status.LIMITED,
    _Status.SUBSTANTIAL,
    _Status.COMPLETE,
)


class NotesFindings:
    """For the admin of reviews: one form for what an event found."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.found_view)
        return [path("<path:object_id>/found/", view, name="proceedings_review_found"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        row = kwargs.get("obj")
        if row and may(request.user, "proceedings.change_review", row):
            address = reverse("admin:proceedings_review_found", args=[row.pk])
            context["ways"] = [(_("Write down what was found"), address)]
        return super().render_change_form(request, context, *args, **kwargs)

    def found_view(self, request, object_id):
        review = self.get_object(request, unquote(object_id))
        if review is None:
            raise Http404
        if not may(request.user, "proceedings.change_review", review):
            raise PermissionDenied
        form = FindingForm(request.POST or None, review, reviewing.may_bring_news(request.user, review))
        if request.method == "POST" and form.is_valid():
            try:
                reviewing.note_finding(review, by=request.user, found=form.cleaned_data["found"], **form.news)
            except NotPossible as reason:
                form.add_error(None, str(reason))
            else:
                self.log_change(request, review, _("Wrote down what was found."))
                messages.success(request, _("Written down. A second person checks it before anybody reads it."))
                return HttpResponseRedirect(reverse("admin:proceedings_event_due", args=[review.event_id]))
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": review,
            "title": _("What was found"),
            "outcome": review.commitment or review.recommendation,
            "review": review,
            "form": form,
            "back": reverse("admin:proceedings_event_due", args=[review.event_id])
            if may(request.user, "proceedings.add_review", review.event)
            else reverse("admin:proceedings_review_changelist"),
        }
        return TemplateResponse(request, "admin/review_found.html", context)


def way_to_due(request, event):
    """From the form of an event to what is due at it: [(text, address)], or nothing."""
    if not may(request.user, "proceedings.add_review", event):
        return []
    number = Review.objects.filter(event=event).count()
    text = _("What is due") + (f" ({number} {_('taken up')})" if number else "")
    return [(text, reverse("admin:proceedings_event_due", args=[event.pk]))]
