"""Amina keeps her lists in order in a browser: many rows together, two who are one, and the numbers of an event."""

import pytest
from playwright.sync_api import expect

from proceedings.models import DayAttended, Participant, Person, Tag
from tests.make import (
    make_constituency,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_user,
)


@pytest.fixture
def event():
    event = make_event(title="Second dialogue", start_date="2019-11-14")
    ministry = make_organisation(name="Ministry of Labour, Immigration and Population", country="MM")
    for name in ("Nila Win", "Trần Văn Đức", "สมชาย ใจดี"):
        make_participant(event, person=make_person(name), organisation=ministry, post="Director")
    Participant.objects.filter(person__name="สมชาย ใจดี").update(leaves_on="2019-11-13")
    Tag.objects.create(code="visa", name="Needs a visa letter")
    return event


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


def test_amina_changes_two_rows_together(page, event, amina, sign_in, axe, screenshot):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    page.get_by_role("checkbox", name="Select all").check()
    page.get_by_role("combobox", name="Action").select_option("Change the ticked rows together")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".sum")).to_contain_text("3 rows")
    axe(page)
    screenshot(page, "together-form-wide")

    page.get_by_role("button", name="Look at what changes").click()
    expect(page.get_by_text("Nothing would change: choose at least one field.")).to_be_visible()
    axe(page)
    page.get_by_role("combobox", name="Post: what to do").select_option("change to")
    page.get_by_role("textbox", name="Post", exact=False).first.fill("Minister")
    page.get_by_role("combobox", name="Arrives: what to do").select_option("change to")
    page.get_by_role("textbox", name="Arrives").fill("2019-11-14")
    page.get_by_role("combobox", name="Tags: what to do").select_option("add these")
    page.get_by_role("combobox", name="Tags", exact=False).last.fill("visa")
    page.get_by_role("option", name="Needs a visa letter").click()
    page.get_by_role("textbox", name="Why").fill("As the ministry wrote")
    page.get_by_role("button", name="Look at what changes").click()
    expect(page.locator(".sum")).to_contain_text("2 rows change.")
    expect(page.locator(".obstacles")).to_contain_text("Nobody can leave before they arrive.")
    axe(page)
    screenshot(page, "together-preview-wide")
    page.get_by_role("button", name="Change 2 rows").click()
    expect(page.get_by_text("2 rows are changed.")).to_be_visible()
    axe(page)
    screenshot(page, "together-done-wide")
    assert Participant.objects.filter(post="Minister", tags__code="visa").count() == 2


def test_on_a_phone_the_rows_are_changed_too(phone, event, amina, sign_in, axe, fits, screenshot):
    sign_in(phone, amina)
    phone.goto(f"/admin/proceedings/participant/together/?event={event.pk}")
    fits(phone)
    axe(phone)
    screenshot(phone, "together-form-phone")
    phone.get_by_role("combobox", name="Post: what to do").select_option("empty it")
    phone.get_by_role("textbox", name="Why").fill("Nobody knows it any more")
    phone.get_by_role("button", name="Look at what changes").click()
    expect(phone.locator(".sum")).to_contain_text("3 rows change.")
    fits(phone)
    axe(phone)
    screenshot(phone, "together-preview-phone")


@pytest.fixture
def twins(event):
    nila = Person.objects.get(name="Nila Win")
    Person.objects.filter(pk=nila.pk).update(email="nila@example.org", internal_note="Vegetarian")
    again = make_person("Win Nila", email="nila@example.org", phone="0812345678", own_script_name="နီလာဝင်း")
    make_participant(make_event(title="First dialogue"), person=again, post="Deputy Director")
    return nila, again


def test_amina_makes_two_people_one_and_takes_it_back(page, twins, amina, sign_in, axe, screenshot):
    sign_in(page, amina)
    page.goto("/admin/proceedings/person/")
    page.get_by_role("link", name="People who may be the same").click()
    expect(page.locator(".sum")).to_contain_text("1 pair may be one person.")
    axe(page)
    screenshot(page, "duplicates-wide")
    page.get_by_role("link", name="Look at both").click()
    axe(page)
    screenshot(page, "merge-wide")
    page.get_by_role("radio", name="Win Nila").check()
    page.get_by_role("button", name="Make them one person").click()
    expect(page.get_by_text("The two are one now.")).to_be_visible()
    axe(page)
    screenshot(page, "merged-wide")
    assert Person.objects.get(phone="0812345678").name == "Win Nila"
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("They are two people again, as they were.")).to_be_visible()
    axe(page)
    assert {person.name for person in twins} <= set(Person.objects.values_list("name", flat=True))


def test_on_a_phone_two_people_stand_below_each_other(phone, twins, amina, sign_in, axe, fits, screenshot):
    sign_in(phone, amina)
    for address, name in (
        ("duplicates/", "duplicates-phone"),
        (f"merge/?one={twins[0].pk}&other={twins[1].pk}", "merge-phone"),
    ):
        phone.goto(f"/admin/proceedings/person/{address}")
        fits(phone)
        axe(phone)
        screenshot(phone, name)
    phone.get_by_role("button", name="Make them one person").click()
    fits(phone)
    screenshot(phone, "merged-phone")


@pytest.fixture
def counted(event):
    for number, code, name, country, gender in (
        (12, "cso", "Civil-society organisations", "MM", "woman"),
        (7, "gov", "Governments", "KH", "man"),
        (2, "un", "Intergovernmental organisations", "TH", ""),
    ):
        constituency = make_constituency(code, name=name, plural=name)
        for _n in range(number):
            seat = make_participant(
                event, person=make_person(gender=gender), constituency=constituency, country=country
            )
            DayAttended.objects.create(participant=seat, date="2019-11-14")
    return event


def test_the_numbers_on_a_desk_a_phone_and_paper(page, phone, counted, amina, sign_in, axe, fits, screenshot):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/event/{counted.pk}/change/")
    page.get_by_role("link", name="Numbers").click()
    expect(page.get_by_role("heading", name="By constituency")).to_be_visible()
    axe(page)
    screenshot(page, "numbers-wide")
    page.emulate_media(media="print")
    screenshot(page, "numbers-print")
    with page.expect_download() as download:
        page.emulate_media(media="screen")
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    sign_in(phone, make_user("wirat", "Rapporteur"))
    phone.goto(f"/admin/proceedings/event/{counted.pk}/numbers/")
    expect(phone.get_by_text("Numbers below 5 are not shown")).to_be_visible()
    fits(phone)
    axe(phone)
    screenshot(phone, "numbers-phone")
