"""Amina gives out the seats of an event that has fewer of them than people who want to come, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from proceedings.models import Participant, Registration, SeatQuota
from tests.make import make_constituency, make_event, make_organisation, make_participant, make_person, make_user

State = Participant.State
NAMES = ("Nila Win", "Trần Văn Đức", "สมชาย ใจดี", "ဒေါ်ခင်ခင်", "Sok Dara")


@pytest.fixture
def event():
    event = make_event(title="Second dialogue on the roles of countries of origin", time_zone="Asia/Yangon")
    rules = Registration.objects.create(event=event, capacity=3)
    cso = make_constituency("cso", name="civil society")
    SeatQuota.objects.create(registration=rules, constituency=cso, seats=4)
    network = make_organisation(name="Network of domestic workers of the Mekong")
    for n, name in enumerate(NAMES):
        make_participant(
            event, person=make_person(name, email=f"p{n}@example.org"), organisation=network, state=State.APPLIED
        )
    return event


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


def test_amina_approves_a_batch_and_the_next_in_line_gets_the_seat_that_becomes_free(
    page, event, amina, sign_in, axe, screenshot
):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    for name in NAMES[:4]:
        page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Action").select_option("Confirm the ticked participants")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("heading", name="3 have a seat")).to_be_visible()
    expect(page.get_by_text("There are not enough free seats.")).to_be_visible()
    axe(page)
    screenshot(page, "seats-confirm-wide")
    page.get_by_role("button", name="Confirm the ticked participants").click()
    expect(page.get_by_text("3 have a seat; 1 is on the waiting list.")).to_be_visible()
    axe(page)
    screenshot(page, "seats-confirmed-wide")

    # One of them withdraws.
    page.get_by_role("link", name=NAMES[0]).click()
    axe(page)
    screenshot(page, "seat-form-wide")
    page.get_by_role("link", name="Note that they withdraw").click()
    expect(page.get_by_role("heading", name="A seat is offered to")).to_be_visible()
    axe(page)
    screenshot(page, "seat-withdraw-wide")
    page.get_by_role("button", name="Note that they withdraw").click()
    expect(page.get_by_text("The seat is held for the next in line.")).to_be_visible()
    assert event.participants.get(person__name=NAMES[3]).offered_until

    # How full it is, and who waits.
    page.goto(f"/admin/proceedings/registration/{event.registration.pk}/change/")
    expect(page.get_by_role("row").filter(has_text="All")).to_contain_text("3")
    axe(page)
    screenshot(page, "registration-wide")
    page.get_by_role("link", name="Waiting list").click()
    expect(page.get_by_role("row").filter(has_text=NAMES[3])).to_contain_text("a seat is held until")
    axe(page)
    screenshot(page, "waiting-list-wide")

    # The last applicant is turned down, with a reason.
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    page.get_by_role("link", name=NAMES[4]).click()
    page.get_by_role("link", name="Turn down").click()
    page.get_by_role("button", name="Turn down").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    axe(page)
    page.get_by_label("Why").fill("The hall is small.")
    page.get_by_role("button", name="Turn down").click()
    expect(page.get_by_text("1 is turned down.")).to_be_visible()
    expect(page.get_by_text("The hall is small.")).to_be_visible()
    axe(page)
    screenshot(page, "seat-rejected-wide")


def test_on_a_phone_the_pages_fit(phone, event, amina, sign_in, axe, fits, screenshot):
    waiting = event.participants.first()
    Participant.objects.filter(pk=waiting.pk).update(
        state=State.WAITING, waiting_since=timezone.now() - timedelta(days=3), offer_lapsed_at=timezone.now()
    )
    sign_in(phone, amina)
    for address, name in (
        (f"registration/{event.registration.pk}/line/", "waiting-list-phone"),
        (f"registration/{event.registration.pk}/change/", "registration-phone"),
        (f"participant/{waiting.pk}/seat/reject/", "seat-reject-phone"),
        (f"participant/{waiting.pk}/change/", "seat-form-phone"),
    ):
        phone.goto(f"/admin/proceedings/{address}")
        fits(phone)
        axe(phone)
        screenshot(phone, name)
