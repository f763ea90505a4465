"""What waits in the outbox is looked at, let go, and sent once, whatever happens to the worker."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from proceedings.actions import NotPossible, links, sending
from proceedings.actions.mailing import LINK_MARK, Addressee, write
from proceedings.models import EventVenue, Link, Mailing, Message, Network, Venue
from tests.make import make_event, make_mailing, make_organisation, make_participant, make_person, make_user
from tests.post import post_office

pytestmark = pytest.mark.django_db

S = Message.State


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


@pytest.fixture
def selma():
    return make_user("selma", "Registration staff")


def states(mailing):
    return [message.state for message in mailing.messages.order_by("pk")]


def aged(mailing, **ago):
    """As if it had been taken, and let go, so long ago."""
    then = timezone.now() - timedelta(**ago)
    Mailing.objects.filter(pk=mailing.pk).update(released_at=then)
    mailing.messages.exclude(taken_at=None).update(taken_at=then)


class TestRelease:
    def test_nothing_goes_before_somebody_has_looked(self, run, amina):
        mailing = make_mailing(number=2)
        run(sending.send_all, mailing.pk)
        assert (run(sending.pick_up), mail.outbox, states(mailing)) == (0, [], [S.WAITING] * 2)
        run(sending.release, mailing, by=amina)
        mailing.refresh_from_db()
        assert (mailing.state, mailing.released_by, states(mailing)) == ("released", amina, [S.SENT] * 2)
        assert [message.to for message in mail.outbox] == [["p1@example.org"], ["p2@example.org"]]

    def test_twenty_go_alone_and_twenty_one_need_a_second_person(self, run, amina, selma):
        run(sending.release, make_mailing(number=20), by=amina)
        assert len(mail.outbox) == 20
        mailing = make_mailing(number=21)
        assert run(sending.release, mailing, by=amina).state == Mailing.State.SECOND
        with pytest.raises(NotPossible, match="somebody else has to"):
            run(sending.release, mailing, by=amina)
        assert len(mail.outbox) == 20
        run(sending.release, mailing, by=selma)
        mailing.refresh_from_db()
        assert (mailing.looked_at_by, mailing.released_by, len(mail.outbox)) == (amina, selma, 41)

    def test_many_small_mailings_at_once_are_a_large_one(self, run, amina, selma):
        mailings = [make_mailing(number=7) for _ in range(3)]
        run(sending.release_all, mailings, by=amina)
        assert {mailing.state for mailing in Mailing.objects.all()} == {"second"}
        assert mail.outbox == []
        run(sending.release_all, mailings, by=selma)
        assert len(mail.outbox) == 21

    def test_small_mailings_one_after_the_other_are_a_large_one_too(self, run, amina, selma):
        event = make_event()
        for _ in range(2):
            # The same ten people twice: they are ten.
            assert run(sending.release, make_mailing(event, 10), by=amina).state == "released"
        others = make_mailing(event, 22)
        others.messages.filter(to__in=[f"p{n}@example.org" for n in range(1, 12)]).delete()
        last = others.messages.last()
        more = make_mailing(event, 0)
        Message.objects.filter(pk=last.pk).update(mailing=more)
        assert run(sending.release, others, by=amina).state == "released"
        assert len(mail.outbox) == 30
        assert run(sending.release, more, by=amina).state == "second"
        with pytest.raises(NotPossible, match="somebody else has to"):
            run(sending.release, more, by=amina)
        run(sending.release, more, by=selma)
        assert len(mail.outbox) == 31
        # Of another event, by somebody else, or a day later nothing is counted along.
        assert run(sending.release, make_mailing(number=1), by=amina).state == "released"
        assert run(sending.release, make_mailing(event, 20), by=selma).state == "released"
        Mailing.objects.filter(released_by=amina).update(released_at=timezone.now() - timedelta(hours=25))
        assert run(sending.release, make_mailing(event, 20), by=amina).state == "released"

    def test_whoever_threw_some_away_meanwhile_is_still_the_first(self, run, amina):
        mailing = make_mailing(number=21)
        run(sending.release, mailing, by=amina)
        for message in mailing.messages.all()[:10]:
            sending.drop_message(message, by=amina)
        with pytest.raises(NotPossible):
            sending.release(mailing, by=amina)

    def test_the_database_knows_no_second_person_who_is_the_first(self, amina):
        mailing = make_mailing()
        with pytest.raises(IntegrityError), transaction.atomic():
            Mailing.objects.filter(pk=mailing.pk).update(
                state="released", looked_at_by=amina, released_by=amina, released_at=timezone.now()
            )

    @pytest.mark.parametrize("state", ["released", "dropped"])
    def test_what_was_let_go_or_thrown_away_is_not_let_go_again(self, state, amina):
        mailing = make_mailing()
        Mailing.objects.filter(pk=mailing.pk).update(state=state, released_by=amina, released_at=timezone.now())
        with pytest.raises(NotPossible, match="This was already"):
            sending.release(mailing, by=amina)
        with pytest.raises(NotPossible, match="This was already"):
            sending.drop(mailing, by=amina)

    def test_only_those_who_may_let_mails_of_that_event_go(self):
        mailing = make_mailing()
        ravi = make_user("ravi", "Publisher", "Editor")
        chan = make_user("chan", "Registration staff", event=make_event())
        for verb in (sending.release, sending.drop):
            for user in (ravi, chan):
                with pytest.raises(PermissionDenied):
                    verb(mailing, by=user)
        sending.release(mailing, by=make_user("noy", "Registration staff", event=mailing.event))

    def test_all_of_several_go_or_none(self, run, amina):
        good, empty = make_mailing(), make_mailing(number=0)
        with pytest.raises(NotPossible, match="No message waits"):
            run(sending.release_all, [good, empty], by=amina)
        good.refresh_from_db()
        assert (good.state, mail.outbox) == ("waiting", [])

    def test_a_discreet_mail_that_tells_does_not_go(self, run, amina):
        event = make_event(title="Safe Migration")
        seat = make_participant(
            event, person=make_person(email="t@example.org"), organisation=make_organisation(name="A union")
        )
        mailing = write(event, "notice", [Addressee.seat(seat, reason="Come to A Union.")], by=amina, discreet=True)
        with pytest.raises(NotPossible, match="says “A union”"):
            run(sending.release, mailing, by=amina)
        sending.rewrite(mailing.messages.get(), by=amina, subject="Hello", body="1\n2\n3\n4\n5\nA union")
        run(sending.release, mailing, by=amina)
        assert len(mail.outbox) == 1


class TestBefore:
    def test_new_words_wait_for_a_look_again(self, run, amina, selma):
        mailing = make_mailing(number=21)
        run(sending.release, mailing, by=amina)
        sending.rewrite(mailing.messages.first(), by=selma, subject="B\r\nBcc: x@example.org", body="New")
        mailing.refresh_from_db()
        assert (mailing.state, mailing.looked_at_by) == ("waiting", None)
        assert mailing.messages.first().subject == "B Bcc: x@example.org"

    def test_words_can_be_given_a_link(self, run, amina):
        mailing = make_mailing()
        message = sending.rewrite(mailing.messages.get(), by=amina, subject="A", body=f"Here: {LINK_MARK}")
        assert message.link.participant == message.participant
        run(sending.release, mailing, by=amina)
        assert "/r/" in mail.outbox[0].body

    def test_what_was_let_go_keeps_its_words(self, run, amina):
        mailing = make_mailing()
        run(sending.release, mailing, by=amina)
        with pytest.raises(NotPossible):
            sending.rewrite(mailing.messages.get(), by=amina, subject="A", body="B")

    def test_what_is_thrown_away_does_not_go_and_its_link_is_revoked(self, run, amina):
        event = make_event()
        seats = [make_participant(event, person=make_person(email=f"p{n}@example.org")) for n in range(2)]
        mailing = write(event, "invitation", [Addressee.seat(seat) for seat in seats], by=amina)
        first, second = mailing.messages.order_by("pk")
        sending.drop_message(first, by=amina)
        assert Link.objects.filter(revoked_at=None).count() == 1
        run(sending.release, mailing, by=amina)
        assert [message.to for message in mail.outbox] == [["p1@example.org"]]
        with pytest.raises(NotPossible):
            sending.drop_message(second, by=amina)

    def test_the_last_message_takes_its_mailing_along(self, amina):
        mailing = make_mailing()
        sending.drop_message(mailing.messages.get(), by=amina)
        mailing.refresh_from_db()
        assert mailing.state == Mailing.State.DROPPED

    def test_a_mailing_is_thrown_away_whole(self, run, amina):
        mailing = make_mailing(number=3)
        sending.drop(mailing, by=amina)
        run(sending.pick_up)
        assert (states(mailing), mail.outbox) == ([S.DROPPED] * 3, [])


class TestEnvelope:
    def sent(self, run, amina, message):
        run(sending.release, message.mailing, by=amina)
        return mail.outbox[-1]

    def test_one_address_and_no_other(self, run, amina):
        sent = self.sent(run, amina, make_mailing().messages.get())
        assert (sent.to, sent.cc, sent.bcc, sent.recipients()) == (["p1@example.org"], [], [], ["p1@example.org"])

    def test_headers_say_nothing_of_the_person(self, run, amina):
        Network.objects.create(name="A network", email="us@example.org")
        sent = self.sent(run, amina, make_mailing().messages.get()).message()
        assert sent.get_content_type() == "text/plain"
        assert sent.get_content_charset() == "utf-8"
        assert set(sent.keys()) == {
            *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Reply-To", "Date"),
            *("Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language"),
        }
        assert (sent["Auto-Submitted"], sent["Reply-To"]) == ("auto-generated", "us@example.org")
        name, domain = sent["Message-ID"].strip("<>").split("@")
        assert len(name) == 32
        assert int(name, 16)
        assert domain == "testserver"
        assert sent["Message-ID"] == Message.objects.get().message_id

    def test_a_discreet_mail_does_not_say_who_writes(self, run, amina, settings):
        settings.DEFAULT_FROM_EMAIL = "Mekong Network <events@example.org>"
        Network.objects.create(name="A network", email="network@example.org")
        open_ = self.sent(run, amina, make_mailing().messages.get())
        quiet = self.sent(run, amina, make_mailing(is_discreet=True).messages.get())
        assert (open_.from_email, open_.reply_to) == ("Mekong Network <events@example.org>", ["network@example.org"])
        assert (quiet.from_email, quiet.reply_to) == ("events@example.org", [])

    @pytest.mark.parametrize("header", ["A\nBcc: x@example.org", "A\r\n\r\nText", "A\rB", "A\u2028B", "A\0B"])
    def test_no_line_of_a_subject_becomes_a_header(self, run, amina, header):
        message = make_mailing().messages.get()
        if "\0" not in header:
            Message.objects.filter(pk=message.pk).update(subject=header)
        else:
            sending.rewrite(message, by=amina, subject=header, body="A")
        sent = self.sent(run, amina, message)
        assert sent.recipients() == ["p1@example.org"]
        assert "Bcc" not in sent.message()
        assert not set(sent.subject) & set("\r\n\0\u2028")

    def test_an_address_that_became_two_is_not_written_to(self, run, amina):
        mailing = make_mailing(number=2)
        first = mailing.messages.order_by("pk")[0]
        Message.objects.filter(pk=first.pk).update(to="a@example.org, b@example.org")
        run(sending.release, mailing, by=amina)
        assert [message.to for message in mail.outbox] == [["p2@example.org"]]
        first.refresh_from_db()
        assert (first.state, first.failure) == (S.FAILED, "That is not one e-mail address.")

    def test_a_calendar_entry_goes_along(self, run, amina):
        event = make_event(title="Dialogue", start_date=date(2030, 7, 20))
        EventVenue.objects.create(event=event, venue=Venue.objects.create(name="Hall", country="LA"))
        sent = self.sent(run, amina, make_mailing(event, with_calendar=True).messages.get()).message()
        text, calendar = sent.get_payload()
        assert text.get_content_type() == "text/plain"
        assert (calendar.get_content_type(), calendar.get_param("method"), calendar.get_filename()) == (
            "text/calendar",
            "PUBLISH",
            "event.ics",
        )
        assert b"SUMMARY:Dialogue" in calendar.get_payload(decode=True)

    @pytest.mark.parametrize("fields", [{"is_discreet": True}, {"event": "undated"}])
    def test_no_calendar_entry_where_it_would_tell_or_say_nothing(self, run, amina, fields):
        event = make_event() if fields.pop("event", None) else make_event(start_date=date(2030, 7, 20))
        sent = self.sent(run, amina, make_mailing(event, with_calendar=True, **fields).messages.get())
        assert sent.attachments == []


class TestLinks:
    def invited(self, amina):
        event = make_event()
        seat = make_participant(event, person=make_person(email="t@example.org"))
        return write(event, "invitation", [Addressee.seat(seat)], by=amina)

    def token(self):
        return mail.outbox[-1].body.partition("/r/")[2].split()[0]

    def test_a_link_is_made_when_it_goes_and_only_the_mail_holds_it(self, run, amina):
        mailing = self.invited(amina)
        run(sending.release, mailing, by=amina)
        assert links.find(self.token()).participant == mailing.messages.get().participant
        assert self.token() not in str(list(Message.objects.values())) + str(list(Link.objects.values()))

    def test_sent_again_it_has_a_new_link_and_the_old_one_is_over(self, run, amina):
        mailing = self.invited(amina)
        run(sending.release, mailing, by=amina)
        before = self.token()
        message = sending.note_bounce(mailing.messages.get(), by=amina, reason="unknown")
        run(sending.send_again, message, by=amina)
        assert self.token() != before
        assert (links.find(before), bool(links.find(self.token()))) == (None, True)

    def test_with_its_link_gone_it_is_not_sent(self, run, amina):
        mailing = self.invited(amina)
        links.revoke(Link.objects.all())
        run(sending.release, mailing, by=amina)
        assert (states(mailing), mail.outbox) == ([S.FAILED], [])


class TestServer:
    """What a mail server says, and what becomes of the message."""

    @pytest.fixture
    def post(self, settings):
        with post_office(settings) as post:
            yield post

    def test_what_arrives_is_plain_text_in_every_script(self, post, run, amina):
        lines = ["မင်္ဂလာပါ", "សួស្តី", "สวัสดี", "ສະບາຍດີ", "Xin chào các bạn", "你们好", "Dear all", ".", "x" * 2000]
        message = make_mailing(subject="ဒေါ်နီလာ 王小明 ໂສ ก", body="\n".join(lines)).messages.get()
        run(sending.release, message.mailing, by=amina)
        [(sender, recipients, data)] = post.got
        assert (sender, recipients) == ("events@testserver", ["p1@example.org"])
        assert max(len(line) for line in data.splitlines()) < 999
        [got] = post.mails
        assert got["Subject"].strip() == "ဒေါ်နီလာ 王小明 ໂສ ก"
        assert got.get_content().splitlines() == lines
        assert got["To"] == "p1@example.org"

    def test_each_mail_has_an_envelope_of_its_own(self, post, run, amina):
        run(sending.release, make_mailing(number=3), by=amina)
        assert [recipients for _sender, recipients, _data in post.got] == [[f"p{n}@example.org"] for n in (1, 2, 3)]

    @pytest.mark.parametrize("when", ["RCPT", "DATA"])
    def test_refused_it_is_not_sent_and_a_person_may_try_again(self, post, run, amina, when):
        post.answers[when] = "550 5.1.1 mailbox unknown"
        mailing = make_mailing()
        run(sending.release, mailing, by=amina)
        message = mailing.messages.get()
        assert (message.state, message.failure) == (S.FAILED, "550 5.1.1 mailbox unknown")
        aged(mailing, days=1)
        run(sending.pick_up)
        assert post.got == []
        post.answers.clear()
        run(sending.send_again, message, by=amina)
        message.refresh_from_db()
        assert (message.state, message.failure, len(post.got)) == (S.SENT, "", 1)

    def test_told_to_come_later_it_comes_later(self, post, run, amina):
        post.answers["RCPT"] = "450 4.2.0 greylisted"
        mailing = make_mailing()
        run(sending.release, mailing, by=amina)
        assert states(mailing) == [S.WAITING]
        post.answers.clear()
        aged(mailing, minutes=20)
        assert (run(sending.pick_up), post.got) == (0, [])
        aged(mailing, minutes=31)
        assert (run(sending.pick_up), len(post.got), states(mailing)) == (1, 1, [S.SENT])

    def test_told_so_for_a_day_it_gives_up(self, post, run, amina):
        post.answers["RCPT"] = "450 4.2.0 greylisted"
        mailing = make_mailing()
        run(sending.release, mailing, by=amina)
        mailing.messages.update(tries=sending.MOST_TRIES - 1)
        aged(mailing, hours=1)
        run(sending.pick_up)
        assert states(mailing) == [S.FAILED]

    def test_where_the_server_hangs_up_after_it_got_it_nobody_knows(self, post, run, amina):
        post.answers["hang up"] = True
        mailing = make_mailing()
        run(sending.release, mailing, by=amina)
        assert (len(post.got), states(mailing)) == (1, [S.UNSURE])
        post.answers.clear()
        aged(mailing, days=2)
        run(sending.pick_up)
        assert len(post.got) == 1

    def test_where_no_server_answers_all_of_them_wait(self, post, run, amina, settings):
        settings.EMAIL_PORT = 1
        mailing = make_mailing(number=3)
        run(sending.release, mailing, by=amina)
        assert [(m.state, m.tries) for m in mailing.messages.order_by("pk")] == [
            (S.WAITING, 1),
            (S.WAITING, 0),
            (S.WAITING, 0),
        ]
        settings.EMAIL_PORT = post.server_address[1]
        aged(mailing, minutes=31)
        run(sending.pick_up)
        assert states(mailing) == [S.SENT] * 3


class Killed(BaseException):
    """What ends a worker without a word."""


class TestKilled:
    @pytest.mark.parametrize("before", [True, False], ids=["before it was sent", "after it was sent"])
    def test_a_worker_killed_while_sending_leaves_a_question_and_no_second_mail(
        self, run, amina, selma, monkeypatch, before
    ):
        sent, real = [], sending.get_connection

        class Connection:
            def open(self):
                return True

            def close(self):
                pass

            def send_messages(self, messages):
                sent.extend(() if before else messages)
                raise Killed

        mailing = make_mailing(number=2)
        monkeypatch.setattr(sending, "get_connection", Connection)
        sending.release(mailing, by=amina)
        with pytest.raises(Killed):
            sending.send_all(mailing.pk)
        assert states(mailing) == [S.SENDING, S.WAITING]

        # Other workers, whenever they come, leave it alone, and send what it had not begun.
        monkeypatch.setattr(sending, "get_connection", real)
        aged(mailing, minutes=5)
        run(sending.pick_up)
        assert states(mailing) == [S.SENDING, S.SENT]
        aged(mailing, minutes=16)
        run(sending.pick_up)
        aged(mailing, days=16)
        run(sending.pick_up)
        assert states(mailing) == [S.UNSURE, S.SENT]
        assert [message.to for message in mail.outbox] == [["p2@example.org"]]

        # A person decides.
        message = mailing.messages.order_by("pk")[0]
        if before:
            run(sending.send_again, message, by=selma)
            assert mail.outbox[-1].to == ["p1@example.org"]
        else:
            run(sending.note_arrived, message, by=selma)
            assert len(mail.outbox) == 1
        assert states(mailing) == [S.SENT] * 2

    def test_a_slow_worker_that_was_taken_for_dead_tells_the_truth(self, amina):
        mailing = make_mailing()
        sending.release(mailing, by=amina)
        taken = sending.claim(mailing.pk)
        aged(mailing, hours=1)
        sending.pick_up()
        assert states(mailing) == [S.UNSURE]
        sending.send(*taken)
        assert (states(mailing), len(mail.outbox)) == ([S.SENT], 1)

    def test_an_order_that_was_lost_is_made_again(self, run, amina):
        mailing = make_mailing()
        sending.release(mailing, by=amina)
        assert run(sending.pick_up) == 0, "a moment ago: its own task is on the way"
        aged(mailing, minutes=2)
        assert run(sending.pick_up) == 1
        assert (states(mailing), len(mail.outbox)) == ([S.SENT], 1)

    def test_a_task_that_runs_twice_sends_once(self, run, amina):
        mailing = make_mailing(number=3)
        run(sending.release, mailing, by=amina)
        sending.send_all(mailing.pk)
        assert len(mail.outbox) == 3


class TestAfter:
    @pytest.mark.parametrize(
        ("verb", "states", "more"),
        [
            (sending.send_again, {S.FAILED, S.UNSURE, S.BOUNCED}, {}),
            (sending.note_arrived, {S.UNSURE}, {}),
            (sending.note_bounce, {S.SENT, S.UNSURE}, {"reason": "unknown"}),
            (sending.drop_message, {S.WAITING, S.FAILED}, {}),
        ],
    )
    def test_each_verb_asks_from_where_and_for_whom(self, amina, verb, states, more):
        stranger = make_user("chan", "Registration staff", event=make_event())
        message = make_mailing().messages.get()
        for state in S:
            Message.objects.filter(pk=message.pk).update(state=state, sent_at=timezone.now())
            with pytest.raises(PermissionDenied):
                verb(message, by=stranger, **more)
            if state in states:
                assert verb(message, by=amina, **more).state != state
            else:
                with pytest.raises(NotPossible):
                    verb(message, by=amina, **more)

    def test_mails_are_forgotten_half_a_year_after(self, run, amina):
        old, new, waiting = make_mailing(number=2), make_mailing(), make_mailing()
        for mailing in (old, new):
            run(sending.release, mailing, by=amina)
        aged(old, days=181)
        Mailing.objects.exclude(pk=new.pk).update(written_at=timezone.now() - timedelta(days=181))
        assert sending.forget_old() == 2
        assert set(Message.objects.values_list("mailing", flat=True)) == {new.pk, waiting.pk}
        assert Mailing.objects.filter(pk=old.pk).exists()
