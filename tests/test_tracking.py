"""What was promised, narrowed: Amina finds it by country and topic; who may not be told is in no count."""

import random
import re
from datetime import date, timedelta
from html import unescape
from itertools import combinations, pairwise

import pytest
from django.db.models import F
from django.test import RequestFactory
from django.utils import timezone

from proceedings.models import Attribution, Commitment, Framework, FrameworkGoal, Standing, Topic, Update
from proceedings.public import charts, narrowing, tracking
from proceedings.public.tracking import longest_waiting_first
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


def test_a_country_that_promised_nothing_is_told_so_everywhere(client, promised):
    page = client.get("/commitments/?country=VN").content.decode()
    assert "Viet Nam: 0 of" in page
    assert "No commitment has all of that together." in page
    assert refs(client, "country=VN") == set()
    assert client.get("/data/commitments.csv?topic=no-such").content.decode().count("\n") == 1


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


def test_who_takes_the_list_away_has_it_in_its_order(client, promised):
    late = make_commitment(promised.event, ref="LATE", state="published")
    late.deadlines.create(kind="by", latest=date(2020, 1, 1), precision="day")
    page = client.get("/commitments/").text
    assert page.index('href="/commitments/LATE/"') < page.index('href="/commitments/SEEN/"')
    assert [row["ref"] for row in client.get("/data/commitments.json").json()] == ["LATE", "SEEN", "OTHER"]


def test_the_interface_and_the_files_say_what_is_our_reading(client, promised):
    promised.inferred = ["provenance", "note"]
    promised.save()
    promised.parties.update(inferred=["*"])
    Update.objects.create(
        commitment=promised,
        voice="assessed",
        status="limited",
        happened_on=timezone.localdate(),
        is_accepted=True,
        inferred=["status"],
    )
    record = client.get("/api/v1/commitments/SEEN").json()
    # Its note is in no record, so nothing is said of it; where it stands rests on a reading.
    assert record["inferred"] == ["provenance", "standing", "assessed"]
    assert [each["inferred"] for each in (*record["parties"], *record["news"], *record["deadlines"])] == [
        ["*"],
        ["status"],
        [],
    ]
    assert record["goals"] == ["canary-6"]
    sheet = client.get("/data/commitments.csv").content.decode()
    assert "provenance; standing; assessed" in sheet
    # Nor does a cell state as a fact who promised, or what was found.
    assert "(maker, our reading)" in sheet
    assert "assessed: limited (our reading)" in sheet
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    for name in ("CommitmentRecord", "Deadline", "News", "Party", "EventRecord", "RecommendationRecord"):
        assert "Our reading" in schemas[name]["properties"]["inferred"]["description"], name
    assert "“inferred”" in client.get("/data/").content.decode()


def drawn(query=""):
    """{chart: {words of a bar: number}} of the list of commitments."""
    today = timezone.localdate()
    narrowed = narrowing.commitments(RequestFactory().get(f"/commitments/?{query}"), today, counted=True)
    return {
        chart.name: {bar.words: bar.total for bar in chart.bars} for chart in charts.of_commitments(narrowed, today)
    }


def links(page):
    """{words of a bar or a figure: its address} of a page."""
    found = re.findall(r'<a (?:class="st" )?href="([^"]+#all)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {re.sub(r"<[^>]+>", "  ", words).strip().split("  ")[0]: unescape(address) for address, words in found}


def test_every_chart_counts_each_promise_under_its_value_out_of_all(client, promised):
    assert drawn() == {
        "year": {"2017": 1, "Not known": 1},
        "country": {"Thailand": 1},
        "due": {"2027": 1, "No last day": 1},
        "standing": {"Kept": 0, "In progress": 0, "Overdue": 0, "No report": 2},
        "news": {"Within a year": 0, "Over a year ago": 0, "No news ever": 2},
    }
    make_commitment(make_event(is_published=True, start_date=date(2012, 1, 1)))
    # Years of nothing between are there, in one line; what is not public is not.
    make_commitment(make_event(start_date=date(2000, 1, 1)))
    assert drawn()["year"] == {"2012": 1, "2013–2016": 0, "2017": 1, "Not known": 1}
    # With what else is chosen.
    assert drawn("country=TH")["year"] == {"2017": 1}


def test_a_bar_and_a_figure_narrow_the_list_and_keep_what_else_is_chosen(client, promised):
    page = client.get("/commitments/?topic=recruitment").content.decode()
    found = links(page)
    assert found["2017"] == "/commitments/?year=2017&topic=recruitment#all"
    assert found["No report"] == "/commitments/?standing=no_report&topic=recruitment#all"
    # What is chosen can be taken away, and the figures follow what else is chosen.
    chosen = links(client.get("/commitments/?year=unknown&standing=no_report").content.decode())
    assert chosen["Not known"] == "/commitments/?standing=no_report#all"
    assert chosen["No report"] == "/commitments/?year=unknown#all"
    assert '<b>1</b> <span class="meta">of 1</span>' in page


@pytest.mark.parametrize(("rule", "is_told"), [(Attribution.NON_ATTRIBUTABLE, False), (Attribution.ON_RECORD, True)])
def test_who_may_not_be_told_is_in_no_chart(client, promised, rule, is_told):
    row = make_commitment(
        promised.event, session=make_session(promised.event, attribution=rule), provenance="heard", ref="ROOM"
    )
    row.parties.create(organisation=make_organisation(name="Canaryname", is_published=True, country="LA"))
    row.parties.create(organisation=make_organisation(name="Thai too", is_published=True, country="TH"))
    told = {"Thailand": 2, "Lao PDR": 1} if is_told else {"Thailand": 1}
    assert drawn()["country"] == told
    assert drawn()["year"] == {"2017": 2, "Not known": 1}
    page = client.get("/commitments/").content.decode()
    assert ("Lao PDR" in page) == is_told


def test_the_bits_say_what_every_promise_says_for_itself(db):
    """Against a count made row by row, over all pairs of values and some more."""
    chance, today = random.Random(5), timezone.localdate()  # noqa: S311 - no secret
    topics = [Topic.objects.create(name=f"T{n}", slug=f"t{n}") for n in range(3)]
    events = [make_event(is_published=n < 3, start_date=date(2012 + n, 1, 1) if n else None) for n in range(4)]
    for n in range(30):
        row = make_commitment(chance.choice(events), ref=f"R{n}")
        row.topics.set(chance.sample(topics, chance.randrange(3)))
        if n % 2:
            row.deadlines.create(number=1, kind="by", latest=date(2024 + n % 5, 3, 1), precision="day")
        for voice, status in chance.sample(
            [("reported", "done"), ("reported", "in_progress"), ("assessed", "limited")], n % 3
        ):
            day = today - timedelta(days=chance.randrange(800))
            Update.objects.create(commitment=row, voice=voice, status=status, happened_on=day, is_accepted=n % 5 > 0)
    rows = {
        row.pk: {
            "standing": {row.standing},
            "year": {str(row.event.start_date.year) if row.event.start_date else "unknown"},
            "due": {str(row.due.year) if row.due else "unknown"},
            "topic": {topic.slug for topic in row.topics.all()},
            "news": {tracking.age_of(row.last_news, today)},
        }
        for row in Commitment.objects.published()
        .with_standing(today)
        .prefetch_related("topics")
        .select_related("event")
    }
    facts = tracking.facts(today)
    assert sorted(facts.numbers) == sorted(rows)
    values = [(name, value) for name in next(iter(rows.values())) for value in facts.bits[name]]
    for picked in map(dict, [(), *combinations(values, 2), *(chance.sample(values, 4) for _ in range(50))]):
        fit = {pk for pk, of in rows.items() if all(value in of[name] for name, value in picked.items())}
        assert set(facts.of(facts.fitting(picked))) == fit
        counted = facts.counts(picked)
        for name, value in values:
            others = {pk for pk, of in rows.items() if all(v in of[n] for n, v in picked.items() if n != name)}
            assert counted[name][value] == sum(value in rows[pk][name] for pk in others)


class TestObjectives:
    def test_tell_what_was_promised_and_asked_and_what_became_of_it(self, client, promised):
        goal = promised.goals.get()
        asked = promised.event.recommendations.create(number="1", text="Ban all fees", state="published")
        asked.goals.add(goal)
        draft = promised.event.recommendations.create(number="2", text="Canarydraft")
        draft.goals.add(goal)
        make_commitment(promised.event, ref="DRAFT", state="draft").goals.add(goal)
        page = client.get("/goals/canary-6/").content.decode()
        assert "Ban all fees" in page
        assert "/commitments/SEEN/" in page
        assert "DRAFT" not in page
        assert "Canarydraft" not in page
        assert links(page)["No report"] == "/commitments/?goal=canary-6&standing=no_report#all"
        assert '<b>1</b> <span class="meta">of 1</span>' in page
        assert 'href="/goals/canary-6/"' in client.get("/commitments/SEEN/").content.decode()
        assert "SEEN" in client.get("/goals/canary-6/feed.atom").content.decode()
        every = client.get("/goals/").content.decode()
        assert "1 of 2 commitments are tied to at least one of these objectives." in every
        assert "1 recommendation<" in every

    def test_of_which_nothing_is_known_say_what_to_do(self, client, db):
        assert "No framework is set up yet." in client.get("/goals/").content.decode()
        framework = Framework.objects.create(code="GCM", name="Compact")
        goal = FrameworkGoal.objects.create(framework=framework, number="1/a", title="Data")
        page = client.get(goal.get_absolute_url()).content.decode()
        assert "The feed above tells of the first one." in page
        assert client.get(f"{goal.get_absolute_url()}feed.atom").status_code == 200
        assert "No commitment is tied to any of these objectives yet." in client.get("/goals/").content.decode()


def test_a_topic_and_an_organisation_tell_how_many_of_their_promises_were_kept(client, promised):
    for place in ("/topics/recruitment/", "/organisations/board/"):
        page = client.get(place).content.decode()
        assert '<b>1</b> <span class="meta">of 1</span>' in page, place
    assert links(client.get("/topics/recruitment/").content.decode())["Kept"] == (
        "/commitments/?topic=recruitment&standing=kept#all"
    )


def test_the_numbers_of_an_organisation_leave_out_what_it_may_not_be_told_to_have_said(client, promised):
    event, board = promised.event, promised.parties.get().organisation
    hidden = make_session(event, attribution=Attribution.NON_ATTRIBUTABLE)
    make_commitment(event, session=hidden, provenance="heard").parties.create(organisation=board)
    make_commitment(event, session=hidden, provenance="adopted").parties.create(organisation=board)
    page = client.get("/organisations/board/").content.decode()
    assert '<b>2</b> <span class="meta">of 2</span>' in page


def test_what_waits_longest_stands_first_and_what_is_settled_last():
    event = make_event()
    for code in Standing:
        make_commitment(event, text=code)
    found = longest_waiting_first(Commitment.objects.annotate(standing=F("text")))
    waiting = ["overdue", "in_progress", "not_started", "no_report", "said_done"]
    assert [row.text for row in found] == [*waiting, "kept", "awaited", "replaced", "withdrawn"]


@pytest.mark.parametrize("first", [2023, 2020, 2016, 2004, 1990, 1966])
def test_the_years_of_the_first_page_do_not_touch_on_a_narrow_phone(first):
    """Four Khmer digits take 44 pixels, and the chart 288."""
    chart = charts.events_by_year([(year, "held", 2) for year in range(first, 2025)])
    spans = []
    for column in chart.columns:
        if column.label:
            x, anchor = column.label
            left = x * 2.88 - {"start": 0, "middle": 22, "end": 44}[anchor]
            spans.append((left, left + 44))
    assert len(spans) >= 2
    assert spans[0][0] >= 0
    assert spans[-1][1] <= 288
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert chart.radius * 2 * len(chart.columns) <= 288
