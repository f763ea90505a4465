from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField

from .base import OtherName, Record, RecordQuerySet
from .fields import NameField, ProseField
from .kinds import Constituency, OrganisationKind
from .picture import SHOWS_NOBODY


class OrganisationQuerySet(RecordQuerySet):
    def published(self):
        """Organisations that have a page of their own. Not all: for some, being seen is a danger."""
        return self.filter(is_published=True)


class Organisation(Record):
    """A body that calls events, sends people to them or makes promises."""

    name = NameField(max_length=300)
    acronym = NameField(max_length=50, blank=True)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, null=True, blank=True, related_name="organisations")
    country = CountryField(
        "stands for", blank=True, help_text="The country it speaks for. An embassy: the country that sends it."
    )
    seat_country = CountryField("sits in", blank=True, help_text="The country its office is in.")
    seat_city = NameField("city", max_length=100, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    website = models.URLField(blank=True)
    logo = models.ForeignKey(
        "proceedings.Picture", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to=SHOWS_NOBODY
    )
    description = ProseField(blank=True)
    is_published = models.BooleanField(
        "has a public page",
        default=False,
        help_text="Off: nothing on the public site says that this organisation exists, unless a published text does.",
    )
    internal_note = ProseField(blank=True)

    objects = OrganisationQuerySet.as_manager()
    natural_fields = ("slug",)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message="An organisation cannot be part of itself.",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self):
        return reverse("public:organisation", args=[self.slug])

    def clean(self):
        super().clean()
        above, seen = self.parent, {self.pk}
        while above and self.pk:
            if above.pk in seen:
                raise ValidationError({"parent": "That would make the organisation a part of itself."})
            seen.add(above.pk)
            above = above.parent

    @property
    def constituency(self):
        return self.kind.constituency if self.kind else None


class OrganisationNameQuerySet(RecordQuerySet):
    def today_in(self, language):
        """What organisations are called today in a language: {number of the organisation: name}, in one query.

        Not by names that ended or are still to come, and not by acronyms. Of several the one that came up last, and of
        those the one that was entered first.
        """
        rows = self.filter(language__code=language, until_year=None)
        rows = rows.filter(Q(from_year=None) | Q(from_year__lte=timezone.localdate().year))
        rows = rows.order_by(F("from_year").asc(nulls_first=True), "-pk")
        return {number: name for number, name in rows.values_list("organisation", "name") if not is_acronym(name)}


def is_acronym(name):
    """Whether a name is letters for words: MoLVT, BLĐTBXH, ก.ร.ง."""
    is_latin = all(sign.lower() != sign.upper() for sign in name if sign.isalpha())
    return len(name.split()) == 1 and ("." in name or (is_latin and sum(map(str.isupper, name)) > 1))


class OrganisationName(OtherName):
    """Ministries are renamed and acronyms change: every name it was known by, so that all of them find it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="other_names")

    objects = OrganisationNameQuerySet.as_manager()
    natural_fields = ("organisation", "name")

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="organisation_name_once",
                violation_error_message="This organisation already has that other name.",
            )
        ]


class OrganisationClass(Record):
    """Organisations spoken of together and listed by nobody: "countries of destination", "recruitment agencies"."""

    slug = models.SlugField(max_length=120, unique=True)
    name = NameField(max_length=300)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, null=True, blank=True, related_name="+")
    constituency = models.ForeignKey(Constituency, models.PROTECT, null=True, blank=True, related_name="+")
    countries = CountryField(multiple=True, blank=True, max_length=500)

    natural_fields = ("slug",)

    class Meta:
        ordering = ["name"]
        verbose_name = "class of organisations"
        verbose_name_plural = "classes of organisations"

    def __str__(self):
        return self.name
