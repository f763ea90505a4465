"""Our own pages, as production serves them, filled with more than most networks have. Started by benchmarks.pages."""

import sys
from datetime import date, timedelta

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.measure import get, rate  # noqa: E402
from proceedings.models import (  # noqa: E402
    Commitment,
    Consent,
    Constituency,
    Deadline,
    Event,
    EventKind,
    Organisation,
    OrganisationKind,
    Participant,
    Person,
    Session,
    SessionRole,
    Update,
)

EVENTS, SESSIONS, SPEAKERS, PARTICIPANTS, PROMISES = 400, 20, 100, 5_000, 1_000


def fill():
    """Make events with 20 sessions and 100 speakers, with 5,000 seats; 400 events; 1,000 commitments with news."""
    kind = EventKind.objects.create(code="benchmark", name="Workshop")
    constituency = Constituency.objects.create(code="benchmark", name="CSO", representative="a CSO representative")
    ngo = OrganisationKind.objects.create(code="benchmark", name="NGO", constituency=constituency)
    Organisation.objects.bulk_create(
        Organisation(name=f"Network {n}", slug=f"network-{n}", kind=ngo, country="MM", is_published=True)
        for n in range(200)
    )
    organisations = list(Organisation.objects.filter(kind=ngo))
    day = date(2015, 1, 1)
    Event.objects.bulk_create(
        Event(
            title=f"Dialogue number {n}",
            slug=f"dialogue-{n}",
            kind=kind,
            start_date=day + timedelta(n * 9),
            is_published=True,
            status="held",
        )
        for n in range(EVENTS)
    )
    events = list(Event.objects.filter(kind=kind).order_by("pk"))
    Person.objects.bulk_create(Person(name=f"Delegate {n}") for n in range(PARTICIPANTS))
    people = list(Person.objects.filter(name__startswith="Delegate "))

    def seats(event, number):
        return Participant.objects.bulk_create(
            Participant(event=event, person=person, organisation=organisations[n % 200], state="confirmed")
            for n, person in enumerate(people[:number])
        )

    seats(events[1], PARTICIPANTS)
    speakers = seats(events[0], SPEAKERS)
    Consent.objects.bulk_create(
        Consent(participant=seat, surface="named", basis="public_office", record="a page") for seat in speakers[::2]
    )
    sessions = Session.objects.bulk_create(
        Session(event=events[0], title=f"Session {n}", day=day, position=n, attribution="on_record")
        for n in range(SESSIONS)
    )
    SessionRole.objects.bulk_create(
        SessionRole(session=sessions[n % SESSIONS], participant=seat) for n, seat in enumerate(speakers)
    )
    promises = Commitment.objects.bulk_create(
        Commitment(ref=f"B{n}", event=events[n % EVENTS], text=f"Promise number {n}", state="published")
        for n in range(PROMISES)
    )
    Deadline.objects.bulk_create(
        Deadline(commitment=promise, kind="by", latest=day + timedelta(n * 5), precision="day")
        for n, promise in enumerate(promises)
    )
    Update.objects.bulk_create(
        Update(commitment=promise, voice=voice, status="not_started", happened_on=day + timedelta(n), is_accepted=True)
        for n, promise in enumerate(promises)
        for voice in Update.Voice.values
        for _ in range(3)
    )


def cookie():
    """The cookie of a colleague who is signed in."""
    user, _ = get_user_model().objects.get_or_create(username="benchmark", is_staff=True, is_superuser=True)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "proceedings.access.EventTeamBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def main(seconds):
    if not Event.objects.filter(slug="dialogue-0").exists():
        fill()
    app = WSGIHandler()
    signed_in = {"HTTP_COOKIE": cookie()}
    busy = Event.objects.get(slug="dialogue-1").pk
    pages = [
        ("event with 20 sessions and 100 people", "/events/dialogue-0/", {}),
        ("list of events", "/events/", {}),
        ("list of commitments", "/commitments/", {}),
        ("staff list of 5,000 participants", f"/admin/proceedings/participant/?event__id__exact={busy}", signed_in),
    ]
    for name, address, headers in pages:
        get(app, address, **headers)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            _, answer, size = get(app, address, **headers)
        number = len(queries)
        print(f"{name}\t{rate(app, address, seconds, before=cache.clear, **headers):.1f}\t{number}\t{size}")
        if not headers:
            print(f"{name}, kept\t{rate(app, address, seconds):.1f}\t1\t{size}")
            again = rate(app, address, seconds, expect=304, HTTP_IF_NONE_MATCH=answer["ETag"])
            print(f"{name}, unchanged\t{again:.1f}\t1\t0")


if __name__ == "__main__":
    main(float(sys.argv[1]))
