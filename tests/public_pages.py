"""What tests of the public side share: every page a visitor could try, and words that must not be on any of them."""

import itertools

from django.db import models
from django.urls import reverse

from proceedings.documents.edition.reading import text_of
from proceedings.models import (
    Commitment,
    Edition,
    Event,
    FrameworkGoal,
    Organisation,
    OrganisationKind,
    Series,
    Topic,
)
from proceedings.public.data import collections

_numbers = itertools.count(1)


def every_address():
    """The addresses of all pages there are and of all there would be if everything were public."""
    names = ("home", "events", "proceedings_list", "commitments", "organisations", "topics", "goals", "said")
    names += ("data", "about")
    yield from (reverse(f"public:{name}") for name in names)
    yield "/no-such-page/"
    for name, slugs in (
        ("organisation", Organisation.objects.values_list("slug", flat=True)),
        ("kind", OrganisationKind.objects.values_list("code", flat=True)),
    ):
        yield from (f"{reverse('public:said')}?{name}={slug}" for slug in slugs)
    for event in Event.objects.all():
        yield event.get_absolute_url()
        yield reverse("public:edition_latest", args=[event.slug])
    for model in (Commitment, Organisation, Series, Topic, FrameworkGoal, Edition):
        yield from (row.get_absolute_url() for row in model.objects.all())
    for one, other in itertools.combinations(Edition.objects.order_by("number"), 2):
        slug = one.proceedings.event.slug
        yield reverse("public:edition_compare", args=[slug, one.number, other.number])


def every_address_for_programs():
    """The addresses of what pages say again for programs, of all there is and would be."""
    names = ("events_feed", "proceedings_feed", "commitments_feed", "events_calendar", "deadlines_calendar")
    yield from (reverse(f"public:{name}") for name in (*names, "organisations_feed"))
    for slug in Organisation.objects.values_list("slug", flat=True):
        yield f"{reverse('public:said_feed')}?organisation={slug}"
    yield from (reverse(name) for name in ("sitemap", "robots", "security"))
    yield reverse("sitemap_part", args=["pages"])
    yield from (reverse("data", args=[each.name, "json"]) for each in collections.ALL)
    yield from (reverse(f"api:{each.name}") for each in collections.ALL)
    yield reverse("api:openapi-json")
    for event in Event.objects.all():
        yield reverse("public:event_calendar", args=[event.slug])
        yield reverse("api:event", args=[event.slug])
    for model, name, key in (
        (Commitment, "commitment_feed", "ref"),
        (Organisation, "organisation_feed", "slug"),
        (Topic, "topic_feed", "slug"),
        (Series, "series_feed", "slug"),
        (Series, "series_calendar", "slug"),
    ):
        yield from (reverse(f"public:{name}", args=[value]) for value in model.objects.values_list(key, flat=True))
    yield from (reverse("public:goal_feed", args=[row.key]) for row in FrameworkGoal.objects.all())
    yield from (reverse("api:commitment", args=[row.ref]) for row in Commitment.objects.all())
    yield from (reverse("api:organisation", args=[row.slug]) for row in Organisation.objects.all())
    for edition in Edition.objects.all():
        yield from (f"{edition.get_absolute_url()}cite.{ending}" for ending in ("bib", "ris", "json"))
        yield f"{edition.get_absolute_url()}pack.zip"


def everything_shown(client):
    """All that a visitor or a program can read anywhere, as one text with the addresses in it."""
    read = []
    for address in (*every_address(), *every_address_for_programs()):
        answer = client.get(address)
        assert answer.status_code in {200, 404}, address
        # Lines of calendars are folded, wherever that cuts a word.
        packed = address.endswith(".zip") and answer.status_code == 200
        words = text_of(answer.content, "zip") if packed else answer.content.decode().replace("\r\n ", "")
        read += [f"\n\n@ {address} {answer.status_code} {dict(answer.headers)}\n", words]
    return "".join(read)


def marked(row, *leave_out):
    """Fill every text of a row with words found nowhere else, save it, and return the row."""
    for field in row._meta.concrete_fields:
        is_words = isinstance(field, (models.CharField, models.TextField)) and not isinstance(field, models.SlugField)
        if not is_words or field.choices or field.name in leave_out or not field.editable or len(field.name) < 3:
            continue
        words = f"secret{next(_numbers)}x"
        if isinstance(field, models.URLField):
            setattr(row, field.name, f"https://{words}.example/")
        elif isinstance(field, models.EmailField):
            setattr(row, field.name, f"{words}@{words}.example")
        elif (field.max_length or 100) >= len(words) and field.name not in {"country", "seat_country", "time_zone"}:
            setattr(row, field.name, words)
    row.save()
    return row
