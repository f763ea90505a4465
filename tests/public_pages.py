"""What tests of the public side share: every page a visitor could try, and words that must not be on any of them."""

import itertools

from django.db import models
from django.urls import reverse

from proceedings.models import Commitment, Edition, Event, Organisation, Topic

_numbers = itertools.count(1)


def every_address():
    """The addresses of all pages there are and of all there would be if everything were public."""
    names = ("home", "events", "proceedings_list", "commitments", "organisations", "topics", "about")
    yield from (reverse(f"public:{name}") for name in names)
    yield "/no-such-page/"
    for event in Event.objects.all():
        yield event.get_absolute_url()
        yield reverse("public:edition_latest", args=[event.slug])
    for model in (Commitment, Organisation, Topic, Edition):
        yield from (row.get_absolute_url() for row in model.objects.all())
    for one, other in itertools.combinations(Edition.objects.order_by("number"), 2):
        slug = one.proceedings.event.slug
        yield reverse("public:edition_compare", args=[slug, one.number, other.number])


def everything_shown(client):
    """All that a visitor can read anywhere, as one text with the addresses in it."""
    read = []
    for address in every_address():
        answer = client.get(address)
        assert answer.status_code in {200, 404}, address
        read += [f"\n\n@ {address} {answer.status_code} {dict(answer.headers)}\n", answer.content.decode()]
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
