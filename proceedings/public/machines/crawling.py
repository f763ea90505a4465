"""What tells search engines where the pages are, and those who found a hole in the site whom to write to."""

from collections import defaultdict
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from ...models import Commitment, Edition, EditionText, Event, Organisation, Recommendation, Topic
from ..caching import open_page
from ..context import network_of
from ..views import goals, series

LISTS = (
    "home",
    "events",
    "proceedings_list",
    "commitments",
    "organisations",
    "topics",
    "goals",
    "said",
    "data",
    "about",
)


class _Pages(Sitemap):
    """Every page that is worth finding, in every language of the interface, each with the others beside it."""

    i18n = True
    alternates = True
    x_default = True
    # The most a sitemap may hold is 50,000 addresses.
    limit = 5_000
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def items(self):
        """[(name of the address, what it takes, the tags of languages in which it has a text of its own), …]"""
        editions = Edition.objects.in_force().filter(proceedings__event__is_reference=False)
        threads = Recommendation.objects.published().exclude(thread=None).order_by("thread__slug")
        texts = defaultdict(set)
        translated = EditionText.objects.filter(edition__in=editions, is_source=False)
        columns = ("edition__proceedings__event__slug", "edition__number", "language__code")
        for *place, tag in translated.values_list(*columns):
            texts[tuple(place)].add(tag)
        found = [
            *((name, ()) for name in LISTS),
            *(("event", (slug,)) for slug in _sorted(Event.objects.with_page(), "slug")),
            *(
                ("edition", place)
                for place in editions.values_list("proceedings__event__slug", "number").order_by("pk")
            ),
            *(("commitment", (ref,)) for ref in _sorted(Commitment.objects.published(), "ref")),
            *(("thread", (slug,)) for slug in threads.values_list("thread__slug", flat=True).distinct()),
            *(("organisation", (slug,)) for slug in _sorted(Organisation.objects.published(), "slug")),
            *(("series", (slug,)) for slug in _sorted(series.with_page(), "slug")),
            *(("topic", (slug,)) for slug in _sorted(Topic.objects.all(), "slug")),
            *(("goal", (key,)) for key in _sorted(goals.with_key(), "goal_key")),
        ]
        # Only the place of an edition has two parts, a slug and a number.
        return [(f"public:{name}", place, texts.get(place, ())) for name, place in found]

    def location(self, item):
        name, place, texts = item
        # For readers of a language the text in it.
        return reverse(name, args=[*place, get_language()] if get_language() in texts else place)


def _sorted(rows, name):
    return rows.order_by(name).values_list(name, flat=True)


@open_page
def sitemap(request):
    """The index of the parts of the sitemap (sitemaps.org)."""
    return views.index(request, {"pages": _Pages}, sitemap_url_name="sitemap_part").render()


@open_page
def sitemap_part(request, section):
    return views.sitemap(request, {"pages": _Pages}, section).render()


@open_page
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/admin/", "/desk/", "/r/", "/f/"))]
    return _plain([*lines, f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"])


@open_page
def security(request):
    """Whom to write to about a hole in the site (RFC 9116)."""
    email = network_of(request).email
    # It has to end one day, so that nobody trusts an old one; here it is always good for half a year to come.
    until = timezone.localdate().replace(day=1) + timedelta(days=210)
    return _plain(
        [
            f"Contact: {f'mailto:{email}' if email else settings.SITE_URL + reverse('public:about')}",
            f"Expires: {until.isoformat()}T00:00:00Z",
            "Preferred-Languages: en",
            f"Canonical: {settings.SITE_URL}{reverse('security')}",
        ]
    )


def _plain(lines):
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
