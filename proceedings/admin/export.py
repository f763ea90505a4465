"""What left the site in files: to read, for administrators."""

from django.contrib import admin

from ..models import Export
from .mixins import Frozen, RecentEvents, RecordAdmin


@admin.register(Export)
class ExportAdmin(Frozen, RecordAdmin):
    together = False
    list_display = ("at", "by", "what", "number", "format", "reason", "event")
    list_filter = (RecentEvents, "by")
    list_select_related = ("by", "event")
    search_fields = ("reason", "by__username")
    date_hierarchy = "at"
    export_instead = {"what": ["model_name"]}
    fieldsets = (
        (None, {"fields": [("at", "by"), "reason", "audience"]}),
        ("What left", {"fields": [("what", "event"), ("number", "format"), "columns", "ids"]}),
    )
    readonly_fields = ("what",)

    @admin.display(description="list", ordering="model_name")
    def what(self, export):
        return export.list_name
