"""People register themselves: from the public form, and by the personal link that its mail brings them.

Nothing here tells a stranger whether an address is known. The form leaves an Application, whoever sent it; the worker
makes a seat of it, or writes a mail with a fresh link to who has one already. What is said goes by mail alone.
"""

import logging
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may
from ..documents.leftovers import remove_after_commit
from ..models import (
    Answer,
    Application,
    Attempts,
    Consent,
    Event,
    Language,
    Link,
    MailUse,
    Message,
    Participant,
    Person,
    Question,
    Registration,
    Surface,
    VaultAnswer,
    VaultLook,
)
from ..models.fields import clean_text
from ..models.registration import answer_file_name
from . import NotPossible, links, mailing, one_seat, seating

log = logging.getLogger(__name__)

State = Participant.State
# Mails to one address that strangers can cause by sending forms.
MOST_MAILS = 3
MAILS_IN = timedelta(hours=1)
# What comes after the form may be changed as long as the seat is one, or may become one.
STILL_OPEN = (State.INVITED, State.APPLIED, State.WAITING, State.CONFIRMED)
# What of a seat its holder may write, and what of their own person.
SEAT_FIELDS = ("post", "organisation_as_written", "country", "mode", "needs")
PERSON_FIELDS = ("name", "own_script_name")
CONSENT_RECORD = "They said so themselves, by their personal link."


def store(answers):
    """Store the files among some answers. Returns the answers as JSON can hold them.

    answers   {Question: a text, a list of texts, True, False, a date, a VettedFile, or None for no answer}
    """
    ready = {}
    for question, given in answers.items():
        row = {"value": None, "file": "", "file_called": ""}
        if hasattr(given, "content"):
            row["file"] = default_storage.save(answer_file_name(None, ""), given.content)
            row["file_called"] = given.called
        elif hasattr(given, "isoformat"):
            row["value"] = given.isoformat()
        elif given not in (None, "", []):
            row["value"] = given
        ready[str(question.pk)] = row
    return ready


def receive(event, seat, answers, *, language=None):
    """Keep what somebody sent from the public form, and let the worker see who it is. Returns the Application.

    seat       {"name", "email" and what else the form asks: text}
    answers    see `store`
    language   a Language to write to them in, or None
    """
    from ..tasks import take_in_applications

    sent = {"seat": {name: clean_text(value) for name, value in seat.items()}, "answers": store(answers)}
    with transaction.atomic():
        application = Application.objects.create(event=event, sent=sent, language=language)
    take_in_applications.enqueue()
    # For what could not be taken in at once; ordered for everybody, or it would tell.
    take_in_applications.using(run_after=timezone.now() + MAILS_IN).enqueue()
    return application


def take_in_all():
    """Make seats of the applications that wait. Returns how many are through.

    All waiting rows are locked, so that two workers take turns, and an address gets no more mails than it may. One that
    cannot be taken in now stays for the next time, and keeps nobody else waiting.
    """
    through = 0
    with transaction.atomic():
        for application in Application.objects.select_for_update(of=["self"]).select_related("language"):
            try:
                with transaction.atomic():
                    through += _take_in(application)
            except NotPossible as no:
                log.warning("%s was not taken in: %s", application, no)
            except Exception as error:
                # Its text may hold what somebody sent.
                log.error("%s could not be taken in: %s", application, type(error).__name__)
    return through


def _take_in(application):
    event = Event.objects.select_for_update(no_key=True).get(pk=application.event_id)
    seat = application.sent["seat"]
    known = _seat_of(event, seat["email"])
    if known:
        _forget_files(application.sent["answers"])
        send_link(known)
    elif _mails_lately(seat["email"]) >= MOST_MAILS:
        return False
    else:
        participant = Participant(event=event, person=person_of(seat), language=application.language)
        for name in SEAT_FIELDS:
            setattr(participant, name, seat.get(name, ""))
        participant.constituency_id = seat.get("constituency")
        participant = seating.apply(participant, by=None)
        _write_answers(participant, application.sent["answers"], Question.Stage.APPLYING)
    application.delete()
    return True


def _seat_of(event, email):
    """The seat at an event of whoever has an address, or None."""
    seats = Participant.objects.filter(event=event, person__email__iexact=email)
    return seats.select_related("event", "person", "language", "organisation").order_by("pk").first()


def person_of(seat):
    """The person with this address and this very name, else a new one: two who share an address are two people."""
    same = Person.objects.filter(email__iexact=seat["email"], name=seat["name"])[:2]
    if len(same) == 1:
        return same[0]
    return Person.objects.create(
        name=seat["name"], own_script_name=seat.get("own_script_name", ""), email=seat["email"]
    )


def _mails_lately(address):
    """How many mails forms have caused to an address within the hour."""
    since = timezone.now() - MAILS_IN
    caused = Message.objects.filter(to__iexact=address, mailing__use=MailUse.RECEIVED, mailing__written_by=None)
    return caused.filter(mailing__written_at__gt=since).count()


@transaction.atomic
def send_link(participant):
    """Write a mail with a fresh link to who holds a seat, unless their address had enough mails. Says nothing of it."""
    if not participant.person_id or not participant.person.email:
        return
    # Two who ask at once take turns.
    Person.objects.select_for_update(no_key=True).get(pk=participant.person_id)
    if _mails_lately(participant.person.email) < MOST_MAILS:
        mailing.write(participant.event, MailUse.RECEIVED, [mailing.Addressee.seat(participant)], by=None)


# By a personal link


def _check(link):
    if not Link.objects.good().filter(pk=link.pk).exists():
        raise NotPossible(_("This link was taken back meanwhile."))


def _locked(link):
    """The seat of a link, locked. Raises NotPossible where the link was taken back meanwhile."""
    _check(link)
    return (
        Participant.objects.select_for_update(of=["self"]).select_related("person", "event").get(pk=link.participant_id)
    )


@transaction.atomic
def change(link, seat, answers):
    """Change what was said on the form. Neither the state nor what may be shown of anybody changes by it.

    seat, answers   as in `receive`; only what is in them is changed, never an e-mail address
    """
    participant = _locked(link)
    if participant.state not in STILL_OPEN:
        raise NotPossible(_("This application can no longer be changed."))
    changed = {name: clean_text(seat[name]) for name in SEAT_FIELDS if name in seat}
    if "constituency" in seat:
        changed["constituency_id"] = seat["constituency"]
    if seat.get("language"):
        changed["language_id"] = Language.objects.get(code=seat["language"]).pk
    save_by_link(participant, changed)
    if owns_name(participant):
        save_by_link(participant.person, {name: clean_text(seat[name]) for name in PERSON_FIELDS if seat.get(name)})
    _write_answers(participant, store(answers), Question.Stage.APPLYING)
    links.note_use(link)
    return participant


def save_by_link(row, changed):
    """Save what changed of a row, with its line of history."""
    changed = {name: value for name, value in changed.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row._change_reason = "By personal link"
        row.save(update_fields=list(changed))


def owns_name(participant):
    """True where a seat's link may change the name of its person: it is their only seat, and no alias hides it."""
    return bool(participant.person_id) and not participant.alias and participant.person.seats.count() == 1


@transaction.atomic
def give_details(link, answers):
    """Put travel and passport data into the vault. Only of who has a confirmed seat."""
    participant = _locked(link)
    if participant.state != State.CONFIRMED:
        raise NotPossible(_("This is asked of those who have a confirmed seat."))
    _write_answers(participant, store(answers), Question.Stage.CONFIRMED)
    links.note_use(link)
    return participant


def _write_answers(participant, ready, stage):
    """Save answers of one stage that are questions of the event. An empty one takes the old one away."""
    model = VaultAnswer if stage == Question.Stage.CONFIRMED else Answer
    questions = Question.objects.filter(event=participant.event_id, stage=stage)
    old = {answer.question_id: answer for answer in model.objects.filter(participant=participant)}
    for question in questions:
        given = ready.get(str(question.pk))
        if given is None:
            continue
        answer = old.get(question.pk)
        replaced = [answer.file.name] if answer and answer.file and answer.file.name != given["file"] else []
        if given["value"] is None and not given["file"]:
            if answer:
                answer.delete()
            continue
        answer = answer or model(participant=participant, question=question)
        if (answer.value, answer.file.name or "") == (given["value"], given["file"]):
            continue
        answer.value, answer.file, answer.file_called = given["value"], given["file"], given["file_called"]
        answer.given_at = timezone.now()
        answer.save()
        remove_after_commit(replaced)


def _forget_files(ready):
    remove_after_commit([row["file"] for row in ready.values() if row["file"]])


@transaction.atomic
def agree(link, surfaces):
    """Note on which surfaces somebody may be shown, as they say themselves. What is not among them is a no.

    surfaces   values of Surface
    """
    participant, today = _locked(link), timezone.localdate()
    rows = {row.surface: row for row in Consent.objects.select_for_update().filter(participant=participant)}
    for surface in Surface.values:
        row = rows.get(surface)
        if row and row.basis == Consent.Basis.PUBLIC_OFFICE:
            # Not theirs to give: what was said in public office stays said.
            continue
        holds = bool(row) and row.holds_on(today)
        if surface in surfaces and not holds:
            row = row or Consent(participant=participant, surface=surface)
            row.basis, row.record = Consent.Basis.OWN_CONSENT, CONSENT_RECORD
            row.recorded_by, row.given_through = None, link
            row.given_on, row.valid_until, row.withdrawn_on = today, None, None
        elif surface not in surfaces and holds:
            row.withdrawn_on = today
        else:
            continue
        row._change_reason = "By personal link"
        row.save()
    links.note_use(link)


VERBS = {
    "accept": seating.confirm,
    "decline": seating.decline,
    "take": seating.take_offer,
    "withdraw": seating.withdraw,
    "again": seating.apply,
}


@transaction.atomic
def answer(link, verb):
    """Say yes or no by a link: accept, decline, take, withdraw, again. Returns the participant.

    Who does not come needs no journey: what the vault holds of them goes at once. Raises NotPossible.
    """
    _check(link)
    # Not locked here: the verbs lock the event first, and the other way round two would wait for each other.
    participant = VERBS[verb](link.participant, by=None)
    if participant.state not in STILL_OPEN:
        VaultAnswer.objects.filter(participant=participant).delete()
        one_seat.forget_vault(seats=[participant.pk])
    links.note_use(link)
    return participant


# Links, by a colleague

# What is said in the mail that brings a new link, by where its reader stands.
NEW_LINK = {
    State.INVITED: MailUse.INVITATION,
    State.CONFIRMED: MailUse.CONFIRMED,
}


def end_links(participant, number, *, by):
    """End one link of a seat, by its number as text. Raises PermissionDenied, or NotPossible."""
    if not may(by, "proceedings.change_link", participant):
        raise PermissionDenied
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotPossible(_("There is no such link."))
    if not links.revoke(participant.links.filter(pk=int(number))):
        raise NotPossible(_("This link opened nothing any more."))


def _may_make(participant, by):
    if not may(by, "proceedings.add_link", participant):
        raise PermissionDenied
    if participant.state == State.REJECTED:
        raise NotPossible(_("This person was turned down: there is nothing for them to open."))


@transaction.atomic
def mail_link(participant, *, by):
    """End the links of a seat, and write a mail with a new one. Raises PermissionDenied, or NotPossible."""
    _may_make(participant, by)
    use = NEW_LINK.get(participant.state, MailUse.RECEIVED)
    written = mailing.write(participant.event, use, [mailing.Addressee.seat(participant)], by=by)
    if not written:
        raise NotPossible(_("There is no e-mail address to write to."))
    link = written.messages.get().link
    if link is None:
        raise NotPossible(_("The template for this mail has no {link} in it."))
    links.revoke(participant.links.exclude(pk=link.pk))


@transaction.atomic
def new_link(participant, *, by):
    """End the links of a seat, and make one to hand over by other means than mail. Returns its address.

    It cannot be had again. Raises PermissionDenied, or NotPossible.
    """
    _may_make(participant, by)
    links.revoke(participant.links.all())
    return links.mint(links.make(by=by, participant=participant), participant.language)


# The vault


@transaction.atomic
def look(participant, *, by, reason):
    """Look at what the vault holds of one seat. Every look is noted, with its reason, before anything is seen.

    Returns the VaultAnswers with their questions. Raises PermissionDenied, or NotPossible without a reason.
    """
    if not may(by, "proceedings.view_vaultanswer", participant):
        raise PermissionDenied
    reason = " ".join(clean_text(reason).split())
    if not reason:
        raise NotPossible(_("Say what you need it for."))
    VaultLook.objects.create(by=by, event=participant.event, seat_number=participant.pk, reason=reason[:300])
    return list(participant.vault_answers.select_related("question").order_by("question__position", "question_id"))


@transaction.atomic
def forget_vault(on=None):
    """Delete what the vault holds of events that ended long enough ago, files too. Returns how many answers went.

    Without rules of its own an event keeps it as long as new rules would say. One of unknown days keeps it until
    somebody says when it was.
    """
    on = on or timezone.localdate()
    usual = Registration._meta.get_field("keep_days").default
    with_answers = VaultAnswer.objects.values("participant__event")
    ended = Event.objects.filter(Q(pk__in=with_answers) | Q(pk__in=one_seat.events_kept())).annotate(
        last=Coalesce("end_date", "start_date"), keep=Coalesce("registration__keep_days", usual)
    )
    due = [event.pk for event in ended if event.last and event.last + timedelta(days=event.keep) < on]
    rows = VaultAnswer.objects.filter(participant__event__in=due)
    number = rows.count()
    rows.delete()
    one_seat.forget_vault(events=due)
    return number


def forget_attempts():
    """Delete the counts of visits that no longer matter."""
    Attempts.objects.filter(until__lt=timezone.now()).delete()
