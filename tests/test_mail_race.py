"""Two workers, one message or one follower: a mail goes out once. And twice, if they did not lock it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from proceedings.actions import following, sending
from proceedings.models import Follower, FollowerMail, Following, Mailing, Message
from proceedings.public.news_by_mail import tell_news
from tests.make import make_commitment, make_mailing, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
]


@pytest.fixture
def mailing():
    mailing = make_mailing()
    by = make_user("amina", "Registration staff")
    Mailing.objects.filter(pk=mailing.pk).update(state="released", released_by=by, released_at=timezone.now())
    return mailing


def send_by_two(mailing, monkeypatch):
    """Two workers want the same message: the second comes when the first has read it and not yet taken it."""
    first_has_read, real = [], sending.new_message_id
    failed = []

    def second():
        try:
            sending.send_all(mailing.pk)
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)
        finally:
            connection.close()

    def between():
        if not first_has_read:
            first_has_read.append(True)
            worker = threading.Thread(target=second)
            worker.start()
            worker.join()
        return real()

    monkeypatch.setattr(sending, "new_message_id", between)
    sending.send_all(mailing.pk)
    assert (first_has_read, failed) == ([True], [])


def test_two_workers_send_a_message_once(mailing, monkeypatch, mailoutbox):
    send_by_two(mailing, monkeypatch)
    assert len(mailoutbox) == 1
    assert Message.objects.get().state == Message.State.SENT


def test_without_the_lock_they_send_it_twice(mailing, monkeypatch, mailoutbox):
    """The control: were this to send once, the test above would prove nothing."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self.all())
    send_by_two(mailing, monkeypatch)
    assert len(mailoutbox) == 2


def tell_by_two(monkeypatch):
    """Two workers tell one follower: the second comes when the first has read the row and not yet noted its mail."""
    monkeypatch.setattr(following, "SETTLES_IN", timedelta(0))
    then = timezone.now() - timedelta(days=2)
    row = make_commitment()
    hla = Follower.objects.create(
        address="hla.hla@example.org", language="en", confirmed_at=then, told_until=then, asked_at=then
    )
    Following.objects.create(follower=hla, commitment=row, since=then)
    workers, real = [], following.new_message_id

    def second():
        tell_news.call()
        connection.close()

    def between():
        if not workers:
            workers.append(threading.Thread(target=second))
            workers[0].start()
            # Long enough to get to the lock, or past where it should be.
            workers[0].join(0.5)
        return real()

    monkeypatch.setattr(following, "new_message_id", between)
    tell_news.call()
    workers[0].join()
    return FollowerMail.objects.count()


def test_two_workers_tell_a_follower_once(monkeypatch, mailoutbox):
    assert (tell_by_two(monkeypatch), len(mailoutbox)) == (1, 1)


def test_without_the_lock_they_tell_twice(monkeypatch, mailoutbox):
    """The control, as above."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self.all())
    assert (tell_by_two(monkeypatch), len(mailoutbox)) == (2, 2)
