"""Texts of rows in the language of a page: translated, or marked as what they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from proceedings import telling
from proceedings.models import Event, EventKind, Objective, Series, Topic, Translation
from proceedings.models.translation import digest
from proceedings.templatetags.public import lang
from tests.make import (
    make_commitment,
    make_event,
    make_language,
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
