"""People are invited, apply, get a seat, wait for one, give it back. The only code that changes the state of a seat.

Each verb is `verb(participant, *, by)`. `by` is the user who does it; None where the person acts through a personal
link. Each returns the participant as it is now, or raises PermissionDenied, or NotPossible with a sentence; and writes
what the person is told into the outbox.

The row of the event is the lock: whoever may take a seat of it counts the seats after everybody before has sat down.
"""

import zoneinfo
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ..access import may
from ..models import Event, Link, Mailing, MailUse, Message, Participant, Registration
from . import NotPossible, links
from .mailing import Addressee, write

State = Participant.State

# What a colleague reads where a verb makes no sense.
IS = {
    State.INVITED: gettext_lazy("is invited and has not answered yet"),
    State.APPLIED: gettext_lazy("has applied"),
    State.WAITING: gettext_lazy("is on the waiting list"),
    State.CONFIRMED: gettext_lazy("has a confirmed seat"),
    State.DECLINED: gettext_lazy("has declined"),
    State.WITHDRAWN: gettext_lazy("has withdrawn"),
    State.REJECTED: gettext_lazy("was turned down"),
}
# What these said is no longer true once the state changes again, so those that have not gone out do not.
ABOUT_THE_STATE = (
    MailUse.INVITATION,
    MailUse.RECEIVED,
    MailUse.CONFIRMED,
    MailUse.WAITING,
    MailUse.OFFER,
    MailUse.REJECTED,
    MailUse.WITHDRAWN,
    MailUse.DETAILS,
)
NEEDED = ("person", "language", "constituency", "organisation__kind__constituency", "delegation__organisation")


class Sitting:
    """One event while somebody changes who sits there: its row locked, its seats counted.

    Needs a transaction around it. `close` writes the mails: one Mailing for each use, however many people it is about.
    """

    def __init__(self, event_id, by):
        # Not against the rows that only refer to the event: a mail or a passage need not wait for us.
        self.event = Event.objects.select_for_update(no_key=True).get(pk=event_id)
        self.by, self.now = by, timezone.now()
        self.rules = Registration.objects.filter(event=self.event).first()
        self.quotas = {quota.constituency_id: quota for quota in self.rules.quotas.all()} if self.rules else {}
        self.taken = Counter()
        for row in self.event.participants.holding(self.now).counted():
            self.taken["event"] += row["seats"]
            self.taken["constituency", row["sits_for"]] += row["seats"]
            self.taken["delegation", row["delegation"]] += row["seats"]
        self.mails = {}
        # Who could not have had a seat before one became free, and who has just been moved.
        self.blocked, self.moved = set(), set()

    def lock(self, participant):
        """The row of a participant as it is now, locked. Checks that `by` may change it."""
        rows = Participant.objects.select_for_update(of=["self"]).select_related(*NEEDED)
        seat = rows.filter(pk=participant.pk).first()
        if seat is None:
            raise NotPossible(_("This seat was deleted meanwhile."))
        if seat.event_id != self.event.pk:
            raise NotPossible(_("This seat was moved to another event meanwhile."))
        if self.by is not None and not may(self.by, "proceedings.change_participant", seat):
            raise PermissionDenied
        seat.event = self.event
        return seat

    def needs_a_colleague(self):
        if self.by is None:
            raise PermissionDenied

    # Seats

    def is_offered(self, seat):
        """True while somebody may still take the seat that they were offered."""
        return seat.state == State.WAITING and seat.offered_until is not None and seat.offered_until > self.now

    def holds(self, seat):
        """True where a seat is taken by somebody, or held for them."""
        return not seat.is_alternate and (seat.state == State.CONFIRMED or self.is_offered(seat))

    def full(self, seat):
        """Why nobody like this one can have a seat, as a sentence; "" where one is free.

        Alternates take none: they come when somebody of their delegation cannot.
        """
        if seat.is_alternate:
            return ""
        if self.rules and self.rules.capacity is not None and self.taken["event"] >= self.rules.capacity:
            return _("All %(number)s seats are taken.") % {"number": self.rules.capacity}
        constituency = seat.represented
        quota = self.quotas.get(constituency.pk) if constituency else None
        if quota and self.taken["constituency", constituency.pk] >= quota.seats:
            return _("All %(number)s seats for %(who)s are taken.") % {"number": quota.seats, "who": constituency}
        quota = seat.delegation.quota if seat.delegation_id else None
        if quota is not None and self.taken["delegation", seat.delegation_id] >= quota:
            return _("All %(number)s seats of this delegation are taken.") % {"number": quota}
        return ""

    def count(self, seat, number):
        self.taken["event"] += number
        if constituency := seat.represented:
            self.taken["constituency", constituency.pk] += number
        if seat.delegation_id:
            self.taken["delegation", seat.delegation_id] += number

    def line(self):
        """Those who wait and are offered nothing, in the order in which they are asked."""
        rows = self.event.participants.in_line().filter(offered_until__isnull=True).select_related(*NEEDED)
        return [seat for seat in rows if seat.offer_lapsed_at is None and seat.pk not in self.moved]

    def free(self, seat):
        """Give back the seat that this one took. Who could have none until now is asked when the sitting closes."""
        self.blocked |= {waiting.pk for waiting in self.line() if self.full(waiting)}
        self.count(seat, -1)

    def next_in_line(self):
        """The first of those who could have no seat until now, and can; or None."""
        return next((seat for seat in self.line() if seat.pk in self.blocked and not self.full(seat)), None)

    # What is written

    def change(self, seat, state, why, mail=None, *, reason="", offered_until=None):
        """Put a seat into a state, with its line of history, and note the mail that tells of it."""
        if self.by is None and not offered_until:
            why = f"{why} through a personal link"
        held, waited = self.holds(seat), seat.waiting_since
        seat.state, seat.state_reason, seat.offered_until = state, reason, offered_until
        seat.waiting_since = (waited or self.now) if state == State.WAITING else None
        seat.offer_lapsed_at = None
        holds = self.holds(seat)
        self.save(seat, why)
        self.moved.add(seat.pk)
        if held and not holds:
            self.free(seat)
        elif holds and not held:
            self.count(seat, 1)
        _drop_unsent(seat)
        until = self.in_words(offered_until, seat) if offered_until else ""
        if mail:
            self.mails.setdefault(mail, []).append(Addressee.seat(seat, reason=reason, until=until))

    def save(self, seat, why):
        seat._change_reason = why
        if self.by:
            seat._history_user = self.by
        seat.save(update_fields=["state", "state_reason", "waiting_since", "offered_until", "offer_lapsed_at"])

    def in_words(self, moment, seat):
        """A moment as the person reads it, in the time of the event: its place is what they travel to."""
        zone = zoneinfo.ZoneInfo(self.event.time_zone) if self.event.time_zone else zoneinfo.ZoneInfo("UTC")
        with override(seat.language.code if seat.language_id else None):
            words = date_format(timezone.localtime(moment, zone), "j F Y, H:i")
        return f"{words} ({self.event.time_zone or 'UTC'})"

    def close(self):
        """Ask those who can have a seat now, and write the mails."""
        while seat := self.next_in_line():
            self.hold_for(seat, "Offered the seat that became free")
        for use, addressees in self.mails.items():
            write(self.event, use, addressees, by=self.by, with_calendar=use == MailUse.CONFIRMED)

    def hold_for(self, seat, why):
        hours = self.rules.offer_hours if self.rules else Registration._meta.get_field("offer_hours").default
        until = self.now + timedelta(hours=hours)
        self.change(seat, State.WAITING, why, MailUse.OFFER, offered_until=until)
        _pass_on_at(self.event.pk, until)


def _pass_on_at(event_id, moment):
    from ..tasks import pass_on_seats

    # Ordered in the same transaction: both happen or neither.
    pass_on_seats.using(run_after=moment).enqueue(event_id)


def _drop_unsent(seat):
    """Throw away what waits in the outbox and tells of a state that is no more, as somebody would by hand."""
    about = {"participant": seat, "state": Message.State.WAITING, "mailing__use__in": ABOUT_THE_STATE}
    waits = (Mailing.State.WAITING, Mailing.State.SECOND)
    # The mailing first, as those who let it go do.
    for mailing in (
        Mailing.objects.select_for_update()
        .filter(pk__in=Message.objects.filter(**about).values("mailing"))
        .order_by("pk")
    ):
        unsent = mailing.messages.filter(**about)
        links.revoke(Link.objects.filter(messages__in=unsent))
        unsent.update(state=Message.State.DROPPED)
        if mailing.state in waits and not mailing.messages.filter(state=Message.State.WAITING).exists():
            mailing.state = Mailing.State.DROPPED
            mailing.save(update_fields=["state"])


def _check(seat, *states):
    if seat.state not in states:
        raise NotPossible(_("Not possible: this person %(is)s.") % {"is": IS[seat.state]})


# What each verb does within a sitting. The seat is locked.


def _invite(sitting, seat):
    sitting.needs_a_colleague()
    _check(seat, State.INVITED, State.DECLINED, State.WITHDRAWN, State.REJECTED)
    if seat.state == State.INVITED:
        if not (seat.person_id and seat.person.email):
            raise NotPossible(_("There is no e-mail address to write to."))
        if seat.messages.filter(mailing__use=MailUse.INVITATION, state=Message.State.WAITING).exists():
            raise NotPossible(_("An invitation waits in the outbox already."))
    sitting.change(seat, State.INVITED, "Invited", MailUse.INVITATION)


def _apply(sitting, seat):
    # Who was turned down does not come back by their old link.
    again = () if sitting.by is None else (State.REJECTED,)
    _check(seat, State.DECLINED, State.WITHDRAWN, *again)
    sitting.change(seat, State.APPLIED, "Applied", MailUse.RECEIVED)


def _confirm(sitting, seat):
    if sitting.by is None:
        # An invitation may be accepted. Nobody approves their own application.
        _check(seat, State.INVITED)
    _check(seat, State.INVITED, State.APPLIED, State.WAITING)
    full = "" if sitting.is_offered(seat) else sitting.full(seat)
    if full and seat.state == State.WAITING:
        raise NotPossible(_("%(full)s This person stays on the waiting list.") % {"full": full})
    if full:
        sitting.change(seat, State.WAITING, "Put on the waiting list: no seat was free", MailUse.WAITING)
    else:
        sitting.change(seat, State.CONFIRMED, "Confirmed", MailUse.CONFIRMED)


def _decline(sitting, seat):
    offered = seat.state == State.WAITING and seat.offered_until
    if not offered:
        _check(seat, State.INVITED)
    sitting.change(seat, State.DECLINED, "Declined", MailUse.WITHDRAWN)


def _withdraw(sitting, seat):
    _check(seat, State.APPLIED, State.WAITING, State.CONFIRMED)
    sitting.change(seat, State.WITHDRAWN, "Withdrawn", MailUse.WITHDRAWN)


def _reject(sitting, seat, reason):
    sitting.needs_a_colleague()
    _check(seat, State.INVITED, State.APPLIED, State.WAITING, State.CONFIRMED)
    sitting.change(seat, State.REJECTED, "Turned down", MailUse.REJECTED, reason=reason)


def _move_to_waiting(sitting, seat):
    sitting.needs_a_colleague()
    _check(seat, State.APPLIED, State.CONFIRMED)
    sitting.change(seat, State.WAITING, "Moved to the waiting list", MailUse.WAITING)


def _offer(sitting, seat):
    sitting.needs_a_colleague()
    _check(seat, State.WAITING)
    if sitting.is_offered(seat):
        until = sitting.in_words(seat.offered_until, seat)
        raise NotPossible(_("A seat is already held for this person until %(until)s.") % {"until": until})
    if full := sitting.full(seat):
        raise NotPossible(_("%(full)s There is none to offer.") % {"full": full})
    sitting.hold_for(seat, "Offered a seat")


def _take_offer(sitting, seat):
    _check(seat, State.WAITING)
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
    offered = []
    for seat in sitting.line():
        if not sitting.full(seat):
            sitting.hold_for(seat, "Offered a free seat")
            offered.append(seat)
    sitting.close()
    return offered


def room_for(participant, *, by):
    """Why somebody who is added as confirmed can have no seat, as a sentence; "" where one is free.

    Locks the event until the transaction ends, so that it is still free when the participant is saved.
    """
    sitting = Sitting(participant.event_id, by)
    return sitting.full(participant) if sitting.holds(participant) else ""


# Many at once


@dataclass
class Became:
    """What became of several people at once.

    now        {state: [participants who are in it now]}
    refused    [(participant, the sentence that says why nothing was done)]
    """

    now: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)


def _together(step, participants, by, **more):
    became = Became()
    by_event = {}
    for participant in participants:
        by_event.setdefault(participant.event_id, []).append(participant)
    # In one order, so that two who do it at once wait for each other once.
    for event_id in sorted(by_event):
        sitting = Sitting(event_id, by)
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
        sitting.close()
    return became


STEPS = {
    invite: _invite,
    confirm: _confirm,
    decline: _decline,
    withdraw: _withdraw,
    reject: _reject,
    move_to_waiting: _move_to_waiting,
    offer: _offer,
    take_offer: _take_offer,
}


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
        became = _together(STEPS[verb], participants, by, **more)
        if only_look:
            transaction.set_rollback(True)
    return became
