"""Parties of commitments are reminded to report: before the last day, when it has passed, then once a year.

Never more than three times in a row without an answer. The mails wait in the outbox for a look, as all do.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from ..models import Commitment, Event, MailUse, Message, PartyAnswer, PartyContact, Reminder, Update
from ..models.commitment import SETTLED, a_year_after
from . import mailing, promising

Occasion = Reminder.Occasion
MOST_IN_A_ROW = 3
FOUR_WEEKS, ONE_WEEK = timedelta(days=28), timedelta(days=7)


def occasion_on(on, *, last_day, made_on, answered_on, reminded_on):
    """What a party is reminded of on a day, as (Occasion, the day from which that was due), or None.

    last_day      of the commitment, or None
    made_on       the day it was made, or None
    answered_on   the day of the newest answer or report, or None
    reminded_on   the day of the newest reminder, or None
    """
    if last_day and on <= last_day:
        for occasion, before in ((Occasion.ONE_WEEK, ONE_WEEK), (Occasion.FOUR_WEEKS, FOUR_WEEKS)):
            day = last_day - before
            if on >= day:
                # Who told us since then needs not be asked again.
                return None if answered_on and answered_on >= day else (occasion, day)
        return None
    if last_day and on < a_year_after(last_day):
        day = last_day + timedelta(days=1)
        if not answered_on or answered_on < day:
            return Occasion.OVERDUE, day
    known = [day for day in (last_day, made_on, answered_on, reminded_on) if day]
    if known and on >= (day := a_year_after(max(known))):
        return Occasion.YEARLY, day
    return None


def remind_all(on=None):
    """Write what is due today, event by event. Returns how many mails now wait in the outbox because of it."""
    on = on or timezone.localdate()
    asked = PartyContact.objects.filter(is_reminded=True, party__commitment__in=Commitment.objects.published())
    number = 0
    for event_id in sorted(set(asked.order_by().values_list("party__commitment__event", flat=True))):
        try:
            number += remind(event_id, on)
        except IntegrityError:
            # Another worker has just done it.
            continue
    return number


@transaction.atomic
def remind(event_id, on):
    """Write the reminders of one event: all of them and their mails, or nothing. Returns the number of mails."""
    # Of two workers the second waits, and then finds that all is written.
    event = Event.objects.select_for_update(no_key=True).get(pk=event_id)
    promises = Commitment.objects.with_standing(on).published().filter(event=event).exclude(standing__in=SETTLED)
    contacts = PartyContact.objects.filter(is_reminded=True, party__commitment__event=event)
    of = defaultdict(list)
    for contact in contacts.select_related("party__commitment__session", *promising.OF_CONTACT).order_by("pk"):
        of[contact.party.commitment_id].append(contact)
    promises = [promise for promise in promises if promise.pk in of]
    written = _written(contacts)
    answered = _answered(promises)
    due, again = [], []
    for promise in promises:
        addresses = set()
        for contact in of[promise.pk]:
            contact.party.commitment = promise
            row = _due(contact, promise, event, written[contact.pk], answered[promise.pk], on)
            if row is None:
                continue
            if contact.address.casefold() in addresses:
                again.append(row)
            else:
                addresses.add(contact.address.casefold())
                due.append(row)
    for discreet in (False, True):
        _write(event, [row for row in due if promising.is_discreet(row.contact) == discreet], discreet)
    Reminder.objects.bulk_create([*due, *again])
    return len(due)


def _written(contacts):
    """{number of a contact: its reminders, newest first}. One that somebody threw away reached nobody."""
    rows = defaultdict(list)
    for row in Reminder.objects.filter(contact__in=contacts).select_related("message").order_by("-written_on", "-pk"):
        rows[row.contact_id].append(row)
    return rows


def _answered(promises):
    """{number of a commitment: the day of the newest answer of a party, or of the newest update that came in}."""
    keys = [promise.pk for promise in promises]
    found = defaultdict(lambda: None)
    answers = PartyAnswer.objects.filter(party__commitment__in=keys).order_by().values_list("party__commitment")
    news = Update.history.filter(commitment__in=keys, history_type="+").order_by().values_list("commitment")
    for rows in (answers.annotate(Max("at")), news.annotate(Max("history_date"))):
        for key, moment in rows:
            day = timezone.localdate(moment)
            found[key] = max(found[key] or day, day)
    return found


def _due(contact, promise, event, written, answered_on, on):
    """The Reminder that a contact is to get today, not saved yet, or None."""
    if not mailing.has_address(contact.address):
        return None
    found = occasion_on(
        on,
        last_day=promise.due,
        made_on=event.end_date or event.start_date,
        answered_on=answered_on,
        reminded_on=written[0].written_on if written else None,
    )
    if found is None or any((row.occasion, row.day) == found for row in written):
        return None
    arrived = [row for row in written if not row.message or row.message.state != Message.State.DROPPED]
    if sum(not answered_on or row.written_on > answered_on for row in arrived) >= MOST_IN_A_ROW:
        return None
    occasion, day = found
    return Reminder(contact=contact, occasion=occasion, day=day, written_on=on)


def _write(event, reminders, discreet):
    addressees = [promising.addressee(row.contact, row.contact.party.commitment.due) for row in reminders]
    written = mailing.write(event, MailUse.REPORT, addressees, by=None, discreet=discreet)
    if written:
        for row, message in zip(reminders, written.messages.order_by("pk"), strict=True):
            row.message = message
