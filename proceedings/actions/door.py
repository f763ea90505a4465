"""Who passes the door: in, out, taken back, and people nobody had on the list.

A phone without network sends later what it noted, sometimes twice, and two phones do not know of each other. So each
passage has a `uid` its phone made, and one that is already noted is answered as if it were new; in and out are facts
that are kept in the order of their time, and who is checked in twice was there once.
"""

import uuid
from datetime import timedelta
from unicodedata import category
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..access import may
from ..models import DayAttended, Event, Organisation, Participant, Passage, Person
from ..models.fields import clean_text
from ..spreadsheets.countries import plain
from . import NotPossible

USE_DESK = "proceedings.use_desk"
AT_THE_DOOR = "At the door"
WALK_IN = "walk-in"
# What a phone says of the time is believed within these: clocks go wrong, and a phone may send a day later.
AHEAD = timedelta(hours=1)
BEHIND = timedelta(days=3)


def zone_of(event):
    """The time zone in which the days of an event are counted; the site's own where nobody said."""
    return ZoneInfo(event.time_zone or settings.TIME_ZONE)


def day_of(event, at=None):
    """The date it is, or was, at an event."""
    return timezone.localdate(at, timezone=zone_of(event))


def check_in(participant, *, by, uid=None, at=None):
    """Note that somebody came in.

    by    the user at the door
    uid   the UUID the phone gave it, so that it is noted once however often it is sent
    at    when, as the phone said: an aware datetime; now if None

    Returns the Passage, the first one if it was noted before. Raises PermissionDenied, or NotPossible where the seat is
    not confirmed or the time makes no sense.
    """
    return _pass(participant, Passage.Direction.IN, by, uid, at)


def check_out(participant, *, by, uid=None, at=None):
    """Note that somebody went out. As `check_in`; a phone may send it before another sends that they came in."""
    return _pass(participant, Passage.Direction.OUT, by, uid, at)


@transaction.atomic
def undo(passage, *, by):
    """Take a passage back; it counts for nothing then. Returns it. What is taken back already stays so."""
    # The seat is the lock, as it is for those who come in: the day they attended is counted again below.
    seat = _locked(passage.participant_id, by)
    passage = Passage.objects.get(pk=passage.pk)
    if passage.undone_at is None:
        passage.undone_at, passage.undone_by = timezone.now(), by
        passage.save(update_fields=["undone_at", "undone_by"])
        _count_the_day(seat, passage.day, by)
    return passage


@transaction.atomic
def add_walk_in(event, *, by, name, organisation="", role=None, seat_uid=None, uid=None, at=None):
    """Give somebody who is not on the list a seat, and check them in. Nothing is known of what they agree to.

    name           as the person says it
    organisation   its name; one we know under that name, else a new one
    role           a SeatRole, or None
    seat_uid       the UUID the phone gave the seat: sent twice, it is one seat
    uid, at        of the passage, as in `check_in`

    Returns the Passage. Raises PermissionDenied or NotPossible.
    """
    if not may(by, USE_DESK, event):
        raise PermissionDenied
    name, organisation = clean_text(name), clean_text(organisation)
    if not name:
        raise NotPossible(_("Write the name."))
    for text, longest in ((name, 300), (organisation, 300)):
        if len(text) > longest:
            raise NotPossible(_("“%(start)s…” is too long for a name.") % {"start": text[:30]})
        if any(category(letter) == "Cc" for letter in text):
            raise NotPossible(_("A name stands on one line, without control characters."))
    _believe(at)
    # The event is the lock: a phone that sends twice at once gets the same seat twice.
    event = Event.objects.select_for_update().get(pk=event.pk)
    seat = Participant.objects.filter(uid=seat_uid).first() if seat_uid else None
    if seat is None:
        note, body = WALK_IN, None
        if organisation:
            body = _organisation_called(organisation, event, by)
            note += "" if body else f", {organisation}"
        person = _save(Person(name=name), by)
        seat = Participant(
            uid=seat_uid or uuid.uuid4(),
            event=event,
            person=person,
            organisation=body,
            seat_role=role,
            state=Participant.State.CONFIRMED,
            internal_note=note,
        )
        _save(seat, by)
    elif seat.event_id != event.pk:
        raise NotPossible(_("This seat is one of another event."))
    return check_in(seat, by=by, uid=uid, at=at)


@transaction.atomic
def _pass(participant, direction, by, uid, at):
    seat = _locked(participant.pk, by)
    noted = Passage.objects.filter(uid=uid).first() if uid else None
    if noted:
        if noted.participant_id != seat.pk or noted.direction != direction:
            raise NotPossible(_("The phone gave two passages one number. Note this one again."))
        return noted
    if seat.state != Participant.State.CONFIRMED:
        raise NotPossible(_("This seat is not confirmed (any more). Ask the secretariat."))
    _believe(at)
    at = at or timezone.now()
    day = day_of(seat.event, at)
    passage = Passage.objects.create(
        uid=uid or uuid.uuid4(), participant=seat, day=day, direction=direction, at=at, by=by
    )
    _count_the_day(seat, day, by)
    return passage


def _locked(pk, by):
    seat = Participant.objects.select_for_update(of=["self"]).select_related("event").get(pk=pk)
    if not may(by, USE_DESK, seat.event):
        raise PermissionDenied
    return seat


def _believe(at):
    """Refuse a time that no clock near ours could show."""
    now = timezone.now()
    if at and not now - BEHIND <= at <= now + AHEAD:
        raise NotPossible(
            _("The phone says that this was on %(day)s, which cannot be. Set its clock, and note it again.")
            % {"day": date_format(at, "j F Y, H:i")}
        )


def _count_the_day(seat, day, by):
    """Somebody attended a day while a coming in of that day stands. What was noted by hand stays as it is."""
    came = seat.passages.filter(day=day, direction=Passage.Direction.IN, undone_at=None).exists()
    attended = DayAttended.objects.filter(participant=seat, date=day).first()
    if came and not attended:
        _save(DayAttended(participant=seat, date=day), by)
    elif attended and not came:
        made = DayAttended.history.filter(id=attended.pk, history_type="+").first()
        if made and made.history_change_reason == AT_THE_DOOR:
            attended._history_user, attended._change_reason = by, AT_THE_DOOR
            attended.delete()


def _save(row, by):
    row._history_user, row._change_reason = by, AT_THE_DOOR
    row.save()
    return row


def _organisation_called(name, event, by):
    """The organisation of that name, acronym or other name; a new one if nobody knows it.

    Returns None where several are called so and none, or more than one, of them sits at the event.
    """
    key = plain(name)
    if not key:
        return None
    known = [
        organisation
        for organisation in Organisation.objects.prefetch_related("other_names")
        if key in {plain(organisation.name), plain(organisation.acronym), plain(str(organisation))}
        or any(plain(other.name) == key for other in organisation.other_names.all())
    ]
    if len(known) > 1:
        here = set(event.participants.values_list("organisation", flat=True))
        known = [organisation for organisation in known if organisation.pk in here] or known
        return known[0] if len(known) == 1 else None
    if known:
        return known[0]
    base = slugify(name)[:80].strip("-") or "organisation"
    slug = f"{base}-{uuid.uuid4().hex[:8]}" if Organisation.objects.filter(slug=base).exists() else base
    return _save(Organisation(name=name, slug=slug), by)
