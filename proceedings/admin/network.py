"""Whose site this is, and its pictures."""

from django.contrib import admin
from django.utils.html import format_html

from ..documents.forms import PictureForm
from ..documents.pictures import srcset
from ..models import Network, Picture
from .forms import RecordForm
from .mixins import RecordAdmin


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    together = False
    list_display = ("name", "acronym", "website")
    fieldsets = (
        (None, {"fields": [("name", "acronym"), "tagline", "organisation", "logo", "languages"]}),
        ("The first page", {"fields": ["welcome_title", "welcome"]}),
        ("The page “About”", {"fields": ["about", "protection"]}),
        ("How to reach it", {"fields": [("email", "phone"), "address", "website"]}),
    )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Network.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


class PictureRecordForm(PictureForm, RecordForm):
    pass


@admin.register(Picture)
class PictureAdmin(RecordAdmin):
    together = False
    form = PictureRecordForm
    list_display = ("thumbnail", "alt", "credit", "width", "height")
    list_display_links = ("thumbnail", "alt")
    export_instead = {"thumbnail": []}
    search_fields = ("alt", "credit")
    fields = ("file", "alt", "credit")

    @admin.display(description="picture")
    def thumbnail(self, picture):
        shown = srcset(picture)
        if not shown:
            return "-"
        return format_html('<img class="thumbnail" src="{}" alt="">', shown.src)
