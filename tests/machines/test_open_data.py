"""The interface for programs and the files to take away: no more than pages tell, and described."""

from csv import reader
from datetime import date
from io import BytesIO, StringIO

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from openpyxl import load_workbook

from proceedings.models import (
    Recommendation,
    RecommendationParty,
    Topic,
    Update,
)
from proceedings.public.data import collections
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_session,
)
from tests.public_pages import every_address_for_programs

pytestmark = pytest.mark.django_db


def test_the_interface_describes_itself(client, edition, promise):
    described = client.get("/api/v1/openapi.json").json()
    validate(described)
    # What it answers is what it says it answers.
    for path, methods in described["paths"].items():
        assert set(methods) == {"get"}
        address = path.format(slug="dialogue", ref="C1")
        if "organisations/" not in path:
            answer = client.get(address)
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, no-cache"), address
            assert client.get(address, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
            assert client.head(address).status_code == 200
            assert client.post(address).status_code == 405


def test_scripts_of_other_sites_may_read_data_and_nothing_else(client, event):
    for address in ("/api/v1/events", "/api/v1/events?page=9", "/api/v1/events/nothing", "/data/events.json"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*", address
    for address in ("/", "/data/", "/r/nobody", "/admin/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers, address


def test_whoever_reads_a_column_can_look_up_what_it_means(client):
    described = client.get("/api/v1/openapi.json").json()
    fields = [
        (name, field, said)
        for name, schema in described["components"]["schemas"].items()
        for field, said in schema["properties"].items()
    ]
    asked = [
        (path, each["name"], each)
        for path, methods in described["paths"].items()
        for each in methods["get"].get("parameters", [])
    ]
    assert [(place, name) for place, name, said in fields + asked if not said.get("description")] == []


def test_whatever_a_list_answers_is_described(client, event):
    described = client.get("/api/v1/openapi.json").json()
    for each in collections.ALL:
        path = f"/api/v1/{each.name}"
        for number, status in (("1", 200), ("2", 404), ("0", 422), ("x", 422)):
            answer = client.get(f"{path}?page={number}")
            assert answer.status_code == status
            found = described["paths"][path]["get"]["responses"][str(status)]
            schema = found["content"]["application/json"]["schema"] | {"components": described["components"]}
            Draft202012Validator(schema).validate(answer.json())


@pytest.mark.parametrize("name", ["%00", "a%00b", "%F0%9F%98%80", "no-such"])
def test_what_nothing_is_called_is_not_found(client, name):
    for path in ("events", "commitments", "organisations"):
        answer = client.get(f"/api/v1/{path}/{name}")
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_lists_come_in_pages(client):
    for number in range(101):
        make_event(title=f"E{number}", is_published=True, start_date=date(2030, 1, 1))
    first = client.get("/api/v1/events?year=2030").json()
    assert (first["count"], len(first["results"]), first["previous"]) == (101, 100, None)
    second = client.get(first["next"].removeprefix("http://testserver")).json()
    assert (len(second["results"]), second["next"]) == (1, None)
    assert client.get("/api/v1/events?page=3").status_code == 404
    assert client.get("/api/v1/events?page=0").status_code == 422


def test_a_promise_is_told_with_its_parties_and_its_news(client, promise):
    promise.parties.create(organisation=make_organisation(name="The Board", is_published=True, country="TH"))
    Update.objects.create(
        commitment=promise, voice="assessed", status="limited", happened_on=date(2030, 1, 1), is_accepted=True
    )
    told = client.get("/api/v1/commitments/C1").json()
    assert [(one["name"], one["role"]) for one in told["parties"]] == [("The Board, Thailand", "maker")]
    assert (told["assessed"], told["due"]) == ("limited", "2031-12-31")
    assert told["deadlines"][0]["as_written"] == "by 2031"
    promise.session = promise.event.sessions.create(title="Room", attribution="non_attributable")
    promise.save()
    [party] = client.get("/api/v1/commitments/C1").json()["parties"]
    assert (party["name"], party["url"]) == ("Not told: the session was not for attribution", "")


def test_an_event_is_told_with_its_days_its_titles_and_who_called_it(client, event):
    event.other_titles.create(name="ကိစ္စ", language=make_language("my", "my"))
    event.parties.create(role="host", organisation=make_organisation(name="The Board", is_published=True, country="TH"))
    # An organisation without a page is told where it called the meeting, and not where it only came.
    for role, name in (("organiser", "Small Union"), ("participant", "Canary Union")):
        event.parties.create(role=role, organisation=make_organisation(name=name), inferred=["*"])
    told = client.get("/api/v1/events/dialogue").json()
    assert told["other_titles"] == [{"name": "ကိစ္စ", "language": "my"}]
    assert told["days"][0] == {"day": "2030-07-20", "starts_at": "09:00:00", "ends_at": "17:00:00"}
    assert [(one["name"], one["role"], one["inferred"]) for one in told["parties"]] == [
        ("The Board, Thailand", "host", []),
        ("Small Union", "organiser", ["*"]),
    ]
    [row] = list(reader(StringIO(client.get("/data/events.csv").content.decode("utf-8-sig"))))[1:]
    assert "2030-07-20; 2030-07-21" in row
    pages = client.get("/events/dialogue/").text
    assert ("Small Union" in pages, "Canary Union" in pages) == (True, False)


def test_who_may_be_named_is_named_with_the_event_and_nowhere_else(client, event):
    seat = make_participant(event, person=make_person("Thiri Canary"), post="Minister", country="MM")
    make_participant(event, person=make_person("Hidden Canary"))
    make_consent(seat, "listed")
    [member] = client.get("/api/v1/events/dialogue").json()["memberships"]
    assert member["person"] == {"name": "Thiri Canary"}
    # In Popolo an organization, not a word.
    assert member["on_behalf_of"] == {"name": "Myanmar"}
    elsewhere = [address for address in every_address_for_programs() if address != "/api/v1/events/dialogue"]
    assert [address for address in elsewhere if b"Canary" in client.get(address).content] == []


def test_a_file_holds_what_the_list_shows_and_no_cell_is_live(client, event):
    make_event(title="=cmd|'/c calc'!A1", is_published=True, start_date=date(2031, 1, 1))
    csv = client.get("/data/events.csv?year=2031")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="events.csv"'
    rows = list(reader(StringIO(csv.content.decode("utf-8-sig"))))
    assert [row[rows[0].index("title")] for row in rows[1:]] == ["'=cmd|'/c calc'!A1"]
    book = load_workbook(BytesIO(client.get("/data/events.xlsx").content))
    cells = {cell.value: cell.data_type for row in book.active.iter_rows() for cell in row}
    assert cells["=cmd|'/c calc'!A1"] == "s"
    assert cells["Hôtel, ဝန်, MM"] == "s"
    [found] = client.get("/data/events.json?year=2030").json()
    assert found["title"] == event.title


def test_the_page_of_files_says_how_much_is_in_each(client, event):
    make_event(title="Other", is_published=True, start_date=date(2031, 1, 1))
    for query, number in (("", 2), ("?year=2031", 1)):
        page = client.get(f"/data/{query}").text
        address = f"/data/events.json{query}"
        assert f'href="{address}"' in page
        assert len(client.get(address).json()) == number
        assert f"<b>Events</b> {number}<" in page


def test_no_record_leads_to_a_page_that_is_not_there(client, event):
    others = make_event(title="Of others", is_published=True, is_reference=True)
    rows = [
        Recommendation.objects.create(event=at, number=number, text="Do it", state="published")
        for number, at in enumerate((event, others))
    ]
    rows[1].topics.add(Topic.objects.create(slug="fees", name="Fees"))
    told = client.get("/api/v1/recommendations").json()["results"]
    assert [one["url"] for one in told] == ["http://testserver/events/dialogue/", ""]


def test_a_recommendation_that_is_on_no_page_is_in_no_file(client):
    others = make_event(title="Of others", is_published=True, is_reference=True)
    closed = make_session(others, attribution="non_attributable")
    asked = Recommendation.objects.create(event=others, session=closed, number=1, text="Do it", state="published")
    hidden, shown = make_organisation(name="canary board"), make_organisation(is_published=True)
    told = lambda: client.get("/api/v1/recommendations").json()["results"]  # noqa: E731
    for organisation, role in ((hidden, "addressee"), (shown, "made_by")):
        RecommendationParty.objects.create(recommendation=asked, organisation=organisation, role=role)
        assert told() == []
    RecommendationParty.objects.create(recommendation=asked, organisation=shown, role="addressee")
    assert [one["text"] for one in told()] == ["Do it"]
    assert "Do it" in client.get(shown.get_absolute_url()).text


def test_what_nobody_knows_is_an_empty_cell(client, event):
    make_event(title="Undated", is_published=True)
    make_organisation(is_published=True, website="")
    make_commitment(event, ref="C9", state="published")
    for name in ("events", "organisations", "commitments"):
        text = client.get(f"/data/{name}.csv").content.decode("utf-8-sig")
        assert [row for row in reader(StringIO(text)) if "None" in row] == []


@pytest.mark.parametrize("address", ["people.csv", "events.exe", "participant.json"])
def test_there_is_nothing_else(client, address):
    assert client.get(f"/data/{address}").status_code == 404
