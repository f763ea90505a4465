"""Who said what: only what public pages tell with the organisation beside it."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proceedings.models import Commitment, Participant, Recommendation, SessionRole, Topic
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarite"
ON_RECORD, QUIET, CLOSED = "on_record", "non_attributable", "closed"


@pytest.fixture
def union():
    return make_organisation(name="Garment Union", slug="garment-union", is_published=True)


@pytest.fixture
def event():
    return make_event(is_published=True, slug="dialogue", title="The dialogue", start_date=date(2017, 7, 20))


def read(client, query):
    answer = client.get(f"/said/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def promised(event, organisation, text, **fields):
    row = make_commitment(event, text=text, **fields)
    row.parties.create(organisation=organisation, role="lead")
    return row


def recommended(event, organisation, text, **fields):
    number = str(event.recommendations.count() + 1)
    row = Recommendation.objects.create(
        **{"event": event, "number": number, "text": text, "state": "published"} | fields
    )
    row.parties.create(organisation=organisation, role="made_by")
    return row


def spoke(event, organisation, name, title, rule=ON_RECORD, is_named=True, **fields):
    seat = make_participant(event, name, organisation=organisation, **fields)
    if is_named:
        make_consent(seat)
    session = make_session(event, title=title, attribution=rule)
    SessionRole.objects.create(session=session, participant=seat)
    return session


def test_ravi_reads_all_an_organisation_said_on_a_topic_over_all_events(client, event, union):
    fees = Topic.objects.create(name="Fees", slug="fees")
    later = make_event(is_published=True, slug="later", title="A later one", start_date=date(2019, 1, 1))
    promised(event, union, "We train inspectors").topics.add(fees)
    recommended(later, union, "Abolish fees").topics.add(fees)
    spoken = spoke(event, union, "Daw Khin", "Panel on fees")
    spoken.topics.add(fees)
    promised(event, union, "Something else")
    draft = make_proceedings(event)
    section = make_section(draft, "<p>Nobody is named.</p>", session=spoken)
    publish(draft, by=make_user("ravi", "Publisher"))
    for query in ("organisation=garment-union&topic=fees", "kind=cso&topic=fees"):
        page = read(client, query)
        told = ["Abolish fees", "We train inspectors", "Panel on fees", "Daw Khin"]
        assert [words for words in told if words not in page] == []
        assert "Something else" not in page
        assert page.index("A later one") < page.index("The dialogue")
    assert f'href="/proceedings/dialogue/1/#{section_anchor(client, section)}"' in page
    assert f'href="/events/dialogue/#session-{spoken.pk}"' in page
    assert f'id="session-{spoken.pk}"' in client.get("/events/dialogue/").content.decode()
    assert "/said/?organisation=garment-union" in client.get("/organisations/garment-union/").content.decode()
    assert "/said/?topic=fees" in client.get("/topics/fees/").content.decode()


def section_anchor(client, section):
    return "s1" if section.heading in client.get("/proceedings/dialogue/1/").content.decode() else ""


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "hide",
    [
        "person in a session under the Chatham House Rule",
        "organisation in a session under the Chatham House Rule",
        "recommendation in such a session",
        "participant without consent",
        "seat that is not confirmed",
        "protected person",
        "organisation without a page",
        "draft",
        "closed session",
        "by kind only",
        "event that is not public",
    ],
)
def test_what_may_not_be_told_is_absent_and_not_counted(client, event, union, hide):
    other = make_organisation(name=f"{CANARY} group", slug="canary", is_published=True)
    match hide:
        case "person in a session under the Chatham House Rule":
            spoke(event, other, CANARY, CANARY, QUIET)
        case "organisation in a session under the Chatham House Rule":
            promised(event, other, CANARY, session=make_session(event, attribution=QUIET))
        case "recommendation in such a session":
            recommended(event, other, CANARY, session=make_session(event, attribution=QUIET))
        case "participant without consent":
            spoke(event, other, CANARY, CANARY, is_named=False)
        case "seat that is not confirmed":
            spoke(event, other, CANARY, CANARY, state=Participant.State.INVITED)
        case "protected person":
            session = spoke(event, other, CANARY, CANARY)
            person = session.roles.get().participant.person
            person.is_protected = True
            person.save()
        case "organisation without a page":
            other.is_published = False
            other.save()
            promised(event, other, CANARY)
            recommended(event, other, CANARY)
            spoke(event, other, CANARY, CANARY)
        case "draft":
            promised(event, other, CANARY, state="draft")
            recommended(event, other, CANARY, state="draft")
        case "closed session":
            closed = make_session(event, attribution=CLOSED)
            promised(event, other, CANARY, session=closed)
            recommended(event, other, CANARY, session=closed)
            spoke(event, other, CANARY, CANARY, CLOSED)
        case "by kind only":
            spoke(event, other, CANARY, CANARY, "kind_only")
        case "event that is not public":
            hidden = make_event(slug="hidden", title=CANARY)
            promised(hidden, other, CANARY)
            recommended(hidden, other, CANARY)
            spoke(hidden, other, CANARY, CANARY)
    promised(event, union, "An open promise")
    for query in ("", "organisation=canary", "kind=cso", "organisation=garment-union"):
        page = read(client, query)
        assert CANARY not in page, query
        assert CANARY not in client.get(f"/said/feed.atom?{query}").text, query
    assert "<b>1</b>" in read(client, "kind=cso")
    # Nor can it be told apart from an organisation that never was.
    assert read(client, "organisation=canary").replace("canary", "") == read(client, "organisation=nobody").replace(
        "nobody", ""
    )


def test_a_feed_tells_what_is_new_of_what_one_asked_for(client, event, union):
    fees = Topic.objects.create(slug="fees", name="Fees")
    promised(event, union, "To tell members of fees").topics.add(fees)
    recommended(event, union, "Cap the fees").topics.add(fees)
    promised(event, union, "Something else")
    promised(event, make_organisation(is_published=True, kind=None), "Of another")
    feed = "/said/feed.atom?organisation=garment-union&amp;topic=fees"
    assert f'href="{feed}"' in client.get("/said/?organisation=garment-union&topic=fees").text
    found = client.get(unescape(feed)).text
    assert "To tell members of fees" in found
    assert "Cap the fees" in found
    assert "Something else" not in found
    assert "Of another" not in found
    # Of nobody in particular nothing is told, and of organisations what all that are listed had a part in.
    for address in ("/said/feed.atom", "/said/feed.atom?organisation=nobody", "/organisations/feed.atom?kind=nothing"):
        assert "<entry>" not in client.get(address).text
    assert "Something else" in client.get("/organisations/feed.atom?kind=cso").text
    assert "Of another" not in client.get("/organisations/feed.atom?kind=cso").text
    assert 'href="/organisations/feed.atom?kind=cso"' in client.get("/organisations/?kind=cso").text


def test_what_was_confirmed_in_writing_has_left_the_room(client, event, union):
    quiet = make_session(event, attribution=QUIET)
    promised(event, union, "In writing", session=quiet, provenance=Commitment.Provenance.CONFIRMED)
    assert "In writing" in read(client, "organisation=garment-union")


def test_it_takes_no_more_queries_for_more_rows(client, union):
    for number in range(5):
        event = make_event(is_published=True, slug=f"e{number}")
        promised(event, union, "Promise")
        recommended(event, union, "Advice", session=make_session(event, attribution=ON_RECORD))
        spoke(event, union, f"U {number}", "Panel")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        read(client, "organisation=garment-union")
    assert len(queries) <= 12
