"""Amina brings the delegates of a ministry's list into an event, in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from proceedings.models import DelegateList, Participant, SeatRole
from tests.make import make_event, make_user

DATA = Path(__file__).parent.parent / "data"
SIMPLE, MESSY = DATA / "delegates-simple.csv", DATA / "delegates-messy.xlsx"


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


def test_amina_turns_a_ministrys_list_into_participants(page, event, amina, axe, screenshot):
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

    # Drop the file.
    choose_event(page, "Second dialogue")
    page.get_by_label("List").set_input_files(MESSY)
    page.get_by_role("button", name="Look at the list").click()

    # One page says of every row what it is.
    expect(page.locator(".sum")).to_contain_text("185 new, 5 the same person, 10 maybe the same, 10 to be mended")
    expect(page.get_by_text("Country not known: “Atlantis”.")).to_be_visible()
    assert not Participant.objects.exists()
    axe(page)
    screenshot(page, "import-review-wide")

    # Decide the doubtful ones, and mend one cell on the way.
    for number in range(197, 207):
        asked = page.get_by_role("group", name=f"Row {number}:")
        asked.get_by_label("the same as").first.check()
    page.locator("#mend-210-country").fill("Philippines")
    page.get_by_role("button", name="Import 190 rows").click()

    expect(page.locator(".sum")).to_contain_text("186 new at Second dialogue, 2019, 15 the same person")
    expect(page.get_by_text("9 rows did not go in.")).to_be_visible()
    axe(page)
    screenshot(page, "import-result-wide")
    assert Participant.objects.count() == 186
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them with the reason").click()
    assert download.value.suggested_filename == "delegates-messy - to be mended.xlsx"

    page.get_by_role("link", name="See the participants").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(50)
    axe(page)
    screenshot(page, "participants-wide")
    page.locator("#searchbar").fill("Trần Văn Đức Ros")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Trần Văn Đức Ros").first.click()
    expect(page.get_by_role("heading", name="Change participant")).to_be_visible()
    axe(page)
    screenshot(page, "participant-wide")

    # The same file again changes nothing.
    page.goto(f"/admin/proceedings/participant/import/?event={event.pk}")
    page.get_by_label("List").set_input_files(MESSY)
    page.get_by_role("button", name="Look at the list").click()
    expect(page.locator(".sum")).to_contain_text("0 new, 201 the same person, 0 maybe the same, 9 to be mended")

    # And the import can be taken back.
    page.goto(f"/admin/proceedings/participant/import/{DelegateList.objects.earliest('pk').pk}/")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Nothing of it is there.")).to_be_visible()
    assert not Participant.objects.exists()


def test_a_file_that_is_no_list_is_told_so_and_saves_nothing(page, event, amina, axe, screenshot, sign_in):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/import/?event={event.pk}")
    page.get_by_label("List").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("This is a picture, not a spreadsheet.")).to_be_visible()
    axe(page)
    screenshot(page, "import-refused-wide")
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
    screenshot(phone, "import-review-phone")
    phone.get_by_role("button", name="Import 24 rows").click()
    expect(phone.locator(".sum")).to_contain_text("24 new at Second dialogue, 2019")
    fits(phone)
    axe(phone)
    screenshot(phone, "import-result-phone")
    phone.get_by_role("link", name="See the participants").click()
    expect(phone.locator("#result_list tbody tr")).to_have_count(24)
    fits(phone)
    axe(phone)
    screenshot(phone, "participants-phone")
    phone.get_by_role("link", name="Trần Văn Đức").click()
    expect(phone.get_by_role("heading", name="Change participant")).to_be_visible()
    fits(phone)
    axe(phone)
    screenshot(phone, "participant-phone")
