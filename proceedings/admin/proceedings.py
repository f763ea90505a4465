"""The draft of what was said, and its editions."""

from django.contrib import admin
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from .. import exposure
from ..access import may, may_see_people
from ..models import Attribution, Edition, EditionText, Proceedings, Section, Surface
from .mixins import Frozen, ReadOnlyInline, RecentEvents, RecordAdmin, RowInline
from .participant import seat_label
from .publishing import DraftVerbs, EditionVerbs
from .waiting import not_submitted

# More seats than anybody looks through: beyond it the list of participants with its search is the better place.
MOST_MARKS = 1_000


class SectionInline(RowInline):
    model = Section
    verbose_name_plural = "sections, in order"
    prose = ("body",)
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


def mentions(request, event):
    """Whom a text about an event can mention, for its form: {"marks": …, "rules": …, "hidden": …}.

    marks    [(seat, whom the reader knows it by, other words to find it by, how it prints, how by kind only), …]
    rules    the sessions that keep to a stricter rule
    hidden   what prints of somebody who is not shown at all
    """
    crowds = {rule: exposure.crowd(event, rule) for rule in (None, Attribution.KIND_ONLY)}
    by_name = may_see_people(request.user, event)
    seats = event.participants.select_related("person", "organisation__kind__constituency", "constituency", "event")
    seats = seats.prefetch_related("consents", *(["person__other_names"] if by_name else []))
    marks = []
    for seat in seats.order_by("organisation__name" if by_name else "pk", "pk")[:MOST_MARKS]:
        also = ""
        if by_name and seat.person_id and not seat.alias:
            also = " ".join([seat.person.own_script_name, *(other.name for other in seat.person.other_names.all())])
        shown = [
            exposure.appearance(seat, Surface.NAMED, attribution=rule, counts=counts) for rule, counts in crowds.items()
        ]
        # A text prints the name alone: documents/rendering.py.
        prints = [appearance.name or appearance.text for appearance in shown]
        marks.append((seat, seat_label(request, seat), also, *prints))
    rules = event.sessions.exclude(attribution=Attribution.ON_RECORD)
    return {"marks": marks, "rules": rules, "hidden": _("a participant"), "most": MOST_MARKS}


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
            context |= mentions(request, proceedings.event)
            context["may_submit"] = may(request.user, "proceedings.submit_proceedings", proceedings)
            context["submission"] = (
                proceedings.submissions.defer("draft").select_related("by", "decided_by").first()
                if may(request.user, "proceedings.view_submission", proceedings)
                else None
            )
        return super().render_change_form(request, context, *args, **kwargs)


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
    prose = ("body",)
    change_form_template = "admin/section_form.html"
    fields = ("heading", "level", "position", "session", "body")

    def has_add_permission(self, request):
        return False

    def render_change_form(self, request, context, *args, **kwargs):
        if section := kwargs.get("obj"):
            context |= mentions(request, section.proceedings.event)
        return super().render_change_form(request, context, *args, **kwargs)
