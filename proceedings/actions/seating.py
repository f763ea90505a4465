"""People are invited, apply, get a seat, wait for one, give it back. The only code that changes the state of a seat.

Each verb is `verb(participant, *, by)`. `by` is the user who does it; None where the person acts through a personal
link. Each returns the participant as it is now, or raises PermissionDenied, or NotPossible with a sentence; and writes
what the person is told into the outbox.

The row of the event is the lock: whoever may take a seat of it counts the seats after everybody before has sat down.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..access import may
from ..models import MailUse, Message, Participant
from . import NotPossible
from .mailing import Addressee
from .sitting import NEEDED, Sitting, drop_unsent

State = Participant.State

# What is said where a verb makes no sense.
REFUSED = {
    State.INVITED: gettext_lazy("Not possible: this person is invited and has not answered yet."),
    State.APPLIED: gettext_lazy("Not possible: this person has applied."),
    State.WAITING: gettext_lazy("Not possible: this person is on the waiting list."),
    State.CONFIRMED: gettext_lazy("Not possible: this person has a confirmed seat."),
    State.DECLINED: gettext_lazy("Not possible: this person has declined."),
    State.WITHDRAWN: gettext_lazy("Not possible: this person has withdrawn."),
    State.REJECTED: gettext_lazy("Not possible: this person was turned down."),
}
# From which states a colleague's verb starts. Buttons are shown by it too.
STARTS_FROM = {
    "invite": (State.INVITED, State.DECLINED, State.WITHDRAWN, State.REJECTED),
    "apply": (State.DECLINED, State.WITHDRAWN, State.REJECTED),
    "confirm": (State.INVITED, State.APPLIED, State.WAITING),
    "take_offer": (State.WAITING,),
    "offer": (State.WAITING,),
    "move_to_waiting": (State.APPLIED, State.CONFIRMED),
    "decline": (State.INVITED, State.WAITING),
    "withdraw": (State.APPLIED, State.WAITING, State.CONFIRMED),
    "reject": (State.INVITED, State.APPLIED, State.WAITING, State.CONFIRMED),
}


def _check(seat, *states):
    """Refuse, in a sentence, what makes no sense for somebody in this state."""
    if seat.state not in states:
        raise NotPossible(REFUSED[seat.state])


# What each verb does within a sitting. The seat is locked.


def _invite(sitting, seat):
    sitting.needs_a_colleague()
    _check(seat, *STARTS_FROM["invite"])
    if seat.state == State.INVITED:
        if not (seat.person_id and seat.person.email):
            raise NotPossible(_("There is no e-mail address to write to."))
        if seat.messages.filter(mailing__use=MailUse.INVITATION, state=Message.State.WAITING).exists():
            raise NotPossible(_("An invitation waits in the outbox already."))
    sitting.change(seat, State.INVITED, "Invited", MailUse.INVITATION)


def _apply(sitting, seat):
    # Who was turned down does not come back by their old link.
    _check(seat, *(STARTS_FROM["apply"] if sitting.by else (State.DECLINED, State.WITHDRAWN)))
    sitting.change(seat, State.APPLIED, "Applied", MailUse.RECEIVED)


def _confirm(sitting, seat):
    # An invitation may be accepted. Nobody approves their own application.
    _check(seat, *(STARTS_FROM["confirm"] if sitting.by else (State.INVITED,)))
    if seat.replaces_id:
        _make_way(sitting, seat)
    full = "" if sitting.is_offered(seat) else sitting.full(seat)
    if full and seat.state == State.WAITING:
        raise NotPossible(_("%(full)s This person stays on the waiting list.") % {"full": full})
    if full:
        sitting.change(seat, State.WAITING, "Put on the waiting list: no seat was free", MailUse.WAITING)
    else:
        sitting.change(seat, State.CONFIRMED, "Confirmed", MailUse.CONFIRMED)


def _make_way(sitting, seat):
    """Whoever is replaced gives their seat, and what they were in the delegation, to this one."""
    old = sitting.lock(seat.replaces)
    if old.state != State.CONFIRMED:
        return
    if old.heads_delegation:
        for row, heads in ((old, False), (seat, True)):
            row.heads_delegation = heads
            row._change_reason = "Replaced as head of the delegation"
            row.save(update_fields=["heads_delegation"])
    sitting.change(old, State.WITHDRAWN, "Replaced by another of the delegation", MailUse.WITHDRAWN)


def _decline(sitting, seat):
    _check(seat, *(STARTS_FROM["decline"] if seat.offered_until else (State.INVITED,)))
    sitting.change(seat, State.DECLINED, "Declined", MailUse.WITHDRAWN)


def _withdraw(sitting, seat):
    _check(seat, *STARTS_FROM["withdraw"])
    sitting.change(seat, State.WITHDRAWN, "Withdrawn", MailUse.WITHDRAWN)


def _reject(sitting, seat, reason):
    sitting.needs_a_colleague()
    _check(seat, *STARTS_FROM["reject"])
    sitting.change(seat, State.REJECTED, "Turned down", MailUse.REJECTED, reason=reason)


def _move_to_waiting(sitting, seat):
    sitting.needs_a_colleague()
    _check(seat, *STARTS_FROM["move_to_waiting"])
    sitting.change(seat, State.WAITING, "Moved to the waiting list", MailUse.WAITING)


def _offer(sitting, seat):
    sitting.needs_a_colleague()
    _check(seat, *STARTS_FROM["offer"])
    if sitting.is_offered(seat):
        until = sitting.in_words(seat.offered_until)
        raise NotPossible(_("A seat is already held for this person until %(until)s.") % {"until": until})
    if full := sitting.full(seat):
        raise NotPossible(_("%(full)s There is none to offer.") % {"full": full})
    sitting.hold_for(seat, "Offered a seat")


def _take_offer(sitting, seat):
    _check(seat, *STARTS_FROM["take_offer"])
    if seat.offered_until is None and seat.offer_lapsed_at is None:
        raise NotPossible(_("No seat is offered to this person."))
    if not sitting.is_offered(seat) and (seat.offered_until is None or sitting.full(seat)):
        raise NotPossible(
            _("The offer has run out and the seat has passed to the next in line. This person waits for another.")
        )
    sitting.change(seat, State.CONFIRMED, "Took the seat that was offered", MailUse.CONFIRMED)


# The verbs


def _act(step, participant, *, by, **more):
    pass_on(participant.event_id)
    with transaction.atomic():
        sitting = Sitting(participant.event_id, by)
        seat = sitting.lock(participant)
        step(sitting, seat, **more)
        sitting.close()
    return seat


def invite(participant, *, by):
    """Ask somebody to come: who is on the list, or said no before. By a colleague only."""
    return _act(_invite, participant, by=by)


def apply(participant, *, by):
    """Ask for a seat: somebody new, whose participant is saved here, or who declined or withdrew before.

    participant    with its event; not yet saved, or in one of these states
    """
    if participant.pk is not None:
        return _act(_apply, participant, by=by)
    if by is not None and not may(by, "proceedings.add_participant", participant):
        raise PermissionDenied
    with transaction.atomic():
        sitting = Sitting(participant.event_id, by)
        person = participant.person_id
        if person and Participant.objects.filter(event=sitting.event, person=person).exists():
            raise NotPossible(_("This person already has a seat at the event."))
        participant.state = State.APPLIED
        participant._change_reason = "Applied" if by else "Applied through a personal link or the public page"
        if by is not None:
            participant._history_user = by
        participant.save()
        if participant.named_through_id is None:
            # Whom somebody else named did not apply, and hears of it when they are confirmed.
            sitting.mails[MailUse.RECEIVED] = [Addressee.seat(participant)]
        sitting.close()
    return participant


def confirm(participant, *, by):
    """Give an applicant the seat, or accept an invitation. Where none is free they are put on the waiting list instead.

    Alone, a person can only accept an invitation. The state of what is returned says which it was.
    """
    return _act(_confirm, participant, by=by)


def decline(participant, *, by):
    """Say no to an invitation, or to a seat that is offered; that one goes to the next in line."""
    return _act(_decline, participant, by=by)


def withdraw(participant, *, by):
    """Take back an application, a place in line or a confirmed seat; that one goes to the next in line."""
    return _act(_withdraw, participant, by=by)


def reject(participant, *, by, reason):
    """Turn somebody down, and tell them why. By a colleague only. A seat that they had goes to the next in line."""
    return _act(_reject, participant, by=by, reason=_reason(reason))


def move_to_waiting(participant, *, by):
    """Let an applicant wait, or who was confirmed; that seat goes to the next in line. By a colleague only."""
    return _act(_move_to_waiting, participant, by=by)


def offer(participant, *, by):
    """Hold a free seat for somebody who waits, whatever their place in line, until they answer or it runs out.

    By a colleague only. Held, it counts as taken.
    """
    return _act(_offer, participant, by=by)


def take_offer(participant, *, by):
    """Say yes to a seat that is offered. Late, but with nobody else to take it, still a yes."""
    return _act(_take_offer, participant, by=by)


def _reason(text):
    reason = " ".join(text.split())
    if not reason:
        raise NotPossible(_("Say why: they are told."))
    longest = Participant._meta.get_field("state_reason").max_length
    if len(reason) > longest:
        raise NotPossible(_("Say it in %(number)s characters.") % {"number": longest})
    return reason


# Time passes


def pass_on(event_id):
    """Give seats whose offer has run out to the next in line. Nothing to do, where nobody waits for one.

    Who did not answer keeps their place, but is not asked again by itself. An offer that nobody let out of the outbox
    was never made: it is made anew.
    """
    expired = Participant.objects.filter(event=event_id, state=State.WAITING, offered_until__lte=timezone.now())
    if not expired.exists():
        return
    with transaction.atomic():
        sitting = Sitting(event_id, None)
        rows = expired.select_for_update(of=["self"]).select_related(*NEEDED).order_by("offered_until", "pk")
        unsent, late = [], []
        for seat in rows:
            seat.event = sitting.event
            waits = seat.messages.filter(mailing__use=MailUse.OFFER, state=Message.State.WAITING).exists()
            (unsent if waits else late).append(seat)
            if not seat.is_alternate:
                sitting.count(seat, 1)
        for seat in unsent:
            if not seat.is_alternate:
                sitting.count(seat, -1)
            sitting.hold_for(seat, "Offered anew: the mail had not gone out")
        for seat in late:
            sitting.moved.add(seat.pk)
            if not seat.is_alternate:
                sitting.free(seat)
            if following := sitting.next_in_line():
                seat.offered_until, seat.offer_lapsed_at = None, sitting.now
                sitting.save(seat, "The offer ran out")
                sitting.hold_for(following, "Offered the seat that another did not take")
        sitting.close()


@transaction.atomic
def offer_in_order(event, *, by):
    """Hold what is free for those who wait, first come first served: after the event was given more seats.

    Passes over whom a full constituency or delegation keeps waiting, and who did not answer an offer before. Returns
    whom a seat is held for now, as a list. Raises PermissionDenied.
    """
    if not may(by, "proceedings.change_participant", event):
        raise PermissionDenied
    sitting = Sitting(event.pk, by)
    for seat in sitting.line():
        if not sitting.full(seat):
            sitting.hold_for(seat, "Offered a free seat")
    sitting.close()
    return sitting.offered


# Seats that colleagues add, change and delete in a form


def no_room_for(participant):
    """Why somebody who is added as confirmed can have no seat, as a sentence; "" where one is free.

    Locks the event until the transaction ends, so that it is still free when the participant is saved.
    """
    sitting = Sitting(participant.event_id, None)
    return sitting.full(participant) if sitting.holds(participant) else ""


def beyond(participant):
    """Which number of seats somebody's is beyond, as a sentence; "" where it is within all of them.

    For those whose event, organisation or delegation was changed. Locks nothing.
    """
    sitting = Sitting(participant.event_id, None, only_look=True)
    if not sitting.holds(participant):
        return ""
    sitting.count(participant, -1)
    return sitting.full(participant)


def put_in_line(participant):
    """Let somebody who is added as waiting stand at the end of the line. Not saved here."""
    participant.waiting_since = timezone.now()


@transaction.atomic
def strike(participant, *, by):
    """Delete a seat that should never have been. If somebody had it, it goes to the next in line.

    Raises PermissionDenied, NotPossible, or ProtectedError where something refers to it.
    """
    sitting = Sitting(participant.event_id, by)
    seat = sitting.lock(participant, "proceedings.delete_participant")
    held = sitting.holds(seat)
    drop_unsent([seat], MailUse.values)
    sitting.moved.add(seat.pk)
    if held:
        sitting.free(seat)
    seat._change_reason, seat._history_user = "Deleted", by
    seat.delete()
    sitting.close()


# Many at once


@dataclass
class Became:
    """What became of several people at once.

    now        {state: [participants who are in it now]}
    refused    [(participant, the sentence that says why nothing was done)]
    offered    [participants whom a seat is held for now, because it became free]
    """

    now: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)
    offered: list = field(default_factory=list)


def _together(step, participants, by, only_look, **more):
    became = Became()
    by_event = {}
    for participant in participants:
        by_event.setdefault(participant.event_id, []).append(participant)
    # In one order, so that two who do it at once wait for each other once.
    for event_id in sorted(by_event):
        sitting = Sitting(event_id, by, only_look=only_look)
        sitting.lock_all(by_event[event_id])
        for participant in by_event[event_id]:
            try:
                seat = sitting.lock(participant)
                step(sitting, seat, **more)
            except PermissionDenied:
                became.refused.append((participant, _("You may not change this seat.")))
            except NotPossible as no:
                became.refused.append((participant, str(no)))
            else:
                became.now.setdefault(seat.state, []).append(seat)
        by_verb = len(sitting.offered)
        sitting.close()
        became.offered += sitting.offered[by_verb:]
    return became


STEPS = {
    invite: _invite,
    apply: _apply,
    confirm: _confirm,
    decline: _decline,
    withdraw: _withdraw,
    reject: _reject,
    move_to_waiting: _move_to_waiting,
    offer: _offer,
    take_offer: _take_offer,
}


def possible(participant):
    """The names of the verbs that make sense for somebody as they are now, in the order of STARTS_FROM."""
    offered = participant.offered_until is not None
    without = {"confirm", "offer"} if offered else {"take_offer"}
    if participant.state == State.WAITING and not offered:
        without.add("decline")
    return [verb for verb, states in STARTS_FROM.items() if participant.state in states and verb not in without]


def together(verb, participants, *, by, only_look=False, **more):
    """Do a verb for several people, in the order they come in. Who cannot be helped is left out and named.

    verb        one of the functions above
    only_look   find out what would become of them, and change nothing
    more        what the verb asks for: `reason`

    Returns Became. All mails of one use and event are one Mailing, so that a crowd needs a second person.
    """
    if verb is reject:
        more["reason"] = _reason(more.get("reason", ""))
    participants = list(participants)
    for event_id in sorted({participant.event_id for participant in participants}):
        if not only_look:
            pass_on(event_id)
    with transaction.atomic():
        return _together(STEPS[verb], participants, by, only_look, **more)
