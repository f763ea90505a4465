"""The rapporteur's page: during a session, on a phone, who said what and what was promised."""

import uuid

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..access import may, may_see_people
from ..actions import NotPossible, noting
from ..models import Attribution, Note, Participant
from .forms import LinesField
from .mixins import RecentEvents, RecordAdmin
from .participant import seat_label

# More seats than anybody looks through on a phone.
MOST_SEATS = 1_000
State = Participant.State
# What each rule means for who writes down what is said, in large letters above the notes.
RULES = {
    Attribution.ON_RECORD: (
        gettext_lazy("On record"),
        gettext_lazy("Who agreed to it may be named in the proceedings. Note who speaks."),
    ),
    Attribution.KIND_ONLY: (
        gettext_lazy("By kind only"),
        gettext_lazy("Outside nobody is named: “a government representative” is all that is told."),
    ),
    Attribution.NON_ATTRIBUTABLE: (
        gettext_lazy("Chatham House Rule"),
        gettext_lazy("Neither name nor organisation leaves this room."),
    ),
    Attribution.CLOSED: (
        gettext_lazy("Closed"),
        gettext_lazy("Nothing of this session is told outside. Your notes stay with those who write the proceedings."),
    ),
}


class NoteForm(forms.Form):
    """One note. The button that sends it says what it is."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seat = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    text = LinesField(
        label=gettext_lazy("What was said"),
        max_length=noting.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what was said.")},
    )
    attribution = forms.ChoiceField(
        label=gettext_lazy("Said under"),
        required=False,
        help_text=gettext_lazy("If the speaker asked for a stricter rule than the session has."),
    )

    def __init__(self, *args, session, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats
        rules = Note.RULES[Note.RULES.index(session.attribution) + 1 :]
        stricter = [(rule.value, RULES[rule][0]) for rule in rules]
        self.fields["attribution"].choices = [("", _("the rule of the session")), *stricter]
        if not stricter:
            del self.fields["attribution"]
        if not self.is_bound:
            self.initial.setdefault("uid", uuid.uuid4())

    def clean_seat(self):
        number = self.cleaned_data["seat"]
        return Participant.objects.get(pk=number) if number else None


class TakesNotes:
    """For the admin of sessions."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.notes_view)
        return [path("<path:object_id>/notes/", view, name="proceedings_session_notes"), *super().get_urls()]

    def note_buttons(self, request, session):
        if not may(request.user, "proceedings.view_note", session):
            return []
        return [(_("Notes"), reverse("admin:proceedings_session_notes", args=[session.pk]))]

    def notes_view(self, request, object_id):
        session = self.get_object(request, unquote(object_id))
        if session is None:
            raise Http404
        if not may(request.user, "proceedings.view_note", session):
            raise PermissionDenied
        noted = self._noted(request, session)
        mended = next((one for one in noted if str(one.pk) == request.GET.get("mend")), None)
        form = self._form(request, session, mended)
        if request.method == "POST":
            done = self._do(request, session, noted, mended, form)
            if done is not None:
                messages.success(request, done)
                return HttpResponseRedirect(request.path)
        closed = session.attribution == Attribution.CLOSED
        title, meaning = RULES[session.attribution]
        waiting = [one for one in noted if not (one.section_id or one.struck_at or one.rule == Attribution.CLOSED)]
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": session,
            "title": _("Notes"),
            "subtitle": str(session),
            "form": form,
            "mended": mended,
            "rule": title,
            "meaning": meaning,
            "noted": noted,
            "waiting": 0 if closed else len(waiting),
            "may_note": may(request.user, "proceedings.add_note", session),
            "may_change": may(request.user, "proceedings.change_note", session),
            "may_take": may(request.user, "proceedings.change_section", session),
            "outcomes": reverse("admin:proceedings_event_outcomes", args=[session.event_id]),
            "zone": session.event.zone,
        }
        return TemplateResponse(request, "admin/session_notes.html", context)

    def _noted(self, request, session):
        """The notes of a session, the newest first, each with what the reader may know its speaker by."""
        seats = ("person", "event", "constituency", "organisation__kind__constituency")
        noted = (
            session.notes.select_related(
                "by", "section", "recommendation", "commitment", *(f"seat__{name}" for name in seats)
            )
            .prefetch_related("seat__consents")
            .order_by("-said_at", "-pk")
        )
        for one in noted:
            one.session = session
            one.who = seat_label(request, one.seat, one.rule) if one.seat_id else _("somebody")
            one.said_under = RULES[one.rule][0] if one.rule != session.attribution else ""
        return list(noted)

    def _form(self, request, session, mended):
        initial = {}
        if mended:
            initial = {"seat": mended.seat_id or "", "text": mended.text, "attribution": mended.attribution}
        sent = request.POST if request.method == "POST" and "note" in request.POST else None
        return NoteForm(sent, session=session, seats=self._seats(request, session), initial=initial)

    def _seats(self, request, session):
        """Whom a note can be of: those with a part in the session first. Each as the reader may know them."""
        rule = session.attribution
        needed = ("person", "event", "constituency", "organisation__kind__constituency")
        rows = Participant.objects.select_related(*needed).prefetch_related("consents")
        parts = session.roles.select_related(*(f"participant__{name}" for name in needed)).prefetch_related(
            "participant__consents"
        )
        first, here = [], set()
        for part in parts:
            if part.participant_id not in here:
                here.add(part.participant_id)
                label = f"{part.get_role_display()}: {seat_label(request, part.participant, rule)}"
                first.append((part.participant_id, label))
        others = rows.filter(event=session.event_id).exclude(pk__in=here)
        others = others.exclude(state__in=(State.DECLINED, State.WITHDRAWN, State.REJECTED))
        # In the order of names it would tell a name to who may not know it.
        order = ("person__name", "pk") if may_see_people(request.user, session.event) else ("pk",)
        others = [(seat.pk, seat_label(request, seat, rule)) for seat in others.order_by(*order)[:MOST_SEATS]]
        groups = [(_("In this session"), first), (_("Others at the event"), others)]
        return [("", _("somebody")), *(group for group in groups if group[1])]

    def _do(self, request, session, noted, mended, form):
        """Carry out what was sent. Returns a sentence on what was done, or None where the form has to be looked at."""
        by, sent = request.user, request.POST
        try:
            if "note" in sent:
                return self._note(by, session, mended, form)
            if "take" in sent:
                section, number = noting.take_over(session, by=by)
                text = ngettext(
                    "%(number)s note stands in “%(part)s” now.", "%(number)s notes stand in “%(part)s” now.", number
                )
                return text % {"number": number, "part": section.heading}
            for verb, act, text in (
                ("strike", noting.strike, _("The note is struck out.")),
                ("put_back", noting.put_back, _("The note counts again.")),
            ):
                if verb in sent:
                    act(self._one(noted, sent[verb]), by=by)
                    return text
            for kind, text in (
                ("recommendation", _("The note is a recommendation now: a draft, with the others of the event.")),
                ("commitment", _("The note is a commitment now: a draft, with the others of the event.")),
            ):
                if kind in sent:
                    noting.mark(self._one(noted, sent[kind]), kind, by=by)
                    return text
        except NotPossible as reason:
            messages.error(request, str(reason))
        return None

    def _one(self, noted, number):
        found = next((one for one in noted if str(one.pk) == number), None)
        if found is None:
            raise NotPossible(_("That note is not there any more."))
        return found

    def _note(self, by, session, mended, form):
        if not form.is_valid():
            return None
        values = form.cleaned_data
        given = {"text": values["text"], "seat": values["seat"], "attribution": values.get("attribution", "")}
        if mended:
            noting.correct(mended, by=by, **given)
            return _("The note is mended.")
        kind = form.data["note"]
        kind = kind if kind in Note.Kind.values else Note.Kind.SAID
        noting.note(session, by=by, kind=kind, uid=values["uid"], **given)
        return {
            Note.Kind.SAID: _("Noted."),
            Note.Kind.RECOMMENDATION: _("Noted. It stands among the recommendations as a draft."),
            Note.Kind.COMMITMENT: _("Noted. It stands among the commitments as a draft."),
        }[kind]


class OfRecentEvents(RecentEvents):
    path = "session__event"


@admin.register(Note)
class NoteAdmin(RecordAdmin):
    """All notes, to search in them and to delete one at request. They are taken on the page of their session."""

    together = False
    list_display = ("session", "short", "kind", "said_at", "by", "section")
    list_display_links = ("session", "short")
    list_filter = (OfRecentEvents, "kind", ("section", admin.EmptyFieldListFilter))
    list_select_related = ("session", "by", "section")
    export_instead = {"short": ["text"]}
    search_fields = ("text", "session__title", "session__event__title")
    date_hierarchy = "said_at"
    same_event = ("seat",)
    readonly_fields = ("session", "said_at", "by", "section", "recommendation", "commitment", "struck_at")
    fieldsets = (
        (None, {"fields": ["session", "seat", "text", ("kind", "attribution"), ("said_at", "by"), "struck_at"]}),
        ("What was made of it", {"fields": ["section", "recommendation", "commitment"]}),
    )

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        # Marking makes a draft: a verb on the page of the session.
        return (*super().get_readonly_fields(request, obj), "kind")

    @admin.display(description="what was said", ordering="text")
    def short(self, note):
        return note.text if len(note.text) <= 90 else f"{note.text[:90].rstrip()}…"
