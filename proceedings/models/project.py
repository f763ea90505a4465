from django.db import models
from django_countries.fields import CountryField

from .base import Precision, Record, Sourced, in_order
from .fields import NameField, ProseField


class Project(Sourced, Record):
    """Work that runs over months and leads to events and publications, such as a phase of research."""

    name = NameField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    description = ProseField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    studied_countries = CountryField(multiple=True, blank=True, max_length=500)
    comparison_countries = CountryField(multiple=True, blank=True, max_length=500)

    natural_fields = ("slug",)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            in_order("starts_on", "ends_on", "project_dates_in_order", "A project cannot end before it starts.")
        ]

    def __str__(self):
        return self.name


class ProjectPartner(Sourced, Record):
    """An organisation that works in a project. That it came to the project's events is not thereby said."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("proceedings.Organisation", models.PROTECT, related_name="projects")
    part = NameField(max_length=200, blank=True, help_text="What it does there: research partner, publisher.")

    natural_fields = ("project", "organisation")

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                name="project_partner_once",
                violation_error_message="This organisation is already a partner of the project.",
            )
        ]

    def __str__(self):
        return str(self.organisation)


class Finding(Sourced, Record):
    """Something a project found out, in the order its report gives."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = ProseField()

    natural_fields = ("project", "number")

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="finding_number_once",
                violation_error_message="This project already has a finding of that number.",
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"
