"""Who is printed on a public page: the rules are in documents/printed.py, what rows point at is read here."""

from django.db.models import F, Q

from .. import exposure
from ..documents.printed import (  # noqa: F401 - pages say who.person
    Printed,
    makers_hidden,
    nobody_told,
    organisation,
    party,
    person,
    post_of,
)
from ..exposure import Level
from ..models import (
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


def people_level(participant, session):
    """The annotation `level` for rows that point at a participant.

    participant   the look-up to the participant
    session       the look-up to the session whose rule counts
    """
    return exposure.level_in_sql(Surface.NAMED, attribution=F(f"{session}__attribution"), participant=participant)


@prepared
def _pointed_at(
    seats,
    language,
    organisation,  # noqa: F811 - as the model is called
    organisationclass,
    publicationkind,
    sessionkind,
    source,
    topic,
    venue,
):
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
