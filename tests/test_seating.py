"""Who gets a seat: the verbs of actions/seating.py, done rightly, too early or late, by the wrong one, and twice."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from proceedings.access import DOOR, EDITOR, REGISTRATION
from proceedings.actions import NotPossible, links, sitting
from proceedings.actions.seating import (
    apply,
    confirm,
    decline,
    invite,
    move_to_waiting,
    offer,
    offer_in_order,
    pass_on,
    reject,
    take_offer,
    together,
    withdraw,
)
from proceedings.models import (
    Delegation,
    Link,
    Mailing,
    Message,
    OrganisationKind,
    Participant,
    Registration,
    SeatQuota,
)
from proceedings.tasks import pass_on_seats
from tests.make import make_constituency, make_event, make_organisation, make_participant, make_person, make_user

pytestmark = pytest.mark.django_db
State = Participant.State
VERBS = (invite, apply, confirm, decline, withdraw, reject, move_to_waiting, offer, take_offer)


@pytest.fixture
def event():
    return make_event(time_zone="Asia/Yangon")


@pytest.fixture
def amina(event):
    """Registers people for this event."""
    return make_user("amina", REGISTRATION, event=event)


def rules(event, capacity=None, quotas=(), **fields):
    registration = Registration.objects.create(event=event, capacity=capacity, **fields)
    for code, seats in dict(quotas).items():
        SeatQuota.objects.create(registration=registration, constituency=make_constituency(code), seats=seats)
    return registration


def seat(event, state, **fields):
    if "person" not in fields:
        person = make_person()
        person.email = f"person{person.pk}@example.org"
        person.save()
        fields["person"] = person
    if state == State.WAITING:
        fields.setdefault("waiting_since", timezone.now())
    return make_participant(event, state=state, **fields)


def offered(event, hours=1, **fields):
    return seat(event, State.WAITING, offered_until=timezone.now() + timedelta(hours=hours), **fields)


def now(participant):
    return Participant.objects.get(pk=participant.pk)


def mails(participant):
    """The uses of what waits for somebody in the outbox."""
    waiting = Message.objects.filter(participant=participant, state=Message.State.WAITING)
    return list(waiting.order_by("pk").values_list("mailing__use", flat=True))


def do(verb, participant, by):
    return verb(participant, by=by, **({"reason": "Too many"} if verb is reject else {}))


# From which state, by a colleague and by the person alone, each verb leads where. Everything else is refused.

COLLEAGUE = {
    invite: {State.INVITED, State.DECLINED, State.WITHDRAWN, State.REJECTED},
    apply: {State.DECLINED, State.WITHDRAWN, State.REJECTED},
    confirm: {State.INVITED, State.APPLIED, State.WAITING},
    decline: {State.INVITED},
    withdraw: {State.APPLIED, State.WAITING, State.CONFIRMED},
    reject: {State.INVITED, State.APPLIED, State.WAITING, State.CONFIRMED},
    move_to_waiting: {State.APPLIED, State.CONFIRMED},
    offer: {State.WAITING},
    take_offer: set(),
}
ALONE = {
    invite: set(),
    apply: {State.DECLINED, State.WITHDRAWN},
    confirm: {State.INVITED},
    decline: {State.INVITED},
    withdraw: {State.APPLIED, State.WAITING, State.CONFIRMED},
    reject: set(),
    move_to_waiting: set(),
    offer: set(),
    take_offer: set(),
}
LEADS_TO = {
    invite: State.INVITED,
    apply: State.APPLIED,
    confirm: State.CONFIRMED,
    decline: State.DECLINED,
    withdraw: State.WITHDRAWN,
    reject: State.REJECTED,
    move_to_waiting: State.WAITING,
    offer: State.WAITING,
    take_offer: State.CONFIRMED,
}
TELLS = {
    invite: "invitation",
    apply: "received",
    confirm: "confirmed",
    decline: "withdrawn",
    withdraw: "withdrawn",
    reject: "rejected",
    move_to_waiting: "waiting",
    offer: "offer",
    take_offer: "confirmed",
}


@pytest.mark.sqlite
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_each_verb_starts_from_its_states_and_no_other(verb, state, event, amina):
    for by, allowed in ((amina, COLLEAGUE), (None, ALONE)):
        one = seat(event, state)
        before = one.history.count()
        if state in allowed[verb]:
            assert do(verb, one, by).state == now(one).state == LEADS_TO[verb]
            assert mails(one) == [TELLS[verb]]
            line = one.history.first()
            assert (line.state, line.history_user, one.history.count()) == (LEADS_TO[verb], by, before + 1)
            assert line.history_change_reason
        else:
            with pytest.raises((NotPossible, PermissionDenied)) as refused:
                do(verb, one, by)
            assert refused.type is NotPossible or by is None
            assert (now(one).state, mails(one), one.history.count()) == (state, [], before)


@pytest.mark.parametrize("verb", [take_offer, decline, confirm, withdraw], ids=lambda verb: verb.__name__)
def test_who_is_offered_a_seat_takes_it_or_not(verb, event, amina):
    rules(event, capacity=1)
    for by in (amina, None):
        one = offered(event)
        if verb is confirm and by is None:
            with pytest.raises(NotPossible):
                confirm(one, by=None)
            continue
        verb(one, by=by)
        assert (now(one).state, now(one).offered_until, now(one).waiting_since) == (LEADS_TO[verb], None, None)
        Participant.objects.filter(pk=one.pk).update(state=State.DECLINED)


# Who may is decided in Python.
@pytest.mark.sqlite
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_a_colleague_without_the_right_changes_nothing(verb, event):
    wrong = (
        make_user("editor", EDITOR),
        make_user("door", DOOR),
        make_user("elsewhere", REGISTRATION, event=make_event()),
        make_user("nobody"),
    )
    seats = {state: seat(event, state) for state in State}
    for by in wrong:
        for state, one in seats.items():
            with pytest.raises(PermissionDenied):
                do(verb, one, by)
            assert now(one).state == state
            if verb is not apply:
                became = together(verb, [one], by=by, **({"reason": "x"} if verb is reject else {}))
                assert (became.now, became.refused) == ({}, [(one, "You may not change this seat.")])
    with pytest.raises(PermissionDenied):
        apply(Participant(event=event, person=make_person()), by=wrong[0])
    with pytest.raises(PermissionDenied):
        offer_in_order(event, by=wrong[0])


def test_what_was_true_when_the_page_was_loaded_is_looked_up_again(event, amina):
    one = seat(event, State.APPLIED)
    stale = now(one)
    confirm(one, by=amina)
    with pytest.raises(NotPossible, match="has a confirmed seat"):
        confirm(stale, by=amina)
    one.refresh_from_db()
    Participant.objects.filter(pk=one.pk).delete()
    with pytest.raises(NotPossible, match="deleted meanwhile"):
        withdraw(one, by=amina)


# Applying


def test_a_visitor_applies_and_has_a_seat_number_and_a_mail(event):
    one = apply(Participant(event=event, person=make_person(email="ma@example.org")), by=None)
    assert (now(one).state, mails(one), one.history.count()) == (State.APPLIED, ["received"], 1)
    with pytest.raises(NotPossible, match="already has a seat"):
        apply(Participant(event=event, person=one.person), by=None)


def test_who_was_turned_down_does_not_come_back_alone(event, amina):
    one = seat(event, State.APPLIED)
    reject(one, by=amina, reason="  We have \n too many. ")
    assert now(one).state_reason == "We have too many."
    assert "We have too many." in one.messages.get().body
    with pytest.raises(NotPossible, match="was turned down"):
        apply(one, by=None)
    assert apply(one, by=amina).state_reason == ""


def test_nobody_is_turned_down_without_a_word(event, amina):
    one = seat(event, State.APPLIED)
    for reason in ("", " \n ", "x" * 501):
        with pytest.raises(NotPossible, match="Say "):
            reject(one, by=amina, reason=reason)
        with pytest.raises(NotPossible, match="Say "):
            together(reject, [one], by=amina, reason=reason)
    assert now(one).state == State.APPLIED


def test_an_invitation_is_written_once_and_again_when_it_went_out(event, amina):
    one = seat(event, State.INVITED)
    invite(one, by=amina)
    with pytest.raises(NotPossible, match="waits in the outbox"):
        invite(one, by=amina)
    one.messages.update(state=Message.State.SENT, sent_at=timezone.now())
    invite(one, by=amina)
    assert mails(one) == ["invitation"]
    with pytest.raises(NotPossible, match="no e-mail address"):
        invite(seat(event, State.INVITED, person=make_person()), by=amina)


def test_a_mail_that_is_no_longer_true_does_not_go_out(event, amina):
    one = seat(event, State.APPLIED)
    confirm(one, by=amina)
    old = one.messages.get()
    assert (old.with_calendar, old.link is not None) == (True, True)
    links.mint(old.link)
    withdraw(one, by=None)
    assert mails(one) == ["withdrawn"]
    assert old.mailing.__class__.objects.get(pk=old.mailing_id).state == Mailing.State.DROPPED
    assert not Link.objects.good().filter(pk=old.link_id).exists()


# How many seats there are


def test_without_rules_or_a_number_there_is_always_a_seat(event, amina):
    assert confirm(seat(event, State.APPLIED), by=amina).state == State.CONFIRMED
    rules(event)
    assert confirm(seat(event, State.APPLIED), by=amina).state == State.CONFIRMED


def test_a_full_event_puts_people_on_the_waiting_list_and_says_so(event, amina):
    rules(event, capacity=1)
    confirm(seat(event, State.APPLIED), by=amina)
    late, invited = seat(event, State.APPLIED), seat(event, State.INVITED)
    assert confirm(late, by=amina).state == confirm(invited, by=None).state == State.WAITING
    assert mails(late) == mails(invited) == ["waiting"]
    assert now(late).waiting_since < now(invited).waiting_since
    with pytest.raises(NotPossible, match=r"The only seat is taken. This person stays on the waiting list."):
        confirm(late, by=amina)
    with pytest.raises(NotPossible, match=r"The only seat is taken. There is none to offer."):
        offer(late, by=amina)


def test_a_seat_that_is_offered_counts_as_taken_until_the_offer_runs_out(event, amina):
    rules(event, capacity=1)
    held = offered(event)
    assert confirm(seat(event, State.APPLIED), by=amina).state == State.WAITING
    Participant.objects.filter(pk=held.pk).update(offered_until=timezone.now() - timedelta(seconds=1))
    assert confirm(seat(event, State.APPLIED), by=amina).state == State.WAITING, "passed to who waited longer"


def test_a_constituency_may_be_full_while_the_event_is_not(event, amina):
    rules(event, capacity=10, quotas={"government": 1, "cso": 2})
    ministry = make_organisation(
        kind=OrganisationKind.objects.create(
            code="ministry", name="Ministry", constituency=make_constituency("government")
        )
    )
    assert confirm(seat(event, State.APPLIED, organisation=ministry), by=amina).state == State.CONFIRMED
    assert confirm(seat(event, State.APPLIED, organisation=ministry), by=amina).state == State.WAITING
    # Their own constituency counts, not that of their organisation.
    by_own = {"organisation": ministry, "constituency": make_constituency("cso")}
    assert confirm(seat(event, State.APPLIED, **by_own), by=amina).state == State.CONFIRMED
    assert confirm(seat(event, State.APPLIED, organisation=make_organisation()), by=amina).state == State.CONFIRMED
    full = confirm(seat(event, State.APPLIED, organisation=make_organisation()), by=amina)
    assert full.state == State.WAITING
    with pytest.raises(NotPossible, match="All 2 seats for cso are taken."):
        offer(full, by=amina)
    # No number is set for them.
    assert confirm(seat(event, State.APPLIED), by=amina).state == State.CONFIRMED


def test_alternates_take_no_seat(event, amina):
    rules(event, capacity=1)
    delegation = Delegation.objects.create(event=event, organisation=make_organisation(), quota=1)
    first = confirm(seat(event, State.APPLIED, delegation=delegation), by=amina)
    alternate = confirm(seat(event, State.APPLIED, delegation=delegation, is_alternate=True), by=amina)
    second = confirm(seat(event, State.APPLIED, delegation=delegation), by=amina)
    assert [one.state for one in (first, alternate, second)] == ["confirmed", "confirmed", "waiting"]
    withdraw(alternate, by=None)
    assert now(second).offered_until is None
    withdraw(first, by=None)
    assert now(second).offered_until


def test_a_delegation_has_no_more_seats_than_its_quota(event, amina):
    delegation = Delegation.objects.create(event=event, organisation=make_organisation(), quota=1)
    assert confirm(seat(event, State.APPLIED, delegation=delegation), by=amina).state == State.CONFIRMED
    assert confirm(seat(event, State.APPLIED, delegation=delegation), by=amina).state == State.WAITING
    assert confirm(seat(event, State.APPLIED), by=amina).state == State.CONFIRMED


# Who is next


def waiting_list(event, number, **fields):
    start = timezone.now() - timedelta(days=1)
    return [seat(event, State.WAITING, waiting_since=start + timedelta(minutes=n), **fields) for n in range(number)]


@pytest.mark.parametrize("verb", [withdraw, reject, move_to_waiting], ids=lambda verb: verb.__name__)
def test_a_seat_that_becomes_free_is_offered_to_who_waits_longest(verb, event, amina):
    rules(event, capacity=1, offer_hours=48)
    leaving = seat(event, State.CONFIRMED)
    second, first = reversed(waiting_list(event, 2))
    do(verb, leaving, amina)
    assert timedelta(hours=47) < now(first).offered_until - timezone.now() < timedelta(hours=49)
    assert (now(second).offered_until, now(leaving).offered_until) == (None, None)
    mail = first.messages.get()
    assert mail.mailing.use == "offer"
    until = timezone.localtime(now(first).offered_until, ZoneInfo("Asia/Yangon"))
    assert f"{until:%H:%M} (Asia/Yangon)" in mail.body
    assert mails(second) == []


def test_a_seat_goes_to_the_next_whose_constituency_has_room(event, amina):
    rules(event, capacity=3, quotas={"government": 1, "cso": 1})
    government, cso = make_constituency("government"), make_constituency("cso")
    seat(event, State.CONFIRMED, constituency=government)
    leaving = seat(event, State.CONFIRMED, constituency=cso)
    other = seat(event, State.CONFIRMED, constituency=make_constituency("media"))
    (official,) = waiting_list(event, 1, constituency=government)
    (activist,) = waiting_list(event, 1, constituency=cso)
    withdraw(leaving, by=None)
    assert (now(official).offered_until, bool(now(activist).offered_until)) == (None, True)
    withdraw(other, by=None)
    assert now(official).offered_until is None


def test_who_waits_though_seats_are_free_is_not_asked_behind_amina_s_back(event, amina):
    rules(event, capacity=5)
    leaving, kept = seat(event, State.CONFIRMED), seat(event, State.APPLIED)
    move_to_waiting(kept, by=amina)
    withdraw(leaving, by=None)
    assert now(kept).offered_until is None
    assert offer(kept, by=amina).offered_until
    with pytest.raises(NotPossible, match="already held"):
        offer(kept, by=amina)


def test_a_no_to_an_offer_asks_the_next(event):
    rules(event, capacity=1)
    first, second = offered(event), waiting_list(event, 1)[0]
    decline(first, by=None)
    assert (now(first).state, bool(now(second).offered_until)) == (State.DECLINED, True)


def run_out(*participants):
    """As if the time of their offers had come, and the mails had gone out."""
    for one in participants:
        Message.objects.filter(participant=one).update(state=Message.State.SENT, sent_at=timezone.now())
        Participant.objects.filter(pk=one.pk).update(offered_until=timezone.now() - timedelta(minutes=1))


def test_an_offer_that_ran_out_passes_to_the_next_by_the_worker(event):
    rules(event, capacity=1)
    late, second = offered(event), waiting_list(event, 1)[0]
    run_out(late)
    pass_on_seats.call(event.pk)
    assert (now(late).state, now(late).offered_until, bool(now(late).offer_lapsed_at)) == (State.WAITING, None, True)
    assert bool(now(second).offered_until)
    assert [late.history.first().history_change_reason, late.history.first().history_user] == [
        "The offer ran out",
        None,
    ]
    # It comes round no second time to who did not answer.
    run_out(second)
    pass_on(event.pk)
    assert now(late).offered_until is None


def test_an_offer_that_ran_out_passes_to_the_next_when_anything_is_done(event, amina):
    rules(event, capacity=1)
    late, second = offered(event), waiting_list(event, 1)[0]
    run_out(late)
    with pytest.raises(NotPossible, match="passed to the next"):
        take_offer(late, by=None)
    assert now(second).offered_until
    assert take_offer(second, by=None).state == State.CONFIRMED


def test_a_late_yes_counts_while_nobody_else_wants_the_seat(event, amina):
    rules(event, capacity=1)
    late = offered(event)
    run_out(late)
    pass_on(event.pk)
    assert take_offer(late, by=None).state == State.CONFIRMED
    another = offered(event)
    run_out(another)
    with pytest.raises(NotPossible, match="passed to the next"):
        take_offer(another, by=None)


def test_an_offer_that_nobody_let_out_is_made_anew(event, amina):
    rules(event, capacity=1)
    first, second = waiting_list(event, 2)
    offer(first, by=amina)
    before = first.messages.get()
    Participant.objects.filter(pk=first.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    pass_on(event.pk)
    assert now(first).offered_until > timezone.now()
    assert (mails(first), now(second).offered_until) == (["offer"], None)
    before.refresh_from_db()
    assert before.state == Message.State.DROPPED


def test_the_worker_is_ordered_for_the_moment_when_an_offer_runs_out(event, amina, monkeypatch):
    orders = []
    monkeypatch.setattr(sitting, "_pass_on_at", lambda *order: orders.append(order))
    rules(event, capacity=1)
    one = offer(seat(event, State.WAITING), by=amina)
    assert orders == [(event.pk, one.offered_until)]


def test_new_seats_are_offered_in_the_order_of_the_line(event, amina):
    registration = rules(event, capacity=1, quotas={"cso": 1})
    seat(event, State.CONFIRMED, constituency=make_constituency("cso"))
    missed = seat(event, State.WAITING, offer_lapsed_at=timezone.now())
    (blocked,) = waiting_list(event, 1, constituency=make_constituency("cso"))
    first, second, third = waiting_list(event, 3)
    assert offer_in_order(event, by=amina) == []
    Registration.objects.filter(pk=registration.pk).update(capacity=3)
    assert offer_in_order(event, by=amina) == [first, second]
    assert [bool(now(one).offered_until) for one in (missed, blocked, third)] == [False] * 3
    assert Mailing.objects.get(use="offer").messages.count() == 2


# Many at once


def test_amina_approves_a_batch_and_reads_what_became_of_each(event, amina):
    rules(event, capacity=2)
    applied = [seat(event, State.APPLIED) for _ in range(3)]
    turned_down = seat(event, State.REJECTED)
    foreign = seat(make_event(), State.APPLIED)
    everybody = [*applied, turned_down, foreign]
    look = together(confirm, everybody, by=amina, only_look=True)
    assert {now(one).state for one in applied} == {State.APPLIED}
    assert (Message.objects.count(), Mailing.objects.count()) == (0, 0)
    became = together(confirm, everybody, by=amina)
    for outcome in (look, became):
        assert outcome.now == {State.CONFIRMED: applied[:2], State.WAITING: applied[2:]}
        assert outcome.refused == [
            (turned_down, "Not possible: this person was turned down."),
            (foreign, "You may not change this seat."),
        ]
    assert Counter(Message.objects.values_list("mailing", "mailing__use")).most_common() == [
        ((Mailing.objects.get(use="confirmed").pk, "confirmed"), 2),
        ((Mailing.objects.get(use="waiting").pk, "waiting"), 1),
    ]


def test_a_batch_is_turned_down_with_one_reason_and_its_seats_passed_on_once(event, amina):
    rules(event, capacity=2)
    leaving = [seat(event, State.CONFIRMED) for _ in range(2)]
    waiting = waiting_list(event, 3)
    became = together(reject, [*leaving, waiting[0]], by=amina, reason="Not this time")
    assert became.now == {State.REJECTED: [*leaving, waiting[0]]}
    assert [bool(now(one).offered_until) for one in waiting] == [False, True, True]
    assert Mailing.objects.get(use="rejected").messages.count() == 3


# Twice at once: on a database that locks rows


@contextmanager
def all_at_once(jobs):
    """Runs each job in a thread of its own, all starting together; gives the list of what they returned or raised."""
    start, answers = Barrier(len(jobs), timeout=60), []

    def work(job):
        try:
            connection.ensure_connection()
            start.wait()
            answers.append(job())
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    yield answers


def fifty_take_the_last_seat():
    event = make_event()
    rules(event, capacity=3)
    for _ in range(2):
        seat(event, State.CONFIRMED)
    amina = make_user("amina", REGISTRATION)
    people = [seat(event, State.INVITED if n % 2 else State.APPLIED) for n in range(50)]
    jobs = [lambda one=one: confirm(one, by=None if one.state == State.INVITED else amina) for one in people]
    with all_at_once(jobs) as answers:
        pass
    failed = [answer for answer in answers if isinstance(answer, Exception)]
    assert (failed, len(answers)) == ([], 50)
    return Counter(event.participants.values_list("state", flat=True))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_take_the_last_seat_at_once_and_one_has_it():
    assert fifty_take_the_last_seat() == {State.CONFIRMED: 3, State.WAITING: 49}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_the_last_seat_is_given_to_several(monkeypatch):
    """The control: it shows that the test above would notice."""
    counted, count = Barrier(50, timeout=60), sitting.Sitting.full
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)

    def full(here, seat):
        # Everybody has counted before anybody sits down.
        answer = count(here, seat)
        counted.wait()
        return answer

    monkeypatch.setattr(sitting.Sitting, "full", full)
    assert fifty_take_the_last_seat()[State.CONFIRMED] > 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_two_who_do_the_same_at_once_do_it_once(verb):
    event = make_event()
    rules(event, capacity=5)
    amina = make_user("amina", REGISTRATION)
    one = offered(event) if verb is take_offer else seat(event, min(COLLEAGUE[verb]))
    if verb is confirm:
        one = seat(event, State.APPLIED)
    with all_at_once([lambda: do(verb, one, amina)] * 2) as answers:
        pass
    assert Counter(type(answer) for answer in answers) == {Participant: 1, NotPossible: 1}
    assert mails(one) == [TELLS[verb]]
    assert one.history.count() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_visitor_who_sends_the_form_twice_applies_once():
    event, person = make_event(), make_person(email="ma@example.org")
    with all_at_once([lambda: apply(Participant(event=event, person=person), by=None)] * 2) as answers:
        pass
    assert Counter(type(answer) for answer in answers) == {Participant: 1, NotPossible: 1}
    assert event.participants.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_seat_given_back_by_two_at_once_is_offered_to_one():
    event = make_event()
    rules(event, capacity=2)
    leaving = [seat(event, State.CONFIRMED) for _ in range(2)]
    waiting_list(event, 10)
    with all_at_once([lambda one=one: withdraw(one, by=None) for one in leaving]) as answers:
        pass
    assert Counter(type(answer) for answer in answers) == {Participant: 2}
    assert event.participants.filter(offered_until__isnull=False).count() == 2
