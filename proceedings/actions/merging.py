"""Two rows turn out to be one person: they become one, and for thirty days there is a way back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ..access import team_events
from ..models import Participant, Person, PersonMerge, PersonName, TwoPeople
from . import NotPossible
from .keeping import columns_of, delete, save
from .one_seat import settle, unsettle

MERGE = "proceedings.merge_person"
MAY_BE_TAKEN_BACK = timedelta(days=30)
KEPT, GONE = "kept", "gone"
# Of these one is chosen. Protection and notes are not chosen: the one never gets weaker, of the others none is lost.
CHOSEN = ("honorific", "name", "own_script_name", "gender", "email", "phone")
OF_PERSON = (*CHOSEN, "is_protected", "internal_note")


def mergeable(user):
    """The people whom a user may merge: all, or those all of whose seats are in events where they have the permission.

    Of people without a seat, a team has those whom one of it entered: `user`.
    """
    if user.has_perm(MERGE):
        return Person.objects.all()
    if not (events := team_events(user, MERGE)):
        return Person.objects.none()
    seats = Participant.objects.filter(person=OuterRef("pk"))
    entered = Person.history.filter(id=OuterRef("pk"), history_user=user, history_type="+")
    here = Person.objects.filter(Exists(seats.filter(event__in=events))).exclude(
        Exists(seats.exclude(event__in=events))
    )
    return here | Person.objects.filter(~Exists(seats) & Exists(entered))


def both_seated(kept, gone):
    """The seats at events where both have one: [(seat of `kept`, seat of `gone`)], in the order of the events."""
    seats = Participant.objects.select_related("event", "organisation").prefetch_related("consents")
    theirs = {seat.event_id: seat for seat in seats.filter(person=gone)}
    mine = seats.filter(person=kept, event__in=theirs).order_by("event")
    return [(seat, theirs[seat.event_id]) for seat in mine]


def undecided(kept, gone, seats):
    """Why two people cannot become one as things stand, as a list of sentences.

    seats   {key of an event: Choice}, as somebody decided for the events at which both sit
    """
    if kept.pk == gone.pk:
        return [_("Choose two people: this is one.")]
    return [
        _("Both have a seat at “%(event)s”. Choose which of the two stays: nobody sits on two seats.")
        % {"event": mine.event}
        for mine, _other in both_seated(kept, gone)
        if mine.event_id not in seats
    ]


def merged(kept, gone, choose):
    """What the one person will have: {field: value}. `choose` is {field: "kept" or "gone"}; a gap is filled."""
    values = {}
    for name in CHOSEN:
        mine, other = getattr(kept, name), getattr(gone, name)
        values[name] = {KEPT: mine, GONE: other}[choose[name]] if name in choose else mine or other
    values["is_protected"] = kept.is_protected or gone.is_protected
    notes = [note for note in (kept.internal_note, gone.internal_note) if note]
    # What was not chosen and is no name would be lost: another address may be the one in the next list.
    for name in ("email", "phone"):
        left = {getattr(kept, name), getattr(gone, name)} - {values[name], ""}
        notes += [_("Also: %(value)s") % {"value": value} for value in sorted(left)]
    values["internal_note"] = "\n".join(dict.fromkeys(notes))
    return values


@transaction.atomic
def merge(kept, gone, *, by, choose=None, seats=None):
    """Make two people one. `gone` is deleted; its seats, with all that hangs on them, and its names go to `kept`.

    choose   {field: "kept" or "gone"} for the fields of CHOSEN; else what `kept` has, or a gap filled from `gone`
    seats    {key of an event at which both sit: Choice of one_seat}

    What is not chosen as the name becomes another spelling. Consents belong to seats and go with them as they are; who
    was protected in one row is protected. Returns the PersonMerge. Raises PermissionDenied or NotPossible.
    """
    choose, seats = choose or {}, seats or {}
    both = Person.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    found = {person.pk: person for person in both}
    if mergeable(by).filter(pk__in=[kept.pk, gone.pk]).count() < len({kept.pk, gone.pk}):
        raise PermissionDenied
    kept, gone = found[kept.pk], found[gone.pk]
    if sentences := undecided(kept, gone, seats):
        raise NotPossible("\n".join(sentences))
    row = PersonMerge.objects.create(kept=kept, by=by)
    reason = _reason(row)
    before = {
        "kept_id": kept.pk,
        "kept": columns_of(kept),
        "kept_names": _names(kept),
        "gone": columns_of(gone),
        "gone_names": _names(gone),
        "merges": sorted(gone.merges.values_list("pk", flat=True)),
        "two": [[pair.one_id, pair.other_id, pair.by_id, pair.at.isoformat()] for pair in decided_about(gone)],
        "settled": [],
    }
    for mine, _other in both_seated(kept, gone):
        before["settled"].append(_settle(mine.event, kept, gone, seats[mine.event_id], by, reason))
    before["seats"] = sorted(gone.seats.values_list("pk", flat=True))
    values = merged(kept, gone, choose)
    spellings = [getattr(person, name) for person in (kept, gone) for name in ("name", "own_script_name")]
    for name, value in values.items():
        setattr(kept, name, value)
    save(kept, by, reason)
    for seat in gone.seats.select_for_update():
        seat.person = kept
        save(seat, by, reason)
    known = {kept.name, kept.own_script_name, *kept.other_names.values_list("name", flat=True)}
    for other in gone.other_names.all():
        if other.name not in known:
            known.add(other.name)
            other.person = kept
            save(other, by, reason)
    for name in filter(None, spellings):
        if name not in known:
            known.add(name)
            save(PersonName(person=kept, name=name), by, reason)
    gone.merges.update(kept=kept)
    before["two_moved"] = _two_people_stay_two(kept, gone)
    # The rows that had the same spelling go with it; all of them are in `before`.
    for other in gone.other_names.all():
        delete(other, by, reason)
    delete(gone, by, reason)
    row.before = before | {"after": columns_of(kept), "after_names": _names(kept)}
    row.save()
    return row


def _settle(event, kept, gone, choice, by, reason):
    rows = Participant.objects.select_for_update(of=["self"]).filter(event=event, person__in=[kept, gone])
    of = {seat.person_id: seat for seat in rows.order_by("pk")}
    stays, goes = of[kept.pk], of[gone.pk]
    if choice.stays == GONE:
        stays, goes = goes, stays
    return settle(stays, goes, person=kept, state=choice.state, by=by, reason=reason)


def _two_people_stay_two(kept, gone):
    """Who is not the one person is not the other either. Returns the keys of the rows made for that."""
    made = []
    for pair in decided_about(gone):
        other = pair.other_id if pair.one_id == gone.pk else pair.one_id
        if other != kept.pk:
            one, other = sorted((kept.pk, other))
            row, is_new = TwoPeople.objects.get_or_create(
                one_id=one, other_id=other, defaults={"by_id": pair.by_id, "at": pair.at}
            )
            made += [row.pk] * is_new
    return made


def may_be_taken_back(row, now=None):
    """True for a merge of the last thirty days that is still in force."""
    return bool(row.before) and row.undone_at is None and row.at > (now or timezone.now()) - MAY_BE_TAKEN_BACK


@transaction.atomic
def take_back(row, *, by):
    """Make two people of one again, both exactly as they were. Raises PermissionDenied or NotPossible."""
    row = PersonMerge.objects.select_for_update().get(pk=row.pk)
    if row.undone_at:
        raise NotPossible(_("This was taken back already."))
    if not may_be_taken_back(row):
        raise NotPossible(_("It can be taken back for 30 days, and these have passed."))
    before = row.before
    kept = Person.objects.select_for_update().filter(pk=before["kept_id"]).first()
    if kept is None or row.kept_id != kept.pk:
        raise NotPossible(_("This person was merged again, or deleted. Take that back first."))
    if not mergeable(by).filter(pk=kept.pk).exists():
        raise PermissionDenied
    if columns_of(kept) != before["after"] or _names(kept) != before["after_names"]:
        raise NotPossible(_("Somebody changed this person or their other spellings since. Two people stay one."))
    seats = list(Participant.objects.select_for_update().filter(pk__in=before["seats"]))
    if [seat for seat in seats if seat.person_id != kept.pk] or len(seats) != len(before["seats"]):
        raise NotPossible(_("A seat that was the other person's has somebody else now, or is deleted."))
    reason = f"{_reason(row)}, taken back"
    gone = Person(**before["gone"])
    save(gone, by, reason, force_insert=True)
    for kept_apart in reversed(before.get("settled", ())):
        unsettle(kept_apart, by=by, reason=reason)
    for seat in seats:
        seat.person = gone
        save(seat, by, reason)
    wanted = {name["id"]: name for name in (*before["kept_names"], *before["gone_names"])}
    there = {name.pk: name for name in PersonName.objects.filter(person=kept)}
    for pk in there.keys() - wanted.keys():
        delete(there[pk], by, reason)
    for pk, data in wanted.items():
        name = there.get(pk) or PersonName(id=pk)
        if pk not in there or name.person_id != data["person_id"]:
            for column, value in data.items():
                setattr(name, column, value)
            save(name, by, reason, force_insert=pk not in there)
    for column, value in before["kept"].items():
        setattr(kept, column, value)
    save(kept, by, reason)
    PersonMerge.objects.filter(pk__in=before["merges"]).update(kept=gone)
    TwoPeople.objects.filter(pk__in=before.get("two_moved", ())).delete()
    for one, other, said_by, at in before.get("two", ()):
        if Person.objects.filter(pk__in=[one, other]).count() == 2:
            TwoPeople.objects.create(one_id=one, other_id=other, by_id=said_by, at=parse_datetime(at))
    row.before, row.undone_at, row.undone_by = {}, timezone.now(), by
    row.save()
    return gone


def decided_about(person):
    """The TwoPeople of which a person is one."""
    return TwoPeople.objects.filter(Q(one=person) | Q(other=person))


@transaction.atomic
def keep_two(one, other, *, by):
    """Note that two rows are two people, so that nobody is asked again. Returns the TwoPeople, also where it was there.

    Raises PermissionDenied or NotPossible.
    """
    first, second = sorted((one.pk, other.pk))
    if first == second:
        raise NotPossible(_("Choose two people: this is one."))
    if mergeable(by).filter(pk__in=[first, second]).count() < 2:
        raise PermissionDenied
    return TwoPeople.objects.get_or_create(one_id=first, other_id=second, defaults={"by": by})[0]


@transaction.atomic
def ask_again(pair, *, by):
    """Take back that two rows are two people. Raises PermissionDenied."""
    if mergeable(by).filter(pk__in=[pair.one_id, pair.other_id]).count() < 2:
        raise PermissionDenied
    pair.delete()


def forget_old():
    """Empty what is kept of people for a way back that has closed. Returns how many merges."""
    closed = PersonMerge.objects.filter(at__lte=timezone.now() - MAY_BE_TAKEN_BACK).exclude(before={})
    return closed.update(before={})


def _reason(row):
    # Numbers, because a history outlives an un-naming.
    return f"Merge {row.pk}"


def _names(person):
    return [columns_of(name) for name in person.other_names.order_by("pk")]
