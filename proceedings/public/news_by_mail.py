"""Mails to followers: to confirm, and with what is new. They are composed at the moment they go out, and kept nowhere.

So they hold what pages show then, and nothing that was taken back or un-named meanwhile. The tasks stand here and not
in tasks.py because they print what pages print.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from .. import revision, telling
from ..actions import following
from ..actions.envelope import automatic, office
from ..actions.mailing import one_line
from ..actions.sending import hand_over
from ..models import Network
from ..numerals import numeral
from ..telling import spoken
from .finding import beginning
from .followable import KINDS, called, followed

# Of the words of a promise. A mail points to the page, and does not stand for it.
LONGEST_WORDS = 300


@task()
def answer_request(follower_id):
    """Answer who asked to follow something: by a link to confirm, or, if they do already, to what they follow."""
    _answer(follower_id)


@task()
def answer_requests():
    """Answer requests whose task was lost, or which the mail server put off."""
    for follower_id in following.waiting_requests():
        if not _answer(follower_id):
            return


@task()
def tell_news():
    """Tell every follower what is new, at most once a day, and nothing twice."""
    gathered = {}
    for follower_id in following.to_be_told():
        taken = following.take_news(follower_id, lambda *who: _gather(gathered, *who))
        if taken and not _send(taken, spoken(taken.follower.language), _news_mail):
            return


def order_requests():
    """Have the worker answer what waits. Returns how many."""
    if number := len(following.waiting_requests()):
        answer_requests.enqueue()
    return number


def _answer(follower_id):
    """Answer one request. Returns False where no mail server can be reached."""
    taken = following.take_request(follower_id)
    if taken is None:
        return True
    [(_following, row)] = followed([taken.following])
    if row is None:
        following.forget_request(taken)
        return True
    return _send(taken, spoken(taken.following.follower.language), lambda taken, link: _request_mail(taken, link, row))


def _send(taken, language, compose):
    """Send what is Taken, in a language. Returns False where no mail server can be reached.

    compose   called with what is taken and the address of its link: (subject, body, more headers)
    """
    with override(language), telling.page():
        link = settings.SITE_URL + reverse("public:followed", args=[taken.token])
        subject, body, headers = compose(taken, link)
    mail = automatic(
        to=taken.follower.address,
        subject=subject,
        body=body.rstrip(),
        message_id=taken.mail.message_id,
        language=language,
        reply_to=office(),
        headers=headers,
    )
    outcome = hand_over(mail)
    following.settle(taken, outcome)
    return outcome.is_reached


def _request_mail(taken, link, row):
    words = {"what": one_line(called(row)), "page": settings.SITE_URL + row.get_absolute_url(), "link": link}
    words["network"] = _network()
    if taken.is_known:
        body = _(
            "You asked to be told by e-mail what is new about this:\n\n%(what)s\n%(page)s\n\n"
            "You follow it already, so there is nothing to do.\n\nTo see what you follow, or to leave:\n%(link)s"
            "\n\n%(network)s"
        )
        return _("You follow this already"), body % words, {}
    days = {"days": numeral(following.WAITS_FOR.days)}
    body = _(
        "Somebody, perhaps you, typed this address to be told by e-mail what is new about this:\n\n%(what)s\n%(page)s"
        "\n\nIf that is what you want, please say so here:\n%(link)s\n\n"
        "If not, do nothing: after %(days)s days we delete your address.\n\n%(network)s"
    )
    return _("Please confirm that you want our mails"), body % (words | days), {}


def _news_mail(taken, link):
    """The digest. Its subject says nothing of what is followed: it is read on a locked telephone, by anybody."""
    parts = []
    for name, items in taken.news:
        lines = [name, ""]
        for item in items:
            lines += [f"- {one_line(item.title)}"]
            if item.key.startswith(("commitment/", "update/")):
                lines += [f"  {beginning(one_line(item.words), LONGEST_WORDS)}"]
            lines += [f"  {item.address}", ""]
        parts.append("\n".join(lines))
    body = "\n".join(
        [
            _("This is new in what you follow:"),
            "",
            *parts,
            _("You get this mail because you asked for it. To leave, or to see what you follow:"),
            link,
            "",
            _network(),
        ]
    )
    # A click in the mail program leaves everything, without a page (RFC 8058).
    headers = {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _("What is new in what you follow"), body, headers


def _network():
    network = Network.objects.first()
    return one_line(network.name) if network else ""


def _gather(gathered, follower, until):
    """What is new for a follower: [(what it is called, [News, …]), …], each News once.

    gathered   what was found for others in this run; it holds as long as nothing public has changed
    """
    now, language = revision.current(), spoken(follower.language)
    if gathered.get("at") != (now, timezone.localdate()):
        gathered.clear()
        gathered["at"] = (now, timezone.localdate())
    told, found = set(), []
    with override(language), telling.page():
        for each, row in followed(list(follower.followings.all())):
            if row is None:
                continue
            since = max(follower.told_until, each.since)
            items = [
                item
                for item in _news_of(gathered, each.kind, row, language, since)
                if since < item.at <= until and item.key not in told
            ]
            if items:
                told |= {item.key for item in items}
                found.append((one_line(called(row)), items))
    return found


def _news_of(gathered, kind, row, language, since):
    """The news of one thing since a moment, or since an earlier one; read once for all who follow it."""
    known = gathered.get((kind, row.pk, language))
    if known is None or known[0] > since:
        known = gathered[kind, row.pk, language] = (since, KINDS[kind].news(row, since=since))
    return known[1]
