"""Amina takes a list out of an event, in a browser."""

import csv

import pytest
from playwright.sync_api import expect

from proceedings.models import Export
from tests.make import make_event, make_organisation, make_participant, make_person, make_user


@pytest.fixture
def event():
    event = make_event(title="Second dialogue", start_date="2019-11-14")
    ministry = make_organisation(name="Ministry of Labour, Immigration and Population", country="MM")
    for name in ("Nila Win", "Trần Văn Đức", "สมชาย ใจดี", "+Plus"):
        make_participant(event, person=make_person(name, phone="0812345678"), organisation=ministry, post="Director")
    make_participant(make_event(title="Another"), "Somebody Else")
    return event


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


def test_amina_takes_the_list_of_one_event_to_the_hotel(page, event, amina, sign_in, axe, screenshot):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    axe(page)
    page.get_by_role("link", name="Export", exact=True).click()
    expect(page.get_by_role("heading", name="Export participants")).to_be_visible()
    expect(page.locator(".sum")).to_contain_text("4 rows: those you searched, filtered or ticked.")
    axe(page)
    screenshot(page, "export-form-wide")

    page.get_by_role("button", name="Export").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    axe(page)
    screenshot(page, "export-problem-wide")
    page.get_by_role("radio", name="CSV").check()
    page.get_by_role("checkbox", name="Phone").check()
    page.get_by_role("checkbox", name="Own script").uncheck()
    page.get_by_role("textbox", name="What the list is for").fill("The hotel gives out the rooms")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename.startswith("participants-")
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Name"] for row in rows] == ["Nila Win", "Trần Văn Đức", "สมชาย ใจดี", "'+Plus"]
    assert {row["Phone"] for row in rows} == {"0812345678"}
    assert "Name in own script" not in rows[0]
    note = Export.objects.get()
    assert (note.by, note.event, note.number) == (amina, event, 4)


def test_two_ticked_people_leave_and_nobody_else(page, event, amina, sign_in):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    for name in ("Nila Win", "สมชาย ใจดี"):
        page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Action").select_option("Export the ticked rows")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".sum")).to_contain_text("2 rows")
    page.get_by_role("textbox", name="What the list is for").fill("The drivers at the airport")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert len(Export.objects.get().ids) == 2


def test_on_a_phone_the_page_fits(phone, event, amina, sign_in, axe, fits, screenshot):
    sign_in(phone, amina)
    phone.goto("/admin/proceedings/participant/export/")
    expect(phone.locator(".sum")).to_contain_text("5 rows: the whole list.")
    fits(phone)
    axe(phone)
    screenshot(phone, "export-form-phone")


def test_an_administrator_reads_what_left(page, event, amina, sign_in, axe, screenshot):
    Export.objects.create(
        by=amina, model_name="participant", event=event, format="xlsx", reason="The hotel", number=2, ids=[1, 2]
    )
    sign_in(page, make_user("boss", "Administrator"))
    page.goto("/admin/proceedings/export/")
    expect(page.get_by_role("row").filter(has_text="The hotel")).to_contain_text("participants")
    axe(page)
    screenshot(page, "exports-wide")
    page.locator("#result_list tbody a").first.click()
    expect(page.get_by_text("[1, 2]")).to_be_visible()
    axe(page)
    screenshot(page, "export-wide")
