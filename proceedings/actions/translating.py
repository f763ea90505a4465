"""Writing texts in other languages, checking them, approving them, and bringing them in from a file."""

import re
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may
from ..documents.cleaning import BLOCK_TAG, clean_html
from ..documents.tongues import tongue_of
from ..models import Event, Translation
from ..models.translation import digest
from ..spreadsheets.zawgyi import is_zawgyi, to_unicode
from ..texts import Text, mention_problems, texts_of, tidy

NONE, MACHINE, CHECKED, APPROVED = Translation.Status.values
# As Text.mark writes it.
MARK = re.compile(r"^([0-9a-f]{12})-(none|machine|checked|approved|changed)-([0-9a-f]{32})$")
LONGEST = 100_000


@dataclass(frozen=True)
class Written:
    """What somebody wants a text to be in another language.

    text    their words; "" for none
    seen    the mark of the Text they looked at while they wrote
    status  CHECKED if they vouch for it, MACHINE, or NONE: a draft that nobody is shown
    """

    text: str
    seen: str
    status: str = NONE


@dataclass
class Outcome:
    """What became of what somebody sent: the keys that were saved, and what was not, which is theirs to decide.

    saved      keys, in the order of the event
    overtaken  {key: Written}: somebody else wrote the same text in the meantime, and theirs stays for now
    refused    {key: (Written, sentence)}
    lost       [Written, …] of texts that are no more
    """

    saved: list = field(default_factory=list)
    overtaken: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)
    lost: list = field(default_factory=list)


def may_translate(user, event):
    """True when a user may write translations of the texts of an event: everywhere, or in the team of this one."""
    return may(user, "proceedings.change_translation", event)


def may_approve(user, event):
    return may(user, "proceedings.approve_translation", event)


def _locked(event, language):
    """The texts of an event as {key: Text}, read while nobody else writes any: the event is the lock."""
    event = Event.objects.select_for_update(of=["self"]).get(pk=event.pk)
    return {text.key: text for text in texts_of([event], language.code)[event.pk]}


@transaction.atomic
def write(event, language, written, *, by):
    """Keep what somebody wrote, as far as nobody else wrote the same text since they looked.

    event      whose texts these are; texts of other events are not found
    language   a Language
    written    {key of a Text: Written}; what is as it was when they looked is left alone
    by         the user

    Returns an Outcome. A text made from a source that has changed since then is kept and is marked so. Raises
    PermissionDenied.
    """
    if not may_translate(by, event):
        raise PermissionDenied
    texts, outcome = _locked(event, language), Outcome()
    for key, wish in written.items():
        text = texts.get(key)
        if text is None:
            if wish.text.strip():
                outcome.lost.append(wish)
            continue
        new = cleaned(text, wish.text)
        seen = MARK.match(wish.seen)
        if seen is None:
            outcome.refused[key] = wish, _("The form was not complete. Look at this text and save again.")
            continue
        seen_target, seen_state, seen_source = seen.groups()
        vouches = wish.status == CHECKED
        if digest(new)[:12] == seen_target and vouches == (seen_state in (CHECKED, APPROVED)):
            continue
        if (new, vouches) == (text.target, text.is_checked):
            continue
        # That a source changed meanwhile is no other person's translation: the text is kept, and marked.
        same_state = seen_state == text.state or seen_source != digest(text.source)
        if seen_target != digest(text.target)[:12] or not same_state:
            outcome.overtaken[key] = wish
        elif sentence := _in_the_way(text, new):
            outcome.refused[key] = wish, sentence
        else:
            _keep(text, language, new, wish.status, seen_source, by)
            outcome.saved.append(key)
    return outcome


def cleaned(text, words):
    """Words as they are kept as a translation of a Text: HTML only where the text may hold it, and only ours."""
    words = tidy(words, one_line=text.longest is not None)
    return tidy(clean_html(words)) if text.is_rich and BLOCK_TAG.search(words) else words


def _in_the_way(text, words):
    if text.longest and len(words) > text.longest:
        return _("At most %(most)s letters: these are %(number)s.") % {"most": text.longest, "number": len(words)}
    if len(words) > LONGEST:
        return _("At most %(most)s letters.") % {"most": LONGEST}
    return ""


def _keep(text, language, words, status, source, by):
    row = text.translation or Translation(
        content_type=ContentType.objects.get_for_model(text.item),
        object_id=text.item.pk,
        field=text.field,
        language=language,
    )
    vouches = bool(words) and status == CHECKED
    if vouches:
        row.status, row.checked_by, row.checked_at = CHECKED, by, timezone.now()
    else:
        # A text by machine that somebody mends but does not vouch for is still that.
        row.status = MACHINE if words and MACHINE in (status, text.status) else NONE
        row.checked_by = row.checked_at = None
    if vouches or words != text.target:
        row.source_digest = source if words else ""
    row.text = words
    row.save()


@transaction.atomic
def approve(event, language, seen, *, by):
    """Stand for translations that another person has checked.

    seen   {key of a Text: its mark when the user read it}

    Returns (the keys that are approved now, {key: sentence} of the others). Raises PermissionDenied.
    """
    if not may_approve(by, event):
        raise PermissionDenied
    texts, approved, refused = _locked(event, language), [], {}
    for key, mark in seen.items():
        text = texts.get(key)
        if text is None:
            continue
        if text.mark != mark:
            refused[key] = _("Somebody changed it while you were reading. Read it again.")
        elif sentence := not_approvable(text, by):
            refused[key] = sentence
        else:
            row = text.translation
            row.status, row.checked_by, row.checked_at = APPROVED, by, timezone.now()
            row.save(update_fields=["status", "checked_by", "checked_at"])
            approved.append(key)
    return approved, refused


def not_approvable(text, by):
    """Why a user cannot approve a translation, as a sentence; empty if they can."""
    if text.status != CHECKED:
        return _("Only what somebody has checked can be approved.")
    if text.source_changed:
        return _("The original has changed since: it must be checked anew.")
    if problems := text.problems():
        return " ".join(problems)
    if text.translation.checked_by == by:
        return _("You checked it yourself. Somebody else approves it.")
    return ""


# From a file

SAME, NEW, CHANGED, CONFLICT, PROBLEM = KINDS = ("same", "new", "changed", "conflict", "problem")


@dataclass
class Proposal:
    """What one row of a file would do.

    row         the number of the row in the file
    kind        one of KINDS
    text        the Text it is about; None where there is none
    words       what the translation would be
    status      what it would be: CHECKED where the file says that a person vouches for it, MACHINE or NONE
    seen        the mark that `write` wants
    sentences   what to know about it
    """

    row: int
    kind: str
    text: Text | None = None
    words: str = ""
    status: str = NONE
    seen: str = ""
    sentences: list = field(default_factory=list)


def compare(event, language, rows):
    """Say of every row of a file what it would do. Changes nothing.

    rows   what spreadsheets.translations.read gives

    Returns [Proposal, …].
    """
    texts = {text.key: text for text in texts_of([event], language.code)[event.pk]}
    return [_proposal(row, texts.get(row.key), again, language) for row, again in _with_doubles(rows)]


def _with_doubles(rows):
    """Each row, and the number of an earlier row about the same text, or None."""
    first = {}
    for row in rows:
        yield row, first.get(row.key)
        first.setdefault(row.key, row.number)


def _proposal(row, text, again, language):
    words = row.target
    if text is None:
        kind = PROBLEM if words.strip() else SAME
        return Proposal(row.number, kind, words=words, sentences=[_("This event has no text “%s”.") % row.key[:60]])
    words = cleaned(text, words)
    # Nobody's word in a file is worth more than that of whoever brings it in, and approving takes a second person.
    proposal = Proposal(row.number, SAME, text, words, CHECKED if row.status == APPROVED else row.status)
    if not words:
        return proposal
    if even(words) == even(text.target):
        # The file says what is there. It can vouch for it, and it takes nothing back.
        if proposal.status != CHECKED or text.is_checked:
            return proposal
        proposal.words = text.target
    made_from = digest(text.source)
    found = MARK.match(row.mark)
    stale = found[3] != made_from if found else even(row.source) != even(text.source)
    overtaken = bool(found) and found[1] != digest(text.target)[:12]
    # What is taken in although its source has changed stays marked so.
    made_from = found[3] if stale and found else digest(row.source) if stale else made_from
    proposal.seen = f"{digest(text.target)[:12]}-{text.state}-{made_from}"
    proposal.kind = CHANGED if text.target else NEW
    if again is not None:
        proposal.kind = PROBLEM
        proposal.sentences.append(_("Row %(number)s is about the same text.") % {"number": again})
    elif row.problem or (sentence := _in_the_way(text, words)):
        proposal.kind = PROBLEM
        proposal.sentences.append(row.problem or sentence)
    elif stale or overtaken:
        proposal.kind = CONFLICT
        if stale:
            proposal.sentences.append(_("The original has changed since the file was made."))
        if overtaken:
            proposal.sentences.append(_("Somebody changed this translation since the file was made."))
    # What the original already says in other letters, such as a name, may stay so.
    if (other := tongue_of(words, language.code)) and other != tongue_of(text.source):
        proposal.kind = CONFLICT if proposal.kind != PROBLEM else PROBLEM
        proposal.sentences.append(
            _("Its letters are not those of %(language)s. Is it another language?") % {"language": language}
        )
    if is_zawgyi(words):
        proposal.words = cleaned(text, to_unicode(words))
        proposal.kind = CONFLICT if proposal.kind != PROBLEM else PROBLEM
        proposal.sentences.append(_("It was typed in Zawgyi. Here it is in Unicode: read it before you take it."))
    proposal.sentences += mention_problems(text.source, proposal.words)
    return proposal


def even(text):
    """A text without differences that programs make by themselves: blanks at the ends of lines, kinds of line ends."""
    lines = [" ".join(line.split()) for line in tidy(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
