"""Texts of rows in the language of a page: translated, or marked as what they are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from proceedings import telling
from proceedings.models import (
    CommitmentParty,
    Event,
    EventKind,
    EventParty,
    Framework,
    Objective,
    OrganisationName,
    RecommendationParty,
    Series,
    Topic,
    Translation,
)
from proceedings.models.organisation import is_acronym
from proceedings.models.translation import digest
from proceedings.search import index
from proceedings.templatetags.public import lang
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_organisation,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

KHMER = "កិច្ចសន្ទនា"
LACKING = "Not yet translated into this language: it stands as it was written."


def translate(row, field, text=KHMER, status="machine"):
    return Translation.objects.create(
        item=row,
        field=field,
        text=text,
        status=status,
        language=make_language("km", "Khmer"),
        source_digest=digest(getattr(row, field)),
    )


@pytest.fixture
def event():
    return make_event(slug="dialogue", title="Dialogue", summary="They spoke.\n\nThey listened.", is_published=True)


def page_of(client, address="/km/events/dialogue/"):
    return client.get(address).content.decode()


def test_a_text_that_nobody_translated_stands_as_it_was_written_and_says_so(client, event):
    page = page_of(client)
    assert '<h1 lang="en">Dialogue</h1>' in page
    assert '<p lang="en">They spoke.</p><p lang="en">They listened.</p>' in page
    assert says(LACKING, page)
    english = page_of(client, "/events/dialogue/")
    assert LACKING not in english
    assert "<h1>Dialogue</h1>" in english


def says(words, page):
    with override("km"):
        return gettext(words) in page


def test_a_translation_takes_its_place_wherever_it_stands(client, event):
    translate(event, "title")
    translate(event, "summary", "ពួកគេបាននិយាយ។")
    make_section(draft := make_proceedings(event, title="Report"), "They spoke.")
    publish(draft, by=make_user("ravi", is_superuser=True))
    some = ("/km/events/dialogue/", "/km/events/dialogue/register/", "/km/proceedings/dialogue/", "/km/events/", "/km/")
    for address in some:
        page = page_of(client, address)
        assert KHMER in page
        # Whoever cites it, cites what it is called.
        assert page.count(">Dialogue<") == page.count('<cite><span lang="en">Dialogue<')
    page = page_of(client)
    assert "<p>ពួកគេបាននិយាយ។</p>" in page
    assert says("Translated by machine. Nobody has checked it.", page)
    assert not says(LACKING, page)
    assert KHMER not in page_of(client, "/th/events/dialogue/")
    assert KHMER not in page_of(client, "/events/dialogue/")


@pytest.mark.parametrize(
    ("page", "text", "attribute"),
    [
        ("km", "Meeting to design the research", ' lang="en"'),
        ("km", "កិច្ចសន្ទនា IOM", ""),
        ("km", "ဆွေးနွေးပွဲ", ' lang="my"'),
        ("km", "2017", ""),
        # Vietnamese has the letters of English.
        ("vi", "Meeting to design the research", ""),
        ("en", "Meeting to design the research", ""),
    ],
)
def test_latin_letters_on_a_page_in_another_script_are_marked_as_english(page, text, attribute):
    with override(page):
        assert lang(text) == attribute


def test_what_goes_with_an_event_is_told_on_pages_of_its_own(client, event):
    topic = Topic.objects.create(slug="fees", name="No fees", description="Nobody pays.")
    series = Series.objects.create(slug="dialogues", name="Dialogues")
    Event.objects.update(series=series)
    promise = make_commitment(event, ref="C1", text="A shelter", state="published", note="Soon.")
    deadline = promise.deadlines.create(as_written="before long", kind="none")
    promise.topics.add(topic)
    for row, field in ((topic, "name"), (topic, "description"), (series, "name"), (promise, "note")):
        translate(row, field, f"{KHMER} {field}")
    translate(deadline, "as_written", "មិនយូរ")
    page = page_of(client, "/km/topics/fees/")
    assert f"<h1>{KHMER} name</h1>" in page
    assert f"<p>{KHMER} description</p>" in page
    assert f"<h1>{KHMER} name</h1>" in page_of(client, "/km/series/dialogues/")
    page = page_of(client, "/km/commitments/C1/")
    for words in (f"{KHMER} note", f"{KHMER} name</a>", "មិនយូរ"):
        assert words in page


def test_what_was_translated_from_other_words_is_not_shown(client, event):
    translate(event, "title")
    event.title = "Another dialogue"
    event.save()
    page = page_of(client)
    assert KHMER not in page
    assert '<h1 lang="en">Another dialogue</h1>' in page


def test_a_draft_of_a_translation_is_not_shown(client, event):
    translate(event, "title", status="none")
    assert KHMER not in page_of(client)


def test_a_translation_shows_nothing_that_the_page_does_not(client, event):
    closed = make_session(event, title="Canary", attribution="closed")
    translate(closed, "title", "សម្ងាត់")
    open_one = make_session(event, title="Open", attribution="on_record")
    translate(open_one, "title", "បើក")
    page = page_of(client)
    assert "បើក" in page
    assert "សម្ងាត់" not in page


def test_kinds_and_topics_are_in_the_message_files():
    kind = EventKind(name="Policy dialogue")
    with override("km"):
        assert str(kind) == telling.words(kind) != "Policy dialogue"
        assert not telling.told(kind, "name").tongue
        kind.name = "Something of our own"
        assert str(kind) == "Something of our own"
        assert telling.told(kind, "name").tongue == "en"
    assert str(EventKind(name="Policy dialogue")) == "Policy dialogue"


def test_however_much_is_translated_it_takes_one_question(client, event):
    translate(event, "title")
    with CaptureQueriesContext(connection) as few:
        page_of(client)
    for number in range(1, 12):
        objective = Objective.objects.create(event=event, number=number, text=f"Objective {number}")
        translate(objective, "text", f"គោលបំណង {number}")
    with CaptureQueriesContext(connection) as many:
        page = page_of(client)
    assert page.count("គោលបំណង 1") == 3
    assert len(many) == len(few)
    asked = [query["sql"] for query in many if '"proceedings_translation"' in query["sql"]]
    # One for the network, one for the event and all that belongs to it.
    assert len(asked) <= 2


MINISTRY, OFFICE, HIDDEN = "ក្រសួងមហាផ្ទៃ", "ការិយាល័យ", "ជម្រកលាក់"


def call(organisation, name, tag="km", **years):
    OrganisationName.objects.create(organisation=organisation, name=name, language=make_language(tag, tag), **years)


@pytest.fixture
def ministry(event):
    """A ministry that called an event, promised and recommended something; its office, and one that nobody may see."""
    ministry = make_organisation(
        name="Ministry of Interior", acronym="MoI", slug="moi", country="KH", is_published=True, description="Home"
    )
    office = make_organisation(name="Office", parent=ministry, is_published=True)
    hidden = make_organisation(name="Shelter", slug="shelter")
    call(ministry, MINISTRY, from_year=1993)
    call(ministry, "ក្រសួងចាស់", from_year=2005, until_year=2008)
    call(ministry, "ក្រសួងថ្មី", from_year=2990)
    call(ministry, "ក្រសួងទីពីរ", from_year=1993)
    call(ministry, "MoI.KH", from_year=2001)
    call(ministry, "กระทรวงมหาดไทย", "th")
    call(office, OFFICE)
    call(hidden, HIDDEN)
    series, topic = (
        Series.objects.create(slug="dialogues", name="Dialogues"),
        Topic.objects.create(slug="fees", name="x"),
    )
    Event.objects.update(series=series)
    EventParty.objects.create(event=event, organisation=ministry, role="organiser")
    EventParty.objects.create(event=event, organisation=hidden, role="participant")
    promise = make_commitment(event, ref="C1", text="A shelter")
    asked = event.recommendations.create(text="Open a shelter", state="published", position=1)
    for row in (promise, asked):
        row.topics.add(topic)
    event.event_topics.create(topic=topic)
    CommitmentParty.objects.create(commitment=promise, organisation=ministry, role="lead")
    RecommendationParty.objects.create(recommendation=asked, organisation=ministry, role="made_by")
    return ministry


@pytest.mark.parametrize(
    "address",
    [
        "/events/dialogue/",
        "/commitments/",
        "/commitments/C1/",
        "/organisations/",
        "/organisations/moi/",
        "/topics/fees/",
        "/series/dialogues/",
        "/said/?organisation=moi",
        "/search/?q=Interior",
        "/organisations/moi/feed.atom",
        "/organisations/moi/follow/",
    ],
)
def test_an_organisation_has_its_name_in_the_language_of_the_page(client, ministry, address):
    index.make_anew()
    # The official one stands beside it where it is told what it is called, and nowhere else.
    has_both = address in ("/organisations/moi/", "/search/?q=Interior")
    for tongue, name in (("/km", MINISTRY), ("/th", "กระทรวงมหาดไทย"), ("/vi", ""), ("", "")):
        page = page_of(client, f"{tongue}{address}")
        read = re.sub(r'<script.*?</script>|<div class="cite">.*?</div>|<meta .*?>|<.?mark>', "", page, flags=re.DOTALL)
        assert name in read
        assert ("Ministry of Interior" in read) == (has_both or not name)
        assert HIDDEN not in page


def test_of_several_names_it_is_the_one_of_today_and_no_acronym(client, ministry):
    assert OrganisationName.objects.today_in("km")[ministry.pk] == MINISTRY
    assert OrganisationName.objects.today_in("th") == {ministry.pk: "กระทรวงมหาดไทย"}
    call(ministry, "ក្រសួង MoI", from_year=2020)
    # An acronym that the name has in it is not said again.
    assert "ក្រសួង MoI, កម្ពុជា<" in page_of(client, "/km/commitments/C1/")
    names = ("MoLVT", "BLĐTBXH", "ก.ร.ง.", "Bộ Nội vụ", "ក្រសួងIOM", "Caritas")
    assert [name for name in names if is_acronym(name)] == ["MoLVT", "BLĐTBXH", "ก.ร.ง."]


def test_programs_read_the_official_name(client, ministry):
    for address in ("/api/v1/commitments/C1", "/data/commitments.csv"):
        data = client.get(address, headers={"Accept-Language": "km"}).content.decode()
        assert ("Ministry of Interior" in data, MINISTRY in data) == (True, False)
    for address in ("/km/commitments/C1/", "/km/events/dialogue/"):
        [linked] = re.findall(r"<script type=.application/ld.json.>(.*?)</script>", page_of(client, address))
        assert ("Ministry of Interior" in linked, MINISTRY in linked) == (True, False)
    others = client.get("/api/v1/organisations/moi").json()["other_names"]
    assert MINISTRY in [other["name"] for other in others]


@pytest.mark.parametrize(("tongue", "most"), [("/km", 1), ("", 0)])
def test_however_many_organisations_there_are_one_question_asks_for_their_names(client, ministry, event, tongue, most):
    for number in range(3):
        more = make_organisation(name=f"Union {number}", is_published=True)
        call(more, f"សហជីព {number}")
        promise = make_commitment(event, text="Another")
        CommitmentParty.objects.create(commitment=promise, organisation=more, role="lead")
    for address in ("/commitments/", "/events/dialogue/", "/said/?organisation=moi"):
        with CaptureQueriesContext(connection) as asked:
            page_of(client, f"{tongue}{address}")
        assert len([query for query in asked if '"proceedings_organisationname"' in query["sql"]]) == most


def test_what_a_list_is_narrowed_to_is_called_as_everywhere(client, event, ministry):
    framework = Framework.objects.create(code="own", name="Our own list")
    goal = framework.goals.create(number="1", title="Decent work")
    event.commitments.get().goals.add(goal)
    # Words of the message files are said otherwise, too.
    words = {event.kind: "សិក្ខាសាលាធំ", Topic.objects.get(): "ថ្លៃជ្រើសរើស", Series.objects.get(): "កិច្ចសន្ទនាជាបន្ត"}
    words |= {goal: "ការងារសមរម្យ", framework: "បញ្ជីរបស់យើង"}
    for row, text in words.items():
        translate(row, "title" if row == goal else "name", text)
    words |= {ministry: MINISTRY, ministry.kind: "សមាគមពលករខ្មែរ"}
    translate(ministry.kind, "name", "សមាគមពលករខ្មែរ")
    kind, topic, series = list(words)[:3]
    lists = {
        "/commitments/": (kind, topic, series, goal, ministry),
        "/events/": (kind, topic, series),
        "/said/": (topic, ministry, ministry.kind),
        "/organisations/": (ministry.kind,),
    }
    for address, rows in lists.items():
        offered = re.findall(r'<option value="[^"]+">(.*?)</option>', page_of(client, f"/km{address}"))
        # In the list of commitments with how many there are of each.
        number = " (១)" if address == "/commitments/" else ""
        assert {f"{words[row]}{number}" for row in rows} - set(offered) == set()
    assert "<b>ថ្លៃជ្រើសរើស:</b>" in page_of(client, "/km/commitments/?topic=fees")
    places = {"/goals/": (framework, goal), "/goals/own-1/": (framework, goal), "/commitments/C1/": (framework, goal)}
    places |= {"/events/": (kind,), "/events/dialogue/": (kind,), "/organisations/moi/": (ministry.kind,)}
    for address, rows in places.items():
        page = page_of(client, f"/km{address}")
        assert [row for row in rows if words[row] not in re.sub("<option.*?</option>", "", page)] == []
