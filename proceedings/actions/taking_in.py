"""A Word file is taken in: read, looked at on one page, and accepted as a whole or thrown away."""

import hashlib
import re
from datetime import timedelta
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..access import may
from ..documents.cleaning import clean_html
from ..documents.pictures import picture_url
from ..documents.word import people, pictures
from ..documents.word.archive import NotAWordFile
from ..documents.word.outline import IMAGE
from ..models import (
    Commitment,
    CommitmentParty,
    Deadline,
    Event,
    Language,
    Objective,
    Organisation,
    OrganisationClass,
    Photo,
    Picture,
    Proceedings,
    Recommendation,
    RecommendationParty,
    Section,
    Session,
    WordFile,
)
from ..parties import named
from ..spreadsheets.zawgyi import is_zawgyi, to_unicode
from . import NotPossible
from .numbering import next_reference
from .proposing import Read, propose
from .storing import picture_stored
from .word_review import Review, deadline_of

# How long a file may wait for a decision. It may name people, so it is not kept for a rainy day.
MAY_WAIT = timedelta(days=14)


def may_take_in(user, event):
    """True when a user may bring a Word file into the outcomes of an event."""
    proceedings = Proceedings.objects.filter(event=event).first()
    writes = (
        may(user, "proceedings.change_proceedings", proceedings)
        if proceedings
        else may(user, "proceedings.add_proceedings", event)
    )
    return writes and may(user, "proceedings.add_section", event)


def waiting_pictures():
    """Where the pictures of a file wait: apart from what the site serves."""
    return storages["import_export"]


def take_in(event, file, *, by):
    """Read a Word file for an event, and keep what it proposes.

    file   an UploadedFile

    Returns a WordFile that waits. Raises PermissionDenied, or NotPossible with a sentence; then nothing is kept.
    """
    if not may_take_in(by, event):
        raise PermissionDenied
    throw_away_old()
    try:
        read = Read(file)
        proposal = propose(event, read, by=by)
    except NotAWordFile as sentence:
        raise NotPossible(str(sentence)) from None
    # Reading takes seconds, so nothing is locked before this.
    storage = waiting_pictures()
    for number, one in read.pictures.items():
        proposal["pictures"][str(number)]["file"] = storage.save(pictures.waiting_name(), one["content"])
    return WordFile.objects.create(event=event, by=by, called=PurePath(file.name or "").name[:200], proposal=proposal)


def _locked(word_file, by):
    """The row of a file that waits, locked. Raises PermissionDenied, NotPossible."""
    if not may_take_in(by, word_file.event):
        raise PermissionDenied
    row = WordFile.objects.select_for_update(of=["self"]).select_related("event").get(pk=word_file.pk)
    if row.state != WordFile.State.WAITING:
        raise NotPossible(
            _("This file was accepted already.")
            if row.state == WordFile.State.ACCEPTED
            else _("This file was thrown away already.")
        )
    return row


@transaction.atomic
def note(word_file, proposal, *, by):
    """Keep what somebody changed in a proposal. Raises PermissionDenied, NotPossible."""
    row = _locked(word_file, by)
    row.proposal = proposal
    row.save(update_fields=["proposal"])
    word_file.proposal = proposal


def _decide(row, state, by, proposal):
    _remove_pictures(row)
    row.state, row.decided_by, row.decided_at, row.proposal = state, by, timezone.now(), proposal
    # People write names into the names of files.
    row.called = ""
    row.save()


def _remove_pictures(row):
    names = [one["file"] for one in row.proposal.get("pictures", {}).values() if one.get("file")]
    transaction.on_commit(lambda: [waiting_pictures().delete(name) for name in names], robust=True)


@transaction.atomic
def throw_away(word_file, *, by):
    """Throw a file away. Nothing of it is kept. Raises PermissionDenied, NotPossible."""
    _decide(_locked(word_file, by), WordFile.State.THROWN_AWAY, by, {})


def throw_away_old():
    """Delete files that nobody decided about for long. Returns how many."""
    old = WordFile.objects.filter(state=WordFile.State.WAITING, added_at__lt=timezone.now() - MAY_WAIT)
    for row in old:
        _remove_pictures(row)
        row.delete()
    return len(old)


def standing(event):
    """What the proceedings of an event are made of now, as a text that differs as soon as anybody changes them."""
    rows = Section.objects.filter(proceedings__event=event).values_list("pk", "position", "level", "heading", "body")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:32]


def accept(word_file, *, by, existing="", seen=""):
    """Make draft proceedings and outcomes of what a file proposes: all that is ticked, or nothing.

    existing   where the proceedings have sections: “after” to put these behind them, “replace” to put them in their
               place (the history keeps those)
    seen       `standing` of the event when the page was made; somebody may have written since

    Returns the Proceedings. Raises PermissionDenied, or NotPossible with what is to be decided first.
    """
    try:
        with transaction.atomic():
            return _accept(word_file, by, existing, seen)
    except IntegrityError:
        # References are given out for the whole site, and somebody was quicker with the next one.
        raise NotPossible(
            _("Somebody made a commitment at the same moment. Nothing was saved: accept it again.")
        ) from None


def _accept(word_file, by, existing, seen):
    row = _locked(word_file, by)
    event = Event.objects.select_for_update().get(pk=row.event_id)
    proposal = row.proposal
    review = Review(row, by)
    if problems := review.problems():
        raise NotPossible("\n".join(problems))
    if review.existing and existing not in {"after", "replace"}:
        raise NotPossible(
            _("The proceedings have sections already. Say whether these come after them or replace them.")
        )
    if review.existing and seen and seen != standing(event):
        raise NotPossible(
            _("Somebody changed the proceedings since you opened this page. Look at it again, then accept.")
        )
    return _Making(row, event, by, review, existing).all(proposal)


class _Making:
    """The rows that a proposal becomes."""

    def __init__(self, row, event, by, review, existing):
        self.row, self.event, self.by, self.review, self.existing = row, event, by, review, existing
        self.reason = f"Word file {row.pk}"
        self.made = {}
        self.mentions = review.accepted_mentions()
        self.proposal = row.proposal

    def save(self, instance):
        instance._history_user, instance._change_reason = self.by, self.reason
        instance.save()
        return instance

    def all(self, proposal):
        proceedings = self._proceedings()
        tags = self._pictures(proceedings)
        sections = self._sections(proceedings, tags)
        objectives = self._objectives()
        recommendations = self._recommendations(sections)
        commitments = self._commitments(sections)
        counts = {
            "sections": len(sections),
            "objectives": objectives,
            "recommendations": recommendations,
            "commitments": commitments,
        }
        _decide(self.row, WordFile.State.ACCEPTED, self.by, {"counts": counts})
        return proceedings

    def _proceedings(self):
        proceedings = Proceedings.objects.select_for_update().filter(event=self.event).first()
        if proceedings is None:
            proceedings = Proceedings(
                event=self.event,
                title=self.proposal["title"],
                language=Language.objects.get(pk=self.proposal["language"]),
                note=self.proposal["note"],
            )
            return self.save(proceedings)
        if self.proposal["note"] and not proceedings.note:
            proceedings.note = self.proposal["note"]
            self.save(proceedings)
        return proceedings

    # Pictures

    def _pictures(self, proceedings):
        """Store the pictures that stay. Returns {number: <img>}."""
        used = {
            number
            for one in self.proposal["sections"]
            if one["in"]
            for number in IMAGE.findall(one["body"])
        }  # fmt: skip
        tags, storage = {}, waiting_pictures()
        for number, one in self.proposal["pictures"].items():
            if number not in used or one["choice"] not in {"keep", "people"}:
                continue
            with storage.open(one["file"]) as file:
                content = ContentFile(file.read())
            ending = "png" if content.read(4) == b"\x89PNG" else "jpg"
            content.seek(0)
            picture = Picture(
                alt=one["alt"] or _("Picture %(number)s") % {"number": number},
                width=one["width"],
                height=one["height"],
            )
            picture.file.save(f"whole.{ending}", content, save=False)
            self.save(picture)
            proceedings.pictures.add(picture)
            if one["choice"] == "people":
                # Nobody has noted yet who is in it: until then, and until all of them agree, no visitor sees it.
                self.save(Photo(event=self.event, picture=picture))
            picture_stored(picture)
            alt = one["alt"].replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
            tags[number] = (
                f'<img src="{picture_url(picture)}" alt="{alt}" width="{one["width"]}" height="{one["height"]}">'
            )
        return tags

    # Sections

    def body(self, body, tags):
        body = IMAGE.sub(lambda found: tags.get(found[1], ""), body)
        if self.proposal.get("zawgyi"):
            body = in_unicode(body)
        return people.replaced(clean_html(body), self.mentions)

    def _sections(self, proceedings, tags):
        """Make the sections. Returns {index in the proposal: Section}."""
        position = 0
        for section in proceedings.sections.all():
            if self.existing == "replace":
                section._history_user, section._change_reason = self.by, self.reason
                section.delete()
            else:
                position = max(position, section.position)
        sections = {}
        of_event = {session.pk: session for session in Session.objects.filter(event=self.event)}
        for index, one in enumerate(self.proposal["sections"]):
            if one["in"]:
                position += 1
                sections[index] = self.save(
                    Section(
                        proceedings=proceedings,
                        position=position,
                        level=one["level"],
                        heading=self.words(one["heading"]),
                        session=of_event.get(one["session"]),
                        body=self.body(one["body"], tags),
                    )
                )
        return sections

    def words(self, text):
        """Plain words in Unicode, where somebody agreed that they were typed in Zawgyi."""
        return to_unicode(text) if self.proposal.get("zawgyi") and is_zawgyi(text) else text

    # Outcomes

    def _objectives(self):
        chosen = [one for one in self.proposal["objectives"] if one["in"]]
        if self.event.objectives.exists():
            return 0
        for number, one in enumerate(chosen, start=1):
            self.save(Objective(event=self.event, number=number, text=self.words(one["text"])))
        return len(chosen)

    def party(self, one):
        """The fields of a party row, or None where the words stay words."""
        kind, _colon, pk = one["choice"].partition(":")
        words = " ".join(self.words(one["words"]).split())
        as_written = words[:500]
        if kind == "organisation":
            row = Organisation.objects.filter(pk=pk).first()
            return {"organisation": row, "as_written": "" if row and row.name == words else as_written} if row else None
        if kind == "class":
            row = OrganisationClass.objects.filter(pk=pk).first()
            same = row and row.name == words
            return {"organisation_class": row, "as_written": "" if same else as_written} if row else None
        if kind == "seat":
            seat = self.event.participants.filter(pk=pk).first()
            # As a mention: the name is not kept beside it.
            return {"participant": seat, "as_written": ""} if seat else None
        if kind == "new":
            return {"organisation": self._new(Organisation, words), "as_written": ""}
        if kind == "new-class":
            return {"organisation_class": self._new(OrganisationClass, words), "as_written": ""}
        return None

    def _new(self, model, words):
        name = words[:300]
        if (model, name.casefold()) not in self.made:
            fields = {"country": named(name)[1]} if model is Organisation else {}
            row = model.objects.filter(name__iexact=name).first() or self.save(
                model(name=name, slug=free_slug(model, name), **fields)
            )
            self.made[model, name.casefold()] = row
        return self.made[model, name.casefold()]

    def _parties(self, model, owner, parties, role):
        """Save the parties of an outcome, each once. Returns the words of those that stay words."""
        there, only_words = set(), []
        for position, one in enumerate(parties):
            fields = self.party(one)
            if fields is None:
                only_words.append(self.words(one["words"]))
                continue
            key = tuple((name, row.pk) for name, row in fields.items() if name != "as_written")
            if key not in there:
                there.add(key)
                self.save(model(**owner, role=role, position=position, **fields))
        return only_words

    def _recommendations(self, sections):
        position = max([0, *self.event.recommendations.values_list("position", flat=True)])
        number = 0
        for index, one in enumerate(self.proposal["recommendations"]):
            if not one["in"] or self.review.same_recommendation(index):
                continue
            number += 1
            section = sections.get(one["section"])
            row = Recommendation(
                event=self.event,
                block=one["block"],
                number=self.review.number_of(index),
                position=position + number,
                text=self.words(one["text"]),
                session=section.session if section else None,
            )
            self.save(row)
            role = RecommendationParty.Role.ADDRESSEE
            words = self._parties(RecommendationParty, {"recommendation": row}, one["to"], role)
            if words:
                row.note = _("Addressed, in the words of the file, to: %(words)s") % {"words": "; ".join(words)}
                self.save(row)
        return number

    def _commitments(self, sections):
        number, free = 0, next_reference()
        for index, one in enumerate(self.proposal["commitments"]):
            if not one["in"] or self.review.same_commitment(index):
                continue
            section = sections.get(one["section"])
            # A row of a table is its own sentence.
            said = one["sentence"] or one["text"]
            ref = f"C{free + number}"
            row = Commitment(
                ref=ref,
                event=self.event,
                session=section.session if section else None,
                text=self.words(one["text"]),
                section=section,
                # It cannot hold mentions, so a sentence that names somebody is left to its section.
                sentence=self.words(said) if section and not self.review.names_in(said) else "",
                provenance=Commitment.Provenance.HEARD,
                is_joint=len(one["who"]) > 1,
                note=_("%(own)s in the file.") % {"own": one["own"]} if one["own"] not in {"", ref} else "",
            )
            number += 1
            self.save(row)
            makers = [one for one in one["who"] if one["words"].strip()]
            words = self._parties(CommitmentParty, {"commitment": row}, makers, CommitmentParty.Role.LEAD)
            if words:
                said = _("Made, in the words of the file, by: %(words)s") % {"words": "; ".join(words)}
                row.note = "\n".join(filter(None, [row.note, said]))
                self.save(row)
            self.save(Deadline(commitment=row, number=1, **deadline_of(one, self.event)))
        return number


def free_slug(model, name):
    base = slugify(name)[:100].strip("-") or ("organisation" if model is Organisation else "organisations")
    slug, number = base, 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def in_unicode(body):
    """HTML in which what was typed in Zawgyi is Unicode; tags stay."""
    return re.sub(r">([^<]+)<", lambda found: f">{to_unicode(found[1]) if is_zawgyi(found[1]) else found[1]}<", body)
