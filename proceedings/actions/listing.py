"""A list of commitments goes in: all of it as drafts, or nothing. What is here already is left as it is."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..access import may, scoped
from ..models import Commitment, CommitmentParty, Deadline, Event, Organisation, OrganisationClass, Topic
from ..parties import Parties, named, sure
from ..spreadsheets.commitments import understand
from ..spreadsheets.countries import plain
from . import NotPossible
from .numbering import after, given_references

NEW, HERE, PROBLEM, OUT = "new", "here", "problem", "out"
# What somebody may decide on words that name a party: one of those found, a new organisation, or nobody.
MAKE, NOBODY = "new", "out"


@dataclass
class Reviewed:
    """A row of a list beside what is known: what it comes to, and in which words it differs from what is here.

    row       the Listed row
    status    new, here, problem or out
    same      the Commitment that is here already
    parties   [(role, words, what somebody decided or was certain, [Found, …]), …]
    """

    row: object
    status: str = NEW
    event: Event = None
    same: Commitment = None
    parties: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)


class CommitmentList:
    """A list beside the database: reviewed as often as somebody looks, and saved once.

    event     the Event of rows that name none
    columns, rows   what spreadsheets.commitments.find_rows found
    decided   {words of a party: Found.key, “new” or “out”}
    left_out  numbers of rows that stay outside
    """

    def __init__(self, event, user, columns, rows, *, decided=None, left_out=()):
        self.event, self.user = event, user
        self.decided, self.left_out = decided or {}, set(left_out)
        self.known = Parties()
        self.listed = understand(columns, rows, on=event.end_date or event.start_date)
        self.reviews = self._review()

    # Looking

    def _review(self):
        visible = scoped(Event.objects.all(), self.user, "proceedings.add_commitment")
        events = {}
        for row in visible.filter(
            Q(title__in={r.event for r in self.listed}) | Q(slug__in={r.event for r in self.listed})
        ):
            for name in {row.title, row.slug}:
                events.setdefault(plain(name), []).append(row)
        refs = {row.ref.casefold() for row in self.listed if row.ref}
        known = Commitment.objects.annotate(lower=Lower("ref")).filter(lower__in=refs).select_related("event")
        here = {row.ref.casefold(): row for row in known}
        used = {ref.casefold() for ref in Commitment.history.values_list("ref", flat=True).distinct()}
        texts = {}
        for row in scoped(Commitment.objects.all(), self.user, "proceedings.view_commitment").select_related("event"):
            texts.setdefault((row.event_id, plain(row.text)), row)
        topics = {plain(name): pk for pk, *names in Topic.objects.values_list("pk", "name", "slug") for name in names}
        seen, reviews = {}, []
        for row in self.listed:
            review = Reviewed(row, problems=list(row.problems), notes=list(row.notes))
            reviews.append(review)
            self._place(review, events)
            if row.number in self.left_out:
                review.status = OUT
                continue
            self._compare(review, here, used, texts, seen)
            if review.status == HERE:
                continue
            for name in filter(None, (part.strip() for part in re.split(r"[;,]", row.topics))):
                if (pk := topics.get(plain(name))) is not None:
                    review.topics.append(pk)
                else:
                    review.notes.append(_("The topic “%(name)s” is not known; it is left out.") % {"name": name})
            for role, words in row.parties.items():
                for piece, found in self.known.read(words):
                    review.parties.append((role, piece, self._decision(piece, found), found))
            if review.problems:
                review.status = PROBLEM
        return reviews

    def _place(self, review, events):
        """Say at which event the promise was made."""
        written = review.row.event
        found = events.get(plain(written), []) if written else [self.event]
        if not found and plain(written) in {plain(self.event.title), plain(str(self.event))}:
            found = [self.event]
        if len(found) > 1:
            found = [event for event in found if event == self.event] or found
        if len(found) == 1:
            review.event = found[0]
        else:
            review.problems.append(
                _("The event “%(name)s” is not one you work on. Leave the row out, or empty the cell for %(event)s.")
                % {"name": written[:80], "event": self.event}
            )

    def _compare(self, review, here, used, texts, seen):
        """Is it here already, by its reference or word for word?"""
        row, ref = review.row, review.row.ref.casefold()
        same = here.get(ref) if ref else texts.get((review.event.pk if review.event else None, plain(row.text)))
        if same and not may(self.user, "proceedings.view_commitment", same):
            review.problems.append(_("The reference %(ref)s is taken.") % {"ref": row.ref})
        elif same:
            review.same, review.status, review.problems = same, HERE, []
            if row.text and plain(row.text) != plain(same.text):
                sentence = _("Its text differs from what is here. Nothing is changed: %(ref)s has a form for that.")
                review.notes.append(sentence % {"ref": same.ref})
        elif ref and ref in used:
            review.problems.append(_("%(ref)s was used before, and is not given a second time.") % {"ref": row.ref})
        key = ref or (review.event and review.event.pk, plain(row.text))
        if key in seen and review.status != HERE and (ref or row.text):
            review.problems.append(_("The same as row %(number)s.") % {"number": seen[key]})
        seen.setdefault(key, row.number)

    def _decision(self, piece, found):
        if (said := self.decided.get(piece)) is not None and (said in (MAKE, NOBODY) or self.known.get(said)):
            return said
        return sure(found)

    @property
    def to_decide(self):
        """Words that name a party and are not certain, each once: {words: (decision, [Found, …], [row number, …])}."""
        asked = {}
        for review in self.reviews:
            for _role, piece, decision, found in review.parties if review.status in (NEW, PROBLEM) else ():
                if not sure(found):
                    asked.setdefault(piece, (decision, found, []))[2].append(review.row.number)
        return asked

    @property
    def obstacles(self):
        """What keeps the list outside, in sentences."""
        stop = []
        if any(review.status == PROBLEM for review in self.reviews):
            stop.append(_("Some rows cannot go in. Mend them in the file and choose it again, or leave them out."))
        if any(not decision for decision, _found, _rows in self.to_decide.values()):
            stop.append(_("Say for each name below who is meant."))
        if not any(review.status == NEW for review in self.reviews):
            stop.append(_("There is nothing new in this list: everything is here already, or left out."))
        return stop

    # Saving

    def bring_in(self, called):
        """Save all new rows as drafts. Returns the new Commitments. Raises PermissionDenied, NotPossible."""
        if self.obstacles:
            raise NotPossible("\n".join(self.obstacles))
        new = [review for review in self.reviews if review.status == NEW]
        made, reason = {}, f"Import: {called}"[:100]
        rows = []
        # Read once: each row of the list takes the one after.
        given = given_references()
        for review in new:
            if not may(self.user, "proceedings.add_commitment", review.event):
                raise PermissionDenied
            row = Commitment(ref=review.row.ref or f"C{after(given)}", event=review.event, text=review.row.text)
            row.note = review.row.note
            for name in ("nature", "provenance"):
                if value := getattr(review.row, name):
                    setattr(row, name, value)
            row.is_joint = sum(role in CommitmentParty.MAKERS for role, *_rest in review.parties) > 1
            given.add(row.ref)
            row._change_reason = reason
            row.save()
            row.topics.set(review.topics)
            self._save_parties(row, review, made)
            for number, reading in enumerate(review.row.deadlines, 1):
                Deadline.objects.create(commitment=row, number=number, **reading.fields)
            rows.append(row)
        return rows

    def _save_parties(self, row, review, made):
        held = set()
        for position, (role, piece, decision, _found) in enumerate(review.parties, 1):
            if decision == NOBODY:
                continue
            party = self._new_organisation(piece, made) if decision == MAKE else self.known.get(decision)
            if (role, party) in held:
                continue
            held.add((role, party))
            kind = "organisation_class" if isinstance(party, OrganisationClass) else "organisation"
            words = "" if piece == str(party) or piece == self.known.written(party) else piece[:500]
            CommitmentParty.objects.create(
                commitment=row, role=role, position=position, as_written=words, **{kind: party}
            )

    def _new_organisation(self, piece, made):
        """An organisation nobody knew, without a public page until somebody gives it one."""
        if piece not in made:
            if not may(self.user, "proceedings.add_organisation", Organisation()):
                raise PermissionDenied
            base = slug = slugify(piece)[:100].strip("-") or "organisation"
            number = 1
            while Organisation.objects.filter(slug=slug).exists():
                number += 1
                slug = f"{base}-{number}"
            made[piece] = Organisation.objects.create(name=piece[:300], slug=slug, country=named(piece)[1])
        return made[piece]


@transaction.atomic
def bring_in_commitments(event, *, by, columns, rows, called, decided, left_out):
    """Save a list of commitments that somebody has looked at: all that is new in it as drafts, or nothing.

    Returns the new Commitments. Raises PermissionDenied; NotPossible with what stands in the way.
    """
    if not may(by, "proceedings.add_commitment", event):
        raise PermissionDenied
    # The row is the lock: of two who bring in the same list, the second finds it here.
    event = Event.objects.select_for_update().get(pk=event.pk)
    return CommitmentList(event, by, columns, rows, decided=decided, left_out=left_out).bring_in(called)
