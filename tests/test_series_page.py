"""The page of a series: its events, and what became of what was promised and asked there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from proceedings.models import Recommendation, Series, Thread, Topic
from tests.make import make_commitment, make_event, make_proceedings, make_section, make_user, publish

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarite"
DAYS = {"start_date": date(2017, 7, 20), "end_date": date(2017, 7, 21)}


@pytest.fixture
def series():
    return Series.objects.create(name="Policy dialogues", slug="dialogues", description="Every second year.")


def dialogue(series, number):
    return make_event(series=series, slug=f"dialogue-{number}", title=f"Dialogue {number}", is_published=True, **DAYS)


def test_ravi_finds_the_events_of_a_series_and_what_became_of_their_outcomes(client, series):
    thread = Thread.objects.create(name="Zero fees", slug="zero-fees")
    for number in (1, 2):
        event = dialogue(series, number)
        make_commitment(event, ref=f"C{number}", text=f"Promise {number}", state="published")
        Recommendation.objects.create(
            event=event, number="1", text=f"Wording {number}", thread=thread, state="published"
        )
    draft = make_proceedings(event, title="What was said")
    make_section(draft, "<p>Nobody is named.</p>")
    publish(draft, by=make_user("ravi", "Publisher"))
    page = client.get("/series/dialogues/").content.decode()
    told = ["Every second year.", "Dialogue 1", "Dialogue 2", "Promise 1", "Promise 2", "What was said", "Made 2 times"]
    assert [words for words in told if words not in page] == []
    assert page.count("Wording") == 1
    assert 'href="/series/dialogues/"' in client.get("/events/dialogue-1/").content.decode()
    assert "Promise 1" in client.get("/series/dialogues/feed.atom").content.decode()
    assert client.get("/series/dialogues/calendar.ics").status_code == 200


def test_a_series_shows_nothing_of_what_is_not_public(client, series):
    hidden = make_event(series=series, slug="hidden", title=CANARY, start_date=date(2020, 1, 1))
    make_commitment(hidden, ref="C8", text=CANARY, state="published")
    for what in ("", "feed.atom", "calendar.ics"):
        assert client.get(f"/series/dialogues/{what}").status_code == 404
    event = dialogue(series, 1)
    make_commitment(event, ref="C9", text=CANARY, state="draft")
    Recommendation.objects.create(event=event, number="1", text=CANARY)
    for what in ("", "feed.atom", "calendar.ics"):
        answer = client.get(f"/series/dialogues/{what}")
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()
    # A series without a public event is no choice either.
    Series.objects.create(name=CANARY, slug="other").events.create(
        kind=event.kind, title="x", slug="x", is_published=False
    )
    assert CANARY not in client.get("/events/").content.decode()


def test_events_are_narrowed_by_series_and_topic_alike_on_the_page_and_for_programs(client, series):
    topic = Topic.objects.create(name="Fees", slug="fees")
    dialogue(series, 1).event_topics.create(topic=topic)
    dialogue(series, 2)
    make_event(slug="alone", title="Alone", is_published=True, **DAYS)
    for address in (
        reverse("public:events"),
        reverse("public:events_feed"),
        reverse("public:events_calendar"),
        reverse("data", args=["events", "json"]),
        "/api/v1/events",
    ):
        for query, found in (("series=dialogues", {1, 2}), ("series=dialogues&topic=fees", {1})):
            shown = client.get(f"{address}?{query}").content.decode()
            assert {number for number in (1, 2) if f"Dialogue {number}" in shown} == found, address
            assert "Alone" not in shown, address


def test_a_series_page_takes_no_more_queries_for_more_rows(client, series):
    for number in range(6):
        event = dialogue(series, number)
        make_commitment(event, ref=f"C{number}", state="published")
        Recommendation.objects.create(event=event, number="1", text="Do.", state="published")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/series/dialogues/")
    assert len(queries) <= 12
