"""A ministry's focal point names who comes, by a personal link; colleagues approve. Replacing keeps the seat."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from proceedings.actions import NotPossible, delegating, links, seating
from proceedings.models import Consent, Delegation, Link, Message, Participant, Person, Registration
from tests.lists import book
from tests.make import make_event, make_organisation, make_participant, make_person, make_user

# Beside PostgreSQL the same pages are gone through in a browser.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
State = Participant.State


@pytest.fixture
def event():
    day = timezone.localdate() + timedelta(days=30)
    return make_event(is_published=True, start_date=day, end_date=day)


@pytest.fixture
def delegation(event):
    ministry = make_organisation(name="Ministry of Labour")
    return Delegation.objects.create(
        event=event, organisation=ministry, quota=2, focal_name="Bopha", focal_email="bopha@example.org"
    )


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


def opened(delegation):
    """A link for a delegation, and its path."""
    link = links.make(by=None, delegation=delegation)
    address = links.mint(link)
    link.refresh_from_db()
    return link, address.removeprefix("http://testserver")


@pytest.fixture
def page(delegation):
    return opened(delegation)[1]


def row(name, **fields):
    blank = dict.fromkeys(("honorific", "own_script_name", "post", "email", "phone"), "")
    return blank | {"name": name, "is_alternate": False} | fields


def sent(*people, **more):
    """What the table of the page sends."""
    data = {"do": "name", "row-TOTAL_FORMS": len(people) + 1, "row-INITIAL_FORMS": 0} | more
    for number, person in enumerate(people):
        data |= {f"row-{number}-{name}": value for name, value in person.items()}
    return data


def of(delegation):
    """{name: state} of those a focal point named."""
    return {seat.name: seat.state for seat in delegating.named(delegation)}


# Naming


def test_bopha_names_two_people_who_wait_for_a_colleague(client, delegation, page):
    people = {"name": "Sok Dara", "post": "Director", "email": "dara@example.org"}, {"name": "Chan Thy"}
    answer = client.post(page, sent(*people), follow=True)
    assert "Those you named are with the organisers" in answer.content.decode()
    assert of(delegation) == {"Sok Dara": "applied", "Chan Thy": "applied"}
    seat = Participant.objects.get(person__name="Sok Dara")
    assert (seat.organisation, seat.post, seat.person.email) == (
        delegation.organisation,
        "Director",
        "dara@example.org",
    )
    # They did not apply themselves, and agreed to nothing.
    assert not Message.objects.exists()
    assert not Consent.objects.exists()


def test_a_colleague_approves_and_the_person_hears_of_it(client, delegation, page, amina):
    client.post(page, sent({"name": "Sok Dara", "email": "dara@example.org"}))
    seating.confirm(Participant.objects.get(), by=amina)
    assert of(delegation) == {"Sok Dara": "confirmed"}
    assert list(Message.objects.values_list("to", "mailing__use")) == [("dara@example.org", "confirmed")]


def test_no_more_people_than_seats_but_alternates(client, delegation, page):
    three = [{"name": name} for name in ("Dara", "Thy", "Vanna")]
    answer = client.post(page, sent(*three))
    assert "Your delegation has 2 seats, and 2 of them are free." in answer.content.decode()
    assert 'value="Vanna"' in answer.content.decode()
    assert not Person.objects.filter(name="Dara").exists()
    client.post(page, sent(*three[:2], three[2] | {"is_alternate": "on"}))
    assert list(Participant.objects.values_list("person__name", "is_alternate").order_by("pk")) == [
        ("Dara", False),
        ("Thy", False),
        ("Vanna", True),
    ]


def test_two_offices_that_name_at_once_do_not_share_a_seat(delegation):
    link, _path = opened(delegation)
    delegating.name(link, [row("Dara"), row("Thy")])
    with pytest.raises(NotPossible, match="0 of them are free"):
        delegating.name(link, [row("Vanna")])


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ({"name": "12345"}, "No name: only a number"),
        ({"name": "Dara", "email": "dara@"}, "E-mail not valid"),
        ({"name": "", "post": "Director"}, "No name: the cell is empty."),
        ({"name": "Dara", "email": "dara@exāmple.org"}, "plain letters"),
        ({"name": "ျမန္မာအလုပ္သမား"}, "Zawgyi"),
        ({"name": "Mr. Aung and Ms. Thiri"}, "Give everybody a row."),
        ({"name": "D\0ara"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, page, person, sentence):
    answer = client.post(page, sent({"name": "Thy"}, person))
    assert sentence in answer.content.decode()
    assert 'value="Thy"' in answer.content.decode()
    assert not Participant.objects.exists()


def test_what_is_wrong_is_said_in_the_language_of_the_page(client, page):
    people = [{"email": "dara@"}, {"name": "ျမန္မာအလုပ္သမား"}, {"post": "P" * 301}]
    files = [b"%PDF-1.7", b"Foo,Bar\n1,2\n", b"PK\3\4", b"Name\n" + b"\n" * 30_000]
    for data in (
        *(sent({"name": "Dara"} | person) for person in people),
        *({"do": "list", "file": SimpleUploadedFile("a.csv", file)} for file in files),
    ):
        answer = client.post(f"/km{page}", data).content.decode()
        said = re.findall(r'<p class="error" id[^>]*>(.*?)</p>', answer)
        assert said
        for sentence in said:
            assert not re.search(r"[a-z]{2,} [a-z]{2,}", re.sub("“.*?”", "", sentence)), sentence


def test_zawgyi_that_is_none_may_stand(client, delegation, page):
    written = "ျမန္မာအလုပ္သမား"
    client.post(page, sent({"name": written, "as_it_stands": "on"}))
    assert of(delegation) == {written: "applied"}


def test_nobody_at_all_is_said(client, page):
    assert "Write at least one name." in client.post(page, sent()).content.decode()


@pytest.mark.parametrize("do", ["", "name", "nothing", "replace-1", "back-" + "9" * 18, "correct-x", "list", "\0"])
def test_odd_answers_are_no_crash(client, page, do):
    answer = client.post(page, {"do": do, "row-TOTAL_FORMS": "9" * 30, "row-INITIAL_FORMS": "x"})
    assert answer.status_code == 200
    assert not Participant.objects.exists()


# Nobody learns anything of others


def test_whoever_is_on_the_list_already_is_neither_told_of_nor_changed(client, event, delegation, page):
    there = make_participant(event, person=make_person("Sok Dara", email="dara@example.org", phone="1"), post="Spy")
    client.post(page, sent({"name": "Sok Dara", "email": "dara@example.org", "phone": "2"}))
    there.refresh_from_db()
    assert (there.post, there.delegation, there.person.phone) == ("Spy", None, "1")
    assert Person.objects.filter(name="Sok Dara").count() == 2


def test_the_page_shows_those_named_here_and_no_others(client, event, delegation, page):
    make_participant(event, name="Canary Other")
    make_participant(event, name="Canary Staff", delegation=delegation)
    delegating.name(opened(delegation)[0], [row("Sok Dara", email="canary@example.org", phone="099-canary")])
    text = client.get(page).content.decode()
    assert "Sok Dara" in text
    assert "canary" not in text.casefold()
    # Somebody whom colleagues learned to protect is not shown here any more either.
    Person.objects.filter(name="Sok Dara").update(is_protected=True)
    assert "Sok Dara" not in client.get(page).content.decode()


def test_a_link_reaches_no_other_delegation(client, event, delegation, page):
    other = Delegation.objects.create(event=event, organisation=make_organisation())
    (seat,) = delegating.name(opened(other)[0], [row("Theirs")])
    for do in (f"back-{seat.pk}", f"replace-{seat.pk}", f"correct-{seat.pk}"):
        answer = client.post(page, {"do": do, f"{do}-name": "Mine"})
        assert "Theirs" not in answer.content.decode()
    seat.refresh_from_db()
    assert (seat.state, seat.person.name) == ("applied", "Theirs")


@pytest.mark.parametrize("broken", ["revoked", "expired", "unknown", "another browser"])
def test_a_link_that_is_no_good_shows_nothing(client, delegation, broken):
    link, path = opened(delegation)
    delegating.name(link, [row("Canary")])
    if broken == "revoked":
        links.revoke(Link.objects.all())
    elif broken == "expired":
        Link.objects.update(expires_at=timezone.now())
    elif broken == "unknown":
        path = path[:-1] + ("a" if path[-1] != "a" else "b")
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Canary" not in answer.content.decode()
    assert "Ministry of Labour" not in answer.content.decode()


def test_the_browser_that_named_people_may_go_on(client, page):
    client.post(page, sent({"name": "Dara"}))
    assert "Dara" in client.get(page).content.decode()


def test_who_lost_the_link_asks_for_a_fresh_one_once(client, delegation):
    link, path = opened(delegation)
    links.note_use(link)
    for _time in range(2):
        assert client.post(path).status_code == 200
    assert list(Message.objects.values_list("to", flat=True)) == ["bopha@example.org"]


def test_a_look_changes_nothing(client, delegation, page):
    for _time in range(3):
        assert client.get(page).status_code == client.head(page).status_code == 200
    assert Link.objects.get().used_at is None


# A list fills the table


def test_a_spreadsheet_fills_the_table_and_saves_nothing(client, page):
    lines = [["No", "Họ và tên", "Chức vụ", "Email", "Passport"], [1, "Ông Trần Văn A", "Vụ trưởng", "a@", "N-1234567"]]
    file = SimpleUploadedFile("list.xlsx", book(("List", lines)))
    text = client.post(page, {"do": "list", "file": file}).content.decode()
    for value in ("Trần Văn A", "Ông", "Vụ trưởng", "a@"):
        assert f'value="{value}"' in text
    assert "Nothing is sent yet" in text
    assert "N-1234567" not in text
    assert not Participant.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"<html><table>", "web page"),
        (b"Country\nLaos\n", "No column is headed"),
        (b"Name\n" + b"Dara\n" * 101, "more than 100 people"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_list_gets_a_sentence(client, page, data, sentence):
    answer = client.post(page, {"do": "list", "file": SimpleUploadedFile("a.csv", data)})
    assert sentence in answer.content.decode()


# Replacing, taking back, mending


def test_a_confirmed_seat_passes_on_when_it_is_approved_and_to_nobody_else(client, event, delegation, page, amina):
    Registration.objects.create(event=event, capacity=1)
    client.post(page, sent({"name": "Dara", "email": "dara@example.org"}))
    old = seating.confirm(Participant.objects.get(), by=amina)
    Participant.objects.update(heads_delegation=True)
    waiting = make_participant(event, state=State.WAITING, waiting_since=timezone.now())
    do = f"replace-{old.pk}"
    client.post(page, {"do": do, f"{do}-name": "Thy"})
    assert of(delegation) == {"Dara": "confirmed", "Thy": "applied"}
    # Whose place is taken takes no seat of the delegation a second time.
    assert delegating.seats_left(delegation) == 1
    seating.confirm(Participant.objects.get(person__name="Thy"), by=amina)
    assert of(delegation) == {"Dara": "withdrawn", "Thy": "confirmed"}
    assert Participant.objects.get(person__name="Thy").heads_delegation
    waiting.refresh_from_db()
    assert waiting.offered_until is None


def test_a_replacement_that_is_turned_down_changes_nothing(delegation, amina):
    link, _path = opened(delegation)
    (old,) = delegating.name(link, [row("Dara")])
    seating.confirm(old, by=amina)
    new = delegating.replace(link, old.pk, row("Thy"))
    with pytest.raises(NotPossible, match="already"):
        delegating.replace(link, old.pk, row("Vanna"))
    seating.reject(new, by=amina, reason="Not from the ministry")
    assert of(delegation) == {"Dara": "confirmed", "Thy": "rejected"}


def test_somebody_nobody_confirmed_is_replaced_at_once(delegation):
    link, _path = opened(delegation)
    (old,) = delegating.name(link, [row("Dara")])
    delegating.replace(link, old.pk, row("Thy"))
    assert of(delegation) == {"Dara": "withdrawn", "Thy": "applied"}
    assert delegating.seats_left(delegation) == 1


def test_somebody_who_does_not_come_is_taken_back(client, delegation, page, amina):
    client.post(page, sent({"name": "Dara"}, {"name": "Thy"}))
    seats = list(Participant.objects.order_by("pk"))
    seating.confirm(seats[0], by=amina)
    for seat in seats:
        client.post(page, {"do": f"back-{seat.pk}"})
    assert of(delegation) == {"Dara": "withdrawn", "Thy": "withdrawn"}
    answer = client.post(page, {"do": f"back-{seats[0].pk}"})
    assert "not in your delegation any more" in answer.content.decode()


def test_what_was_written_wrong_is_mended_until_somebody_is_confirmed(client, delegation, page, amina):
    client.post(page, sent({"name": "Dara", "post": "Director"}))
    seat = Participant.objects.get()
    do = f"correct-{seat.pk}"
    client.post(page, {"do": do, f"{do}-name": "Sok Dara"})
    seat = Participant.objects.get()
    assert (seat.person.name, seat.post) == ("Sok Dara", "Director")
    seating.confirm(seat, by=amina)
    client.post(page, {"do": do, f"{do}-name": "Somebody Else"})
    assert of(delegation) == {"Sok Dara": "confirmed"}


def test_after_the_event_nothing_changes(client, event, delegation, page):
    event.start_date = event.end_date = timezone.localdate() - timedelta(days=2)
    event.save()
    assert "This event is over." in client.post(page, sent({"name": "Dara"})).content.decode()
    assert not Participant.objects.exists()


# Colleagues


def choose(client, action, *delegations):
    data = {"action": action, "_selected_action": [delegation.pk for delegation in delegations]}
    return client.post(reverse("admin:proceedings_delegation_changelist"), data, follow=True).content.decode()


def test_amina_sends_the_link_and_ends_it(client, delegation, amina):
    client.force_login(amina)
    without = Delegation.objects.create(event=delegation.event, organisation=make_organisation())
    first = opened(delegation)[0]
    text = choose(client, "send_links", delegation, without)
    assert "1 mail waits in the outbox." in text
    assert "1 delegation has no focal point with an e-mail address." in text
    message = Message.objects.get()
    assert (message.to, message.link.delegation) == ("bopha@example.org", delegation)
    assert not Link.objects.good().filter(pk=first.pk).exists()
    links.mint(message.link)
    assert "1 link opens nothing any more." in choose(client, "end_links", delegation)
    assert not Link.objects.good().exists()


def test_of_several_events_one_mail_is_not_made(client, delegation, amina):
    client.force_login(amina)
    other = Delegation.objects.create(event=make_event(), organisation=make_organisation())
    assert "Choose delegations of one event." in choose(client, "send_links", delegation, other)
    assert not Message.objects.exists()


def test_an_editor_sends_no_links(client, delegation):
    selma = make_user("selma", "Editor")
    with pytest.raises(PermissionDenied):
        delegating.send_links([delegation], by=selma)
    with pytest.raises(PermissionDenied):
        delegating.end_links([delegation], by=selma)
    client.force_login(selma)
    choose(client, "send_links", delegation)
    assert not Message.objects.exists()


def test_the_list_says_whom_to_approve(client, delegation, amina):
    delegating.name(opened(delegation)[0], [row("Dara")])
    client.force_login(amina)
    text = client.get(reverse("admin:proceedings_delegation_changelist")).content.decode()
    address = f"delegation__id__exact={delegation.pk}&amp;state__exact=applied"
    assert address in text
    listed = client.get(reverse("admin:proceedings_participant_changelist") + "?" + address.replace("&amp;", "&"))
    assert "Dara" in listed.content.decode()
