"""How many took part in an event: by state, constituency, country, gender and day.

Whoever may know the participants sees every number. For all others a number below exposure.SMALLEST_GROUP is not told,
and neither is what would give it away by subtraction: see docs/decisions/0005-small-counts.md.
"""

from dataclasses import dataclass

from django.db.models import CharField, Count, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from .access import may_see_people
from .exposure import public_count, told_apart
from .models import Constituency, DayAttended, Participant, Person

# A bar with its label above it, in pixels.
ROW = 46


@dataclass
class Line:
    """One number: `width` is that of its bar in per cent of the longest, `y` where its label stands in the chart."""

    label: str
    number: int
    width: float = 0
    y: int = 0


@dataclass
class Table:
    """Numbers that belong together. `is_part`: there are people in it of whom nothing is told."""

    code: str
    title: str
    lines: list
    is_part: bool = False

    @property
    def height(self):
        return len(self.lines) * ROW


def numbers_of(event, viewer):
    """The numbers of an event as its viewer may know them.

    Returns (tables, sees_all): a list of Table, and whether the viewer sees every number.
    """
    sees_all = may_see_people(viewer, event)
    seated = event.participants.seated()
    total = seated.count()
    states = _sizes(event.participants.all(), "state")
    tables = [_table("state", _("By state"), states, dict(Participant.State.choices), None, sees_all)]
    if sees_all or public_count(total):
        tables += _of_the_seated(event, seated, total, sees_all)
    return [table for table in tables if table.lines], sees_all


def _of_the_seated(event, seated, total, sees_all):
    names = {pk: plural or name for pk, name, plural in Constituency.objects.values_list("pk", "name", "plural")}
    country = Coalesce(NullIf("country", Value("")), "organisation__country", Value(""), output_field=CharField())
    by_country = _sizes(seated, country)
    yield _table(
        "constituency",
        _("By constituency"),
        _sizes(seated, Coalesce("constituency", "organisation__kind__constituency")),
        names,
        None,
        sees_all,
    )
    yield _table(
        "country",
        _("By country"),
        by_country,
        {code: countries.name(code) for code in by_country if code},
        "",
        sees_all,
    )
    gender = Coalesce("person__gender", Value(""), output_field=CharField())
    genders = {Person.Gender.WOMAN: _("women"), Person.Gender.MAN: _("men"), Person.Gender.OTHER: _("another")}
    yield _table("gender", _("By gender"), _sizes(seated, gender), genders, "", sees_all)
    days = DayAttended.objects.filter(participant__in=seated).order_by("date").values_list("date")
    lines = []
    # Those who were away are a group as well: with all but two there, it says that two were not.
    for day, number in days.annotate(Count("pk")):
        if sees_all or (public_count(number) and (number == total or public_count(total - number))):
            lines.append(Line(date_format(day, "j F Y"), number))
    yield _drawn(Table("day", _("By day they were there"), lines))


def _sizes(seats, key):
    key = {"key": key} if hasattr(key, "resolve_expression") else {}
    name = "key" if key else "state"
    return dict(seats.order_by().annotate(**key).values_list(name).annotate(Count("pk")))


def _table(code, title, sizes, names, unknown, sees_all):
    """A Table of groups, largest first; of those who may not be told apart only how many they are together."""
    known = {key: number for key, number in sizes.items() if key != unknown}
    told = known if sees_all else told_apart(sizes, unknown)
    order = sorted(told, key=lambda key: (-told[key], str(names.get(key, key))))
    lines = [Line(str(names.get(key, key)), told[key]) for key in order]
    left = sum(sizes.values()) - sum(told.values())
    if left and (sees_all or public_count(left)):
        lines.append(Line(_("not known") if sees_all else _("others, or not known"), left))
        left = 0
    return _drawn(Table(code, title, lines, is_part=bool(left)))


def _drawn(table):
    longest = max((line.number for line in table.lines), default=0)
    for place, line in enumerate(table.lines):
        line.width, line.y = round(line.number / longest * 86, 1), place * ROW
    return table


def rows_of(tables):
    """The numbers as rows of a file: (title, label, number)."""
    return [(table.title, line.label, line.number) for table in tables for line in table.lines]
