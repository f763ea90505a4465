"""Who is expected at the door: what the one who stands there has to know of them, and nothing else."""

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch

from ..actions.door import day_of, zone_of
from ..models import Participant, Passage, PersonName
from ..spreadsheets.countries import plain

IN, OUT = Passage.Direction.IN, Passage.Direction.OUT


@dataclass(frozen=True)
class Expected:
    """One seat as the door sees it. No address, no phone, no need and no note: they are not asked for here."""

    seat: str
    code: str
    name: str
    own: str
    organisation: str
    role: str
    # Everything they may be found by, folded as a question is: `plain`.
    find: str
    # Of the day, those not taken back, in the order of their time: {"uid", "direction", "at"}.
    passages: list = field(default_factory=list)

    @property
    def last(self):
        return self.passages[-1] if self.passages else None

    @property
    def is_in(self):
        return bool(self.last) and self.last["direction"] == IN

    @property
    def came(self):
        return any(passage["direction"] == IN for passage in self.passages)


def expected(event, **which):
    """The confirmed seats of an event with who passed today, by name. Returns a list of Expected.

    which   narrows them, as `filter` does
    """
    seats = (
        event.participants.seated()
        .filter(**which)
        .select_related("person", "organisation", "seat_role")
        .prefetch_related(
            Prefetch("person__other_names", PersonName.objects.only("name", "person")),
            Prefetch(
                "passages",
                Passage.objects.filter(day=day_of(event), undone_at=None).order_by("at", "id"),
                to_attr="of_the_day",
            ),
        )
        .only(
            "uid",
            "badge_code",
            "alias",
            "office",
            "event",
            "person__name",
            "person__honorific",
            "person__own_script_name",
            "organisation__name",
            "organisation__acronym",
            "seat_role__name",
        )
    )
    zone = zone_of(event)
    return sorted((_row(seat, zone) for seat in seats), key=lambda row: (row.find, row.seat))


def _row(seat, zone):
    # Who sits under an alias is known by it alone: the door must not tell the name behind it either.
    person = seat.person if seat.person_id and not seat.alias else None
    own = person.own_script_name if person else ""
    organisation = str(seat.organisation) if seat.organisation_id else ""
    spellings = [other.name for other in person.other_names.all()] if person else []
    names = [person.name if person else seat.name, own, seat.name, *spellings, organisation]
    return Expected(
        seat=str(seat.uid),
        code=seat.badge_code or "",
        name=seat.name,
        own=own if own != seat.name else "",
        organisation=organisation,
        role=seat.seat_role.name if seat.seat_role_id else "",
        find=" | ".join(filter(None, dict.fromkeys(map(plain, names)))),
        passages=[
            {"uid": str(passage.uid), "direction": passage.direction, "at": passage.at.astimezone(zone)}
            for passage in seat.of_the_day
        ],
    )


def found(rows, asked):
    """Those of some rows that hold every word asked for, in any script; those whose name begins so come first."""
    key = plain(asked)
    if not key:
        return []
    hits = [row for row in rows if all(word in row.find for word in key.split())]
    return sorted(hits, key=lambda row: not row.find.startswith(key))


def counts(rows):
    """How many are in now, came on the day, and are expected."""
    return {
        "inside": sum(row.is_in for row in rows),
        "came": sum(row.came for row in rows),
        "expected": len(rows),
    }


def came_by_day(event):
    """How many came on each day of an event so far. Returns (date, number) in the order of days."""
    return (
        Passage.objects.filter(
            participant__event=event,
            participant__state=Participant.State.CONFIRMED,
            direction=IN,
            undone_at=None,
        )
        .order_by("day")
        .values_list("day")
        .annotate(Count("participant", distinct=True))
    )
