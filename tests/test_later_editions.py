"""A link to a paragraph of an old edition leads on to where it stands in the newer one."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proceedings.actions import publishing
from proceedings.models import Edition
from proceedings.public.later import same_paragraphs
from tests.make import make_commitment, make_event, make_proceedings, make_section, make_user, publish

pytestmark = pytest.mark.django_db

SAID = "The two governments will meet again in December to talk about a common agenda."


def test_a_paragraph_is_found_again_where_it_moved_or_was_reworded_a_little():
    old = [("p1", "Welcome."), ("p2", SAID), ("p3", "Gone for good."), ("p4", "Moved to the front of it all.")]
    new = [
        ("p1", "Moved to the front of it all."),
        ("p2", "Welcome."),
        ("p3", "Quite another thing, nobody said it."),
        ("p4", SAID.replace("December", "January")),
    ]
    assert same_paragraphs(old, new) == {"p1": "p2", "p2": "p4", "p4": "p1"}
    # Two in the same words are each found once.
    assert same_paragraphs([("p1", "Yes."), ("p2", "Yes.")], [("p1", "Yes.")]) == {"p1": "p1"}


def test_amina_follows_an_old_link_to_the_same_words_in_the_newer_edition(client):
    draft = make_proceedings(make_event(slug="dialogue", is_published=True))
    section = make_section(draft, f"<p>Welcome.</p><p>{SAID}</p>")
    ravi = make_user("ravi", "Publisher")
    publish(draft, by=ravi)
    section.body = f"<p>Welcome.</p><p>A paragraph nobody knew of.</p><p>{SAID}</p>"
    section.save()
    publish(draft, by=ravi, change_note="One paragraph was missing")
    old = client.get("/proceedings/dialogue/1/").content.decode()
    assert "There is a newer edition." in old
    assert 'href="/proceedings/dialogue/2/#p3">Edition 2 has it as paragraph 3</a>' in old
    assert "One paragraph was missing" in old
    newest = client.get("/proceedings/dialogue/").content.decode()
    assert "has it as paragraph" not in newest
    # The number of a paragraph is a link that holds when a third edition comes.
    assert '<a class="pn" href="/proceedings/dialogue/2/#p3"' in newest
    # The first page names proceedings once, whichever edition it is.
    assert client.get("/").content.decode().count('href="/proceedings/dialogue/"') == 1


def test_an_edition_was_published_on_the_day_that_the_clocks_of_its_event_showed(client):
    """Half past midnight in Yangon, when it was to come out: in Greenwich it is the evening before."""
    draft = make_proceedings(make_event(slug="dialogue", is_published=True, time_zone="Asia/Yangon"))
    make_section(draft, f"<p>{SAID}</p>")
    ravi = make_user("ravi", "Publisher")
    edition = publish(draft, by=ravi)
    Edition.objects.update(published_at=datetime(2026, 11, 30, 18, 0, tzinfo=UTC))
    for path in ("/proceedings/dialogue/", "/events/dialogue/"):
        page = client.get(path).content.decode()
        assert "1 December 2026" in page
        assert "30 November" not in page
    assert client.get("/proceedings/dialogue/1/cite.json").json()[0]["issued"] == {"date-parts": [[2026, 12, 1]]}
    assert client.get("/api/v1/proceedings").json()["results"][0]["published_on"] == "2026-12-01"
    publishing.withdraw(edition, by=ravi, reason="A table was wrong")
    Edition.objects.update(withdrawn_at=datetime(2026, 12, 1, 16, 0, tzinfo=UTC))
    assert "It was public for some hours on 1 December 2026." in client.get("/proceedings/dialogue/1/").content.decode()


def test_an_old_edition_takes_no_more_queries_than_other_pages(client):
    draft = make_proceedings(make_event(slug="dialogue", is_published=True))
    make_section(draft, f"<p>{SAID}</p>")
    ravi = make_user("ravi", "Publisher")
    for number in range(3):
        make_commitment(draft.event, section=make_section(draft, f"<p>Paragraph {number}.</p>"))
        publish(draft, by=ravi)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/proceedings/dialogue/1/")
    assert len(queries) <= 12
