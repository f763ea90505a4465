"""Selma writes with an editor in which people are mentions; Rina takes notes on a phone while people speak."""

import pytest
from playwright.sync_api import expect

from proceedings.documents.cleaning import clean_html
from proceedings.models import Attribution, Commitment, Note, Section
from tests.make import (
    make_constituency,
    make_event,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

# Every element and attribute that the cleaning keeps, as the editor writes them.
EVERYTHING = clean_html(
    "<p><abbr>1</abbr> <b>2</b> <cite>3</cite> <code>4</code> <em>5</em> <i>6</i> <q>7</q> <s>8</s> <small>9</small> "
    "<strong>10</strong> <sub>11</sub> <sup>12</sup> <u>13</u></p>"
    '<p lang="ar" dir="rtl">One<br>two <a href="https://example.org/?a=1&amp;b=2">there</a> '
    '<span lang="km">ខ្មែរ</span> <span dir="rtl">x</span></p>'
    '<ul><li>one<ul><li><strong>in</strong> it</li></ul></li><li lang="my">မြန်မာ</li></ul>'
    '<ol start="3"><li>three</li></ol>'
    "<blockquote><p>They said.</p></blockquote>"
    "<dl><dt>GCM</dt><dd>Global Compact</dd></dl>"
    '<table lang="en"><caption>Who <em>did</em> what</caption><thead><tr><th scope="col">A</th><th>B</th></tr></thead>'
    '<tbody><tr><td colspan="2">C</td></tr><tr><td rowspan="2">D</td><td>E</td></tr><tr><td>F</td></tr></tbody>'
    "<tfoot><tr><td>G</td><td>H</td></tr></tfoot></table>"
    "<p>The end</p>"
)
FROM_WORD = (
    "<html xmlns:o='urn:x'><head><style>p.MsoNormal {color:red}</style></head><body><!--StartFragment-->"
    "<h2 style='color:blue'>Findings<o:p></o:p></h2><p class=MsoNormal style='margin:0cm'><b>Bold</b> and "
    "<span style='font-style:italic' lang=EN-GB>slanted</span><img src='https://tracker.example/x.png'></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>first</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>second</p>"
    "<p><a href='javascript:alert(1)'>bad</a> <script>alert(1)</script></p><!--EndFragment--></body></html>"
)
PASTE = """(text, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_selma_writes_mentions_pastes_and_loses_nothing(page, axe, fits, screenshot, sign_in):
    event = make_event(is_published=True)
    proceedings = make_proceedings(event)
    person = make_person("Nilar Thein", own_script_name="နီလာသိန်း")
    seat = make_participant(event, person=person, constituency=make_constituency())
    panel = make_session(event, title="Panel", attribution=Attribution.NON_ATTRIBUTABLE)
    plain = make_section(proceedings, "We met.\n\nThen 3 < 4.", heading="Plain", session=panel)
    full = make_section(proceedings, EVERYTHING, heading="Full")
    pasted = make_section(proceedings, "", heading="Pasted")
    untouched = make_section(proceedings, "Nobody <em>wrote</em> here.\n\nReally.", heading="Untouched")
    sign_in(page, make_user("selma", "Editor"))
    page.goto(f"/admin/proceedings/proceedings/{proceedings.pk}/change/")
    texts = page.locator(".ProseMirror")
    expect(texts).to_have_count(4)

    first = texts.nth(0)
    expect(first.locator("p")).to_have_text(["We met.", "Then 3 < 4."])
    first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Said @နီလာ")
    expect(page.get_by_role("option", name="Nilar Thein")).to_contain_text("prints as “a participant”")
    axe(page)
    screenshot(page, "editor-wide")
    page.keyboard.press("Enter")
    expect(first.locator(".mention")).to_contain_text("Nilar Thein")
    page.keyboard.type("so.")

    texts.nth(1).locator("p", has_text="The end").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(".")
    texts.nth(2).click()
    texts.nth(2).evaluate(f"text => ({PASTE})(text, {FROM_WORD!r})")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()

    stored = {section.pk: section.body for section in Section.objects.all()}
    assert stored[plain.pk] == f"<p>We met.</p><p>Then 3 &lt; 4. Said @[{seat.pk}] so.</p>"
    assert stored[full.pk] == EVERYTHING.replace("The end", "The end.")
    assert stored[untouched.pk] == "Nobody <em>wrote</em> here.\n\nReally."
    assert stored[pasted.pk] == (
        "<p><strong>Findings</strong></p><p><b>Bold</b> and <em>slanted</em></p>"
        "<ul><li>first</li><li>second</li></ul><p>bad</p>"
    )
    expect(texts.nth(0).locator(".mention")).to_contain_text("Nilar Thein")
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    screenshot(page, "editor-narrow")


def test_rina_notes_on_a_phone_whose_line_comes_and_goes(phone, axe, fits, screenshot, sign_in):
    event = make_event(is_published=True)
    make_proceedings(event)
    session = make_session(event, title="Panel", attribution=Attribution.NON_ATTRIBUTABLE)
    seat = make_participant(event, make_person("Zzcanary").name)
    session.roles.create(participant=seat, role="chair")
    sign_in(phone, make_user("rina", "Rapporteur"))
    phone.goto(f"/admin/proceedings/session/{session.pk}/notes/")
    expect(phone.get_by_text("Neither name nor organisation leaves this room.")).to_be_visible()
    assert "Zzcanary" not in phone.content()
    phone.get_by_label("Who").select_option(label=f"chair: Seat {seat.pk}: a participant")
    phone.get_by_label("What was said").fill("We will open an office.")
    phone.get_by_role("button", name="It is a commitment").click()
    expect(phone.locator("#noted li")).to_contain_text(["We will open an office."])
    fits(phone)
    axe(phone)
    screenshot(phone, "notes-narrow")
    assert Commitment.objects.get().parties.count() == 0

    phone.context.set_offline(True)
    for words in ("No fees.", "Not one."):
        phone.get_by_label("What was said").fill(words)
        phone.get_by_role("button", name="Note it").click()
    expect(phone.get_by_text("2 notes wait in this tab")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator("#noted li")).to_have_count(3)
    phone.get_by_role("button", name="Put 3 notes into the proceedings").click()
    expect(phone.get_by_text("3 notes stand in “Panel” now.")).to_be_visible()
    assert Section.objects.get().body == (
        f"<p>@[{seat.pk}]: We will open an office.</p><p>@[{seat.pk}]: No fees.</p><p>@[{seat.pk}]: Not one.</p>"
    )
    assert Note.objects.filter(section=None).count() == 0
