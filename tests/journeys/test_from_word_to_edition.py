"""Selma has the report of an event as a Word file; with Ravi's review it becomes an edition, in six actions."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from proceedings.models import Commitment, Proceedings, Recommendation
from tests.make import make_event, make_language, make_organisation, make_session, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SAMPLE = Path(__file__).parents[1] / "data" / "proceedings-sample.docx"


@pytest.mark.usefixtures("real_pdf")
def test_a_word_file_becomes_an_edition_in_six_actions_of_two_people(page, open_window, sign_in, axe, fits, screenshot):
    event = make_event(title="Sample Dialogue", slug="sample", start_date="2026-11-10", is_published=True)
    make_language()
    make_session(event, title="Reintegration")
    make_organisation(name="Ministry of Interior", country="KH")
    selma = make_user("selma", "Editor")
    sign_in(page, selma)
    # One: she opens the outcomes of the event.
    page.goto(f"/admin/proceedings/event/{event.pk}/outcomes/")
    axe(page)
    # Two: she drops the file.
    page.get_by_label("From a Word file").set_input_files(SAMPLE)
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
    # Three: she decides what is doubtful, and accepts.
    page.get_by_label("Who is “Association of Overseas Agencies”?").select_option("new organisation of this name")
    page.get_by_role("button", name="Accept: make the draft").click()
    expect(page.get_by_text("The draft is made. Nothing of it is public yet.")).to_be_visible()
    assert Proceedings.objects.get().sections.count() == 21
    assert (Recommendation.objects.count(), Commitment.objects.count()) == (8, 4)
    # Four: the check stands there; she submits.
    expect(page.get_by_text("Nothing stands in the way of publishing.")).to_be_visible()
    axe(page)
    screenshot(page, "word-check-wide")
    page.get_by_label("What changed").fill("First edition")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("You submitted this, so somebody else reviews")).to_be_visible()
    review = page.url
    # Five: Ravi reads what she submitted.
    page.context.clear_cookies()
    sign_in(page, make_user("ravi", "Publisher"))
    page.goto(review)
    expect(page.get_by_role("heading", name="The text: this is the first edition")).to_be_visible()
    axe(page)
    # Six: he publishes it.
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 1 is public at")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/proceedings/sample/")
    expect(page.get_by_role("heading", name="Session 1: Reintegration").first).to_be_visible()
    axe(page)
    screenshot(page, "edition-from-word-wide")
    # Its table of four columns, too.
    phone.goto("/proceedings/sample/")
    fits(phone)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").first.click()
    assert download.value.suggested_filename == "sample-edition-1-en.docx"
