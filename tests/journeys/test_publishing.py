"""Selma submits the proceedings of the first real event, Ravi reviews and publishes them, and a visitor reads."""

import re

import pytest
from playwright.sync_api import expect

from proceedings.actions import submitting
from proceedings.models import Event
from tests.first_rows import load_first_events
from tests.make import make_user

SEED = "roco-policy-dialogue-2017"


@pytest.fixture
def event(transactional_db):
    load_first_events()
    return Event.objects.get(slug=SEED)


def test_selma_submits_ravi_reviews_and_a_visitor_reads(page, event, axe, screenshot, sign_in):
    sign_in(page, make_user("selma", "Editor"))
    page.goto(f"/admin/proceedings/event/{event.pk}/change/")
    axe(page)
    screenshot(page, "event-form-wide")
    page.get_by_role("link", name="Outcomes", exact=True).click()
    expect(page.get_by_role("heading", name="Still missing")).to_be_visible()
    axe(page)
    screenshot(page, "outcomes-wide")
    page.get_by_role("link", name="Write the proceedings").click()
    expect(page.get_by_role("heading", name="Change proceedings")).to_be_visible()
    axe(page)
    screenshot(page, "proceedings-form-wide")
    note = page.get_by_label("Note:")
    note.fill("Written down by the secretariat.\n\nRead with care.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="Look at it as it would be published").click()
    expect(page.get_by_text("Written down by the secretariat.")).to_be_visible()
    axe(page)
    screenshot(page, "proceedings-preview-wide")
    page.get_by_role("link", name="Check", exact=True).click()
    expect(page.get_by_text("Nothing stands in the way of publishing.")).to_be_visible()
    axe(page)
    screenshot(page, "proceedings-check-wide")
    page.get_by_label("What changed").fill("First edition")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("You submitted this, so somebody else reviews")).to_be_visible()
    expect(page.get_by_role("button", name="Publish now")).to_have_count(0)

    page.context.clear_cookies()
    sign_in(page, make_user("ravi", "Publisher"))
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="What waits for you today")).to_be_visible()
    axe(page)
    screenshot(page, "admin-index-wide")
    page.get_by_role("link", name="draft was submitted and waits for your review").click()
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="To the review").click()
    expect(page.get_by_role("heading", name="The text: this is the first edition")).to_be_visible()
    axe(page)
    screenshot(page, "review-wide")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 1 is public at")).to_be_visible()
    axe(page)
    screenshot(page, "edition-in-admin-wide")

    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_text("Written down by the secretariat.")).to_be_visible()
    page.context.clear_cookies()
    page.reload()
    expect(page.get_by_text("Written down by the secretariat.")).to_be_visible()
    for ref, deadline in (("C1", "No date was given"), ("C2", "before 17 December 2017")):
        page.goto(f"/events/{SEED}/")
        page.locator(f'a[href="/commitments/{ref}/"]').first.click()
        expect(page).to_have_url(re.compile(f"/commitments/{ref}/$"))
        expect(page.get_by_text(deadline).first).to_be_visible()
        axe(page)


def test_on_a_phone_the_forms_fit(phone, event, axe, fits, screenshot, sign_in):
    submission = submitting.submit(event.proceedings, by=make_user("selma", "Editor"), change_note="First edition")
    sign_in(phone, make_user("root", is_superuser=True))
    for name, address in {
        "event-form": f"/admin/proceedings/event/{event.pk}/change/",
        "proceedings-form": f"/admin/proceedings/proceedings/{event.proceedings.pk}/change/",
        "preview": f"/admin/proceedings/proceedings/{event.proceedings.pk}/preview/",
        "check": f"/admin/proceedings/proceedings/{event.proceedings.pk}/check/",
        "submit": f"/admin/proceedings/proceedings/{event.proceedings.pk}/submit/",
        "review": f"/admin/proceedings/submission/{submission.pk}/review/",
        "commitments": "/admin/proceedings/commitment/",
        "commitment-form": f"/admin/proceedings/commitment/{event.commitments.first().pk}/change/",
        "events": "/admin/proceedings/event/",
    }.items():
        phone.goto(address)
        axe(phone, colours=False)
        screenshot(phone, f"{name}-phone")
        fits(phone)


def test_no_list_hides_a_column_behind_its_filters(page, event, sign_in):
    """On a desk of 1280 pixels nobody has to push a list sideways to learn whether a row is public."""
    sign_in(page, make_user("root", is_superuser=True))
    for noun in ("event", "participant", "proceedings", "commitment", "recommendation", "session", "organisation"):
        page.goto(f"/admin/proceedings/{noun}/")
        hidden = page.locator(".results").evaluate("list => list.scrollWidth - list.clientWidth")
        assert hidden <= 0, noun
