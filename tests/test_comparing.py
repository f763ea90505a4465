"""What changed between two texts, so that a reviewer on a phone reads that and nothing else."""

import pytest

from proceedings.actions import publishing
from proceedings.documents.comparing_pages import compare, pieces_of
from proceedings.documents.rendering import preview
from tests.make import (
    make_consent,
    make_event,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_user,
    publish,
)


@pytest.fixture
def draft(db):
    return make_proceedings(make_event(is_published=True, slug="dialogue"))


def pieces(draft):
    return pieces_of(preview(draft)[0])


def kinds(difference):
    return [(row.kind, row.anchor) for stretch in difference.stretches for row in stretch.rows if row.kind != "same"]


def test_paragraphs_that_are_new_gone_changed_or_the_same(draft):
    same = "\n\n".join(f"Nothing changed in what number {n} said of it." for n in range(6))
    section = make_section(draft, f"{same}\n\nFees fell by 5 %.\n\nThis goes away now, all of it.", heading="Opening")
    before = pieces(draft)
    section.body = f"Quite another thing comes first.\n\n{same}\n\nFees fell by 6 %."
    section.save()
    difference = compare(before, pieces(draft))
    assert kinds(difference) == [("added", "p1"), ("changed", "p8"), ("removed", "")]
    assert (difference.added, difference.changed, difference.removed) == (1, 1, 1)
    folded = [len(stretch.rows) for stretch in difference.stretches if stretch.is_folded]
    assert folded == [4]
    assert compare(before, before).is_none


def test_parts_in_another_language_and_paragraphs_beyond_those_of_the_source_are_found():
    page = '<h2 id="s1" lang="en">One</h2>\n<div class="p" id="p1" lang="en"><p>Two</p></div>\n'
    page += '<div class="p" id="p1-2"><p>Three</p></div>'
    found = [(piece.anchor, piece.text) for piece in pieces_of(page)]
    assert found == [("s1", "One"), ("p1", "Two"), ("p1-2", "Three")]


def test_nothing_typed_gets_into_a_page_through_a_difference(draft, client):
    section = make_section(draft, "5 < 6 <script>alert(1)</script> & <img src=x onerror=alert(1)>")
    ravi = make_user("ravi", "Publisher")
    publish(draft, by=ravi)
    section.body = "<p>&lt;script&gt;alert(2)&lt;/script&gt; 7</p>"
    section.save()
    publish(type(draft).objects.get(), by=ravi, change_note="Second")
    page = client.get("/proceedings/dialogue/1/2/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


def test_anybody_compares_two_editions_with_people_as_each_may_show_them_today(draft, client):
    seat = make_participant(draft.event, person=make_person("Canary Thein"))
    consent = make_consent(seat)
    section = make_section(draft, f"@[{seat.pk}] spoke.", heading="Opening")
    ravi = make_user("ravi", "Publisher")
    publish(draft, by=ravi)
    section.body += "\n\nOthers answered."
    section.save()
    publish(draft, by=ravi, change_note="With the answers")
    address = "/proceedings/dialogue/1/2/"
    page = client.get(address).content.decode()
    assert "Canary Thein spoke." in page
    assert "<ins>Others answered.</ins>" in page
    assert address in client.get("/proceedings/dialogue/2/").content.decode()
    assert client.get("/proceedings/dialogue/2/1/")["Location"] == address
    consent.delete()
    assert "Canary" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["1/1", "1/3", "0/1", "1/99999999999999999999"])
def test_what_is_no_pair_of_editions_is_nothing(draft, client, address):
    section = make_section(draft, "One.")
    ravi = make_user("ravi", "Publisher")
    publish(draft, by=ravi)
    section.body = "Two."
    section.save()
    publish(draft, by=ravi, change_note="Second")
    assert client.get(f"/proceedings/dialogue/{address}/").status_code == 404


def test_a_withdrawn_edition_is_compared_with_nothing(draft, client):
    section = make_section(draft, "Canary words.")
    ravi = make_user("ravi", "Publisher")
    first = publish(draft, by=ravi)
    section.body = "Better words."
    section.save()
    publish(draft, by=ravi, change_note="Second")
    publishing.withdraw(first, by=ravi, reason="It was wrong")
    assert client.get("/proceedings/dialogue/1/2/").status_code == 404
    assert "/1/2/" not in client.get("/proceedings/dialogue/2/").content.decode()
