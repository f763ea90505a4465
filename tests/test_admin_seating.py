"""Amina decides who gets a seat, in the back office. The verbs themselves are in test_seating.py."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.actions import seating
from proceedings.models import Delegation, Mailing, Message, Participant, Registration, SeatQuota
from tests.make import make_constituency, make_event, make_organisation, make_participant, make_person, make_user

# Forms and pages over verbs that are tried beside both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
State = Participant.State
LIST = "/admin/proceedings/participant/"


@pytest.fixture
def event():
    event = make_event(title="Second dialogue", time_zone="Asia/Yangon")
    Registration.objects.create(event=event, capacity=2)
    return event


@pytest.fixture
def amina(client, event):
    user = make_user("amina", "Registration staff", event=event)
    client.force_login(user)
    return user


def seat(event, state, name, **fields):
    person = make_person(name, email=f"{name.split()[0].lower()}@example.org")
    if state == State.WAITING:
        fields.setdefault("waiting_since", timezone.now())
    return make_participant(event, person=person, state=state, **fields)


def state_of(participant):
    return Participant.objects.get(pk=participant.pk).state


def page_of(participant, verb):
    return reverse("admin:proceedings_participant_seat", args=[participant.pk, verb])


def form_of(participant):
    return reverse("admin:proceedings_participant_change", args=[participant.pk])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def buttons(client, participant):
    page = client.get(form_of(participant))
    verbs = [str(text) for text, _address in page.context["buttons"]]
    # What stands beside the verbs.
    return [text for text in verbs if text != "Personal links"]


# One participant


def test_the_form_offers_what_makes_sense_now(client, event, amina):
    assert buttons(client, seat(event, State.INVITED, "Nu")) == [
        "Invite",
        "Confirm the seat",
        "Note that they decline",
        "Turn down",
    ]
    assert buttons(client, seat(event, State.APPLIED, "Mya")) == [
        "Confirm the seat",
        "Move to the waiting list",
        "Note that they withdraw",
        "Turn down",
    ]
    waiting = seat(event, State.WAITING, "Su")
    assert buttons(client, waiting) == ["Confirm the seat", "Offer a seat", "Note that they withdraw", "Turn down"]
    seating.offer(waiting, by=amina)
    assert buttons(client, waiting) == [
        "Note that they take the seat",
        "Note that they decline",
        "Note that they withdraw",
        "Turn down",
    ]
    assert buttons(client, seat(event, State.CONFIRMED, "Zin")) == [
        "Move to the waiting list",
        "Note that they withdraw",
        "Turn down",
    ]
    for state in (State.DECLINED, State.WITHDRAWN, State.REJECTED):
        assert buttons(client, seat(event, state, state)) == ["Invite", "Take up the application again"]


def test_a_button_shows_what_would_come_of_it_and_changes_nothing(client, event, amina):
    one = seat(event, State.APPLIED, "Mya Aye")
    for _ in range(2):
        page = client.get(page_of(one, "confirm")).content.decode()
        assert "1 has a seat" in page
        assert "Mya Aye" in page
    assert (state_of(one), Message.objects.count(), one.history.count()) == (State.APPLIED, 0, 1)
    answer = client.post(page_of(one, "confirm"), {"do": "1"})
    assert (answer.status_code, answer.url, state_of(one)) == (302, form_of(one), State.CONFIRMED)
    assert said(answer) == ["1 has a seat. What they are told waits in the outbox."]
    assert one.history.first().history_user == amina


def test_a_full_event_is_told_before_and_after(client, event, amina):
    for name in ("Nu", "Su"):
        seat(event, State.CONFIRMED, name)
    late = seat(event, State.APPLIED, "Mya Aye")
    page = client.get(page_of(late, "confirm")).content.decode()
    assert "There are not enough free seats." in page
    assert "1 is on the waiting list" in page
    answer = client.post(page_of(late, "confirm"), {"do": "1"})
    assert said(answer) == ["1 is on the waiting list. What they are told waits in the outbox."]
    page = client.get(page_of(late, "confirm"))
    assert not page.context["possible"]
    assert "All 2 seats are taken. This person stays on the waiting list." in page.content.decode()


def test_who_is_asked_next_is_told_beforehand(client, event, amina):
    leaving = seat(event, State.CONFIRMED, "Nu")
    seat(event, State.CONFIRMED, "Su")
    following = seat(event, State.WAITING, "Mya Aye")
    page = client.get(page_of(leaving, "withdraw"))
    assert page.context["offered"] == [following]
    answer = client.post(page_of(leaving, "withdraw"), {"do": "1"})
    assert said(answer) == [
        "1 withdrew. The seat is held for the next in line. What they are told waits in the outbox."
    ]


def test_nobody_is_turned_down_without_a_reason(client, event, amina):
    one = seat(event, State.APPLIED, "Mya Aye")
    for reason in ("", "   ", "\0", "x" * 501):
        page = client.post(page_of(one, "reject"), {"do": "1", "reason": reason})
        assert "reason" in page.context["form"].errors, reason
    assert state_of(one) == State.APPLIED
    client.post(page_of(one, "reject"), {"do": "1", "reason": "The hall is small."})
    page = client.get(form_of(one)).content.decode()
    assert state_of(one) == State.REJECTED
    assert "The hall is small." in page


def test_who_decided_meanwhile_is_told_in_a_sentence(client, event, amina):
    one = seat(event, State.APPLIED, "Mya Aye")
    seating.reject(one, by=amina, reason="No")
    answer = client.post(page_of(one, "confirm"), {"do": "1"})
    assert said(answer) == [f"Not possible: this person was turned down. (Seat {one.pk})"]
    assert client.get(page_of(one, "no-such-verb")).status_code == 404


@pytest.mark.parametrize("role", ["Editor", "Publisher", "Rapporteur", "Door staff"])
def test_colleagues_without_the_right_have_neither_buttons_nor_pages(client, event, role):
    one = seat(event, State.APPLIED, "Mya Aye")
    client.force_login(make_user("ravi", role))
    if role in ("Editor", "Publisher"):
        assert buttons(client, one) == []
        actions = client.get(LIST).context["cl"].model_admin.get_actions(client.get(LIST).wsgi_request)
        assert not [name for name in actions if name.startswith("seat_")]
    for verb in ("confirm", "reject"):
        assert client.get(page_of(one, verb)).status_code == 403
        assert client.post(page_of(one, verb), {"do": "1", "reason": "No"}).status_code == 403
    assert state_of(one) == State.APPLIED


# Adding, changing, deleting by hand


def form_data(event, **more):
    return {
        "event": event.pk,
        "alias": "Chair of the village",
        "state": "confirmed",
        "consents-TOTAL_FORMS": 0,
        "consents-INITIAL_FORMS": 0,
        "days_attended-TOTAL_FORMS": 0,
        "days_attended-INITIAL_FORMS": 0,
        "inferred_0": "",
    } | more


def test_who_is_added_by_hand_starts_as_amina_chose(client, event, amina):
    for number, state in enumerate(State):
        if state == State.CONFIRMED:
            continue
        answer = client.post(f"{LIST}add/", form_data(event, alias=f"Guest {number}", state=state))
        assert answer.status_code == 302, answer.context["errors"]
        one = Participant.objects.get(alias=f"Guest {number}")
        assert (one.state, bool(one.waiting_since)) == (state, state == State.WAITING)
    assert not Message.objects.exists()


def test_nobody_is_added_to_a_seat_that_is_not_there(client, event, amina):
    for n in range(2):
        assert client.post(f"{LIST}add/", form_data(event, alias=f"Guest {n}")).status_code == 302
    page = client.post(f"{LIST}add/", form_data(event))
    assert page.context["adminform"].form.errors["state"] == [
        "All 2 seats are taken. Choose “on the waiting list”, or give the event more seats first."
    ]
    assert event.participants.count() == 2
    delegation = Delegation.objects.create(event=event, organisation=make_organisation())
    alternate = form_data(event, delegation=delegation.pk, is_alternate="on")
    assert client.post(f"{LIST}add/", alternate).status_code == 302


def test_the_form_does_not_change_the_state(client, event, amina):
    one = seat(event, State.APPLIED, "Mya Aye")
    client.post(form_of(one), form_data(event, person=one.person.pk, alias="", needs="Halal", state="confirmed"))
    one.refresh_from_db()
    assert (one.needs, one.state) == ("Halal", State.APPLIED)


def test_a_form_that_moves_somebody_beyond_the_seats_says_so(client, event, amina):
    SeatQuota.objects.create(registration=event.registration, constituency=make_constituency("media"), seats=0)
    one = seat(event, State.CONFIRMED, "Mya Aye")
    media = make_constituency("media").pk
    answer = client.post(form_of(one), form_data(event, person=one.person.pk, alias="", constituency=media))
    assert "All 0 seats for media are taken. This one is beyond them." in said(answer)


def test_a_seat_that_is_deleted_goes_to_the_next_in_line(client, event, amina):
    first, second = seat(event, State.CONFIRMED, "Nu"), seat(event, State.CONFIRMED, "Su")
    waiting = [seat(event, State.WAITING, name) for name in ("Mya", "Zin")]
    seating.withdraw(second, by=amina)
    assert Participant.objects.get(pk=waiting[0].pk).offered_until
    Message.objects.update(state=Message.State.WAITING)
    answer = client.post(reverse("admin:proceedings_participant_delete", args=[first.pk]), {"post": "yes"})
    assert answer.status_code == 302
    assert not Participant.objects.filter(pk=first.pk).exists()
    assert Participant.objects.get(pk=waiting[1].pk).offered_until
    ticked = {"action": "delete_selected", "_selected_action": [waiting[0].pk, waiting[1].pk], "post": "yes"}
    client.post(f"{LIST}?event={event.pk}", ticked)
    assert set(event.participants.all()) == {second}
    assert not Message.objects.filter(participant=None, state=Message.State.WAITING).exists()


# Many at once


def tick(seats, action, **more):
    return {"action": action, "_selected_action": [one.pk for one in seats]} | more


def test_amina_approves_those_she_ticked(client, event, amina):
    seats = [seat(event, State.APPLIED, name) for name in ("Nu", "Mya", "Su")]
    gone = seat(event, State.WITHDRAWN, "Zin")
    address = f"{LIST}?event={event.pk}"
    page = client.post(address, tick([*seats, gone], "seat_confirm"))
    assert [(heading, found) for heading, found, _more in page.context["groups"]] == [
        ("2 have a seat", seats[:2]),
        ("1 is on the waiting list", seats[2:]),
    ]
    assert page.context["refused"] == [(gone, "Not possible: this person has withdrawn.")]
    assert {state_of(one) for one in seats} == {State.APPLIED}
    answer = client.post(address, tick([*seats, gone], "seat_confirm", do="1"))
    assert said(answer) == [
        "2 have a seat; 1 is on the waiting list. What they are told waits in the outbox.",
        f"Not possible: this person has withdrawn. (Seat {gone.pk})",
    ]
    assert [state_of(one) for one in seats] == ["confirmed", "confirmed", "waiting"]
    assert answer.url == address
    assert {(mailing.use, mailing.messages.count()) for mailing in Mailing.objects.all()} == {
        ("confirmed", 2),
        ("waiting", 1),
    }


def test_what_amina_did_with_many_is_one_line_of_her_first_page(client, event, amina):
    seats = [seat(event, State.APPLIED, name) for name in ("Nu", "Mya", "Su")]
    client.post(f"{LIST}?event={event.pk}", tick(seats, "seat_confirm", do="1"))
    lines = LogEntry.objects.values_list("object_repr", "object_id", "change_message")
    assert set(lines) == {
        ("2 have a seat: Second dialogue", str(event.pk), f"Seats {seats[0].pk}, {seats[1].pk}"),
        (f"Seat {seats[2].pk}", str(seats[2].pk), "State: on the waiting list."),
    }
    assert "2 have a seat: Second dialogue" in client.get(reverse("admin:index")).content.decode()


def test_amina_turns_down_those_she_ticked_with_one_reason(client, event, amina):
    seats = [seat(event, State.APPLIED, name) for name in ("Nu", "Mya")]
    page = client.post(LIST, tick(seats, "seat_reject", do="1", reason=""))
    assert page.context["form"].errors["reason"] == ["This field is required."]
    assert f'name="_selected_action" value="{seats[0].pk}"' in page.content.decode()
    client.post(LIST, tick(seats, "seat_reject", do="1", reason="The hall is small."))
    assert [state_of(one) for one in seats] == [State.REJECTED] * 2
    assert all("The hall is small." in message.body for message in Message.objects.all())


def test_ticked_rows_of_another_event_stay_as_they_are(client, event, amina):
    other = seat(make_event(), State.APPLIED, "Nu")
    client.post(LIST, tick([other], "seat_confirm", do="1"))
    assert state_of(other) == State.APPLIED


def test_who_has_no_address_is_named_to_be_told_otherwise(client, event, amina):
    one = make_participant(event, alias="The village headman", state=State.APPLIED)
    page = client.get(page_of(one, "confirm"))
    assert page.context["without_address"] == [one]


# How full it is


def test_the_rules_of_an_event_tell_where_people_apply(client, event, amina):
    rules, _ = Registration.objects.get_or_create(event=event)
    client.force_login(amina)
    form = reverse("admin:proceedings_registration_change", args=[rules.pk])
    address = "http://testserver" + reverse("public:register", args=[event.slug])
    for is_open, is_published, told in (
        (False, True, None),
        (True, False, f"People will apply at {address}, once the event is published."),
        (True, True, f'People apply at <a href="{address}">{address}</a>'),
    ):
        Registration.objects.update(is_open=is_open)
        type(event).objects.update(is_published=is_published)
        page = " ".join(client.get(form).content.decode().split())
        assert told in page if told else address not in page


def test_the_rules_of_an_event_show_how_full_it_is(client, event, amina):
    cso, media = make_constituency("cso"), make_constituency("media")
    for constituency, seats in ((cso, 1), (media, 3)):
        SeatQuota.objects.create(registration=event.registration, constituency=constituency, seats=seats)
    seat(event, State.CONFIRMED, "Nu", constituency=cso)
    seat(event, State.CONFIRMED, "Mya", organisation=make_organisation())
    held = seat(event, State.WAITING, "Su", offered_until=timezone.now() + timedelta(hours=1), constituency=media)
    seat(event, State.WAITING, "Zin", constituency=media)
    seat(event, State.APPLIED, "Aye", constituency=media)
    page = client.get(reverse("admin:proceedings_registration_change", args=[event.registration.pk]))
    rows = [
        (str(row.who), row.seats, row.taken, row.held, row.waiting, row.free, row.over)
        for row in page.context["fullness"]
    ]
    assert rows == [("None", 2, 2, 1, 1, 0, 1), ("cso", 1, 2, 0, 0, 0, 1), ("media", 3, 0, 1, 1, 2, 0)]
    line = client.get(reverse("admin:proceedings_registration_change", args=[event.registration.pk])[:-7] + "line/")
    assert [(place, one.pk) for place, one, _since, _note in line.context["line"]][0] == (1, held.pk)


def line_of(event):
    return reverse("admin:proceedings_registration_line", args=[event.registration.pk])


def test_the_waiting_list_says_who_is_next_and_why_others_are_not(client, event, amina):
    cso = make_constituency("cso")
    SeatQuota.objects.create(registration=event.registration, constituency=cso, seats=0)
    start = timezone.now() - timedelta(days=2)
    blocked = seat(event, State.WAITING, "Nu", waiting_since=start, constituency=cso)
    missed = seat(event, State.WAITING, "Su", waiting_since=start, offer_lapsed_at=start)
    following = seat(event, State.WAITING, "Mya", waiting_since=start + timedelta(hours=1))
    page = client.get(line_of(event))
    assert [(place, one, note) for place, one, _since, note in page.context["line"]] == [
        (1, blocked, "All 0 seats for cso are taken."),
        (2, following, "a seat is free"),
        (3, missed, "did not answer an offer; is asked again by hand only"),
    ]
    answer = client.post(line_of(event))
    assert said(answer) == ["1 seat is held for the next in line. The mail waits in the outbox."]
    assert Participant.objects.get(pk=following.pk).offered_until
    assert "a seat is held until" in client.get(line_of(event)).content.decode()
    client.post(line_of(event))
    assert Participant.objects.filter(offered_until__isnull=False).count() == 1


def test_more_seats_are_noticed_and_too_few_too(client, event, amina):
    for name in ("Nu", "Su"):
        seat(event, State.CONFIRMED, name)
    seat(event, State.WAITING, "Mya")
    address = reverse("admin:proceedings_registration_change", args=[event.registration.pk])
    data = {"offer_hours": 72, "keep_days": 30, "quotas-TOTAL_FORMS": 0, "quotas-INITIAL_FORMS": 0}
    answer = client.post(address, data | {"capacity": 3})
    assert "Free seats: 1. People who wait: 1. Offer the seats from the waiting list." in said(answer)
    answer = client.post(address, data | {"capacity": 1})
    assert "The event: more people have a seat, or are offered one, than there are seats. Too many: 1." in said(answer)
    for hours in (0, 1441, 10**30, "abc"):
        page = client.post(address, data | {"offer_hours": hours})
        assert "offer_hours" in page.context["adminform"].form.errors


def test_the_list_of_registrations_counts(client, event, amina):
    seat(event, State.CONFIRMED, "Nu")
    seat(event, State.WAITING, "Su")
    rules = client.get("/admin/proceedings/registration/").context["cl"].result_list[0]
    assert (rules.seats_taken, rules.seats_held, rules.people_waiting) == (1, 0, 1)


def test_the_waiting_list_asks_as_much_for_hundred_as_for_one(client, event, amina):
    seat(event, State.WAITING, "Nu", organisation=make_organisation())
    client.get(line_of(event))

    with CaptureQueriesContext(connection) as one:
        client.get(line_of(event))
    for n in range(40):
        seat(event, State.WAITING, f"P{n}", organisation=make_organisation())
    with CaptureQueriesContext(connection) as many:
        client.get(line_of(event))
    assert len(one) == len(many)


def test_an_event_leads_to_its_registration(client, event, amina):
    page = client.get(reverse("admin:proceedings_event_change", args=[event.pk]))
    assert "Registration" in [text for text, _address in page.context["ways"]]
