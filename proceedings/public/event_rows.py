"""All that a page about an event prints, read in a handful of queries however much it is."""

from django.db.models import Q

from .. import exposure, telling
from ..exposure import Level
from ..models import (
    AttendanceFigure,
    Attribution,
    Commitment,
    Edition,
    Event,
    EventChange,
    EventCountry,
    EventDay,
    EventLanguage,
    EventLink,
    EventParty,
    EventPublication,
    EventTitle,
    EventTopic,
    EventVenue,
    Figure,
    Finding,
    Milestone,
    Objective,
    Participant,
    Photo,
    Picture,
    Proceedings,
    ProjectPartner,
    Publication,
    PublicationFile,
    PublicationTitle,
    Recommendation,
    Review,
    Session,
    SessionRole,
    Surface,
)
from . import outcomes, who
from .gather import connect, prepared
from .sources import branches as source_branches
from .sources import number as number_sources

OPEN_SESSION = ~Q(session__attribution=Attribution.CLOSED) | Q(session=None)
# Whose slides were shown tells who spoke, which the Chatham House Rule keeps in the room.
OPEN_TIE = OPEN_SESSION & ~Q(
    relation=EventPublication.Relation.SPEECH, session__attribution=Attribution.NON_ATTRIBUTABLE
)


@prepared
def _rows_of(event, project, series, parent):
    """The querysets of an event page, by the numbers of the event, its project, its series and its parent."""
    of_event, of_project = {"event": event}, {"project": project}
    publications = Publication.objects.published().filter(
        pk__in=EventPublication.objects.filter(OPEN_TIE, **of_event).values("publication")
    )
    sessions = Session.objects.shown().filter(**of_event)
    milestones = Milestone.objects.filter(Q(**of_event) | Q(**of_project))
    links = EventLink.objects.filter(Q(event=event) | Q(other=event))
    shown = {"publication__in": publications.order_by().values("pk")}
    sourced = {
        "event_rows": Event.objects.filter(pk=event),
        "venues": EventVenue.objects.filter(**of_event),
        "parties": EventParty.objects.filter(**of_event),
        "objectives": Objective.objects.filter(**of_event),
        "milestones": milestones,
        "attendance": AttendanceFigure.objects.filter(**of_event),
        "sessions": sessions,
        "publications": publications,
        "figures": Figure.objects.filter(Q(**of_event) | Q(**of_project)),
        "findings": Finding.objects.filter(**of_project),
        "changes": EventChange.objects.filter(**of_event),
    }
    photos = exposure.public_photos(Photo.objects.filter(**of_event))
    related = {
        "titles": EventTitle.objects.filter(**of_event),
        "days": EventDay.objects.filter(**of_event),
        "topics": EventTopic.objects.filter(**of_event),
        "languages": EventLanguage.objects.filter(**of_event),
        "countries": EventCountry.objects.filter(**of_event),
        "links": links,
        "events": Event.objects.published()
        .exclude(pk=event)
        .filter(
            Q(pk__in=links.order_by().values("other"))
            | Q(pk__in=links.order_by().values("event"))
            | Q(pk__in=milestones.order_by().values("other_event"))
            | Q(series=series)
            | Q(parent=event)
            | Q(pk=parent)
        ),
        "session_topics": Session.topics.through.objects.filter(session__in=sessions.order_by().values("pk")).order_by(
            "pk"
        ),
        "session_roles": SessionRole.objects.filter(session__in=sessions.order_by().values("pk")).annotate(
            level=who.people_level("participant", "session")
        ),
        "event_publications": EventPublication.objects.filter(
            OPEN_TIE, publication__in=publications.order_by().values("pk"), **of_event
        ),
        "photos": photos,
        "pictures": Picture.objects.filter(
            Q(pk__in=publications.order_by().values("cover")) | Q(pk__in=photos.order_by().values("picture"))
        ),
        "files": PublicationFile.objects.filter(**shown),
        "publication_titles": PublicationTitle.objects.filter(**shown),
        "partners": ProjectPartner.objects.filter(**of_project),
        "reviews": Review.objects.told()
        .filter(**of_event)
        .filter(
            Q(commitment__in=Commitment.objects.published().values("pk"))
            | Q(recommendation__in=Recommendation.objects.published().values("pk"))
        ),
        "reviewed": Commitment.objects.published().filter(reviews__event=event),
        "reviewed_recommendations": Recommendation.objects.published().filter(reviews__event=event),
        "listed": Participant.objects.filter(**of_event)
        .annotate(level=exposure.level_in_sql(Surface.LISTED))
        .filter(level=Level.NAMED),
        "proceedings": Proceedings.objects.filter(**of_event),
        "editions": Edition.objects.in_force().filter(proceedings__event=event),
    }
    recommendations = outcomes.recommendation_branches(Recommendation.objects.published().filter(**of_event))
    return sourced | source_branches(**sourced) | related | recommendations


# The rows of an event page that are printed with their sources, in the order of the page.
SOURCED = (
    "event_rows",
    "venues",
    "parties",
    "objectives",
    "milestones",
    "attendance",
    "sessions",
    "publications",
    "figures",
    "findings",
    "changes",
)


def read(event):
    """Everything about a published event that its page prints, as a namespace of lists."""
    rows = _rows_of(event=event.pk, project=event.project_id, series=event.series_id, parent=event.parent_id)
    lists = vars(rows)
    connect(rows.publications, rows.photos, rows.pictures)
    found = who.look_up(*lists.values(), seats={seat.pk for seat in rows.listed})
    telling.translate([event, event.series, event.project, *found.topic], *lists.values())
    rows.numbers = {}
    number_sources({name: lists[name] for name in SOURCED}, lists, rows.numbers)
    rows.cited = rows.event_rows[0].cited
    for figure in rows.figures:
        figure.shown_number = f"{figure.number.normalize():f}"
    for objective in rows.objectives:
        objective.said_by = who.organisation(objective.outcome_by) if objective.outcome_by_id else None
    for session in rows.sessions:
        session.is_reading = bool(session.inferred)
    rows.people = {seat.pk: seat for seat in found.participant}
    rows.constituencies = found.constituency
    rows.events_by_id = {other.pk: other for other in rows.events}
    return rows
