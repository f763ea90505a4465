"""Who may be shown, in every case there is: what is written down here, what Python says and what SQL says agree."""

import os
from datetime import date, timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proceedings.access import REGISTRATION
from proceedings.exposure import level, level_in_sql
from proceedings.models import Attribution, Consent, Participant, Person, Session, SessionRole, Surface
from tests.make import make_consent, make_event, make_language, make_participant, make_proceedings, make_user

TODAY = date(2031, 5, 17)
YESTERDAY, TOMORROW, LONG_AGO = TODAY - timedelta(1), TODAY + timedelta(1), TODAY - timedelta(900)

# The truth, written by hand: what each rule of attribution leaves of somebody who agreed to the surface, and of
# somebody who did not; for a visitor, and a confirmed seat of a public event, held by nobody who is protected.

AGREED = {
    None: {"listed": "named", "named": "named", "photographed": "named", "shared": "named"},
    "on_record": {"listed": "named", "named": "named", "photographed": "named", "shared": "named"},
    "kind_only": {"listed": "hidden", "named": "kind", "photographed": "hidden", "shared": "hidden"},
    "non_attributable": {"listed": "hidden", "named": "hidden", "photographed": "hidden", "shared": "hidden"},
    "closed": {"listed": "hidden", "named": "hidden", "photographed": "hidden", "shared": "hidden"},
}
NOT_AGREED = {
    None: {"listed": "hidden", "named": "kind", "photographed": "hidden", "shared": "hidden"},
    "on_record": {"listed": "hidden", "named": "kind", "photographed": "hidden", "shared": "hidden"},
    "kind_only": {"listed": "hidden", "named": "kind", "photographed": "hidden", "shared": "hidden"},
    "non_attributable": {"listed": "hidden", "named": "hidden", "photographed": "hidden", "shared": "hidden"},
    "closed": {"listed": "hidden", "named": "hidden", "photographed": "hidden", "shared": "hidden"},
}
# Only these have agreed, on TODAY.
CONSENTS = {
    "for good": ({"given_on": LONG_AGO}, True),
    "since today": ({"given_on": TODAY}, True),
    "from tomorrow": ({"given_on": TOMORROW}, False),
    "until tomorrow": ({"given_on": LONG_AGO, "valid_until": TOMORROW}, True),
    "until today": ({"given_on": LONG_AGO, "valid_until": TODAY}, True),
    "for today alone": ({"given_on": TODAY, "valid_until": TODAY}, True),
    "until yesterday": ({"given_on": LONG_AGO, "valid_until": YESTERDAY}, False),
    "withdrawn tomorrow": ({"given_on": LONG_AGO, "withdrawn_on": TOMORROW}, True),
    "withdrawn today": ({"given_on": LONG_AGO, "withdrawn_on": TODAY}, False),
    "withdrawn long ago": ({"given_on": LONG_AGO, "valid_until": TOMORROW, "withdrawn_on": LONG_AGO}, False),
}
# A seat may be a person's, an alias with or without a person behind it, or an office's. True: somebody protected.
SEATS = {
    "person": False,
    "protected person": True,
    "alias": False,
    "alias of a person": False,
    "alias of a protected person": True,
    "office": False,
}
# A seat that is not confirmed is shown to nobody outside.
STATES = {
    "invited": False,
    "applied": False,
    "waiting": False,
    "confirmed": True,
    "declined": False,
    "withdrawn": False,
    "rejected": False,
}
# Who knows everybody at the two events of this table, whatever was agreed.
VIEWERS = {
    "nobody": False,
    "anonymous": False,
    "colleague without a role": False,
    "registration staff": True,
    "registration staff who left": False,
    "team of these events": True,
    "team of these events, who left": False,
    "team of these events, without the right": False,
    "team of another event": False,
    "superuser": True,
    "superuser who left": False,
}


def make_viewers(here, elsewhere):
    away = {"is_active": False}
    team, gone, rapporteur = (make_user(name) for name in ("tuan", "gita", "ravi"))
    for event in here:
        for member, role in ((team, REGISTRATION), (gone, REGISTRATION), (rapporteur, "Rapporteur")):
            add_to_team(event, member, role)
    gone.is_active = False
    gone.save()
    return {
        "nobody": None,
        "anonymous": AnonymousUser(),
        "colleague without a role": make_user("selma"),
        "registration staff": make_user("amina", REGISTRATION),
        "registration staff who left": make_user("anton", REGISTRATION, **away),
        "team of these events": team,
        "team of these events, who left": gone,
        "team of these events, without the right": rapporteur,
        "team of another event": make_user("eve", REGISTRATION, event=elsewhere),
        "superuser": make_user("root", is_superuser=True),
        "superuser who left": make_user("oldroot", is_superuser=True, **away),
    }


def add_to_team(event, user, role):
    event.team.create(user=user, role=Group.objects.get(name=role))


def make_seats(events):
    """One seat for every combination. Returns {pk: (event is public, state, seat, consent or None, its surface)}."""
    clerk = make_user("clerk")
    consents = [(None, None), *product(CONSENTS, Consent.Basis.values), *(("for good", s) for s in Surface.values)]
    cases = list(product(events, STATES, SEATS, consents))
    people = [
        Person(name="Somebody", is_protected=SEATS[seat]) if "person" in seat else None for _, _, seat, _ in cases
    ]
    Person.objects.bulk_create(person for person in people if person)
    seats = Participant.objects.bulk_create(
        Participant(
            event=event,
            state=state,
            person=person,
            alias="An alias" if "alias" in seat else "",
            office="Village headman" if seat == "office" else "",
        )
        for (event, state, seat, _), person in zip(cases, people, strict=True)
    )
    rows, table = [], {}
    for participant, (event, state, seat, (consent, other)) in zip(seats, cases, strict=True):
        surfaces = [] if consent is None else [other] if other in Surface.values else Surface.values
        basis = other if other in Consent.Basis.values else Consent.Basis.OWN_CONSENT
        for surface in surfaces:
            fields = {"surface": surface, "basis": basis, "recorded_by": clerk, "record": "a form"}
            rows.append(Consent(participant=participant, **fields, **CONSENTS[consent][0]))
        table[participant.pk] = (event.is_published, state, seat, consent, surfaces)
    Consent.objects.bulk_create(rows)
    return table


def expected(case, surface, attribution, viewer):
    is_published, state, seat, consent, surfaces = case
    if VIEWERS[viewer]:
        return "named"
    if not is_published or not STATES[state] or SEATS[seat]:
        return "hidden"
    agreed = consent is not None and surface in surfaces and CONSENTS[consent][1]
    return (AGREED if agreed else NOT_AGREED)[attribution][surface]


@pytest.mark.django_db
@pytest.mark.parametrize("attribution", [None, *Attribution.values])
def test_every_case_is_decided_as_written_here(attribution):
    events = [make_event(is_published=True), make_event(is_published=False)]
    table = make_seats(events)
    viewers = make_viewers(events, elsewhere=make_event(is_published=True))
    assert viewers.keys() == VIEWERS.keys()
    assert {surface for row in AGREED.values() for surface in row} == set(Surface.values)
    everybody = list(Participant.objects.select_related("event", "person").prefetch_related("consents"))
    assert len(everybody) == len(table) == 2 * 7 * 6 * 25
    named = wrong = 0
    for (name, viewer), surface in product(viewers.items(), Surface.values):
        options = {"viewer": viewer, "attribution": attribution, "on": TODAY}
        in_sql = dict(
            Participant.objects.annotate(x=level_in_sql(surface, **options)).values_list("pk", "x").order_by()
        )
        for participant in everybody:
            right = expected(table[participant.pk], surface, attribution, name)
            both = level(participant, surface, **options), in_sql[participant.pk]
            named += right == "named"
            if both != (right, right):
                wrong += 1
                print(name, surface, attribution, table[participant.pk], "should be", right, "is", both)
    assert wrong == 0
    assert named > 0


def test_the_table_knows_every_word_there_is():
    assert set(STATES) == set(Participant.State.values)
    assert set(AGREED) == set(NOT_AGREED) == {None, *Attribution.values}
    for row in [*AGREED.values(), *NOT_AGREED.values()]:
        assert set(row) == set(Surface.values)


def test_no_rule_of_a_session_shows_more_than_was_agreed():
    order = ["named", "kind", "hidden"]
    for attribution, surface in product(AGREED, Surface.values):
        assert order.index(AGREED[attribution][surface]) >= order.index(AGREED[None][surface])
        assert order.index(NOT_AGREED[attribution][surface]) >= order.index(AGREED[attribution][surface])


@pytest.mark.django_db
def test_what_is_said_in_no_session_is_under_no_rule():
    """Of a mention whose session is unknown or was deleted, SQL finds nothing where the rule should stand."""
    seat = make_participant()
    make_consent(seat)
    edition = make_proceedings(seat.event).editions.create(number=1, change_note="A", published_by=make_user("ravi"))
    text = edition.texts.create(language=make_language(), is_source=True, title="A", html="A", text="A")
    text.mentions.create(key=1, participant=seat, level="named", kind="a participant")
    rule = F("session__attribution")
    mention = text.mentions.annotate(x=level_in_sql("named", attribution=rule, participant="participant")).get()
    assert mention.x == level(seat, "named") == "named"


# Rows that nobody thought of

DAYS = st.one_of(
    st.sampled_from([YESTERDAY, TODAY, TOMORROW]), st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31))
)


@st.composite
def consents(draw):
    """At most one consent a surface, with dates the database accepts."""
    rows = []
    for surface in draw(st.sets(st.sampled_from(Surface.values))):
        given_on = draw(DAYS)
        valid_until = draw(st.none() | DAYS)
        if valid_until and valid_until < given_on:
            given_on, valid_until = valid_until, given_on
        rows.append(
            {
                "surface": surface,
                "given_on": given_on,
                "valid_until": valid_until,
                "withdrawn_on": draw(st.none() | DAYS),
            }
        )
    return rows


SEAT = st.fixed_dictionaries(
    {
        "at": st.integers(0, 1),
        "state": st.sampled_from(["confirmed"] * 5 + Participant.State.values),
        "protected": st.sampled_from([False, False, True, None]),
        "alias": st.sampled_from(["", "An alias"]),
        "consents": consents(),
        "spoke_under": st.sampled_from(Attribution.values),
    }
)


VISITING = ["nobody", "nobody", "everywhere", "left", "team of the first", "team of the second", "team of both"]


class TestRowsThatNobodyThoughtOf(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.events = [make_event(), make_event()]
        teams = {"team of the first": [0], "team of the second": [1], "team of both": [0, 1]}
        cls.viewers = {
            "nobody": None,
            "everywhere": make_user("amina", REGISTRATION),
            "left": make_user("anton", REGISTRATION, is_active=False),
        } | {name: make_user(name) for name in teams}
        for name, numbers in teams.items():
            for number in numbers:
                add_to_team(cls.events[number], cls.viewers[name], REGISTRATION)

    @given(
        published=st.tuples(st.booleans(), st.booleans()),
        seats=st.lists(SEAT, min_size=1, max_size=4),
        viewer=st.sampled_from(VISITING),
        surface=st.sampled_from(Surface.values),
        attribution=st.none() | st.sampled_from(Attribution.values),
        on=DAYS,
    )
    @settings(max_examples=300, derandomize=os.environ.get("CI") == "true")
    def test_python_and_sql_agree(self, published, seats, viewer, surface, attribution, on):
        self.make(published, seats)
        user = self.viewers[viewer]
        participants = list(Participant.objects.select_related("event", "person").prefetch_related("consents"))
        roles = list(SessionRole.objects.select_related("session"))
        assert len(participants) == len(roles) == len(seats)
        of = {participant.pk: participant for participant in participants}
        by_sql = Participant.objects.annotate(x=level_in_sql(surface, viewer=user, attribution=attribution, on=on))
        assert dict(by_sql.values_list("pk", "x")) == {
            pk: level(participant, surface, viewer=user, attribution=attribution, on=on)
            for pk, participant in of.items()
        }
        rule = F("session__attribution")
        by_sql = SessionRole.objects.annotate(
            x=level_in_sql(surface, viewer=user, attribution=rule, on=on, participant="participant")
        )
        assert dict(by_sql.values_list("pk", "x")) == {
            role.pk: level(of[role.participant_id], surface, viewer=user, attribution=role.session.attribution, on=on)
            for role in roles
        }

    def make(self, published, seats):
        for event, is_published in zip(self.events, published, strict=True):
            type(event).objects.filter(pk=event.pk).update(is_published=is_published)
        for seat in seats:
            event, protected = self.events[seat["at"]], seat["protected"]
            person = None if protected is None else Person(name="Somebody", is_protected=protected)
            if person:
                Person.objects.bulk_create([person])
            fields = {"state": seat["state"], "alias": seat["alias"], "office": "Headman", "person": person}
            (participant,) = Participant.objects.bulk_create([Participant(event=event, **fields)])
            fields = {"participant": participant, "basis": Consent.Basis.PUBLIC_OFFICE, "record": "a page"}
            Consent.objects.bulk_create(Consent(**fields, **row) for row in seat["consents"])
            (session,) = Session.objects.bulk_create([Session(event=event, title="A", attribution=seat["spoke_under"])])
            SessionRole.objects.bulk_create([SessionRole(session=session, participant=participant)])
