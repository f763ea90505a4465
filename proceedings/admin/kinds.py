"""Open lists: kinds, languages, topics and the frameworks outside."""

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.utils.translation import gettext as _

from ..models import (
    ColumnHeading,
    Constituency,
    EventKind,
    Framework,
    FrameworkGoal,
    Language,
    OrganisationKind,
    PublicationKind,
    SeatRole,
    SessionKind,
    Tag,
    Topic,
)
from ..spreadsheets.headings import CALLED
from .following import Followed
from .mixins import RecordAdmin, RowInline


class Ordered:
    """For lists with an order of their own: a new row comes last, until somebody says otherwise."""

    def get_changeform_initial_data(self, request):
        last = self.model.objects.aggregate(last=Max("position"))["last"] or 0
        return {"position": last + 1} | super().get_changeform_initial_data(request)


@admin.register(EventKind, SessionKind, SeatRole, PublicationKind, Tag)
class KindAdmin(Ordered, RecordAdmin):
    list_display = ("name", "code", "plural", "position")
    search_fields = ("name", "code", "plural")
    fields = ("name", "plural", "code", "position")
    prepopulated_fields = {"code": ("name",)}


@admin.register(Constituency)
class ConstituencyAdmin(KindAdmin):
    list_display = ("name", "code", "representative", "position")
    fields = ("name", "plural", "representative", "code", "position")


@admin.register(OrganisationKind)
class OrganisationKindAdmin(KindAdmin):
    list_display = ("name", "code", "constituency", "position")
    list_filter = ("constituency",)
    list_select_related = ("constituency",)
    fields = ("name", "plural", "constituency", "code", "position")


@admin.register(Language)
class LanguageAdmin(Ordered, RecordAdmin):
    list_display = ("name", "own_name", "code", "direction", "position")
    search_fields = ("name", "own_name", "code")
    fields = ("name", "own_name", "code", "direction", "plural", "position")


@admin.register(ColumnHeading)
class ColumnHeadingAdmin(RecordAdmin):
    """What somebody said on the review page of a list. Deleting a row makes the import guess again."""

    list_display = ("words", "called")
    search_fields = ("words",)
    fields = ("words", "field")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "field":
            choices = [("", _("leave out")), *CALLED.items()]
            return forms.ChoiceField(choices=choices, required=False, label=_("Read as"))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="read as", ordering="field")
    def called(self, heading):
        return CALLED.get(heading.field, _("leave out"))


@admin.register(Topic)
class TopicAdmin(Ordered, Followed, RecordAdmin):
    list_display = ("name", "slug", "position", "followers_number")
    search_fields = ("name", "description")
    fields = ("name", "slug", "description", "position")
    prepopulated_fields = {"slug": ("name",)}


class GoalInline(RowInline):
    model = FrameworkGoal
    verbose_name = "goal"
    fields = (("number", "title", "position"),)


@admin.register(Framework)
class FrameworkAdmin(RecordAdmin):
    list_display = ("name", "code", "url")
    search_fields = ("name", "code")
    inlines = (GoalInline,)


@admin.register(FrameworkGoal)
class FrameworkGoalAdmin(Followed, RecordAdmin):
    followed_as = "goal"
    list_display = ("title", "framework", "number", "followers_number")
    list_display_links = ("title",)
    list_filter = ("framework",)
    list_select_related = ("framework",)
    search_fields = ("title", "number", "framework__code", "framework__name")
    autocomplete_fields = ("framework",)
