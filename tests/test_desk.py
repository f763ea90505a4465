"""The desk: who opens it, what a phone is told and what not, and that its forms work without a script."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.actions import door
from proceedings.models import Event, Participant, Passage, Person, PersonName, SeatRole
from proceedings.spreadsheets.countries import plain
from tests.make import history_of_few, make_event, make_organisation, make_participant, make_person, make_user

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def event():
    return make_event(title="Dialogue", time_zone="Asia/Yangon")


@pytest.fixture
def amina(event):
    return make_user("amina", "Door staff", event=event)


@pytest.fixture
def desk(client, amina):
    client.force_login(amina)
    return client


def address(name, event):
    return reverse(f"desk:{name}", args=[event.slug])


def listed(client, event):
    return client.get(address("list", event)).json()["seats"]


def sent(client, verb, event, /, **fields):
    return client.post(address(verb, event), {"uid": uuid.uuid4()} | fields, **JSON)


# Who opens it


def test_events_of_today_come_first_then_those_to_come_then_the_newest(client):
    today = timezone.localdate()
    titles = {"Past": (-90, -89), "Older": (-400, -399), "Next": (30, 31), "Later": (60, 60), "Now": (-1, 1)}
    for title, (first, last) in titles.items():
        make_event(title=title, start_date=today + timedelta(days=first), end_date=today + timedelta(days=last))
    make_event(title="One day", start_date=today)
    make_event(title="No date")
    make_event(title="Of others", start_date=today, is_reference=True)
    client.force_login(make_user("root", "Door staff"))
    answer = client.get("/desk/")
    assert [event.title for event in answer.context["today"]] == ["Now", "One day"]
    assert [event.title for event in answer.context["others"]] == ["Next", "Later", "Past", "Older", "No date"]


def test_amina_sees_her_events_only(desk, event):
    make_event(title="Somebody else's")
    assert [row.title for row in desk.get("/desk/").context["others"]] == [event.title]


def test_a_door_that_is_not_hers_and_one_that_is_not_there_look_alike(desk):
    other = make_event(slug="other")
    answers = [desk.get(f"/desk/{slug}/") for slug in (other.slug, "no-such-event")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content


def test_the_seats_of_another_event_are_out_of_reach(desk, event):
    other = make_participant(make_event(), "Nary")
    passage = door.check_in(other, by=make_user("root", is_superuser=True))
    for name in ("check_in", "check_out"):
        assert sent(desk, name, event, seat=other.uid).status_code == 409
    assert sent(desk, "undo", event, uid=passage.uid).status_code == 409
    assert sent(desk, "walk_in", event, seat=other.uid, name="A").status_code == 409
    assert list(Passage.objects.filter(undone_at=None)) == [passage]
    assert "Nary" not in desk.get(address("desk", event) + f"?passage={passage.uid}").content.decode()


def test_a_form_from_elsewhere_is_refused(event, amina):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina)
    seat = make_participant(event, "Thida")
    fields = {"seat": seat.uid, "uid": uuid.uuid4()}
    assert client.post(address("check_in", event), fields, **JSON).status_code == 403
    token = client.get(address("list", event)).json()["token"]
    answer = client.post(address("check_in", event), fields, HTTP_X_CSRFTOKEN=token, **JSON)
    assert (answer.status_code, Passage.objects.count()) == (200, 1)


# What a phone is told


def test_the_list_holds_what_the_door_needs_and_nothing_else(desk, event):
    person = make_person(
        "Thida Oo", own_script_name="သီတာဦး", honorific="Daw", email="secret-mail@example.org", phone="secret-phone",
        internal_note="secret-note",
    )  # fmt: skip
    PersonName.objects.create(person=person, name="Thidar Ou")
    role = SeatRole.objects.create(code="speaker", name="Speaker")
    body = make_organisation(name="Ministry", acronym="MoL", internal_note="secret-body")
    seat = make_participant(
        event, person=person, organisation=body, seat_role=role, badge_code="c0de", post="secret-post",
        needs="secret-need", internal_note="secret-seat",
    )  # fmt: skip
    now = timezone.now().replace(microsecond=0)
    passage = door.check_in(seat, by=make_user("root", is_superuser=True), at=now)
    answer = desk.get(address("list", event))
    assert answer.json()["seats"] == [
        {
            "seat": str(seat.uid),
            "code": "c0de",
            "name": "Daw Thida Oo",
            "own": "သီတာဦး",
            "organisation": "Ministry (MoL)",
            "role": "Speaker",
            "find": f"thida oo | {plain('သီတာဦး')} | daw thida oo | thidar ou | ministry mol",
            "passages": [
                {"uid": str(passage.uid), "direction": "in", "at": now.astimezone(door.zone_of(event)).isoformat()}
            ],
        }
    ]
    assert set(answer.json()) == {"slug", "user", "username", "zone", "day", "now", "token", "seats"}
    shown = desk.get(address("desk", event) + f"?passage={passage.uid}")
    found = desk.post(address("desk", event), {"q": "thidar"})
    for page in (answer, shown, found):
        assert "Thida Oo" in page.content.decode()
        assert "secret" not in page.content.decode()
        assert "no-store" in page["Cache-Control"]


def test_who_sits_under_an_alias_is_known_by_that_alone(desk, event):
    person = make_person("Realname", own_script_name="စစ်မှန်", honorific="Realhonorific")
    PersonName.objects.create(person=person, name="Realspelling")
    seat = make_participant(event, person=person, alias="Lotus")
    (row,) = listed(desk, event)
    assert (row["name"], row["own"], row["find"]) == ("Lotus", "", "lotus")
    for asked in ("Realname", "စစ်မှန်", "Realspelling"):
        answer = desk.post(address("desk", event), {"q": asked})
        assert answer.context["hits"] == []
    noted = sent(desk, "check_in", event, seat=seat.uid)
    assert "real" not in noted.content.decode().lower()


def test_only_confirmed_seats_are_expected(desk, event):
    for state in Participant.State:
        make_participant(event, str(state), state=state)
    make_participant(make_event(), "of another event")
    make_participant(event, office="Village headman")
    assert [row["name"] for row in listed(desk, event)] == ["confirmed", "Village headman"]


def test_the_list_costs_the_same_for_one_three_and_a_hundred(desk, event):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(address("list", event))
        return len(captured)

    numbers = []
    for size in (1, 3, 100):
        with history_of_few(size):
            while event.participants.count() < size:
                person = make_person("Thida")
                PersonName.objects.create(person=person, name="Thidar")
                seat = make_participant(event, person=person, organisation=make_organisation())
                door.check_in(seat, by=make_user(f"root{seat.pk}", is_superuser=True))
        numbers.append(queries())
    assert numbers[0] == numbers[1] == numbers[2] < 12


def test_counts_tell_who_is_in_who_came_and_who_is_expected(desk, event, amina):
    seats = [make_participant(event, f"Person {number}") for number in range(5)]
    door.check_in(seats[0], by=amina)
    door.check_in(seats[1], by=amina)
    door.check_out(seats[1], by=amina)
    door.check_in(seats[2], by=amina)
    door.check_in(seats[2], by=amina)
    door.undo(door.check_in(seats[3], by=amina), by=amina)
    door.check_in(seats[4], by=amina, at=timezone.now() - timedelta(days=1))
    context = desk.get(address("desk", event)).context
    assert context["counts"] == {"inside": 2, "came": 3, "expected": 5}
    today = door.day_of(event)
    assert context["days"] == [(today - timedelta(days=1), 1), (today, 3)]


def test_the_order_in_which_phones_send_does_not_matter(desk, event, amina):
    """She came at nine and left at ten; the phone that saw her come sends last."""
    seat, now = make_participant(event, "Thida"), timezone.now()
    door.check_out(seat, by=amina, at=now)
    door.check_in(seat, by=amina, at=now - timedelta(microseconds=1))
    (row,) = listed(desk, event)
    assert [passage["direction"] for passage in row["passages"]] == ["in", "out"]


# Sending


def test_the_answer_tells_where_the_person_is_now(desk, event):
    seat, uid = make_participant(event, "Thida"), uuid.uuid4()
    for _again in range(2):
        answer = sent(desk, "check_in", event, seat=seat.uid, uid=uid, at=timezone.now().isoformat())
        (row,) = answer.json()["seat"]
        assert [passage["uid"] for passage in row["passages"]] == [str(uid)]
        assert "no-store" in answer["Cache-Control"]
    assert Passage.objects.count() == 1
    (row,) = sent(desk, "undo", event, uid=uid).json()["seat"]
    assert row["passages"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": "x"},
        {"uid": "\0"},
        {"seat": "1"},
        {"seat": str(uuid.uuid4())},
        {"at": "yesterday"},
        {"at": "2026-99-99T00:00Z"},
        {"at": "2026-11-24T09:00"},
        {"at": "0001-01-01T00:00+14:00"},
        {"at": "9999-12-31T23:59-12:00"},
        {"at": "\0"},
    ],
)
@pytest.mark.parametrize("verb", ["check_in", "check_out", "walk_in"])
def test_what_makes_no_sense_is_answered_with_a_sentence(desk, event, verb, wrong):
    seat = make_participant(event, "Thida")
    if verb == "walk_in" and wrong.get("seat", "1") != "1":
        wrong = {"seat": "\0"}
    fields = {"seat": seat.uid if verb != "walk_in" else uuid.uuid4(), "name": "A"} | wrong
    answer = sent(desk, verb, event, **fields)
    assert (answer.status_code, list(answer.json())) == (409, ["why"])
    page = desk.post(address(verb, event), {"uid": uuid.uuid4()} | fields)
    assert page.status_code == 409
    assert answer.json()["why"] in page.content.decode()
    assert (Passage.objects.count(), Person.objects.count()) == (0, 1)


def test_a_walk_in_that_is_refused_keeps_what_was_typed(desk, event):
    SeatRole.objects.create(code="speaker", name="Speaker")
    typed = {"seat": uuid.uuid4(), "uid": uuid.uuid4(), "name": "", "organisation": "Green Field", "role": "speaker"}
    page = desk.post(address("walk_in", event), typed).content.decode()
    assert "Write the name." in page
    assert 'value="Green Field"' in page
    assert '<option value="speaker" selected>' in page


def test_forms_work_without_a_script(desk, event):
    seat = make_participant(event, "Đặng Thị Ánh")
    page = desk.post(address("desk", event), {"q": "dang anh"})
    ((row, uid),) = page.context["hits"]
    assert row.seat == str(seat.uid)
    fields = {"seat": row.seat, "uid": uid}
    shown = desk.post(address("check_in", event), fields, follow=True)
    assert "Checked in" in shown.content.decode()
    # Pressed twice, or sent again by going back.
    desk.post(address("check_in", event), fields)
    assert Passage.objects.count() == 1
    shown = desk.post(address("undo", event), {"uid": uid}, follow=True)
    assert "Taken back" in shown.content.decode()


def test_a_search_does_not_stand_in_an_address(desk, event):
    make_participant(event, "Thida")
    assert desk.get(address("desk", event) + "?q=thida").context["hits"] == []


def test_an_event_without_a_time_zone_says_so(desk, event):
    words = "The event has no time zone"
    assert words not in desk.get(address("desk", event)).content.decode()
    Event.objects.update(time_zone="")
    assert words in desk.get(address("desk", event)).content.decode()


def test_who_works_at_a_door_finds_it_on_the_first_page_of_the_day(client):
    today = timezone.localdate()
    for first, last in ((-1, 1), (0, None), (-3, -1), (1, 2)):
        make_event(
            start_date=today + timedelta(days=first), end_date=None if last is None else today + timedelta(days=last)
        )
    client.force_login(make_user("amina", "Door staff"))
    (waiting,) = client.get("/admin/").context["waiting"]
    assert (waiting.count, waiting.url) == (2, "/desk/")


CSS = (settings.BASE_DIR / "static" / "desk" / "desk.css").read_text()
TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()


def test_the_look_of_the_desk_is_that_of_the_site():
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", CSS) == []
    assert (
        re.findall(r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right):", CSS)
        == []
    )
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= set(re.findall(r"--([\w-]+):", TOKENS))


def test_the_decoder_has_its_licence_beside_it():
    vendor = settings.BASE_DIR / "static" / "desk" / "vendor"
    assert {path.name for path in vendor.iterdir()} == {"jsqr-1.4.0.js", "jsqr-1.4.0-LICENSE.txt"}
    assert "Apache License" in (vendor / "jsqr-1.4.0-LICENSE.txt").read_text()


def test_the_worker_keeps_every_script_of_the_desk(desk, event):
    worker = desk.get("/desk/worker.js")
    assert worker["Content-Type"] == "text/javascript"
    page = desk.get(address("desk", event)).content.decode()
    asked = {part.split('"')[0] for part in page.split('src="')[1:]} | {
        part.split('"')[0] for part in page.split('<link rel="stylesheet" href="')[1:]
    }
    assert {path for path in asked if json.dumps(path) not in worker.content.decode()} == set()
