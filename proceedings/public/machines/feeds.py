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

from ...models import Commitment, Recommendation
from ...models.fields import NO_LETTER
from .. import narrowing, said
from ..caching import open_page
from ..context import network_of
from ..followable import KINDS, called, of
from ..news import news
from ..views.organisations import events_of, promised_by
from ..views.proceedings import in_force


class _Feed(Atom1Feed):
    def latest_post_date(self):
        """The newest change; of a feed without entries always the same moment, not the one it is asked at."""
        return max((item["updateddate"] for item in self.items), default=datetime(2000, 1, 1, tzinfo=UTC))


def _letters(words):
    """The words without what XML cannot hold: one such sign in an old text would break the feed for everybody."""
    return NO_LETTER.sub(" ", words)


def _feed(request, title, page, found):
    """A feed as a response. `page` is the path of the page that says the same."""
    here = f"{settings.SITE_URL}{request.get_full_path()}"
    site = network_of(request).name
    feed = _Feed(
        title=_letters(f"{title} – {site}"),
        link=f"{settings.SITE_URL}{page}",
        description="",
        language=get_language(),
        author_name=_letters(site),
        feed_url=here,
        feed_guid=here,
    )
    for one in found:
        feed.add_item(
            title=_letters(one.title),
            link=one.address,
            description=linebreaks(escape(_letters(one.words))),
            unique_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/news/{one.key}").urn,
            pubdate=one.at,
            updateddate=one.changed,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _narrowed(request, title, name, words, **rows):
    query = request.GET.urlencode()
    return _feed(request, ", ".join([title, *words]), reverse(name) + (f"?{query}" if query else ""), news(**rows))


@open_page
def of_events(request):
    narrowed = narrowing.events(request)
    return _narrowed(request, _("Events"), "public:events", narrowed.words, events=narrowed.rows)


@open_page
def of_commitments(request):
    narrowed = narrowing.commitments(request, timezone.localdate(), standing=False)
    return _narrowed(request, _("Commitments"), "public:commitments", narrowed.words, promises=narrowed.rows)


@open_page
def of_organisations(request):
    narrowed = narrowing.organisations(request)
    rows = narrowed.rows.values("pk")
    return _narrowed(
        request, _("Organisations"), "public:organisations", narrowed.words, **of(events_of(rows), promised_by(rows))
    )


@open_page
def of_said(request):
    asked = said.asked(request)
    rows = {}
    if asked.is_found:
        promises, recommended, spoken = asked.parts
        rows = {
            "promises": Commitment.objects.published().filter(pk__in=promises.values("commitment")),
            "recommendations": Recommendation.objects.published().filter(pk__in=recommended.values("recommendation")),
            "editions": in_force().filter(proceedings__event__in=spoken.values("session__event")),
        }
    words = filter(None, map(asked.words, asked.chosen))
    return _narrowed(request, _("Who said what"), "public:said", words, **rows)


@open_page
def of_proceedings(request):
    return _feed(request, _("Proceedings"), reverse("public:proceedings_list"), news(editions=in_force()))


@open_page
def of_commitment(request, ref):
    return _of(request, "commitment", ref)


@open_page
def of_topic(request, slug):
    return _of(request, "topic", slug)


@open_page
def of_goal(request, key):
    return _of(request, "goal", key)


@open_page
def of_organisation(request, slug):
    return _of(request, "organisation", slug)


@open_page
def of_series(request, slug):
    return _of(request, "series", slug)


def _of(request, name, key):
    kind = KINDS[name]
    row = kind.find(key)
    if row is None:
        raise Http404
    return _feed(request, called(row), row.get_absolute_url(), kind.news(row))
