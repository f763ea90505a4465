"""People apply on the public page. Nobody learns from it who is known, and nothing that is there is overwritten."""

import re
import unicodedata
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proceedings.actions import mailing, registering
from proceedings.documents.leftovers import stored_names
from proceedings.models import Answer, Application, Attempts, Consent, Link, Message, Participant, Person, Translation
from proceedings.public import limits
from tests.applying import SENT, make_open_event, make_question, make_seat, register_at
from tests.make import make_consent, make_event, make_language, make_organisation, make_user

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nnothing in it\n%%EOF\n"


@pytest.fixture
def event():
    return make_open_event(title="Dialogue")


def seats(event):
    rows = Participant.objects.filter(event=event).select_related("person").order_by("pk")
    return [(row.person.name, row.person.email, row.state) for row in rows]


def text_of(answer):
    return answer.content.decode()


# When applications are taken


def test_a_visitor_applies_and_waits_for_an_answer(client, event):
    answer = client.post(register_at(event), SENT)
    assert (answer.status_code, answer["Location"]) == (302, f"{register_at(event)}sent/")
    assert seats(event) == [("Daw Nila", "nila@example.org", "applied")]
    seat = Participant.objects.get(event=event)
    assert (seat.post, seat.organisation_as_written, seat.organisation) == ("Director", "Labour Rights", None)
    message = Message.objects.get()
    assert (message.to, message.mailing.use, message.state) == ("nila@example.org", "received", "waiting")
    assert mailing.LINK_MARK in message.body
    assert message.link.participant == seat
    assert not Application.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"rules": {"is_open": False}}, "Places at this event are given by invitation only."),
        ({"status": "cancelled"}, "This event was cancelled."),
        ({"status": "held"}, "This event is over."),
        ({"start_date": "2019-11-04", "end_date": "2019-11-05"}, "This event is over."),
        ({"rules": {"opens_on": "2999-01-02"}}, "Applications are taken from 2 January 2999."),
        ({"rules": {"closes_on": "2019-11-04"}}, "Applications were taken until 4 November 2019."),
    ],
)
def test_the_page_says_plainly_when_no_applications_are_taken(client, fields, sentence):
    event = make_open_event(**fields)
    for answer in (client.get(register_at(event)), client.post(register_at(event), SENT)):
        assert answer.status_code == 200
        assert sentence in text_of(answer)
        assert 'method="post"' not in text_of(answer)
    assert seats(event) == []


def test_an_event_without_rules_takes_nobody(client):
    event = make_event(is_published=True)
    assert "by invitation only" in text_of(client.get(register_at(event)))
    client.post(register_at(event), SENT)
    assert seats(event) == []


@pytest.mark.parametrize("fields", [{"is_published": False}, {"is_reference": True}])
def test_of_an_event_that_is_not_public_there_is_no_page(client, fields):
    hidden = make_open_event(**fields)
    missing = client.get("/events/no-such-event/register/")
    for path in (register_at(hidden), f"{register_at(hidden)}sent/"):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert client.post(register_at(hidden), SENT).status_code == 404
    assert seats(hidden) == []


def test_the_first_and_the_last_day_count(client):
    today = timezone.localdate()
    event = make_open_event(rules={"opens_on": today, "closes_on": today})
    assert "<form" in text_of(client.get(register_at(event)))


# T04: the same answer for everybody


def known_and_unknown(event, client, **fields):
    """The answers to one address that has a seat and one that has none."""
    make_seat(event, "Daw Nila", "nila@example.org")
    return [
        client.post(register_at(event), SENT | fields | {"email": email})
        for email in ("nila@example.org", "x@example.org")
    ]


def test_known_and_unknown_addresses_get_the_same_answer(client, event):
    known, unknown = known_and_unknown(event, client)
    assert known.status_code == unknown.status_code == 302
    assert known.content == unknown.content
    ours = {"Location", "Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Content-Length"}
    assert {h: known.headers[h] for h in ours & set(known.headers)} == {
        h: unknown.headers[h] for h in ours & set(unknown.headers)
    }
    assert known.cookies.keys() == unknown.cookies.keys()


def test_while_the_visitor_waits_the_same_is_done_for_a_known_and_an_unknown_address(client, event, monkeypatch):
    """No difference in time by design: who it is, the worker finds out."""
    monkeypatch.setattr("proceedings.tasks.take_in_all", lambda: 0)
    make_seat(event, "Daw Nila", "nila@example.org")
    client.post(register_at(event), SENT | {"email": "warm@example.org"})
    asked = []
    for email in ("nila@example.org", "none@example.org"):
        with CaptureQueriesContext(connection) as queries:
            client.post(register_at(event), SENT | {"email": email})
        asked.append([re.split('VALUES|WHERE|"s[0-9]+_x', query["sql"])[0] for query in queries])
    assert asked[0] == asked[1]
    assert not [sql for sql in asked[0] if "proceedings_person" in sql or "proceedings_participant" in sql]
    assert [row.sent["seat"]["email"] for row in Application.objects.all()] == [
        "warm@example.org",
        "nila@example.org",
        "none@example.org",
    ]


def test_who_has_a_seat_gets_a_fresh_link_and_nothing_is_overwritten(client, event):
    question = make_question(event, "Food")
    seat = make_seat(event, "Daw Nila", "Nila@Example.org", post="Secretary", state="confirmed")
    Answer.objects.create(participant=seat, question=question, value="rice")
    before = Participant.history.count(), Person.history.count()
    client.post(register_at(event), SENT | {"name": "A stranger", "email": "nila@example.ORG", f"q{question.pk}": "x"})
    seat.refresh_from_db()
    assert (seat.post, seat.state, seat.person.name, seat.answers.get().value) == (
        "Secretary",
        "confirmed",
        "Daw Nila",
        "rice",
    )
    assert (Participant.history.count(), Person.history.count()) == before
    message = Message.objects.get()
    assert (message.to, message.participant, message.link.participant) == ("Nila@Example.org", seat, seat)
    assert "A stranger" not in message.body


def test_a_person_known_from_another_event_is_the_same_only_by_address_and_name(client, event):
    old = make_seat(make_open_event()).person
    client.post(register_at(event), SENT)
    assert Participant.objects.get(event=event).person == old
    other = make_open_event()
    client.post(register_at(other), SENT | {"name": "U Ba"})
    assert Participant.objects.get(event=other).person != old
    old.refresh_from_db()
    assert old.name == "Daw Nila"


# T19: mails to strangers


def test_an_address_gets_three_mails_an_hour_from_forms(client, event):
    for _time in range(5):
        client.post(register_at(event), SENT)
    assert Message.objects.filter(to="nila@example.org").count() == 3
    make_open_event(slug="another")
    client.post("/events/another/register/", SENT | {"email": "NILA@example.org"})
    assert Message.objects.count() == 3
    # The application is not lost: it waits until it may be answered.
    assert Application.objects.count() == 1
    for one in Message.objects.all():
        one.mailing.written_at = timezone.now() - timedelta(minutes=61)
        one.mailing.save()
    assert registering.take_in_all() == 1
    assert Participant.objects.filter(event__slug="another").count() == 1


def test_mails_that_colleagues_write_do_not_count(client, event):
    seat = make_seat(event)
    for _time in range(3):
        mailing.write(event, "received", [mailing.Addressee.seat(seat)], by=make_user(f"amina{_time}"))
    client.post(register_at(event), SENT)
    assert Message.objects.filter(mailing__written_by=None).count() == 1


@pytest.mark.parametrize("name", ["Win at http://evil.example", "www.evil.example", "write to me@evil.example"])
def test_a_name_carries_no_address_into_our_mails(client, event, name):
    answer = client.post(register_at(event), SENT | {"name": name})
    assert "Write a name here, without an address." in text_of(answer)
    assert not Message.objects.exists()


# Robots, and too much


def test_a_program_that_fills_the_hidden_field_gets_the_same_answer_and_no_seat(client, event):
    person, program = client.post(register_at(event), SENT), client.post(register_at(event), SENT | {"website": "x"})
    assert (person.status_code, person["Location"]) == (program.status_code, program["Location"])
    client.post(register_at(event), SENT | {"email": "program@example.org", "website": "x"})
    assert [email for _, email, _ in seats(event)] == ["nila@example.org"]


def test_too_many_from_one_network_are_told_to_wait(client, event, monkeypatch, clock):
    monkeypatch.setattr(limits.APPLICATIONS, "most", 2)
    for number in range(3):
        answer = client.post(register_at(event), SENT | {"email": f"n{number}@example.org"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "3590")
    assert "Wait 60 minutes" in text_of(answer)
    clock(3500)
    answer = client.post(register_at(event), SENT)
    assert (answer.status_code, answer["Retry-After"]) == (429, "90")
    assert "Wait 2 minutes" in text_of(answer)
    assert len(seats(event)) == 2
    assert client.get(register_at(event)).status_code == 200
    # A header that anybody can write changes nothing; another network is another visitor.
    assert client.post(register_at(event), SENT, HTTP_X_FORWARDED_FOR="192.0.2.9").status_code == 429
    assert client.post(register_at(event), SENT, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_one_network_of_ipv6_is_one_visitor_and_no_address_is_kept(client, event, monkeypatch, clock):
    monkeypatch.setattr(limits.APPLICATIONS, "most", 1)
    answers = [client.post(register_at(event), SENT, REMOTE_ADDR=f"2001:db8::{n}").status_code for n in (1, 2)]
    assert answers == [302, 429]
    assert "2001" not in str(list(Attempts.objects.values()))
    kept = Attempts.objects.get().until
    assert (kept.minute, kept.second, kept.microsecond) == (0, 0, 0), "nor when somebody was here"
    Attempts.objects.update(until=timezone.now() - timedelta(seconds=1))
    registering.forget_attempts()
    assert not Attempts.objects.exists()


# T14: only what the form asks is changed


def test_what_the_form_does_not_ask_for_is_not_taken(client, event):
    other, organisation = make_open_event(), make_organisation()
    more = {
        "state": "confirmed", "event": other.pk, "is_protected": "", "person": 1, "organisation": organisation.pk,
        "heads_delegation": "on", "internal_note": "x", "badge_code": "y", "consents": "named", "may-named": "on",
        "listed": "on", "tags": "1", "is_staff": "1", "seat_role": "1", "alias": "z",
    }  # fmt: skip
    client.post(register_at(event), SENT | more)
    seat = Participant.objects.get()
    assert (seat.event, seat.state, seat.organisation, seat.heads_delegation, seat.alias, seat.internal_note) == (
        event, "applied", None, False, "", "",
    )  # fmt: skip
    assert not Consent.objects.exists()


# Questions


def test_every_kind_of_question_is_asked_and_its_answer_kept(client, event):
    text = make_question(event, "Diet?", position=1)
    choice = make_question(event, "Size?", kind="choice", choices="S\nM", position=2)
    several = make_question(event, "Days?", kind="several", choices="Mon\nTue\nWed", position=3)
    yes_no = make_question(event, "First time?", kind="yes_no", position=4)
    day = make_question(event, "Arrives?", kind="date", position=5)
    file = make_question(event, "Letter?", kind="file", position=6)
    make_question(event, "Passport?", stage="confirmed")
    make_question(make_open_event(), "Of another event?")
    page = text_of(client.get(register_at(event)))
    for asked in ("Diet?", "Size?", "Days?", "First time?", "Arrives?", "Letter?"):
        assert asked in page
    assert "Passport?" not in page
    assert "Of another event?" not in page
    given = {
        f"q{text.pk}": unicodedata.normalize("NFD", "Phở"),
        f"q{choice.pk}": "M",
        f"q{several.pk}": ["Mon", "Wed"],
        f"q{yes_no.pk}": "no",
        f"q{day.pk}": "2030-11-04",
        f"q{file.pk}": SimpleUploadedFile("စာ.pdf", PDF),
    }
    assert client.post(register_at(event), SENT | given).status_code == 302
    answers = {answer.question: answer for answer in Answer.objects.all()}
    assert {question: answer.value for question, answer in answers.items()} == {
        text: "Phở", choice: "M", several: ["Mon", "Wed"], yes_no: False, day: "2030-11-04", file: None,
    }  # fmt: skip
    assert unicodedata.is_normalized("NFC", answers[text].value)
    assert answers[file].file_called == "စာ.pdf"
    assert default_storage.open(answers[file].file.name).read() == PDF
    assert "စာ" not in answers[file].file.name


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("text", "a\0b", "Null characters are not allowed."),
        ("text", "x" * 5001, "at most 5000 characters"),
        ("choice", "none of these", "Select a valid choice."),
        ("several", ["one", "7"], "Select a valid choice."),
        ("yes_no", "perhaps", "Select a valid choice."),
        ("date", "4/11/2019", "Write the day as year, month and day: 2019-11-04."),
        ("date", "99999-01-01", "Write the day as year, month and day: 2019-11-04."),
        ("file", SimpleUploadedFile("a.pdf", b"MZ a program"), "This is a program, not a document."),
        ("text", "", "This field is required."),
        ("yes_no", "", "This field is required."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_is_lost(client, event, kind, sent, sentence):
    question = make_question(
        event, "A question", kind=kind, choices="one\ntwo" if kind in {"choice", "several"} else "", required=True
    )
    answer = client.post(register_at(event), SENT | {f"q{question.pk}": sent})
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert 'value="Daw Nila"' in text_of(answer)
    assert (seats(event), Application.objects.count()) == ([], 0)


def test_a_file_that_is_too_large_is_refused(client, event, monkeypatch):
    monkeypatch.setattr("proceedings.documents.answers.LARGEST_ANSWER", 10)
    question = make_question(event, "Letter?", kind="file")
    before = set(stored_names("answers"))
    answer = client.post(register_at(event), SENT | {f"q{question.pk}": SimpleUploadedFile("a.pdf", PDF)})
    assert "larger than 10 MB" in text_of(answer)
    assert set(stored_names("answers")) == before


@pytest.mark.parametrize(
    "field", ["name", "email", "post", "organisation_as_written", "country", "constituency", "needs"]
)
@pytest.mark.parametrize("value", ["a\0b", "x" * 100_000, "9" * 4000])
def test_nonsense_never_breaks_the_page(client, event, field, value):
    assert client.post(register_at(event), SENT | {field: value}).status_code == 200
    assert seats(event) == []


def test_letters_that_only_look_alike_are_no_address(client, event):
    answer = client.post(register_at(event), SENT | {"email": "mıke@example.org"})
    assert answer.status_code == 200
    assert seats(event) == []


# Languages


def test_questions_are_asked_in_the_language_of_the_page(client, event, settings):
    settings.LANGUAGES = [("en", "English"), ("km", "Khmer")]
    khmer = make_language("km", "Khmer")
    told = make_question(event, "Diet?", kind="choice", choices="Rice\nNoodles")
    make_question(event, "Only in English?")
    for field, text in (("text", "អាហារ?"), ("choices", "បាយ\nមី")):
        Translation.objects.create(
            item=told, field=field, language=khmer, text=text, status="approved", source_digest=""
        )
    page = text_of(client.get(f"/km{register_at(event)}"))
    assert "អាហារ?" in page
    assert "Diet?" not in page
    assert 'lang="en">Only in English?' in page
    assert 'value="Rice"' in page
    assert "បាយ" in page
    client.post(f"/km{register_at(event)}", SENT | {f"q{told.pk}": "Rice"})
    assert Answer.objects.get().value == "Rice"


def test_people_choose_the_language_we_write_in(client, event):
    for code, name in (("my", "Burmese"), ("th", "Thai")):
        event.event_languages.create(language=make_language(code, name))
    assert "In which language" in text_of(client.get(register_at(event)))
    client.post(register_at(event), SENT | {"language": "my"})
    assert Participant.objects.get().language.code == "my"


def test_who_chooses_none_is_written_to_in_the_language_of_the_page(client, event):
    for code in ("en", "km"):
        make_language(code, code)
    # The event works in none that we know of, so that on the English page there is nothing to choose.
    assert "In which language" not in text_of(client.get(register_at(event)))
    client.post(f"/km{register_at(event)}", SENT)
    client.post(register_at(event), SENT | {"email": "other@example.org"})
    assert list(Participant.objects.order_by("pk").values_list("language__code", flat=True)) == ["km", "en"]
    said = Message.objects.order_by("pk").values_list("language__code", flat=True)
    assert list(said) == ["km", "en"]


# The worker


def test_one_application_that_cannot_be_taken_in_keeps_nobody_waiting(event, monkeypatch):
    real = registering.seating.apply

    def apply(participant, *, by):
        if participant.person.email == "bad@example.org":
            raise RuntimeError("canary of the form")
        return real(participant, by=by)

    monkeypatch.setattr(registering.seating, "apply", apply)
    for email in ("bad@example.org", "good@example.org"):
        Application.objects.create(event=event, sent={"seat": {"name": "N", "email": email}, "answers": {}})
    assert registering.take_in_all() == 1
    assert seats(event) == [("N", "good@example.org", "applied")]
    assert [row.sent["seat"]["email"] for row in Application.objects.all()] == ["bad@example.org"]


def test_a_registration_raises_nobodys_visibility(client, event):
    seat = make_seat(event, state="confirmed")
    consent = make_consent(seat, "named", withdrawn_on=timezone.localdate())
    client.post(register_at(event), SENT)
    consent.refresh_from_db()
    assert [row.surface for row in Consent.objects.all() if row.holds_on(timezone.localdate())] == []


def test_no_page_of_the_form_is_kept_or_found(client, event):
    for path in (register_at(event), f"{register_at(event)}sent/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    assert Link.objects.count() == 0
