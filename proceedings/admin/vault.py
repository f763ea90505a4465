"""Who looked into the vault, when and what for: to read, for administrators."""

from django.contrib import admin

from ..models import VaultLook
from .mixins import Frozen, RecentEvents, RecordAdmin


@admin.register(VaultLook)
class VaultLookAdmin(Frozen, RecordAdmin):
    list_display = ("at", "by", "reason", "seat_number", "event")
    list_filter = (RecentEvents, "by")
    list_select_related = ("by", "event")
    search_fields = ("reason", "by__username")
    date_hierarchy = "at"
    fieldsets = ((None, {"fields": [("at", "by"), "reason", ("event", "seat_number")]}),)
