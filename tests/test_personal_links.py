"""What people do by their personal link, and what whoever finds it does not learn."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from proceedings.actions import links, registering
from proceedings.actions.links import hash_of
from proceedings.models import Answer, Consent, Link, Message, Participant, VaultAnswer
from proceedings.public import limits
from tests.applying import make_open_event, make_question, make_seat, open_link
from tests.make import make_consent

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nnothing in it\n%%EOF\n"


@pytest.fixture
def event():
    return make_open_event(title="Dialogue")


@pytest.fixture
def seat(event):
    return make_seat(event, post="Director")


def text_of(answer):
    """The page without the value that guards its forms, which is another one each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


def state_of(seat):
    return Participant.objects.get(pk=seat.pk).state


def whole(seat):
    return {
        field.attname: getattr(Participant.objects.get(pk=seat.pk), field.attname)
        for field in Participant._meta.concrete_fields
    }


# T12, T13: the token


def test_looking_changes_nothing_however_often(client, seat):
    _link, path = open_link(seat)
    before = whole(seat), Link.objects.values().get()
    for method in (client.get, client.head, client.get):
        for address in (path, f"{path}/", f"{path}?do=withdraw"):
            assert method(address).status_code == 200
    assert (whole(seat), Link.objects.values().get()) == before
    assert set(client.cookies) == {"csrftoken"}


def neutral(client):
    """What a link that never was answers."""
    return text_of(client.get("/r/never-was"))


def test_whatever_is_wrong_with_a_link_the_page_is_the_same(client, event, seat):
    revoked, revoked_path = open_link(seat)
    links.revoke(Link.objects.filter(pk=revoked.pk))
    old, old_path = open_link(seat)
    Link.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    used, used_path = open_link(seat)
    links.note_use(used)
    replaced, replaced_path = open_link(seat)
    links.mint(replaced)
    wrong = ["/r/x", f"/r/{'a' * 43}", f"/r/{'a' * 5000}", "/r/%E1%80%85", "/r/a%00b", f"{used_path[:-1]}"]
    for path in [revoked_path, old_path, used_path, replaced_path, *wrong]:
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert text_of(answer) == neutral(client), path
        assert "Nila" not in text_of(answer)
        assert "Dialogue" not in text_of(answer)


def test_a_used_link_opens_in_the_browser_that_used_it_and_in_no_other(client, seat):
    _link, path = open_link(seat)
    answer = client.post(path, {"do": "agree"})
    assert answer.status_code == 302
    cookie = answer.cookies.popitem()[1]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "Daw Nila" in text_of(client.get(path))
    second = type(client)()
    answer = second.get(path)
    assert (answer.status_code, text_of(answer)) == (404, neutral(second))
    # Nor can the second change anything, or make up the cookie.
    second.post(path, {"do": "withdraw"})
    assert state_of(seat) == "applied"
    second.cookies[cookie.key] = "1:made-up"
    assert second.get(path).status_code == 404


def test_a_lost_link_brings_a_fresh_one_by_mail_and_the_page_tells_nobody(client, seat):
    link, path = open_link(seat)
    links.note_use(link)
    ours, strangers = client.post(path), client.post("/r/never-was")
    assert (ours.status_code, text_of(ours)) == (strangers.status_code, text_of(strangers))
    message = Message.objects.get()
    assert (message.to, message.link.participant, message.link.pk != link.pk) == ("nila@example.org", seat, True)
    for _time in range(5):
        client.post(path)
    assert Message.objects.count() == 3


def test_a_link_that_was_revoked_brings_none(client, seat):
    link, path = open_link(seat)
    links.revoke(Link.objects.filter(pk=link.pk))
    client.post(path)
    assert not Message.objects.exists()


def test_the_token_is_in_no_title_no_log_and_no_database(client, seat, caplog):
    caplog.set_level("DEBUG")
    link, path = open_link(seat)
    token = path.removeprefix("/r/")
    assert len(token) >= 43
    page = text_of(client.get(path))
    client.post(path, {"do": "nonsense"})
    assert token not in page.partition("</title>")[0]
    assert token not in page.replace(f'action="{path}"', "")
    assert token not in caplog.text
    assert token not in str(list(Link.objects.values()))
    assert link.token_hash == hash_of(token)


def test_personal_pages_are_kept_nowhere_found_by_nobody_and_send_no_address_on(client, seat):
    _link, path = open_link(seat)
    for answer in (client.get(path), client.get("/r/never-was"), client.post(path, {"do": "agree"})):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_who_tries_tokens_is_told_to_wait(client, seat, clock):
    _link, path = open_link(seat)
    assert limits.TOKENS.most == 20
    answers = [client.get(f"/r/try-{number}").status_code for number in range(25)]
    assert answers == [404] * 20 + [429] * 5
    told = client.get(path)
    assert (told.status_code, told["Retry-After"]) == (429, "50")
    assert "Wait a minute" in text_of(told)
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200
    clock(49)
    assert client.get(path).status_code == 429
    clock(1)
    assert client.get(path).status_code == 200


def test_a_link_opens_its_own_seat_alone(client, event, seat):
    other = make_seat(event, "U Ba", "ba@example.org", post="canary-post")
    _link, path = open_link(seat)
    page = text_of(client.get(path))
    assert "canary-post" not in page
    assert "U Ba" not in page
    client.post(path, {"do": "withdraw", "participant": other.pk, "seat": other.pk, "link": "1"})
    assert (state_of(seat), state_of(other)) == ("withdrawn", "applied")


# What a person can do


@pytest.mark.parametrize(
    ("state", "do", "then"),
    [
        ("invited", "decline", "declined"),
        ("applied", "withdraw", "withdrawn"),
        ("waiting", "withdraw", "withdrawn"),
        ("confirmed", "withdraw", "withdrawn"),
        ("declined", "again", "applied"),
        ("withdrawn", "again", "applied"),
    ],
)
def test_a_person_answers_by_the_link(client, event, state, do, then):
    seat = make_seat(event, state=state)
    link, path = open_link(seat)
    assert f'value="{do}"' in text_of(client.get(path))
    answer = client.post(path, {"do": do})
    assert (answer.status_code, answer["Location"]) == (302, f"{path}?done={do}")
    assert state_of(seat) == then
    assert Link.objects.get(pk=link.pk).used_at is not None
    assert 'role="status"' in text_of(client.get(answer["Location"]))


@pytest.mark.sqlite
@pytest.mark.parametrize("state", Participant.State.values)
@pytest.mark.parametrize("do", ["accept", "decline", "take", "withdraw", "again", "confirm", "reject", "offer", ""])
def test_what_makes_no_sense_changes_nothing_and_says_so(client, event, state, do):
    possible = {
        "invited": {"accept", "decline"}, "applied": {"withdraw"}, "waiting": {"withdraw"}, "confirmed": {"withdraw"},
        "declined": {"again"}, "withdrawn": {"again"}, "rejected": set(),
    }  # fmt: skip
    seat = make_seat(event, state=state)
    _link, path = open_link(seat)
    before = whole(seat)
    answer = client.post(path, {"do": do, "name": "Daw Nila"})
    if do in possible[state]:
        assert answer.status_code == 302
    else:
        assert answer.status_code == 200
        assert "not possible any more" in text_of(answer)
        assert whole(seat) == before


def test_an_invited_person_answers_the_questions_and_accepts_in_one_step(client, event):
    seat = make_seat(event, state="invited")
    question = make_question(event, "Diet?", required=True)
    _link, path = open_link(seat)
    sent = {"do": "accept", "name": "Daw Nila Win", "post": "Chair"}
    answer = client.post(path, sent)
    assert (answer.status_code, state_of(seat)) == (200, "invited")
    assert 'value="Chair"' in text_of(answer)
    assert client.post(path, sent | {f"q{question.pk}": "rice"}).status_code == 302
    seat.refresh_from_db()
    assert (seat.state, seat.post, seat.person.name, seat.answers.get().value) == (
        "confirmed", "Chair", "Daw Nila Win", "rice",
    )  # fmt: skip


def test_an_offered_seat_is_taken_or_refused(client, event):
    for do, then in (("take", "confirmed"), ("decline", "declined")):
        until = timezone.now() + timedelta(hours=2)
        seat = make_seat(event, email=f"{do}@example.org", state="waiting", offered_until=until)
        _link, path = open_link(seat)
        assert "a seat is free for you" in text_of(client.get(path))
        client.post(path, {"do": do})
        assert state_of(seat) == then


def test_a_person_changes_what_they_sent(client, event, seat):
    question, file = make_question(event, "Diet?"), make_question(event, "Letter?", kind="file")
    _link, path = open_link(seat)
    sent = {"do": "save", "name": "Daw Nila", "post": "Chair", "needs": "A ramp", "email": "evil@example.org"}
    sent |= {"state": "confirmed", "alias": "x", "organisation": "1", "is_alternate": "on"}
    client.post(path, sent | {f"q{question.pk}": "rice", f"q{file.pk}": SimpleUploadedFile("a.pdf", PDF)})
    seat.refresh_from_db()
    assert (seat.state, seat.post, seat.needs, seat.alias, seat.person.email) == (
        "applied", "Chair", "A ramp", "", "nila@example.org",
    )  # fmt: skip
    first = Answer.objects.get(question=file).file.name
    page = text_of(client.get(path))
    assert "You sent “a.pdf”" in page
    assert "rice" in page
    # Sent again without a file it stays; what was wiped is gone.
    client.post(path, {"do": "save", "name": "Daw Nila", f"q{question.pk}": ""})
    assert set(Answer.objects.values_list("question", "file")) == {(file.pk, first)}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_file_that_is_replaced_is_removed(client):
    event = make_open_event()
    seat, file = make_seat(event), make_question(event, "Letter?", kind="file")
    _link, path = open_link(seat)
    stored = []
    for _time in range(2):
        client.post(path, {"do": "save", "name": "Daw Nila", f"q{file.pk}": SimpleUploadedFile("a.pdf", PDF)})
        stored.append(Answer.objects.get().file.name)
    assert [default_storage.exists(name) for name in stored] == [False, True]


def test_the_name_of_somebody_with_other_seats_is_not_changed_by_one_of_them(client, event, seat):
    Participant.objects.create(event=make_open_event(), person=seat.person)
    _link, path = open_link(seat)
    assert 'name="name"' not in text_of(client.get(path))
    client.post(path, {"do": "save", "name": "Another", "post": "Chair"})
    seat.person.refresh_from_db()
    assert seat.person.name == "Daw Nila"


@pytest.mark.parametrize("state", ["declined", "withdrawn", "rejected"])
def test_who_is_out_changes_nothing_but_what_may_be_shown(client, event, state):
    seat = make_seat(event, state=state, post="Director")
    _link, path = open_link(seat)
    client.post(path, {"do": "save", "name": "Daw Nila", "post": "Chair"})
    client.post(path, {"do": "details"})
    seat.refresh_from_db()
    assert seat.post == "Director"
    assert client.post(path, {"do": "agree", "may-listed": "on"}).status_code == 302


def test_when_the_event_is_over_only_what_may_be_shown_is_left(client):
    day = timezone.localdate() - timedelta(days=2)
    seat = make_seat(make_open_event(start_date=day, end_date=day), state="confirmed")
    _link, path = open_link(seat)
    page = text_of(client.get(path))
    assert 'value="agree"' in page
    assert 'value="save"' not in page
    assert 'value="withdraw"' not in page
    client.post(path, {"do": "withdraw"})
    assert state_of(seat) == "confirmed"


# What may be shown


def agreed(seat):
    return {row.surface for row in seat.consents.all() if row.holds_on(timezone.localdate())}


def test_nothing_is_ticked_before_they_tick_it(client, seat):
    _link, path = open_link(seat)
    assert "checked" not in text_of(client.get(path))


def test_consent_is_given_and_taken_back_for_each_surface(client, seat):
    link, path = open_link(seat)
    client.post(path, {"do": "agree", "may-listed": "on", "may-photographed": "on", "may-made_up": "on"})
    assert agreed(seat) == {"listed", "photographed"}
    row = Consent.objects.get(surface="listed")
    assert (row.basis, row.recorded_by, row.given_through, row.given_on) == (
        "own_consent", None, link, timezone.localdate(),
    )  # fmt: skip
    assert row.history.first().history_change_reason == "By personal link"
    client.post(path, {"do": "agree", "may-listed": "on"})
    assert agreed(seat) == {"listed"}
    client.post(path, {"do": "agree"})
    assert agreed(seat) == set()
    client.post(path, {"do": "agree", "may-photographed": "on"})
    assert agreed(seat) == {"photographed"}


def test_what_was_said_in_public_office_is_told_and_not_theirs_to_change(client, seat):
    make_consent(seat, "named")
    _link, path = open_link(seat)
    page = text_of(client.get(path))
    assert 'name="may-named"' not in page
    assert "because you spoke in public office" in page
    client.post(path, {"do": "agree"})
    assert agreed(seat) == {"named"}


def test_nothing_else_that_is_sent_raises_what_is_shown(client, event):
    seat = make_seat(event, state="invited")
    _link, path = open_link(seat)
    everything = {f"may-{name}": "on" for name in ("listed", "named", "photographed", "shared")}
    client.post(path, {"do": "accept", "name": "Daw Nila"} | everything)
    assert (state_of(seat), agreed(seat)) == ("confirmed", set())


def test_a_participant_with_consents_by_link_can_be_deleted(client, seat):
    _link, path = open_link(seat)
    client.post(path, {"do": "agree", "may-listed": "on"})
    seat.delete()
    assert (Link.objects.count(), Consent.objects.count()) == (0, 0)


# Travel and passport


@pytest.fixture
def passport(event):
    return make_question(event, "Passport number", stage="confirmed", required=True)


def test_who_is_confirmed_answers_into_the_vault_and_it_is_not_shown_again(client, event, passport):
    seat = make_seat(event, state="confirmed")
    _link, path = open_link(seat)
    assert "Passport number" in text_of(client.get(path))
    assert "This field is required." in text_of(client.post(path, {"do": "details"}))
    client.post(path, {"do": "details", f"q{passport.pk}": "CANARY 123"})
    assert VaultAnswer.objects.get().value == "CANARY 123"
    assert not Answer.objects.exists()
    page = text_of(client.get(path))
    assert "CANARY" not in page
    assert "It is locked away" in page
    # Nothing is asked twice, and sending nothing wipes nothing.
    assert client.post(path, {"do": "details"}).status_code == 302
    assert VaultAnswer.objects.get().value == "CANARY 123"


@pytest.mark.parametrize("state", ["invited", "applied", "waiting", "declined", "withdrawn", "rejected"])
def test_nobody_else_is_asked_for_it(client, event, passport, state):
    seat = make_seat(event, state=state)
    _link, path = open_link(seat)
    assert "Passport number" not in text_of(client.get(path))
    for do in ("details", "save"):
        client.post(path, {"do": do, "name": "Daw Nila", f"q{passport.pk}": "A 1"})
    assert not VaultAnswer.objects.exists()
    assert not Answer.objects.exists()


def test_who_gives_the_seat_back_leaves_nothing_in_the_vault(client, event, passport):
    seat = make_seat(event, state="confirmed")
    _link, path = open_link(seat)
    client.post(path, {"do": "details", f"q{passport.pk}": "A 1"})
    client.post(path, {"do": "withdraw"})
    assert not VaultAnswer.objects.exists()


def test_a_link_revoked_between_two_clicks_does_nothing(seat):
    link, _path = open_link(seat)
    links.revoke(Link.objects.filter(pk=link.pk))
    for act in (
        lambda: registering.answer(link, "withdraw"),
        lambda: registering.agree(link, {"listed"}),
        lambda: registering.change(link, {"post": "x"}, {}),
        lambda: registering.give_details(link, {}),
    ):
        with pytest.raises(registering.NotPossible):
            act()
    assert state_of(seat) == "applied"
