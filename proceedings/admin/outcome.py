"""What came of it: recommendations, commitments, news of them, and the events that looked at them again."""

from dataclasses import replace

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.utils.translation import gettext as _

from ..access import may
from ..documents.forms import EvidenceForm
from ..models import (
    Attribution,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Deadline,
    Evidence,
    OutcomeState,
    Recommendation,
    RecommendationParty,
    Review,
    Standing,
    Step,
    Thread,
    Update,
)
from .deadline import DeadlineInline, say_what_was_read
from .following import Followed
from .forms import RecordForm, RowForm
from .listing import ListsCommitments
from .mixins import RecentEvents, RecordAdmin, RowInline
from .participant import ALSO_PREFETCH, ALSO_SELECT, parts_column
from .party_answer import AsksParties
from .reviewing import NotesFindings
from .threading import JoinsThreads
from .waiting import due_soon, overdue, to_accept


class Approved:
    """For admin classes of what a second person lets through: the state is for those who may publish."""

    approved_by = ("state",)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if not may(request.user, "proceedings.publish_commitment", obj):
            return (*fields, *self.approved_by)
        if obj is not None and not super().has_change_permission(request, obj):
            shown = flatten_fieldsets(self.get_fieldsets(request, obj))
            return (*fields, *(name for name in shown if name not in self.approved_by))
        return fields

    def has_change_permission(self, request, obj=None):
        # Who may only publish changes the state and nothing else; for that the form must open.
        return super().has_change_permission(request, obj) or may(request.user, "proceedings.publish_commitment", obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "state" in form.changed_data and obj.state == OutcomeState.PUBLISHED:
            if obj.session_id and obj.session.attribution == Attribution.CLOSED:
                messages.warning(request, _("No visitor sees it: it was said in a closed session."))
            elif not obj.event.is_published:
                messages.warning(request, _("No visitor sees it yet: the event is not public."))


class AcceptedByAnother:
    """For forms of what a second person accepts: whoever wrote it last is not that person."""

    written = ()

    def clean_is_accepted(self):
        accepted = self.cleaned_data["is_accepted"]
        if accepted and not self.initial.get("is_accepted") and self._wrote_it():
            raise forms.ValidationError(_("You wrote this. Somebody else looks at it before it is public."))
        return accepted

    def _wrote_it(self):
        if not self.instance.pk or set(self.written) & set(self.changed_data):
            return True
        author, before = None, None
        for entry in self.instance.history.order_by("history_date", "history_id"):
            now = [getattr(entry, name) for name in self.written]
            if now != before:
                author, before = entry.history_user_id, now
        return author is not None and author == self.by.pk


class UpdateForm(AcceptedByAnother, RecordForm):
    written = ("voice", "status", "happened_on", "by", "text", "barriers")


class UpdateRowForm(AcceptedByAnother, RowForm):
    written = UpdateForm.written


class ReviewForm(AcceptedByAnother, RecordForm):
    written = ("found",)


class PartyInline(RowInline):
    same_event = ("participant",)
    also_select, also_prefetch = ALSO_SELECT, ALSO_PREFETCH
    fields = (("role", "organisation", "organisation_class"), ("participant", "as_written", "position"))


class RecommendationPartyInline(PartyInline):
    model = RecommendationParty
    verbose_name = "party"
    verbose_name_plural = "who made it, and to whom"


@admin.register(Recommendation)
class RecommendationAdmin(JoinsThreads, Approved, RecordAdmin):
    change_form_template = "admin/event_form.html"
    list_display = ("number", "short", "block", "event", "adoption", "state")
    list_display_links = ("number", "short")
    list_filter = ("state", RecentEvents, "adoption", "topics")
    list_select_related = ("event",)
    export_instead = {"short": ["text"]}
    search_fields = ("text", "number", "block", "event__title")
    same_event = ("session",)
    inlines = (RecommendationPartyInline,)
    fieldsets = (
        (None, {"fields": ["event", ("block", "number", "position"), "text", "state"]}),
        ("How it came about", {"fields": ["adoption", "session", "publication", "thread", "stands_for", "note"]}),
        ("What it is about", {"fields": ["topics", "goals"]}),
    )

    @admin.display(description="text", ordering="text")
    def short(self, row):
        return shortened(row.text)

    def export_columns(self, request):
        parties = RecommendationParty.objects.all()
        who = parts_column(request, _("Who to whom"), parties, "recommendation", "recommendation__session")
        return [*super().export_columns(request), who]

    def choice_label(self, request, row):
        return f"{row.number}. {shortened(row.text)}"


@admin.register(Thread)
class ThreadAdmin(RecordAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug")


class CommitmentPartyInline(PartyInline):
    model = CommitmentParty
    verbose_name = "party"
    verbose_name_plural = "who promised, with whom, through whom"


class StepInline(RowInline):
    model = Step
    verbose_name_plural = "steps on the way"
    fields = (("number", "text", "done_on"),)


class LinkInline(RowInline):
    model = CommitmentLink
    fk_name = "commitment"
    verbose_name = "commitment"
    verbose_name_plural = "goes with other commitments"
    fields = (("kind", "other"),)


class UpdateInline(RowInline):
    model = Update
    form = UpdateRowForm
    verbose_name_plural = "news of it, in two voices"
    show_change_link = True
    fields = (("voice", "status", "is_accepted"), ("happened_on", "date_precision", "by"), "text", "barriers")

    def get_readonly_fields(self, request, obj=None):
        return () if may(request.user, "proceedings.publish_commitment", obj) else ("is_accepted",)


class ByWhen(admin.SimpleListFilter):
    title = "last day"
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("soon", _("within 28 days")), ("overdue", _("overdue"))]

    def queryset(self, request, queryset):
        if self.value() == "soon":
            return due_soon(queryset)
        if self.value() == "overdue":
            return overdue(queryset)
        return queryset


class WhereItStands(admin.SimpleListFilter):
    title = "where it stands"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        return queryset.filter(standing=self.value()) if self.value() in Standing.values else queryset


@admin.register(Commitment)
class CommitmentAdmin(Followed, ListsCommitments, AsksParties, Approved, RecordAdmin):
    change_form_template = "admin/buttons_form.html"
    list_display = ("ref", "short", "event", "due", "standing", "state", "followers_number")
    list_display_links = ("ref", "short")
    list_filter = ("state", WhereItStands, ByWhen, RecentEvents, "nature", "provenance", "topics")
    list_select_related = ("event",)
    export_instead = {"short": ["text"]}
    search_fields = ("ref", "text", "event__title", "parties__organisation__name")
    same_event = ("session", "section", "recommendations")
    inlines = (CommitmentPartyInline, DeadlineInline, StepInline, LinkInline, UpdateInline)
    fieldsets = (
        (None, {"fields": ["event", ("ref", "state"), "text", ("wording", "nature", "provenance"), "is_joint"]}),
        ("Where it was said", {"fields": ["session", "section", "sentence", "instrument"]}),
        ("What it is about", {"fields": ["topics", "goals", "recommendations", "note"]}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing()

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Deadline:
            say_what_was_read(request, formset)

    @admin.display(description="text", ordering="text")
    def short(self, row):
        return shortened(row.text)

    @admin.display(description="last day", ordering="due")
    def due(self, row):
        return row.due

    @admin.display(description="where it stands", ordering="standing")
    def standing(self, row):
        return Standing(row.standing).label

    def export_columns(self, request):
        parties = CommitmentParty.objects.all()
        who = parts_column(request, _("Who to whom"), parties, "commitment", "commitment__session")
        columns = super().export_columns(request)
        # What a list needs to be known again when it comes in.
        columns = [replace(c, is_ticked=c.is_ticked or c.name in ("nature", "provenance", "topics")) for c in columns]
        return [*columns, *self.list_columns(), who]

    def choice_label(self, request, row):
        return f"{row.ref}: {shortened(row.text)}"


class EvidenceRowForm(EvidenceForm, RowForm):
    pass


class EvidenceInline(RowInline):
    model = Evidence
    form = EvidenceRowForm
    fields = (("title", "url"), ("file", "publication"))


class OfRecentEvents(RecentEvents):
    path = "commitment__event"


@admin.register(Update)
class UpdateAdmin(Approved, RecordAdmin):
    form = UpdateForm
    approved_by = ("is_accepted",)
    list_display = ("commitment_ref", "voice", "status", "happened_on", "by", "by_link", "is_accepted")
    list_display_links = ("commitment_ref", "voice")
    export_instead = {"commitment_ref": ["commitment"], "by_link": []}
    list_filter = ("is_accepted", "voice", "status", OfRecentEvents)
    list_select_related = ("commitment", "by")
    search_fields = ("commitment__ref", "commitment__text", "text", "by__name")
    date_hierarchy = "happened_on"
    inlines = (EvidenceInline,)
    fieldsets = (
        (None, {"fields": ["commitment", ("voice", "status"), ("happened_on", "date_precision"), "by"]}),
        ("What is said", {"fields": ["text", "barriers", "is_accepted"]}),
    )

    @admin.display(description="commitment", ordering="commitment__ref")
    def commitment_ref(self, row):
        return row.commitment.ref

    @admin.display(description="by the party", boolean=True, ordering="through")
    def by_link(self, row):
        return row.through_id is not None

    def choice_label(self, request, row):
        return f"{row.commitment.ref}, {row.happened_on}: {row}"


class WasFound(admin.SimpleListFilter):
    title = "what was found"
    parameter_name = "found"

    def lookups(self, request, model_admin):
        return [("waits", _("waits for a second person")), ("no", _("nothing noted yet"))]

    def queryset(self, request, queryset):
        if self.value() == "waits":
            return to_accept(queryset)
        return queryset.filter(found="") if self.value() == "no" else queryset


@admin.register(Review)
class ReviewAdmin(NotesFindings, Approved, RecordAdmin):
    form = ReviewForm
    change_form_template = "admin/event_form.html"
    approved_by = ("is_accepted",)
    list_display = ("event", "commitment", "recommendation", "has_finding", "is_accepted")
    export_instead = {"has_finding": ["found"]}
    list_filter = (RecentEvents, "is_accepted", WasFound)
    list_select_related = ("event", "commitment", "recommendation")
    search_fields = ("event__title", "commitment__ref", "commitment__text", "recommendation__text", "found")
    same_event = ("session",)
    fieldsets = (
        (None, {"fields": ["event", "session", "commitment", "recommendation", "found", "update", "is_accepted"]}),
    )

    @admin.display(description="found", boolean=True)
    def has_finding(self, row):
        return bool(row.found)


def shortened(text, most=90):
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
