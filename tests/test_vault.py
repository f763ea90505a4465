"""Travel and passport data: who may look, that each look is noted, that it goes in time. And answers and links."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from proceedings.access import ADMINISTRATOR, EDITOR, PUBLISHER, REGISTRATION
from proceedings.actions import NotPossible, registering
from proceedings.documents.leftovers import needed_names
from proceedings.models import Answer, Application, Link, Message, Registration, VaultAnswer, VaultLook
from tests.applying import make_open_event, make_question, make_seat, open_link
from tests.make import make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    event = make_open_event()
    seat = make_seat(event, state="confirmed")
    passport = make_question(event, "Passport number", stage="confirmed")
    scan = make_question(event, "Scan", kind="file", stage="confirmed", position=2)
    VaultAnswer.objects.create(participant=seat, question=passport, value="CANARY-123")
    VaultAnswer.objects.create(
        participant=seat, question=scan, file=ContentFile(b"%PDF", "x"), file_called="passport.pdf"
    )
    return seat


@pytest.fixture
def chan(client):
    chan = make_user("chan", ADMINISTRATOR)
    client.force_login(chan)
    return chan


def page(seat, what):
    return f"/admin/proceedings/participant/{seat.pk}/{what}/"


def looks():
    return list(VaultLook.objects.order_by("pk").values_list("by__username", "seat_number", "reason"))


def test_the_vault_asks_for_a_reason_and_notes_every_look(client, seat, chan):
    first = client.get(page(seat, "vault"))
    assert "CANARY" not in first.content.decode()
    assert looks() == []
    for reason in ("", "   ", "x" * 301):
        answer = client.post(page(seat, "vault"), {"reason": reason})
        assert "CANARY" not in answer.content.decode()
    assert looks() == []
    answer = client.post(page(seat, "vault"), {"reason": "To book a flight"})
    assert "CANARY-123" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert looks() == [("chan", seat.pk, "To book a flight")]
    client.post(page(seat, "vault"), {"reason": "Again"})
    assert len(looks()) == 2


def test_a_file_of_the_vault_is_a_look_too(client, seat, chan):
    row = VaultAnswer.objects.exclude(file="").get()
    answer = client.post(page(seat, "vault"), {"reason": "Visa", "file": row.pk})
    assert b"".join(answer.streaming_content) == b"%PDF"
    assert answer["Content-Disposition"] == 'attachment; filename="passport.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert looks() == [("chan", seat.pk, "Visa")]
    other = make_seat(make_open_event(), email="other@example.org")
    assert client.post(page(other, "vault"), {"reason": "Visa", "file": row.pk}).status_code == 404


@pytest.mark.parametrize("role", [REGISTRATION, EDITOR, PUBLISHER])
def test_no_other_role_opens_the_vault_or_sees_it_on_the_form(client, seat, role):
    user = make_user("amina", role)
    client.force_login(user)
    assert client.post(page(seat, "vault"), {"reason": "Curious"}).status_code == 403
    assert "CANARY" not in client.get(page(seat, "change")).content.decode()
    with pytest.raises(PermissionDenied):
        registering.look(seat, by=user, reason="Curious")
    assert looks() == []


def test_an_administrator_of_another_event_does_not_open_it(client, seat):
    client.force_login(make_user("amina", ADMINISTRATOR, event=make_event()))
    assert client.post(page(seat, "vault"), {"reason": "Curious"}).status_code == 403
    assert looks() == []


# Gone in time


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_vault_is_emptied_so_many_days_after_the_event_files_too(seat):
    last = date(2026, 3, 10)
    seat.event.start_date, seat.event.end_date = date(2026, 3, 9), last
    seat.event.save()
    Registration.objects.filter(event=seat.event).update(keep_days=10)
    name = VaultAnswer.objects.exclude(file="").get().file.name
    assert registering.forget_vault(last + timedelta(days=10)) == 0
    assert default_storage.exists(name)
    assert registering.forget_vault(last + timedelta(days=11)) == 2
    assert not VaultAnswer.objects.exists()
    assert not default_storage.exists(name)


def test_without_rules_it_is_kept_as_long_as_rules_would_say_and_without_days_until_there_are_some(seat):
    Registration.objects.all().delete()
    assert registering.forget_vault(seat.event.end_date + timedelta(days=30)) == 0
    assert registering.forget_vault(seat.event.end_date + timedelta(days=31)) == 2
    event = make_event()
    VaultAnswer.objects.create(
        participant=make_seat(event, email="b@example.org"), question=make_question(event, "P"), value="A"
    )
    assert registering.forget_vault(date(2999, 1, 1)) == 0


def test_the_daily_command_does_it(seat, capsys):
    today = timezone.localdate()
    seat.event.start_date = seat.event.end_date = today - timedelta(days=400)
    seat.event.save()
    call_command("tidy_files")
    assert VaultAnswer.objects.count() == 2
    call_command("tidy_files", "--delete")
    assert VaultAnswer.objects.count() == 0
    assert "Deleted 2 answers from the vault" in capsys.readouterr().out


def test_files_of_answers_and_applications_are_needed_and_others_are_not(seat):
    question = make_question(seat.event, "Letter", kind="file")
    row = Answer.objects.create(participant=seat, question=question, file=ContentFile(b"a", "x"), file_called="a.pdf")
    waiting = default_storage.save("answers/waiting", ContentFile(b"a"))
    sent = {"seat": {}, "answers": {"1": {"value": None, "file": waiting, "file_called": "b.pdf"}}}
    Application.objects.create(event=seat.event, sent=sent)
    vault = VaultAnswer.objects.exclude(file="").get().file.name
    assert {row.file.name, waiting, vault} <= needed_names()


# Answers on the form


def test_answers_are_read_by_whom_their_question_says(client, seat):
    for text, seen_by in (("Diet", "team"), ("Politics", "registration")):
        question = make_question(seat.event, text, seen_by=seen_by)
        Answer.objects.create(participant=seat, question=question, value=f"{text}-canary")
    found = {}
    for role in (REGISTRATION, EDITOR, PUBLISHER, ADMINISTRATOR):
        client.force_login(make_user(role, role))
        form = client.get(page(seat, "change")).content.decode()
        found[role] = {text for text in ("Diet", "Politics") if f"{text}-canary" in form}
    both = {"Diet", "Politics"}
    assert found == {REGISTRATION: both, ADMINISTRATOR: both, EDITOR: {"Diet"}, PUBLISHER: {"Diet"}}


def test_the_file_of_an_answer_follows_the_same_rule(client, seat):
    question = make_question(seat.event, "Letter", kind="file")
    row = Answer.objects.create(participant=seat, question=question, file=ContentFile(b"a", "x"), file_called="a.pdf")
    client.force_login(make_user("amina", REGISTRATION))
    answer = client.get(page(seat, f"answers/{row.pk}"))
    assert (answer.status_code, answer["Content-Disposition"]) == (200, 'attachment; filename="a.pdf"')
    other = make_seat(make_open_event(), email="other@example.org")
    assert client.get(page(other, f"answers/{row.pk}")).status_code == 404
    client.force_login(make_user("selma", EDITOR))
    assert client.get(page(seat, f"answers/{row.pk}")).status_code == 404


def test_markup_in_an_answer_stays_text(client, seat, chan):
    question = make_question(seat.event, "<b>Q</b>", seen_by="team")
    Answer.objects.create(participant=seat, question=question, value="<script>alert(1)</script>")
    form = client.get(page(seat, "change")).content.decode()
    assert "&lt;script&gt;alert(1)" in form
    assert "<script>alert(1)" not in form


# Links


def test_amina_ends_a_link_and_makes_new_ones(client, seat):
    amina = make_user("amina", REGISTRATION)
    client.force_login(amina)
    link, path = open_link(seat)
    assert client.post(page(seat, "links"), {"do": "revoke", "link": link.pk}).status_code == 302
    assert client.get(path).status_code == 404
    shown = client.post(page(seat, "links"), {"do": "show"})
    new = Link.objects.get(made_by=amina)
    assert "http://testserver/r/" in shown.content.decode()
    assert "http://testserver/r/" not in client.get(page(seat, "links")).content.decode()
    client.post(page(seat, "links"), {"do": "mail"})
    new.refresh_from_db()
    assert new.revoked_at is not None
    message = Message.objects.get()
    assert (message.to, message.link.revoked_at, message.mailing.written_by) == ("nila@example.org", None, amina)


def test_a_link_of_another_seat_is_not_ended_from_here(client, seat):
    client.force_login(make_user("amina", REGISTRATION))
    other, path = open_link(make_seat(make_open_event(), email="other@example.org"))
    for number in (other.pk, "x", "9" * 40, ""):
        client.post(page(seat, "links"), {"do": "revoke", "link": number})
    assert client.get(path).status_code == 200


def test_who_was_turned_down_gets_no_new_link(seat):
    seat.state = "rejected"
    seat.save()
    amina = make_user("amina", REGISTRATION)
    for make in (registering.new_link, registering.mail_link):
        with pytest.raises(NotPossible):
            make(seat, by=amina)
        with pytest.raises(PermissionDenied):
            make(seat, by=make_user(f"selma-{make.__name__}", EDITOR))
