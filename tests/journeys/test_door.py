"""Amina stands at the door with a phone, in a browser: with network, without it, and when it comes back."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from proceedings.models import DayAttended, Participant, Passage, PersonName, SeatRole
from proceedings.spreadsheets.countries import plain
from tests import chromium
from tests.make import history_of_few, make_event, make_organisation, make_participant, make_person, make_user

DATA = settings.BASE_DIR / "tests" / "data"
# What the QR in tests/data/badge-code.png holds.
CODE = "5eed0000c0de0000beef0000feed0001"
IN, OUT = "in", "out"
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def event():
    today = timezone.localdate()
    return make_event(
        title="Policy Dialogue on the Roles of Countries of Origin",
        start_date=today - timedelta(days=1),
        end_date=today + timedelta(days=1),
        time_zone="UTC",
    )


@pytest.fixture
def people(event):
    delegate = SeatRole.objects.get_or_create(code="delegate", defaults={"name": "Delegate"})[0]
    ministry = make_organisation(name="Ministry of Labour and Vocational Training", acronym="MoLVT")
    thida = make_person("Thida Oo", own_script_name="သီတာဦး", honorific="Daw")
    PersonName.objects.create(person=thida, name="Thidar Ou")
    seats = {
        "Thida": make_participant(event, person=thida, organisation=ministry, seat_role=delegate, badge_code=CODE),
        "Đặng": make_participant(event, person=make_person("Đặng Thị Ánh"), seat_role=delegate),
        "Nary": make_participant(
            event, person=make_person("Nary Sok", own_script_name="សុខ ណារី"), organisation=ministry
        ),
    }
    with history_of_few(25):
        for number in range(25):
            make_participant(event, name=f"Somchai {number}")
    return seats


@pytest.fixture
def amina(event):
    return make_user("amina", "Door staff", event=event)


@pytest.fixture
def at_the_desk(sign_in, amina, event, people):
    """Open the desk of the event and wait until it may lose the network."""

    def at_the_desk_(page):
        sign_in(page, amina)
        page.goto(f"/desk/{event.slug}/")
        ready(page)
        return page

    return at_the_desk_


def ready(page):
    expect(page.locator("#network")).to_have_text("Connected. Everything is sent.")
    page.evaluate(
        """async () => {
            await navigator.serviceWorker.ready;
            const kept = async () => (await caches.open("desk")).match(location.pathname);
            while (!(await kept())) await new Promise(resolve => requestAnimationFrame(resolve));
        }"""
    )


def find(page, text):
    page.get_by_label("Name or organisation, in any script").fill(text)


def passages():
    """(who, which way, whether it stands) of what is noted, in the order of its time."""
    noted = Passage.objects.order_by("at").values_list("participant__person__name", "direction", "undone_at")
    return [(name, direction, undone_at is None) for name, direction, undone_at in noted]


def sent(page):
    expect(page.locator("#network")).to_have_text("Connected. Everything is sent.")


def test_amina_checks_people_in_and_out(phone, at_the_desk, event, people, axe, fits, screenshot):
    page = at_the_desk(phone)
    axe(page)
    fits(page)
    screenshot(page, "desk-phone")
    for asked in ("thida", "သီတာ", "THIDAR OU", "daw thi", "vocational thida"):
        find(page, asked)
        expect(page.locator("#hits .who")).to_have_text(["Daw Thida Oo သီတာဦး"])
    find(page, "dang thi anh")
    expect(page.locator("#hits .who")).to_have_text(["Đặng Thị Ánh"])
    find(page, "ណារី")
    expect(page.locator("#hits .who")).to_have_text(["Nary Sok សុខ ណារី"])
    find(page, "somchai")
    expect(page.locator("#hits li")).to_have_count(20)
    expect(page.locator("#found")).to_have_text("20 people of many: type more of the name")
    find(page, "zzz")
    expect(page.locator("#found")).to_contain_text("Nobody on the list is called so")

    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#said")).to_contain_text("Checked in")
    expect(page.locator("#inside")).to_have_text("1")
    expect(page.locator("#came")).to_have_text("1")
    expect(page.locator("#expected")).to_have_text("28")
    sent(page)
    axe(page)
    fits(page)
    screenshot(page, "desk-phone-checked-in")
    page.locator("#hits").get_by_role("button", name="Check out Daw Thida Oo").click()
    expect(page.locator("#inside")).to_have_text("0")
    page.locator("#hits").get_by_role("button", name="Undo Daw Thida Oo").click()
    expect(page.locator("#said .word")).to_have_text("Taken back: Daw Thida Oo")
    expect(page.locator("#inside")).to_have_text("1")
    sent(page)
    assert passages() == [("Thida Oo", IN, True), ("Thida Oo", OUT, False)]
    assert [day.participant for day in DayAttended.objects.all()] == [people["Thida"]]


# Letters of the region and of those who write to it, one by one and as they stand in names.
LETTERS = [
    chr(number)
    for first, last in ((0x20, 0x250), (0x300, 0x370), (0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800),
                        (0x1E00, 0x1F00), (0x2000, 0x2070), (0x4E00, 0x4E40), (0xAA60, 0xAA80), (0xFF00, 0xFF5F))
    for number in range(first, last)
]  # fmt: skip
NAMES = [
    "Đặng Thị Ánh", "NGUYỄN  Văn-A.", "Daw Thida Oo", "သီတာဦး", "ဉာဏ်", "ဥာဏ်", "น้ำ", "นํ้า", "ນ້ຳ",
    "ສົມ\u200bສັກ", "សុខ ណារី", "ន្តា", "ន្ដា", "王\u3000小明", "O’Brien & Sons", "Strauß", "ÆRØ", "İlker", "๑๒๓ ១២៣ ၁၂၃",
    "ＡＢＣ", "e\u0301", "\ufeff A \u00a0",
]  # fmt: skip
# An iota under Greek letters, and a sign of Lao that Python 3.11 does not know yet.
NOT_ALIKE = {"\u0345", "\u0ece"}


def test_the_phone_finds_by_the_same_letters_as_the_site(page, at_the_desk):
    asked = [text for text in LETTERS + NAMES if text not in NOT_ALIKE]
    folded = at_the_desk(page).evaluate("asked => asked.map(desk.fold)", asked)
    assert [(text, mine, plain(text)) for text, mine in zip(asked, folded, strict=True) if mine != plain(text)] == []


def test_the_keyboard_is_enough(page, at_the_desk, people):
    at_the_desk(page)
    page.get_by_label("Name or organisation, in any script").focus()
    page.keyboard.type("nary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check in Nary Sok")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#hits").get_by_role("button", name="Check out Nary Sok")).to_be_focused()
    sent(page)
    assert passages() == [("Nary Sok", IN, True)]


def test_an_hour_without_network_loses_nothing_and_doubles_nothing(
    phone, at_the_desk, event, people, axe, fits, screenshot
):
    page = at_the_desk(phone)
    page.context.set_offline(True)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    find(page, "nary")
    page.get_by_role("button", name="Check in Nary Sok").click()
    page.locator("#hits").get_by_role("button", name="Undo Nary Sok").click()
    page.get_by_text("Add a walk-in").click()
    page.get_by_label("Name, as the person writes it").fill("ကျော်ဇင်")
    page.get_by_label("Organisation", exact=True).fill("Ministry of Labour and Vocational Training (MoLVT)")
    page.get_by_label("Role").select_option("Delegate")
    page.get_by_role("button", name="Add and check in").click()
    expect(page.locator("#said")).to_contain_text("Added and checked in")
    expect(page.locator("#network")).to_contain_text("4 not sent yet")
    expect(page.locator("#inside")).to_have_text("2")
    axe(page)
    fits(page)
    screenshot(page, "desk-phone-offline")

    # The phone falls down and the page is loaded anew, still without network.
    page.reload()
    expect(page.locator("#network")).to_contain_text("4 not sent yet")
    expect(page.locator("#inside")).to_have_text("2")
    find(page, "ကျော်")
    page.locator("#hits").get_by_role("button", name="Check out ကျော်ဇင်").click()
    expect(page.locator("#inside")).to_have_text("1")
    assert not Passage.objects.exists()

    page.context.set_offline(False)
    sent(page)
    assert passages() == [
        ("Thida Oo", IN, True),
        ("Nary Sok", IN, False),
        ("ကျော်ဇင်", IN, True),
        ("ကျော်ဇင်", OUT, True),
    ]
    walk_in = Participant.objects.get(internal_note="walk-in")
    assert (walk_in.organisation, walk_in.seat_role.code) == (people["Thida"].organisation, "delegate")
    assert Participant.objects.count() == 29
    assert DayAttended.objects.count() == 2
    page.reload()
    sent(page)
    assert Passage.objects.count() == 4


def test_an_answer_that_is_lost_is_asked_for_again_and_noted_once(phone, at_the_desk):
    page, lost = at_the_desk(phone), []

    def lose(route):
        answer = route.fetch()
        lost.append(answer.status)
        route.abort()

    page.route("**/check-in/", lose)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#network")).to_have_text(
        "No network. Go on: what you note is kept and sent later. 1 not sent yet."
    )
    assert (lost, Passage.objects.count()) == ([200], 1)
    page.unroute("**/check-in/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    sent(page)
    assert passages() == [("Thida Oo", IN, True)]


def test_what_two_pages_send_at_once_is_noted_once(open_page, at_the_desk, event):
    page = at_the_desk(open_page(390, 800))
    other = page.context.new_page()
    other.goto(f"/desk/{event.slug}/")
    ready(other)
    page.context.set_offline(True)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#network")).to_contain_text("1 not sent yet")
    page.context.set_offline(False)
    other.evaluate("window.dispatchEvent(new Event('online'))")
    sent(page)
    sent(other)
    assert passages() == [("Thida Oo", IN, True)]


def test_who_was_signed_out_meanwhile_signs_in_again_and_sends(phone, at_the_desk):
    page = at_the_desk(phone)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#network")).to_contain_text("You are signed out.")
    expect(page.locator("#network")).to_contain_text("1 not sent yet")
    assert not Passage.objects.exists()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Password").fill("amina-password")
    page.get_by_role("button", name="Log in").click()
    sent(page)
    assert passages() == [("Thida Oo", IN, True)]


def test_what_amina_noted_is_sent_under_her_name_alone(phone, at_the_desk, sign_in, event):
    page = at_the_desk(phone)
    page.context.set_offline(True)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#network")).to_contain_text("1 not sent yet")
    sign_in(page, make_user("bo", "Door staff", event=event))
    page.context.set_offline(False)
    expect(page.locator("#network")).to_have_text("Connected. 1 not sent yet. 1 of them wait for amina.")
    find(page, "nary")
    page.get_by_role("button", name="Check in Nary Sok").click()
    expect(page.locator("#said")).to_contain_text("Checked in: Nary Sok")
    expect(page.locator("#network")).to_have_text("Connected. 1 not sent yet. 1 of them wait for amina.")
    assert [(who, by.username) for who, by in noted_by()] == [("Nary Sok", "bo")]
    sign_in(page, type(event).objects.get(pk=event.pk).team.get(user__username="amina").user)
    page.reload()
    sent(page)
    assert [(who, by.username) for who, by in noted_by()] == [("Nary Sok", "bo"), ("Thida Oo", "amina")]


def noted_by():
    return [(passage.participant.person.name, passage.by) for passage in Passage.objects.order_by("pk")]


@pytest.fixture
def rough_phone(browser, live_server, django_db_serialized_rollback):
    """A phone to which the site says no: that is no mistake here."""
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


def test_what_is_refused_is_told_and_stays_until_it_was_read(rough_phone, at_the_desk, people, fits, axe, screenshot):
    page = at_the_desk(rough_phone)
    page.context.set_offline(True)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#inside")).to_have_text("1")
    Participant.objects.filter(pk=people["Thida"].pk).update(state="withdrawn")
    page.context.set_offline(False)
    expect(page.locator("#refused")).to_contain_text("This seat is not confirmed (any more). Ask the secretariat.")
    expect(page.locator("#inside")).to_have_text("0")
    axe(page)
    fits(page)
    screenshot(page, "desk-phone-refused")
    page.reload()
    page.get_by_role("button", name="I have seen it").click()
    expect(page.locator("#refused li")).to_have_count(0)
    assert not Passage.objects.exists()


def test_one_that_makes_the_site_stumble_does_not_hold_up_the_others(rough_phone, at_the_desk, people):
    page, stumbled = at_the_desk(rough_phone), []

    def stumble(route):
        if str(people["Thida"].uid) in route.request.post_data and len(stumbled) < 3:
            stumbled.append(route.request.url)
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.route("**/check-in/", stumble)
    page.context.set_offline(True)
    for asked, name in (("thida", "Daw Thida Oo"), ("nary", "Nary Sok")):
        find(page, asked)
        page.get_by_role("button", name=f"Check in {name}").click()
        expect(page.locator("#said")).to_contain_text(name)
    page.context.set_offline(False)
    expect(page.locator("#network")).to_contain_text("1 not sent yet")
    assert passages() == [("Nary Sok", IN, True)]
    while len(stumbled) < 3:
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.evaluate("desk.keep.waiting()")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    sent(page)
    assert passages() == [("Thida Oo", IN, True), ("Nary Sok", IN, True)]


def test_a_phone_whose_clock_is_wrong_notes_the_right_time(phone, at_the_desk):
    phone.clock.set_system_time(timezone.now() + timedelta(days=400))
    page = at_the_desk(phone)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    sent(page)
    page.reload()
    sent(page)
    expect(page.locator("#inside")).to_have_text("1")
    assert abs(Passage.objects.get().at - timezone.now()) < timedelta(minutes=5)


def test_a_walk_in_who_is_on_the_list_is_asked_about(phone, at_the_desk):
    page = at_the_desk(phone)
    page.get_by_text("Add a walk-in").click()
    page.get_by_label("Name, as the person writes it").fill("thidar ou")
    page.get_by_role("button", name="Add and check in").click()
    expect(page.locator("#said")).to_contain_text("Somebody of that name is on the list.")
    expect(page.locator("#said .who")).to_have_text("Daw Thida Oo သီတာဦး")
    assert Participant.objects.count() == 28
    page.get_by_role("button", name="Add and check in").click()
    expect(page.locator("#said .word")).to_have_text("Added and checked in")
    sent(page)
    assert Participant.objects.count() == 29


def kept(page):
    return page.evaluate(
        """() => new Promise(resolve => {
            const request = indexedDB.open("desk", 1);
            request.onsuccess = () => {
                const found = {}, store = request.result.transaction(["lists", "waiting"]);
                for (const name of ["lists", "waiting"])
                    store.objectStore(name).count().onsuccess = event => { found[name] = event.target.result; };
                store.oncomplete = async () => {
                    request.result.close();
                    resolve({ ...found, pages: (await caches.keys()).length });
                };
            };
        })"""
    )


def test_the_names_leave_the_phone(phone, at_the_desk):
    page, nothing = at_the_desk(phone), {"lists": 0, "waiting": 0, "pages": 0}
    assert kept(page) == {"lists": 1, "waiting": 0, "pages": 1}
    page.get_by_role("button", name="Forget everything").click()
    expect(page.locator("#said")).to_contain_text("keeps nothing")
    assert kept(page) == nothing

    # Signing out at the desk.
    page.reload()
    ready(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/admin/logout/")
    assert kept(page) == nothing

    # Signing out in the back office.
    at_the_desk(page)
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/logout/")
    page.evaluate(
        "async () => { while ((await caches.keys()).length) await new Promise(done => requestAnimationFrame(done)); }"
    )
    assert kept(page) == nothing


def test_what_is_not_sent_is_not_forgotten_by_accident(phone, at_the_desk):
    page = at_the_desk(phone)
    page.context.set_offline(True)
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    expect(page.locator("#network")).to_contain_text("1 not sent yet")
    for button in ("Sign out", "Forget everything"):
        page.once("dialog", lambda dialog: dialog.dismiss())
        with page.expect_event("dialog") as asked:
            page.get_by_role("button", name=button).click()
        words = "1 of what you noted did not reach the site, and would be lost for ever. Forget it all the same?"
        assert asked.value.message == words
    expect(page.locator("#network")).to_contain_text("1 not sent yet")
    page.context.set_offline(False)
    sent(page)
    assert len(passages()) == 1


def test_the_list_of_yesterday_is_gone_before_anybody_reads_it(phone, at_the_desk):
    page = at_the_desk(phone)
    page.evaluate(
        """async () => {
            const list = await desk.keep.list(document.getElementById("desk").dataset.slug);
            await desk.keep.saveList({ ...list, day: "2017-07-20" });
        }"""
    )
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#kept-words")).to_have_text("No names; 0 not sent yet.")
    find(page, "thida")
    expect(page.locator("#hits li")).to_have_count(0)
    assert kept(page)["lists"] == 0


def test_a_phone_without_javascript_works_as_well(open_page, sign_in, amina, people):
    page = open_page(320, 640, java_script_enabled=False)
    sign_in(page, amina)
    page.goto("/desk/")
    page.get_by_role("link", name="Policy Dialogue").click()
    page.get_by_label("Name or organisation, in any script").fill("DANG")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Check in Đặng Thị Ánh").click()
    expect(page.locator("#said .word")).to_have_text("Checked in")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said .word")).to_have_text("Taken back")
    page.get_by_text("Add a walk-in").click()
    page.get_by_label("Name, as the person writes it").fill("Kyaw Zin")
    page.get_by_role("button", name="Add and check in").click()
    expect(page.locator("#inside")).to_have_text("1")
    assert passages() == [("Đặng Thị Ánh", IN, False), ("Kyaw Zin", IN, True)]


@pytest.fixture
def phone_that_sees(browser, tmp_path, live_server, django_db_serialized_rollback):
    """A phone whose camera looks at a badge all the time."""
    badge = Image.open(DATA / "badge-code.png").convert("RGB").resize((300, 300), Image.Resampling.NEAREST)
    table = Image.new("RGB", (640, 480), (120, 110, 90))
    table.paste(badge, (170, 90))
    film = tmp_path / "badge.mjpeg"
    table.save(film, "JPEG", quality=90)
    film.write_bytes(film.read_bytes() * 2)
    args = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    chrome = browser.browser_type.launch(executable_path=chromium.path(), args=args)
    context = chrome.new_context(base_url=live_server.url, viewport=PHONE, permissions=["camera"], is_mobile=True)
    complaints = []
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    chrome.close()
    assert complaints == []


def test_amina_scans_a_badge(phone_that_sees, at_the_desk, screenshot, axe, fits):
    page = at_the_desk(phone_that_sees)
    page.get_by_role("button", name="Scan a badge").click()
    expect(page.locator("#said .word")).to_have_text("Checked in")
    expect(page.locator("#said .who")).to_have_text("Daw Thida Oo သီတာဦး")
    sent(page)
    axe(page)
    fits(page)
    page.screenshot(path=settings.DATA_DIR / "screenshots" / "desk-phone-scan.png", caret="initial")
    page.get_by_role("button", name="Stop scanning").click()

    # The same badge again tells that she is in, and notes nothing.
    page.get_by_role("button", name="Scan a badge").click()
    expect(page.locator("#said .word")).to_contain_text("Already in since")
    page.get_by_role("button", name="Stop scanning").click()
    page.get_by_label("out", exact=True).check()
    page.get_by_role("button", name="Scan a badge").click()
    expect(page.locator("#said .word")).to_have_text("Checked out")
    page.get_by_role("button", name="Stop scanning").click()
    sent(page)
    assert passages() == [("Thida Oo", IN, True), ("Thida Oo", OUT, True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_desk_is_seen_by_day_and_by_night(open_page, at_the_desk, event, theme, axe, fits, screenshot):
    make_event(title="Workshop of next month", start_date=timezone.localdate() + timedelta(days=30))
    page = open_page(1280, 900, color_scheme=theme)
    at_the_desk(page)
    page.get_by_text("Days", exact=True).click()
    page.get_by_text("Add a walk-in").click()
    find(page, "thida")
    page.get_by_role("button", name="Check in Daw Thida Oo").click()
    sent(page)
    axe(page)
    fits(page)
    screenshot(page, f"desk-wide-{theme}")
    page.goto("/desk/")
    expect(page.get_by_role("link", name="Policy Dialogue")).to_be_visible()
    axe(page)
    screenshot(page, f"desk-events-{theme}")


def test_a_badge_of_another_event_is_told_and_notes_nothing(phone_that_sees, at_the_desk, people):
    Participant.objects.filter(pk=people["Thida"].pk).update(badge_code="0" * 32)
    page = at_the_desk(phone_that_sees)
    page.get_by_role("button", name="Scan a badge").click()
    expect(page.locator("#said")).to_contain_text("This code is on no badge of somebody expected here.")
    assert not Passage.objects.exists()
