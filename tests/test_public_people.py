"""Thirty people who may not be shown stand in every place a page could take them from, and are on none."""

import itertools
from datetime import date, timedelta

import pytest
from django.utils import timezone

from proceedings.exposure import SMALLEST_GROUP
from proceedings.models import (
    Attribution,
    CommitmentParty,
    Consent,
    Delegation,
    EventPublication,
    Participant,
    PersonName,
    Publication,
    PublicationKind,
    Recommendation,
    RecommendationParty,
    SessionRole,
    Update,
)
from tests.make import (
    make_commitment,
    make_consent,
    make_constituency,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)
from tests.public_pages import everything_shown, marked
from tests.test_public_drafts import secrets_in

pytestmark = pytest.mark.django_db

# Why each of them may not be named: what is wrong with their seat, their consent, or the room.
YESTERDAY = timezone.localdate() - timedelta(days=1)
HIDDEN = [
    {},
    {"consent": {"surface": "listed"}, "state": "withdrawn"},
    {"consent": {"surface": "named", "valid_until": YESTERDAY, "given_on": date(2017, 1, 1)}},
    {"consent": {"surface": "named", "withdrawn_on": YESTERDAY, "given_on": date(2017, 1, 1)}},
    {"consent": {"surface": "shared"}},
    {"consent": {"surface": "photographed"}},
    {"consent": {"surface": "named"}, "protected": True},
    {"consent": {"surface": "named"}, "state": "applied"},
    {"consent": {"surface": "named"}, "room": Attribution.KIND_ONLY},
    {"consent": {"surface": "named"}, "room": Attribution.NON_ATTRIBUTABLE},
    {"consent": {"surface": "named"}, "room": Attribution.CLOSED},
    {"room": Attribution.ON_RECORD},
]


@pytest.fixture
def event():
    return make_event(is_published=True, status="held", start_date=date(2019, 9, 16), slug="dialogue")


def seat_them(event, number=30):
    """Thirty people, each with words of their own in every text, in every place the pages read people from."""
    rooms = {rule: make_session(event, attribution=rule, title=f"Room {rule}") for rule in Attribution}
    asked = {
        rule: Recommendation.objects.create(event=event, number=rule, text="Do it", state="published", session=room)
        for rule, room in rooms.items()
    }
    seats = []
    for why, _ in zip(itertools.cycle(HIDDEN), range(number), strict=False):
        person = marked(make_person(is_protected=why.get("protected", False)))
        PersonName.objects.create(person=person, name=person.name + "other")
        organisation = marked(make_organisation(), "slug")
        seat = make_participant(event, person=person, organisation=organisation, state=why.get("state", "confirmed"))
        marked(seat, "alias", "office")
        Delegation.objects.create(event=event, organisation=organisation, nominated_by=organisation)
        if "consent" in why:
            make_consent(seat, **why["consent"], basis=Consent.Basis.PUBLIC_OFFICE)
        rule = why.get("room", Attribution.ON_RECORD)
        room = rooms[rule]
        SessionRole.objects.create(session=room, participant=seat, on_behalf_of=organisation)
        promise = make_commitment(event, session=room)
        for role in CommitmentParty.Role:
            CommitmentParty.objects.create(commitment=promise, participant=seat, role=role)
        if seat.state == Participant.State.CONFIRMED:
            RecommendationParty.objects.create(recommendation=asked[rule], participant=seat, role="made_by")
        seats.append(seat)
    return seats


@pytest.mark.sqlite
def test_thirty_hidden_people_are_on_no_page(client, event):
    seats = seat_them(event)
    proceedings = make_proceedings(event)
    for role in SessionRole.objects.exclude(session__attribution=Attribution.CLOSED):
        make_section(proceedings, f"@[{role.participant_id}] spoke.", session=role.session)
    publish(proceedings, by=make_user("selma", "Publisher"), change_note="First edition")

    assert secrets_in(everything_shown(client)) == []

    Participant.objects.update(state="confirmed")
    for seat in seats[:1]:
        make_consent(seat)
    assert seats[0].person.name in client.get(event.get_absolute_url()).content.decode()


def test_who_spoke_in_public_office_is_named_with_the_post(client, event):
    ministry = make_organisation(name="Ministry of Interior", country="KH", is_published=True, slug="moi")
    seat = make_participant(
        event,
        person=make_person("Chou Bun Eng", honorific="H.E. Ms."),
        post="Secretary of State",
        organisation=ministry,
    )
    make_consent(seat)
    promise = make_commitment(event, ref="C2")
    CommitmentParty.objects.create(commitment=promise, organisation=ministry)
    CommitmentParty.objects.create(commitment=promise, participant=seat, role=CommitmentParty.Role.THROUGH)

    words = "H.E. Ms. Chou Bun Eng, Secretary of State, Ministry of Interior, Cambodia"
    for address in ("/", "/commitments/", "/commitments/C2/", "/events/dialogue/", "/organisations/moi/"):
        assert words in client.get(address).content.decode(), address

    seat.consents.update(withdrawn_on=timezone.localdate())
    for address in ("/", "/commitments/", "/commitments/C2/", "/events/dialogue/", "/organisations/moi/"):
        assert "Chou Bun Eng" not in client.get(address).content.decode(), address


@pytest.mark.parametrize("surface", ["listed", "named"])
def test_one_may_be_named_in_the_programme_and_not_in_the_list_of_those_who_came(client, event, surface):
    seat = make_participant(event, "Daw Nilar")
    make_consent(seat, surface=surface)
    SessionRole.objects.create(session=make_session(event, attribution=Attribution.ON_RECORD), participant=seat)
    page = client.get(event.get_absolute_url()).content.decode()
    who, programme = page.split('<h2 id="programme">')
    assert ("Daw Nilar" in who) == (surface == "listed")
    assert ("Daw Nilar" in programme) == (surface == "named")


def test_who_spoke_under_the_chatham_house_rule_is_not_told_by_their_organisation_either(client, event):
    room = make_session(event, attribution=Attribution.NON_ATTRIBUTABLE)
    union = make_organisation(name="The union of the valley", is_published=True, slug="union")
    promise = make_commitment(event, ref="C9", session=room)
    CommitmentParty.objects.create(commitment=promise, organisation=union)
    asked = Recommendation.objects.create(event=event, number="1", text="Do it", state="published", session=room)
    RecommendationParty.objects.create(recommendation=asked, organisation=union, role="made_by")

    for address in ("/", "/commitments/", "/commitments/C9/", "/events/dialogue/"):
        page = client.get(address).content.decode()
        assert "The union of the valley" not in page, address
    assert "Not told: the session was not for attribution" in client.get("/commitments/C9/").content.decode()
    assert "C9" not in client.get("/organisations/union/").content.decode()

    # Nor who reports on it, nor whose slides were shown.
    Update.objects.create(
        commitment=promise,
        voice="reported",
        status="done",
        happened_on=date(2020, 1, 1),
        is_accepted=True,
        by=union,
    )
    kind = PublicationKind.objects.create(code="slides", name="slides")
    slides = Publication.objects.create(title="Our way", slug="way", kind=kind, publisher=union, is_published=True)
    EventPublication.objects.create(event=event, publication=slides, relation="speech", session=room)
    for address in ("/commitments/C9/", "/events/dialogue/", "/events/"):
        page = client.get(address).content.decode()
        assert not {word for word in ("The union of the valley", "Our way", "1 publication") if word in page}, address

    # Who repeats it in writing has spoken outside the room.
    promise.provenance = promise.Provenance.CONFIRMED
    promise.save()
    assert "The union of the valley" in client.get("/commitments/C9/").content.decode()
    assert "C9" in client.get("/organisations/union/").content.decode()


@pytest.mark.parametrize("rule", [rule for rule in Attribution if rule != Attribution.CLOSED])
def test_only_what_is_on_record_is_heard_on_a_recording(client, event, rule):
    make_session(event, attribution=rule, recording_url="https://videos.example/watch")
    page = client.get(event.get_absolute_url()).content.decode()
    assert ("https://videos.example/watch" in page) == (rule == Attribution.ON_RECORD)


@pytest.mark.parametrize("number", [1, SMALLEST_GROUP - 1, SMALLEST_GROUP])
def test_few_who_share_a_kind_are_not_told_of(client, event, number):
    constituency = make_constituency("unions", name="Trade unions", plural="Trade unions")
    for _ in range(number):
        make_participant(event, constituency=constituency, country="MM")
    page = client.get(event.get_absolute_url()).content.decode()
    is_told = number >= SMALLEST_GROUP
    assert ("Trade unions" in page) == is_told
    assert ("Myanmar" in page) == is_told


def test_nobody_reads_who_is_expected_before_the_event(client):
    event = make_event(is_published=True, status="planned", start_date=timezone.localdate() + timedelta(days=30))
    for _ in range(9):
        make_participant(event, constituency=make_constituency("unions", name="Trade unions"), country="MM")
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Trade unions" not in page
    assert "Myanmar" not in page


def test_a_speaker_who_may_not_be_named_is_told_by_kind_where_enough_share_it(client, event):
    constituency = make_constituency("unions", name="Trade unions", representative="a trade-union representative")
    seats = [make_participant(event, constituency=constituency, country="MM") for _ in range(SMALLEST_GROUP)]
    room = make_session(event, attribution=Attribution.ON_RECORD)
    SessionRole.objects.create(session=room, participant=seats[0])
    assert "a trade-union representative from Myanmar" in client.get(event.get_absolute_url()).content.decode()
    seats[1].state = Participant.State.DECLINED
    seats[1].save()
    page = client.get(event.get_absolute_url()).content.decode()
    assert "representative" not in page
