"""What a rapporteur does during a session: note who said what, mend it, and hand it on to the proceedings.

A phone in a meeting room loses its line. So each note has a `uid` that the page gave it, and one that is sent twice is
noted once.
"""

import html
import re
import uuid

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from .. import exposure
from ..access import may
from ..documents.cleaning import to_html
from ..exposure import Level
from ..models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Event,
    Note,
    Proceedings,
    Recommendation,
    RecommendationParty,
    Section,
    Session,
    Surface,
)
from ..models.fields import clean_text
from . import NotPossible
from .numbering import next_number, next_reference

# Longer than anybody says in one go; what is longer was pasted, and belongs into the proceedings.
MOST_LETTERS = 5_000
# How often a reference is tried that others may take at the same moment.
ATTEMPTS = 5


@transaction.atomic
def note(session, *, by, text, seat=None, kind=Note.Kind.SAID, attribution="", uid=None):
    """Write down what somebody said.

    seat          the Participant who said it, or None for somebody
    kind          a Note.Kind; a recommendation or commitment becomes a draft at once
    attribution   an Attribution the speaker asked for, or "" for the rule of the session
    uid           the UUID the page gave the note

    Returns the Note, the first one if it was sent before. Raises PermissionDenied, or NotPossible.
    """
    if not may(by, "proceedings.add_note", session):
        raise PermissionDenied
    # The session is the lock: of the same note sent twice at once, the second waits and finds the first.
    session = Session.objects.select_for_update(of=["self"]).select_related("event").get(pk=session.pk)
    uid = uid or uuid.uuid4()
    if there := Note.objects.filter(uid=uid).first():
        if there.session_id != session.pk or there.by_id != by.pk:
            raise NotPossible("Something else was noted under that number. Open the page again, and send it once more.")
        return there
    _check(session, seat, text, attribution)
    made = Note.objects.create(
        uid=uid, session=session, seat=seat, text=clean_text(text), attribution=attribution, by=by
    )
    return mark(made, kind, by=by) if kind != Note.Kind.SAID else made


@transaction.atomic
def correct(noted, *, by, text, seat=None, attribution=""):
    """Mend a note. A draft that was made of it follows, as long as nobody has worked on that.

    Returns the Note. Raises PermissionDenied, or NotPossible.
    """
    noted = _locked(noted, by)
    _check(noted.session, seat, text, attribution)
    before, noted.text, noted.seat, noted.attribution = noted.text, clean_text(text), seat, attribution
    noted.save()
    for draft in (noted.recommendation, noted.commitment):
        if draft and draft.state == draft._meta.get_field("state").default and draft.text == before:
            draft.text = noted.text
            if isinstance(draft, Commitment) and draft.sentence == before:
                draft.sentence = noted.text
            draft.save()
    return noted


@transaction.atomic
def strike(noted, *, by):
    """Strike a note out: it stays to be read, and goes nowhere. Raises PermissionDenied, or NotPossible."""
    noted = _locked(noted, by)
    if noted.struck_at:
        raise NotPossible("That note was struck out before.")
    noted.struck_at, noted.struck_by = timezone.now(), by
    noted.save()
    return noted


@transaction.atomic
def put_back(noted, *, by):
    """Let a note count again that was struck out. Raises PermissionDenied, or NotPossible."""
    noted = _locked(noted, by)
    if not noted.struck_at:
        raise NotPossible("That note counts already.")
    noted.struck_at = noted.struck_by = None
    noted.save()
    return noted


@transaction.atomic
def mark(noted, kind, *, by):
    """Say that a note is a recommendation or a commitment. It becomes a draft, for others to look at.

    Who made it is filled in as far as the rule it was said under lets that be known outside, and as the one who notes
    may know it: the organisation, else the seat, which prints as `exposure` says; else nobody.

    Returns the Note. Raises PermissionDenied, or NotPossible.
    """
    noted = _locked(noted, by)
    if kind not in (Note.Kind.RECOMMENDATION, Note.Kind.COMMITMENT):
        raise NotPossible("Say whether it is a recommendation or a commitment.")
    if noted.struck_at:
        raise NotPossible("That note was struck out. Put it back first.")
    event = Event.objects.select_for_update(of=["self"]).get(pk=noted.session.event_id)
    if not may(by, f"proceedings.add_{kind}", event):
        raise PermissionDenied
    if getattr(noted, f"{kind}_id"):
        raise NotPossible(f"A {kind} was made of that note before.")
    if kind == Note.Kind.RECOMMENDATION:
        draft = Recommendation.objects.create(
            event=event, session=noted.session, text=noted.text, number=next_number(event)
        )
        party, role = RecommendationParty(recommendation=draft), RecommendationParty.Role.MADE_BY
    else:
        draft = _new_commitment(noted)
        party, role = CommitmentParty(commitment=draft), CommitmentParty.Role.LEAD
    party.role = role
    party.organisation, party.participant = _who(noted, by)
    if party.organisation or party.participant:
        party.save()
    noted.kind = kind
    setattr(noted, kind, draft)
    noted.save()
    return noted


@transaction.atomic
def take_over(session, *, by):
    """Put the notes of a session into the proceedings, in order, each as a paragraph; those that are in already, not.

    They go to the end of the first part that tells of the session, or make a new one. People stand there as mentions.
    What was said under a stricter rule than the session's stands there without anybody; what is closed, not at all.

    Returns (the Section, how many notes). Raises PermissionDenied, or NotPossible.
    """
    if not (may(by, "proceedings.change_note", session) and may(by, "proceedings.change_section", session)):
        raise PermissionDenied
    session = Session.objects.select_for_update(of=["self"]).select_related("event").get(pk=session.pk)
    if session.attribution == Attribution.CLOSED:
        raise NotPossible("Nothing of a closed session goes into the proceedings.")
    proceedings = Proceedings.objects.select_for_update(of=["self"]).filter(event=session.event_id).first()
    if proceedings is None:
        raise NotPossible(
            "There are no proceedings of this event yet. Begin them first: they need a title and a language."
        )
    noted = Note.objects.select_for_update(of=["self"]).select_related("session")
    noted = [
        one for one in noted.filter(session=session, section=None, struck_at=None) if one.rule != Attribution.CLOSED
    ]
    if not noted:
        raise NotPossible("There is no note that is not in the proceedings already.")
    section = proceedings.sections.select_for_update().filter(session=session).first()
    if section is None:
        last = proceedings.sections.aggregate(last=Max("position"))["last"]
        section = Section(
            proceedings=proceedings,
            session=session,
            heading=session.title[:300],
            position=0 if last is None else last + 1,
        )
    paragraphs = "".join(_paragraphs(one) for one in noted)
    section.body = to_html(section.body) + paragraphs
    section.save()
    for one in noted:
        one.section = section
        one.save()
    return section, len(noted)


def _locked(noted, by):
    if not may(by, "proceedings.change_note", noted):
        raise PermissionDenied
    return (
        Note.objects.select_for_update(of=["self"])
        .select_related("session__event", "recommendation", "commitment")
        .get(pk=noted.pk)
    )


def _check(session, seat, text, attribution):
    if not clean_text(text):
        raise NotPossible("Write what was said.")
    if len(text) > MOST_LETTERS:
        raise NotPossible(f"A note has at most {MOST_LETTERS:,} letters. Write the rest into a second one.")
    if seat is not None and seat.event_id != session.event_id:
        raise NotPossible("Choose a participant of the same event.")
    if attribution and attribution not in Attribution.values:
        raise NotPossible("Choose one of the rules.")


def _who(noted, by):
    """(organisation, participant) of who made what a note says: at most one of them, both None where it must not be."""
    seat, rule = noted.seat, noted.rule
    if seat is None or rule in exposure.UNSPEAKABLE:
        return None, None
    may_be_told = rule == Attribution.ON_RECORD and not (seat.person_id and seat.person.is_protected)
    known = exposure.level(seat, Surface.NAMED, viewer=by, attribution=rule) == Level.NAMED
    if seat.organisation_id and may_be_told and known:
        return seat.organisation, None
    return None, seat


def _new_commitment(noted):
    """A draft under a reference of its own, also where colleagues of another event take the next one at that moment."""
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return Commitment.objects.create(
                    event=noted.session.event,
                    session=noted.session,
                    text=noted.text,
                    sentence=noted.text,
                    ref=f"C{next_reference()}",
                    provenance=Commitment.Provenance.HEARD,
                )
        except IntegrityError:
            continue
    raise NotPossible("Others note commitments at this moment. Send it again.")


def _paragraphs(noted):
    """A note as it goes into the proceedings: clean HTML."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", noted.text.replace("\r\n", "\n")) if part.strip()]
    parts = [html.escape(part, quote=False).replace("\n", "<br>") for part in parts]
    # A mention prints by the rule of the session. Where the speaker asked for more, nobody is mentioned.
    if noted.seat_id and noted.rule == noted.session.attribution:
        parts[0] = f"@[{noted.seat_id}]: {parts[0]}"
    return "".join(f"<p>{part}</p>" for part in parts)
