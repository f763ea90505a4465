"""A draft is submitted, looked at by somebody else, sent back or taken back; and words in it are settled before.

All verbs lock the proceedings first and then the submission, so that two people take turns.
"""

import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may
from ..documents.checking import check
from ..documents.drafts import fingerprint, snapshot
from ..documents.folding import Folded
from ..documents.gate import hits
from ..documents.rendering import Page, Part
from ..documents.typed_names import Traces, with_mentions
from ..models import Link, NotMeant, Proceedings, Section, Submission
from . import NotPossible, links

State = Submission.State


def lock(proceedings):
    """The row of proceedings, locked: of two who do something with them at once, the second waits."""
    rows = Proceedings.objects.select_for_update(of=["self"]).select_related("event", "language")
    return rows.get(pk=proceedings.pk)


def lock_submission(submission, *states):
    """The row of a submission, locked after its proceedings. Raises NotPossible where it is in none of these states."""
    proceedings = lock(submission.proceedings)
    row = Submission.objects.select_for_update(of=["self"]).select_related("by", "asked_by").get(pk=submission.pk)
    row.proceedings = proceedings
    if row.state not in states:
        raise NotPossible(
            _("That is not possible any more. This is how it stands: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def may_decide(user, submission):
    """True for who may publish what was submitted, or send it back: a publisher, and not its submitter."""
    return user.pk != submission.by_id and may(user, "proceedings.publish_proceedings", submission)


def one_line(text, most=500):
    text = " ".join(text.split())
    if len(text) > most:
        raise NotPossible(_("Say it in %(number)s characters.") % {"number": most})
    return text


def name_nobody(text, event):
    """Raise NotPossible where somebody at the event is named in words that others read and that hold no mentions."""
    if named := hits(Page(parts=[Part("", text)]), event):
        raise NotPossible(
            _("“%(word)s” is the name of somebody at the event, or like one. Say it without.") % {"word": named[0].word}
        )


@transaction.atomic
def submit(proceedings, *, by, change_note):
    """Ask for the draft as it stands to be published. What waits already is replaced, if the draft has changed since.

    by            the user who submits
    change_note   one line on what changed since the last edition, which readers see

    Returns the Submission. Raises PermissionDenied or NotPossible.
    """
    if not may(by, "proceedings.submit_proceedings", proceedings):
        raise PermissionDenied
    proceedings = lock(proceedings)
    if not (change_note := one_line(change_note)):
        raise NotPossible(_("Say in one line what changed; for the first edition: “First edition”."))
    draft = snapshot(proceedings)
    if not draft["sections"]:
        raise NotPossible(_("There is nothing to publish yet: the proceedings have no sections."))
    mark = fingerprint(draft)
    for row in proceedings.submissions.select_for_update().open():
        if row.state == State.SCHEDULED:
            raise NotPossible(_("It is to be published already at a set time. Take that back first."))
        if row.fingerprint == mark and row.change_note == change_note:
            raise NotPossible(_("It waits for a review already, as it stands."))
        _settle(row, State.TAKEN_BACK, by)
    if same := unchanged_since(proceedings, mark):
        raise NotPossible(_("Nothing has changed since edition %(number)s.") % {"number": same.number})
    return Submission.objects.create(
        proceedings=proceedings, by=by, change_note=change_note, draft=draft, fingerprint=mark
    )


def unchanged_since(proceedings, mark):
    """The edition in force, if the same was published as it; else None."""
    last = proceedings.editions.in_force().order_by("-number").select_related("submission").first()
    return last if last and getattr(last, "submission", None) and last.submission.fingerprint == mark else None


def _settle(row, state, by, comment=""):
    row.state, row.decided_by, row.decided_at, row.comment = state, by, timezone.now(), comment
    row.save(update_fields=["state", "decided_by", "decided_at", "comment"])
    end_links(row)
    return row


def end_links(submission):
    """Outsiders who were asked about a submission see it no more: it is decided."""
    links.revoke(Link.objects.filter(fact_check__submission=submission))


@transaction.atomic
def take_back(submission, *, by):
    """Take back what waits or is to be published at a set time. Links to outsiders open nothing any more.

    By its submitter, or by whoever may decide on it. Raises PermissionDenied or NotPossible.
    """
    submits = may(by, "proceedings.submit_proceedings", submission)
    if not submits and not may(by, "proceedings.publish_proceedings", submission):
        raise PermissionDenied
    return _settle(lock_submission(submission, *Submission.OPEN), State.TAKEN_BACK, by)


@transaction.atomic
def send_back(submission, *, by, comment):
    """Send back what was submitted, with words for whoever wrote it. Raises PermissionDenied or NotPossible."""
    if not may_decide(by, submission):
        raise PermissionDenied
    submission = lock_submission(submission, State.WAITING)
    if not (comment := comment.strip()):
        raise NotPossible(_("Say what is to be changed."))
    return _settle(submission, State.SENT_BACK, by, comment[:5000])


@transaction.atomic
def ask_second(submission, *, by, reason):
    """Ask another publisher to sign as well: to publish what one submitted oneself, or over a name that was found.

    by   a publisher: the submitter, or somebody else over a hit

    Raises PermissionDenied or NotPossible.
    """
    if not may(by, "proceedings.publish_proceedings", submission):
        raise PermissionDenied
    submission = lock_submission(submission, State.WAITING)
    if not (reason := one_line(reason)):
        raise NotPossible(_("Say why: it stays beside the edition, and the second person reads it."))
    if submission.asked_by_id and submission.asked_by_id != by.pk:
        raise NotPossible(_("Somebody else has asked for a second signature already."))
    found = check(submission.proceedings, signers=[by], change_note=submission.change_note, with_gaps=False)
    if submission.by_id != by.pk and not found.hits:
        raise NotPossible(_("Nothing needs a second signature: you can publish it."))
    submission.asked_by, submission.asked_at, submission.asked_reason = by, timezone.now(), reason
    submission.save(update_fields=["asked_by", "asked_at", "asked_reason"])
    return submission


# Words that the check found


def find_hit(found, key):
    """The hit of a Check, open or settled, that a form means. Raises NotPossible where it is no more."""
    everything = [*found.hits, *(hit for hit, _by in found.settled)]
    hit = next((hit for hit in everything if hit.key == key), None)
    if hit is None:
        raise NotPossible(_("The text has changed. Look at the check again."))
    return hit


@transaction.atomic
def rewrite(proceedings, key, *, by):
    """Replace a name that was typed in a section by the mention of that person, forms of address included.

    key   the `key` of a Hit

    Returns how often it was replaced. Raises PermissionDenied or NotPossible.
    """
    proceedings = lock(proceedings)
    if not may(by, "proceedings.change_section", proceedings):
        raise PermissionDenied
    hit = find_hit(check(proceedings, with_gaps=False), key)
    if hit.seat is None or not can_hold_a_mention(hit.part.place):
        raise NotPossible(_("This has to be written anew by hand: no mention can stand there."))
    section = Section.objects.select_for_update().get(proceedings=proceedings, uid=hit.part.place)
    traces = Traces(hit.seat)
    body, number = with_mentions(
        section.body, lambda text: [(*span, hit.seat.pk) for span in traces.spans(Folded(text))]
    )
    if not number:
        raise NotPossible(
            _("It stands in a heading, in the address of a link or in the name of a picture. Take it out there.")
        )
    section.body = body
    section._change_reason, section._history_user = "Typed name replaced by a mention", by
    section.save(update_fields=["body"])
    return number


def can_hold_a_mention(place):
    """True for the place of a section; titles and notes hold no mentions."""
    return re.fullmatch(r"[0-9a-f-]{36}", place) is not None


def _locked_hit(proceedings, key, by):
    """The proceedings, locked, and a hit in them that may mean something else. Raises PermissionDenied, NotPossible."""
    perms = ("proceedings.submit_proceedings", "proceedings.publish_proceedings")
    if not any(may(by, perm, proceedings) for perm in perms):
        raise PermissionDenied
    proceedings = lock(proceedings)
    return proceedings, find_hit(check_with_note(proceedings), key)


@transaction.atomic
def note_not_meant(proceedings, key, *, by):
    """Note that a word which the check took for a name means something else, in the passages where it stands now.

    Whoever publishes must be another than who noted it. Returns the Hit. Raises PermissionDenied or NotPossible.
    """
    proceedings, hit = _locked_hit(proceedings, key, by)
    row = NotMeant.objects.create(proceedings=proceedings, participant=hit.seat, passages=hit.passages, by=by)
    return hit, row


@transaction.atomic
def forget_not_meant(proceedings, key, *, by):
    """Take that back, whoever said it: the word is a name again. Returns the Hit. Raises as above."""
    proceedings, hit = _locked_hit(proceedings, key, by)
    for row in proceedings.not_meant.all():
        if set(row.passages) & set(hit.passages):
            row.delete()
    return hit


def check_with_note(proceedings, **options):
    """The Check of a draft, with the note of what was submitted of it."""
    waiting = proceedings.submissions.open().first()
    return check(proceedings, change_note=waiting.change_note if waiting else "", **options)
