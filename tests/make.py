"""Short helpers that make rows for tests. Every one can be overridden by name; nothing is public unless asked for."""

import itertools
from contextlib import nullcontext

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import override_settings
from django.utils import timezone

from proceedings.actions import publishing, submitting
from proceedings.models import (
    Commitment,
    Consent,
    Constituency,
    Event,
    EventKind,
    Language,
    Mailing,
    Message,
    Organisation,
    OrganisationKind,
    Participant,
    Person,
    Proceedings,
    Section,
    Session,
    TeamMember,
)

_numbers = itertools.count(1)


def make_event(**fields):
    n = next(_numbers)
    kind, _ = EventKind.objects.get_or_create(code="workshop", defaults={"name": "Workshop"})
    return Event.objects.create(**{"title": f"Event {n}", "slug": f"event-{n}", "kind": kind} | fields)


def make_constituency(code="cso", **fields):
    row, _ = Constituency.objects.get_or_create(
        code=code,
        defaults={"name": code, "representative": f"a {code} representative"} | fields,
    )
    return row


def make_organisation(**fields):
    n = next(_numbers)
    kind, _ = OrganisationKind.objects.get_or_create(
        code="cso", defaults={"name": "CSO", "constituency": make_constituency()}
    )
    return Organisation.objects.create(
        **{"name": f"Organisation {n}", "slug": f"organisation-{n}", "kind": kind} | fields
    )


def make_person(name=None, **fields):
    return Person.objects.create(name=name or f"Person {next(_numbers)}", **fields)


def make_participant(event=None, name=None, **fields):
    """A confirmed participant of a public event, unless told otherwise; nobody has consented to anything."""
    event = event or make_event(is_published=True)
    if not {"person", "office", "alias"} & fields.keys():
        fields["person"] = make_person(name)
    return Participant.objects.create(**{"event": event, "state": Participant.State.CONFIRMED} | fields)


def make_consent(participant, surface="named", **fields):
    return Consent.objects.create(
        **{
            "participant": participant,
            "surface": surface,
            "basis": Consent.Basis.PUBLIC_OFFICE,
            "record": "said so on a form",
            "given_on": timezone.localdate(),
        }
        | fields
    )


def make_session(event, **fields):
    return Session.objects.create(**{"event": event, "title": f"Session {next(_numbers)}"} | fields)


def make_language(code="en", name="English"):
    return Language.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_proceedings(event=None, **fields):
    event = event or make_event(is_published=True)
    return Proceedings.objects.create(**{"event": event, "title": "Proceedings", "language": make_language()} | fields)


def make_section(proceedings, body, **fields):
    n = next(_numbers)
    return Section.objects.create(
        **{"proceedings": proceedings, "heading": f"Section {n}", "body": body, "position": n} | fields
    )


def publish(proceedings, *, by, change_note="First edition"):
    """Publish a draft as people do: a colleague submits it, `by` reviews and publishes it. Returns the Edition."""
    users = get_user_model().objects
    submitter = users.filter(username="submitter").first() or make_user("submitter", "Editor")
    waiting = proceedings.submissions.filter(state="waiting", by=submitter)
    submission = waiting.first() or submitting.submit(proceedings, by=submitter, change_note=change_note)
    return publishing.publish(submission, by=by)


def make_commitment(event=None, **fields):
    n = next(_numbers)
    event = event or make_event(is_published=True)
    return Commitment.objects.create(
        **{"ref": f"X{n}", "event": event, "text": f"Promise {n}", "state": "published"} | fields
    )


def make_user(username, *roles, event=None, **fields):
    """A colleague who may sign in: with roles for the whole site, or for one event's team."""
    user = get_user_model().objects.create_user(username, password=f"{username}-password", is_staff=True, **fields)
    groups = list(Group.objects.filter(name__in=roles))
    assert len(groups) == len(roles), f"no such role among {roles}"
    if event is None:
        user.groups.set(groups)
    for group in groups if event else ():
        TeamMember.objects.create(event=event, user=user, role=group)
    return user


def make_mailing(event=None, number=1, *, use="notice", **fields):
    """Messages in the outbox, one to each of so many participants: p1@example.org, p2@example.org …"""
    event = event or make_event()
    mailing = Mailing.objects.create(**{"event": event, "use": use})
    words = {"subject": "A word to you", "body": "Please read this."} | fields
    for n in range(1, number + 1):
        to = f"p{n}@example.org"
        seat = make_participant(event, person=make_person(email=to))
        Message.objects.create(**{"mailing": mailing, "participant": seat, "to": to} | words)
    return mailing


def history_of_few(number):
    """Where rows are made up to so many: no history is kept of more than a few, for it takes half of the time.

    Those few show whether it is asked for row by row.
    """
    return override_settings(SIMPLE_HISTORY_ENABLED=False) if number > 3 else nullcontext()
