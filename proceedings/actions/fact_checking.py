"""An outsider reads a draft behind a private link and says what is not right.

They see what was submitted, as it would be published, and nothing that the check would stop.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..access import may
from ..dates import moment_in_words
from ..documents.checking import check
from ..documents.comparing_pages import pieces_of
from ..documents.drafts import as_it_stood
from ..documents.rendering import preview
from ..models import FactCheck, Link, MailUse, Remark, Submission
from . import NotPossible, links, mailing
from .sending import let_go_at_once
from .submitting import lock_submission, name_nobody, one_line

LONGEST = 5_000
MOST_DAYS = 60


def may_be_shown(submission):
    """True when what was submitted holds nobody and nothing that an outsider must not read, as things stand today."""
    then, sections = as_it_stood(submission.proceedings, submission.draft)
    return check(then, sections, with_gaps=False).may_be_shown


def what_they_read(submission):
    """What was submitted, as it would be published: ((safe HTML, Page), the proceedings as they stood)."""
    then, sections = as_it_stood(submission.proceedings, submission.draft)
    return preview(then, sections=sections), then


@transaction.atomic
def ask(submission, *, by, name, email, question="", days=14):
    """Ask an outsider to check what was submitted. The mail with their link goes out. Returns the FactCheck.

    Raises PermissionDenied or NotPossible.
    """
    if not may(by, "proceedings.publish_proceedings", submission):
        raise PermissionDenied
    submission = lock_submission(submission, Submission.State.WAITING)
    if not (name := one_line(name, 300)) or not mailing.has_address(email):
        raise NotPossible(_("Write their name and one e-mail address."))
    if not 1 <= days <= MOST_DAYS:
        raise NotPossible(_("A link is good for 1 to %(days)s days.") % {"days": MOST_DAYS})
    if not may_be_shown(submission):
        raise NotPossible(_("Clear first what stands in the way of publishing: an outsider must not read it either."))
    name_nobody(question, submission.proceedings.event)
    fact_check = FactCheck.objects.create(
        submission=submission, name=name, email=email, question=question.strip()[:LONGEST], asked_by=by
    )
    let_go_at_once(_write(fact_check, days, by), by=by)
    return fact_check


def _write(fact_check, days, by):
    event, until = fact_check.submission.proceedings.event, timezone.now() + timedelta(days=days)
    addressee = mailing.Addressee(
        fact_check.email,
        fact_check.name,
        fact_check=fact_check,
        good_until=until,
        # Who checks a text reads the language it is written in.
        language=fact_check.submission.proceedings.language,
        until=lazy(until_in_words, str)(event, until),
    )
    return mailing.write(event, MailUse.FACT_CHECK, [addressee], by=by)


def until_in_words(event, moment):
    return moment_in_words(moment, event.zone)


def send_link_again(fact_check):
    """Write a mail with a fresh link to somebody who asked for it on a page that says nothing, while it is open.

    That one waits in the outbox, like all that strangers cause.
    """
    with transaction.atomic():
        FactCheck.objects.select_for_update(of=["self"]).get(pk=fact_check.pk)
        if fact_check.submission.state != Submission.State.WAITING:
            return
        before = fact_check.links.all()
        # Whoever asks again and again gets one mail.
        if before.filter(token_hash__isnull=True, revoked_at__isnull=True).exists():
            return
        links.revoke(before)
        _write(fact_check, 14, None)


@transaction.atomic
def end(fact_check, *, by):
    """End the link of an outsider at once. What they wrote stays. Raises PermissionDenied, or NotPossible."""
    if not may(by, "proceedings.publish_proceedings", fact_check):
        raise PermissionDenied
    ended = Link.objects.filter(fact_check=fact_check, revoked_at__isnull=True)
    if not ended.exists():
        raise NotPossible(_("That link opens nothing any more."))
    links.revoke(ended)


@transaction.atomic
def answer(link, *, remarks, overall):
    """Note what an outsider wrote through their link.

    remarks   {anchor of a paragraph or heading: text}
    overall   about the whole

    Returns the number of remarks. Raises NotPossible.
    """
    fact_check = (
        FactCheck.objects.select_for_update(of=["self"]).select_related("submission").get(pk=link.fact_check_id)
    )
    if fact_check.submission.state != Submission.State.WAITING:
        raise NotPossible(_("Thank you, but it has been decided meanwhile."))
    (html, _page), _then = what_they_read(fact_check.submission)
    shown = {piece.anchor: piece.text for piece in pieces_of(html)}
    said = {anchor: text.strip() for anchor, text in remarks.items() if anchor in shown and text.strip()}
    overall = overall.strip()
    if any(len(text) > LONGEST for text in [overall, *said.values()]):
        raise NotPossible(_("A comment is too long: %(number)s characters are the most.") % {"number": LONGEST})
    if not said and not overall:
        raise NotPossible(_("Nothing was written yet. If all is right, say so in the last field."))
    Remark.objects.bulk_create(
        Remark(fact_check=fact_check, place=anchor, quote=Truncator(shown[anchor]).chars(200), text=text)
        for anchor, text in said.items()
    )
    fact_check.answered_at = timezone.now()
    fact_check.overall = "\n\n".join(filter(None, [fact_check.overall, overall]))
    fact_check.save(update_fields=["answered_at", "overall"])
    links.note_use(link)
    return len(said)
