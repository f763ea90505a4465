"""One event while somebody changes who sits there: how many seats are taken, and who is asked next."""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may
from ..dates import moment_in_words
from ..models import Event, Link, Mailing, MailUse, Message, Participant, Registration
from . import NotPossible, links
from .mailing import Addressee, write

State = Participant.State

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
    With `only_look` nothing is locked and nothing is written: what was changed is changed in memory alone.
    """

    def __init__(self, event_id, by, *, only_look=False):
        self.only_look = only_look
        # Not against the rows that only refer to the event: a mail or a passage need not wait for us.
        events = Event.objects if only_look else Event.objects.select_for_update(no_key=True)
        self.event = events.get(pk=event_id)
        self.by, self.now = by, timezone.now()
        self.rules = Registration.objects.filter(event=self.event).first()
        self.quotas = {quota.constituency_id: quota for quota in self.rules.quotas.all()} if self.rules else {}
        self.taken = Counter()
        for row in self.event.participants.holding(self.now).counted():
            self.taken["event"] += row["seats"]
            self.taken["constituency", row["sits_for"]] += row["seats"]
            self.taken["delegation", row["delegation"]] += row["seats"]
        self.mails, self.waiting, self.changed, self.locked = {}, None, [], {}
        # Who could not have had a seat before one became free, who has just been moved, and whom one is held for now.
        self.blocked, self.moved, self.offered = set(), set(), []

    def lock_all(self, participants):
        """Fetch the rows of several participants at once. `lock` then hands each out."""
        rows = Participant.objects if self.only_look else Participant.objects.select_for_update(of=["self"])
        wanted = [participant.pk for participant in participants]
        self.locked = {seat.pk: seat for seat in rows.select_related(*NEEDED).filter(pk__in=wanted).order_by("pk")}

    def lock(self, participant, perm="proceedings.change_participant"):
        """The row of a participant as it is now, locked. Checks that `by` may change it."""
        if participant.pk not in self.locked:
            self.lock_all([participant])
        seat = self.locked.get(participant.pk)
        if seat is None:
            raise NotPossible(_("This seat was deleted meanwhile."))
        if seat.event_id != self.event.pk:
            raise NotPossible(_("This seat was moved to another event meanwhile."))
        if self.by is not None and not may(self.by, perm, seat):
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
            number = self.rules.capacity
            return ngettext("The only seat is taken.", "All %(number)s seats are taken.", number) % {"number": number}
        constituency = seat.represented
        quota = self.quotas.get(constituency.pk) if constituency else None
        if quota and self.taken["constituency", constituency.pk] >= quota.seats:
            return ngettext(
                "The only seat for %(who)s is taken.", "All %(number)s seats for %(who)s are taken.", quota.seats
            ) % {"number": quota.seats, "who": constituency}
        quota = seat.delegation.quota if seat.delegation_id else None
        if quota is not None and self.taken["delegation", seat.delegation_id] >= quota:
            return ngettext(
                "The only seat of this delegation is taken.",
                "All %(number)s seats of this delegation are taken.",
                quota,
            ) % {"number": quota}
        return ""

    def count(self, seat, number):
        self.taken["event"] += number
        if constituency := seat.represented:
            self.taken["constituency", constituency.pk] += number
        if seat.delegation_id:
            self.taken["delegation", seat.delegation_id] += number

    def line(self):
        """Those who wait and are offered nothing, in the order in which they are asked."""
        if self.waiting is None:
            # Whoever joins the line in this sitting has been moved, so it is looked up once.
            rows = self.event.participants.in_line().filter(offered_until=None, offer_lapsed_at=None)
            self.waiting = list(rows.select_related(*NEEDED))
        return [seat for seat in self.waiting if seat.pk not in self.moved]

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
        if mail:
            until = lazy(self.in_words, str)(offered_until) if offered_until else ""
            self.mails.setdefault(mail, []).append(Addressee.seat(seat, reason=reason, until=until))

    def save(self, seat, why):
        if self.only_look:
            return
        self.changed.append(seat)
        seat._change_reason = why
        if self.by:
            seat._history_user = self.by
        seat.save(update_fields=["state", "state_reason", "waiting_since", "offered_until", "offer_lapsed_at"])

    def in_words(self, moment):
        """A moment in the time of the event: its place is what people travel to."""
        return moment_in_words(moment, self.event.zone)

    def close(self):
        """Ask those who can have a seat now, and write the mails."""
        while seat := self.next_in_line():
            self.hold_for(seat, "Offered the seat that became free")
        if self.only_look:
            return
        drop_unsent(self.changed)
        for use, addressees in self.mails.items():
            write(self.event, use, addressees, by=self.by, with_calendar=use == MailUse.CONFIRMED)

    def hold_for(self, seat, why):
        hours = self.rules.offer_hours if self.rules else Registration._meta.get_field("offer_hours").default
        until = self.now + timedelta(hours=hours)
        self.change(seat, State.WAITING, why, MailUse.OFFER, offered_until=until)
        self.offered.append(seat)
        if not self.only_look:
            _pass_on_at(self.event.pk, until)


def _pass_on_at(event_id, moment):
    from ..tasks import pass_on_seats

    # Ordered in the same transaction: both happen or neither.
    pass_on_seats.using(run_after=moment).enqueue(event_id)


def drop_unsent(seats, uses=ABOUT_THE_STATE):
    """Throw away what waits in the outbox and tells of a state that is no more, as somebody would by hand."""
    about = {"participant__in": seats, "state": Message.State.WAITING, "mailing__use__in": uses}
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
