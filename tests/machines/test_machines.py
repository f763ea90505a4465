"""What pages say again for programs, read back by programs that others wrote."""

import json
import re
from csv import reader
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree

import bibtexparser
import feedparser
import pytest
import rispy
from django.conf import settings
from django.db import connection
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook
from pyld import jsonld

from proceedings import revision
from proceedings.models import (
    Commitment,
    Deadline,
    Series,
    Update,
)
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_organisation,
)
from tests.public_pages import every_address, every_address_for_programs

pytestmark = pytest.mark.django_db


def linked_data(page):
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    return json.loads(written)


def expanded(thing):
    """The thing as an RDF program has it, with the names of schema.org; nobody is asked over the network."""

    def at_home(url, options):
        document = {"@context": {"@vocab": "https://schema.org/"}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}

    (found,) = jsonld.expand(thing, {"documentLoader": at_home})
    return found


def entries_of(answer):
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    # RFC 5545, 3.1: 75 octets at most, and no letter of any script cut in two.
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    return Calendar.from_ical(answer.content).walk("VEVENT")


class TestCalendars:
    def test_hours_stand_in_the_time_of_the_place(self, client, event):
        answer = client.get("/events/dialogue/calendar.ics")
        entries = entries_of(answer)
        assert [entry.decoded("dtstart") for entry in entries] == [
            datetime(2030, 7, day, 2, 30, tzinfo=UTC) for day in (20, 21)
        ]
        assert {entry["dtstart"].params["TZID"] for entry in entries} == {"Asia/Yangon"}
        assert b"BEGIN:VTIMEZONE" in answer.content
        assert (entries[0]["summary"], entries[0]["location"]) == (event.title, "Hôtel, ဝန်, Myanmar")
        assert entries[0]["class"] == "PUBLIC"

    def test_the_calendar_of_a_list_holds_what_the_list_shows(self, client, event):
        make_event(title="Other", is_published=True, start_date=date(2031, 1, 1))
        make_event(title="Of a month", is_published=True, start_date=date(2030, 8, 1), date_precision="month")
        make_event(title="Hidden", start_date=date(2030, 8, 1))
        titles = {entry["summary"] for entry in entries_of(client.get("/events/calendar.ics?year=2030"))}
        assert titles == {event.title}
        assert len(entries_of(client.get("/events/calendar.ics"))) == 3

    def test_a_calendar_in_which_nothing_is_to_come_is_one_all_the_same(self, client, event):
        for address in ("/events/calendar.ics?year=2029", "/commitments/deadlines.ics"):
            answer = client.get(address)
            assert entries_of(answer) == []
            assert [part.name for part in Calendar.from_ical(answer.content).subcomponents] == ["VTIMEZONE"]

    def test_last_days_keep_their_entry_when_they_move(self, client, promise):
        [before] = entries_of(client.get("/commitments/deadlines.ics"))
        assert before.decoded("dtstart") == date(2031, 12, 31)
        assert before["description"] == "by 2031"
        assert before["url"] == "http://testserver/commitments/C1/"
        deadline = promise.deadlines.get()
        deadline.latest = date(2030, 12, 31)
        deadline.save()
        [after] = entries_of(client.get("/commitments/deadlines.ics"))
        assert (after["uid"], after.decoded("dtstart")) == (before["uid"], date(2030, 12, 31))
        assert after["sequence"] > before["sequence"]

    def test_whatever_a_series_is_called_its_calendar_is_one(self, client, event):
        event.series = Series.objects.create(name="Talks; on fees, \\ and\nmore", slug="talks")
        event.save()
        answer = client.get("/series/talks/calendar.ics")
        assert len(entries_of(answer)) == 2
        called = answer.text.partition("\r\nNAME:")[2].partition("\r\nX-WR")[0].replace("\r\n ", "")
        assert called.endswith("\\, Talks\\; on fees\\, \\\\ and\\nmore")

    def test_what_is_not_public_has_none(self, client, event):
        event.is_published = False
        event.save()
        assert client.get("/events/dialogue/calendar.ics").status_code == 404
        assert entries_of(client.get("/events/calendar.ics")) == []


class TestFeeds:
    def read(self, client, address):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = feedparser.parse(answer.content)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10"
        return feed

    def test_all_that_became_known_is_told_once(self, client, edition, promise):
        update = Update.objects.create(
            commitment=promise,
            voice="reported",
            status="in_progress",
            happened_on=timezone.localdate(),
            is_accepted=True,
        )
        Update.objects.create(commitment=promise, voice="assessed", status="limited", happened_on=timezone.localdate())
        feed = self.read(client, "/commitments/C1/feed.atom")
        assert [entry.title for entry in feed.entries] == [
            "Commitment C1: the maker reports: in progress",
            "Commitment C1",
        ]
        assert feed.entries[0].link == "http://testserver/commitments/C1/"
        names = [entry.id for entry in feed.entries]
        update.text = "More"
        update.save()
        assert [entry.id for entry in self.read(client, "/commitments/C1/feed.atom").entries] == names
        [entry] = self.read(client, "/proceedings/feed.atom").entries
        assert entry.title == f"{edition.source.title}, edition 1"

    def test_a_feed_is_narrowed_like_its_list(self, client, event):
        other = make_event(title="Other", is_published=True, start_date=date(2031, 1, 1))
        assert [entry.title for entry in self.read(client, "/events/feed.atom?year=2031").entries] == ["Other"]
        other.is_published = False
        other.save()
        assert [entry.title for entry in self.read(client, "/events/feed.atom").entries] == [event.title]

    def test_what_was_taken_back_leaves(self, client, edition, promise):
        Commitment.objects.update(state="draft")
        edition.withdrawn_at, edition.withdrawn_reason = timezone.now(), "Wrong"
        edition.withdrawn_by = edition.published_by
        edition.save()
        assert self.read(client, "/commitments/feed.atom").entries == []
        assert self.read(client, "/proceedings/feed.atom").entries == []
        assert client.get("/commitments/C1/feed.atom").status_code == 404

    def test_markup_in_words_is_words(self, client, event):
        [entry] = self.read(client, "/events/feed.atom").entries
        assert "&lt;b&gt;" in entry.summary
        assert "</script>" not in entry.summary


def test_one_sign_out_of_a_pdf_breaks_nothing_for_anybody(client, event, promise):
    # Copied out of a PDF, a hyphen at the end of a line is U+0002. New texts are stored without it.
    promise.text = "mi\x02gration\x0b"
    promise.save()
    promise.refresh_from_db()
    assert promise.text == "mi gration"
    # Older ones stand in the database as they came.
    with connection.cursor() as cursor:
        for table, column in (("event", "title"), ("commitment", "text"), ("deadline", "as_written")):
            cursor.execute(f"UPDATE proceedings_{table} SET {column} = %s", ["mi\x02gration"])  # noqa: S608 - names above
    revision.advance()
    for address in ("/events/feed.atom", "/commitments/feed.atom"):
        assert [one.title for one in feedparser.parse(client.get(address).content).entries] != [], address
    for address in ("/events/calendar.ics", "/commitments/deadlines.ics"):
        assert "mi gration" in client.get(address).text
        assert "\x02" not in client.get(address).text
    for name, column in (("events", "title"), ("commitments", "text")):
        sheet = load_workbook(BytesIO(client.get(f"/data/{name}.xlsx").content)).active
        assert "mi gration" in [cell.value for cell in sheet[2]]
        [heads, row] = reader(StringIO(client.get(f"/data/{name}.csv").content.decode("utf-8-sig")))
        assert row[heads.index(column)] == "mi gration"


class TestReferences:
    def test_bibtex_keeps_every_letter(self, client, edition):
        answer = client.get("/proceedings/dialogue/1/cite.bib")
        [entry] = bibtexparser.loads(answer.content.decode()).entries
        for letter, name in (("~", "asciitilde"), ("{", "braceleft"), ("}", "braceright")):
            entry["title"] = entry["title"].replace(f"\\text{name}{{}}", letter)
        assert entry["title"].replace("\\", "") == f"{{{edition.source.title}}}"
        # Whoever counts braces, as BibTeX does, comes out even.
        assert answer.text.count("{") == answer.text.count("}")
        assert entry["ENTRYTYPE"] == "techreport"
        # One author with a comma in the name, and not a first name and a last.
        assert entry["author"] == "{Mekong Network, The}"
        assert entry["url"] == "http://testserver/proceedings/dialogue/1/"

    def test_ris_is_read_whole(self, client, edition):
        [entry] = rispy.loads(client.get("/proceedings/dialogue/1/cite.ris").content.decode())
        assert (entry["title"], entry["edition"], entry["type_of_reference"]) == (edition.source.title, "1", "RPRT")

    def test_csl_json_has_the_day(self, client, edition):
        [entry] = client.get("/proceedings/dialogue/1/cite.json").json()
        day = edition.published_on
        assert entry["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
        assert entry["author"] == [{"literal": "Mekong Network, The"}]

    @pytest.mark.parametrize("address", ["1/cite.doc", "2/cite.bib", "1/km/cite.bib"])
    def test_what_is_not_there_is_not_found(self, client, edition, address):
        make_language("km")
        assert client.get(f"/proceedings/dialogue/{address}").status_code == 404


class TestLinkedData:
    def test_an_event_says_when_where_and_how(self, client, event):
        thing = linked_data(client.get("/events/dialogue/"))
        assert (thing["@type"], thing["name"], thing["description"]) == ("Event", event.title, event.summary)
        assert thing["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
        found = expanded(thing)
        assert found["@type"] == ["https://schema.org/Event"]
        place = found["https://schema.org/location"][0]["https://schema.org/address"][0]
        assert place["https://schema.org/addressCountry"] == [{"@value": "MM"}]

    def test_an_edition_is_a_report_with_tags(self, client, edition):
        page = client.get("/proceedings/dialogue/1/")
        found = expanded(linked_data(page))
        assert found["@type"] == ["https://schema.org/Report"]
        text = page.content.decode()
        assert 'name="citation_title"' in text
        assert f'name="citation_publication_date" content="{edition.published_on:%Y/%m/%d}"' in text
        assert 'property="og:title"' in text

    def test_a_maker_who_may_not_be_told_is_not_told_here(self, client, promise):
        organisation = make_organisation(name="Canary Board", is_published=True)
        promise.parties.create(organisation=organisation)
        assert linked_data(client.get("/commitments/C1/"))["creator"][0]["name"].startswith("Canary Board")
        promise.session = promise.event.sessions.create(title="Closed", attribution="non_attributable")
        promise.save()
        page = client.get("/commitments/C1/")
        assert "creator" not in linked_data(page)
        assert "Canary" not in page.content.decode()


@pytest.mark.sqlite
def test_the_sitemap_leads_to_every_page_and_to_no_other(client, edition, promise):
    make_event(title="Hidden", slug="hidden")
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    [part] = [one.text for one in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(name)]  # noqa: S314
    addresses = [
        one.text.removeprefix("http://testserver")
        for one in ElementTree.fromstring(client.get(part).content).iter(name)  # noqa: S314
    ]
    assert {client.get(address).status_code for address in addresses} == {200}
    shown = {address for address in every_address() if client.get(address).status_code == 200}
    assert shown - set(addresses) == {"/proceedings/dialogue/"}
    assert "/events/hidden/" not in addresses


def addresses_told(page):
    """What a page tells search engines: its own address, and [(language tag, address), …] of it in other languages."""
    own = re.findall(r'<link rel="canonical" href="http://testserver([^"]*)">', page)
    return own, re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="http://testserver([^"]*)">', page)


@pytest.mark.parametrize("start", ["", "/km"])
def test_the_address_of_a_page_is_the_one_in_its_language(client, edition, promise, start):
    languages = {*dict(settings.LANGUAGES), "x-default"}
    for address in every_address():
        if (answer := client.get(f"{start}{address}")).status_code == 200:
            own, others = addresses_told(answer.text)
            assert {tag for tag, _address in others} == languages
            assert len(others) == len(languages)
            # The newest edition is at an address without its number, too.
            assert dict(others)[start.strip("/") or "en"] in own or not own, address


def test_readers_of_a_language_are_led_to_the_text_in_it(client, edition):
    for tag, name in (("km", "Khmer"), ("zh", "Chinese")):
        edition.texts.create(language=make_language(tag, name), title=name, html="<p>…</p>", text="…")
    pages = [f"{start}/proceedings/dialogue/{end}" for start in ("", "/km") for end in ("", "1/", "1/km/", "1/zh/")]
    _own, others = addresses_told(client.get("/proceedings/dialogue/").text)
    assert all(addresses_told(client.get(page).text)[1] == others for page in pages)
    assert [address for tag, address in others if tag == "en"] == ["/proceedings/dialogue/1/"]
    assert [address for tag, address in others if tag == "km"] == ["/km/proceedings/dialogue/1/km/"]
    assert [address for tag, address in others if tag == "th"] == ["/th/proceedings/dialogue/1/"]
    # Pages do not speak Chinese, and yet there is a text.
    assert [address for tag, address in others if tag == "zh"] == ["/proceedings/dialogue/1/zh/"]
    sitemap = client.get("/sitemap-pages.xml").text
    assert "<loc>http://testserver/km/proceedings/dialogue/1/km/</loc>" in sitemap
    assert "/km/proceedings/dialogue/1/<" not in sitemap
    assert "<loc>http://testserver/th/proceedings/dialogue/1/</loc>" in sitemap


def test_who_found_a_hole_learns_whom_to_write_to(client, edition):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:us@example.org\n" in text
    until = datetime.fromisoformat(re.search(r"^Expires: (.+)$", text, re.MULTILINE)[1])
    assert 0 < (until - timezone.now()).days < 366


@pytest.mark.sqlite
def test_nothing_for_programs_takes_more_questions_for_more_rows(client, event, django_assert_max_num_queries):
    for number in range(20):
        other = make_event(title=f"E{number}", is_published=True, start_date=date(2030, 1, 1))
        row = make_commitment(other, ref=f"C{number}", state="published")
        Deadline.objects.create(commitment=row, kind="by", latest=date(2031, 1, 1), precision="day")
        Update.objects.create(
            commitment=row, voice="reported", status="done", happened_on=date(2020, 1, 1), is_accepted=True
        )
    for address in every_address_for_programs():
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address
