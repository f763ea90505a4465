"""An event as an entry for people's calendars (RFC 5545). It says when, where and what, and names nobody."""

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Entry

from ..models import Event

STATUS = {
    Event.Status.PLANNED: "CONFIRMED",
    Event.Status.HELD: "CONFIRMED",
    Event.Status.POSTPONED: "TENTATIVE",
    Event.Status.CANCELLED: "CANCELLED",
}


def calendar_of(event):
    """The text of an .ics file for an event, or None while its days are not known.

    One entry for each day that has hours, else one for all its days. The same event always has the same UIDs, and a
    SEQUENCE that grows with each change (RFC 5545, 3.8.7.4), so that a second file moves the entry of the first.
    """
    if event.start_date is None or event.date_precision != Event.DatePrecision.DAY:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//mmn_events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for key, start, end in _spans(event):
        entry = Entry()
        entry.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/calendar/{event.pk}/{key}")))
        entry.add("dtstamp", timezone.now().astimezone(UTC))
        entry.add("sequence", event.history.count())
        entry.add("summary", event.title)
        entry.add("dtstart", start)
        entry.add("dtend", end)
        entry.add("status", STATUS[event.status])
        entry.add("class", "PRIVATE")
        if place := "; ".join(str(venue) for venue in event.venues.all()):
            entry.add("location", place)
        if event.is_published and not event.is_reference:
            entry.add("url", f"{settings.SITE_URL}{event.get_absolute_url()}")
        calendar.add_component(entry)
    return calendar.to_ical().decode()


def _spans(event):
    """(key, start, end) of each entry: moments in UTC where the hours of a day are known, else days; ends excluded."""
    days = list(event.days.all())
    zone = ZoneInfo(event.time_zone) if event.time_zone else None
    if zone and days and all(day.starts_at and day.ends_at for day in days):
        for day in days:
            # After midnight it is the next day.
            last = day.date + timedelta(days=day.ends_at <= day.starts_at)
            start, end = datetime.combine(day.date, day.starts_at, zone), datetime.combine(last, day.ends_at, zone)
            yield day.date.isoformat(), start.astimezone(UTC), end.astimezone(UTC)
    elif days:
        # One entry for each day: they need not follow one another.
        for day in days:
            yield day.date.isoformat(), day.date, day.date + timedelta(days=1)
    else:
        yield "all", event.start_date, (event.end_date or event.start_date) + timedelta(days=1)
