"""Parties are reminded to report: on the right day, once, and not a fourth time without an answer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from proceedings.actions import mailing, reminding, sending
from proceedings.models import CommitmentParty, Deadline, Mailing, Message, PartyAnswer, PartyContact, Reminder, Update
from proceedings.tasks import remind_parties
from tests.make import make_commitment, make_event, make_organisation, make_session, make_user
from tests.second import Second

pytestmark = pytest.mark.django_db
LAST = date(2032, 3, 1)
MADE = date(2031, 2, 28)


def make_contact(promise, **fields):
    party = CommitmentParty.objects.create(commitment=promise, role="lead", organisation=make_organisation())
    return PartyContact.objects.create(**{"party": party, "email": f"office{party.pk}@example.org"} | fields)


def make_promise(last=LAST, **fields):
    event = make_event(is_published=True, title="Dialogue in Hanoi", start_date=MADE)
    row = make_commitment(event, **fields)
    if last:
        Deadline.objects.create(commitment=row, kind="by", as_written="by March", latest=last, precision="day")
    return row


@pytest.fixture
def promise():
    return make_promise()


@pytest.fixture
def contact(promise):
    return make_contact(promise)


def told():
    return list(Reminder.objects.order_by("pk").values_list("occasion", "day"))


FOUR, ONE, LATE, AGAIN = Reminder.Occasion
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "answered", "reminded", "expected"),
    [
        # The day before, the day, and the last day of each span; 2032 has a 29 February.
        (date(2032, 2, 1), None, None, None),
        (date(2032, 2, 2), None, None, (FOUR, date(2032, 2, 2))),
        (date(2032, 2, 22), None, None, (FOUR, date(2032, 2, 2))),
        (date(2032, 2, 23), None, None, (ONE, date(2032, 2, 23))),
        (LAST, None, None, (ONE, date(2032, 2, 23))),
        (LAST + A_DAY, None, None, (LATE, LAST + A_DAY)),
        (date(2033, 2, 28), None, None, (LATE, LAST + A_DAY)),
        (date(2033, 3, 1), None, None, (AGAIN, date(2033, 3, 1))),
        # Who has answered since then is left alone; a year later they are asked again.
        (date(2032, 2, 22), date(2032, 2, 2), None, None),
        (date(2032, 2, 23), date(2032, 2, 22), None, (ONE, date(2032, 2, 23))),
        (date(2032, 6, 1), date(2032, 3, 2), None, None),
        (date(2033, 3, 2), date(2032, 3, 2), None, (AGAIN, date(2033, 3, 2))),
        # A year from the last reminder, not from the last day.
        (date(2033, 3, 1), None, date(2032, 6, 1), None),
        (date(2033, 6, 1), None, date(2032, 6, 1), (AGAIN, date(2033, 6, 1))),
    ],
)
def test_the_day_decides_of_what_a_party_is_reminded(on, answered, reminded, expected):
    found = reminding.occasion_on(on, last_day=LAST, made_on=MADE, answered_on=answered, reminded_on=reminded)
    assert found == expected


def test_without_a_last_day_a_party_is_asked_once_a_year():
    days = {"last_day": None, "made_on": date(2028, 2, 29), "answered_on": None, "reminded_on": None}
    assert reminding.occasion_on(date(2029, 2, 27), **days) is None
    assert reminding.occasion_on(date(2029, 2, 28), **days) == (AGAIN, date(2029, 2, 28))
    assert reminding.occasion_on(date(2029, 2, 28), **days | {"made_on": None}) is None


def test_reminders_wait_in_the_outbox_and_are_written_once_however_often_the_worker_runs(contact):
    event = contact.party.commitment.event_id
    assert [reminding.remind(event, date(2032, 2, 2) + A_DAY * n) for n in range(3)] == [1, 0, 0]
    message = Message.objects.get()
    assert (message.to, message.link.contact, message.mailing.state) == (contact.email, contact, "waiting")
    assert message.mailing.written_by is None
    assert mailing.LINK_MARK in message.body
    assert "The last day" in message.body
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(contact=contact, occasion=FOUR, day=date(2032, 2, 2))


def test_a_worker_killed_half_way_leaves_nothing(contact, monkeypatch):
    def killed(*rows, **options):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "bulk_create", killed)
        with pytest.raises(RuntimeError):
            reminding.remind_all(LAST)
    assert (Mailing.objects.count(), Reminder.objects.count()) == (0, 0)
    assert reminding.remind_all(LAST) == 1


def test_nobody_is_reminded_a_fourth_time_without_an_answer(contact, promise):
    for on in (date(2032, 2, 2), date(2032, 2, 23), LAST + A_DAY, date(2033, 4, 1), date(2034, 4, 1)):
        reminding.remind_all(on)
    assert [occasion for occasion, _day in told()] == [FOUR, ONE, LATE]
    # Any news begins the row anew.
    Update.objects.create(commitment=promise, voice="reported", status="in_progress", happened_on=MADE)
    Update.history.update(history_date=timezone.make_aware(timezone.datetime(2034, 4, 1)))
    for on in (date(2035, 3, 31), date(2035, 4, 1), date(2036, 4, 1), date(2037, 4, 1), date(2038, 4, 1)):
        reminding.remind_all(on)
    assert [day.year for occasion, day in told() if occasion == AGAIN] == [2035, 2036, 2037]


def test_an_answer_by_the_link_begins_the_row_anew_and_a_mail_thrown_away_does_not_count(contact):
    for on in (date(2032, 2, 2), date(2032, 2, 23)):
        reminding.remind_all(on)
    amina = make_user("amina", "Registration staff")
    sending.drop(Message.objects.order_by("pk").first().mailing, by=amina)
    for on in (LAST + A_DAY, date(2033, 4, 1), date(2034, 4, 1)):
        reminding.remind_all(on)
    assert len(told()) == 4
    moment = timezone.make_aware(timezone.datetime(2034, 4, 2))
    PartyAnswer.objects.create(party=contact.party, contact=contact, kind="confirmed", at=moment)
    assert reminding.remind_all(date(2035, 4, 2)) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda promise, contact: promise.updates.create(
            voice="reported", status="done", happened_on=MADE, is_accepted=True
        ),
        lambda promise, contact: type(promise).objects.update(state="draft"),
        lambda promise, contact: type(promise).objects.update(state="withdrawn"),
        lambda promise, contact: type(promise).objects.update(
            session=make_session(promise.event, attribution="closed")
        ),
        lambda promise, contact: PartyContact.objects.update(is_reminded=False),
        lambda promise, contact: PartyContact.objects.update(email="no address"),
    ],
    ids=["done", "draft", "taken back", "closed session", "not reminded", "no address"],
)
def test_nobody_is_reminded_of_what_is_settled_or_not_public(promise, contact, change):
    change(promise, contact)
    assert reminding.remind_all(LAST) == 0


def test_one_address_gets_one_mail_and_discreet_ones_say_nothing(promise, contact):
    make_contact(promise, email=contact.email.upper())
    quiet = make_contact(promise, is_discreet=True)
    assert reminding.remind_all(LAST) == 2
    assert Reminder.objects.count() == 3
    said = Message.objects.get(to=quiet.email)
    assert said.is_discreet
    assert "Hanoi" not in said.subject + said.body
    assert "commitment" not in said.subject + said.body
    for mail in {message.mailing for message in Message.objects.all()}:
        assert sending.obstacles(mail) == []


def test_the_task_and_the_command_do_it(contact, settings):
    Deadline.objects.update(latest=timezone.localdate())
    remind_parties.func()
    assert Reminder.objects.get().message.to == contact.email


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_write_a_reminder_once(contact, monkeypatch):
    """The second comes when the first has read what was written and not yet written anything."""
    second = Second(lambda: reminding.remind_all(LAST), monkeypatch, reminding, "_written", after=True)
    reminding.remind_all(LAST)
    second.result()
    assert (Message.objects.count(), Reminder.objects.count()) == (1, 1)
