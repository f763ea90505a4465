"""Atom feeds (RFC 4287) of every list that can be narrowed, and of everything one can follow."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...models import Commitment, Organisation, Topic
from .. import narrowing
from ..caching import open_page
from ..context import network_of
from ..news import news
from ..views.goals import promises_for, with_key
from ..views.organisations import events_of, promised_by
from ..views.proceedings import in_force
from ..views.series import events_in, promises_in, with_page
from ..views.topics import events_on, promises_on


class _Feed(Atom1Feed):
    def latest_post_date(self):
        """The newest change; of a feed without entries always the same moment, not the one it is asked at."""
        return max((item["updateddate"] for item in self.items), default=datetime(2000, 1, 1, tzinfo=UTC))


def _feed(request, title, page, found):
    """A feed as a response. `page` is the path of the page that says the same."""
    here = f"{settings.SITE_URL}{request.get_full_path()}"
    site = network_of(request).name
    feed = _Feed(
        title=f"{title} – {site}",
        link=f"{settings.SITE_URL}{page}",
        description="",
        language=get_language(),
        author_name=site,
        feed_url=here,
        feed_guid=here,
    )
    for one in found:
        feed.add_item(
            title=one.title,
            link=one.address,
            description=linebreaks(escape(one.words)),
            unique_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/news/{one.key}").urn,
            pubdate=one.at,
            updateddate=one.changed,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _narrowed(request, title, name, narrowed, **rows):
    words = ", ".join([title, *narrowed.words])
    query = request.GET.urlencode()
    return _feed(request, words, reverse(name) + (f"?{query}" if query else ""), news(**rows))


@open_page
def of_events(request):
    narrowed = narrowing.events(request)
    return _narrowed(request, _("Events"), "public:events", narrowed, events=narrowed.rows)


@open_page
def of_commitments(request):
    narrowed = narrowing.commitments(request, timezone.localdate())
    return _narrowed(request, _("Commitments"), "public:commitments", narrowed, promises=narrowed.rows)


@open_page
def of_proceedings(request):
    return _feed(request, _("Proceedings"), reverse("public:proceedings_list"), news(editions=in_force()))


@open_page
def of_commitment(request, ref):
    promises = Commitment.objects.published().with_standing().filter(ref=ref)
    row = promises.first()
    if row is None:
        raise Http404
    return _feed(
        request, _("Commitment %(ref)s") % {"ref": row.ref}, row.get_absolute_url(), news(promises=promises.order_by())
    )


@open_page
def of_topic(request, slug):
    row = Topic.objects.filter(slug=slug).first()
    if row is None:
        raise Http404
    return _of(request, row, events_on(row), promises_on(row))


@open_page
def of_goal(request, key):
    row = with_key().filter(goal_key=key).first()
    if row is None:
        raise Http404
    return _feed(request, str(row), row.get_absolute_url(), news(promises=promises_for(row).order_by()))


@open_page
def of_organisation(request, slug):
    row = Organisation.objects.published().filter(slug=slug).first()
    if row is None:
        raise Http404
    return _of(request, row, events_of(row), promised_by(row))


@open_page
def of_series(request, slug):
    row = with_page().filter(slug=slug).first()
    if row is None:
        raise Http404
    return _of(request, row, events_in(row), promises_in(row))


def _of(request, row, events, promises):
    promises = promises.with_standing()
    editions = in_force().filter(proceedings__event__in=events.order_by().values("pk"))
    found = news(events=events.order_by(), promises=promises.order_by(), editions=editions)
    return _feed(request, str(row), row.get_absolute_url(), found)
