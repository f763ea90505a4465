"""The focal point of an organisation names its delegation through a personal link; staff approve.

Whom they name has applied, until a colleague confirms them. Somebody who replaces a confirmed delegate takes over that
very seat when they are confirmed, so nobody else gets it in between.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from .. import telling
from ..access import may
from ..models import Delegation, Event, Link, MailUse, Message, Participant, Person
from . import NotPossible, links, mailing, registering, seating

State = Participant.State
# More people than this are no delegation: somebody has the wrong list, or means us harm.
MOST = 100
# Who counts against the seats of a delegation: those who may come to hold one.
COUNTED = registering.STILL_OPEN
OF_PERSON = ("honorific", "name", "own_script_name", "email", "phone")


def send_links(delegations, *, by):
    """Write to the focal points of some delegations of one event, each with a link of their own. Ends older links.

    Returns the Mailing, which waits in the outbox; None where nobody has an address. Raises PermissionDenied.
    """
    addressees = []
    with transaction.atomic():
        for delegation in delegations:
            if not may(by, "proceedings.change_delegation", delegation):
                raise PermissionDenied
            if delegation.focal_email:
                links.revoke(Link.objects.filter(delegation=delegation))
                addressees.append(_focal_point(delegation))
        return mailing.write(delegations[0].event, MailUse.DELEGATION, addressees, by=by) if addressees else None


def _focal_point(delegation):
    return mailing.Addressee(
        delegation.focal_email,
        delegation.focal_name or lazy(telling.words, str)(delegation.organisation),
        delegation=delegation,
        language=delegation.focal_language,
    )


def end_links(delegations, *, by):
    """End all links of some delegations. Returns how many still opened something. Raises PermissionDenied."""
    for delegation in delegations:
        if not may(by, "proceedings.change_delegation", delegation):
            raise PermissionDenied
    return links.revoke(Link.objects.filter(delegation__in=delegations))


def send_link_again(delegation):
    """Write a mail with a fresh link to the focal point, who asked for it on a page that says nothing."""
    with transaction.atomic():
        # Two who ask at once take turns.
        Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)
        waits = Message.objects.filter(link__delegation=delegation, state=Message.State.WAITING)
        if delegation.focal_email and not waits.exists():
            mailing.write(delegation.event, MailUse.DELEGATION, [_focal_point(delegation)], by=None)


def named(delegation):
    """Whom focal points named, newest last. Nobody whom colleagues added, and nobody who may never be shown."""
    seats = delegation.participants.filter(named_through__isnull=False).exclude(person__is_protected=True)
    return seats.select_related("person", "replaces__person").order_by("pk")


def seats_left(delegation):
    """How many seats of a delegation are not named yet, or None where there is no limit."""
    if delegation.quota is None:
        return None
    # Who takes somebody's place takes no other.
    taken = delegation.participants.filter(is_alternate=False, state__in=COUNTED)
    return max(0, delegation.quota - taken.exclude(replaces__state=State.CONFIRMED).count())


def _begin(link):
    """Check a link and let nobody else change who sits at the event meanwhile. Returns the delegation."""
    if not Link.objects.good().filter(pk=link.pk).exists():
        raise NotPossible(_("This link was taken back meanwhile."))
    # The event, as the verbs lock it: the other way round two would wait for each other.
    Event.objects.select_for_update(no_key=True).get(pk=link.event_id)
    return Delegation.objects.select_related("event", "organisation", "focal_language").get(pk=link.delegation_id)


def _one(delegation, pk):
    seat = named(delegation).filter(pk=pk).first()
    if seat is None or seat.state not in COUNTED:
        raise NotPossible(_("This person is not in your delegation any more."))
    seat.event = delegation.event
    return seat


def _new_seat(link, delegation, row, **more):
    known = registering.person_of(row) if row["email"] else None
    if known is None or known.seats.filter(event=delegation.event).exists():
        # Whoever is on the list already is not told of, nor changed: colleagues see that two may be the same.
        known = Person.objects.create(**{name: row[name] for name in OF_PERSON})
    seat = Participant(
        event=delegation.event,
        person=known,
        delegation=delegation,
        organisation=delegation.organisation,
        post=row["post"],
        is_alternate=row["is_alternate"],
        language=delegation.focal_language,
        named_through=link,
        **more,
    )
    return seating.apply(seat, by=None)


@transaction.atomic
def name(link, rows):
    """Name people of a delegation. They have applied then, and wait for a colleague.

    rows   [{"honorific", "name", "own_script_name", "post", "email", "phone": text, "is_alternate": True or False}]

    Returns the new seats. All or none: raises NotPossible where there are more than the delegation has seats.
    """
    delegation = _begin(link)
    left, wanted = seats_left(delegation), sum(not row["is_alternate"] for row in rows)
    if left is not None and wanted > left:
        raise NotPossible(
            _("Your delegation has %(quota)s seats, and %(left)s of them are free. Name the others as alternates.")
            % {"quota": delegation.quota, "left": left}
        )
    if named(delegation).count() + len(rows) > MOST:
        raise NotPossible(_("These are more than %(most)s people. Please write to us.") % {"most": MOST})
    seats = [_new_seat(link, delegation, row) for row in rows]
    links.note_use(link)
    return seats


@transaction.atomic
def replace(link, pk, row):
    """Let somebody else come for one whom the focal point named. A confirmed seat passes on when it is approved.

    Returns the new seat. Raises NotPossible.
    """
    delegation = _begin(link)
    old = _one(delegation, pk)
    if old.replacements.filter(state__in=COUNTED).exists():
        raise NotPossible(_("Somebody is named in their place already. Take that one back first."))
    row = row | {"is_alternate": old.is_alternate}
    if old.state == State.CONFIRMED:
        seat = _new_seat(link, delegation, row, replaces=old)
    else:
        heads = old.heads_delegation
        if heads:
            old.heads_delegation, old._change_reason = False, "Replaced as head of the delegation"
            old.save(update_fields=["heads_delegation"])
        _take_out(old)
        seat = _new_seat(link, delegation, row, heads_delegation=heads)
    links.note_use(link)
    return seat


@transaction.atomic
def take_back(link, pk):
    """Somebody of the delegation does not come. Returns the seat. Raises NotPossible."""
    delegation = _begin(link)
    seat = _take_out(_one(delegation, pk))
    links.note_use(link)
    return seat


def _take_out(seat):
    verb = seating.decline if seat.state == State.INVITED else seating.withdraw
    return verb(seat, by=None)


@transaction.atomic
def correct(link, pk, row):
    """Mend what was said of somebody whom nobody has confirmed yet. What is left empty stays. Raises NotPossible."""
    delegation = _begin(link)
    seat = _one(delegation, pk)
    if seat.state != State.APPLIED:
        raise NotPossible(_("This person is confirmed already. Name somebody in their place, or write to us."))
    registering.save_by_link(seat, {"post": row["post"]} if row["post"] else {})
    if registering.owns_name(seat):
        registering.save_by_link(seat.person, {name: row[name] for name in OF_PERSON if row[name]})
    links.note_use(link)
    return seat
