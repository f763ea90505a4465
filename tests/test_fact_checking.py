"""An outsider reads a draft behind a private link, as it would be published, and says what is not right."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from proceedings.actions import NotPossible, fact_checking, links, publishing, submitting
from proceedings.models import Attribution, FactCheck, Link, Message, Person, Remark, Section, Session
from tests.make import (
    make_consent,
    make_event,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    draft = make_proceedings(make_event(is_published=True, time_zone="Asia/Yangon"), title="What was said")
    draft.seat = make_participant(draft.event, person=make_person("Canary Thein"))
    session = make_session(draft.event, attribution=Attribution.ON_RECORD)
    make_section(draft, f"@[{draft.seat.pk}] spoke of fees.\n\nFees fell by 5 %.", heading="Opening", session=session)
    return draft


@pytest.fixture
def ravi():
    return make_user("ravi", "Publisher")


@pytest.fixture
def submission(draft):
    return submitting.submit(draft, by=make_user("selma", "Editor"), change_note="First edition")


@pytest.fixture
def asked(submission, ravi):
    return fact_checking.ask(
        submission, by=ravi, name="Dr Meas", email="meas@example.org", question="Are the fees right?"
    )


@pytest.fixture
def address(asked):
    return links.mint(asked.links.get()).removeprefix("http://testserver")


def test_the_mail_goes_to_whom_ravi_wrote_to_and_says_until_when(asked, ravi):
    message = Message.objects.get()
    assert (message.to, message.mailing.state) == ("meas@example.org", "released")
    assert message.mailing.released_by == ravi
    assert re.search(r"opens until \d+ \w+ \d{4}, \d\d:\d\d \(Asia/Yangon\)", message.body)
    assert message.link.fact_check == asked


def test_an_outsider_reads_what_would_be_published_and_nobody_keeps_it(client, draft, address):
    answer = client.get(address)
    page = answer.content.decode()
    assert "spoke of fees" in page
    assert "Are the fees right?" in page
    assert "Canary" not in page
    assert "a participant" in page.lower()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert re.search(r"opens until \d+ \w+ \d{4}, \d\d:\d\d \(Asia/Yangon\)", page)
    make_consent(draft.seat)
    assert "Canary Thein" in client.get(address).content.decode()


def test_they_read_what_was_submitted_not_what_is_written_since(client, draft, address):
    Section.objects.update(body="Changed afterwards.")
    assert "Changed afterwards" not in client.get(address).content.decode()


def test_a_rule_that_was_opened_or_a_session_that_is_gone_shows_no_more(client, draft, ravi):
    make_consent(draft.seat)
    Session.objects.update(attribution=Attribution.NON_ATTRIBUTABLE)
    submission = submitting.submit(draft, by=make_user("selma", "Editor"), change_note="First edition")
    asked = fact_checking.ask(submission, by=ravi, name="Dr Meas", email="meas@example.org")
    address = links.mint(asked.links.get()).removeprefix("http://testserver")
    Session.objects.update(attribution=Attribution.ON_RECORD)
    assert "Canary" not in client.get(address).content.decode()
    Session.objects.all().delete()
    assert "Canary" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: Session.objects.update(attribution=Attribution.CLOSED),
        lambda draft: make_participant(draft.event, person=make_person("Fees")),
    ],
    ids=["closed", "a name"],
)
def test_what_must_not_be_read_any_more_is_not_shown(client, draft, address, change):
    change(draft)
    page = client.get(address).content.decode()
    assert "spoke of fees" not in page
    assert "looked at again" in page


def test_nobody_outside_is_asked_about_a_draft_with_a_name_in_it(draft, ravi):
    make_section(draft, "Canary Thein paid nothing.")
    submission = submitting.submit(draft, by=make_user("selma", "Editor"), change_note="First edition")
    with pytest.raises(NotPossible, match="Clear first"):
        fact_checking.ask(submission, by=ravi, name="Dr Meas", email="meas@example.org")
    assert not FactCheck.objects.exists()


def test_their_comments_come_back_to_the_review(client, submission, ravi, asked, address):
    said = {"do": "answer", "on-p2": "It was 6 %.", "on-p1": "  ", "on-p99": "Nowhere", "overall": "Else right."}
    page = client.post(address, said, follow=True).content.decode()
    assert "Thank you" in page
    assert "It was 6 %." in page
    assert list(Remark.objects.values_list("place", "quote", "text")) == [("p2", "Fees fell by 5 %.", "It was 6 %.")]
    assert asked.links.get().used_at is not None
    client.logout()
    client.force_login(ravi)
    assert "comments of an outsider" in client.get(reverse("admin:index")).content.decode()
    review = client.get(reverse("admin:proceedings_submission_review", args=[submission.pk])).content.decode()
    assert "It was 6 %." in review
    assert "Else right." in review
    # The last hour of the link is that of the event, as the mail told it to them.
    assert f"({submission.proceedings.event.zone})." in review


def test_nothing_written_or_too_much_is_said_in_a_sentence_and_nothing_is_lost(client, address):
    assert "Nothing was written yet" in client.post(address, {"do": "answer"}).content.decode()
    page = client.post(address, {"do": "answer", "on-p1": "x" * 5001, "overall": "Kept"}).content.decode()
    assert "too long" in page
    assert "Kept" in page
    assert not Remark.objects.exists()


def test_who_asks_for_a_fresh_link_gets_one_after_a_look(client, asked, address):
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for _again in range(2):
        assert client.post(address).status_code == 200
    fresh = Message.objects.exclude(mailing__state="released").get()
    assert (fresh.to, fresh.mailing.state, fresh.link.fact_check) == ("meas@example.org", "waiting", asked)


@pytest.mark.parametrize("end", ["by hand", "expired", "sent back", "published", "submitted anew"])
def test_a_link_ends(client, draft, submission, ravi, asked, address, end):
    if end == "by hand":
        fact_checking.end(asked, by=ravi)
    elif end == "expired":
        Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "sent back":
        submitting.send_back(submission, by=ravi, comment="No")
    elif end == "published":
        publishing.publish(submission, by=ravi)
    else:
        make_section(draft, "More.")
        submitting.submit(draft, by=submission.by, change_note="First edition")
    answer = client.get(address)
    assert answer.status_code == 404
    assert "spoke of fees" not in answer.content.decode()
    assert client.post(address, {"do": "answer", "overall": "Late"}).status_code == 200
    asked.refresh_from_db()
    assert asked.overall == ""


def test_only_a_publisher_asks_and_ends(submission, asked):
    with pytest.raises(PermissionDenied):
        fact_checking.ask(submission, by=submission.by, name="Dr Meas", email="meas@example.org")
    with pytest.raises(PermissionDenied):
        fact_checking.end(asked, by=submission.by)
    assert asked.links.get().revoked_at is None


@pytest.mark.parametrize(("email", "days"), [("nobody", 5), ("a@example.org, b@example.org", 5), ("a@b.org", 61)])
def test_an_address_and_a_time_that_make_sense(submission, ravi, email, days):
    with pytest.raises(NotPossible):
        fact_checking.ask(submission, by=ravi, name="Dr Meas", email=email, days=days)


def test_a_protected_person_stays_hidden_from_outsiders(client, draft, address):
    make_consent(draft.seat)
    Person.objects.update(is_protected=True)
    assert "Canary" not in client.get(address).content.decode()
