"""What was promised, narrowed: Amina finds it by country and topic; who may not be told is in no count."""

from datetime import date

import pytest
from django.db.models import F

from proceedings.models import Attribution, Commitment, Framework, FrameworkGoal, Standing, Topic
from proceedings.public.narrowing import longest_waiting_first
from tests.make import make_commitment, make_event, make_organisation, make_participant, make_session

pytestmark = pytest.mark.django_db

PLACES = ("/commitments/", "/commitments/feed.atom", "/api/v1/commitments", "/data/commitments.json")


def refs(client, query):
    return {row["ref"] for row in client.get(f"/api/v1/commitments?{query}").json()["results"]}


@pytest.fixture
def promised():
    """A promise of a Thai board that may be told, on a topic and for a goal."""
    event = make_event(is_published=True, start_date=date(2017, 1, 2))
    row = make_commitment(event, ref="SEEN")
    row.parties.create(organisation=make_organisation(name="The Board", slug="board", is_published=True, country="TH"))
    row.topics.add(Topic.objects.create(name="Recruitment", slug="recruitment"))
    framework = Framework.objects.create(code="canary", name="Canary")
    row.goals.add(FrameworkGoal.objects.create(framework=framework, number="6", title="Fair recruitment"))
    row.deadlines.create(number=1, kind="by", latest=date(2027, 12, 31), precision="day")
    make_commitment(make_event(is_published=True), ref="OTHER")
    return row


@pytest.mark.parametrize(
    "query",
    ["country=TH", "maker=board", "topic=recruitment", "goal=canary-6", "year=2017", "due=2027"],
)
def test_page_feed_file_and_interface_narrow_alike(client, promised, query):
    assert refs(client, query) == {"SEEN"}
    assert refs(client, f"{query}&news=none&kind=workshop") == {"SEEN"}
    assert refs(client, f"{query}&news=year") == set()
    for place in PLACES:
        text = client.get(f"{place}?{query}").content.decode()
        assert "SEEN" in text, place
        assert "OTHER" not in text, place


def test_a_count_says_how_many_there_are_with_what_else_is_chosen(client, promised):
    assert "Thailand (1)" in client.get("/commitments/").content.decode()
    assert "Thailand (1)" not in client.get("/commitments/?year=unknown").content.decode()


@pytest.mark.parametrize("rule", [Attribution.NON_ATTRIBUTABLE, Attribution.CLOSED])
def test_who_may_not_be_told_is_in_no_filter_and_no_count(client, promised, rule):
    event = promised.event
    hidden = make_commitment(event, ref="HIDDEN", session=make_session(event, attribution=rule), provenance="heard")
    hidden.parties.create(
        organisation=make_organisation(name="Canaryname", slug="canaryslug", is_published=True, country="LA")
    )
    # One of the same country as somebody who may be told: the number must not grow.
    hidden.parties.create(organisation=make_organisation(name="Second", is_published=True, country="TH"))
    page = client.get("/commitments/").content.decode()
    assert "canaryslug" not in page
    assert "Laos" not in page
    assert "Thailand (1)" in page
    assert refs(client, "country=TH") == {"SEEN"}
    # A value that nobody may know is one that does not exist: it narrows nothing, as any nonsense.
    assert refs(client, "maker=canaryslug") == refs(client, "maker=nobody")
    assert refs(client, "country=LA") == refs(client, "country=QQ")


def test_somebody_who_is_hidden_gives_a_promise_no_country(client, promised):
    row = make_commitment(promised.event, ref="PERSON")
    row.parties.create(participant=make_participant(promised.event, "Canary Person", country="LA"))
    assert "Laos" not in client.get("/commitments/").content.decode()
    assert refs(client, "country=LA") == refs(client, "country=QQ")


@pytest.mark.parametrize("number", [1, 3, 100])
def test_however_many_there_are_the_page_asks_twelve_times_at_most(
    client, promised, number, django_assert_max_num_queries
):
    for _each in range(number):
        make_commitment(promised.event).parties.create(organisation=promised.parties.get().organisation)
    client.get("/commitments/")
    with django_assert_max_num_queries(12):
        assert client.get("/commitments/?country=TH").status_code == 200


def test_what_waits_longest_stands_first_and_what_is_settled_last():
    event = make_event()
    for code in Standing:
        make_commitment(event, text=code)
    found = longest_waiting_first(Commitment.objects.annotate(standing=F("text")))
    waiting = ["overdue", "in_progress", "not_started", "no_report", "said_done"]
    assert [row.text for row in found] == [*waiting, "kept", "awaited", "replaced", "withdrawn"]
