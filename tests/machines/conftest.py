"""One event with its edition and its promise, told to programs."""

from datetime import date, time

import pytest

from proceedings.models import Deadline, EventDay, EventVenue, Network, Venue
from tests.make import make_commitment, make_event, make_proceedings, make_section, make_user, publish

TITLE = "ကိစ္စ & {costs} :-{ 50% of “fees” in Phnom_Penh, រាជធានី~ #1"


@pytest.fixture
def event():
    event = make_event(
        title=TITLE,
        slug="dialogue",
        is_published=True,
        start_date=date(2030, 7, 20),
        end_date=date(2030, 7, 21),
        time_zone="Asia/Yangon",
        summary="Fees </script><b>& more</b>",
        mode="hybrid",
    )
    for day in (20, 21):
        EventDay.objects.create(event=event, date=date(2030, 7, day), starts_at=time(9), ends_at=time(17))
    EventVenue.objects.create(event=event, venue=Venue.objects.create(name="Hôtel", city="ဝန်", country="MM"))
    return event


@pytest.fixture
def edition(event):
    Network.objects.update_or_create(only=True, defaults={"name": "Mekong Network, The", "email": "us@example.org"})
    proceedings = make_proceedings(event, title=TITLE)
    make_section(proceedings, body="Words.")
    return publish(proceedings, by=make_user("ravi", "Publisher"), change_note="First")


@pytest.fixture
def promise(event):
    row = make_commitment(event, ref="C1", text="Cut the fees", state="published")
    Deadline.objects.create(
        commitment=row, as_written="by 2031", kind="by", latest=date(2031, 12, 31), precision="year"
    )
    return row
