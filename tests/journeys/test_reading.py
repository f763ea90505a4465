"""A visitor reads: from the first page to a promise and where it was said, on a desk and on a small phone."""

import gzip
from datetime import date

import pytest
from django_countries import countries as all_countries

from proceedings.models import AttendanceFigure, Event
from tests.first_rows import load_first_events
from tests.make import (
    make_commitment,
    make_constituency,
    make_event,
    make_proceedings,
    make_section,
    make_user,
    publish,
)
from tests.public_pages import every_address

SEED = "/events/roco-policy-dialogue-2017/"
PAGES = [
    "/",
    "/events/",
    SEED,
    "/events/adhoc-pailin-forum/",
    "/events/acra-lscw-mou/",
    "/events/beyond-tolerance-2016/",
    "/proceedings/",
    "/proceedings/roco-policy-dialogue-2017/",
    "/commitments/",
    "/commitments/C2/",
    "/organisations/",
    "/organisations/mekong-migration-network/",
    "/topics/",
    "/topics/international-co-operation/",
    "/goals/",
    "/goals/GCM-23/",
    "/series/roles-of-countries-of-origin/",
    "/said/?kind=government",
    "/about/",
    "/no-such-page/",
]


@pytest.fixture
def first_events(live_server):
    """The first real events, with their proceedings published."""
    load_first_events()
    event = Event.objects.get(slug="roco-policy-dialogue-2017")
    publish(event.proceedings, by=make_user("selma", "Publisher"), change_note="First edition")


def test_from_the_first_page_to_a_promise_and_back_to_the_sentence(first_events, page, screenshot):
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Events").click()
    page.get_by_role("link", name="MMN Policy Dialogue on the Roles of Countries of Origin", exact=True).click()
    assert page.url.endswith(SEED)
    assert (
        page.get_by_role("heading", level=1).inner_text() == "MMN Policy Dialogue on the Roles of Countries of Origin"
    )
    promise = page.get_by_role("article").filter(has_text="Commitment C2").last
    assert "through H.E. Ms. Chou Bun Eng, Secretary of State, Ministry of Interior" in promise.inner_text()
    promise.get_by_role("link", name="Host a multi-stakeholder GMS Country of Origin Dialogue in Cambodia.").click()
    assert "“before 17 December 2017”" in page.get_by_role("main").inner_text()
    assert "“by December 2017”" in page.get_by_role("main").inner_text()
    screenshot(page, "commitment-wide")
    page.get_by_role("link", name="Read it where it was said, in the proceedings").click()
    paragraph = page.locator(":target")
    assert "host" in paragraph.inner_text()
    paragraph.get_by_role("link", name="commitment C2").click()
    assert page.url.endswith("/commitments/C2/")


def test_two_steps_from_the_first_page_to_an_answer_on_a_phone(first_events, phone, fits, screenshot):
    phone.goto("/")
    fits(phone)
    phone.get_by_role("link", name="Overdue").first.click()
    fits(phone)
    assert phone.get_by_role("link", name="Commitment C2").is_visible()
    phone.get_by_role("link", name="Commitment C2").click()
    fits(phone)
    assert phone.get_by_role("heading", level=1).inner_text().startswith("Host a multi-stakeholder")
    screenshot(phone, "commitment-phone")


def test_in_khmer_from_the_first_page_to_the_sentence_where_cambodia_promised_it(
    first_events, phone, fits, axe, screenshot
):
    phone.goto("/km/")
    fits(phone)
    axe(phone)
    phone.locator("main [type=search]").fill("កម្ពុជា")
    phone.keyboard.press("Enter")
    # What it promised and whether that was kept stands in what is found; it is found in English words, too.
    promised = phone.locator("section.found").first
    assert "ហួសកាលកំណត់" in promised.inner_text()
    fits(phone)
    axe(phone)
    screenshot(phone, "search-khmer-phone")
    promised.get_by_role("link", name="Host a multi-stakeholder").click()
    assert phone.get_by_role("heading", level=1).get_attribute("lang") == "en"
    fits(phone)
    axe(phone)
    phone.locator("a[href*='/km/proceedings/'][href*='#']").first.click()
    assert "before 17 December 2017" in phone.locator(":target").inner_text()
    fits(phone)


def test_every_page_is_sound_for_everybody(first_events, page, axe, screenshot):
    for address in PAGES:
        page.goto(address)
        axe(page)
        screenshot(page, f"{address.strip('/') or 'home'}-light")
        page.emulate_media(color_scheme="dark")
        # At night only the colours are others; all but those is judged once more on a phone, below.
        axe(page, "color-contrast")
        screenshot(page, f"{address.strip('/') or 'home'}-dark")
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("width", [320, 1280])
def test_what_nobody_thought_of_fits_as_well(live_server, open_page, fits, axe, screenshot, width):
    """Two dozen countries, a reference as long as they may be, words without an end: on a phone and on a desk."""
    countries = [code for code, _name in list(all_countries)[:24]]
    event = make_event(title="Longwordwithoutablank" * 8, summary="https://example.org/" + "a" * 300, is_published=True)
    kind = make_constituency("unions", name="Trade unions", plural="Trade unions")
    AttendanceFigure.objects.create(event=event, label="unions", constituency=kind, countries=countries)
    promise = make_commitment(event, ref="LONG-REFERENCE-00001", text="ရွှေ့ပြောင်းအလုပ်သမားများ" * 9)
    page = open_page(width, 900)
    for number, address in enumerate((event.get_absolute_url(), promise.get_absolute_url(), "/commitments/")):
        page.goto(address)
        fits(page)
        axe(page)
        screenshot(page, f"unthought-of-{number}-{width}")


def test_no_page_is_wider_than_a_small_phone(first_events, open_window, fits, axe, screenshot):
    page = open_window("narrow", color_scheme="dark")
    for address in PAGES:
        page.goto(address)
        fits(page)
        axe(page, colours=False)
        screenshot(page, f"{address.strip('/') or 'home'}-phone-dark")


def test_long_words_break_before_a_page_grows_wide(live_server, open_page, fits):
    word = "Arbeitsmigrationsvermittlungsagenturenaufsichtsbehördenkonferenz" * 3
    event = make_event(is_published=True, title=word, slug="long", summary=word, start_date=date(2017, 7, 20))
    make_commitment(event, text=word, ref="L" * 20)
    page = open_page(320, 640)
    for address in every_address():
        page.goto(address)
        fits(page)


def test_all_is_reached_by_keyboard(first_events, page):
    page.goto(SEED)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_pages_read_without_javascript_and_in_print(first_events, open_page, screenshot):
    page = open_page(900, 1200, java_script_enabled=False)
    page.goto(SEED)
    page.emulate_media(media="print")
    assert page.get_by_text("Host a multi-stakeholder GMS Country of Origin Dialogue").first.is_visible()
    assert not page.get_by_role("navigation", name="Main").is_visible()
    screenshot(page, "event-print")


def test_a_first_view_is_light_and_loads_fonts_only_where_a_text_needs_them(first_events, open_page, client):
    loaded = []
    page = open_page(1280, 900)
    page.on("response", lambda answer: loaded.append(answer.url))
    for address in PAGES:
        loaded.clear()
        page.goto(address, wait_until="networkidle")
        text = client.get(address, headers={"Accept-Encoding": "gzip"})
        size = len(text.content)
        for url in loaded:
            if "/static/" in url and not url.endswith((".svg", ".png", ".webp", ".jpg")):
                size += len(gzip.compress(page.request.get(url).body()))
        assert size < 50_000, address
        assert [url for url in loaded if url.endswith(".woff2")] == [], address
        # Nor would they be where the machine has no such letters, which the one that tests has; but for the names of
        # languages, which are in a menu that is closed.
        families = page.locator("body *").evaluate_all(
            """all => all
                .filter(one => one.checkVisibility() && [...one.childNodes].some(node =>
                    node.nodeType === 3 && /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(node.data)))
                .map(one => getComputedStyle(one).fontFamily)"""
        )
        assert [family for family in families if "Shipped" in family] == [], address


def test_what_was_promised_in_two_short_paragraphs_stands_beside_each(live_server, open_page):
    event = make_event(is_published=True, slug="dialogue")
    section = make_section(make_proceedings(event), "We open centres.\n\nWe meet again.", heading="Promises")
    for sentence in ("We open centres.", "We meet again.", "We meet again."):
        make_commitment(event, section=section, sentence=sentence)
    publish(event.proceedings, by=make_user("selma", "Publisher"), change_note="First edition")
    page = open_page(1280, 900)
    page.goto("/proceedings/dialogue/")
    boxes = [tie.bounding_box() for tie in page.locator(".tie").all()]
    assert len(boxes) == 3
    assert all(one["y"] + one["height"] <= other["y"] for one, other in zip(boxes, boxes[1:], strict=False))
    assert boxes[0]["x"] > page.locator("#p1 p").first.bounding_box()["x"] + 500


def test_a_text_in_another_script_is_written_in_its_font(live_server, open_page):
    event = make_event(is_published=True, slug="dialogue")
    proceedings = make_proceedings(event)
    make_section(proceedings, "မြန်မာနှင့် ကမ္ဘောဒီးယား")
    proceedings.language = type(proceedings.language).objects.create(code="my", name="Burmese")
    proceedings.save()
    publish(proceedings, by=make_user("selma", "Publisher"), change_note="First edition")
    page = open_page(320, 640)
    page.goto("/proceedings/dialogue/")
    style = page.locator(".p p").first.evaluate("p => ({...getComputedStyle(p)})")
    assert "Shipped Myanmar" in style["fontFamily"]
    line, size = (float(style[name].removesuffix("px")) for name in ("lineHeight", "fontSize"))
    assert line / size == pytest.approx(1.8, abs=0.01)


def test_long_words_and_wide_tables_keep_their_shape(live_server, open_page, fits, axe):
    event = make_event(is_published=True, slug="dialogue")
    cells = "".join(f"<td>{number},352</td>" for number in range(60, 72))
    draft = make_proceedings(event)
    make_section(draft, f"<table><caption>Who left</caption><tr><th scope='row'>Thailand</th>{cells}</tr></table>")
    done = {"voice": "reported", "status": "done", "happened_on": date(2018, 1, 1), "is_accepted": True}
    make_commitment(event, ref="C-OF-TWENTY-LETTERS1", text="We open centres. " * 30).updates.create(**done)
    publish(draft, by=make_user("selma", "Publisher"), change_note="First edition")
    page = open_page(320, 640)
    page.goto("/proceedings/dialogue/")
    fits(page)
    axe(page)
    # A figure of one line, in a table that is wider than the page.
    cell = page.get_by_role("cell", name="60,352")
    assert (
        cell.evaluate("cell => { const r = new Range(); r.selectNodeContents(cell); return r.getClientRects().length }")
        == 1
    )
    assert page.get_by_role("table").evaluate("table => table.scrollWidth > table.clientWidth")
    page.goto("/commitments/C-OF-TWENTY-LETTERS1/")
    fits(page)
    wide = open_page(1280, 900)
    wide.goto("/events/dialogue/")
    standing = wide.locator(".prom .st").first
    assert standing.inner_text() == "Done, says its maker"
    reach = standing.evaluate("one => one.getBoundingClientRect().right")
    assert reach <= wide.locator(".prom h3").first.bounding_box()["x"]
    # The foot of a short page is at the foot of the window.
    wide.goto("/follow/left/")
    foot = wide.locator(".foot").bounding_box()
    assert foot["y"] + foot["height"] == pytest.approx(900, abs=1)
