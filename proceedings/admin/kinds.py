"""Open lists: kinds, languages, topics and the frameworks outside."""

from django.contrib import admin

from ..models import (
    Constituency,
    EventKind,
    Framework,
    FrameworkGoal,
    Language,
    OrganisationKind,
    PublicationKind,
    SeatRole,
    SessionKind,
    Topic,
)
from .mixins import RecordAdmin, RowInline


@admin.register(EventKind, SessionKind, SeatRole, PublicationKind)
class KindAdmin(RecordAdmin):
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
class LanguageAdmin(RecordAdmin):
    list_display = ("name", "own_name", "code", "direction", "position")
    search_fields = ("name", "own_name", "code")
    fields = ("name", "own_name", "code", "direction", "plural", "position")


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("name", "slug", "position")
    search_fields = ("name", "description")
    fields = ("name", "slug", "description", "position")
    prepopulated_fields = {"slug": ("name",)}


class GoalInline(RowInline):
    model = FrameworkGoal
    fields = (("number", "title", "position"),)


@admin.register(Framework)
class FrameworkAdmin(RecordAdmin):
    list_display = ("name", "code", "url")
    search_fields = ("name", "code")
    inlines = (GoalInline,)


@admin.register(FrameworkGoal)
class FrameworkGoalAdmin(RecordAdmin):
    list_display = ("title", "framework", "number")
    list_display_links = ("title",)
    list_filter = ("framework",)
    list_select_related = ("framework",)
    search_fields = ("title", "number", "framework__code", "framework__name")
    autocomplete_fields = ("framework",)
