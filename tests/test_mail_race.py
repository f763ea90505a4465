"""Two workers, one message or one follower: a mail goes out once. And twice, if they did not lock it."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from proceedings.actions import following, sending
from proceedings.models import Follower, FollowerMail, Following, Mailing, Message
from proceedings.public.news_by_mail import tell_news
from tests.make import make_commitment, make_mailing, make_user
from tests.second import Second

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
    second = Second(lambda: sending.send_all(mailing.pk), monkeypatch, sending, "new_message_id")
    sending.send_all(mailing.pk)
    second.result()


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
    second = Second(tell_news.call, monkeypatch, following, "new_message_id")
    tell_news.call()
    second.result()
    return FollowerMail.objects.count()


def test_two_workers_tell_a_follower_once(monkeypatch, mailoutbox):
    assert (tell_by_two(monkeypatch), len(mailoutbox)) == (1, 1)


def test_without_the_lock_they_tell_twice(monkeypatch, mailoutbox):
    """The control, as above."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self.all())
    assert (tell_by_two(monkeypatch), len(mailoutbox)) == (2, 2)
