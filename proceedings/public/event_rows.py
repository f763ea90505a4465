"""All that a page about an event prints, read in a handful of queries however much it is."""

from django.db.models import Q

from .. import exposure
from ..exposure import Level
from ..models import (
    AttendanceFigure,
    Attribution,
    Commitment,
    Edition,
    Event,
    EventLink,
    EventParty,
    EventPublication,
    Figure,
    Finding,
    Milestone,
    Objective,
    Participant,
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
from .gather import connect, gather
from .sources import branches as source_branches
from .sources import number as number_sources

OPEN_SESSION = ~Q(session__attribution=Attribution.CLOSED) | Q(session=None)


def read(event):
    """Everything about a published event that its page prints, as a namespace of lists."""
    of_event = {"event": event.pk}
    publications = Publication.objects.published().filter(
        pk__in=EventPublication.objects.filter(OPEN_SESSION, **of_event).values("publication")
    )
    sessions = Session.objects.shown().filter(**of_event)
    milestones = Milestone.objects.filter(Q(event=event) | Q(project=event.project_id, project__isnull=False))
    links = EventLink.objects.filter(Q(event=event) | Q(other=event))
    shown = {"publication__in": publications.order_by().values("pk")}
    sourced = {
        "event_rows": Event.objects.filter(pk=event.pk),
        "venues": event.event_venues.all(),
        "parties": EventParty.objects.filter(**of_event),
        "objectives": Objective.objects.filter(**of_event),
        "milestones": milestones,
        "attendance": AttendanceFigure.objects.filter(**of_event),
        "sessions": sessions,
        "publications": publications,
        "figures": Figure.objects.filter(Q(event=event) | Q(project=event.project_id, project__isnull=False)),
        "findings": Finding.objects.filter(project=event.project_id),
        "changes": event.changes.all(),
    }
    rows = gather(
        **sourced,
        **source_branches(**sourced),
        titles=event.other_titles.all(),
        days=event.days.all(),
        topics=event.event_topics.all(),
        languages=event.event_languages.all(),
        countries=event.countries.all(),
        links=links,
        events=Event.objects.published()
        .exclude(pk=event.pk)
        .filter(
            Q(pk__in=links.order_by().values("other"))
            | Q(pk__in=links.order_by().values("event"))
            | Q(pk__in=milestones.order_by().values("other_event"))
            | Q(series=event.series_id, series__isnull=False)
            | Q(parent=event)
            | Q(pk=event.parent_id)
        ),
        session_topics=Session.topics.through.objects.filter(session__in=sessions.order_by().values("pk")).order_by(
            "pk"
        ),
        session_roles=SessionRole.objects.filter(session__in=sessions.order_by().values("pk")).annotate(
            level=who.people_level("participant", "session")
        ),
        event_publications=EventPublication.objects.filter(OPEN_SESSION, publication__is_published=True, **of_event),
        pictures=Picture.objects.filter(pk__in=publications.order_by().values("cover")),
        files=PublicationFile.objects.filter(**shown),
        publication_titles=PublicationTitle.objects.filter(**shown),
        partners=ProjectPartner.objects.filter(project=event.project_id),
        reviews=Review.objects.filter(OPEN_SESSION, **of_event).filter(
            Q(commitment__in=Commitment.objects.published().values("pk"))
            | Q(recommendation__in=Recommendation.objects.published().values("pk"))
        ),
        reviewed=Commitment.objects.published().filter(reviews__event=event.pk),
        reviewed_recommendations=Recommendation.objects.published().filter(reviews__event=event.pk),
        listed=Participant.objects.filter(**of_event)
        .annotate(level=exposure.level_in_sql(Surface.LISTED))
        .filter(level=Level.NAMED),
        proceedings=Proceedings.objects.filter(**of_event),
        editions=Edition.objects.in_force().filter(proceedings__event=event.pk),
        **outcomes.recommendation_branches(Recommendation.objects.published().filter(**of_event)),
    )
    lists = vars(rows)
    connect(rows.publications, rows.pictures)
    found = who.look_up(*lists.values(), seats={seat.pk for seat in rows.listed})
    rows.numbers = {}
    number_sources({name: lists[name] for name in sourced}, lists, rows.numbers)
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
