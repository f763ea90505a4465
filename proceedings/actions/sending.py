"""What was written goes out: looked at, let go, and sent once.

A message is claimed before it is sent: that it is being sent is committed before the server hears of it. A worker that
is killed in between leaves a message that may have been sent; nobody sends that a second time but a person.
"""

import smtplib
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may
from ..models import Event, Link, Mailing, Message
from . import NotPossible, discretion, links
from .envelope import mail_of, new_message_id
from .mailing import LINK_MARK, one_line, plain

State = Message.State
# More than these need a second person: at once, or bit by bit to people of one event within a day.
ALONE_UP_TO = 20
ALONE_WITHIN = timedelta(hours=24)
# A server that says "later" is asked again after this time, for a day (RFC 5321, 4.5.4.1: half an hour or more).
AGAIN_AFTER = timedelta(minutes=30)
MOST_TRIES = 48
# Settings let a server answer within 20 seconds. What is "being sent" for so long was left by a worker that is dead.
STOPPED_AFTER = timedelta(minutes=15)
# A mail is no archive of who was written to: long after it was sent, only the number of mails is known.
KEPT_FOR = timedelta(days=180)
LONGEST_FAILURE = 500


def may_release(user, mailing):
    return may(user, "proceedings.release_mailing", mailing)


def needs_second(mailings, by):
    """Which of some mailings, let go by one person together, somebody else has to look at, too: a set of their keys.

    All of them where there are too many messages at once. Else those of an event to whose people this person would
    have written too often within a day without anybody else: small mailings one after the other are a large one.
    """
    waiting = Message.objects.filter(mailing__in=mailings, state=State.WAITING)
    if waiting.count() > ALONE_UP_TO:
        return {mailing.pk for mailing in mailings}
    written = defaultdict(set)
    for event, to in [*_alone_lately(mailings, by), *waiting.values_list("mailing__event", "to")]:
        written[event].add(to.casefold())
    return {mailing.pk for mailing in mailings if len(written[mailing.event_id]) > ALONE_UP_TO}


def _alone_lately(mailings, by):
    """[(key of an event of these mailings, address)] of the mails that somebody let go on their own lately."""
    rows = Message.objects.exclude(state=State.DROPPED).filter(
        mailing__event__in={mailing.event_id for mailing in mailings},
        mailing__state=Mailing.State.RELEASED,
        mailing__released_by=by,
        mailing__released_at__gt=timezone.now() - ALONE_WITHIN,
        mailing__looked_at_by=None,
    )
    return rows.values_list("mailing__event", "to")


def _mailing(mailing, by, *states):
    """The row of a mailing, locked. Raises PermissionDenied, or NotPossible where it is in none of these states."""
    if not may_release(by, mailing):
        raise PermissionDenied
    now = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if now.state not in states:
        raise NotPossible(_("This was already %(state)s.") % {"state": now.get_state_display()})
    return now


def _message(message, by, *states):
    """The row of a message, locked after its mailing. Raises PermissionDenied, or NotPossible."""
    if not may_release(by, message):
        raise PermissionDenied
    mailing = Mailing.objects.select_for_update().get(pk=message.mailing_id)
    now = Message.objects.select_for_update(of=("self",)).select_related("participant").get(pk=message.pk)
    now.mailing = mailing
    if now.state not in states:
        raise NotPossible(_("This message: %(state)s. Look again.") % {"state": now.get_state_display()})
    return now


# Before it goes


def obstacles(mailing):
    """What stands in the way of letting a mailing go, as sentences."""
    messages = list(mailing.messages.filter(state=State.WAITING).values_list("pk", "subject", "body", "is_discreet"))
    if not messages:
        return [_("No message waits in it.")]
    names = discretion.telling_names(mailing.event) if any(discreet for *_rest, discreet in messages) else []
    found = []
    for number, subject, body, discreet in messages:
        if discreet and (name := discretion.what_it_tells(names, subject, body)):
            found.append(
                _("Message %(number)s is discreet, and says “%(name)s” in its subject or first lines.")
                % {"number": number, "name": name}
            )
        if not subject:
            found.append(_("Message %(number)s has no subject.") % {"number": number})
    return found


def release(mailing, *, by):
    """Let a mailing go; what `needs_second` waits for a second person first. Returns the Mailing.

    Raises PermissionDenied, or NotPossible: it was let go already, the second person is the first, or a discreet
    message says what it is about.
    """
    return release_all([mailing], by=by)[0]


@transaction.atomic
def release_all(mailings, *, by):
    """Let several mailings go, which count as one: all of them, or none. Returns the Mailings. Raises as `release`."""
    waits = (Mailing.State.WAITING, Mailing.State.SECOND)
    # One click after the other, also where somebody sends two at the same moment: each counts those before.
    events = Event.objects.select_for_update(no_key=True).filter(pk__in={mailing.event_id for mailing in mailings})
    list(events.order_by("pk").values_list("pk"))
    # In one order, so that two people who let the same go wait for one another and do not block each other.
    locked = [_mailing(mailing, by, *waits) for mailing in sorted(mailings, key=lambda row: row.pk)]
    for mailing in locked:
        if stop := obstacles(mailing):
            raise NotPossible("\n".join(stop[:10]))
    second = needs_second(locked, by)
    for mailing in locked:
        if mailing.state == Mailing.State.SECOND:
            if mailing.looked_at_by_id == by.pk:
                raise NotPossible(
                    _("You have looked at it already. With more than %(number)s people, somebody else has to, too.")
                    % {"number": ALONE_UP_TO}
                )
        elif mailing.pk in second:
            mailing.state, mailing.looked_at_by = Mailing.State.SECOND, by
            mailing.save(update_fields=["state", "looked_at_by"])
            continue
        mailing.state, mailing.released_at, mailing.released_by = Mailing.State.RELEASED, timezone.now(), by
        mailing.save(update_fields=["state", "released_at", "released_by"])
        _order(mailing.pk)
    return locked


def let_go_at_once(mailing, *, by):
    """Let one mail go that `by` has addressed by hand a moment ago, in words of ours: they have looked at it.

    Whether they may write it is asked by the verb that did. Within its transaction.
    """
    mailing.state, mailing.released_at, mailing.released_by = Mailing.State.RELEASED, timezone.now(), by
    mailing.save(update_fields=["state", "released_at", "released_by"])
    _order(mailing.pk)


def _order(mailing_id):
    from ..tasks import send_mailing

    transaction.on_commit(lambda: send_mailing.enqueue(mailing_id))


@transaction.atomic
def drop(mailing, *, by):
    """Throw away what waits in a mailing. Its links open nothing. Raises PermissionDenied, or NotPossible."""
    mailing = _mailing(mailing, by, Mailing.State.WAITING, Mailing.State.SECOND)
    waiting = mailing.messages.filter(state=State.WAITING)
    links.revoke(Link.objects.filter(messages__in=waiting))
    waiting.update(state=State.DROPPED)
    mailing.state = Mailing.State.DROPPED
    mailing.save(update_fields=["state"])
    return mailing


@transaction.atomic
def drop_message(message, *, by):
    """Throw one message away: before it goes, or when it could not be sent. Raises PermissionDenied, or NotPossible."""
    message = _message(message, by, State.WAITING, State.FAILED)
    message.state = State.DROPPED
    message.save(update_fields=["state"])
    links.revoke(Link.objects.filter(pk=message.link_id))
    mailing = message.mailing
    before = mailing.state in (Mailing.State.WAITING, Mailing.State.SECOND)
    if before and not mailing.messages.filter(state=State.WAITING).exists():
        mailing.state = Mailing.State.DROPPED
        mailing.save(update_fields=["state"])
    return message


@transaction.atomic
def rewrite(message, *, by, subject, body):
    """Change the words of a message that waits. Who has looked at its mailing has not seen these: it waits for a look.

    body   as it is kept, with LINK_MARK where the address of its link will stand

    Raises PermissionDenied, or NotPossible.
    """
    if not may(by, "proceedings.change_message", message):
        raise PermissionDenied
    mailing = Mailing.objects.select_for_update().get(pk=message.mailing_id)
    message = Message.objects.select_for_update(of=("self",)).select_related("participant", "link").get(pk=message.pk)
    if message.state != State.WAITING or mailing.state not in (Mailing.State.WAITING, Mailing.State.SECOND):
        raise NotPossible(_("Its words cannot be changed any more: it was let go, or thrown away."))
    parts = [plain(part) for part in body.split(LINK_MARK)]
    if len(parts) > 1 and not message.link_id:
        if not message.participant_id:
            raise NotPossible(_("Nobody's seat belongs to this message, so it can have no personal link."))
        message.link = links.make(by=by, participant=message.participant)
    message.subject, message.body = one_line(subject)[:300], LINK_MARK.join(parts)
    message.save(update_fields=["subject", "body", "link"])
    if mailing.state == Mailing.State.SECOND:
        mailing.state, mailing.looked_at_by = Mailing.State.WAITING, None
        mailing.save(update_fields=["state", "looked_at_by"])
    return message


# Sending, by a worker


def _due(now):
    """Messages that may be sent now: let go, and not tried a moment ago."""
    return Message.objects.filter(
        Q(taken_at=None) | Q(taken_at__lte=now - AGAIN_AFTER),
        state=State.WAITING,
        mailing__state=Mailing.State.RELEASED,
    )


def claim(mailing_id):
    """Take the next message of a mailing for sending. Returns (message, address of its link), or None.

    When this returns, that it is being sent is committed: a caller in a transaction is refused by Django.
    """
    with transaction.atomic(durable=True):
        due = _due(timezone.now()).filter(mailing=mailing_id).order_by("pk")
        message = due.select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return None
        message.message_id, message.taken_at, message.tries = new_message_id(), timezone.now(), message.tries + 1
        message.state, message.failure = State.SENDING, ""
        message.save(update_fields=["message_id", "taken_at", "tries", "state", "failure"])
        link = Link.objects.filter(pk=message.link_id, revoked_at=None).first() if message.link_id else None
        return message, links.mint(link, message.language) if link and LINK_MARK in message.body else None


def send_all(mailing_id):
    """Send what is due of a mailing, one by one, until nothing is left or the server cannot be reached."""
    while taken := claim(mailing_id):
        if not send(*taken):
            return


def send(message, address):
    """Send a message that was claimed, and note what became of it. Returns False where no server could be reached."""
    try:
        mail = mail_of(message, address)
        mail.message()
    except ValueError as error:
        # BadHeaderError is one. The server heard nothing of it.
        _settle(message, State.FAILED, str(error))
        return True
    outcome = hand_over(mail)
    if outcome.state == State.WAITING:
        _later(message, outcome.said)
    else:
        _settle(message, outcome.state, outcome.said)
    return outcome.is_reached


@dataclass(frozen=True)
class Outcome:
    """What became of a mail that was handed to the server.

    state           SENT; WAITING where it was certainly not sent and may be later; FAILED where the server refused it
                    for good; UNSURE where nobody knows
    said            what the server said, or what happened
    is_reached      False where no server could be reached, so that the next mail needs not be tried
    is_no_address   True where it was the address that was refused for good
    """

    state: str
    said: str = ""
    is_reached: bool = True
    is_no_address: bool = False


def hand_over(mail):
    """Give a mail to the mail server, once. Returns an Outcome."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(State.WAITING, str(error), is_reached=False)
    try:
        connection.send_messages([mail])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        code, said = _answer(error)
        if 400 <= code < 500:
            return Outcome(State.WAITING, said)
        return Outcome(State.FAILED, said, is_no_address=isinstance(error, smtplib.SMTPRecipientsRefused))
    except Exception as error:  # noqa: BLE001 - whatever happened, it may have happened after the server took it
        return Outcome(State.UNSURE, repr(error))
    finally:
        # It was sent, or was not; that a server does not say goodbye changes nothing.
        with suppress(Exception):
            connection.close()
    return Outcome(State.SENT)


def _answer(error):
    """What a server said when it refused: (code, words)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = error.smtp_code, error.smtp_error
    words = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return code, f"{code} {words}"


def _settle(message, state, failure=""):
    """Note what became of an attempt, unless it is not the last any more."""
    fields = {"state": state, "failure": one_line(failure)[:LONGEST_FAILURE]}
    if state == State.SENT:
        fields["sent_at"] = timezone.now()
    Message.objects.filter(
        pk=message.pk, message_id=message.message_id, state__in=(State.SENDING, State.UNSURE)
    ).update(**fields)


def _later(message, failure):
    """It was certainly not sent: try again later, or not any more."""
    _settle(message, State.WAITING if message.tries < MOST_TRIES else State.FAILED, str(failure))


def pick_up():
    """Look after what no task looks after: to be called every few minutes. Returns how many mailings were ordered.

    Messages of a worker that died are UNSURE now; what waits though it was let go is ordered again.
    """
    now = timezone.now()
    stopped = Message.objects.filter(state=State.SENDING, taken_at__lte=now - STOPPED_AFTER)
    stopped.update(state=State.UNSURE, failure=_("The worker was stopped while it sent this."))
    # A mailing let go a moment ago has its own task.
    due = _due(now).filter(mailing__released_at__lte=now - timedelta(minutes=1))
    waiting = due.order_by().values_list("mailing", flat=True).distinct()
    for mailing_id in (ordered := list(waiting)):
        _order(mailing_id)
    return len(ordered)


# After it went


@transaction.atomic
def send_again(message, *, by):
    """Send a message once more that was refused, came back, or of which nobody knows.

    Raises PermissionDenied, or NotPossible.
    """
    message = _message(message, by, State.FAILED, State.UNSURE, State.BOUNCED)
    message.state, message.tries, message.taken_at, message.failure = State.WAITING, 0, None, ""
    message.save(update_fields=["state", "tries", "taken_at", "failure"])
    _order(message.mailing_id)
    return message


@transaction.atomic
def note_arrived(message, *, by):
    """Note that a message of which nobody knew was sent after all. Raises PermissionDenied, or NotPossible."""
    message = _message(message, by, State.UNSURE)
    message.state, message.sent_at, message.failure = State.SENT, message.taken_at or timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "failure"])
    return message


@transaction.atomic
def note_bounce(message, *, by, reason):
    """Note by hand that a message came back. Raises PermissionDenied, or NotPossible."""
    message = _message(message, by, State.SENT, State.UNSURE)
    message.state, message.failure = State.BOUNCED, one_line(reason)[:LONGEST_FAILURE] or _("It came back.")
    message.save(update_fields=["state", "failure"])
    return message


def forget_old():
    """Delete messages long after they went out or were thrown away. Returns their number."""
    before = timezone.now() - KEPT_FOR
    done = Message.objects.filter(
        state__in=(State.SENT, State.BOUNCED, State.DROPPED, State.FAILED, State.UNSURE),
        mailing__written_at__lt=before,
        mailing__state__in=(Mailing.State.RELEASED, Mailing.State.DROPPED),
    ).filter(Q(taken_at=None) | Q(taken_at__lt=before))
    return done.delete()[1].get("proceedings.Message", 0)


def told(mailing):
    """One sentence for who let a mailing go: what happens now."""
    if mailing.state == Mailing.State.SECOND:
        return _("You have looked at it. It goes out when a second person has, too.")
    number = mailing.messages.filter(state__in=(State.WAITING, State.SENDING, State.SENT)).count()
    return ngettext("%(n)s message goes out now.", "%(n)s messages go out now.", number) % {"n": number}
