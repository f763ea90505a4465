"""Selma submits, Ravi reviews; nobody publishes their own, or over a name, without a second who signs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from proceedings.actions import NotPossible, publishing, submitting
from proceedings.documents import checking
from proceedings.models import Attribution, Edition, Event, Person, Section, Session, Submission
from tests.make import (
    make_event,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def draft():
    draft = make_proceedings(make_event(is_published=True, slug="dialogue"))
    make_section(draft, "We met in July.", heading="Opening")
    return draft


@pytest.fixture
def selma():
    return make_user("selma", "Editor")


@pytest.fixture
def ravi():
    return make_user("ravi", "Publisher")


@pytest.fixture
def chan():
    """May do everything, also submit and publish."""
    return make_user("chan", "Administrator")


@pytest.fixture
def noy():
    return make_user("noy", "Publisher")


@pytest.fixture
def submission(draft, selma):
    return submitting.submit(draft, by=selma, change_note="First edition")


def states():
    return list(Submission.objects.order_by("pk").values_list("state", flat=True))


def test_ravi_publishes_what_selma_submitted(submission, ravi, selma):
    edition = publishing.publish(submission, by=ravi)
    submission.refresh_from_db()
    assert (submission.state, submission.edition, submission.decided_by) == (State.PUBLISHED, edition, ravi)
    assert (edition.change_note, edition.published_by, edition.published_with) == ("First edition", ravi, None)
    assert not edition.without_review
    with pytest.raises(NotPossible, match="not possible any more"):
        publishing.publish(submission, by=ravi)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("change", ["body", "heading", "title", "rule", "order", "gone"])
def test_a_draft_that_has_changed_is_submitted_anew(draft, selma, ravi, change):
    session = make_session(draft.event, attribution=Attribution.ON_RECORD)
    other = make_section(draft, "And then.", session=session)
    submission = submitting.submit(draft, by=selma, change_note="First edition")
    section = Section.objects.first()
    if change == "title":
        draft.title = "Another"
        draft.save()
    elif change == "rule":
        Session.objects.update(attribution=Attribution.KIND_ONLY)
    elif change == "order":
        Section.objects.filter(pk=other.pk).update(position=0)
        Section.objects.filter(pk=section.pk).update(position=10_000)
    elif change == "gone":
        other.delete()
    else:
        setattr(section, change, "Something else.")
        section.save()
    for act in (
        lambda: publishing.publish(submission, by=ravi),
        lambda: publishing.schedule(submission, by=ravi, at=timezone.now() + timedelta(hours=1)),
    ):
        with pytest.raises(NotPossible, match="has changed since it was submitted"):
            act()
    anew = submitting.submit(type(draft).objects.get(), by=selma, change_note="First edition")
    assert states() == [State.TAKEN_BACK, State.WAITING]
    assert publishing.publish(anew, by=ravi).number == 1


def test_the_same_is_not_submitted_twice(draft, submission, selma, ravi):
    with pytest.raises(NotPossible, match="waits for a review already"):
        submitting.submit(draft, by=selma, change_note="First edition")
    publishing.publish(submission, by=ravi)
    with pytest.raises(NotPossible, match="Nothing has changed since edition 1"):
        submitting.submit(draft, by=selma, change_note="Again")


def test_sent_back_with_a_comment_and_submitted_anew(draft, submission, selma, ravi):
    with pytest.raises(NotPossible, match="what is to be changed"):
        submitting.send_back(submission, by=ravi, comment="  ")
    submitting.send_back(submission, by=ravi, comment="It was in June.")
    submission.refresh_from_db()
    assert (submission.state, submission.comment, submission.decided_by) == (State.SENT_BACK, "It was in June.", ravi)
    submitting.submit(draft, by=selma, change_note="It was July indeed")
    assert states() == [State.SENT_BACK, State.WAITING]


def test_what_says_too_much_or_nothing_is_not_submitted(draft, selma):
    with pytest.raises(NotPossible, match="in 500 characters"):
        submitting.submit(draft, by=selma, change_note="x" * 501)
    Section.objects.all().delete()
    with pytest.raises(NotPossible, match="no sections"):
        submitting.submit(draft, by=selma, change_note="First edition")


def test_selma_is_told_of_letters_that_cannot_be_printed_before_she_submits(draft):
    assert checking.check(draft).sentences == []
    make_section(draft, "ناقش (MOU)", heading="ما")
    sentences = checking.check(draft).sentences
    assert sentences[0] == "“م” (arabic letter meem, U+0645) in “ما”: none of our fonts has this character."


def test_taken_back_nothing_is_published(submission, selma, ravi):
    submitting.take_back(submission, by=selma)
    with pytest.raises(NotPossible):
        publishing.publish(submission, by=ravi)
    assert states() == [State.TAKEN_BACK]


@pytest.mark.parametrize("role", ["Registration staff", "Rapporteur", "Editor"])
def test_who_may_not_publish_decides_nothing(submission, role):
    somebody = make_user("somebody", role)
    later = timezone.now() + timedelta(hours=1)
    for act in (
        lambda: publishing.publish(submission, by=somebody),
        lambda: publishing.schedule(submission, by=somebody, at=later),
        lambda: publishing.unschedule(submission, by=somebody),
        lambda: submitting.send_back(submission, by=somebody, comment="No"),
        lambda: submitting.ask_second(submission, by=somebody, reason="Now"),
        *([lambda: submitting.take_back(submission, by=somebody)] if role != "Editor" else []),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert states() == [State.WAITING]


@pytest.mark.parametrize("role", ["Registration staff", "Rapporteur", "Publisher"])
def test_who_may_not_submit_does_not(draft, role):
    with pytest.raises(PermissionDenied):
        submitting.submit(draft, by=make_user("somebody", role), change_note="First")


# Two signatures


def test_nobody_publishes_what_they_submitted(draft, chan):
    submission = submitting.submit(draft, by=chan, change_note="First edition")
    for act in (
        lambda: publishing.publish(submission, by=chan),
        lambda: publishing.publish(submission, by=chan, as_second=True),
        lambda: submitting.send_back(submission, by=chan, comment="No"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    # The database says so as well.
    fields = {"state": State.SCHEDULED, "publish_at": timezone.now(), "decided_by": chan, "decided_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(**fields)


def test_where_it_must_be_a_second_publisher_signs_and_it_stays_visible(draft, chan, ravi, client):
    submission = submitting.submit(draft, by=chan, change_note="First edition")
    with pytest.raises(NotPossible, match="Say why"):
        submitting.ask_second(submission, by=chan, reason=" ")
    submitting.ask_second(submission, by=chan, reason="The minister speaks at noon")
    submission.refresh_from_db()
    edition = publishing.publish(submission, by=ravi, as_second=True)
    assert (edition.published_by, edition.published_with) == (chan, ravi)
    assert (edition.without_review, edition.over_hits) == (True, False)
    assert edition.published_reason == "The minister speaks at noon"
    public = client.get(edition.get_absolute_url()).content.decode()
    assert "Published without a separate review" in public
    assert "minister" not in public
    assert "ravi" not in public


def test_who_reviews_it_after_all_signs_alone(draft, chan, ravi):
    submission = submitting.submit(draft, by=chan, change_note="First edition")
    submitting.ask_second(submission, by=chan, reason="In a hurry")
    submission.refresh_from_db()
    edition = publishing.publish(submission, by=ravi)
    assert (edition.published_by, edition.published_with, edition.without_review) == (ravi, None, False)


def test_over_a_name_two_publishers_sign_beside_who_submitted(draft, selma, ravi, noy):
    make_participant(draft.event, person=make_person("Nilar Thein"))
    make_section(draft, "The Nilar Thein Prize was given.")
    submission = submitting.submit(draft, by=selma, change_note="First edition")
    with pytest.raises(NotPossible, match="as typed letters"):
        publishing.publish(submission, by=ravi)
    with pytest.raises(NotPossible, match="Nobody asks"):
        publishing.publish(submission, by=noy, as_second=True)
    submitting.ask_second(submission, by=ravi, reason="A prize is called so")
    submission.refresh_from_db()
    with pytest.raises(NotPossible, match="signed already"):
        publishing.publish(submission, by=ravi, as_second=True)
    edition = publishing.publish(submission, by=noy, as_second=True)
    assert (edition.published_by, edition.published_with, edition.over_hits) == (ravi, noy, True)
    assert not edition.without_review


def test_no_two_signatures_publish_who_is_never_to_be_shown_or_a_closed_session(draft, selma, ravi, noy):
    seat = make_participant(draft.event, person=make_person("Nilar Thein"))
    make_section(draft, "Nilar Thein spoke.")
    submission = submitting.submit(draft, by=selma, change_note="First edition")
    submitting.ask_second(submission, by=ravi, reason="We must")
    submission.refresh_from_db()
    Person.objects.filter(pk=seat.person_id).update(is_protected=True)
    with pytest.raises(NotPossible, match="as typed letters"):
        publishing.publish(submission, by=noy, as_second=True)
    Person.objects.update(is_protected=False)
    make_section(draft, "Behind doors.", session=make_session(draft.event, attribution=Attribution.CLOSED))
    anew = submitting.submit(draft, by=selma, change_note="First edition")
    submitting.ask_second(anew, by=ravi, reason="We must")
    anew.refresh_from_db()
    with pytest.raises(NotPossible, match="closed session"):
        publishing.publish(anew, by=noy, as_second=True)
    assert not Edition.objects.exists()


def test_without_a_reason_there_is_nothing_to_sign(submission, ravi):
    with pytest.raises(NotPossible, match="Nothing needs a second signature"):
        submitting.ask_second(submission, by=ravi, reason="To be sure")


# At a set time


@pytest.fixture
def scheduled(submission, ravi):
    return publishing.schedule(submission, by=ravi, at=timezone.now() + timedelta(hours=1))


def due(submission):
    Submission.objects.filter(pk=submission.pk).update(publish_at=timezone.now() - timedelta(seconds=1))


def test_before_its_time_nothing_is_published_and_at_its_time_once(scheduled, ravi, client):
    address = "/proceedings/dialogue/"
    assert publishing.publish_due(scheduled.pk) is None
    assert client.get(address).status_code == 404
    due(scheduled)
    # A task of something else publishes nothing.
    assert publishing.publish_due(scheduled.pk + 1) is None
    edition = publishing.publish_due(scheduled.pk)
    assert publishing.publish_due(scheduled.pk) is None
    assert (list(Edition.objects.all()), edition.published_by) == ([edition], ravi)
    assert "We met in July." in client.get(address).content.decode()


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(minutes=-5), timedelta(days=400)])
def test_a_time_that_is_past_or_far_off_is_refused(submission, ravi, ahead):
    with pytest.raises(NotPossible):
        publishing.schedule(submission, by=ravi, at=timezone.now() + ahead)
    assert states() == [State.WAITING]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda draft, ravi: Section.objects.update(body="Changed"), "has changed since"),
        (lambda draft, ravi: Event.objects.update(is_published=False), "not public"),
        (lambda draft, ravi: type(ravi).objects.filter(pk=ravi.pk).update(is_active=False), "may not publish any more"),
        (lambda draft, ravi: ravi.groups.clear(), "may not publish any more"),
        (lambda draft, ravi: make_participant(draft.event, person=make_person("July")), "as typed letters"),
    ],
    ids=["changed", "hidden", "left", "no right", "a new name"],
)
def test_what_is_not_in_order_when_its_time_comes_is_stopped(draft, scheduled, ravi, change, why):
    change(draft, ravi)
    due(scheduled)
    assert publishing.publish_due(scheduled.pk) is None
    scheduled.refresh_from_db()
    assert scheduled.state == State.STOPPED
    assert why in scheduled.comment
    assert not Edition.objects.exists()
    assert publishing.publish_due(scheduled.pk) is None


def test_taken_back_or_unscheduled_it_is_not_published(scheduled, selma, ravi):
    publishing.unschedule(scheduled, by=ravi)
    due(scheduled)
    assert publishing.publish_due(scheduled.pk) is None
    Submission.objects.update(publish_at=None)
    again = publishing.schedule(Submission.objects.get(), by=ravi, at=timezone.now() + timedelta(hours=1))
    submitting.take_back(again, by=selma)
    due(scheduled)
    assert publishing.publish_due(scheduled.pk) is None
    assert not Edition.objects.exists()


def test_what_is_scheduled_is_not_submitted_over(draft, scheduled, selma):
    make_section(draft, "More.")
    with pytest.raises(NotPossible, match="Take that back first"):
        submitting.submit(draft, by=selma, change_note="More")


def test_a_task_that_was_lost_is_ordered_again(scheduled, django_capture_on_commit_callbacks):
    assert publishing.pick_up() == 0
    Submission.objects.update(publish_at=timezone.now() - timedelta(minutes=2))
    assert publishing.pick_up() == 1
    assert Edition.objects.count() == 1
    assert publishing.pick_up() == 0


# Put back as the draft


def test_an_edition_is_put_back_as_the_draft_and_nothing_is_lost(draft, selma, ravi):
    session = make_session(draft.event)
    seat = make_participant(draft.event)
    told = make_section(draft, f"@[{seat.pk}] said so.", session=session, heading="Panel")
    first = publishing.publish(submitting.submit(draft, by=selma, change_note="First edition"), by=ravi)
    uids = set(draft.sections.values_list("uid", flat=True))
    Section.objects.filter(pk=draft.sections.first().pk).update(body="We met in August.")
    told.delete()
    added = make_section(draft, "Something new.", heading="New")
    draft.title = "Another title"
    draft.save()
    with pytest.raises(PermissionDenied):
        publishing.restore(first, by=ravi)
    publishing.restore(first, by=selma)
    draft.refresh_from_db()
    assert draft.title == "Proceedings"
    assert set(draft.sections.values_list("uid", flat=True)) == uids
    rows = list(draft.sections.values_list("body", "session"))
    assert rows == [("We met in July.", None), (f"@[{seat.pk}] said so.", session.pk)]
    gone = Section.history.filter(uid=added.uid).latest()
    assert (gone.history_type, gone.history_user, gone.body) == ("-", selma, "Something new.")
    assert Section.history.filter(body="We met in August.").count() == 0  # as it was changed without a trace, here
    with pytest.raises(NotPossible, match="is as that edition is"):
        publishing.restore(first, by=selma)


def test_a_rule_that_is_gone_with_its_session_is_not_put_back_as_none(draft, selma, ravi):
    quiet = make_session(draft.event, attribution=Attribution.NON_ATTRIBUTABLE)
    make_section(draft, "Something was said.", session=quiet, heading="Quiet")
    first = publishing.publish(submitting.submit(draft, by=selma, change_note="First edition"), by=ravi)
    quiet.delete()
    with pytest.raises(NotPossible, match="its rule is gone"):
        publishing.restore(first, by=selma)
