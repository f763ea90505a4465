"""A ministry confirms its promise on a phone, Selma takes that up, Ravi publishes it, and everybody can read it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from proceedings.actions import links
from proceedings.models import CommitmentParty, Deadline, PartyAnswer, PartyContact
from tests.make import make_commitment, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_ministry_confirms_its_promise_on_a_phone(phone, page, live_server, sign_in, axe, fits, screenshot):
    event = make_event(title="Policy Dialogue on Safe Return", is_published=True, start_date=date(2026, 7, 20))
    promise = make_commitment(event, ref="C7", text="We will open ten advice centres", state="draft")
    Deadline.objects.create(
        commitment=promise, kind="before", as_written="before 17 December 2098", latest="2098-12-16", precision="day"
    )
    ministry = make_organisation(name="Ministry of Labour and Vocational Training", is_published=True)
    party = CommitmentParty.objects.create(commitment=promise, role="lead", organisation=ministry)
    contact = PartyContact.objects.create(party=party, email="office@example.org")
    address = live_server.url + links.mint(links.make(by=None, contact=contact)).removeprefix("http://testserver")

    phone.goto(address)
    expect(phone.get_by_text("which we read as 16 December 2098 at the latest")).to_be_visible()
    axe(phone)
    fits(phone)
    screenshot(phone, "promise-phone")
    phone.get_by_role("button", name="Yes, this is right").click()
    expect(phone.get_by_text("Thank you. The organisers will note that it is confirmed.")).to_be_visible()

    sign_in(page, make_user("selma", "Editor"))
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="1 answer of a party waits for a decision").click()
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Take it up").click()
    axe(page)
    screenshot(page, "promise-taken-wide")
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_text("That is noted, with your name.")).to_be_visible()
    assert PartyAnswer.objects.get().decision == "taken"

    type(promise).objects.update(state="published")
    phone.goto(f"{live_server.url}/commitments/C7/")
    expect(phone.get_by_text("Confirmed in writing by Ministry of Labour and Vocational Training")).to_be_visible()
    axe(phone)
    fits(phone)
    screenshot(phone, "promise-public-phone")
    # The same page takes the report now.
    phone.goto(address)
    phone.get_by_label("It is under way").check()
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_text("Your report appears on this site when a second person has looked at it.")).to_be_visible()
    axe(phone)
    fits(phone)
