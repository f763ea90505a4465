"""Who is printed on a public page, and how: organisations by one rule here, people as `exposure` allows."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from .. import exposure
from ..exposure import Level
from ..models import (
    Attribution,
    Commitment,
    Constituency,
    Language,
    Organisation,
    OrganisationClass,
    OrganisationKind,
    Participant,
    Person,
    PublicationKind,
    SessionKind,
    Source,
    Surface,
    Topic,
    Venue,
)
from .gather import connect, prepared

# Rows that others point at and that may be read by their number. Everything else is read through its own rule.
LOOKED_UP = (Language, Organisation, OrganisationClass, PublicationKind, SessionKind, Source, Topic, Venue)


@dataclass(frozen=True)
class Printed:
    """Somebody as a page prints them: words, and an address where there is a page to go to."""

    text: str
    url: str = ""
    note: str = ""
    inferred: bool = False

    def __str__(self):
        return self.text


def organisation(organisation, *, stands_for_it=False):
    """How an organisation is printed, or None where it may not be.

    For some groups being seen is a danger. So one without a public page is named, without a link, only where it stands
    for what is published: it called a public event or is party to a published outcome (`stands_for_it`). It is left
    out of everything else: those who took part, funders, partners, publishers, who said what.
    """
    if organisation is None:
        return None
    if organisation.is_published:
        return Printed(str(organisation), organisation.get_absolute_url())
    return Printed(str(organisation)) if stands_for_it else None


def with_country(organisation):
    """“Ministry of Interior, Cambodia”: the name, and the country it stands for where the name does not say."""
    country = organisation.country.name if organisation.country else ""
    name = str(organisation)
    return name if not country or country in name else f"{name}, {country}"


def party(row, *, stands_for_it):
    """How a party of an event or an outcome is printed, or None where it may not be.

    row   a Party whose organisation or class, and for people `level` and `participant`, have been looked up
    """
    if getattr(row, "participant_id", None):
        return person(row)
    inferred = row.is_inferred()
    if row.organisation_id:
        shown = organisation(row.organisation, stands_for_it=stands_for_it)
        return shown and Printed(with_country(row.organisation), shown.url, row.as_written, inferred)
    # Sources put what they do not name in brackets.
    return Printed((row.as_written or str(row.organisation_class)).strip("()"), inferred=inferred)


def person(row, counts=None):
    """How the participant of a row is printed: as `row.level` allows, which `exposure` has decided in SQL.

    counts   the crowd of the event; without it nobody is told apart further than “a participant”
    """
    counts = counts if counts is not None else Counter()
    if row.level != Level.NAMED:
        return Printed(exposure.shown_at(row.participant if row.level == Level.KIND else None, row.level, counts).text)
    shown = exposure.shown_at(row.participant, row.level, counts)
    return Printed(", ".join([shown.name, *post_of(shown)]))


def post_of(shown):
    """The post of somebody who is named, and the organisation and what it is part of where the post does not say.

    shown   an Appearance
    Returns a list of strings.
    """
    parts, body = [shown.post] if shown.post else [], shown.organisation
    while body is not None:
        if organisation(body) and body.name not in shown.post:
            parts.append(str(body) if body.parent_id else with_country(body))
        body = body.parent if body.parent_id else None
    return parts


def people_level(participant, session):
    """The annotation `level` for rows that point at a participant.

    participant   the look-up to the participant
    session       the look-up to the session whose rule counts
    """
    return exposure.level_in_sql(Surface.NAMED, attribution=F(f"{session}__attribution"), participant=participant)


@prepared
def _pointed_at(seats, language, organisation, organisationclass, publicationkind, sessionkind, source, topic, venue):
    """The querysets of what rows point at, each by a list of numbers; `seats` are those of participants."""
    seated = Participant.objects.filter(pk__among=seats)
    # Of those who may be named also the organisation, and the one above it: a ministry above its department.
    sent = Organisation.objects.filter(pk__in=seated.values("organisation"))
    return {
        "language": Language.objects.filter(pk__among=language),
        "organisation": Organisation.objects.filter(
            Q(pk__among=organisation) | Q(pk__in=sent.values("pk")) | Q(pk__in=sent.values("parent"))
        ),
        "organisationclass": OrganisationClass.objects.filter(pk__among=organisationclass),
        "publicationkind": PublicationKind.objects.filter(pk__among=publicationkind),
        "sessionkind": SessionKind.objects.filter(pk__among=sessionkind),
        "source": Source.objects.filter(pk__among=source),
        "topic": Topic.objects.filter(pk__among=topic),
        "venue": Venue.objects.filter(pk__among=venue),
        "organisationkind": OrganisationKind.objects.all(),
        "constituency": Constituency.objects.all(),
        "participant": seated,
        "person": Person.objects.filter(pk__in=seated.values("person")),
    }


def look_up(*lists, seats=()):
    """Read, in one query, what rows point at, and point them at it.

    Of participants only those whose `level` on the pointing row lets something of them be shown.

    lists   lists of rows
    seats   numbers of participants to read besides, whom `exposure` lets be shown

    Returns a namespace of what was read, by the lower-case name of the model.
    """
    wanted = {model: set() for model in LOOKED_UP}
    seats = set(seats)
    for row in (row for rows in lists for row in rows):
        for field in row._meta.concrete_fields:
            number = getattr(row, field.attname) if field.is_relation else None
            if number is None:
                continue
            if field.related_model in wanted:
                wanted[field.related_model].add(number)
            elif field.related_model is Participant and row.level != Level.HIDDEN:
                seats.add(number)
    found = _pointed_at(seats=seats, **{model._meta.model_name: numbers for model, numbers in wanted.items()})
    connect(*lists, *vars(found).values())
    return found


def makers_hidden(outcome, session):
    """True where not even the organisation that spoke may be told.

    Under the Chatham House Rule neither name nor affiliation goes outside. Who repeated it in writing, or adopted it,
    has spoken outside the room as well.
    """
    if session is None or session.attribution != Attribution.NON_ATTRIBUTABLE:
        return False
    return getattr(outcome, "provenance", None) in {None, Commitment.Provenance.HEARD}


def nobody_told():
    """What stands in the place of makers who may not be told."""
    return Printed(_("Not told: the session was not for attribution"))
