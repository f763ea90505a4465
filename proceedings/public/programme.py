"""The programme of an event, as its page prints it."""

from .. import telling
from ..documents.attendance import hours, people_of
from ..documents.words import joined
from ..models import Attribution
from .gather import by


def programme(rows, crowds):
    """The sessions by day: [(day or None, [session, …]), …], each session with its people as they may be printed.

    crowds   {attribution: crowd} for the rules of the sessions
    """
    topic_rows = by("session_id", rows.session_topics)
    roles = by("session_id", rows.session_roles)
    speeches = by("session_id", rows.event_publications)
    publications = {publication.pk: publication for publication in rows.publications}
    together = at_once(rows.sessions)
    for session in rows.sessions:
        session.shown_topics = [row.topic for row in topic_rows.get(session.pk, [])]
        session.people = people_of(roles.get(session.pk, []), crowds.get(session.attribution, {}))
        session.papers = [
            publications[row.publication_id]
            for row in speeches.get(session.pk, [])
            if row.publication_id in publications
        ]
        session.beside = joined(
            f"“{telling.words(other, 'title')}”"
            for other in rows.sessions
            if other is not session and other.pk in together[session.pk]
        )
        session.hours = hours(session.starts_at, session.ends_at)
        # A recording names whoever speaks in it.
        session.shown_recording = session.recording_url if session.attribution == Attribution.ON_RECORD else ""
    return list(by("day", rows.sessions).items())


def at_once(sessions):
    """Which sessions are held at the same time: {number: numbers of these and of itself}.

    Who is parallel to the same one is parallel to each other, whichever of them says so.
    """
    groups = {session.pk: {session.pk} for session in sessions}
    for session in sessions:
        if other := session.parallel_to_id:
            group = groups[session.pk] | groups.get(other, {other})
            groups.update(dict.fromkeys(group, group))
    return groups
