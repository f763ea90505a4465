"""A visitor searches: from the field on every page to the sentence, with keys alone, on a phone, without scripts."""

from datetime import date

import pytest

from tests.make import (
    make_commitment,
    make_event,
    make_organisation,
    make_proceedings,
    make_section,
    make_user,
    publish,
)

BURMESE = "ရွှေ့ပြောင်းအလုပ်သမားများအတွက် အခမဲ့ဖြစ်စေရမည်"


@pytest.fixture
def said(live_server):
    """What is found: a sentence in proceedings, two promises of other years, somebody who watches."""
    event = make_event(title="Dialogue on fees", slug="dialogue", is_published=True, start_date=date(2019, 9, 16))
    draft = make_proceedings(event, title="What was said")
    make_section(draft, "<p>We begin.</p><p>The agency pays all recruitment fees.</p>", heading="Opening")
    publish(draft, by=make_user("selma", "Publisher"))
    make_commitment(event, text="Lower the recruitment fees")
    later = make_event(title="Follow-up", is_published=True, start_date=date(2021, 3, 1))
    make_commitment(later, text=f"No more recruitment fees. {BURMESE}")
    make_organisation(name="Recruitment Watch", is_published=True)


def test_with_keys_alone_from_any_page_to_the_sentence(said, page):
    page.goto("/events/")
    page.get_by_role("searchbox", name="Search this site").focus()
    page.keyboard.type("recruitment fees")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "Found in 3 places."
    assert page.locator("main h2").all_inner_texts()[:2] == ["Commitments", "Proceedings"]

    page.locator("summary", has_text="Year").focus()
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Narrow down").get_by_role("link", name="2019").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**year=2019**")
    assert page.get_by_role("status").inner_text() == "Found in 2 places."
    assert "No more" not in page.get_by_role("main").inner_text()

    page.get_by_role("region", name="Proceedings").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/proceedings/dialogue/#p2")
    assert "The agency pays all recruitment fees." in page.locator(":target").inner_text()


def test_while_typing_names_are_offered(said, page):
    page.goto("/search/")
    field = page.get_by_label("Search what was said and promised")
    # From the field the next key leads to the button.
    field.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Search"
    field.press_sequentially("recr")
    page.locator("datalist option[value='Recruitment Watch']").wait_for(state="attached")


def test_it_fits_a_phone_by_night_and_needs_no_script(said, open_window, fits, axe, screenshot):
    with_script = open_window("narrow", color_scheme="dark")
    without = open_window("narrow", java_script_enabled=False)
    for name, words in {"found": "fees", "burmese": "ေရႊ႕ေျပာင္းအလုပ္သမား", "nothing": "recruitmnet", "empty": ""}.items():
        with_script.goto(f"/search/?q={words}")
        fits(with_script)
        axe(with_script)
        screenshot(with_script, f"search-{name}-phone-dark")
    # What was typed in Zawgyi, in Unicode.
    without.goto("/")
    without.goto("/search/?q=ေရႊ႕ေျပာင္းအလုပ္သမား")
    assert without.locator("mark").first.inner_text() == "ရွှေ့ပြောင်းအလုပ်သမား"
    without.get_by_label("Search what was said and promised").fill("recruitmnet")
    without.get_by_role("button", name="Search").click()
    without.get_by_role("link", name="recruitment", exact=True).click()
    assert without.get_by_role("status").inner_text() == "Found in 4 places."
