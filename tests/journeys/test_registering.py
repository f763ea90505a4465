"""Amina brings the delegates of a ministry's list into an event, in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from proceedings.models import Participant, SeatRole
from tests.make import make_event, make_user

SIMPLE = Path(__file__).parent.parent / "data" / "delegates-simple.csv"


@pytest.fixture
def event():
    for name in ("Delegate", "Speaker", "Observer", "Interpreter"):
        SeatRole.objects.get_or_create(code=name.lower(), defaults={"name": name})
    return make_event(title="Second dialogue", start_date="2019-11-14")


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


def signed_in(page, user):
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(f"{user.username}-password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What waits for you today")).to_be_visible()


def choose_event(page, text):
    page.get_by_role("combobox", name="Event").fill(text)
    page.get_by_role("option", name=text).first.click()


def test_amina_imports_24_delegates(page, event, amina, axe, screenshot):
    page.goto("/admin/")
    axe(page)
    screenshot(page, "admin-login-wide")
    signed_in(page, amina)
    axe(page)
    page.get_by_role("link", name="Participants", exact=True).click()
    page.get_by_role("link", name="Import delegates").click()
    expect(page.get_by_role("heading", name="Import delegates")).to_be_visible()
    axe(page)
    screenshot(page, "import-form-wide")

    choose_event(page, "Second dialogue")
    page.get_by_label("List").set_input_files(SIMPLE)
    page.get_by_role("button", name="Look at the list").click()
    expect(page.locator(".sum")).to_contain_text("24 new, 0 changed, 0 already there, 0 to be mended")
    expect(page.get_by_role("cell", name="Trần Văn Đức")).to_be_visible()
    assert not Participant.objects.exists()
    axe(page)
    screenshot(page, "import-preview-wide")

    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("24 people are new at this event")).to_be_visible()
    expect(page.locator("#result_list tbody tr")).to_have_count(24)
    axe(page)
    screenshot(page, "participants-wide")
    page.get_by_role("link", name="Trần Văn Đức").click()
    expect(page.get_by_role("heading", name="Change participant")).to_be_visible()
    axe(page)
    screenshot(page, "participant-wide")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("Import of delegates-simple.csv")).to_be_visible()
    axe(page)
    screenshot(page, "history-wide")

    page.goto(f"/admin/proceedings/participant/import/?event={event.pk}")
    page.get_by_label("List").set_input_files(SIMPLE)
    page.get_by_role("button", name="Look at the list").click()
    expect(page.locator(".sum")).to_contain_text("0 new, 0 changed, 24 already there, 0 to be mended")
    expect(page.get_by_role("button", name="Import")).to_have_count(0)
    assert Participant.objects.count() == 24


def test_a_file_that_is_no_list_is_told_so_and_saves_nothing(page, event, amina, axe, screenshot, sign_in):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/import/?event={event.pk}")
    page.get_by_label("List").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("This is a picture, not a spreadsheet.")).to_be_visible()
    axe(page)
    broken = (
        b"Name,Organisation,Country,Email\n,Tonle,Cambodia,\nDara,Tonle,Atlantis,dara at example\nSaw,Tonle,Cambodia,\n"
    )
    page.get_by_label("List").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": broken})
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("There is no name.")).to_be_visible()
    expect(page.get_by_text("“Atlantis” is no country we know.")).to_be_visible()
    expect(page.get_by_role("button", name="Import")).to_have_count(0)
    axe(page)
    screenshot(page, "import-problems-wide")
    assert not Participant.objects.exists()


def test_on_a_phone_nothing_has_to_be_pushed_sideways(phone, event, amina, axe, fits, screenshot):
    phone.goto("/admin/")
    fits(phone)
    axe(phone)
    screenshot(phone, "admin-login-phone")
    signed_in(phone, amina)
    fits(phone)
    axe(phone)
    screenshot(phone, "admin-index-phone")
    phone.goto(f"/admin/proceedings/participant/import/?event={event.pk}")
    fits(phone)
    axe(phone)
    phone.get_by_label("List").set_input_files(SIMPLE)
    screenshot(phone, "import-form-phone")
    phone.get_by_role("button", name="Look at the list").click()
    expect(phone.get_by_role("heading", name="What this list would do")).to_be_visible()
    fits(phone)
    axe(phone)
    screenshot(phone, "import-preview-phone")
    phone.get_by_role("button", name="Import").click()
    expect(phone.get_by_text("24 people are new at this event")).to_be_visible()
    fits(phone)
    axe(phone)
    screenshot(phone, "participants-phone")
    phone.get_by_role("link", name="Trần Văn Đức").click()
    expect(phone.get_by_role("heading", name="Change participant")).to_be_visible()
    fits(phone)
    axe(phone)
    screenshot(phone, "participant-phone")
