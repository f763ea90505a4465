"""Hla Hla follows a topic by e-mail: she confirms, is told what is new and no more, and leaves by one click."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proceedings.actions import bounces, following
from proceedings.actions.un_naming import un_name
from proceedings.models import (
    Attempts,
    Commitment,
    CommitmentParty,
    EventTopic,
    Follower,
    FollowerMail,
    Following,
    Framework,
    FrameworkGoal,
    Series,
    Topic,
    Update,
)
from tests.make import make_commitment, make_event, make_organisation, make_person, make_session, make_user
from tests.post import post_office
from tests.test_mail_bounces import bounce

pytestmark = pytest.mark.django_db

HLA, FORM = "hla.hla@example.org", "/topics/fees/follow/"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """News is told without the minutes in which it settles; a test of those is below."""
    monkeypatch.setattr(following, "SETTLES_IN", timedelta(0))


@pytest.fixture
def topic():
    return Topic.objects.create(slug="fees", name="Recruitment fees")


@pytest.fixture
def stranger():
    """A mail program, or a browser that was never here."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def ask(run, stranger, topic):
    def ask_(address=HLA, form=FORM):
        answer = run(stranger.post, form, {"address": address}, headers={"Origin": "http://testserver"})
        assert (answer.status_code, answer.cookies) == (303, {})
        return answer

    return ask_


@pytest.fixture
def follow(ask, stranger):
    """Ask and confirm. Returns the link of the mail, which is taken out of the mailbox."""

    def follow_(address=HLA, form=FORM):
        ask(address, form)
        link = link_in(mail.outbox.pop())
        assert stranger.post(link, {"do": "confirm"}).status_code == 303
        return link

    return follow_


@pytest.fixture
def told(run):
    """What followers are told now: the mails."""

    def told_():
        mail.outbox.clear()
        run(call_command, "send_news")
        return list(mail.outbox)

    return told_


def link_in(message):
    return re.search(r"http://testserver((?:/km)?/f/\S+)", message.body)[1]


def promise(topic, **fields):
    row = make_commitment(**fields)
    row.topics.add(topic)
    return row


def a_day_later():
    FollowerMail.objects.update(at=timezone.now() - timedelta(hours=21))


class TestAsking:
    def test_only_a_button_behind_the_link_confirms(self, ask, stranger, topic, told):
        ask()
        promise(topic)
        link = link_in(mail.outbox[0])
        assert mail.outbox[0].to == [HLA]
        assert "Recruitment fees" in mail.outbox[0].body
        # A scanner looks at every link, in all ways a link can be looked at.
        for look in (stranger.get, stranger.head, stranger.options):
            look(f"{link}?do=confirm")
        assert (told(), Follower.objects.get().confirmed_at) == ([], None)
        stranger.post(link, {"do": "confirm"})
        promise(topic, text="Cut the fees")
        [news] = told()
        assert "Cut the fees" in news.body
        # What was known before she followed is no news.
        assert news.body.count("/commitments/") == 1

    def test_nobody_learns_who_follows_by_asking(self, follow, run, stranger, topic):
        follow()
        # It was some days ago.
        Attempts.objects.all().delete()
        pages, queries = [], []
        for address in ("warm@example.org", HLA, "none@example.org"):
            with CaptureQueriesContext(connection) as asked:
                answer = stranger.post(FORM, {"address": address})
            queries.append([re.split('VALUES|WHERE|"s[0-9]+_x', query["sql"])[0] for query in asked])
            kept = dict(answer.headers)
            pages.append((answer.status_code, kept, answer.content, stranger.get(answer.url).content))
        assert pages[1] == pages[2]
        # Nor by how long it takes: who it is, the worker finds out.
        assert queries[1] == queries[2]
        assert not [sql for sql in queries[1] if sql.startswith("SELECT") and "follow" in sql]

    def test_who_follows_already_is_told_so_by_mail_alone(self, follow, ask, stranger):
        follow()
        ask(HLA.upper())
        assert "You follow it already" in mail.outbox[0].body
        assert Follower.objects.count() == 1
        # And a stranger who asked for her has changed nothing.
        assert b"Leave everything" in stranger.get(link_in(mail.outbox[0])).content

    def test_a_mailbox_cannot_be_filled_by_typing_its_address(self, ask, topic, clock):
        for _time in range(2):
            ask()
        assert len(mail.outbox) == 1
        for number in range(6):
            Topic.objects.create(slug=f"t{number}", name=f"T{number}")
            # For many servers these are one mailbox.
            ask(f"h.lahla+{number}@Example.org", f"/topics/t{number}/follow/")
        assert len(mail.outbox) == Follower.objects.count() == 4

    def test_a_domain_is_the_same_in_its_own_letters_and_as_servers_write_it(self, follow, ask, stranger):
        follow("hla@ประเทศ.example")
        ask(f"hla@{'ประเทศ'.encode('idna').decode()}.EXAMPLE")
        assert "You follow it already" in mail.outbox[0].body
        assert mail.outbox[0].to == [Follower.objects.get().address]

    def test_one_network_cannot_ask_for_many(self, ask, stranger, monkeypatch, clock):
        monkeypatch.setattr("proceedings.public.limits.FOLLOWING.most", 2)
        ask("a@example.org")
        ask("b@example.org")
        assert stranger.post(FORM, {"address": "c@example.org"}).status_code == 429
        assert len(mail.outbox) == 2

    @pytest.mark.parametrize(
        ("sent", "headers", "status"),
        [
            ({"address": HLA, "website": "https://spam.example"}, {}, 303),
            ({"address": HLA}, {"Origin": "https://evil.example"}, 403),
            ({"address": HLA}, {"Origin": "null"}, 403),
            ({"address": "hla.hla"}, {}, 200),
            ({"address": f"{HLA}\nBcc: all@example.org"}, {}, 200),
            ({"address": f"{HLA}, other@example.org"}, {}, 200),
            ({"address": f"{'h' * 250}@example.org"}, {}, 200),
            ({"address": "h\0@example.org"}, {}, 200),
            ({"address": "root@localhost"}, {}, 200),
            ({"address": "root@[127.0.0.1]"}, {}, 200),
            ({"address": f"h@{'ก' * 60}.example.org"}, {}, 200),
            ({}, {}, 200),
        ],
    )
    def test_what_is_no_request_sends_nothing(self, run, stranger, topic, sent, headers, status):
        answer = run(stranger.post, FORM, sent, headers=headers)
        assert (answer.status_code, mail.outbox, Follower.objects.count()) == (status, [], 0)

    def test_requests_that_nobody_confirms_vanish(self, ask, follow, stranger):
        follow("ravi@example.org")
        ask()
        link = link_in(mail.outbox[0])
        Follower.objects.update(asked_at=timezone.now() - following.WAITS_FOR - timedelta(minutes=1))
        call_command("tidy_files", delete=True)
        assert Follower.objects.get().address == "ravi@example.org"
        assert stranger.get(link).status_code == 404

    def test_two_requests_confirmed_in_one_moment_are_of_one_follower(self, follow, ask, stranger, monkeypatch):
        follow()
        make_commitment(ref="C1")
        ask(form="/commitments/C1/follow/")
        # As if the other had not been confirmed yet when this one looked.
        looks, real = iter([Follower.objects.none()]), following._of_address
        monkeypatch.setattr(following, "_of_address", lambda address: next(looks, real(address)))
        assert stranger.post(link_in(mail.outbox[0]), {"do": "confirm"}).status_code == 303
        assert Follower.objects.get().followings.count() == 2

    def test_a_request_whose_task_was_lost_is_answered_later(self, run, stranger, topic):
        stranger.post(FORM, {"address": HLA})
        assert mail.outbox == []
        for _time in range(2):
            run(call_command, "send_mail")
        assert len(mail.outbox) == 1

    def test_what_is_not_public_cannot_be_followed_and_is_named_in_no_mail(self, run, stranger):
        ministry = make_organisation(name="Canary office", slug="office")
        form = "/organisations/office/follow/"
        assert stranger.get(form).status_code == stranger.post(form, {"address": HLA}).status_code == 404
        ministry.is_published = True
        ministry.save()
        stranger.post(form, {"address": HLA})
        ministry.is_published = False
        ministry.save()
        # Taken back before the worker came to it.
        run(call_command, "send_mail")
        assert (mail.outbox, Follower.objects.count()) == ([], 0)


class TestTelling:
    def test_all_five_can_be_followed_and_tell_what_their_pages_tell(self, follow, told):
        topic, series = Topic.objects.get(), Series.objects.create(name="Dialogues", slug="dialogues")
        ministry = make_organisation(slug="ministry", is_published=True)
        make_event(is_published=True, series=series)
        old = promise(topic, ref="C/1")
        framework = Framework.objects.create(code="gcm", name="Global Compact")
        goal = FrameworkGoal.objects.create(framework=framework, number="6", title="Fair recruitment")
        places = ("series/dialogues", "organisations/ministry", f"commitments/{old.ref}", "goals/gcm-6")
        for place in places:
            follow(form=f"/{place}/follow/")
        follow()
        event = make_event(title="Fourth dialogue", is_published=True, series=series)
        new = promise(topic, event=event, text="Cut the fees")
        alone = make_commitment(text="Train the counsellors")
        room = make_session(alone.event, attribution="non_attributable")
        for state in ("published", "draft"):
            make_commitment(alone.event, ref=state, text=f"Fair, {state}", state=state).goals.add(goal)
        secret = make_commitment(alone.event, text="Canary", session=room, provenance="heard")
        for each in (new, alone, secret):
            CommitmentParty.objects.create(commitment=each, role="lead", organisation=ministry)
        Update.objects.create(
            commitment=old, voice="reported", status="done", happened_on=timezone.localdate(), is_accepted=True
        )
        [news] = told()
        lines = [line for line in news.body.split("\n") if line and not line.startswith("  http")]
        # The new promise falls under three of them, and is told once. Who made another under the rule is not told.
        assert lines[1:-2] == [
            "Dialogues",
            *(f"- Commitment {new.ref}", "  Cut the fees", "- Fourth dialogue"),
            str(ministry),
            *(f"- Commitment {alone.ref}", "  Train the counsellors"),
            "Commitment C/1",
            *("- Commitment C/1: the maker reports: done", f"  {old.text}"),
            "gcm 6: Fair recruitment",
            *("- Commitment published", "  Fair, published"),
        ]
        assert event.title not in news.subject

    def test_nobody_is_told_twice_or_more_than_once_a_day(self, follow, told):
        follow()
        topic = Topic.objects.get()
        promise(topic, text="The first")
        assert len(told()) == 1
        promise(topic, text="The second")
        assert told() == []
        a_day_later()
        [news] = told()
        assert "The second" in news.body
        assert "The first" not in news.body
        a_day_later()
        assert told() == []

    def test_nothing_hidden_and_nothing_taken_back_meanwhile_is_told(self, follow, told):
        follow()
        topic = Topic.objects.get()
        event = make_event(title="Control event", is_published=True)
        hidden = make_event(title="Canary event")
        for each in (event, hidden):
            EventTopic.objects.create(event=each, topic=topic, number=1)
        promise(topic, text="Control promise", event=event)
        promise(topic, text="Canary draft", state="draft")
        back = promise(topic, text="Canary taken back")
        Update.objects.create(commitment=back, voice="reported", status="done", happened_on=timezone.localdate())
        back.state = "withdrawn"
        back.save()
        [news] = told()
        assert {"Control event", "Control promise"} <= set(re.findall("Control [a-z]+", news.body))
        assert "Canary" not in news.body

    def test_what_has_no_page_any_more_tells_nothing_and_stops_nobody(self, follow, told):
        ministry = make_organisation(name="Canary office", slug="office", is_published=True)
        follow(form="/organisations/office/follow/")
        follow()
        row = promise(Topic.objects.get(), text="Control promise")
        CommitmentParty.objects.create(commitment=row, role="lead", organisation=ministry)
        ministry.is_published = False
        ministry.save()
        [news] = told()
        assert ("Control promise" in news.body, "Canary" in news.body) == (True, False)

    def test_of_what_she_follows_later_she_is_told_from_then_on(self, follow, ask, told, stranger):
        follow()
        Topic.objects.create(slug="visas", name="Visas")
        ask(form="/topics/visas/follow/")
        visas = Topic.objects.get(slug="visas")
        promise(visas, text="Before")
        stranger.post(link_in(mail.outbox[0]), {"do": "confirm"})
        promise(visas, text="After")
        [news] = told()
        assert ("After" in news.body, "Before" in news.body) == (True, False)
        assert Follower.objects.count() == 1

    def test_who_is_un_named_is_in_no_mail_from_then_on_and_follows_nothing(self, follow, told):
        follow()
        follow("zarwitha@example.org")
        promise(Topic.objects.get(), text="Zarwitha Quexolan will cut the fees")
        person = make_person("Zarwitha Quexolan", email="Zarwitha@example.org")
        un_name(person, by=make_user("selma", "Administrator"))
        [news] = told()
        assert (news.to, "will cut the fees" in news.body, "Zarwitha" in news.body) == ([HLA], True, False)

    def test_it_is_written_in_the_language_of_the_page_where_she_asked(self, follow, told, settings):
        settings.LANGUAGES = [("en", "English"), ("km", "Khmer")]
        link = follow(form=f"/km{FORM}")
        assert link.startswith("/km/f/")
        row = promise(Topic.objects.get())
        [news] = told()
        assert f"http://testserver/km/commitments/{row.ref}/" in news.body
        # Once the site speaks it no more, in its own.
        settings.LANGUAGES = [("en", "English")]
        a_day_later()
        promise(Topic.objects.get())
        assert "/km/" not in told()[0].body

    def test_nothing_in_it_is_hers_but_the_link_to_leave(self, follow, told):
        follow()
        follow("ravi@example.org")
        promise(Topic.objects.get())
        one, other = told()
        assert one.body.replace(link_in(one), "") == other.body.replace(link_in(other), "")
        assert link_in(one) != link_in(other)
        assert one.message().get_content_type() == "text/plain"

    def test_what_has_just_become_public_settles_first(self, follow, told, monkeypatch):
        follow()
        Follower.objects.update(told_until=timezone.now() - timedelta(hours=1))
        Following.objects.update(since=timezone.now() - timedelta(hours=1))
        monkeypatch.setattr(following, "SETTLES_IN", timedelta(minutes=5))
        row = promise(Topic.objects.get())
        assert told() == []
        Commitment.history.filter(id=row.pk).update(history_date=timezone.now() - timedelta(minutes=6))
        assert len(told()) == 1

    @pytest.mark.parametrize(
        ("answers", "hours", "becomes"),
        [
            # The server is busy: in half an hour. It does not like us: tomorrow. Nobody knows: not a second time.
            ({"DATA": "451 later"}, 0.51, "told"),
            ({"DATA": "554 no"}, 24.1, "told"),
            ({"RCPT": "550 5.7.1 your network is blocked"}, 24.1, "told"),
            ({"hang up": True}, 24.1, "not told"),
            ({"RCPT": "550 5.1.1 no such user"}, 24.1, "gone"),
        ],
    )
    def test_what_was_certainly_not_sent_is_told_later_and_nothing_else(
        self, follow, told, settings, answers, hours, becomes
    ):
        follow()
        promise(Topic.objects.get(), text="Cut the fees")
        with post_office(settings) as post:
            post.answers = answers
            told()
            assert Follower.objects.exists() is (becomes != "gone")
            post.answers = {}
            post.got.clear()
            told()
            assert post.got == []
            Follower.objects.exclude(not_before=None).update(not_before=F("not_before") - timedelta(hours=hours))
            FollowerMail.objects.update(at=F("at") - timedelta(hours=hours))
            told()
            assert ["Cut the fees" in each.get_content() for each in post.mails] == [True] * (becomes == "told")

    def test_after_five_refusals_we_stop(self, follow, told, settings):
        follow()
        promise(Topic.objects.get())
        with post_office(settings) as post:
            post.answers = {"DATA": "554 no"}
            for left in (1, 1, 1, 1, 0):
                told()
                Follower.objects.update(not_before=None)
                assert Follower.objects.count() == left


class TestLeaving:
    def test_a_mail_program_leaves_for_her_without_cookie_or_page(self, follow, told, stranger):
        follow()
        promise(Topic.objects.get())
        [news] = told()
        assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = news.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
        # RFC 8058, 3.1: no redirect. Again, it is answered the same.
        for _time in range(2):
            answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
            assert (answer.status_code, answer.cookies) == (200, {})
        assert [model.objects.count() for model in (Follower, Following, FollowerMail)] == [0, 0, 0]

    def test_on_the_page_she_leaves_one_thing_or_everything(self, follow, stranger):
        make_commitment(ref="C1")
        first, link = follow(), follow(form="/commitments/C1/follow/")
        page = stranger.get(link).content.decode()
        assert re.findall(r"Leave: ([^\"]+)", page) == ["Recruitment fees", "Commitment C1"]
        assert HLA not in page
        stranger.post(link, {"do": "leave", "which": Following.objects.first().pk})
        assert "Recruitment fees" not in stranger.get(first).content.decode()
        for nonsense in ({"do": "leave", "which": "x"}, {"do": "leave", "which": "9" * 30}, {"do": ""}, {}):
            assert stranger.post(link, nonsense).status_code == 200
        assert stranger.post(link, {"do": "leave_all"}).url == "/follow/left/"
        assert not Follower.objects.exists()
        assert stranger.get(link).content == stranger.get("/f/never-was").content

    def test_nobody_leaves_for_another(self, follow, stranger):
        link = follow()
        follow("ravi@example.org")
        stranger.post(link, {"do": "leave", "which": Following.objects.get(follower__address="ravi@example.org").pk})
        assert Following.objects.count() == 2
        stranger.post(link, {"do": "leave_all"})
        assert Follower.objects.get().address == "ravi@example.org"

    def test_what_is_not_public_any_more_is_not_named_on_the_page(self, follow, stranger):
        row = make_commitment(ref="CANARY")
        link = follow(form="/commitments/CANARY/follow/")
        assert b"CANARY" in stranger.get(link).content
        row.state = "withdrawn"
        row.save()
        page = stranger.get(link).content
        assert b"CANARY" not in page
        assert b"not public any more" in page

    def test_a_page_of_hers_is_kept_nowhere(self, follow, stranger):
        answer = stranger.get(follow())
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert not answer.cookies

    @pytest.mark.parametrize(
        ("diagnostic", "status", "stays"),
        [
            ("smtp; 550 5.1.1 no such user", "5.1.1", False),
            ("smtp; 452 4.2.2 mailbox full", "4.2.2", True),
            ("smtp; 554 5.7.1 blocked, see 5.1.1.example", "5.7.1", True),
        ],
    )
    def test_an_address_that_does_not_exist_follows_nothing(self, follow, told, diagnostic, status, stays):
        follow()
        promise(Topic.objects.get())
        [news] = told()
        back = bounce(news.extra_headers["Message-ID"], diagnostic=diagnostic).replace(
            b"Status: 5.1.1", f"Status: {status}".encode()
        )
        assert bounces.note(back) is not None
        assert Follower.objects.exists() is stays


class TestTheBackOffice:
    def test_selma_counts_followers_and_sees_nobody(self, follow, ask, client):
        follow()
        follow("ravi@example.org")
        ask("not.confirmed@example.org")
        client.force_login(make_user("selma", "Editor"))
        page = client.get("/admin/proceedings/topic/").content.decode()
        assert '<td class="field-followers_number">2</td>' in page
        assert client.get("/admin/proceedings/follower/").status_code == 403

    def test_an_administrator_deletes_an_address_they_are_told_and_reads_none(self, follow, client):
        follow()
        follow("ravi@example.org")
        client.force_login(make_user("chan", "Administrator"))
        row = Follower.objects.get(address=HLA)
        found = client.get("/admin/proceedings/follower/", {"q": HLA.title()}).content.decode()
        assert re.findall(r"Follower \d+</a>", found) == [f"Follower {row.pk}</a>"]
        # Part of an address finds nobody.
        assert "Follower " not in client.get("/admin/proceedings/follower/", {"q": "example"}).content.decode()
        for page in ("", f"{row.pk}/change/", f"{row.pk}/delete/", f"{row.pk}/history/"):
            assert "@example.org" not in client.get(f"/admin/proceedings/follower/{page}").content.decode()
        client.post(f"/admin/proceedings/follower/{row.pk}/delete/", {"post": "yes"})
        assert Follower.objects.get().address == "ravi@example.org"


def test_the_form_stands_on_pages_that_every_cache_may_keep(client, topic):
    answer = client.get("/topics/fees/")
    assert 'action="/topics/fees/follow/"' in answer.content.decode()
    assert (answer.headers["Cache-Control"], bool(answer.cookies)) == ("public, no-cache", False)
    assert "csrfmiddlewaretoken" not in answer.content.decode()
