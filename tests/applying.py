"""Helpers for tests of registering: an event that takes applications, what an applicant sends, and links."""

from datetime import timedelta

from django.utils import timezone

from proceedings.actions import links
from proceedings.models import Participant, Question, Registration
from tests.make import make_event, make_participant, make_person

SENT = {"name": "Daw Nila", "email": "nila@example.org", "post": "Director", "organisation_as_written": "Labour Rights"}


def make_open_event(**fields):
    """A public event next month that anybody may apply for."""
    rules = fields.pop("rules", {})
    day = timezone.localdate() + timedelta(days=30)
    event = make_event(**{"is_published": True, "start_date": day, "end_date": day + timedelta(days=1)} | fields)
    Registration.objects.create(**{"event": event, "is_open": True} | rules)
    return event


def make_question(event, text, **fields):
    return Question.objects.create(event=event, text=text, **fields)


def register_at(event):
    return f"/events/{event.slug}/register/"


def make_seat(event, name="Daw Nila", email="nila@example.org", **fields):
    fields = {"state": Participant.State.APPLIED} | fields
    return make_participant(event, person=make_person(name, email=email), **fields)


def open_link(seat):
    """A link for a seat with a token. Returns (the Link, its path)."""
    link = links.make(by=None, participant=seat)
    address = links.mint(link)
    link.refresh_from_db()
    return link, address.removeprefix("http://testserver")
