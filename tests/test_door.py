"""Amina stands at the door: who comes in and goes out, what is taken back, and people nobody had on the list."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from proceedings.actions import NotPossible, door
from proceedings.models import (
    Consent,
    DayAttended,
    Organisation,
    OrganisationName,
    Participant,
    Passage,
    Person,
    SeatRole,
)
from tests.make import make_event, make_organisation, make_participant, make_user

pytestmark = pytest.mark.django_db

YANGON = {"time_zone": "Asia/Yangon"}
IN, OUT = Passage.Direction.IN, Passage.Direction.OUT


@pytest.fixture
def amina():
    return make_user("amina", "Door staff")


@pytest.fixture
def seat():
    return make_participant(make_event(**YANGON), "Thida")


def days(seat):
    return [str(day) for day in seat.days_attended.values_list("date", flat=True)]


# In and out


def test_who_is_checked_in_attended_the_day(seat, amina):
    passage = door.check_in(seat, by=amina)
    assert (passage.participant, passage.direction, passage.by, passage.undone_at) == (seat, IN, amina, None)
    assert days(seat) == [str(door.day_of(seat.event))]
    made = DayAttended.history.get()
    assert (made.history_user, made.history_change_reason) == (amina, "At the door")


def test_who_goes_out_attended_the_day_all_the_same(seat, amina):
    door.check_in(seat, by=amina)
    door.check_out(seat, by=amina)
    assert [passage.direction for passage in seat.passages.all()] == [IN, OUT]
    assert len(days(seat)) == 1


def test_going_out_alone_is_no_attendance(seat, amina):
    """The phone that let them in has no network; its check-in comes later."""
    door.check_out(seat, by=amina)
    assert days(seat) == []


def test_the_day_is_that_of_the_events_time_zone(seat, amina):
    # In Yangon it is half past six in the morning when in London it is midnight.
    evening = timezone.now().replace(hour=23, minute=30) - timedelta(days=1)
    passage = door.check_in(seat, by=amina, at=evening)
    assert passage.day == evening.date() + timedelta(days=1)
    assert passage.at == evening


def test_an_event_without_a_time_zone_has_the_days_of_the_site(amina):
    seat = make_participant(make_event(), "Thida")
    evening = timezone.now().replace(hour=23, minute=30) - timedelta(days=1)
    assert door.check_in(seat, by=amina, at=evening).day == evening.date()


def test_a_passage_sent_twice_is_noted_once(seat, amina):
    uid, when = uuid.uuid4(), timezone.now() - timedelta(minutes=40)
    first = door.check_in(seat, by=amina, uid=uid, at=when)
    assert door.check_in(seat, by=amina, uid=uid, at=when) == first
    assert Passage.objects.count() == 1


def test_what_was_taken_back_stays_so_when_its_first_message_comes_again(seat, amina):
    uid = uuid.uuid4()
    door.undo(door.check_in(seat, by=amina, uid=uid), by=amina)
    assert door.check_in(seat, by=amina, uid=uid).undone_at is not None
    assert days(seat) == []


def test_two_phones_check_in_one_person_and_she_was_there_once(seat, amina):
    door.check_in(seat, by=amina)
    door.check_in(seat, by=make_user("bo", "Door staff"))
    assert seat.passages.count() == 2
    assert len(days(seat)) == 1


def test_one_number_is_not_two_passages(seat, amina):
    other, uid = make_participant(seat.event, "Nary"), uuid.uuid4()
    door.check_in(seat, by=amina, uid=uid)
    with pytest.raises(NotPossible, match="gave two passages one number"):
        door.check_in(other, by=amina, uid=uid)
    with pytest.raises(NotPossible, match="gave two passages one number"):
        door.check_out(seat, by=amina, uid=uid)
    assert Passage.objects.count() == 1


@pytest.mark.parametrize("state", [state for state in Participant.State if state != Participant.State.CONFIRMED])
def test_only_a_confirmed_seat_is_let_in(seat, amina, state):
    Participant.objects.update(state=state)
    with pytest.raises(NotPossible, match="not confirmed"):
        door.check_in(seat, by=amina)
    assert not Passage.objects.exists()


@pytest.mark.parametrize(
    "when",
    [
        timezone.now() + timedelta(hours=2),
        timezone.now() - timedelta(days=4),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_a_time_no_clock_shows_is_refused_with_a_sentence(seat, amina, when):
    with pytest.raises(NotPossible, match="which cannot be. Set its clock"):
        door.check_in(seat, by=amina, at=when)
    with pytest.raises(NotPossible, match="which cannot be. Set its clock"):
        door.add_walk_in(seat.event, by=amina, name="Somebody", at=when)
    assert (Passage.objects.count(), Person.objects.count()) == (0, 1)


def test_a_clock_that_is_a_little_wrong_is_believed(seat, amina):
    soon = timezone.now() + timedelta(minutes=50)
    assert door.check_in(seat, by=amina, at=soon).at == soon


# Taking back


def test_a_day_stands_while_one_coming_in_of_it_stands(seat, amina):
    first, second = door.check_in(seat, by=amina), door.check_in(seat, by=amina)
    door.undo(first, by=amina)
    assert len(days(seat)) == 1
    undone = door.undo(second, by=amina)
    assert days(seat) == []
    assert (undone.undone_by, undone.undone_at is not None) == (amina, True)


def test_taking_back_twice_changes_nothing_more(seat, amina):
    passage = door.check_in(seat, by=amina)
    first = door.undo(passage, by=amina)
    again = door.undo(passage, by=make_user("bo", "Door staff"))
    assert (again.undone_by, again.undone_at) == (amina, first.undone_at)


def test_taking_back_leaves_other_days_alone(seat, amina):
    yesterday = timezone.now() - timedelta(days=1)
    door.check_in(seat, by=amina, at=yesterday)
    door.undo(door.check_in(seat, by=amina), by=amina)
    assert days(seat) == [str(door.day_of(seat.event, yesterday))]


def test_a_day_noted_by_hand_is_not_taken_away(seat, amina):
    today = door.day_of(seat.event)
    DayAttended.objects.create(participant=seat, date=today)
    door.undo(door.check_in(seat, by=amina), by=amina)
    assert days(seat) == [str(today)]


def test_who_withdrew_meanwhile_can_still_be_taken_back(seat, amina):
    passage = door.check_in(seat, by=amina)
    Participant.objects.update(state=Participant.State.WITHDRAWN)
    door.undo(passage, by=amina)
    assert days(seat) == []


# Walk-ins


def test_a_walk_in_gets_a_seat_and_is_there_and_agreed_to_nothing(amina):
    event, role = make_event(**YANGON), SeatRole.objects.create(code="observer", name="Observer")
    body = make_organisation(name="Ministry of Labour")
    passage = door.add_walk_in(event, by=amina, name=" Kyaw Zin\ufeff", organisation="ministry of labour", role=role)
    seat = passage.participant
    assert (seat.event, seat.state, seat.internal_note) == (event, Participant.State.CONFIRMED, "walk-in")
    assert (seat.person.name, seat.person.email, seat.organisation, seat.seat_role) == ("Kyaw Zin", "", body, role)
    assert (passage.direction, len(days(seat))) == (IN, 1)
    assert not Consent.objects.exists()
    assert Organisation.objects.count() == 1
    assert {row.history_user for row in (seat.history.get(), seat.person.history.get())} == {amina}


def test_a_walk_in_sent_twice_is_one_person(amina):
    event, sent = make_event(), {"seat_uid": uuid.uuid4(), "uid": uuid.uuid4()}
    first = door.add_walk_in(event, by=amina, name="Kyaw Zin", **sent)
    assert door.add_walk_in(event, by=amina, name="Kyaw Zin", **sent) == first
    assert (Person.objects.count(), Participant.objects.count(), Passage.objects.count()) == (1, 1, 1)


def test_a_walk_in_does_not_take_a_seat_of_another_event(seat, amina):
    with pytest.raises(NotPossible, match="another event"):
        door.add_walk_in(make_event(), by=amina, name="Kyaw Zin", seat_uid=seat.uid)


@pytest.mark.parametrize(
    "called", ["Mekong Migration Network", "MMN", "mekong  migration network (mmn)", "Réseau Mékong"]
)
def test_an_organisation_is_known_by_each_of_its_names(amina, called):
    body = make_organisation(name="Mekong Migration Network", acronym="MMN")
    OrganisationName.objects.create(organisation=body, name="Reseau Mekong")
    assert door.add_walk_in(make_event(), by=amina, name="A", organisation=called).participant.organisation == body


def test_an_organisation_nobody_knows_is_new_and_has_no_page(amina):
    make_organisation(name="Other", slug="green-field")
    body = door.add_walk_in(make_event(), by=amina, name="A", organisation="Green Field").participant.organisation
    assert (body.name, body.is_published, body.slug.startswith("green-field-")) == ("Green Field", False, True)


def test_of_two_ministries_of_one_name_the_one_that_is_here_is_meant(amina):
    event = make_event()
    make_organisation(name="Ministry of Labour", country="KH")
    here = make_organisation(name="Ministry of Labour", country="LA")
    seat = door.add_walk_in(event, by=amina, name="A", organisation="Ministry of Labour").participant
    assert (seat.organisation, seat.internal_note) == (None, "walk-in, Ministry of Labour")
    make_participant(event, organisation=here)
    seat = door.add_walk_in(event, by=amina, name="B", organisation="Ministry of Labour").participant
    assert seat.organisation == here


@pytest.mark.parametrize(
    ("name", "organisation"),
    [("", ""), (" \t", ""), ("x" * 301, ""), ("A", "y" * 301), ("A\0", ""), ("A\nB", ""), ("A", "\0")],
)
def test_a_name_that_is_none_is_refused(amina, name, organisation):
    with pytest.raises(NotPossible):
        door.add_walk_in(make_event(), by=amina, name=name, organisation=organisation)
    assert (Person.objects.count(), Organisation.objects.count()) == (0, 0)


# Who may


def test_the_door_is_for_those_who_may_stand_there(seat, amina):
    passage = door.check_in(seat, by=amina)
    elsewhere = make_user("elsewhere", "Door staff", "Registration staff", event=make_event())
    for user in (elsewhere, make_user("nobody"), make_user("selma", "Editor", "Publisher")):
        for act in (
            lambda user=user: door.check_in(seat, by=user),
            lambda user=user: door.check_out(seat, by=user),
            lambda user=user: door.undo(passage, by=user),
            lambda user=user: door.add_walk_in(seat.event, by=user, name="A"),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert Passage.objects.filter(undone_at=None).count() == 1


def test_the_team_of_the_event_may(seat):
    door.check_in(seat, by=make_user("here", "Door staff", event=seat.event))
    assert Passage.objects.count() == 1


# At once


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_messages_at_once_are_noted_once():
    amina, event = make_user("amina", "Door staff"), make_event()
    seat = make_participant(event, "Thida")
    sent = {"seat_uid": uuid.uuid4(), "uid": uuid.uuid4()}
    passage, together = uuid.uuid4(), Barrier(8)

    def send(number):
        try:
            together.wait()
            if number % 2:
                return door.check_in(seat, by=amina, uid=passage).pk
            return door.add_walk_in(event, by=amina, name="Kyaw Zin", **sent).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        noted = list(pool.map(send, range(8)))
    assert len(set(noted[::2])) == len(set(noted[1::2])) == 1
    assert (Passage.objects.count(), Participant.objects.count(), Person.objects.count()) == (2, 2, 2)
    assert DayAttended.objects.count() == 2
