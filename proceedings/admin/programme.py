"""What stands around events: series, venues, projects; and the sessions of one."""

from django.contrib import admin
from django.utils.translation import gettext as _

from ..models import Figure, Finding, Milestone, Project, ProjectPartner, Series, Session, SessionRole, Venue
from .following import Followed
from .mixins import RecentEvents, RecordAdmin, RowInline
from .note import TakesNotes
from .participant import ALSO_PREFETCH, ALSO_SELECT, parts_column


class SessionRoleInline(RowInline):
    model = SessionRole
    verbose_name = "part in it"
    verbose_name_plural = "who chairs, speaks, interprets"
    same_event = ("participant",)
    also_select, also_prefetch = ALSO_SELECT, ALSO_PREFETCH
    fields = (("role", "participant", "on_behalf_of", "position"),)


@admin.register(Session)
class SessionAdmin(TakesNotes, RecordAdmin):
    list_display = ("title", "event", "day", "starts_at", "kind", "attribution")
    list_filter = (RecentEvents, "attribution", "kind")
    list_select_related = ("event", "kind")
    search_fields = ("title", "event__title", "room")
    same_event = ("parallel_to",)
    change_form_template = "admin/buttons_form.html"
    inlines = (SessionRoleInline,)
    fieldsets = (
        (None, {"fields": ["event", "title", ("kind", "attribution")]}),
        ("When and where", {"fields": [("day", "starts_at", "ends_at", "position"), ("venue", "room"), "parallel_to"]}),
        ("What was done", {"fields": ["topics", "groups", "summary", "recording_url"]}),
    )

    def render_change_form(self, request, context, *args, **kwargs):
        if session := kwargs.get("obj"):
            context["buttons"] = self.note_buttons(request, session)
        return super().render_change_form(request, context, *args, **kwargs)

    def export_columns(self, request):
        who = parts_column(request, _("Who has a part in it"), SessionRole.objects.all(), "session", "session")
        return [*super().export_columns(request), who]

    def choice_label(self, request, row):
        return f"{row.title} ({row.day:%d %b %Y})" if row.day else row.title


@admin.register(Series)
class SeriesAdmin(Followed, RecordAdmin):
    list_display = ("name", "slug", "followers_number")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description")


@admin.register(Venue)
class VenueAdmin(RecordAdmin):
    list_display = ("__str__", "city", "country")
    export_instead = {"__str__": ["name"]}
    search_fields = ("name", "city", "address")
    fields = ("name", "address", ("city", "country"))


class PartnerInline(RowInline):
    model = ProjectPartner
    verbose_name = "partner"
    verbose_name_plural = "partners"
    fields = (("organisation", "part"),)


class FindingInline(RowInline):
    model = Finding
    fields = (("number", "text"),)


class ProjectFigureInline(RowInline):
    model = Figure
    verbose_name_plural = "figures"
    fields = (("label", "country"), ("number", "unit"), ("as_written", "position"))


class ProjectMilestoneInline(RowInline):
    model = Milestone
    verbose_name_plural = "on the way"
    fields = (("date", "end_date", "date_precision"), "text", ("other_event", "position"))


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = ("name", "starts_on", "ends_on")
    search_fields = ("name", "slug", "description")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PartnerInline, FindingInline, ProjectFigureInline, ProjectMilestoneInline)
    fields = (
        "name",
        "slug",
        "description",
        ("starts_on", "ends_on", "date_precision"),
        "studied_countries",
        "comparison_countries",
        "sources",
        "inferred",
        "inferred_note",
    )
