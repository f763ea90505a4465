"""The draft of what was said, and its editions."""

from django.contrib import admin
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from .. import exposure
from ..access import may
from ..models import Edition, EditionText, Proceedings, Section, Surface
from .mixins import Frozen, ReadOnlyInline, RecentEvents, RecordAdmin, RowInline
from .participant import seat_label
from .publishing import DraftVerbs, EditionVerbs
from .waiting import not_submitted

# More seats than anybody looks through: beyond it the list of participants with its search is the better place.
MOST_MARKS = 300


class SectionInline(RowInline):
    model = Section
    verbose_name_plural = "sections, in order"
    same_event = ("session",)
    fields = (("heading", "level", "position"), "session", "body")


class EditionInline(ReadOnlyInline):
    model = Edition
    verbose_name_plural = "editions: what was published, frozen"
    show_change_link = True
    fields = (("number", "published_at", "published_by"), "change_note", ("withdrawn_at", "withdrawn_reason"))
    ordering = ("-number",)


class WaitsForEdition(admin.SimpleListFilter):
    title = "edition"
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("1", _("has text that no edition has"))]

    def queryset(self, request, queryset):
        return not_submitted(queryset) if self.value() == "1" else queryset


@admin.register(Proceedings)
class ProceedingsAdmin(DraftVerbs, RecordAdmin):
    together = False
    list_display = ("title", "event", "language", "newest_edition", "newest_date")
    list_filter = (WaitsForEdition, RecentEvents, "language")
    list_select_related = ("event", "language")
    search_fields = ("title", "event__title", "sections__heading")
    # A list with sums has no order of its own.
    ordering = ("-id",)
    change_form_template = "admin/proceedings_form.html"
    inlines = (SectionInline, EditionInline)
    fieldsets = ((None, {"fields": ["event", "title", "language", "note"]}),)

    def get_queryset(self, request):
        in_force = Q(editions__withdrawn_at=None)
        return (
            super()
            .get_queryset(request)
            .annotate(
                newest_edition=Max("editions__number", filter=in_force),
                newest_date=Max("editions__published_at", filter=in_force),
            )
        )

    @admin.display(description="edition", ordering="newest_edition", empty_value="none yet")
    def newest_edition(self, proceedings):
        return proceedings.newest_edition

    @admin.display(description="published", ordering="newest_date")
    def newest_date(self, proceedings):
        return proceedings.newest_date

    def get_readonly_fields(self, request, obj=None):
        # Sections, sessions and mentions are of that event: moving them to another would break every one of them.
        return (
            (*super().get_readonly_fields(request, obj), "event") if obj else super().get_readonly_fields(request, obj)
        )

    def render_change_form(self, request, context, *args, **kwargs):
        if proceedings := kwargs.get("obj"):
            context["marks"] = self.marks(request, proceedings.event)
            context["may_submit"] = may(request.user, "proceedings.submit_proceedings", proceedings)
            context["submission"] = (
                proceedings.submissions.defer("draft").select_related("by", "decided_by").first()
                if may(request.user, "proceedings.view_submission", proceedings)
                else None
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def marks(self, request, event):
        """How to mention whom: [(mark, whom the reader knows it by, how it will print), …]."""
        counts = exposure.crowd(event)
        seats = (
            event.participants.select_related("person", "organisation__kind__constituency", "constituency", "event")
            .prefetch_related("consents")
            .order_by("organisation__name", "id")[:MOST_MARKS]
        )
        return [
            (f"@[{seat.pk}]", seat_label(request, seat), exposure.appearance(seat, Surface.NAMED, counts=counts).text)
            for seat in seats
        ]


class EditionTextInline(ReadOnlyInline):
    model = EditionText
    verbose_name_plural = "texts"
    fields = ("language", "title", "note", "text")

    def has_view_permission(self, request, obj=None):
        return may(request.user, "proceedings.view_edition", obj)

    def get_queryset(self, request):
        return EditionText.objects.select_related("language")


class OfRecentEvents(RecentEvents):
    path = "proceedings__event"


@admin.register(Edition)
class EditionAdmin(EditionVerbs, Frozen, RecordAdmin):
    together = False
    list_display = ("proceedings", "number", "published_at", "published_by", "change_note", "withdrawn_at")
    list_display_links = ("proceedings", "number")
    list_filter = (OfRecentEvents, ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("proceedings", "published_by")
    search_fields = ("proceedings__title", "change_note")
    date_hierarchy = "published_at"
    change_form_template = "admin/edition_form.html"
    inlines = (EditionTextInline,)
    fieldsets = (
        (None, {"fields": ["proceedings", "number", "change_note", ("published_at", "published_by")]}),
        ("Two signatures", {"fields": ["published_with", ("without_review", "over_hits"), "published_reason"]}),
        ("Taken back", {"fields": [("withdrawn_at", "withdrawn_by"), "withdrawn_reason"]}),
    )

    def get_fieldsets(self, request, obj=None):
        """Two signatures where there are two."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and not obj.published_with_id:
            fieldsets = [fieldset for fieldset in fieldsets if "published_reason" not in fieldset[1]["fields"]]
        return fieldsets

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.proceedings.event.is_published else None

    def render_change_form(self, request, context, *args, **kwargs):
        edition = kwargs["obj"]
        context["may_restore"] = may(request.user, "proceedings.change_proceedings", edition.proceedings)
        context["has_others"] = edition.proceedings.editions.exclude(pk=edition.pk).exists()
        context["may_withdraw"] = not edition.withdrawn_at and may(
            request.user, "proceedings.withdraw_edition", edition
        )
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Section)
class SectionAdmin(RecordAdmin):
    """Not in the index: sections are written in their proceedings. Here so that outcomes can name one."""

    together = False
    in_index = False
    list_display = ("heading", "proceedings", "session")
    list_select_related = ("proceedings", "session")
    search_fields = ("heading",)
    same_event = ("session",)
    fields = ("heading", "level", "position", "session", "body")

    def has_add_permission(self, request):
        return False
