"""The numbers of an event: all of them for who knows its people, and for others none that points at somebody."""

import datetime

import pytest
from django.urls import reverse

from proceedings.models import DayAttended
from proceedings.numbers import numbers_of
from tests.exported import rows_of
from tests.make import make_constituency, make_event, make_organisation, make_participant, make_person, make_user

pytestmark = pytest.mark.django_db

DAY = datetime.date(2019, 11, 14)


@pytest.fixture
def event():
    return make_event(title="Second dialogue", is_published=True)


def seat(event, number=1, **fields):
    gender = fields.pop("gender", "")
    return [make_participant(event, person=make_person(gender=gender), **fields) for _n in range(number)]


def told(event, role, code):
    viewer = make_user(f"user-{role}-{code}", role) if role else None
    tables, _sees_all = numbers_of(event, viewer)
    return {line.label: line.number for table in tables if table.code == code for line in table.lines}


def fill(event, **numbers):
    """Seats by constituency."""
    for code, number in numbers.items():
        seat(event, number, constituency=make_constituency(code, name=code))


@pytest.mark.parametrize(
    ("sizes", "all_of_them", "told_to_others"),
    [
        ({"cso": 9, "gov": 6}, {"cso": 9, "gov": 6}, {"cso": 9, "gov": 6}),
        # One alone would be found by subtraction, so the smaller group goes untold with it.
        ({"cso": 9, "gov": 6, "un": 1}, {"cso": 9, "gov": 6, "un": 1}, {"cso": 9, "others, or not known": 7}),
        ({"cso": 9, "un": 3, "gov": 2}, {"cso": 9, "un": 3, "gov": 2}, {"cso": 9, "others, or not known": 5}),
        ({"cso": 9, "un": 4}, {"cso": 9, "un": 4}, {"others, or not known": 13}),
        ({"cso": 4}, {"cso": 4}, {}),
    ],
)
def test_small_groups_are_told_to_who_knows_the_people_only(event, sizes, all_of_them, told_to_others):
    fill(event, **sizes)
    assert told(event, "Registration staff", "constituency") == all_of_them
    assert told(event, "Rapporteur", "constituency") == told_to_others
    assert told(event, None, "constituency") == told_to_others


def test_countries_are_those_they_stand_for(event):
    seat(event, 6, organisation=make_organisation(country="MM"))
    seat(event, 5, organisation=make_organisation(country="MM"), country="LA")
    seat(event, 1)
    assert told(event, "Registration staff", "country") == {"Myanmar": 6, "Lao PDR": 5, "not known": 1}
    assert told(event, "Rapporteur", "country") == {"Myanmar": 6, "others, or not known": 6}


def test_genders_states_and_days(event):
    women = seat(event, 7, gender="woman")
    men = seat(event, 6, gender="man")
    seat(event, 2, gender="woman", state="declined")
    for person in women + men:
        DayAttended.objects.create(participant=person, date=DAY)
    for person in women + men[:4]:
        DayAttended.objects.create(participant=person, date=DAY + datetime.timedelta(days=1))
    for person in women:
        DayAttended.objects.create(participant=person, date=DAY + datetime.timedelta(days=2))
    assert told(event, "Registration staff", "gender") == {"women": 7, "men": 6}
    assert told(event, "Registration staff", "state") == {"confirmed": 13, "declined": 2}
    every_day = {"14 November 2019": 13, "15 November 2019": 11, "16 November 2019": 7}
    assert told(event, "Registration staff", "day") == every_day
    # On the second day two were away, and it could be known who.
    assert told(event, "Rapporteur", "day") == {"14 November 2019": 13, "16 November 2019": 7}
    assert told(event, "Rapporteur", "gender") == {"women": 7, "men": 6}
    assert told(event, "Rapporteur", "state") == {"others, or not known": 15}


def test_a_colleague_of_the_event_sees_them_and_of_another_does_not(client, event):
    fill(event, cso=3)
    address = reverse("admin:proceedings_event_numbers", args=[event.pk])
    client.force_login(make_user("noy", "Registration staff", event=event))
    page = client.get(address)
    assert page.context["sees_all"]
    assert [line.number for line in page.context["tables"][0].lines] == [3]
    client.force_login(make_user("wirat", "Rapporteur", event=event))
    page = client.get(address)
    assert not page.context["sees_all"]
    assert page.context["tables"] == []
    assert "too few people" in page.content.decode()
    client.force_login(make_user("other", "Registration staff", event=make_event()))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("role", "numbers"),
    [
        ("Registration staff", ["3", "6"]),
        # An editor sees all numbers on the page, and may not take people out of the site.
        ("Editor", ["9"]),
        ("Rapporteur", ["9"]),
    ],
)
def test_small_numbers_leave_in_a_file_only_with_who_may_take_people(client, event, role, numbers):
    fill(event, cso=6, un=3)
    client.force_login(make_user("somebody", role))
    rows = rows_of(client.get(reverse("admin:proceedings_event_numbers", args=[event.pk]), {"format": "csv"}))
    assert sorted(row["Number"] for row in rows if row["Table"] == "By constituency") == numbers
    assert list(rows[0]) == ["Table", "Group", "Number"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_numbers_are_a_spreadsheet_too(client, event, kind):
    fill(event, cso=6)
    client.force_login(make_user("amina", "Registration staff"))
    answer = client.get(reverse("admin:proceedings_event_numbers", args=[event.pk]), {"format": kind})
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert answer["Content-Disposition"].endswith(f'.{kind}"')


def test_the_event_leads_to_its_numbers_and_an_unknown_format_is_the_page(client, event):
    client.force_login(make_user("amina", "Registration staff"))
    address = reverse("admin:proceedings_event_numbers", args=[event.pk])
    assert address in client.get(reverse("admin:proceedings_event_change", args=[event.pk])).content.decode()
    answer = client.get(address, {"format": "exe"})
    assert "Nobody is in this event yet." in answer.content.decode()
