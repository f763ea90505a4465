from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from .base import Entry, Record, Sourced, in_order
from .event import Event
from .fields import NameField
from .kinds import Constituency


class AttendanceFigure(Sourced, Entry):
    """What a source says about how many came, or which group was there. Empty is not zero.

    Two sources that differ are two figures.
    """

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        MORE_THAN = "more_than", _("more than")
        AT_LEAST = "at_least", _("at least")
        ABOUT = "about", _("about")
        FEWER_THAN = "fewer_than", _("fewer than")
        UP_TO = "up_to", _("up to")
        UNKNOWN = "unknown", _("number not published")

    class Of(models.TextChoices):
        PEOPLE = "people", _("people")
        ORGANISATIONS = "organisations", _("organisations")
        COUNTRIES = "countries", _("countries")

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendance_figures")
    position = models.PositiveSmallIntegerField(default=0)
    is_total = models.BooleanField("everybody", default=False, help_text="On: the figure counts the whole event.")
    label = NameField("group", max_length=300, blank=True, help_text="The group in the words of the source.")
    constituency = models.ForeignKey(Constituency, models.PROTECT, null=True, blank=True, related_name="+")
    countries = CountryField(multiple=True, blank=True, max_length=500)
    organisation = models.ForeignKey(
        "proceedings.Organisation", models.PROTECT, null=True, blank=True, related_name="attendance_figures"
    )
    of = models.CharField("counts", max_length=15, choices=Of, default=Of.PEOPLE)
    number = models.PositiveIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.UNKNOWN)
    unit = NameField(max_length=50, blank=True, help_text="The word of the source: participants, trainees.")
    as_written = NameField(max_length=300, blank=True)

    class Meta:
        ordering = ["event", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, qualifier="unknown")
                | models.Q(number__isnull=False) & ~models.Q(qualifier="unknown"),
                name="attendance_number_has_qualifier",
                violation_error_message="A number needs a qualifier such as “exactly”; without a number choose "
                "“number not published”.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_total=True)
                | ~models.Q(label="")
                | models.Q(constituency__isnull=False)
                | models.Q(organisation__isnull=False),
                name="attendance_says_who",
                violation_error_message="Say which group this is, or mark it as the figure for everybody.",
            ),
        ]

    def __str__(self):
        return self.as_written or self.label or f"{self.get_qualifier_display()} {self.number or ''}"


class Figure(Sourced, Record):
    """A number stated at an event or in research, which counts something other than who came to the event."""

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="figures")
    project = models.ForeignKey("proceedings.Project", models.CASCADE, null=True, blank=True, related_name="figures")
    label = NameField(max_length=300)
    country = CountryField(blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4)
    unit = NameField(max_length=50, blank=True)
    as_written = NameField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("event", "project", "label", "country")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, project__isnull=True)
                | models.Q(event__isnull=True, project__isnull=False),
                name="figure_of_event_or_project",
                violation_error_message="A figure belongs to an event or to a project.",
            ),
            models.UniqueConstraint(
                fields=["event", "label", "country"],
                name="figure_of_event_once",
                violation_error_message="This event already has that figure.",
            ),
            models.UniqueConstraint(
                fields=["project", "label", "country"],
                name="figure_of_project_once",
                violation_error_message="This project already has that figure.",
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.number.normalize():f}"


class Milestone(Sourced, Entry):
    """Something that happened before or after an event, or in a project, and belongs to its story."""

    class DatePrecision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="milestones")
    project = models.ForeignKey("proceedings.Project", models.CASCADE, null=True, blank=True, related_name="milestones")
    position = models.PositiveSmallIntegerField(default=0)
    date = models.DateField(null=True, blank=True)
    end_date = models.DateField("last day", null=True, blank=True)
    date_precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    text = NameField(max_length=1000, help_text="Name nobody here but holders of a public office.")
    other_event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="+", help_text="If it is an event of its own."
    )

    class Meta:
        ordering = ["event", models.F("date").asc(nulls_last=True), "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, project__isnull=True)
                | models.Q(event__isnull=True, project__isnull=False),
                name="milestone_of_event_or_project",
                violation_error_message="A milestone belongs to an event or to a project.",
            ),
            in_order("date", "end_date", "milestone_dates_in_order", "The last day cannot be before the first."),
        ]

    def __str__(self):
        return self.text
