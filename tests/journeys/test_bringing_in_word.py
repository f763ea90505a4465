"""Selma has the report of an event as a Word file."""

from pathlib import Path

import pytest

from proceedings.models import Proceedings, Section
from tests.make import make_event, make_language, make_organisation, make_session, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SAMPLE = Path(__file__).parents[1] / "data" / "proceedings-sample.docx"


def test_a_report_becomes_a_draft_in_three_steps(page, open_window, sign_in, axe, fits, screenshot):
    event = make_event(title="Sample Dialogue", start_date="2026-11-10")
    make_language()
    make_session(event, title="Reintegration")
    make_organisation(name="Ministry of Interior", country="KH")
    selma = make_user("selma", "Editor")
    sign_in(page, selma)
    page.goto(f"/admin/proceedings/event/{event.pk}/change/")
    page.get_by_role("link", name="Bring in a Word file").click()
    page.get_by_label("Word file").set_input_files(SAMPLE)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("heading", name="For you to decide").wait_for()
    axe(page)
    fits(page)
    screenshot(page, "word-review-wide")
    phone = open_window("narrow")
    sign_in(phone, selma)
    phone.goto(page.url)
    fits(phone)
    screenshot(phone, "word-review-narrow")
    # She mends a heading and a text, and decides who one of the makers is.
    page.get_by_label("Heading").first.fill("What the dialogue was for")
    page.get_by_text("Share findings on portability of social security. Hear").click()
    page.get_by_role("button", name="Change this text").first.click()
    page.get_by_label("Text", exact=True).fill("<p>To listen.</p>")
    page.get_by_label("Who is “Association of Overseas Agencies”?").select_option("new organisation of this name")
    page.get_by_role("button", name="Accept: make the draft").click()
    page.get_by_text("The draft is made. Nothing of it is public yet.").wait_for()
    assert Proceedings.objects.get().sections.count() == 21
    first = Section.objects.order_by("position").first()
    assert (first.heading, first.body) == ("What the dialogue was for", "<p>To listen.</p>")
