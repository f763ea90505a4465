"""An event and all that is known of one meeting, in the order of its story."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..access import may, may_import, scoped
from ..models import (
    AttendanceFigure,
    Delegation,
    Event,
    EventChange,
    EventCountry,
    EventDay,
    EventLanguage,
    EventLink,
    EventParty,
    EventPublication,
    EventTitle,
    EventTopic,
    EventVenue,
    Figure,
    Milestone,
    Objective,
    Participant,
    Session,
    TeamMember,
)
from .event_outcomes import ShowsOutcomes, may_see_outcomes
from .mixins import RecentEvents, RecordAdmin, RowInline
from .numbers import CountsPeople
from .printing import may_print
from .question import QuestionInline
from .reviewing import TakesUp
from .translating import TranslatesEvents
from .word import TakesInWord


class TitleInline(RowInline):
    model = EventTitle
    verbose_name = "title"
    verbose_name_plural = "other titles"
    fields = (("name", "language", "note"),)


class DayInline(RowInline):
    model = EventDay
    verbose_name = "day"
    verbose_name_plural = "days with hours of their own, or not in a row"
    fields = (("date", "doors_at", "starts_at", "ends_at"),)


class VenueInline(RowInline):
    model = EventVenue
    verbose_name = "venue"
    verbose_name_plural = "venues"
    fields = (("venue", "used_for"), ("as_written", "note", "position"))


class PartyInline(RowInline):
    model = EventParty
    verbose_name = "organisation"
    verbose_name_plural = "who called it, paid for it, took part in it"
    fields = (("role", "organisation", "organisation_class"), ("as_written", "role_as_written", "position"))


class TopicInline(RowInline):
    model = EventTopic
    verbose_name = "topic"
    verbose_name_plural = "topics on the agenda"
    fields = (("topic", "number", "day"),)


class LanguageInline(RowInline):
    model = EventLanguage
    verbose_name = "language"
    verbose_name_plural = "languages"
    fields = (("language", "use"),)


class CountryInline(RowInline):
    model = EventCountry
    verbose_name = "country"
    verbose_name_plural = "countries from which people came"
    fields = (("country", "region"),)


class AttendanceInline(RowInline):
    model = AttendanceFigure
    verbose_name = "figure"
    verbose_name_plural = "how many came, and who"
    fields = (
        ("is_total", "label", "constituency"),
        ("organisation", "countries"),
        ("qualifier", "number", "of", "unit"),
        ("as_written", "position"),
    )


class FigureInline(RowInline):
    model = Figure
    verbose_name = "figure"
    verbose_name_plural = "other figures named there"
    fields = (("label", "country"), ("number", "unit"), ("as_written", "position"))


class ObjectiveInline(RowInline):
    model = Objective
    verbose_name_plural = "objectives"
    fields = (("number", "text"), ("owner", "owner_class"), ("outcome", "outcome_by"), "outcome_words")


class SessionInline(RowInline):
    """The programme at a glance; a session's own page has the rest."""

    model = Session
    verbose_name_plural = "sessions"
    show_change_link = True
    same_event = ("parallel_to",)
    fields = (
        ("title", "kind"),
        ("day", "starts_at", "ends_at", "position"),
        ("venue", "room", "groups"),
        ("attribution", "parallel_to"),
    )


class DelegationInline(RowInline):
    model = Delegation
    fields = (("organisation", "quota"), ("nominated_by", "nomination"))


class PublicationInline(RowInline):
    model = EventPublication
    verbose_name = "publication"
    verbose_name_plural = "publications"
    same_event = ("session",)
    fields = (("publication", "relation"), ("session", "day", "position"))


class MilestoneInline(RowInline):
    model = Milestone
    fk_name = "event"
    verbose_name_plural = "before and after"
    fields = (("date", "end_date", "date_precision"), "text", ("other_event", "position"))


class LinkInline(RowInline):
    model = EventLink
    fk_name = "event"
    verbose_name = "event"
    verbose_name_plural = "goes with other events"
    fields = (("kind", "other", "note"),)


class ChangeInline(RowInline):
    model = EventChange
    verbose_name = "change"
    verbose_name_plural = "postponed, cancelled, moved"
    fields = (
        ("number", "kind", "announced_on"),
        ("old_start_date", "old_end_date"),
        ("decided_by", "reason"),
        "disputed_reason",
    )


class TeamInline(RowInline):
    """Colleagues who work on this event only. For those who may look through the accounts."""

    model = TeamMember
    verbose_name_plural = "team of this event only"
    fields = (("user", "role"),)
    autocomplete_fields = ("user",)

    def _may(self, request, verb, obj):
        return request.user.has_perm("auth.view_user") and super()._may(request, verb, obj)


@admin.register(Objective)
class ObjectiveAdmin(RecordAdmin):
    """Not in the index: objectives stand on the page of the outcomes, where each is answered for itself."""

    together = False
    in_index = False
    list_display = ("__str__", "event", "outcome", "outcome_by")
    list_filter = (RecentEvents, "outcome")
    list_select_related = ("event", "outcome_by")
    search_fields = ("text", "event__title")
    fieldsets = (
        (None, {"fields": ["event", ("number", "text"), ("owner", "owner_class")]}),
        ("Was it met", {"fields": [("outcome", "outcome_by"), "outcome_words"]}),
    )

    def has_add_permission(self, request):
        return False


@admin.register(Event)
class EventAdmin(TakesUp, CountsPeople, ShowsOutcomes, TakesInWord, TranslatesEvents, RecordAdmin):
    list_display = ("title", "start_date", "kind", "status", "people", "outcomes", "is_published")
    export_instead = {"outcomes": ["series"]}
    list_filter = ("is_published", "status", "kind", "series", "is_reference")
    list_select_related = ("kind", "series")
    search_fields = ("title", "other_titles__name", "slug")
    date_hierarchy = "start_date"
    together = False
    prepopulated_fields = {"slug": ("title",)}
    change_form_template = "admin/event_form.html"
    inlines = (
        TitleInline,
        DayInline,
        VenueInline,
        PartyInline,
        TopicInline,
        LanguageInline,
        CountryInline,
        AttendanceInline,
        FigureInline,
        ObjectiveInline,
        SessionInline,
        DelegationInline,
        QuestionInline,
        PublicationInline,
        MilestoneInline,
        LinkInline,
        ChangeInline,
        TeamInline,
    )
    fieldsets = (
        (None, {"fields": ["title", "slug", ("kind", "status", "mode"), ("is_published", "is_reference")]}),
        (
            "When",
            {"fields": [("start_date", "end_date", "date_precision"), ("date_as_written", "date_note"), "time_zone"]},
        ),
        ("Part of", {"fields": [("series", "series_number", "series_label"), ("parent", "project")]}),
        (
            "What visitors read",
            {
                "fields": [
                    "summary",
                    "registration_note",
                    "online_url",
                    "programme_note",
                    "attendance_note",
                    "recommendations_note",
                    "open_points",
                    "cover",
                ]
            },
        ),
        ("For colleagues", {"fields": ["internal_note"]}),
    )

    def get_queryset(self, request):
        # Counted for the list alone: the same rows are what other forms choose from.
        events = super().get_queryset(request)
        match = request.resolver_match
        lists = ("proceedings_event_changelist", "proceedings_event_export")
        if match and match.url_name in lists and "people" in self.get_list_display(request):
            seen = scoped(Participant.objects.seated(), request.user, "proceedings.view_participant")
            held = seen.filter(event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk")).values("n")
            events = events.annotate(seats_held=Subquery(held))
        return events

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and not obj.is_reference else None

    @admin.display(description="seats held")
    def people(self, event):
        return event.seats_held or ""

    @admin.display(description="outcomes")
    def outcomes(self, event):
        address = reverse("admin:proceedings_event_outcomes", args=[event.pk])
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>', address, _("Outcomes"), event.title
        )

    def get_list_display(self, request):
        hidden = set() if may(request.user, "proceedings.view_participant") else {"people"}
        hidden |= set() if may_see_outcomes(request.user) else {"outcomes"}
        return [column for column in super().get_list_display(request) if column not in hidden]

    def render_change_form(self, request, context, *args, **kwargs):
        if event := kwargs.get("obj"):
            context["ways"] = self.ways(request, event)
        return super().render_change_form(request, context, *args, **kwargs)

    def ways(self, request, event):
        """From an event to what has forms of its own: [(text, address), …], as far as the reader may go there."""
        counts = Event.objects.filter(pk=event.pk).aggregate(
            participant=Count("participants", distinct=True),
            recommendation=Count("recommendations", distinct=True),
            commitment=Count("commitments", distinct=True),
        )
        ways = []
        if may_see_outcomes(request.user, event):
            ways.append(("Outcomes", reverse("admin:proceedings_event_outcomes", args=[event.pk])))
        for model, count in counts.items():
            if may(request.user, f"proceedings.view_{model}", event):
                address = reverse(f"admin:proceedings_{model}_changelist")
                ways.append((f"{model.capitalize()}s ({count})", f"{address}?event={event.pk}"))
        ways += self.ways_to_registration(request, event)
        ways.append(("Numbers", reverse("admin:proceedings_event_numbers", args=[event.pk])))
        if may_import(request.user, event):
            ways.append(("Import delegates", f"{reverse('admin:proceedings_participant_import')}?event={event.pk}"))
        if counts["participant"] and may_print(request.user, event):
            ways.append(
                ("Print badges, sheets, letters", f"{reverse('admin:proceedings_participant_print')}?event={event.pk}")
            )
        return ways

    def ways_to_registration(self, request, event):
        rules = getattr(event, "registration", None)
        if rules and may(request.user, "proceedings.view_registration", rules):
            address = reverse("admin:proceedings_registration_change", args=[rules.pk])
            return [("Registration", address)]
        if not rules and may(request.user, "proceedings.add_registration", event):
            return [
                ("Set the rules of registration", f"{reverse('admin:proceedings_registration_add')}?event={event.pk}")
            ]
        return []
