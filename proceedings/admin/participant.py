"""Seats at events, and what may be shown of those who hold them."""

from django.contrib import admin
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import exposure
from ..access import events_with_people, may, may_import, may_see_people, team_events
from ..models import Attribution, Consent, DayAttended, Participant, Photo, Surface
from ..spreadsheets.headings import CALLED
from .exporting import Column, each
from .forms import RecordForm, RowForm
from .given import HoldsAnswers
from .importing import ImportsDelegates
from .mixins import RecentEvents, RecordAdmin, RowInline
from .printing import Prints
from .seating import OffersInLine, SaysIfFull, SeatForm, SeatVerbs
from .un_naming import TakesPeopleOut
from .waiting import ending_soon
from .writing import WritesToParticipants

# Those who write outcomes must be able to choose who spoke, even where they may not know who it was.
WRITES_OUTCOMES = ("proceedings.change_commitmentparty", "proceedings.change_section")


class _ConsentForm:
    def clean(self):
        cleaned = super().clean()
        if not self.instance.recorded_by_id and (self.instance._state.adding or self.has_changed()):
            self.instance.recorded_by = self.by
        return cleaned


class ConsentRowForm(_ConsentForm, RowForm):
    pass


class ConsentForm(_ConsentForm, RecordForm):
    pass


class ConsentInline(RowInline):
    model = Consent
    form = ConsentRowForm
    verbose_name_plural = "what they agreed to: no row means no"
    fields = (("surface", "basis", "record"), ("given_on", "valid_until", "withdrawn_on"))


class DayInline(RowInline):
    model = DayAttended
    verbose_name = "day"
    verbose_name_plural = "days they were there"
    fields = (("date",),)


# What `seat_label` needs of a seat that a row of a form names as its `participant`.
ALSO_SELECT = tuple(
    f"participant__{path}" for path in ("person", "event", "constituency", "organisation__kind__constituency")
)
ALSO_PREFETCH = ("participant__consents",)


def seat_label(request, seat, attribution=None):
    """What a colleague may know a seat by: the name, or the kind of person and the number of the seat.

    attribution   the rule of the session it is about, or None where there is none
    """
    if may_see_people(request.user, seat.event):
        return ", ".join(filter(None, [seat.name, str(seat.organisation) if seat.organisation_id else ""]))
    if not hasattr(request, "_crowds"):
        request._crowds = {}
    key = (seat.event_id, attribution)
    if key not in request._crowds:
        request._crowds[key] = exposure.crowd(seat.event, attribution)
    shown = exposure.appearance(
        seat, Surface.NAMED, viewer=request.user, attribution=attribution, counts=request._crowds[key]
    )
    return f"{_('Seat')} {seat.pk}: {shown.text}"


def exported_seat(request, seat, attribution=None):
    """What a seat is called in a file: by name where the reader may export people, or where anybody may read it.

    seat         with `event`, `person`, `organisation` and `consents` loaded
    attribution  the rule of the session it is about, or None

    Nobody else's organisation is told either: in a small delegation it says who it is.
    """
    may_name = may_see_people(request.user, seat.event) and may(request.user, "proceedings.export_people", seat)
    if not may_name and exposure.level(seat, Surface.NAMED, attribution=attribution) != exposure.Level.NAMED:
        return f"{_('Seat')} {seat.pk}"
    return ", ".join(filter(None, [seat.name, str(seat.organisation) if seat.organisation_id else ""]))


def parts_column(request, label, parts, path, session=None):
    """A Column of who has which part in a row: who speaks in a session, who made a promise.

    parts    a queryset of SessionRole, CommitmentParty or RecommendationParty
    path     the look-up from these to the row
    session  the look-up from these to the session they are about, whose rule decides on names
    """
    seats = ("participant__person", "participant__event", "participant__organisation")
    parties = () if path == "session" else ("organisation", "organisation_class")
    parts = parts.select_related(*seats, *parties, session).prefetch_related("participant__consents")

    def text(part):
        if part.participant_id is None:
            return str(part.party)
        about = part
        for step in session.split("__"):
            about = about and getattr(about, step)
        return exported_seat(request, part.participant, about.attribution if about else Attribution.ON_RECORD)

    def gather(rows):
        found = {}
        for part in parts.filter(**{f"{path}__in": [row.pk for row in rows]}).order_by(path, "position", "pk"):
            found.setdefault(getattr(part, f"{path}_id"), []).append(f"{text(part)} ({part.get_role_display()})")
        return {pk: "; ".join(texts) for pk, texts in found.items()}

    return Column("parts", label, gather)


class ParticipantForm(SeatForm, RecordForm):
    pass


@admin.register(Participant)
class ParticipantAdmin(
    TakesPeopleOut, ImportsDelegates, HoldsAnswers, SeatVerbs, SaysIfFull, WritesToParticipants, Prints, RecordAdmin
):
    form = ParticipantForm
    actions = (*RecordAdmin.actions, "print_ticked")
    list_display = ("name_or_office", "organisation", "stands_for_name", "seat_role", "state", "tag_names", "event")
    list_filter = (RecentEvents, "state", OffersInLine, "tags", "seat_role", "mode")
    list_select_related = ("person", "organisation__kind__constituency", "event", "seat_role", "constituency")
    search_fields = (
        "person__name",
        "person__own_script_name",
        "person__other_names__name",
        "person__email",
        "alias",
        "office",
        "organisation__name",
        "organisation__acronym",
    )
    same_event = ("delegation",)
    inlines = (ConsentInline, DayInline)
    change_list_template = "admin/participant_list.html"
    change_form_template = "admin/buttons_form.html"
    export_instead = {"name_or_office": [], "stands_for_name": [], "tag_names": []}
    fieldsets = (
        (None, {"fields": ["event", "person", ("alias", "office")]}),
        (
            "There and then",
            {
                "fields": [
                    "post",
                    "organisation",
                    "organisation_as_written",
                    ("constituency", "country"),
                    ("seat_role", "delegation"),
                    ("heads_delegation", "is_alternate"),
                ]
            },
        ),
        ("The seat", {"fields": [("state", "mode"), ("arrives_on", "leaves_on"), "language", "needs"]}),
        ("For colleagues", {"fields": ["tags", "internal_note"]}),
    )

    def get_object(self, request, object_id, from_field=None):
        seat = super().get_object(request, object_id, from_field)
        if seat and request.method == "POST" and connection.in_atomic_block:
            # Saved whole: a state that changes meanwhile would be put back to what it was.
            Participant.objects.select_for_update().get(pk=seat.pk)
            seat = super().get_object(request, object_id, from_field)
        return seat

    def get_readonly_fields(self, request, obj=None):
        """The state is chosen when somebody is added. Then it changes by the verbs above the form."""
        return (*super().get_readonly_fields(request, obj), *(["state", *self._told_of(obj)] if obj else []))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not obj or not self._told_of(obj):
            return fieldsets
        return [
            (name, options | {"fields": [options["fields"][0], tuple(self._told_of(obj)), *options["fields"][1:]]})
            if name == "The seat"
            else (name, options)
            for name, options in fieldsets
        ]

    def _told_of(self, seat):
        """What there is to say of the state: since when somebody waits, until when a seat is held, why not."""
        return [
            name
            for name in ("waiting_since", "offered_until", "offer_lapsed_at", "state_reason")
            if getattr(seat, name)
        ]

    def get_list_display(self, request):
        """In the list of one event, its title in every row says nothing."""
        shown = super().get_list_display(request)
        return [name for name in shown if name != "event"] if request.GET.get("event") else shown

    @admin.display(description="name", ordering="person__name")
    def name_or_office(self, seat):
        return seat.name

    @admin.display(description="stands for")
    def stands_for_name(self, seat):
        return seat.stands_for.name if seat.stands_for else ""

    def get_queryset(self, request):
        # For the list alone: the same rows are what other forms choose from.
        match = request.resolver_match
        seats = super().get_queryset(request)
        return (
            seats.prefetch_related("tags")
            if match and match.url_name == "proceedings_participant_changelist"
            else seats
        )

    @admin.display(description="tags")
    def tag_names(self, seat):
        return ", ".join(tag.name for tag in seat.tags.all())

    def may_choose(self, request):
        return super().may_choose(request) or any(may(request.user, perm) for perm in WRITES_OUTCOMES)

    def choices_for(self, request):
        seats = Participant.objects.select_related(*self.list_select_related).prefetch_related("consents")
        if any(request.user.has_perm(perm) for perm in ("proceedings.view_participant", *WRITES_OUTCOMES)):
            return seats
        mine = [team_events(request.user, perm) for perm in ("proceedings.view_participant", *WRITES_OUTCOMES)]
        return seats.filter(event__in=set().union(*mine))

    def choice_label(self, request, row):
        return seat_label(request, row)

    def search_choices(self, request, rows, term):
        """By name where the reader may know names; elsewhere by the number of the seat, or a search would tell."""
        known = events_with_people(request.user)
        if known is None:
            return self.get_search_results(request, rows, term)
        found, may_repeat = self.get_search_results(request, rows.filter(event__in=known), term)
        digits = term.removeprefix("Seat").strip()
        others = rows.exclude(event__in=known)
        if term:
            others = (
                others.filter(pk=int(digits))
                if digits.isascii() and digits.isdigit() and len(digits) < 19
                else others.none()
            )
        return rows.filter(Q(pk__in=found.values("pk")) | Q(pk__in=others.values("pk"))), may_repeat

    def export_label(self, request, row):
        return exported_seat(request, row)

    def rows_for_others(self, rows):
        level = exposure.level_in_sql(Surface.SHARED)
        return rows.annotate(level_for_others=level).filter(level_for_others=exposure.Level.NAMED)

    def export_columns(self, request):
        """As the import reads them, so that a list can go out, be worked on and come back; then the other fields."""
        known = None
        if not request.user.has_perm("proceedings.view_person"):
            known = team_events(request.user, "proceedings.view_person")

        def of_person(name, under_an_alias=True):
            """Something of the person, for those who may see people; not what would tell who uses an alias."""
            return each(
                lambda seat: (
                    getattr(seat.person, name)
                    if seat.person_id
                    and (known is None or seat.event_id in known)
                    and (under_an_alias or not seat.alias)
                    else ""
                )
            )

        ours = {
            "honorific": of_person("honorific", under_an_alias=False),
            "name": each(lambda seat: seat.alias or (seat.person.name if seat.person_id else seat.office)),
            "own_script_name": of_person("own_script_name", under_an_alias=False),
            "post": each(lambda seat: seat.post),
            # The import asks for one in each row, and knows this word for nobody.
            "organisation": each(lambda seat: seat.organisation.name if seat.organisation_id else "none"),
            "country": each(lambda seat: seat.stands_for.name),
            "role": each(lambda seat: seat.seat_role.name if seat.seat_role_id else ""),
            "email": of_person("email"),
            "phone": of_person("phone"),
            "needs": each(lambda seat: seat.needs),
        }
        ticked = {"honorific", "name", "own_script_name", "post", "organisation", "country", "role"}
        columns = [Column(name, CALLED[name], gather, name in ticked) for name, gather in ours.items()]
        told = {*ours, "person", "alias", "office", "seat_role"}
        return [*columns, *(column for column in super().export_columns(request) if column.name not in told)]

    def changelist_view(self, request, extra_context=None):
        context = {"may_import": may_import(request.user)}
        return super().changelist_view(request, context | (extra_context or {}))

    def render_change_form(self, request, context, *args, **kwargs):
        if seat := kwargs.get("obj"):
            context["subtitle"] = seat.name
            context["buttons"] = [*self.seat_buttons(request, seat), *self.answer_buttons(request, seat)]
        return super().render_change_form(request, context, *args, **kwargs)


class EndsSoon(admin.SimpleListFilter):
    title = "end"
    parameter_name = "ends"

    def lookups(self, request, model_admin):
        return [("soon", _("within 30 days")), ("over", _("ended"))]

    def queryset(self, request, queryset):
        if self.value() == "soon":
            return ending_soon(queryset)
        if self.value() == "over":
            today = timezone.localdate()
            return queryset.filter(Q(valid_until__lt=today) | Q(withdrawn_on__lte=today))
        return queryset


class OfRecentEvents(RecentEvents):
    path = "participant__event"


@admin.register(Consent)
class ConsentAdmin(RecordAdmin):
    """What people agreed to, across events: to see what ends. New ones are given on the seat itself."""

    together = False
    form = ConsentForm
    export_instead = {"who": ["participant"]}
    list_display = ("who", "surface", "basis", "given_on", "valid_until", "withdrawn_on", "event")
    list_filter = (EndsSoon, OfRecentEvents, "surface", "basis")
    list_select_related = ("participant__person", "participant__event", "recorded_by")
    search_fields = ("participant__person__name", "participant__alias", "participant__office")
    fields = ("participant", ("surface", "basis"), "record", ("given_on", "valid_until", "withdrawn_on"), "recorded_by")
    readonly_fields = ("recorded_by",)

    @admin.display(description="name", ordering="participant__person__name")
    def who(self, consent):
        return consent.participant.name

    @admin.display(description="event")
    def event(self, consent):
        return consent.participant.event

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "participant") if obj else self.readonly_fields


@admin.register(Photo)
class PhotoAdmin(RecordAdmin):
    together = False
    list_display = ("__str__", "event", "taken_on", "all_noted", "position")
    export_instead = {"__str__": ["caption"]}
    list_filter = (RecentEvents, "all_noted")
    list_select_related = ("event",)
    search_fields = ("caption", "event__title")
    same_event = ("shows",)
    fields = ("event", "picture", "caption", "taken_on", "shows", "all_noted", "position")
