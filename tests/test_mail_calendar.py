"""The calendar entry in a mail: when, where and what; nobody's name. Read back by the library that calendars use."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from proceedings.documents.calendar import calendar_of
from proceedings.models import EventDay, EventVenue, Venue
from tests.make import make_event, make_participant, make_person

pytestmark = pytest.mark.django_db


def entries(event):
    return Calendar.from_ical(calendar_of(event)).walk("VEVENT")


def spans(event):
    return [(entry.decoded("dtstart"), entry.decoded("dtend")) for entry in entries(event)]


def test_days_end_before_the_day_after():
    event = make_event(start_date=date(2030, 7, 20), end_date=date(2030, 7, 21))
    assert spans(event) == [(date(2030, 7, 20), date(2030, 7, 22))]
    event = make_event(start_date=date(2030, 7, 20))
    assert spans(event) == [(date(2030, 7, 20), date(2030, 7, 21))]


def test_hours_are_moments_wherever_the_reader_is():
    event = make_event(start_date=date(2030, 7, 20), end_date=date(2030, 7, 21), time_zone="Asia/Yangon")
    EventDay.objects.create(event=event, date=date(2030, 7, 20), starts_at=time(9), ends_at=time(17))
    EventDay.objects.create(event=event, date=date(2030, 7, 21), starts_at=time(20), ends_at=time(0, 30))
    assert spans(event) == [
        (datetime(2030, 7, 20, 2, 30, tzinfo=UTC), datetime(2030, 7, 20, 10, 30, tzinfo=UTC)),
        (datetime(2030, 7, 21, 13, 30, tzinfo=UTC), datetime(2030, 7, 21, 18, tzinfo=UTC)),
    ]


def test_without_a_time_zone_hours_say_nothing():
    event = make_event(start_date=date(2030, 7, 20), end_date=date(2030, 7, 25))
    for day in (20, 25):
        EventDay.objects.create(event=event, date=date(2030, 7, day), starts_at=time(9), ends_at=time(17))
    assert spans(event) == [
        (date(2030, 7, 20), date(2030, 7, 21)),
        (date(2030, 7, 25), date(2030, 7, 26)),
    ]


@pytest.mark.parametrize("fields", [{}, {"start_date": date(2030, 7, 1), "date_precision": "month"}])
def test_while_the_days_are_not_known_there_is_none(fields):
    assert calendar_of(make_event(**fields)) is None


def test_the_same_event_moves_its_entry():
    event, other = (make_event(start_date=date(2030, 7, 20)) for _ in range(2))
    [before], [of_other] = entries(event), entries(other)
    event.start_date = date(2030, 8, 1)
    event.save()
    [after] = entries(event)
    assert before["uid"] == after["uid"] != of_other["uid"]
    assert after["sequence"] > before["sequence"]


@pytest.mark.parametrize(
    ("status", "told"), [("planned", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")]
)
def test_what_became_of_it(status, told):
    assert entries(make_event(start_date=date(2030, 7, 20), status=status))[0]["status"] == told


def test_it_says_what_and_where_and_names_nobody():
    event = make_event(title="ကိစ္စ; a, b\\c", start_date=date(2030, 7, 20), slug="the-secret-slug")
    EventVenue.objects.create(event=event, venue=Venue.objects.create(name="Hôtel", city="ວຽງຈັນ", country="LA"))
    make_participant(event, person=make_person("Thiri Canary", email="canary@example.org"))
    [entry] = entries(event)
    assert (entry["summary"], entry["location"]) == ("ကိစ္စ; a, b\\c", "Hôtel, ວຽງຈັນ, Lao PDR")
    assert set(entry) == {
        *("UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "STATUS", "CLASS", "LOCATION"),
    }
    text = calendar_of(event)
    assert "anary" not in text
    assert "secret" not in text
    # RFC 5545, 3.1: lines end with CRLF and hold 75 octets at most.
    assert text.endswith("\r\n")
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))


def test_the_page_is_named_where_there_is_one():
    event = make_event(start_date=date(2030, 7, 20), is_published=True, slug="one")
    assert entries(event)[0]["url"] == "http://testserver/events/one/"
