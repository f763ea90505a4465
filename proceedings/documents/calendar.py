"""Events and last days as entries for people's calendars (RFC 5545). They say when, where and what, and name nobody."""

import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from icalendar import Calendar, Timezone, vText
from icalendar import Event as Entry

from .. import telling
from ..models import Deadline, Event
from ..models.fields import NO_LETTER

STATUS = {
    Event.Status.PLANNED: "CONFIRMED",
    Event.Status.HELD: "CONFIRMED",
    Event.Status.POSTPONED: "TENTATIVE",
    Event.Status.CANCELLED: "CANCELLED",
}


def calendar_of(event):
    """The text of an .ics file for an event, private to whom it is sent, or None while its days are not known.

    One entry for each day that has hours, else one for all its days. The same event always has the same UIDs, and a
    SEQUENCE that grows with each change (RFC 5545, 3.8.7.4), so that a second file moves the entry of the first. Its
    title is in the language that is active, where somebody translated it.
    """
    telling.translate([event])
    entries = _entries(event, event.history.count(), timezone.now(), "PRIVATE")
    return _text(entries) if entries else None


def calendar_for_all(events, name):
    """The text of an .ics file of published events that anybody may have; those without a day are left out.

    events   a queryset; rows to be cancelled stay in, so that calendars take them out
    name     what the calendar is called
    """
    dated = events.filter(date_precision=Event.DatePrecision.DAY).exclude(start_date=None)
    dated = dated.prefetch_related("days", "venues")
    changes = _changes(Event.history.filter(id__in=dated.order_by().values("pk")), "id")
    return _text([entry for event in dated for entry in _entries(event, *changes[event.pk], "PUBLIC")], name)


def calendar_of_deadlines(promises, name):
    """The text of an .ics file with the last days of promises.

    promises   [(Commitment, its last day, what is due and from whom, words of the source), …]
    name       what the calendar is called
    """
    of_them = Deadline.history.filter(commitment_id__in=[promise.pk for promise, *_ in promises])
    changes = _changes(of_them, "commitment_id")
    entries = []
    for promise, day, summary, words in promises:
        entry = _entry(f"deadline/{promise.pk}", summary, day, day + timedelta(days=1), "PUBLIC", *changes[promise.pk])
        entry.add("url", f"{settings.SITE_URL}{promise.get_absolute_url()}")
        # Nobody is busy on that day because of it.
        entry.add("transp", "TRANSPARENT")
        if words:
            entry.add("description", words)
        entries.append(entry)
    return _text(entries, name)


def _changes(history, key):
    """{key: (how often, when last)} of the rows of a history. A row that was loaded in bulk has none."""
    found = defaultdict(lambda: (0, datetime(2000, 1, 1, tzinfo=UTC)))
    counted = history.order_by().values_list(key).annotate(Count("history_id"), Max("history_date"))
    return found | {number: (count, last) for number, count, last in counted}


def _text(entries, name=""):
    calendar = Calendar()
    calendar.add("prodid", "-//mmn_events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        # RFC 7986; older programs know the other. As text, or commas in it would be taken for those of a list.
        calendar.add("name", vText(name))
        calendar.add("x-wr-calname", vText(name))
    for entry in entries:
        calendar.add_component(entry)
    if not entries:
        # A calendar has at least one component (RFC 5545, 3.6), also on a day on which nothing is to come.
        calendar.add_component(Timezone.from_tzid("UTC"))
    calendar.add_missing_timezones()
    # A program that reads strictly takes no calendar at all with a sign in it that is no letter (RFC 5545, 3.1).
    return NO_LETTER.sub(" ", calendar.to_ical().decode())


def _entry(key, summary, start, end, audience, changes, changed_at):
    """An entry for something that was changed so many times, the last time then."""
    entry = Entry()
    entry.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/calendar/{key}")))
    entry.add("summary", summary)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    entry.add("class", audience)
    entry.add("dtstamp", changed_at.astimezone(UTC))
    entry.add("sequence", changes)
    return entry


def _entries(event, changes, changed_at, audience):
    """The entries of an event; none while its days are not known."""
    if not event.has_days:
        return []
    entries = []
    for key, start, end in _spans(event):
        entry = _entry(f"{event.pk}/{key}", telling.words(event, "title"), start, end, audience, changes, changed_at)
        entry.add("status", STATUS[event.status])
        if place := "; ".join(str(venue) for venue in event.venues.all()):
            entry.add("location", place)
        if event.is_published and not event.is_reference:
            entry.add("url", f"{settings.SITE_URL}{event.get_absolute_url()}")
        entries.append(entry)
    return entries


def _spans(event):
    """(key, start, end) of each entry: hours in the event's zone where those of a day are known, else days.

    Ends are excluded.
    """
    days = list(event.days.all())
    if event.time_zone and days and all(day.starts_at and day.ends_at for day in days):
        for day in days:
            # After midnight it is the next day.
            last = day.date + timedelta(days=day.ends_at <= day.starts_at)
            start, end = (
                datetime.combine(*moment, event.zone) for moment in ((day.date, day.starts_at), (last, day.ends_at))
            )
            yield day.date.isoformat(), start, end
    elif days:
        # One entry for each day: they need not follow one another.
        for day in days:
            yield day.date.isoformat(), day.date, day.date + timedelta(days=1)
    else:
        yield "all", event.start_date, (event.end_date or event.start_date) + timedelta(days=1)
