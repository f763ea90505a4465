from django.contrib import admin
from django.db.models import Exists, OuterRef, Q

from ..access import events_of, may, team_events
from ..models import Participant, Person, PersonName
from .forms import permission
from .merging import MergesPeople
from .mixins import ReadOnlyInline, RecordAdmin, RowInline, team_only
from .un_naming import TakesPeopleOut


class PersonNameInline(RowInline):
    model = PersonName
    verbose_name = "spelling"
    verbose_name_plural = "other spellings"
    fields = (("name", "language", "note"),)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj and own_or(request, obj))

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj and own_or(request, obj))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj and own_or(request, obj))


class SeatInline(ReadOnlyInline):
    model = Participant
    verbose_name_plural = "seats at events"
    fields = (("event", "organisation", "post", "state"),)
    show_change_link = True

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": list(self.fields)})]


def made_by(user):
    """People without a seat whom a user has entered: they belong to no event yet, and so to nobody else's."""
    entered = Person.history.filter(id=OuterRef("pk"), history_user=user, history_type="+")
    return Person.objects.filter(seats=None).filter(Exists(entered))


def own_or(request, person):
    """The person; or None for one without a seat whom the reader entered, so that the rules of no event apply."""
    if person.pk and not events_of(person) and made_by(request.user).filter(pk=person.pk).exists():
        return None
    return person


@admin.register(Person)
class PersonAdmin(TakesPeopleOut, MergesPeople, RecordAdmin):
    actions = (*RecordAdmin.actions, "merge_ticked")
    change_list_template = "admin/person_list.html"
    change_form_template = "admin/buttons_form.html"
    list_display = ("full_name", "own_script_name", "email", "phone", "is_protected")
    list_filter = ("is_protected",)
    export_instead = {"full_name": ["honorific", "name"]}
    search_fields = ("name", "own_script_name", "other_names__name", "email")
    inlines = (PersonNameInline, SeatInline)
    fieldsets = (
        (None, {"fields": [("honorific", "name"), ("own_script_name", "gender")]}),
        ("How to reach them", {"fields": [("email", "phone")]}),
        ("Protection", {"fields": ["is_protected"]}),
        ("For colleagues", {"fields": ["internal_note"]}),
    )

    @admin.display(description="name", ordering="name")
    def full_name(self, person):
        return person.full_name

    def get_queryset(self, request):
        people = super().get_queryset(request)
        if team_only(request, Person):
            return Person.objects.filter(pk__in=people.values("pk")) | Person.objects.filter(
                pk__in=made_by(request.user).values("pk")
            )
        return people

    def rows_to_change(self, request, rows):
        mine = super().rows_to_change(request, rows).order_by().values("pk")
        if not may(request.user, permission(Person, "change")):
            return rows.filter(pk__in=mine)
        return rows.filter(Q(pk__in=mine) | Q(pk__in=made_by(request.user).values("pk")))

    def _may(self, request, verb, obj=None):
        if super()._may(request, verb, obj):
            return True
        mine = obj is not None and verb != "delete" and bool(team_events(request.user, permission(Person, verb)))
        return mine and own_or(request, obj) is None and may(request.user, permission(Person, verb))

    def choice_label(self, request, row):
        return f"{row.full_name}, {row.email}" if row.email else row.full_name

    def render_change_form(self, request, context, *args, **kwargs):
        if obj := kwargs.get("obj"):
            context["subtitle"] = obj.full_name
        return super().render_change_form(request, context, *args, **kwargs)
