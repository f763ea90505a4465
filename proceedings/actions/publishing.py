"""What was submitted becomes an edition: now, or once by the worker when its time has come. And editions are undone.

Whatever is frozen here passes the check at that very moment, also when somebody looked at it long before.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..access import may
from ..documents.checking import check, never_over
from ..documents.drafts import fingerprint, snapshot
from ..documents.rendering import labels
from ..exposure import Level
from ..models import (
    Attribution,
    Edition,
    EditionMention,
    EditionText,
    Section,
    Session,
    Submission,
)
from . import NotPossible
from .editions import add_files
from .submitting import end_links, lock, lock_submission, may_decide, name_nobody, unchanged_since

State = Submission.State
# How far ahead somebody may set the time: what is later is better submitted later.
FURTHEST = timedelta(days=366)
CHANGED = "The draft has changed since it was submitted. Submit it anew."


def signers(submission, by):
    """Who signs if `by` publishes what was submitted: one or two users."""
    asked = submission.asked_by
    return [asked, by] if asked and asked.pk != by.pk else [by]


def _sign(submission, by, as_second):
    """Note as what `by` decides: having reviewed it, so that nobody else need sign; or as the second who was asked."""
    if not as_second:
        submission.asked_by, submission.asked_at, submission.asked_reason = None, None, ""
        submission.save(update_fields=["asked_by", "asked_at", "asked_reason"])
    elif submission.asked_by_id is None:
        raise NotPossible(_("Nobody asks for a second signature any more. Look again."))
    elif submission.asked_by_id == by.pk:
        raise NotPossible(_("You have signed already. The second person must be another."))


def in_the_way(submission, by):
    """What keeps `by` from publishing what was submitted, as things stand. Returns (sentences, the Check)."""
    proceedings, sign = submission.proceedings, signers(submission, by)
    found = check(proceedings, signers=sign, change_note=submission.change_note, with_gaps=False)
    mark = fingerprint(snapshot(proceedings))
    stop = [_(CHANGED)] if mark != submission.fingerprint else []
    if same := unchanged_since(proceedings, mark):
        stop.append(_("Nothing has changed since edition %(number)s.") % {"number": same.number})
    stop += found.obstacles
    never = [hit for hit in found.hits if never_over(hit)]
    # Two signatures are enough over a name; not over that of somebody who is never to be shown.
    stop += [hit.sentence() for hit in (found.hits if len(sign) == 1 else never)]
    return stop, found


def publish(submission, *, by, as_second=False):
    """Publish what was submitted, as the edition that the public reads from now on.

    by          a publisher, and not who submitted it
    as_second   they do not vouch for a review of their own, but sign beside somebody who asked for that

    Returns the new Edition. Raises PermissionDenied, or NotPossible with what stands in the way.
    """
    if not may_decide(by, submission):
        raise PermissionDenied
    with transaction.atomic():
        submission = lock_submission(submission, State.WAITING)
        _sign(submission, by, as_second)
        return _publish(submission, by)


def _publish(submission, by):
    """Check everything once more and freeze it. The rows are locked. Returns the Edition or raises NotPossible."""
    sign = signers(submission, by)
    if not all(person.is_active and may(person, "proceedings.publish_proceedings", submission) for person in sign):
        raise NotPossible(_("Somebody who signed may not publish any more."))
    stop, found = in_the_way(submission, by)
    if stop:
        raise NotPossible("\n".join(stop))
    without_review = submission.asked_by_id == submission.by_id
    two = len(sign) == 2 and (without_review or bool(found.hits))
    edition = _freeze(
        submission.proceedings,
        found.pages,
        change_note=submission.change_note,
        published_by=sign[0] if two else by,
        published_with=by if two else None,
        published_reason=submission.asked_reason if two else "",
        without_review=without_review,
        over_hits=bool(found.hits),
    )
    if not _settle(submission, state=State.PUBLISHED, edition=edition, decided_by=by):
        # Behind the lock it cannot come to this. Should that ever fail, everything here is undone.
        raise NotPossible(_("Somebody else has published it this very moment."))
    end_links(submission)
    return edition


def _settle(submission, **fields):
    """Change what is open still, and nothing else. Returns whether it was."""
    fields["decided_at"] = timezone.now()
    for name, value in fields.items():
        setattr(submission, name, value)
    return Submission.objects.open().filter(pk=submission.pk).update(**fields)


def _freeze(proceedings, pages, **facts):
    """Make the next Edition of proceedings whose row is locked: a text with its mentions for each of `pages`.

    pages   {Language: Page}, that of the draft first
    facts   fields of the Edition
    """
    highest = proceedings.editions.aggregate(highest=Max("number"))["highest"] or 0
    edition = Edition.objects.create(proceedings=proceedings, number=highest + 1, **facts)
    for language, page in pages.items():
        with override(language.code):
            _freeze_text(edition, language, page, is_source=language == proceedings.language)
    add_files(edition)
    return edition


def _freeze_text(edition, language, page, *, is_source):
    shown = labels(page)
    text = EditionText.objects.create(
        edition=edition,
        language=language,
        is_source=is_source,
        title=page.title,
        note=page.note,
        html=page.html,
        text=page.text,
        contents=page.contents,
    )
    EditionMention.objects.bulk_create(
        EditionMention(
            text=text,
            key=mark.key,
            participant=mark.participant,
            session=mark.session,
            attribution=mark.session.attribution if mark.session else "",
            level=shown[mark.key].level,
            name=shown[mark.key].name if shown[mark.key].level == Level.NAMED else "",
            kind=shown[mark.key].kind,
        )
        for mark in page.marks
    )
    return text


# At a set time


@transaction.atomic
def schedule(submission, *, by, at, as_second=False):
    """Let what was submitted be published at a moment. Raises PermissionDenied or NotPossible as `publish` does.

    at   an aware datetime, from now to a year ahead
    """
    if not may_decide(by, submission):
        raise PermissionDenied
    submission = lock_submission(submission, State.WAITING)
    now = timezone.now()
    if at <= now:
        raise NotPossible(_("That time is past. Choose a later one, or publish it now."))
    if at > now + FURTHEST:
        raise NotPossible(_("That is more than a year ahead."))
    _sign(submission, by, as_second)
    if stop := in_the_way(submission, by)[0]:
        raise NotPossible("\n".join(stop))
    submission.state, submission.publish_at = State.SCHEDULED, at
    submission.decided_by, submission.decided_at = by, now
    submission.save(update_fields=["state", "publish_at", "decided_by", "decided_at"])
    _order(submission.pk, at)
    return submission


def _order(submission_id, moment=None):
    from ..tasks import publish_scheduled

    # Ordered in the same transaction: both happen or neither.
    publish_scheduled.using(run_after=moment).enqueue(submission_id)


@transaction.atomic
def unschedule(submission, *, by):
    """Let it wait for a review again instead. By any publisher. Raises PermissionDenied or NotPossible."""
    if not may(by, "proceedings.publish_proceedings", submission):
        raise PermissionDenied
    submission = lock_submission(submission, State.SCHEDULED)
    submission.state, submission.publish_at = State.WAITING, None
    submission.decided_by, submission.decided_at = None, None
    submission.save(update_fields=["state", "publish_at", "decided_by", "decided_at"])
    return submission


@transaction.atomic
def publish_due(submission_id):
    """Publish what is due, once: by the worker, which may be killed at any line, or be two.

    All happens in one transaction behind a lock: whoever comes second finds it done, and whoever is killed has done
    nothing. What cannot be published any more is stopped, with the reason. Returns the Edition or None.
    """
    row = Submission.objects.filter(pk=submission_id, state=State.SCHEDULED).select_related("proceedings").first()
    if row is None:
        return None
    try:
        submission = lock_submission(row, State.SCHEDULED)
    except NotPossible:
        return None
    if submission.publish_at > timezone.now():
        return None
    # Not as they were loaded with anything else: whether they may still, today.
    by = get_user_model().objects.get(pk=submission.decided_by_id)
    try:
        with transaction.atomic():
            return _publish(submission, by)
    except NotPossible as no:
        _settle(submission, state=State.STOPPED, comment=str(no), edition=None)
        end_links(submission)
        return None


def pick_up():
    """Order what is due though no task looks after it: to be called every few minutes. Returns how many."""
    # What fell due a moment ago has its own task.
    late = timezone.now() - timedelta(minutes=1)
    due = Submission.objects.filter(state=State.SCHEDULED, publish_at__lte=late)
    for pk in (ordered := list(due.values_list("pk", flat=True))):
        _order(pk)
    return len(ordered)


# Undoing


@transaction.atomic
def withdraw(edition, *, by, reason):
    """Take an edition back. Its page stays, with the reason in place of the text.

    Raises PermissionDenied, or NotPossible without a reason, with a name in it, or when it is withdrawn already.
    """
    if not may(by, "proceedings.withdraw_edition", edition):
        raise PermissionDenied
    edition = Edition.objects.select_for_update(of=["self"]).select_related("proceedings__event").get(pk=edition.pk)
    reason = reason.strip()
    if not reason:
        raise NotPossible(_("Say why: the reason is shown in place of the text."))
    if edition.withdrawn_at:
        raise NotPossible(_("Edition %(number)s was already withdrawn.") % {"number": edition.number})
    name_nobody(reason, edition.proceedings.event)
    edition.withdrawn_at, edition.withdrawn_by, edition.withdrawn_reason = timezone.now(), by, reason
    edition.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return edition


def draft_of(edition):
    """The draft that an edition was made of, as data (see documents/drafts.py); None for one that has none."""
    submission = getattr(edition, "submission", None)
    return submission.draft if submission else None


def keeps_from_restoring(edition):
    """Why the draft of an edition cannot be put back, as a sentence; "" where it can."""
    draft = draft_of(edition)
    if draft is None:
        return _("The draft of this edition was not kept.")
    uids = {section["session"] for section in draft["sections"] if section["session"]}
    there = {str(uid) for uid in Session.objects.filter(uid__in=uids).values_list("uid", flat=True)}
    for section in draft["sections"]:
        rule = section["attribution"]
        if section["session"] and section["session"] not in there and rule != Attribution.ON_RECORD:
            # Without its session the section would keep to no rule, and show more.
            return _("“%(heading)s” told of a session that is not there any more, and its rule is gone with it.") % {
                "heading": section["heading"]
            }
    return ""


def cut_off_by_restoring(edition):
    """Commitments whose section is not in an edition, so that they would stand in none: [Commitment, …]."""
    kept = [section["uid"] for section in draft_of(edition)["sections"]]
    rows = edition.proceedings.event.commitments.filter(section__proceedings=edition.proceedings_id)
    return list(rows.exclude(section__uid__in=kept).select_related("section").order_by("id"))


@transaction.atomic
def restore(edition, *, by):
    """Put the sections, title and note of an edition back as the draft. The present draft is kept in the history.

    Returns the Proceedings. Raises PermissionDenied or NotPossible.
    """
    proceedings = edition.proceedings
    for perm in ("change_proceedings", "add_section", "change_section", "delete_section"):
        if not may(by, f"proceedings.{perm}", proceedings):
            raise PermissionDenied
    proceedings = lock(proceedings)
    if no := keeps_from_restoring(edition):
        raise NotPossible(no)
    draft, why = draft_of(edition), f"Restored from edition {edition.number}"
    if fingerprint({**snapshot(proceedings), "translations": []}) == fingerprint({**draft, "translations": []}):
        raise NotPossible(_("The draft is as that edition is."))
    proceedings.title, proceedings.note = draft["title"], draft["note"]
    _save(proceedings, by, why, ["title", "note"])
    sessions = {str(session.uid): session for session in proceedings.event.sessions.all()}
    present = {str(section.uid): section for section in proceedings.sections.select_for_update()}
    for position, kept in enumerate(draft["sections"]):
        section = present.pop(kept["uid"], None) or Section(proceedings=proceedings, uid=kept["uid"])
        section.position, section.level, section.heading = position, kept["level"], kept["heading"]
        section.body, section.session = kept["body"], sessions.get(kept["session"])
        _save(section, by, why)
    for section in present.values():
        section._change_reason, section._history_user = why, by
        section.delete()
    return proceedings


def _save(row, by, why, fields=None):
    row._change_reason, row._history_user = why, by
    row.save(update_fields=fields)
