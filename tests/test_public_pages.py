"""What a visitor finds on the public pages, how they answer, and what they cost."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.models import (
    AttendanceFigure,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Deadline,
    Edition,
    Event,
    EventChange,
    EventDay,
    EventLanguage,
    EventLink,
    EventParty,
    EventPublication,
    EventTitle,
    EventTopic,
    EventVenue,
    Figure,
    Finding,
    Framework,
    FrameworkGoal,
    Milestone,
    Network,
    Objective,
    Organisation,
    Project,
    Publication,
    PublicationFile,
    PublicationKind,
    Recommendation,
    RecommendationParty,
    Review,
    Series,
    SessionRole,
    Source,
    Thread,
    Topic,
    Update,
    Venue,
)
from tests.first_rows import load_first_events
from tests.make import (
    history_of_few,
    make_commitment,
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)
from tests.public_pages import every_address

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def words_of(answer):
    """The words of a page as they are read: without tags, blanks in one."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", text)
    text = text.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&").replace("&nbsp;", " ")
    return re.sub(r"\s+([.,;:)])", r"\1", " ".join(text.split()))


# The first real event


@pytest.fixture
def first_events(db):
    load_first_events()


@pytest.mark.sqlite
def test_the_page_of_the_first_event_tells_everything(client, first_events):
    page = words_of(client.get("/events/roco-policy-dialogue-2017/"))
    told = [
        "MMN Policy Dialogue on the Roles of Countries of Origin",
        "Policy Dialogue on Roles of Countries of Origin",
        "20–21 July 2017",
        "Thursday and Friday, Yangon time",
        "Summit Parkview hotel, Yangon, Myanmar",
        "Called by Mekong Migration Network (MMN)",
        "MMN presents what its research on countries of origin found and recommends",
        "Governments, private recruitment agencies, UN agencies and civil society exchange views",
        "Give all stakeholders a place to talk through a way forward for Myanmar and Cambodia.",
        "The two governments will meet again to talk about a common country-of-origin agenda",
        "Government of Cambodia and Government of Myanmar, together",
        "Government of Thailand and other countries of destination",
        "No date was given",
        "Host a multi-stakeholder GMS Country of Origin Dialogue in Cambodia.",
        "H.E. Ms. Chou Bun Eng, Secretary of State, Ministry of Interior",
        "“before 17 December 2017”",
        "“by December 2017”",
        "16 December 2017 Last day for C2",
        "Second Policy Dialogue, Phnom Penh",
        "Representatives of the Government of Myanmar",
        "ILO",
        "IOM",
        "CSOs from the Philippines",
        "U Win Shein",
        "Thursday 20 July",
        "Friday 21 July",
        "Way forward for Myanmar and Cambodia our reading",
        "Safe from the Start: The Roles of Countries of Origin in Protecting Migrants",
        "12.9 MB",
        "13.2 MB",
        "13.4 MB",
        "Full proceedings in English",
        "PRESS RELEASE: MMN's Policy Dialogue results in the governments of Myanmar and Cambodia vowing",
        "What is not known",
        "/events/roco-policy-dialogue-2017/",
    ]
    assert [words for words in told if words not in page] == []
    objectives = [page.index(words) for words in told[6:9]]
    assert objectives == sorted(objectives)


@pytest.mark.sqlite
def test_every_page_of_the_first_events_opens_within_the_queries_it_may_take(client, first_events):
    costs = {}
    client.get("/")
    for address in every_address():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        expected = {200}
        if "/proceedings/" in address and address != "/proceedings/" or address == "/no-such-page/":
            expected = {200, 404}
        if Event.objects.filter(slug=address.strip("/").split("/")[-1], is_reference=True).exists():
            expected = {404}
        assert answer.status_code in expected, address
        costs[address] = len(queries)
    assert {address: cost for address, cost in costs.items() if cost > MOST_QUERIES} == {}


def test_a_cancelled_event_says_who_decided_and_what_others_say(client, first_events):
    page = words_of(client.get("/events/adhoc-pailin-forum/"))
    assert "Cancelled. This event was not held." in page
    assert "Reason given: new coronavirus variant." in page
    assert "Others say: organisers suspect politics." in page


# What a page costs


@pytest.fixture
def rich():
    """Make an event, or more of everything that one has: rich(event) adds one of each."""
    kind, _ = PublicationKind.objects.get_or_create(code="report", defaults={"name": "report"})
    series = Series.objects.create(name="Series", slug="series")
    project = Project.objects.create(name="Project", slug="project", starts_on=date(2016, 1, 1))
    source = Source.objects.create(url="https://example.org/page")
    english = make_language()
    counter = iter(range(10_000))

    def add(event=None):
        n = next(counter)
        if event is None:
            event = make_event(
                is_published=True, status="held", start_date=date(2017, 7, 20), series=series, project=project
            )
            make_proceedings(event)
        day = date(2017, 7, 20)
        organisation = make_organisation(is_published=True, parent=Organisation.objects.first())
        topic = Topic.objects.create(slug=f"topic-{n}", name=f"Topic {n}")
        venue = Venue.objects.create(name=f"Hall {n}", city="Yangon", country="MM")
        seat = make_participant(event, organisation=organisation)
        make_consent(seat)
        make_consent(seat, "listed")
        session = make_session(event, attribution="on_record", day=day)
        session.topics.add(topic)
        SessionRole.objects.create(session=session, participant=seat, on_behalf_of=organisation)
        SessionRole.objects.create(session=session, participant=make_participant(event, organisation=organisation))
        EventTitle.objects.create(event=event, name=f"Other title {n}", language=english)
        EventDay.objects.create(event=event, date=day + timedelta(days=n))
        EventVenue.objects.create(event=event, venue=venue).sources.add(source)
        EventParty.objects.create(event=event, organisation=organisation, role=EventParty.Role.ORGANISER)
        EventParty.objects.create(event=event, organisation=organisation, role=EventParty.Role.PARTICIPANT)
        EventTopic.objects.create(event=event, topic=topic)
        EventLanguage.objects.create(event=event, language=make_language(f"x{chr(97 + n % 26)}{chr(97 + n // 26)}"))
        EventChange.objects.create(event=event, kind="moved", number=n)
        other = make_event(is_published=True, start_date=date(2019, 1, 1), series=series)
        # The same two come back everywhere, so that their own pages grow as well.
        always, subject = Organisation.objects.earliest("pk"), Topic.objects.earliest("pk")
        EventParty.objects.create(event=other, organisation=always, role=EventParty.Role.HOST)
        EventTopic.objects.create(event=other, topic=subject)
        EventLink.objects.create(event=event, other=other)
        EventLink.objects.create(event=other, other=event, kind="follows")
        Objective.objects.create(event=event, number=n, text="Meet", outcome="met", outcome_by=organisation)
        AttendanceFigure.objects.create(event=event, label=f"Group {n}", organisation=organisation, position=n)
        Figure.objects.create(event=event, label=f"Figure {n}", number=5)
        Finding.objects.create(project=project, number=n, text="Found").sources.add(source)
        Milestone.objects.create(event=event, text="Then", date=date(2018, 1, 1), other_event=other).sources.add(source)
        paper = Publication.objects.create(
            title=f"Paper {n}", slug=f"paper-{n}", kind=kind, publisher=organisation, is_published=True
        )
        PublicationFile.objects.create(publication=paper, language=english, url="https://example.org/file.pdf")
        EventPublication.objects.create(event=event, publication=paper, relation="launched")
        EventPublication.objects.create(event=event, publication=paper, relation="report")
        asked = Recommendation.objects.create(event=event, number=str(n), text="Do", state="published", session=session)
        asked.topics.add(topic, subject)
        asked.thread, _made = Thread.objects.get_or_create(slug="zero-fees", defaults={"name": "Zero fees"})
        asked.save()
        Review.objects.create(event=other, recommendation=asked, found="Not yet", is_accepted=True)
        RecommendationParty.objects.create(recommendation=asked, organisation=always, role="to_press")
        for role in ("made_by", "addressee"):
            RecommendationParty.objects.create(recommendation=asked, organisation=organisation, role=role)
        section = make_section(event.proceedings, f"@[{seat.pk}] promised.")
        promise = make_commitment(event, session=session, section=section, sentence="promised")
        promise.topics.add(topic, subject)
        objective, _made = FrameworkGoal.objects.get_or_create(
            framework=Framework.objects.get_or_create(code="GCM", defaults={"name": "Compact"})[0],
            number="6",
            defaults={"title": "Fair recruitment"},
        )
        promise.goals.add(objective)
        asked.goals.add(objective)
        CommitmentParty.objects.get_or_create(commitment=promise, organisation=always, role="lead")
        promise.recommendations.add(asked)
        for role in CommitmentParty.Role:
            CommitmentParty.objects.get_or_create(commitment=promise, organisation=organisation, role=role)
        CommitmentParty.objects.create(commitment=promise, participant=seat, role="through")
        Deadline.objects.create(
            commitment=promise,
            kind="by",
            as_written="soon",
            latest=date(2018, 1, 1),
            precision="day",
            other_event=other,
        ).sources.add(source)
        Update.objects.create(
            commitment=promise,
            voice="assessed",
            status="limited",
            happened_on=date(2019, 1, 1),
            by=organisation,
            is_accepted=True,
        ).sources.add(source)
        CommitmentLink.objects.create(commitment=promise, other=make_commitment(other))
        # One of which nobody has heard anything.
        make_commitment(event, section=section)
        Review.objects.create(event=other, commitment=promise, found="Not yet")
        Review.objects.create(event=event, commitment=other.commitments.first(), found="Yes")
        return event

    return add


ADDRESSES = [
    "/",
    "/events/",
    "/events/{event.slug}/",
    "/proceedings/",
    "/proceedings/{event.slug}/",
    "/commitments/",
    "/commitments/{commitment.ref}/",
    "/organisations/",
    "/organisations/{organisation.slug}/",
    "/topics/",
    "/topics/{topic.slug}/",
    "/goals/",
    "/goals/{goal.key}/",
    "/recommendations/zero-fees/",
]


@pytest.mark.sqlite
def test_every_page_takes_as_many_queries_for_a_hundred_rows_as_for_one(client, rich):
    selma = make_user("selma", "Publisher")
    event = rich()
    publish(event.proceedings, by=selma, change_note="First edition")
    rows = {
        "event": event,
        "commitment": event.commitments.first(),
        "organisation": Organisation.objects.earliest("pk"),
        "topic": Topic.objects.earliest("pk"),
        "goal": FrameworkGoal.objects.get(),
    }
    addresses = [address.format(**rows) for address in ADDRESSES]
    costs = {}
    for number in (1, 3, 100):
        with history_of_few(number):
            while event.objectives.count() < number:
                rich(event)
        if number > 1:
            publish(event.proceedings, by=selma, change_note=f"With {number}")
        client.get("/")
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            costs.setdefault(address, {})[number] = len(queries)

    assert {address: each for address, each in costs.items() if len(set(each.values())) > 1} == {}
    assert {address: each for address, each in costs.items() if max(each.values()) > MOST_QUERIES} == {}


def test_long_lists_come_in_pages_of_fifty(client):
    for _ in range(101):
        make_event(is_published=True, start_date=date(2017, 7, 20))
    first, third = client.get("/events/"), client.get("/events/?page=3&year=2017&nonsense=1")
    assert first.content.decode().count('href="/events/event-') == 50
    assert third.content.decode().count('href="/events/event-') == 1
    assert "Page 3 of 3" in words_of(third)
    assert 'href="?year=2017&amp;nonsense=1&amp;page=2"' in third.content.decode()
    assert client.get("/events/?page=4").status_code == 404


@pytest.mark.sqlite
def test_a_page_with_several_lists_turns_each_by_itself_and_leaves_nothing_out(client):
    """51 of everything that belongs to an organisation or a topic: the 51st is on the second page of its list."""
    organisation = make_organisation(is_published=True, slug="host", name="The host")
    topic = Topic.objects.create(slug="topic", name="A topic")
    kind = PublicationKind.objects.create(code="report", name="report")
    for n in range(51):
        event = make_event(is_published=True, start_date=date(2017, 7, 20))
        EventParty.objects.create(event=event, organisation=organisation, role="host")
        EventTopic.objects.create(event=event, topic=topic)
        for role in ("lead", "addressee"):
            promise = make_commitment(event, ref=f"{role}{n}x")
            promise.topics.add(topic)
            CommitmentParty.objects.create(commitment=promise, organisation=organisation, role=role)
        asked = Recommendation.objects.create(event=event, number="1", text=f"Wish{n}x", state="published")
        asked.topics.add(topic)
        RecommendationParty.objects.create(recommendation=asked, organisation=organisation, role="addressee")
        paper = Publication.objects.create(
            title=f"Paper{n}x", slug=f"paper-{n}", kind=kind, publisher=organisation, is_published=True
        )
        EventPublication.objects.create(event=event, publication=paper, relation="report")

    lists = {
        "/organisations/host/": {
            "page": r"/events/event-\d+/\"",
            "promised": r"/commitments/lead\d+x/",
            "promised-to": r"/commitments/addressee\d+x/",
            "asked": r"Wish\d+x",
            "publications": r"Paper\d+x",
        },
        "/topics/topic/": {
            "page": r"/events/event-\d+/\"",
            "promised": r"/commitments/(?:lead|addressee)\d+x/",
            "asked": r"Wish\d+x",
        },
        "/proceedings/": {"elsewhere": r"Paper\d+x"},
    }
    everything = {"promised": 102, "page": 51}
    for address, names in lists.items():
        first = client.get(address).content.decode()
        for name, pattern in names.items():
            found, number = set(), 1
            while True:
                page = client.get(address, {name: number})
                if page.status_code == 404:
                    break
                text = page.content.decode()
                part = text.split('<h2 id="events">')[-1] if name == "page" else text
                found |= set(re.findall(pattern, part))
                number += 1
            wanted = everything["promised"] if (address, name) == ("/topics/topic/", "promised") else 51
            assert (address, name, len(found)) == (address, name, wanted)
            assert f"?{name}=2" in first, (address, name)


# What a page answers


def test_open_pages_may_be_kept_by_any_cache_and_are_asked_for_again(client):
    event = make_event(is_published=True, title="The first title")
    answer = client.get(event.get_absolute_url())
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not answer.cookies
    again = client.get(event.get_absolute_url(), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""

    event.title = "Another title"
    event.save()
    changed = client.get(event.get_absolute_url(), headers={"If-None-Match": answer.headers["ETag"]})
    assert changed.status_code == 200
    assert "Another title" in changed.content.decode()

    event.is_published = False
    event.save()
    gone = client.get(event.get_absolute_url(), headers={"If-None-Match": changed.headers["ETag"]})
    assert gone.status_code == 404
    assert gone.headers["Cache-Control"] == "no-store"


def test_what_a_colleague_looks_at_is_kept_nowhere(client):
    event = make_event(is_published=True)
    client.force_login(make_user("selma", "Publisher"))
    answer = client.get(event.get_absolute_url())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_open_pages_look_at_no_session(client):
    event = make_event(is_published=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = "of-a-colleague-who-is-signed-in-0"
    with CaptureQueriesContext(connection) as queries:
        client.get(event.get_absolute_url())
    assert [query["sql"] for query in queries if "django_session" in query["sql"] or "auth_user" in query["sql"]] == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_open_pages_are_for_reading_only(client, method):
    make_event(is_published=True)
    for address in every_address():
        if address != "/no-such-page/":
            assert getattr(client, method)(address).status_code == 405, address


def test_a_head_is_a_get_without_its_body(client):
    answer = client.head("/events/")
    assert answer.status_code == 200
    assert answer.content == b""


NONSENSE = [
    "",
    "0",
    "-1",
    "1.5",
    "x",
    "\x00",
    "9" * 30,
    "9" * 5000,
    "٣",
    "1' OR 1=1",
    "<script>",
    "🙂",
    "%",
    "[]",
    "None",
]


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_an_address_is_ignored_or_not_found(client, value):
    make_commitment(make_event(is_published=True, start_date=date(2017, 1, 1)))
    make_organisation(is_published=True)
    narrowed, others = ("/events/", "/commitments/", "/organisations/"), ("/", "/topics/", "/proceedings/")
    names = ("year", "kind", "country", "standing", "q", value)
    # What a page looks at is tried one by one; what it does not, all at once, should it ever.
    tried = [(path, {name: value}) for path in narrowed for name in ("page", *names)]
    tried += [(path, query) for path in others for query in ({"page": value}, dict.fromkeys(names, value))]
    # Beside PostgreSQL each page is tried with every other of them.
    paths = (*narrowed, *others)
    if connection.vendor != "sqlite":
        paths = paths[NONSENSE.index(value) % 2 :: 2]
    for path, query in tried:
        if path in paths:
            answer = client.get(path, query)
            assert answer.status_code in {200, 404}, (path, query)
            assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/events/%00/",
        "/events/x%00y/",
        "/events/no-such-event/",
        "/events/" + "x" * 3000 + "/",
        "/commitments/%00/",
        "/commitments/no such/",
        "/commitments/%F0%9F%99%82/",
        "/commitments/%ff/",
        "/proceedings/no-such/",
        "/proceedings/dialogue/0/",
        "/proceedings/dialogue/99999999999999999999999999/",
        "/proceedings/dialogue/-1/",
        "/organisations/%00/",
        "/topics/%E1%80%80/",
        "/goals/%00/",
        "/goals/GCM-6%0a/",
        "/goals/" + "x" * 3000 + "/",
        "/about/more/",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_odd_references_of_commitments_have_pages_too(client):
    for ref in ("C1/2017", "ក១", "A & B", "50%"):
        promise = make_commitment(ref=ref)
        assert client.get(promise.get_absolute_url()).status_code == 200
        assert client.get("/commitments/").status_code == 200
        # In an address of the interface a reference is one part.
        if "/" not in ref:
            assert client.get(f"/api/v1/commitments/{quote(ref)}").json()["ref"] == ref


def test_a_reference_may_be_typed_in_small_letters(client):
    make_commitment(ref="GCM/C1")
    make_commitment(ref="C2", state="draft")
    assert client.get("/km/commitments/gcm/c1/")["Location"] == "/km/commitments/GCM/C1/"
    assert client.get("/commitments/c2/").status_code == 404
    goal = Framework.objects.create(code="GCM", name="Global Compact").goals.create(
        number="6", title="Fair recruitment"
    )
    assert client.get(f"/goals/{goal.key.lower()}/")["Location"] == f"/goals/{goal.key}/"
    assert client.get("/goals/nothing-1/").status_code == 404


def test_a_page_of_a_site_that_was_just_set_up_says_what_will_be_there(client):
    for name in ("home", "events", "proceedings_list", "commitments", "organisations", "topics", "about"):
        assert client.get(reverse(f"public:{name}")).status_code == 200
    assert "No commitment is published yet" in words_of(client.get("/"))


def test_the_site_is_whose_the_admin_says(client):
    Network.objects.create(
        name="Andes Network",
        tagline="Words and deeds",
        welcome_title="What the mountains heard",
        about="We are eleven.\n\nWe meet twice a year.",
        protection="Nobody is named.",
        email="office@andes.example",
    )
    home, about = words_of(client.get("/")), words_of(client.get("/about/"))
    assert "Andes Network Words and deeds" in home
    assert "What the mountains heard" in home
    assert "office@andes.example" in home
    assert "We are eleven. We meet twice a year." in about
    assert "Nobody is named." in about
    assert "Mekong" not in home + about


def test_what_people_typed_is_never_markup(client):
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    event = make_event(is_published=True, title=bad, summary=bad, open_points=bad, start_date=date(2017, 7, 20))
    organisation = make_organisation(is_published=True, name=bad, description=bad)
    EventParty.objects.create(event=event, organisation=organisation, role="organiser")
    promise = make_commitment(event, text=bad, note=bad)
    CommitmentParty.objects.create(commitment=promise, organisation=organisation, as_written=bad)
    for address in every_address():
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address


def test_events_to_come_stand_first_and_the_next_one_before_the_later(client):
    today = timezone.localdate()
    make_event(is_published=True, title="Long ago", start_date=date(2004, 9, 30))
    make_event(is_published=True, title="Lately", start_date=today - timedelta(days=3))
    make_event(is_published=True, title="Later", start_date=today + timedelta(days=90))
    make_event(is_published=True, title="Next", start_date=today + timedelta(days=9))
    make_event(is_published=True, title="Going on", start_date=today - timedelta(days=1), end_date=today)
    make_event(is_published=True, title="Some day")
    make_event(is_published=True, title="Nobody knows when", status="held")
    page = words_of(client.get("/events/"))
    titles = ["Going on", "Next", "Later", "Some day", "Lately", "Long ago", "Nobody knows when"]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)


def test_the_list_of_events_is_narrowed_by_year_kind_and_country(client):
    yangon = Venue.objects.create(city="Yangon", country="MM")
    here = make_event(is_published=True, title="In Yangon", start_date=date(2017, 7, 20))
    EventVenue.objects.create(event=here, venue=yangon)
    make_event(is_published=True, title="Elsewhere", start_date=date(2019, 1, 1))
    make_event(is_published=True, title="Undated", status="held")

    def found(query):
        page = client.get(f"/events/?{query}").content.decode()
        return [title for title in ("In Yangon", "Elsewhere", "Undated") if f">{title}</a>" in page]

    assert found("year=2017") == ["In Yangon"]
    assert found("year=unknown") == ["Undated"]
    assert found("country=MM") == ["In Yangon"]
    assert found("kind=workshop&year=2019") == ["Elsewhere"]
    assert found("kind=workshop&year=2019&country=MM") == []
    assert found("country=mm") == ["In Yangon"]
    # From one country one can go on to another, and from one year to the next.
    page = client.get("/events/?country=MM").content.decode()
    assert '<option value="2019">' in page
    # An address that asks for what nothing has does not show everything.
    for none in ("country=VN", "year=1850", "kind=none", "series=%00", "country=①", "country=" + "9" * 5000):
        assert found(none) == []


def test_commitments_are_counted_with_their_denominator_and_narrowed_by_standing(client):
    late = make_commitment(text="Late")
    Deadline.objects.create(commitment=late, kind="by", as_written="then", latest=date(2018, 1, 1), precision="day")
    make_commitment(text="Silent")
    page = words_of(client.get("/commitments/"))
    assert "1 of 2 Overdue" in page
    assert "1 of 2 No report" in page
    assert "0 of 2 Kept" in page
    only_late = client.get("/commitments/?standing=overdue").content.decode()
    assert ">Late</a>" in only_late
    assert ">Silent</a>" not in only_late


def test_a_paragraph_and_its_commitment_lead_to_each_other(client):
    event = make_event(is_published=True, slug="dialogue")
    proceedings = make_proceedings(event)
    make_section(proceedings, "First words.", heading="Opening")
    section = make_section(proceedings, "Nothing here.\n\nThe ministry <b>offered</b> to host.", heading="Way forward")
    promise = make_commitment(event, ref="C2", section=section, sentence="The ministry offered to host.")
    publish(proceedings, by=make_user("selma", "Publisher"), change_note="First edition")
    assert Edition.objects.count() == 1
    page = client.get("/proceedings/dialogue/").content.decode()
    paragraph = re.search(r'<div class="p" id="p3">.*?</div>', page, re.DOTALL)[0]
    assert 'href="/commitments/C2/"' in paragraph
    assert page.count('class="tie"') == 1
    for address in (promise.get_absolute_url(), "/commitments/"):
        assert 'href="/proceedings/dialogue/#p3"' in client.get(address).content.decode()
    Commitment.objects.update(state="draft")
    assert 'class="tie"' not in client.get("/proceedings/dialogue/").content.decode()


@pytest.mark.parametrize(
    ("days_from_today", "precision", "says"),
    [(-1, "day", "Nothing is on record"), (0, "day", "It is still to come"), (0, "month", "It is still to come")],
)
def test_a_planned_event_is_to_come_until_its_last_day_has_passed(client, days_from_today, precision, says):
    day = timezone.localdate() + timedelta(days=days_from_today)
    event = make_event(is_published=True, status="planned", start_date=day, date_precision=precision)
    event.registration_note = "Write to the secretariat."
    event.save()
    page = client.get(event.get_absolute_url()).text
    assert says in page
    assert ("Write to the secretariat." in page) == (says == "It is still to come")
