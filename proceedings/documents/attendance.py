"""Who took part, as far as it may be told: kinds by country, figures in the words of their sources, office holders."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django_countries import countries as country_names

from ..exposure import SMALLEST_GROUP, Level, public_count, shown_at
from ..models import AttendanceFigure, Event, SessionRole
from ..models.base import in_page_language
from . import printed
from .printed import Printed
from .words import joined


@dataclass
class Grid:
    """Kinds of participants by the countries they stand for. `rows` is a list of (kind, [True or False, …])."""

    countries: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    elsewhere: bool = False


def grid(event, rows, counts, today):
    """A Grid of who came: what sources say, and once an event has been held, of whom there were enough to say so.

    counts   the `crowd` of the event
    """
    told = set()
    constituencies = {constituency.pk: constituency for constituency in rows.constituencies}
    for figure in rows.attendance:
        kind = figure.constituency_id
        if kind is None and figure.organisation_id and figure.organisation.is_published:
            kind = figure.organisation.kind.constituency_id if figure.organisation.kind_id else None
        if figure.is_total or kind not in constituencies or figure.number == 0 or is_small(figure):
            continue
        told |= {(kind, country.code) for country in figure.countries} or {(kind, "")}
    if event.status == Event.Status.HELD and event.start_date and event.start_date <= today:
        with_country = {kind for kind, country in counts if country}
        told |= {(kind, country or "") for kind, country in counts if country or kind not in with_country}
    told = {(kind, country) for kind, country in told if kind in constituencies}
    found = sorted({country for _kind, country in told if country}, key=country_names.name)
    kinds = sorted({kind for kind, _country in told}, key=lambda kind: (constituencies[kind].position, kind))
    elsewhere = any(country == "" for _kind, country in told)
    columns = [*found, *([""] if elsewhere else [])]
    return Grid(
        [country_names.name(code) for code in found],
        [(_of_many(constituencies[kind]), [(kind, code) in told for code in columns]) for kind in kinds],
        elsewhere,
    )


def _of_many(kind):
    return in_page_language(kind, kind.plural) or str(kind)


def is_small(figure):
    """True when a figure counts so few people that it would point at them, whoever published it first."""
    if figure.of != AttendanceFigure.Of.PEOPLE or figure.number is None:
        return False
    most = figure.number - 1 if figure.qualifier == AttendanceFigure.Qualifier.FEWER_THAN else figure.number
    return not public_count(most)


def is_exact(figure):
    """True when a figure counts people to the last one, so that it can be taken from another."""
    exactly = AttendanceFigure.Qualifier.EXACT
    return figure.of == AttendanceFigure.Of.PEOPLE and figure.qualifier == exactly and not is_small(figure)


def telling(figures):
    """The group whose number must go untold, or None: taken from the total, the groups would leave very few people.

    The smallest, as in `exposure.told_apart`: then it cannot be told who the few are.
    """
    totals = [figure.number for figure in figures if figure.is_total and is_exact(figure)]
    groups = [figure for figure in figures if not figure.is_total and is_exact(figure)]
    left_over = [total - sum(figure.number for figure in groups) for total in totals]
    if groups and any(0 < number < SMALLEST_GROUP for number in left_over):
        return min(groups, key=lambda figure: figure.number)
    return None


def in_words(figure):
    """An attendance figure in words: “more than 40 representatives”. Empty where there is no number to tell."""
    if figure.number is None or is_small(figure):
        return ""
    unit = figure.unit or figure.get_of_display()
    if figure.qualifier == AttendanceFigure.Qualifier.EXACT:
        return f"{figure.number} {unit}"
    return f"{figure.get_qualifier_display()} {figure.number} {unit}"


def dress(figures):
    """Totals, and groups with or without a number: (totals, groups). Each gets `in_words` and `group`.

    A group that is nothing but an organisation without a public page is left out, and so is one of very few people:
    its name alone says who they are ("the labour attaché").
    """
    totals, groups = [], []
    untold = telling(figures)
    for figure in figures:
        figure.in_words = in_words(figure) if figure is not untold else ""
        if figure.is_total:
            totals += [figure] if figure.in_words or figure.number is None else []
            continue
        if is_small(figure):
            continue
        organisation = printed.organisation(figure.organisation) if figure.organisation_id else None
        figure.printed = organisation
        kind = figure.constituency.name if figure.constituency_id else ""
        places = joined(country.name for country in figure.countries)
        figure.group = figure.label or (str(organisation) if organisation else "") or kind
        figure.places = places if places and places not in figure.group else ""
        if figure.group:
            groups.append(figure)
    return totals, groups


def office_holders(rows):
    """Those who may be named in the list of participants; who may be named only for what they said is in the programme.

    Returns a list of (country or organisation they spoke for, name, post as Printed).
    """
    result = []
    for number in sorted(seat.pk for seat in rows.listed):
        seat = rows.people[number]
        shown = shown_at(seat, Level.NAMED, {})
        post = printed.post_of(shown)
        country = shown.country.name if shown.country else ""
        result.append((country or (seat.represented.name if seat.represented else ""), shown.name, Printed.of(*post)))
    return result


def people_of(roles, counts):
    """What is said of who did what: [(role, Printed, on behalf of whom), …]; the same words only once."""
    result, unnamed, nobody = [], [], Printed(shown_at(None, Level.HIDDEN, {}).text)
    for role in roles:
        shown = printed.person(role, counts)
        if role.level == Level.HIDDEN:
            continue
        # `get_role_display` looks at every choice each time it is asked.
        part = str(SessionRole.Role(role.role).label)
        if shown == nobody:
            unnamed.append(part)
            continue
        on_behalf = None
        if role.level == Level.NAMED and role.on_behalf_of_id:
            on_behalf = printed.organisation(role.on_behalf_of)
        line = (part, shown, on_behalf)
        if line not in result:
            result.append(line)
    told = {part for part, _shown, _on_behalf in result}
    return result + [(part, Printed(unnamed_beside(part, told)), None) for part in dict.fromkeys(unnamed)]


def unnamed_beside(part, told):
    """What is said of those who had a part and are not named, where `told` are the parts of which somebody is told.

    How many they are is not told: few of a kind would point at somebody.
    """
    return _("others, who are not named") if part in told else _("not named")


def hours(first, last):
    """“10:30–13:00”, as far as they are known."""
    if first is None:
        return ""
    start = f"{first:%H:%M}"
    return _("%(first)s–%(last)s") % {"first": start, "last": f"{last:%H:%M}"} if last else start
