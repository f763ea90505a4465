"""Dara translates proceedings into Khmer on a small phone, and a visitor reads them there."""

import pytest
from playwright.sync_api import expect

from tests.make import make_event, make_language, make_proceedings, make_section, make_user, publish

WORDS = {"Title": "អ្វីដែលបាននិយាយ", "Section 1: heading": "ការបើក", "Section 1: body, 1": "ពួកគេបានស្តាប់គ្នា។"}


@pytest.fixture
def draft(transactional_db):
    draft = make_proceedings(make_event(is_published=True, slug="dialogue", title="Dialogue"), title="What was said")
    make_section(draft, "<p>They listened to one another.</p><ul><li>a</li><li>b</li></ul>", heading="Opening")
    make_language("km", "Khmer")
    return draft


def test_dara_translates_and_a_visitor_reads_it_in_khmer(phone, draft, axe, fits, sign_in, screenshot):
    dara = make_user("dara", "Editor", event=draft.event)
    sign_in(phone, dara)
    phone.goto(f"/admin/proceedings/event/{draft.event.pk}/translations/?language=km")
    axe(phone)
    fits(phone)
    in_proceedings = phone.get_by_role("region", name="Proceedings")
    for label, words in WORDS.items():
        in_proceedings.get_by_label(label, exact=True).fill(words)
    in_proceedings.get_by_label("Section 1: body, 2").fill("ក\nខ")
    for box in in_proceedings.get_by_role("checkbox").all():
        box.check()
    phone.keyboard.press("Control+s")
    expect(phone.get_by_text("3 texts are saved.")).to_be_visible()
    expect(phone.get_by_text("3 of 4 texts checked")).to_be_visible()
    screenshot(phone, "translations-phone")
    phone.get_by_label("Show").select_option("all")
    phone.get_by_role("button", name="Show").click()
    axe(phone)
    fits(phone)
    phone.get_by_role("link", name="Look at the proceedings in it").click()
    expect(phone.get_by_text("Every word of it is checked")).to_be_visible()
    axe(phone)
    fits(phone)
    phone.goto("/admin/proceedings/event/translations/")
    axe(phone)
    fits(phone)

    publish(draft, by=make_user("ravi", "Publisher"), change_note="First edition")
    phone.context.clear_cookies()
    phone.goto("/proceedings/dialogue/")
    phone.get_by_role("link", name="Khmer").click()
    expect(phone).to_have_url("/proceedings/dialogue/1/km/")
    expect(phone.get_by_role("heading", name=WORDS["Title"])).to_be_visible()
    expect(phone.get_by_text(WORDS["Section 1: body, 1"])).to_have_css("line-height", "30.6px")
    axe(phone)
    fits(phone)
    screenshot(phone, "edition-khmer-phone")
