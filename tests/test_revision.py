"""A page that was kept is out of date as soon as anything that it may show has changed, whatever way it was changed."""

import re

import pytest
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proceedings import revision
from proceedings.models import DayAttended, Event, Export, Person, Revision, Topic
from proceedings.public import tracking
from tests.make import make_commitment, make_event, make_participant, make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def changes(act):
    before = revision.current()
    act()
    return revision.current() > before


def test_every_way_of_writing_is_noticed():
    event, commitment = make_event(), make_commitment()
    topic = Topic.objects.create(slug="t", name="T")
    assert changes(lambda: event.save())
    assert changes(lambda: Event.objects.filter(pk=event.pk).update(title="New"))
    assert changes(lambda: Person.objects.bulk_create([Person(name="A"), Person(name="B")]))
    assert changes(lambda: commitment.topics.add(topic))
    assert changes(lambda: Topic.objects.all().delete())


def test_a_list_that_is_taken_out_leaves_the_pages_as_they_were():
    amina = make_user("amina")
    assert not changes(
        lambda: Export.objects.create(by=amina, model_name="event", format="csv", reason="A list", number=0)
    )


def test_reading_and_signing_in_change_nothing(client, django_user_model):
    user = django_user_model.objects.create_user("amina", password="x")
    make_event()
    assert not changes(lambda: list(Event.objects.all()))
    assert not changes(lambda: client.force_login(user))


def test_a_transaction_counts_once_and_only_when_it_is_done():
    before = revision.current()
    with transaction.atomic():
        make_person()
        make_person()
        assert revision.current() == before
    assert revision.current() == before + 1


def make_and_regret(make=make_person):
    with transaction.atomic():
        make()
        transaction.set_rollback(True)


def test_what_was_rolled_back_never_happened():
    before = revision.current()
    make_and_regret()
    assert revision.current() == before
    with transaction.atomic():
        make_and_regret()
        make_person()
    assert revision.current() == before + 1


def test_the_promises_are_read_anew_when_one_of_them_may_have_changed():
    """And not for a delegate at the door."""
    promise, seat = make_commitment(), make_participant()
    with CaptureQueriesContext(connection) as asked:
        tracking._read(timezone.localdate())
    tables = {table for each in asked for table in re.findall(r'"(proceedings_\w+)"', each["sql"])}
    assert tables == revision.PROMISES

    before, all_before = revision.current("promises"), revision.current()
    DayAttended.objects.create(participant=seat, date=timezone.localdate())
    make_and_regret(lambda: promise.save())
    assert (revision.current("promises"), revision.current()) == (before, all_before + 1)
    with transaction.atomic():
        promise.updates.create(voice="reported", status="done", happened_on=timezone.localdate())
        make_person()
    assert (revision.current("promises"), revision.current()) == (before + 1, all_before + 2)


def test_a_database_without_a_number_gets_one():
    Revision.objects.all().delete()
    assert revision.current() == 0
    make_person()
    assert (revision.current(), revision.current("promises")) == (1, 1)


def test_a_connection_that_is_opened_again_is_watched_once():
    """A worker opens its connection every second; each opening once left another watcher behind."""
    for _ in range(3):
        connection_created.send(type(connection), connection=connection)
    assert sum(isinstance(wrapper, revision._Watch) for wrapper in connection.execute_wrappers) == 1
