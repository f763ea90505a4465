"""Somebody is taken out of everything that others can read, in one action and for good.

Their row stays without anything that tells who it was, marked “never show”, so that numbers stay right and every
mention prints “a participant”. What belongs to them alone is deleted, with its history; names that stand typed in any
text of any table are replaced. Editions say that something was taken out, and their files are made anew.

A backup that is put back would bring all of it back. So each un-naming leaves a file beside the database, which names
nobody, and `do_again` repeats those of which the database does not know: the command un_name_again.
"""

import json

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ..documents.leftovers import remove_after_commit, stored_names
from ..exposure import Level
from ..models import (
    Answer,
    Application,
    Consent,
    DelegateList,
    Edition,
    EditionFile,
    EditionMention,
    EditionText,
    Export,
    Follower,
    Link,
    Message,
    Participant,
    PartyContact,
    Person,
    PersonMerge,
    PersonName,
    PublicationFile,
    SessionRole,
    TwoPeople,
    UnNaming,
    VaultAnswer,
)
from . import NotPossible
from .editions import remake
from .one_seat import files_kept
from .tracing import Wanted, places, take_out

UN_NAME = "proceedings.un_name_person"
# What stands where the name was. Not translated: it is kept, and looked for.
NOBODY = "(un-named)"
FOLDER = "un-naming"
# What happens to the rows that lead to a seat or a person: deleted, emptied here, or kept because they tell nothing
# once the seat tells nothing. A test holds that none is forgotten.
DELETED = {"Answer", "Consent", "Link", "Message", "PartyContact", "PersonName", "TwoPeople", "VaultAnswer"}
EMPTIED = {"EditionMention", "Participant", "PersonMerge", "SessionRole"}
KEPT = {"CommitmentParty", "DayAttended", "NotMeant", "Note", "Passage", "Photo", "RecommendationParty"}
EMPTY_PERSON = {
    "name": NOBODY,
    "own_script_name": "",
    "honorific": "",
    "gender": "",
    "email": "",
    "phone": "",
    "internal_note": "",
    "is_protected": True,
}
EMPTY_SEAT = {
    "alias": "",
    "office": "",
    "post": "",
    "organisation": None,
    "organisation_as_written": "",
    "delegation": None,
    "heads_delegation": False,
    "is_alternate": False,
    "arrives_on": None,
    "leaves_on": None,
    "needs": "",
    "internal_note": "",
    "state_reason": "",
    "language": None,
    "named_through": None,
    "badge_code": None,
    "inferred": [],
    "inferred_note": "",
}


def is_un_named(person):
    return person is not None and person.name == NOBODY and person.is_protected


def found_of(person, seats):
    """All Places where somebody stands as typed letters; see `places`. Nothing for somebody who is un-named already."""
    if is_un_named(person):
        return []
    return places(Wanted(person, seats), {seat.event_id for seat in seats})


def seats_of(person):
    return list(person.seats.select_related("event", "organisation__kind__constituency", "constituency"))


@transaction.atomic
def un_name(person=None, *, seat=None, by, leave=(), only=None, uid=None):
    """Take somebody out of everything that others can read. It cannot be taken back.

    person   a Person; or None with
    seat     a Participant that has no person behind it, only an alias or an office
    by       the user who does it; None where an un-naming is done again after a backup was put back
    leave    keys of Places that mean somebody else and stay as they are
    only     keys of the Places that mean this person; all others stay as they are
    uid      of an earlier un-naming that this repeats

    Returns the UnNaming. Raises PermissionDenied, or NotPossible for somebody who is un-named already.
    """
    # Everywhere, not in the team of one event: a person may stand in anything.
    if by is not None and not by.has_perm(UN_NAME):
        raise PermissionDenied
    if person is None:
        seat = Participant.objects.select_for_update(of=["self"]).get(pk=seat.pk)
        if seat.person_id:
            raise NotPossible(_("There is a person behind this seat. Take that person out."))
        seats = [seat]
    else:
        person = Person.objects.select_for_update().get(pk=person.pk)
        if is_un_named(person):
            raise NotPossible(_("This person is taken out already."))
        seats = seats_of(person)
    wanted = Wanted(person, seats)
    found = places(wanted, {row.event_id for row in seats})
    if only is not None:
        # What cannot go by itself is nobody's choice: it is told with what is out of reach.
        leave = {place.key for place in found if place.can_go} - set(only)
    found = [place for place in found if place.key not in leave]
    beyond = out_of_reach(person, seats, found)
    editions = _editions(seats, found)
    if person is None:
        person = Person.objects.create(name=NOBODY, is_protected=True)
        Participant.objects.filter(pk=seats[0].pk).update(person=person)
    done = {"seats": len(seats), **_delete_what_is_theirs(person, seats)}
    done["places"] = take_out(wanted, found)
    _empty_mentions(seats)
    _empty_rows(person, seats, by)
    Edition.objects.filter(pk__in=editions).update(taken_out_on=timezone.localdate())
    done["editions"] = len(editions)
    who = {"person": str(person.uid), "seats": [str(one.uid) for one in seats], "leave": sorted(leave)}
    row = UnNaming.objects.create(by=by, who=who, done=done, beyond=beyond, **({"uid": uid} if uid else {}))
    transaction.on_commit(write_notes)
    transaction.on_commit(lambda: _make_files_anew(editions), robust=True)
    # Kept pages are out of date by the revision; those that hold the name go now.
    transaction.on_commit(cache.clear, robust=True)
    return row


def _make_files_anew(editions):
    """Make the files of some editions anew, those that were withdrawn included; what cannot be made is deleted."""
    for edition in Edition.objects.filter(pk__in=editions):
        try:
            remake(edition)
        except NotPossible:
            for file in EditionFile.objects.filter(text__edition=edition):
                file.delete()


def write_notes():
    """Write the file of each un-naming that has none, so that it survives the database. Returns how many."""
    there = set(stored_names(FOLDER))
    missing = [row for row in UnNaming.objects.all() if f"{FOLDER}/{row.uid}.json" not in there]
    for row in missing:
        default_storage.save(f"{FOLDER}/{row.uid}.json", ContentFile(json.dumps(row.who)))
    return len(missing)


def do_again():
    """Repeat the un-namings of which there is a file and which the database does not know. Returns the new rows."""
    done = []
    for name in sorted(stored_names(FOLDER)):
        uid = name.removeprefix(f"{FOLDER}/").removesuffix(".json")
        if UnNaming.objects.filter(uid=uid).exists():
            continue
        with default_storage.open(name) as file:
            who = json.load(file)
        person = Person.objects.filter(uid=who["person"]).first()
        seat = None if person else Participant.objects.filter(uid__in=who["seats"], person=None).first()
        if not is_un_named(person) and (person or seat):
            done.append(un_name(person, seat=seat, by=None, leave=who["leave"], uid=uid))
    return done


def out_of_reach(person, seats, found=()):
    """What an un-naming cannot change, in sentences that name nobody."""
    events = {seat.event_id for seat in seats}
    sentences = [
        *_mails_sent(person, seats),
        *_taken_out(person, seats),
        *_were_public(seats),
    ]
    files = (
        PublicationFile.objects.filter(publication__event_publications__event__in=events)
        .exclude(file="")
        .distinct()
        .count()
    )
    if files:
        sentences.append(
            ngettext(
                "%(number)s uploaded document belongs to these events and is as it was: look through it.",
                "%(number)s uploaded documents belong to these events and are as they were: look through them.",
                files,
            )
            % {"number": files}
        )
    lists = DelegateList.objects.filter(event__in=events, state=DelegateList.State.LOOKED_AT).count()
    if lists:
        sentences.append(
            ngettext(
                "%(number)s list of delegates waits to be imported and is as it was sent: throw it away, or leave the "
                "row out.",
                "%(number)s lists of delegates wait to be imported and are as they were sent: throw them away, or "
                "leave the row out.",
                lists,
            )
            % {"number": lists}
        )
    sentences += [
        _("%(place)s is an address or the name of a file. Change it by hand.") % {"place": place.label}
        for place in found
        if not place.can_go
    ]
    if person and person.email and get_user_model().objects.filter(email__iexact=person.email).exists():
        sentences.append(_("There is an account with this e-mail address. Accounts are not touched: see Users."))
    sentences += [
        _("Badges, letters and lists that were printed."),
        _("Phones of the door that are without network: they forget when they are online again."),
        _("Backups made before today. After one was put back, run: manage.py un_name_again"),
    ]
    return sentences


def _mails_sent(person, seats):
    theirs = Q(participant__in=seats)
    if person and person.email:
        theirs |= Q(to__iexact=person.email)
    sent = Message.objects.filter(theirs, sent_at__isnull=False)
    when = sent.aggregate(first=Min("sent_at"), last=Max("sent_at"))
    if number := sent.count():
        yield ngettext(
            "%(number)s mail went to this person, on %(first)s.",
            "%(number)s mails went to this person, between %(first)s and %(last)s.",
            number,
        ) % {"number": number, "first": date_format(when["first"].date()), "last": date_format(when["last"].date())}


def _taken_out(person, seats):
    """Exports that held the person, each with who took it and when."""
    looked_for = {"participant": {seat.pk for seat in seats}, "person": {person.pk} if person else set()}
    for row in Export.objects.filter(model_name__in=looked_for).select_related("by").order_by("at"):
        if looked_for[row.model_name] & set(row.ids):
            yield _("A list of %(number)s %(rows)s, taken out by %(who)s on %(day)s as %(format)s.") % {
                "number": row.number,
                "rows": row.list_name,
                "who": row.by,
                "day": date_format(row.at.date()),
                "format": row.get_format_display(),
            }


def _were_public(seats):
    named = Edition.objects.filter(texts__mentions__participant__in=seats, texts__mentions__level=Level.NAMED)
    for edition in named.select_related("proceedings__event").distinct().order_by("pk"):
        yield _(
            "Edition %(number)s of the proceedings of “%(event)s” named this person since %(day)s: readers, search "
            "engines and archives may have kept copies."
        ) % {
            "number": edition.number,
            "event": edition.proceedings.event,
            "day": date_format(edition.published_on),
        }


def _editions(seats, found):
    """The ids of the editions that change: those that told of somebody, or hold what is taken out."""
    mentions = EditionMention.objects.filter(participant__in=seats).exclude(level=Level.HIDDEN)
    ids = set(mentions.values_list("text__edition", flat=True))
    texts = [place.pk for place in found if place.model is EditionText and not place.in_history_only]
    ids |= set(EditionText.objects.filter(pk__in=texts).values_list("edition", flat=True))
    return ids | {place.pk for place in found if place.model is Edition}


def _delete_what_is_theirs(person, seats):
    """Delete what belongs to one person only, with its history. Returns how many rows of each kind went."""
    addresses = Q(participant__in=seats)
    if person.email:
        addresses |= Q(to__iexact=person.email)
    contacts = PartyContact.objects.filter(Q(participant__in=seats) | Q(pk__in=_contacts(person)))
    theirs = {
        "mails": Message.objects.filter(addresses),
        "consents": Consent.objects.filter(participant__in=seats),
        "answers": Answer.objects.filter(participant__in=seats),
        "vault": VaultAnswer.objects.filter(participant__in=seats),
        "applications": Application.objects.filter(pk__in=_applications(person)),
        "links": Link.objects.filter(Q(participant__in=seats) | Q(contact__in=contacts)),
        "contacts": contacts,
        "followers": Follower.objects.filter(address__iexact=person.email) if person.email else Follower.objects.none(),
        "pairs": TwoPeople.objects.filter(Q(one=person) | Q(other=person)),
        "spellings": PersonName.objects.filter(person=person),
    }
    numbers = {}
    for name, rows in theirs.items():
        pks = list(rows.values_list("pk", flat=True))
        numbers[name] = len(pks)
        rows.model.objects.filter(pk__in=pks).delete()
        if hasattr(rows.model, "history"):
            rows.model.history.filter(id__in=pks).delete()
    for model in (Consent, Answer, PartyContact):
        model.history.filter(participant_id__in=[seat.pk for seat in seats]).delete()
    PersonName.history.filter(person_id=person.pk).delete()
    return numbers


def _contacts(person):
    """The ids of contacts of parties that are this person by their address, without a seat."""
    if not person.email:
        return []
    return PartyContact.objects.filter(email__iexact=person.email).values_list("pk", flat=True)


def _applications(person):
    """The ids of applications that wait and come from this person."""
    if not person.email:
        return []
    sent = ((row.pk, row.sent.get("seat", {}).get("email") or "") for row in Application.objects.all())
    return [pk for pk, email in sent if email.casefold() == person.email.casefold()]


def _empty_mentions(seats):
    for mention in EditionMention.objects.filter(participant__in=seats).select_related("text__language"):
        with override(mention.text.language.code):
            mention.level, mention.name, mention.kind = Level.HIDDEN, "", _("a participant")
        mention.save(update_fields=["level", "name", "kind"])


def _empty_rows(person, seats, by):
    """Empty the person and the seats of all that tells who it was, and put one line in place of their histories."""
    merges = list(PersonMerge.objects.filter(kept=person))
    reasons = [f"Merge {merge.pk}" for merge in merges]
    gone = set(Person.history.filter(history_change_reason__in=reasons, history_type="-").values_list("id", flat=True))
    Person.history.filter(id__in={person.pk, *gone}).delete()
    PersonName.history.filter(person_id__in=gone).delete()
    kept_for_merges = files_kept()
    PersonMerge.objects.filter(kept=person).update(before={})
    remove_after_commit(kept_for_merges - files_kept())
    Participant.history.filter(id__in=[seat.pk for seat in seats]).delete()
    roles = SessionRole.objects.filter(participant__in=seats)
    SessionRole.history.filter(participant_id__in=[seat.pk for seat in seats]).update(on_behalf_of=None)
    roles.update(on_behalf_of=None)
    for seat in seats:
        # For whom they sat there stays, or the numbers of the event would be wrong; small groups are not told anyway.
        constituency, country = seat.represented, seat.stands_for
        row = Participant.objects.get(pk=seat.pk)
        for name, value in (EMPTY_SEAT | {"constituency": constituency, "country": country}).items():
            setattr(row, name, value)
        row.tags.clear()
        row.sources.clear()
        row._history_user, row._change_reason = by, "Un-named"
        row.save()
        # The ties were taken off in lines of their own.
        Participant.history.filter(id=row.pk).exclude(history_change_reason="Un-named").delete()
    for name, value in EMPTY_PERSON.items():
        setattr(person, name, value)
    person._history_user, person._change_reason = by, "Un-named"
    person.save()
