"""Two workers and one set time, and a worker that is killed: there is exactly one edition, and nothing before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from proceedings.actions import publishing, submitting
from proceedings.models import Edition, EditionText, Submission
from tests.make import make_event, make_participant, make_proceedings, make_section, make_user
from tests.second import Second

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
]


@pytest.fixture
def due():
    draft = make_proceedings(make_event(is_published=True))
    seat = make_participant(draft.event)
    make_section(draft, f"We met. @[{seat.pk}] spoke.")
    submission = submitting.submit(draft, by=make_user("selma", "Editor"), change_note="First edition")
    publishing.schedule(submission, by=make_user("ravi", "Publisher"), at=timezone.now() + timedelta(hours=1))
    Submission.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    return submission


def publish_by_two(due, monkeypatch):
    """A second worker comes when the first has checked everything and not yet frozen it. Returns how many froze it."""
    second = Second(lambda: publishing.publish_due(due.pk), monkeypatch, publishing, "_freeze")
    publishing.publish_due(due.pk)
    second.result()
    return second.calls


def test_two_workers_publish_it_once(due, monkeypatch):
    assert publish_by_two(due, monkeypatch) == 1
    due.refresh_from_db()
    assert (due.state, due.edition) == ("published", Edition.objects.get())


def test_without_the_lock_both_freeze_it_and_one_is_undone(due, monkeypatch):
    """The control: were only one to freeze it, the test above would prove nothing."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self.all())
    assert publish_by_two(due, monkeypatch) == 2
    due.refresh_from_db()
    assert (due.state, due.edition) == ("published", Edition.objects.get())


class Killed(BaseException):
    """What ends a worker at any line."""


@pytest.mark.parametrize("table", ["edition", "editiontext", "editionmention", "submission"])
def test_a_worker_that_is_killed_leaves_nothing_and_the_next_one_does_it(due, table):
    """Killed after the first write to each table that a publication writes to."""

    def killed(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith((f'INSERT INTO "proceedings_{table}"', f'UPDATE "proceedings_{table}"')):
            raise Killed
        return result

    with connection.execute_wrapper(killed), pytest.raises(Killed):
        publishing.publish_due(due.pk)
    due.refresh_from_db()
    assert (due.state, Edition.objects.count(), EditionText.objects.count()) == ("scheduled", 0, 0)
    Submission.objects.update(publish_at=timezone.now() - timedelta(minutes=5))
    # The sweep orders it, and the worker of the tests does what is ordered at once.
    assert publishing.pick_up() == 1
    assert publishing.pick_up() == 0
    assert Edition.objects.count() == 1
