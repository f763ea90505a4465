"""A draft as it stood at one moment: kept with its submission, compared by its fingerprint, and read again later."""

import copy
import json
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType

from ..models import Attribution, Proceedings, Section, Session, Translation

# From open to closed, so that of two rules the one that shows less holds.
STRICTNESS = [None, "", *Attribution.values]


def snapshot(proceedings):
    """All that would be printed of proceedings if they were published now, as data for JSON. People are marks in it."""
    sections = list(proceedings.sections.select_related("session"))
    return {
        "title": proceedings.title,
        "note": proceedings.note,
        "language": proceedings.language.code,
        "sections": [
            {
                "uid": str(section.uid),
                "heading": section.heading,
                "level": section.level,
                "body": section.body,
                "session": str(section.session.uid) if section.session else None,
                "attribution": section.session.attribution if section.session else None,
            }
            for section in sections
        ],
        "translations": _translations(proceedings, sections),
    }


def _translations(proceedings, sections):
    uids = {section.pk: str(section.uid) for section in sections}
    types = ContentType.objects.get_for_models(Proceedings, Section)
    rows = Translation.objects.shown().filter(content_type=types[Proceedings], object_id=proceedings.pk)
    rows |= Translation.objects.shown().filter(content_type=types[Section], object_id__in=list(uids))
    found = [
        [
            uids[row.object_id] if row.content_type_id == types[Section].pk else "",
            row.field,
            row.language.code,
            row.status,
            row.text,
        ]
        for row in rows.select_related("language")
    ]
    return sorted(found)


def fingerprint(draft):
    """A mark of a draft, as `snapshot` gives it: the same for the same draft, another for any other."""
    return sha256(json.dumps(draft, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def as_it_stood(proceedings, draft):
    """The draft of a `snapshot`, to be built as it would be published: (proceedings, sections), none of them saved.

    Sections keep to the rule of their session of then or of today, whichever shows less; also where it is gone.
    """
    then = copy.copy(proceedings)
    then.title, then.note = draft["title"], draft["note"]
    sessions = {str(session.uid): session for session in proceedings.event.sessions.all()}
    known = {str(section.uid): section.pk for section in proceedings.sections.all()}
    sections = []
    for kept in draft["sections"]:
        session = sessions.get(kept["session"])
        if kept["session"]:
            session = copy.copy(session) if session else Session(event=proceedings.event)
            rules = [kept["attribution"], session.attribution] if session.pk else [kept["attribution"]]
            session.attribution = max(rules, key=STRICTNESS.index)
        section = Section(
            pk=known.get(kept["uid"]),
            uid=kept["uid"],
            proceedings=then,
            heading=kept["heading"],
            level=kept["level"],
            body=kept["body"],
        )
        # A session that is gone has no number, and would be refused; its rule must hold all the same. The number comes
        # first: to set it forgets the session.
        section.session_id = session.pk if session else None
        section._state.fields_cache["session"] = session
        sections.append(section)
    return then, sections
