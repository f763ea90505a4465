"""Bopha, the focal point of a ministry, names her delegation on her phone, from a list she has."""

from datetime import date

import pytest
from playwright.sync_api import expect

from proceedings.actions import links
from proceedings.models import Delegation, Participant
from tests.lists import book
from tests.make import make_event, make_organisation

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_bopha_names_her_delegation_from_a_list(phone, page, live_server, axe, fits, screenshot):
    event = make_event(
        title="Third Policy Dialogue on Roles of Countries of Origin",
        is_published=True,
        start_date=date(2099, 7, 20),
        end_date=date(2099, 7, 21),
    )
    ministry = make_organisation(name="Ministry of Labour and Vocational Training")
    delegation = Delegation.objects.create(event=event, organisation=ministry, quota=3)
    address = live_server.url + links.mint(links.make(by=None, delegation=delegation)).removeprefix("http://testserver")

    phone.goto(address)
    axe(phone)
    fits(phone)
    screenshot(phone, "delegation-empty-phone")
    lines = [["ល.រ", "គោត្តនាម-នាម", "តួនាទី"], [1, "លោក សុខ ដារ៉ា", "ប្រធាននាយកដ្ឋាន"], [2, "លោកស្រី ចាន់ ធី", "មន្ត្រី"]]
    phone.get_by_label("A list you have").set_input_files(
        {"name": "list.xlsx", "mimeType": "application/octet-stream", "buffer": book(("List", lines))}
    )
    phone.get_by_role("button", name="Fill the table with it").click()
    expect(phone.get_by_text("This is how we read your list")).to_be_visible()
    expect(phone.get_by_label("Name, as on the badge").first).to_have_value("សុខ ដារ៉ា")
    fits(phone)
    screenshot(phone, "delegation-filled-phone")
    phone.get_by_role("button", name="Send these names").click()
    expect(phone.get_by_text("Those you named are with the organisers")).to_be_visible()
    assert Participant.objects.count() == 2

    phone.locator("summary", has_text="Somebody else comes").nth(1).click()
    opened = phone.locator("details[open]")
    opened.get_by_label("Name, as on the badge").fill("Vanna")
    axe(phone)
    fits(phone)
    opened.get_by_role("button", name="Send who comes instead").click()
    expect(phone.get_by_text("We noted who comes instead")).to_be_visible()
    screenshot(phone, "delegation-named-phone")

    page.context.add_cookies(phone.context.cookies())
    page.goto(address)
    axe(page)
    screenshot(page, "delegation-wide")
