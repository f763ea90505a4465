from django.contrib import admin

from ..models import Organisation, OrganisationClass, OrganisationName
from .following import Followed
from .mixins import RecordAdmin, RowInline


class OrganisationNameInline(RowInline):
    model = OrganisationName
    verbose_name = "name"
    verbose_name_plural = (
        "other names: former ones, acronyms, spellings. One in another language is printed on pages in that language"
    )
    fields = (("name", "language"), ("from_year", "until_year", "note"))


@admin.register(Organisation)
class OrganisationAdmin(Followed, RecordAdmin):
    list_display = ("name", "acronym", "kind", "country", "is_published", "followers_number")
    list_filter = ("is_published", "kind", "kind__constituency")
    list_select_related = ("kind",)
    search_fields = ("name", "acronym", "other_names__name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (OrganisationNameInline,)
    fieldsets = (
        (None, {"fields": [("name", "acronym"), "slug", ("kind", "parent"), "country", ("seat_country", "seat_city")]}),
        ("What visitors see", {"fields": ["is_published", "logo", "website", "description"]}),
        ("For colleagues", {"fields": ["internal_note"]}),
    )

    def choice_label(self, request, row):
        return f"{row}, {row.country.name}" if row.country else str(row)


@admin.register(OrganisationClass)
class OrganisationClassAdmin(RecordAdmin):
    list_display = ("name", "kind", "constituency")
    list_filter = ("constituency",)
    list_select_related = ("kind", "constituency")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "kind", "constituency", "countries")
