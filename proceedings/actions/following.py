"""An address asks to be told of news, confirms that by a link, is told, and leaves by one click.

What is told is composed where pages are (public/news_by_mail.py), at the moment it is sent. Here is who is told, and
that nobody is told twice: that a mail goes out is committed before the server hears of it, as in sending.py.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..models import Follower, FollowerMail, Following, Message
from .envelope import new_message_id
from .links import TOKEN_BYTES, hash_of, with_token
from .sending import AGAIN_AFTER

# A request that nobody confirmed is deleted after this time.
WAITS_FOR = timedelta(days=7)
# The same request, made again sooner, brings no second mail.
ASKED_AGAIN_AFTER = timedelta(days=1)
# At most one mail with news a day, also where the one of yesterday went out some hours later than usual.
NEWS_AFTER = timedelta(hours=20)
# What becomes public is told some minutes later: a transaction may take a while, and its moment is when it began.
SETTLES_IN = timedelta(minutes=5)
# How long the links in our mails open something, if they are not used to leave.
LINKS_LAST = timedelta(days=400)
# A server that refuses a mail, but not for the address, is asked again the next day, so often in a row.
REFUSED_FOR = timedelta(days=1)
MOST_REFUSALS = 5
# The address does not exist, or is closed (RFC 3463, 3.2 and 3.3). 5.1.7 and 5.1.8 are about the sender, and 5.7 says
# that the server does not like ours.
NO_SUCH_ADDRESS = re.compile(r"(?<![.\d])5\.(?:1\.(?:[0-6]|10)|2\.1)(?![.\d])")
State = Message.State


@dataclass(frozen=True)
class Taken:
    """A mail that is about to go out.

    mail        its FollowerMail
    token       for the address of its link
    following   the Following it asks to confirm, or that is known already; None for news
    is_known    True where that is confirmed already
    news        what `gather` found, or None
    before      for news, the moment up to which they had been told before
    """

    mail: FollowerMail
    token: str
    following: Following | None = None
    is_known: bool = False
    news: object = None
    before: object = None

    @property
    def follower(self):
        return self.mail.follower


@transaction.atomic
def ask(kind, row, address, *, language):
    """Note that somebody typed an address to follow something. Returns the Follower, which is not confirmed.

    kind       one of models.following.FOLLOWED
    row        the Topic, Series, Organisation, Commitment or FrameworkGoal
    language   a code of settings.LANGUAGES

    It looks at nothing that is known of the address: so it takes the same time for all.
    """
    follower = Follower.objects.create(address=address, language=language)
    Following.objects.create(follower=follower, **{kind: row})
    return follower


def _of_address(address):
    return Follower.objects.filter(address__iexact=address)


def _may_be_mailed(now):
    return Q(not_before=None) | Q(not_before__lte=now)


def waiting_requests():
    """The numbers of requests to which no mail has gone yet."""
    now = timezone.now()
    rows = Follower.objects.filter(_may_be_mailed(now), confirmed_at=None, mails=None, asked_at__gt=now - WAITS_FOR)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def take_request(follower_id):
    """Take a request for answering by mail. Returns what is Taken, or None where there is nothing to send.

    When this returns, that the mail goes out is committed: a caller in a transaction is refused by Django.
    """
    now = timezone.now()
    with transaction.atomic(durable=True):
        rows = Follower.objects.select_for_update().filter(_may_be_mailed(now), pk=follower_id, confirmed_at=None)
        follower = rows.first()
        if follower is None or follower.mails.exists():
            return None
        following = follower.followings.first()
        if following is None:
            follower.delete()
            return None
        same = {f"followings__{following.kind}": following.followed_id}
        others = _of_address(follower.address).filter(**same).exclude(pk=follower.pk)
        if others.filter(confirmed_at=None, asked_at__gt=now - ASKED_AGAIN_AFTER, pk__lt=follower.pk).exists():
            follower.delete()
            return None
        others.filter(confirmed_at=None, pk__lt=follower.pk).delete()
        known = others.exclude(confirmed_at=None).first()
        mail, token = _note_mail(known or follower)
        if known:
            # In memory it is still there to be told of.
            Follower.objects.filter(pk=follower.pk).delete()
        return Taken(mail, token, following=following, is_known=known is not None)


def to_be_told():
    """The numbers of followers who may get a mail with news now."""
    now = timezone.now()
    lately = FollowerMail.objects.filter(follower=OuterRef("pk"), tells_news=True, at__gt=now - NEWS_AFTER)
    rows = Follower.objects.filter(_may_be_mailed(now), ~Exists(lately), confirmed_at__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def take_news(follower_id, gather):
    """Take a follower for telling news. Returns what is Taken, or None where there is nothing to tell.

    gather   called with (the Follower, the moment up to which it is told): what is new, or something empty

    When this returns, that the mail goes out is committed: a caller in a transaction is refused by Django.
    """
    now = timezone.now()
    until = now - SETTLES_IN
    with transaction.atomic(durable=True):
        rows = Follower.objects.select_for_update().filter(_may_be_mailed(now), pk=follower_id, told_until__lt=until)
        follower = rows.exclude(confirmed_at=None).first()
        if follower is None or follower.mails.filter(tells_news=True, at__gt=now - NEWS_AFTER).exists():
            return None
        news = gather(follower, until)
        if not news:
            return None
        before = follower.told_until
        follower.told_until = until
        follower.save(update_fields=["told_until"])
        mail, token = _note_mail(follower, tells_news=True)
        return Taken(mail, token, news=news, before=before)


def _note_mail(follower, **fields):
    token = secrets.token_urlsafe(TOKEN_BYTES)
    message_id, token_hash = new_message_id(), hash_of(token)
    mail = FollowerMail.objects.create(follower=follower, message_id=message_id, token_hash=token_hash, **fields)
    return mail, token


@transaction.atomic
def settle(taken, outcome):
    """Note what became of a mail that was Taken. What was certainly not sent is told another time.

    outcome   a sending.Outcome
    """
    follower = Follower.objects.select_for_update().filter(pk=taken.follower.pk).first()
    if follower is None or outcome.state == State.UNSURE:
        return
    if outcome.state == State.SENT:
        if follower.refusals:
            follower.refusals = 0
            follower.save(update_fields=["refusals"])
        return
    FollowerMail.objects.filter(pk=taken.mail.pk).delete()
    if taken.before and follower.told_until == taken.follower.told_until:
        follower.told_until = taken.before
    if outcome.state == State.WAITING:
        follower.not_before = timezone.now() + AGAIN_AFTER
    else:
        follower.not_before = timezone.now() + REFUSED_FOR
        follower.refusals += 1
        is_gone = outcome.is_no_address and NO_SUCH_ADDRESS.search(outcome.said)
        if is_gone or follower.refusals >= MOST_REFUSALS:
            follower.delete()
            return
    follower.save(update_fields=["told_until", "not_before", "refusals"])


def forget_request(taken):
    """What was asked for is not public any more: no mail goes out, and nothing of the request stays."""
    if taken.is_known:
        FollowerMail.objects.filter(pk=taken.mail.pk).delete()
    else:
        Follower.objects.filter(pk=taken.follower.pk, confirmed_at=None).delete()


# By a link


def find(token):
    """The FollowerMail whose link has a token, with its follower, or None. Changes nothing: scanners look too."""
    return with_token(FollowerMail.objects.select_related("follower"), token)


def confirm(follower):
    """Follow from now on what a request asked for. Returns the confirmed Follower, or None where it is gone."""
    try:
        return _confirm(follower)
    except IntegrityError:
        # Two requests of one address were confirmed in the same moment, and the other was the first of all.
        return _confirm(follower)


@transaction.atomic
def _confirm(follower):
    follower = Follower.objects.select_for_update().filter(pk=follower.pk).first()
    if follower is None or follower.confirmed_at:
        return follower
    now = timezone.now()
    known = _of_address(follower.address).select_for_update().exclude(confirmed_at=None).first()
    if known is None:
        follower.confirmed_at = follower.told_until = now
        follower.save(update_fields=["confirmed_at", "told_until"])
        return follower
    for following in follower.followings.all():
        if not known.followings.filter(**{following.kind: following.followed_id}).exists():
            following.follower, following.since = known, now
            following.save(update_fields=["follower", "since"])
    known.language = follower.language
    known.save(update_fields=["language"])
    # The link that confirmed it goes on opening what the address follows.
    follower.mails.update(follower=known)
    follower.delete()
    return known


@transaction.atomic
def leave(follower, following_id):
    """Follow one thing no more. Whoever follows nothing then is deleted. True where something is still followed."""
    follower = Follower.objects.select_for_update().filter(pk=follower.pk).first()
    if follower is None:
        return False
    follower.followings.filter(pk=following_id).delete()
    if follower.followings.exists():
        return True
    follower.delete()
    return False


def leave_all(follower):
    """Follow nothing any more: the address and all that we know of it is deleted."""
    Follower.objects.filter(pk=follower.pk).delete()


# Without a link


@transaction.atomic
def note_bounce(message_id, reason):
    """Note that a mail to a follower came back; an address that does not exist follows nothing any more.

    message_id   the number of that mail
    reason       what the server said, as text

    Returns the FollowerMail, or None where none of these has that number.
    """
    mail = FollowerMail.objects.select_related("follower").filter(message_id=message_id).first()
    if mail and NO_SUCH_ADDRESS.search(reason):
        Follower.objects.filter(pk=mail.follower_id).delete()
    return mail


def forget_old():
    """Delete requests that nobody confirmed, links too old, and addresses that follow nothing any more.

    Returns how many addresses went.
    """
    now = timezone.now()
    FollowerMail.objects.filter(at__lt=now - LINKS_LAST).delete()
    rows = Follower.objects.filter(
        Q(confirmed_at=None, asked_at__lt=now - WAITS_FOR)
        # What they followed was deleted.
        | ~Exists(Following.objects.filter(follower=OuterRef("pk")))
    )
    return rows.delete()[1].get("proceedings.Follower", 0)
