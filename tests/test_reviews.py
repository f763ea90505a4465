"""The second dialogue takes up what the first one promised, and what it finds is news when Ravi has accepted it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from proceedings.actions import NotPossible
from proceedings.actions.reviewing import due_at, note_finding, take_up
from proceedings.models import (
    Commitment,
    CommitmentParty,
    Deadline,
    EventParty,
    EventTopic,
    Recommendation,
    Review,
    Series,
    Topic,
    Update,
)
from tests.make import make_commitment, make_event, make_organisation, make_session, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return Series.objects.create(name="Dialogues", slug="dialogues")


@pytest.fixture
def first(series):
    return make_event(title="First", series=series, start_date=date(2017, 7, 20), is_published=True)


@pytest.fixture
def second(series):
    return make_event(
        title="Second", series=series, start_date=date(2019, 9, 16), end_date=date(2019, 9, 17), is_published=True
    )


@pytest.fixture
def promise(first):
    row = make_commitment(first, ref="C2", state="published", text="Host a dialogue")
    Deadline.objects.create(commitment=row, kind="before", latest=date(2017, 12, 16), precision="day")
    return row


@pytest.fixture
def selma():
    return make_user("selma", "Editor")


def refs(event, user):
    return [row.ref for row in due_at(event, user)[0]]


def test_what_goes_with_an_event_and_is_not_settled_is_due_the_oldest_first(first, second, promise, selma):
    topic, ministry = Topic.objects.create(slug="fees", name="Fees"), make_organisation()
    elsewhere = make_event(start_date=date(2018, 1, 1), is_published=True)
    for ref, event in (("OPEN", first), ("TOPIC", elsewhere), ("PARTY", elsewhere), ("OTHER", elsewhere)):
        make_commitment(event, ref=ref, state="published")
    make_commitment(first, ref="DRAFT", state="draft")
    make_commitment(second, ref="OWN", state="published")
    kept = make_commitment(first, ref="KEPT", state="published")
    Update.objects.create(
        commitment=kept, voice="assessed", status="complete", happened_on=first.start_date, is_accepted=True
    )
    Commitment.objects.get(ref="TOPIC").topics.add(topic)
    EventTopic.objects.create(event=second, topic=topic)
    by_then = make_commitment(elsewhere, ref="NEXT", state="published")
    Deadline.objects.create(commitment=by_then, kind="relative", as_written="by the next meeting", other_event=second)
    CommitmentParty.objects.create(commitment=Commitment.objects.get(ref="PARTY"), organisation=ministry)
    EventParty.objects.create(event=second, organisation=ministry, role="organiser")
    assert refs(second, selma) == ["C2", "OPEN", "TOPIC", "PARTY", "NEXT"]
    # Nobody looks ahead.
    assert refs(first, selma) == []


def test_selma_ticks_what_the_agenda_takes_up_and_writes_down_what_was_found(client, first, second, promise, selma):
    asked = Recommendation.objects.create(event=first, number="1", text="Zero fees", state="published")
    client.force_login(selma)
    due = reverse("admin:proceedings_event_due", args=[second.pk])
    page = client.get(due).content.decode()
    assert "C2" in page
    assert "Zero fees" in page
    answer = client.post(
        due, {"commitment": [promise.pk], "recommendation": [asked.pk], "new_session": "What became of it"}, follow=True
    )
    assert [str(message) for message in answer.context["messages"]] == ["2 are on the agenda now."]
    review, other = second.reviews.order_by("pk")
    assert (review.commitment, review.found, review.session.title) == (promise, "", "What became of it")
    assert (other.recommendation, other.session) == (asked, review.session)
    # What is not on the agenda is not said to be.
    make_commitment(first, ref="C3", state="published")
    Recommendation.objects.create(event=first, number="2", text="Open a centre", state="published", position=2)
    assert [[row.taken_up for row in rows] for rows in due_at(second, selma)] == [[True, False]] * 2

    found = reverse("admin:proceedings_review_found", args=[review.pk])
    fields = {"found": "secret0x nobody hosted it", "status": "assessed:no_evidence", "happened_on": "2019-09-17"}
    client.post(found, fields)
    review.refresh_from_db()
    update = review.update
    assert (update.commitment, update.voice, update.status, update.happened_on, update.is_accepted) == (
        promise, "assessed", "no_evidence", date(2019, 9, 17), False,
    )  # fmt: skip
    # Written down twice, it is the same news.
    client.post(found, fields | {"status": "assessed:limited"})
    assert [row.status for row in promise.updates.all()] == ["limited"]

    client.logout()
    public = promise.get_absolute_url()
    assert "secret0x" not in client.get(public).content.decode()
    assert "what was found is not published" in client.get(public).content.decode()
    assert "secret0x" not in client.get(second.get_absolute_url()).content.decode()
    Update.objects.update(is_accepted=True)
    assert client.get(public).content.decode().count("secret0x") == 2
    assert "secret0x" in client.get(second.get_absolute_url()).content.decode()


def test_what_a_colleague_took_up_meanwhile_is_said_and_ticks_outlast_a_mistake(client, second, promise, selma):
    client.force_login(selma)
    address = reverse("admin:proceedings_event_due", args=[second.pk])
    page = client.post(address, {"commitment": promise.pk, "new_session": "x" * 10_000}).content.decode()
    assert f'value="{promise.pk}" checked' in page
    take_up(second, by=selma, commitments=[promise])
    page = client.post(address, {"commitment": promise.pk, "new_session": "Again"}).content.decode()
    assert "on the agenda already" in page
    assert not second.sessions.exists()


def test_what_was_found_of_a_recommendation_waits_for_a_second_person_too(client, first, second, selma):
    asked = Recommendation.objects.create(event=first, number="1", text="Zero fees", state="published")
    (review,) = take_up(second, by=selma, recommendations=[asked])
    note_finding(review, by=selma, found="secret0x")
    assert "secret0x" not in client.get(second.get_absolute_url()).content.decode()
    client.force_login(make_user("ravi", "Publisher"))
    assert "finding waits" in client.get(reverse("admin:index")).content.decode()
    Review.objects.update(is_accepted=True)
    client.logout()
    assert "secret0x" in client.get(second.get_absolute_url()).content.decode()


def test_nobody_takes_up_what_is_not_theirs_to_take_up(first, second, promise, selma):
    with pytest.raises(PermissionDenied):
        take_up(second, by=make_user("amina", "Registration staff"), commitments=[promise])
    with pytest.raises(PermissionDenied):
        take_up(second, by=make_user("ed", "Editor", event=first), commitments=[promise])
    hidden = make_commitment(make_event(), ref="HID", state="published")
    for wrong in ({"commitments": [hidden]}, {}, {"commitments": [promise], "session": make_session(first)}):
        with pytest.raises(NotPossible):
            take_up(second, by=selma, **wrong)
    take_up(second, by=selma, commitments=[promise])
    with pytest.raises(NotPossible):
        take_up(second, by=selma, commitments=[promise])
    assert second.reviews.count() == 1


def test_an_editor_of_the_second_event_alone_writes_words_and_no_news(second, promise):
    ed = make_user("ed", "Editor", event=second)
    (review,) = take_up(second, by=ed, commitments=[promise])
    note_finding(review, by=ed, found="Nobody hosted it")
    with pytest.raises(PermissionDenied):
        note_finding(review, by=ed, found="x", voice="assessed", status="limited")
    with pytest.raises(PermissionDenied):
        note_finding(review, by=make_user("amina", "Registration staff"), found="x")


def test_a_finding_says_what_its_voice_may_say_and_stays_once_it_is_public(second, promise, selma):
    ministry, other = make_organisation(), make_organisation(slug="other")
    CommitmentParty.objects.create(commitment=promise, organisation=ministry)
    (review,) = take_up(second, by=selma, commitments=[promise])
    for wrong in (
        {"found": " "},
        {"found": "x", "voice": "reported", "status": "complete"},
        {"found": "x", "voice": "assessed", "status": "done"},
        {"found": "x", "voice": "reported", "status": "done", "said_by": other},
        {"found": "x", "voice": "reported", "status": "done", "happened_on": timezone.localdate() + timedelta(1)},
    ):
        with pytest.raises(NotPossible):
            note_finding(review, by=selma, **wrong)
    assert not promise.updates.exists()
    note_finding(review, by=selma, found="Done", voice="reported", status="done", said_by=ministry)
    assert promise.updates.get().by == ministry
    promise.updates.update(is_accepted=True)
    with pytest.raises(NotPossible):
        note_finding(review, by=selma, found="Not done")
