"""The outbox in the back office: who sees which mails, what can be done with them, and what people are told."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.actions.mailing import LINK_MARK, Addressee, write
from proceedings.admin.waiting import waiting_for
from proceedings.management.commands import serve
from proceedings.models import Mailing, MailTemplate, Message
from tests.filled import filled
from tests.make import (
    make_event,
    make_language,
    make_mailing,
    make_organisation,
    make_participant,
    make_person,
    make_user,
)

# Beside PostgreSQL the same pages are gone through in a browser.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PARTICIPANTS = reverse("admin:proceedings_participant_changelist")


@pytest.fixture
def amina(client):
    user = make_user("amina", "Registration staff")
    client.force_login(user)
    return user


def address(row, what="change"):
    return reverse(f"admin:proceedings_{row._meta.model_name}_{what}", args=[row.pk])


def seats(event, number=2, **fields):
    return [
        make_participant(event, person=make_person(f"Person {n}", email=f"p{n}@example.org"), **fields)
        for n in range(number)
    ]


def send_form(client, rows, **fields):
    data = {"action": "write_to_ticked", "_selected_action": [row.pk for row in rows], "write": "1"}
    return client.post(PARTICIPANTS, data | {"use": "notice", "words": "Hello."} | fields, follow=True)


def texts(user):
    return {f"{item.count} {item.text}" for item in waiting_for(user)}


class TestWriting:
    def test_nothing_is_written_before_the_form_is_sent(self, client, amina):
        rows = seats(make_event())
        answer = client.post(PARTICIPANTS, {"action": "write_to_ticked", "_selected_action": [row.pk for row in rows]})
        assert "2 people have an address." in answer.content.decode()
        assert not Mailing.objects.exists()

    def test_the_ticked_ones_get_a_mail_each_in_their_language(self, client, amina):
        event = make_event()
        khmer = make_language("km", "Khmer")
        MailTemplate.objects.create(use="notice", language=khmer, subject="សួស្តី", body="{name}: {reason}")
        first, second = seats(event)
        first.language = khmer
        first.save()
        seats(event, 1, internal_note="not ticked")[0].delete()
        send_form(client, [first, second])
        mailing = Mailing.objects.get()
        assert (mailing.event, mailing.written_by, mailing.use) == (event, amina, "notice")
        found = {message.to: message for message in mailing.messages.all()}
        assert found.keys() == {"p0@example.org", "p1@example.org"}
        assert found["p0@example.org"].body == "Person 0: Hello."
        assert found["p1@example.org"].body.startswith("Dear Person 1,\n\nHello.")
        assert mail.outbox == []

    def test_in_one_language_for_all_discreetly_with_a_calendar(self, client, amina):
        khmer = make_language("km", "Khmer")
        MailTemplate.objects.create(use="notice", language=khmer, subject="សួស្តី", body="{reason}")
        event = make_event(start_date=date(2030, 7, 20))
        send_form(client, seats(event, 1), language=khmer.pk, with_calendar="on")
        assert Message.objects.values_list("language__code", "with_calendar", "is_discreet").get() == (
            "km",
            True,
            False,
        )
        send_form(client, seats(make_event(), 1), discreet="on")
        assert Message.objects.get(is_discreet=True).subject == "A message for you"

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"words": "  "}, "Write what the mail should say."),
            ({"use": "delegation"}, "Select a valid choice."),
            ({"use": "\0"}, "Select a valid choice."),
            ({"language": "999999999999999999999999"}, "Select a valid choice."),
            ({"words": "a\0b"}, "Null characters are not allowed."),
            ({"with_calendar": "on"}, "The days of the event are not known yet."),
        ],
    )
    def test_what_cannot_be_written_is_told_beside_its_field(self, client, amina, fields, sentence):
        answer = send_form(client, seats(make_event()), **fields)
        assert sentence in answer.content.decode()
        assert not Mailing.objects.exists()

    def test_a_discreet_mail_takes_no_calendar_entry(self, client, amina):
        event = make_event(start_date=date(2030, 7, 20))
        answer = send_form(client, seats(event), discreet="on", with_calendar="on")
        assert "so a discreet mail carries none" in answer.content.decode()

    def test_a_mail_is_about_one_event(self, client, amina):
        answer = send_form(client, [*seats(make_event(), 1), *seats(make_event(), 1)])
        assert "Choose participants of one event" in answer.content.decode()

    def test_who_has_no_address_is_told(self, client, amina):
        event = make_event()
        rows = [make_participant(event, office="Village headman"), *seats(event, 1)]
        data = {"action": "write_to_ticked", "_selected_action": [row.pk for row in rows]}
        assert "Village headman" in client.post(PARTICIPANTS, data).content.decode()
        answer = send_form(client, rows[:1])
        assert "None of them has an e-mail address." in answer.content.decode()

    def test_who_may_not_write_is_not_offered_it(self, client):
        client.force_login(make_user("ravi", "Editor"))
        rows = seats(make_event())
        assert "write_to_ticked" not in client.get(PARTICIPANTS).content.decode()
        send_form(client, rows)
        assert not Mailing.objects.exists()

    def test_a_team_writes_to_those_of_its_event(self, client):
        event = make_event()
        client.force_login(make_user("noy", "Registration staff", event=event))
        send_form(client, seats(make_event()))
        assert not Mailing.objects.exists()
        send_form(client, seats(event))
        assert Mailing.objects.get().messages.count() == 2


class TestTemplates:
    ADD = reverse("admin:proceedings_mailtemplate_add")

    def send(self, client, **fields):
        data = {"use": "notice", "language": make_language().pk, "event": "", "subject": "S", "body": "B"}
        return client.post(self.ADD, data | fields, follow=True)

    def errors(self, answer):
        return answer.context["adminform"].form.errors.as_data().keys()

    @pytest.mark.parametrize(
        ("fields", "beside"),
        [
            ({"subject": "{who}"}, {"subject"}),
            ({"body": "{event.__init__}"}, {"body"}),
            ({"subject": "{link}"}, {"subject"}),
            ({"subject": "{event}", "is_discreet": "on"}, {"subject"}),
            ({"body": "{name}\n\n{organisation}", "is_discreet": "on"}, {"body"}),
            ({"subject": ""}, {"subject"}),
            ({"body": "\0"}, {"body"}),
        ],
    )
    def test_what_cannot_stand_in_a_template_is_told_beside_it(self, client, amina, fields, beside):
        assert self.errors(self.send(client, **fields)) == beside
        assert not MailTemplate.objects.exists()

    def test_a_good_one_is_kept_and_every_placeholder_is_explained(self, client, amina):
        self.send(client, subject="{event}", body="{name}")
        template = MailTemplate.objects.get()
        page = client.get(address(template)).content.decode()
        assert "{until}" in page
        assert "until when a seat is held" in page
        assert self.errors(self.send(client))

    def test_an_example_shows_how_a_mail_would_read(self, client, amina):
        event = make_event(title="The second dialogue")
        body = "{name}, {event}\n{reason}\n{link} <b>{{x}}</b>"
        template = MailTemplate.objects.create(
            use="notice", language=make_language(), event=event, subject="{event}", body=body
        )
        page = client.get(address(template, "preview")).content.decode()
        assert "(Nila Htun), The second dialogue" in page
        assert "&lt;b&gt;" in page
        template.language, template.body, template.event = make_language("km", "Khmer"), "{dates} {until}", None
        template.save()
        page = client.get(address(template, "preview")).content.decode()
        assert 'lang="km">២០–២១ កក្កដា ២០៣០ ១ កក្កដា ២០៣០ ម៉ោង ១៧:០០' in page

    def test_a_team_writes_those_of_its_event_and_only_reads_those_of_all(self, client):
        event = make_event()
        client.force_login(make_user("noy", "Registration staff", event=event))
        of_all = MailTemplate.objects.create(use="notice", language=make_language(), subject="S", body="B")
        assert self.errors(self.send(client, use="offer")) == {"event"}
        self.send(client, event=event.pk)
        assert MailTemplate.objects.filter(event=event).count() == 1
        assert client.get(address(of_all)).status_code == 200
        assert client.post(address(of_all), filled(client, address(of_all))).status_code == 403
        assert client.post(address(of_all, "delete"), {"post": "yes"}).status_code == 403


class TestOutbox:
    def test_a_team_sees_the_mails_of_its_event_alone(self, client):
        mine, other = make_mailing(), make_mailing(to="canary@example.org")
        client.force_login(make_user("noy", "Registration staff", event=mine.event))
        page = client.get(reverse("admin:proceedings_message_changelist")).content.decode()
        assert "p1@example.org" in page
        assert "canary" not in page
        for row in (other, other.messages.get()):
            assert client.get(address(row)).status_code == 403
        for what in ("release", "drop"):
            assert client.post(address(other, what)).status_code == 403
        for what in ("drop", "again", "arrived", "bounced"):
            assert client.post(address(other.messages.get(), what)).status_code == 403

    def test_looking_changes_nothing(self, client, amina):
        mailing = make_mailing()
        for what in ("release", "drop", "change"):
            assert client.get(address(mailing, what)).status_code == 200
        for what in ("drop", "again", "arrived", "bounced", "change"):
            assert client.get(address(mailing.messages.get(), what)).status_code == 200
        assert set(Message.objects.values_list("state", "mailing__state")) == {("waiting", "waiting")}

    def test_words_are_changed_and_the_link_stays_a_link(self, client, amina):
        event = make_event()
        message = write(event, "invitation", [Addressee.seat(seats(event, 1)[0])], by=amina).messages.get()
        fields = filled(client, address(message))
        assert "{link}" in fields["body"][0]
        client.post(address(message), fields | {"subject": "New", "body": "See:\r\n{link}"})
        message.refresh_from_db()
        assert (message.subject, message.body) == ("New", f"See:\n{LINK_MARK}")

    def test_what_went_out_cannot_be_changed(self, client, amina):
        mailing = make_mailing()
        client.post(address(mailing, "release"))
        message = mailing.messages.get()
        client.post(address(message), {"subject": "New", "body": "New"})
        message.refresh_from_db()
        assert message.subject == "A word to you"

    def test_before_they_go_one_in_each_language_is_shown_in_full(self, client, amina):
        mailing = make_mailing(number=9)
        late = mailing.messages.order_by("pk").last()
        Message.objects.filter(pk=late.pk).update(language=make_language("lo", "Lao"), body="ສະບາຍດີ")
        page = client.get(address(mailing, "release"))
        assert [row.pk for row, _body in page.context["samples"]] == [
            *mailing.messages.order_by("pk").values_list("pk", flat=True)[:2],
            late.pk,
        ]
        assert "ສະບາຍດີ" in page.content.decode()

    def test_amina_reads_what_bopha_will_and_that_nobody_has_checked_those_words(self, client, amina, run):
        event = make_event()
        MailTemplate.objects.create(use="waiting", language=make_language(), subject="S", body="Wait, {name}.")
        bopha, thiri = seats(event)
        bopha.language = make_language("km", "Khmer")
        bopha.save()
        mailing = write(event, "waiting", [Addressee.seat(bopha), Addressee.seat(thiri)], by=amina)
        unchecked = "our own words. No native reader has checked them."
        for what in ("change", "release"):
            assert unchecked in " ".join(client.get(address(mailing, what)).content.decode().split())
        shown = client.get(address(mailing, "release")).content.decode()
        assert "Wait, Person 1." in shown
        run(client.post, address(mailing, "release"))
        [khmer] = [message.body for message in mail.outbox if message.to == ["p0@example.org"]]
        assert f'lang="km">{khmer}</div>' in shown
        assert unchecked not in client.get(address(mailing)).content.decode()

    def test_a_verb_that_came_too_late_says_so(self, client, amina):
        mailing = make_mailing()
        client.post(address(mailing, "drop"))
        answer = client.post(address(mailing, "release"), follow=True)
        assert "This was already thrown away." in answer.content.decode()
        answer = client.post(address(mailing.messages.get(), "again"), follow=True)
        assert "This message: thrown away. Look again." in answer.content.decode()

    def test_several_are_let_go_after_one_look(self, client, amina, django_capture_on_commit_callbacks):
        mailings = [make_mailing(), make_mailing()]
        data = {"action": "release_ticked", "_selected_action": [mailing.pk for mailing in mailings]}
        outbox = reverse("admin:proceedings_mailing_changelist")
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(outbox, data).content.decode()
            assert "2 messages, each to one address." in page
        assert mail.outbox == []
        with django_capture_on_commit_callbacks(execute=True):
            client.post(outbox, data | {"sure": "1"})
        assert len(mail.outbox) == 2

    def test_a_reader_who_may_not_let_go_is_offered_nothing(self, client):
        group_less = make_user("than")
        group_less.user_permissions.set(permissions("view_mailing", "view_message"))
        client.force_login(group_less)
        mailing = make_mailing()
        assert address(mailing, "release") not in client.get(address(mailing)).content.decode()
        assert client.post(address(mailing, "release")).status_code == 403
        answer = client.post(
            reverse("admin:proceedings_mailing_changelist"),
            {"action": "release_ticked", "_selected_action": [mailing.pk], "sure": "1"},
        )
        mailing.refresh_from_db()
        assert (answer.status_code < 400, mailing.state) == (True, "waiting")

    def test_who_may_not_look_at_accounts_is_not_led_to_them(self, client, amina):
        mailing = make_mailing(number=21)
        Mailing.objects.update(written_by=amina)
        client.post(address(mailing, "release"))
        assert "/auth/user/" not in client.get(address(mailing)).content.decode()

    @pytest.mark.parametrize("number", ["0", "999999999999999999999", "x", "%00"])
    def test_no_mail_under_an_odd_number(self, client, amina, number):
        for what in ("mailing", "message"):
            answer = client.get(f"/admin/proceedings/{what}/{number}/drop/")
            # What is no number leads to the form of a row that is not there.
            assert answer.status_code == (404 if number.isdecimal() else 302)
        answer = client.get(f"/admin/proceedings/message/?mailing__id__exact={number}")
        assert answer.status_code in {200, 302, 400}


def permissions(*codenames):
    return Permission.objects.filter(codename__in=codenames)


class TestFirstPage:
    def test_it_says_what_waits_and_for_whom(self, client, amina):
        selma = make_user("selma", "Registration staff")
        make_mailing()
        second = make_mailing(number=21)
        Mailing.objects.filter(pk=second.pk).update(state="second", looked_at_by=amina)
        went = make_mailing(number=3)
        Mailing.objects.filter(pk=went.pk).update(state="released", released_by=amina, released_at=timezone.now())
        for message, state in zip(went.messages.all(), ("failed", "unsure", "bounced"), strict=True):
            Message.objects.filter(pk=message.pk).update(state=state)
        look, wrong = "1 mailing waits for a look before it goes", "3 mails were refused, came back or are uncertain"
        assert texts(amina) == {look, wrong}
        assert texts(selma) == {look, wrong, "1 mailing waits for a second person"}
        assert texts(make_user("ravi", "Editor", "Publisher")) == set()
        assert texts(make_user("noy", "Registration staff", event=second.event)) == {
            "1 mailing waits for a second person"
        }
        for item in waiting_for(selma):
            client.force_login(selma)
            assert client.get(item.url).context["cl"].result_count == item.count


class TestLookingAfter:
    def lost(self):
        mailing = make_mailing()
        by, then = make_user("by"), timezone.now() - timedelta(hours=1)
        Mailing.objects.filter(pk=mailing.pk).update(state="released", released_by=by, released_at=then)
        return mailing

    def test_cron_orders_what_was_let_go_and_has_no_task(self, capsys, django_capture_on_commit_callbacks):
        self.lost()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("send_mail")
        assert capsys.readouterr().out == "Ordered what waits of 1 mailings.\n"
        assert len(mail.outbox) == 1
        call_command("send_mail")
        assert capsys.readouterr().out == ""

    def test_so_does_make_run_by_itself(self, monkeypatch, django_capture_on_commit_callbacks):
        monkeypatch.setattr(serve.connections, "close_all", lambda: None)
        self.lost()
        with django_capture_on_commit_callbacks(execute=True):
            serve.look_after_tasks()
        assert len(mail.outbox) == 1

    def test_what_went_out_long_ago_is_tidied_away(self, capsys):
        mailing = self.lost()
        Mailing.objects.update(written_at=timezone.now() - timedelta(days=400))
        mailing.messages.update(state="dropped")
        call_command("tidy_files")
        assert mailing.messages.count() == 1
        call_command("tidy_files", delete=True)
        assert mailing.messages.count() == 0
        assert "Removed 1 mails that went out long ago." in capsys.readouterr().out


def test_writing_to_many_asks_no_more_questions(client, amina):
    """The page on which a mail is written asks as often for three as for sixty."""
    event, asked = make_event(), []
    for number in (1, 3, 60):
        while event.participants.count() < number:
            make_participant(event, organisation=make_organisation(), language=make_language("km", "Khmer"))
        data = {"action": "write_to_ticked", "_selected_action": [seat.pk for seat in event.participants.all()]}
        with CaptureQueriesContext(connection) as captured:
            client.post(PARTICIPANTS, data)
        asked.append(len(captured))
    assert asked == [asked[0]] * 3
