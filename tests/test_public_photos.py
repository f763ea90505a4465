"""Photographs on the page of an event: only those in which everybody agreed to be shown."""

import pytest
from django.core.files.base import ContentFile

from proceedings.models import Photo, Picture
from tests.make import make_consent, make_event, make_participant

pytestmark = pytest.mark.django_db


def make_photo(event, alt, *people, **fields):
    picture = Picture.objects.create(
        file=ContentFile(b"", "x.webp"), alt=alt, width=1200, height=800, sizes={"640": f"pictures/{alt}/640.webp"}
    )
    photo = Photo.objects.create(**{"event": event, "picture": picture, "all_noted": True} | fields)
    photo.shows.set(people)
    return photo


def test_a_photograph_is_shown_while_everybody_in_it_agrees(client):
    event = make_event(slug="dialogue", is_published=True)
    agreed = make_participant(event, state="confirmed")
    consent = make_consent(agreed, "photographed")
    silent = make_participant(event, state="confirmed")
    shown = make_photo(event, "Shown-canary", agreed, caption="In the room")
    hidden = make_photo(event, "Hidden-canary", agreed, silent, caption="Caption-canary")
    make_photo(event, "Unsorted-canary", all_noted=False)
    page = client.get("/events/dialogue/").content.decode()
    assert 'alt="Shown-canary"' in page
    assert "In the room" in page
    for words in ("Hidden-canary", "Caption-canary", hidden.picture.key, "Unsorted-canary"):
        assert words not in page
    make_consent(silent, "photographed")
    assert "Hidden-canary" in client.get("/events/dialogue/").content.decode()
    consent.delete()
    page = client.get("/events/dialogue/").content.decode()
    assert "canary" not in page
    assert shown.picture.key not in page
    assert 'id="photos"' not in page
