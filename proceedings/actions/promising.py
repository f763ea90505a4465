"""The parties of a commitment are asked by links: is it noted as it was meant, and how far has it come?

What they answer changes nothing that is public. It waits until a colleague takes it up, or leaves it with a reason.
"""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ..access import may
from ..dates import in_words
from ..deadlines import read
from ..exposure import UNSPEAKABLE
from ..models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Deadline,
    Evidence,
    Link,
    MailUse,
    Message,
    OutcomeState,
    PartyAnswer,
    PartyContact,
    Update,
)
from ..models.base import Precision
from . import NotPossible, links, mailing

Kind, Decision = PartyAnswer.Kind, PartyAnswer.Decision
Provenance = Commitment.Provenance
# More that waits for us than this, from one party, is somebody who means us harm or does not know that we have it.
MOST_WAITING = 10
OF_CONTACT = ("party__organisation", "party__organisation_class", "party__participant__organisation")
OF_CONTACT += ("party__participant__person", "participant__person", "participant__event", "language")


def contacts_of(commitment):
    """The contacts of the parties of a commitment, as mails need them."""
    contacts = PartyContact.objects.filter(party__commitment=commitment)
    return contacts.select_related("party__commitment__event", "party__commitment__session", *OF_CONTACT)


def is_told(commitment):
    """False for what was said behind closed doors: of that nothing goes out, in no mail and on no page."""
    return not commitment.session_id or commitment.session.attribution != Attribution.CLOSED


def is_discreet(contact):
    """True where a mail may not say what it is about: they asked for that, or the rule of the session forbids it."""
    session = contact.party.commitment.session
    return contact.is_discreet or session is not None and session.attribution in UNSPEAKABLE


# Writing to them


@transaction.atomic
def send_links(commitment, contacts, *, by):
    """Write to some contacts of one commitment, each with a link of their own. Ends older links.

    Before it is public they are asked to confirm it, then to report. Returns the Mailings, which wait in the outbox.
    Raises PermissionDenied, or NotPossible.
    """
    if not may(by, "proceedings.change_partycontact", commitment):
        raise PermissionDenied
    if not is_told(commitment):
        raise NotPossible(_("This was said in a closed session. Nothing of it goes out, in no mail and on no page."))
    if commitment.state == OutcomeState.WITHDRAWN:
        raise NotPossible(_("This commitment is taken back. There is nothing to ask about."))
    wanted = {contact.pk for contact in contacts}
    contacts = [contact for contact in contacts_of(commitment) if contact.pk in wanted]
    if without := [contact for contact in contacts if not mailing.has_address(contact.address)]:
        raise NotPossible(_("%(number)s of them has no e-mail address.") % {"number": len(without)})
    links.revoke(Link.objects.filter(contact__in=contacts))
    return write_to(commitment, contacts, by=by)


def write_to(commitment, contacts, *, by):
    """Write to some contacts of one commitment. Returns the Mailings: one, or one discreet and one not."""
    use = MailUse.REPORT if commitment.state == OutcomeState.PUBLISHED else MailUse.COMMITMENT
    last_day = commitment.deadlines.aggregate(Max("latest"))["latest__max"]
    mailings = []
    for discreet in (False, True):
        some = [addressee(contact, last_day) for contact in contacts if is_discreet(contact) == discreet]
        mailings.append(mailing.write(commitment.event, use, some, by=by, discreet=discreet))
    return [row for row in mailings if row]


def addressee(contact, last_day):
    """To whom a mail about a commitment goes, with its last day in a sentence of their language."""
    return mailing.Addressee.of_party(contact, until=lazy(last_day_in_words, str)(last_day))


def last_day_in_words(day):
    """The last day of a commitment, or None, as a sentence."""
    if not day:
        return _("No last day was given.")
    if day < timezone.localdate():
        return _("The last day was %(day)s.") % {"day": in_words(day)}
    return _("The last day is %(day)s.") % {"day": in_words(day)}


@transaction.atomic
def send_link_again(contact):
    """Write a mail with a fresh link to a contact who asked for it on a page that says nothing."""
    # Two who ask at once take turns.
    PartyContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    commitment = contact.party.commitment
    waits = Message.objects.filter(link__contact=contact, state=Message.State.WAITING)
    if is_told(commitment) and commitment.state != OutcomeState.WITHDRAWN and not waits.exists():
        write_to(commitment, [contact], by=None)


def end_links(contacts, *, by):
    """End all links of some contacts. Returns how many still opened something. Raises PermissionDenied."""
    for contact in contacts:
        if not may(by, "proceedings.change_partycontact", contact):
            raise PermissionDenied
    return links.revoke(Link.objects.filter(contact__in=contacts))


# What they send


def _begin(link):
    """Check a link and let nobody change its commitment meanwhile. Returns the contact and the commitment."""
    if not Link.objects.good().filter(pk=link.pk).exists():
        raise NotPossible(_("This link was taken back meanwhile."))
    contact = PartyContact.objects.select_related("party").get(pk=link.contact_id)
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("session", "event")
    commitment = commitment.get(pk=contact.party.commitment_id)
    if not is_told(commitment) or commitment.state == OutcomeState.WITHDRAWN:
        raise NotPossible(_("This commitment was taken back meanwhile."))
    return contact, commitment


@transaction.atomic
def answer(link, kind, **said):
    """Keep what a party says of how its commitment is noted. Nothing else changes.

    said   their_words, proposed_text, proposed_deadline: text; proposed_last_day: a date or None

    Returns the PartyAnswer. Raises NotPossible.
    """
    contact, _commitment = _begin(link)
    if contact.party.answers.filter(decision=Decision.WAITING).count() >= MOST_WAITING:
        raise NotPossible(_("We have several answers of yours and have not decided on them yet. Please write to us."))
    row = PartyAnswer.objects.create(party=contact.party, contact=contact, link=link, kind=kind, **said)
    links.note_use(link)
    return row


@transaction.atomic
def report(link, *, status, happened_on, text, barriers, evidence):
    """Keep what a party reports: an Update in the maker's voice, public when a second person has accepted it.

    evidence   [{"title": text, "url": text, or "file": a VettedFile}, …]

    Returns the Update. Raises NotPossible.
    """
    contact, commitment = _begin(link)
    if commitment.state != OutcomeState.PUBLISHED:
        raise NotPossible(_("This commitment is not public yet. Please confirm it first."))
    waits = commitment.updates.filter(through__contact__party=contact.party, is_accepted=False)
    if waits.count() >= MOST_WAITING:
        raise NotPossible(_("We have several reports of yours and have not looked at them yet. Please write to us."))
    row = Update(
        commitment=commitment,
        voice=Update.Voice.REPORTED,
        status=status,
        happened_on=happened_on,
        text=text,
        barriers=barriers,
        # The organisation signs. A person who promised for themself stays without a signature.
        by=contact.party.organisation,
        through=link,
    )
    row._change_reason = "By personal link"
    row.save()
    for number, each in enumerate(evidence, 1):
        _keep(row, number, **each)
    links.note_use(link)
    return row


def _keep(update, number, *, title, url="", file=None):
    title = title or (file.called.rsplit(".", 1)[0] if file else url)
    if update.evidence.filter(title=title[:300]).exists():
        title = f"{title[:290]} ({number})"
    row = Evidence(update=update, title=title[:300], url=url)
    if file:
        row.file.save(file.called, file.content, save=False)
        row.size = row.file.size
    row._change_reason = "By personal link"
    row.save()


# What we do with it


def _waiting(answer, by, perm="proceedings.change_commitment"):
    """An answer that waits and its commitment, both locked. Raises PermissionDenied, or NotPossible."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(parties__answers=answer)
    if not may(by, perm, commitment) or not may(by, "proceedings.view_partyanswer", answer):
        raise PermissionDenied
    row = PartyAnswer.objects.select_for_update(of=("self",)).select_related("party").get(pk=answer.pk)
    if row.decision != Decision.WAITING:
        raise NotPossible(
            _("%(who)s has decided on it already: %(decision)s.")
            % {"who": row.decided_by, "decision": row.get_decision_display()}
        )
    return row, commitment


def permission_to_decide(answer):
    """A dispute is for those who publish; all else for those who write."""
    return f"proceedings.{'publish' if answer.kind == Kind.DISPUTED else 'change'}_commitment"


def _decide(row, decision, by, reason=""):
    row.decision, row.decided_at, row.decided_by, row.reason = decision, timezone.now(), by, reason
    row.save(update_fields=["decision", "decided_at", "decided_by", "reason"])
    return row


@transaction.atomic
def take_up(answer, *, by, text="", deadline="", last_day=None):
    """Do as a party says: note that it confirmed, take its words, or take back what it disputes.

    text       for other words: the promise as it shall read now; empty leaves it
    deadline   by when, in their words: a new row beside the deadlines of other sources
    last_day   the last day of that, where somebody read another in the words than we do, or we none for certain

    Returns the PartyAnswer. Raises PermissionDenied, or NotPossible.
    """
    row, commitment = _waiting(answer, by, permission_to_decide(answer))
    if row.kind == Kind.DISPUTED:
        commitment.state = OutcomeState.WITHDRAWN
        reason = "A party disputes it"
    else:
        if row.kind == Kind.OTHER_WORDS:
            _take_words(commitment, row, text.strip(), deadline.strip(), last_day)
        reason = "As a party answered"
    _decide(row, Decision.TAKEN, by)
    if (
        row.kind != Kind.DISPUTED
        and commitment.provenance == Provenance.HEARD
        and not _others_keep_it_heard(commitment)
    ):
        commitment.provenance = Provenance.CONFIRMED
    commitment._change_reason = reason
    commitment.save()
    return row


def _others_keep_it_heard(commitment):
    """True where one party's confirmation would tell of another who has not spoken outside the room.

    Of a promise heard under the Chatham House Rule nobody is told; of one confirmed in writing all who made it are. So
    there it counts as confirmed when all of them have confirmed. People are hidden by `exposure` whatever is confirmed.
    """
    if not commitment.session_id or commitment.session.attribution not in UNSPEAKABLE:
        return False
    told = commitment.parties.exclude(role=CommitmentParty.Role.ADDRESSEE).filter(participant=None)
    said_yes = PartyAnswer.objects.filter(decision=Decision.TAKEN, kind__in=(Kind.CONFIRMED, Kind.OTHER_WORDS))
    return told.exclude(pk__in=said_yes.values("party")).exists()


def _take_words(commitment, row, text, deadline, last_day):
    if text:
        if text == row.proposed_text:
            commitment.wording = Commitment.Wording.QUOTED
        commitment.text = text
    if not (deadline or last_day):
        return
    # “Within six months” counts from the day they wrote it.
    reading = read(deadline, on=timezone.localdate(row.at))
    if last_day and last_day != reading.latest:
        kind = reading.kind if reading.kind == Deadline.Kind.RECURRING else Deadline.Kind.BY
        reading = replace(reading, kind=kind, earliest=None, latest=last_day, precision=Precision.DAY)
    elif not last_day and not reading.certain:
        sentence = _("Write the last day that you read in “%(words)s”.") % {"words": deadline}
        raise NotPossible(" ".join([sentence, *reading.notes]))
    number = (commitment.deadlines.aggregate(Max("number"))["number__max"] or 0) + 1
    Deadline.objects.create(commitment=commitment, number=number, **reading.fields)


@transaction.atomic
def leave(answer, *, by, reason):
    """Leave a commitment as it is, against what a party says. Of a dispute the reason is public, and lets it be public.

    Returns the PartyAnswer. Raises PermissionDenied, or NotPossible without a reason.
    """
    row, _commitment = _waiting(answer, by, permission_to_decide(answer))
    reason = reason.strip()
    if not reason:
        raise NotPossible(_("Say why."))
    return _decide(row, Decision.LEFT, by, reason)
