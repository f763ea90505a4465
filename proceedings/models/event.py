import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from .base import OtherName, Party, Record, RecordQuerySet, Sourced, in_order, one_party, party_once
from .fields import NameField, ProseField
from .kinds import EventKind, Language
from .picture import SHOWS_NOBODY
from .project import Project
from .topic import Topic


class Series(Record):
    """Events that follow one another under one name."""

    name = NameField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    description = ProseField(blank=True)

    natural_fields = ("slug",)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("public:series", args=[self.slug])


class Venue(Record):
    """A place where events are held; only the town, or only the country, where no more is known."""

    name = NameField(max_length=300, blank=True, help_text="Empty when only the town is known.")
    address = ProseField(blank=True)
    city = NameField("town", max_length=150, blank=True)
    country = CountryField(blank=True)

    natural_fields = ("name", "city", "country")

    class Meta:
        ordering = ["country", "city", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "city", "country"],
                name="venue_once",
                violation_error_message="This venue is already there.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="", city="", country=""),
                name="venue_says_where",
                violation_error_message="Give at least a name, a town or a country.",
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.city, self.country.name])) or "?"


def check_time_zone(value):
    if value not in zoneinfo.available_timezones():
        raise ValidationError(f"“{value}” is not an IANA time zone. Write one such as Asia/Yangon, or leave it empty.")


class EventQuerySet(RecordQuerySet):
    def published(self):
        """Events a visitor may read about."""
        return self.filter(is_published=True)

    def with_page(self):
        """Published events that have a page of their own; others are only named where an event refers to them."""
        return self.published().filter(is_reference=False)


class Event(Sourced, Record):
    """One meeting, from the first invitation to what came of it. Titles repeat; slugs do not.

    A postponed or cancelled event keeps its dates; EventChange says what happened to them.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    title = NameField(max_length=500)
    slug = models.SlugField(max_length=120, unique=True, help_text="The public address. Do not change it later.")
    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="events")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    mode = models.CharField(max_length=10, choices=Mode, blank=True, help_text="Empty when nobody says.")
    is_published = models.BooleanField("public", default=False, help_text="Off: no visitor sees any of this.")
    is_reference = models.BooleanField(
        "only referred to",
        default=False,
        help_text="An event of others that ours was part of or beside. Named there, but without a page of its own.",
    )

    start_date = models.DateField("first day", null=True, blank=True, help_text="Empty when it is not known.")
    end_date = models.DateField("last day", null=True, blank=True)
    date_precision = models.CharField(
        max_length=10,
        choices=DatePrecision,
        default=DatePrecision.DAY,
        help_text="When only the month or year is known, give its first day above, and say so here.",
    )
    date_as_written = NameField(max_length=200, blank=True, help_text="The words of the source.")
    date_note = NameField(max_length=500, blank=True)
    time_zone = models.CharField(
        max_length=64, blank=True, validators=[check_time_zone], help_text="Such as Asia/Yangon. Empty when unknown."
    )

    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="events")
    series_number = models.PositiveSmallIntegerField("number in the series", null=True, blank=True)
    series_label = NameField("called in the series", max_length=50, blank=True, help_text="Such as “second”.")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="part of the event"
    )
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="events")

    summary = ProseField(blank=True, help_text="What it was about, in two or three sentences.")
    programme_note = ProseField(blank=True, help_text="How the sessions worked; what of the programme is not known.")
    attendance_note = ProseField(blank=True, help_text="What to know about the figures on who took part.")
    recommendations_note = ProseField(blank=True)
    registration_note = NameField("how to register", max_length=500, blank=True)
    open_points = ProseField("what is not known", blank=True, help_text="One point on a line.")
    online_url = models.URLField("address online", blank=True)
    cover = models.ForeignKey(
        "proceedings.Picture", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to=SHOWS_NOBODY
    )
    internal_note = ProseField(blank=True)

    venues = models.ManyToManyField(Venue, through="EventVenue", related_name="events")
    topics = models.ManyToManyField(Topic, through="EventTopic", related_name="events")

    objects = EventQuerySet.as_manager()
    natural_fields = ("slug",)

    class Meta:
        ordering = [models.F("start_date").desc(nulls_last=True), "title"]
        indexes = [models.Index(fields=["start_date"])]
        constraints = [
            in_order("start_date", "end_date", "event_dates_in_order", "The last day cannot be before the first."),
            models.CheckConstraint(
                condition=models.Q(end_date__isnull=True) | models.Q(start_date__isnull=False),
                name="event_end_needs_start",
                violation_error_message="Give the first day as well.",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="event_not_its_own_parent",
                violation_error_message="An event cannot be part of itself.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.start_date:%Y}" if self.start_date else self.title

    @property
    def has_days(self):
        """Whether the days are known on which it is, or was, or would have been."""
        return self.start_date is not None and self.date_precision == self.DatePrecision.DAY

    @property
    def is_off(self):
        """Whether it was not held when it was planned, and not yet at another time."""
        return self.status in {self.Status.CANCELLED, self.Status.POSTPONED}

    @property
    def zone(self):
        """The time zone its hours are in; UTC where nobody knows."""
        return zoneinfo.ZoneInfo(self.time_zone or "UTC")

    def get_absolute_url(self):
        return reverse("public:event", args=[self.slug])

    def clean(self):
        super().clean()
        if self.series_number and not self.series:
            raise ValidationError({"series_number": "A number needs a series: choose one, or leave this empty."})
        above, seen = self.parent, {self.pk}
        while above and self.pk:
            if above.pk in seen:
                raise ValidationError({"parent": "That would make the event a part of itself."})
            seen.add(above.pk)
            above = above.parent


class EventTitle(OtherName):
    """The title as another page prints it, or in another language."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="other_titles")

    natural_fields = ("event", "name")

    class Meta:
        ordering = ["event", "name"]
        verbose_name = "other title"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"],
                name="event_title_once",
                violation_error_message="This event already has that other title.",
            )
        ]


class EventDay(Record):
    """A day of an event that has its own hours, or one of several days that do not follow each other."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="days")
    date = models.DateField()
    doors_at = models.TimeField("registration from", null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True, help_text="May be after midnight.")

    natural_fields = ("event", "date")

    class Meta:
        ordering = ["event", "date"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "date"],
                name="event_day_once",
                violation_error_message="That day is already listed.",
            )
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d}"

    def clean(self):
        super().clean()
        first = self.event.start_date if self.event_id else None
        if first and self.date and not first <= self.date <= (self.event.end_date or first):
            raise ValidationError({"date": "This day is outside the first and last day of the event."})


class EventVenue(Sourced, Record):
    """Where an event was held, or a part of it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_venues")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="event_venues")
    used_for = NameField(max_length=200, blank=True, help_text="When only for a part: “opening, 8 October 15:00”.")
    as_written = NameField(max_length=300, blank=True, help_text="The words of the source, where they differ.")
    note = NameField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("event", "venue", "used_for")

    class Meta:
        ordering = ["event", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "venue", "used_for"],
                name="event_venue_once",
                violation_error_message="This venue is already listed for that use.",
            )
        ]

    def __str__(self):
        return str(self.venue)


class EventParty(Sourced, Party):
    """An organisation's part in an event: it called it, paid for it, signed at it, took part in it."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        CO_ORGANISER = "co_organiser", _("co-organiser")
        HOST = "host", _("host")
        CO_HOST = "co_host", _("co-host")
        PARTY = "party", _("party to the signing")
        FUNDER = "funder", _("funder")
        IMPLEMENTER = "implementer", _("implementing for the funder")
        SPEAKER = "speaker", _("sent a speaker")
        PARTICIPANT = "participant", _("took part")

    CALLING = (Role.ORGANISER, Role.CO_ORGANISER, Role.HOST, Role.CO_HOST, Role.PARTY)

    event = models.ForeignKey(Event, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=15, choices=Role)
    role_as_written = NameField(max_length=300, blank=True, help_text="The words of the source, where they differ.")
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("event", "role", "organisation", "organisation_class")

    class Meta:
        ordering = ["event", "position", "id"]
        verbose_name_plural = "event parties"
        constraints = [
            one_party("event_party_is_one"),
            *party_once("event_party", "event"),
        ]


class EventTopic(Sourced, Record):
    """A topic on the agenda of an event, under the number it had there."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="event_topics")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    natural_fields = ("event", "topic")

    class Meta:
        ordering = ["event", models.F("number").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "topic"],
                name="event_topic_once",
                violation_error_message="This topic is already on the list.",
            )
        ]

    def __str__(self):
        return str(self.topic)


class EventLanguage(Record):
    """A language spoken at an event, or interpreted into."""

    class Use(models.TextChoices):
        WORKING = "working", _("working language")
        INTERPRETATION = "interpretation", _("interpretation")

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_languages")
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    use = models.CharField(max_length=15, choices=Use, default=Use.WORKING)

    natural_fields = ("event", "language", "use")

    class Meta:
        ordering = ["event", "use", "language__position", "language__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language", "use"],
                name="event_language_once",
                violation_error_message="This language is already listed.",
            )
        ]

    def __str__(self):
        return f"{self.language} ({self.get_use_display()})"


class EventCountry(Record):
    """A country, or a region of one, from which people came."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="countries")
    country = CountryField()
    region = NameField(max_length=150, blank=True, help_text="Such as Yunnan province.")

    natural_fields = ("event", "country", "region")

    class Meta:
        ordering = ["event", "id"]
        verbose_name_plural = "event countries"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "country", "region"],
                name="event_country_once",
                violation_error_message="This country or region is already listed.",
            )
        ]

    def __str__(self):
        return f"{self.region}, {self.country.name}" if self.region else self.country.name


class EventLink(Sourced, Record):
    """How an event goes with another one; being part of a larger event is Event.parent."""

    class Kind(models.TextChoices):
        RELATED = "related", _("related to")
        PARALLEL = "parallel", _("held beside")
        FOLLOWS = "follows", _("follows up")

    event = models.ForeignKey(Event, models.CASCADE, related_name="links")
    other = models.ForeignKey(Event, models.PROTECT, related_name="links_from")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RELATED)
    note = NameField(max_length=500, blank=True)

    natural_fields = ("event", "other", "kind")

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "other", "kind"],
                name="event_link_once",
                violation_error_message="These two events are already linked so.",
            ),
            models.CheckConstraint(
                condition=~models.Q(event=models.F("other")),
                name="event_link_to_another",
                violation_error_message="An event cannot be linked to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.other}"


class EventChange(Sourced, Record):
    """One postponement, cancellation or move: what was planned, who decided it, why, and who says otherwise."""

    class Kind(models.TextChoices):
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")
        RESCHEDULED = "rescheduled", _("held on other days")
        MOVED = "moved", _("moved to another place")
        WENT_ONLINE = "went_online", _("moved online")

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes")
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind)
    announced_on = models.DateField(null=True, blank=True)
    old_start_date = models.DateField("first day before", null=True, blank=True)
    old_end_date = models.DateField("last day before", null=True, blank=True)
    decided_by = NameField(max_length=300, blank=True, help_text="An office or body. Name no person here.")
    reason = NameField("reason given", max_length=500, blank=True)
    disputed_reason = NameField("what others say", max_length=500, blank=True)

    natural_fields = ("event", "number")

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="event_change_number_once",
                violation_error_message="This event already has a change of that number.",
            ),
            in_order(
                "old_start_date", "old_end_date", "event_change_in_order", "The last day cannot be before the first."
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
