"""Sok Dara translates into Khmer: on a page of the event, in a file, and as the edition that visitors read."""

import io
import re

import polib
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from proceedings.actions import NotPossible, translating
from proceedings.actions.translating import APPROVED, CHECKED, MACHINE, NONE, Written, approve, compare, write
from proceedings.documents.cleaning import clean_html
from proceedings.documents.comparing_texts import differences
from proceedings.documents.rendering import build
from proceedings.documents.segments import joined, segments
from proceedings.documents.tongues import tongue_of
from proceedings.models import Export, Objective, Section, Translation
from proceedings.models.translation import TRANSLATABLE, digest
from proceedings.spreadsheets import translations as files
from proceedings.spreadsheets.reading import NotASpreadsheet
from proceedings.texts import count, progress, texts_of
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
KHMER = "ពួកគេបានស្តាប់គ្នា។"
OTHER = "ពួកគេបានជជែកគ្នា។"


@pytest.fixture
def km():
    return make_language("km", "Khmer")


@pytest.fixture
def event():
    return make_event(is_published=True, slug="dialogue", title="Dialogue")


@pytest.fixture
def draft(event):
    return make_proceedings(event, title="What was said")


@pytest.fixture
def dara(event):
    """Translates in the team of one event."""
    return make_user("dara", "Editor", event=event)


@pytest.fixture
def ravi():
    return make_user("ravi", "Publisher")


def texts(event, language="km"):
    return {text.key: text for text in texts_of([event], language)[event.pk]}


def key(row, field):
    return f"{row._meta.model_name}.{row.pk}.{field}"


def say(event, km, by, words, status=CHECKED):
    """Write {(row, field): words}, seen as they stand now. Returns the Outcome."""
    now = texts(event)
    sent = {key(*of): Written(text, now[key(*of)].mark, status) for of, text in words.items()}
    return write(event, km, sent, by=by)


def told(row, field="body"):
    kind = ContentType.objects.get_for_model(row)
    return Translation.objects.filter(content_type=kind, object_id=row.pk, field=field, language__code="km").first()


def translated(draft, km, by, **bodies):
    """Every word of a draft in Khmer, checked."""
    event = draft.event
    words = {(draft, "title"): "អ្វីដែលបាននិយាយ"} | {
        (section, field): text
        for section in draft.sections.all()
        for field, text in (("heading", f"ចំណងជើង {section.pk}"), ("body", bodies.get(section.heading, KHMER)))
    }
    assert not say(event, km, by, words).refused


# What there is


def test_every_field_that_may_be_translated_is_there():
    for name, fields in TRANSLATABLE.items():
        model = ContentType.objects.get(app_label="proceedings", model=name).model_class()
        assert all(model._meta.get_field(field) for field in fields)


def test_the_texts_of_an_event_stand_in_reading_order_and_what_says_nothing_is_left_out(event, draft, km):
    section = make_section(draft, "They listened.", heading="Opening")
    objective = Objective.objects.create(event=event, number=1, text="To listen")
    promise = make_commitment(event)
    assert list(texts(event)) == [
        key(event, "title"),
        key(objective, "text"),
        key(draft, "title"),
        key(section, "heading"),
        key(section, "body"),
        key(promise, "text"),
    ]
    # Written in Burmese, the proceedings need no Burmese; the rest does.
    draft.language = make_language("my", "Burmese")
    draft.save()
    assert key(section, "body") not in texts(event, "my")
    assert key(event, "title") in texts(event, "my")


def test_counting_many_events_takes_as_many_queries_as_counting_one(event, km, django_assert_num_queries, dara):
    say(event, km, dara, {(event, "title"): "ការសន្ទនា"})
    events = [event, *(make_commitment().event for _n in range(4))]
    progress([event], [km])
    with CaptureQueriesContext(connection) as asked:
        progress([event], [km])
    with django_assert_num_queries(len(asked)):
        done = progress(events, [km])
    assert [(done[one.pk]["km"].checked, done[one.pk]["km"].total) for one in events] == [(1, 1), *[(0, 2)] * 4]


# Writing


def test_a_text_is_a_draft_until_somebody_vouches_for_it_and_is_approved_by_another(event, draft, km, dara, ravi):
    section = make_section(draft, "They listened.")
    say(event, km, dara, {(section, "body"): KHMER}, NONE)
    assert (told(section).status, told(section).checked_by, Translation.objects.shown().count()) == (NONE, None, 0)
    say(event, km, dara, {(section, "body"): KHMER})
    assert (told(section).status, told(section).checked_by) == (CHECKED, dara)
    seen = {key(section, "body"): texts(event)[key(section, "body")].mark}
    assert approve(event, km, seen, by=dara)[1] == {
        key(section, "body"): "You checked it yourself. Somebody else approves it."
    }
    for nobody in (make_user("amina", "Registration staff"), make_user("vera", "Publisher", event=make_event())):
        with pytest.raises(PermissionDenied):
            approve(event, km, seen, by=nobody)
    assert approve(event, km, seen, by=ravi) == ([key(section, "body")], {})
    assert (told(section).status, told(section).checked_by) == (APPROVED, ravi)


def test_when_the_original_changes_the_translation_is_open_again_until_it_is_ticked(event, draft, km, dara):
    section = make_section(draft, "They listened.")
    say(event, km, dara, {(section, "body"): KHMER})
    seen_before = texts(event)[key(section, "body")].mark
    section.body = "They did not listen."
    section.save()
    text = texts(event)[key(section, "body")]
    assert (text.status, text.is_checked, count([text]).changed, count([text]).checked) == (CHECKED, False, 1, 0)
    # Whoever was writing in front of the old original keeps what they wrote, marked as made from that.
    write(event, km, {key(section, "body"): Written(OTHER, seen_before, CHECKED)}, by=dara)
    assert (told(section).text, told(section).source_changed) == (OTHER, True)
    say(event, km, dara, {(section, "body"): OTHER})
    assert not told(section).source_changed


def test_two_who_translate_the_same_text_lose_nothing(client, event, draft, km, dara, ravi):
    section = make_section(draft, "They listened.")
    other = make_section(draft, "They spoke.")
    seen = {one.pk: texts(event)[key(one, "body")].mark for one in (section, other)}
    say(event, km, make_user("nita", "Editor"), {(section, "body"): OTHER})
    client.force_login(dara)
    sent = {"language": "km"}
    for one in (section, other):
        sent |= {f"text-{key(one, 'body')}": KHMER, f"seen-{key(one, 'body')}": seen[one.pk]}
    page = client.post(reverse("admin:proceedings_event_translations", args=[event.pk]), sent)
    assert (told(section).text, told(other).text) == (OTHER, KHMER)
    lines = {line.key: line for line in page.context["lines"]}
    assert (lines[key(section, "body")].words, lines[key(section, "body")].theirs) == (KHMER, OTHER)
    # Having seen both, they decide.
    sent[f"seen-{key(section, 'body')}"] = lines[key(section, "body")].mark
    client.post(reverse("admin:proceedings_event_translations", args=[event.pk]), sent)
    assert told(section).text == KHMER


def test_what_another_wrote_or_approved_meanwhile_is_overtaken_and_stays(event, draft, km, dara, ravi):
    section = make_section(draft, "They listened.")
    of = key(section, "body")
    say(event, km, dara, {(section, "body"): KHMER})
    read = texts(event)[of].mark
    approve(event, km, {of: read}, by=ravi)
    assert of in write(event, km, {of: Written("ក", read, CHECKED)}, by=dara).overtaken
    say(event, km, dara, {(section, "body"): OTHER})
    assert of in write(event, km, {of: Written("ក", read, CHECKED)}, by=dara).overtaken
    assert told(section).text == OTHER
    # What is no HTML stays as it is typed.
    say(event, km, dara, {(section, "body"): "១ < ២ & ៣"})
    assert told(section).text == "១ < ២ & ៣"


def test_a_text_whose_mentions_differ_is_not_approved(event, draft, km, dara, ravi):
    seat = make_participant(event)
    section = make_section(draft, f"@[{seat.pk}] listened.")
    say(event, km, dara, {(section, "body"): f"{KHMER} @[999999]"})
    text = texts(event)[key(section, "body")]
    assert text.problems() == [
        f"@[{seat.pk}] is in the original and not here.",
        "@[999999] is here and not in the original.",
    ]
    assert approve(event, km, {text.key: text.mark}, by=ravi)[0] == []
    say(event, km, dara, {(section, "body"): f"@[{seat.pk}] {KHMER}"})
    text = texts(event)[key(section, "body")]
    assert approve(event, km, {text.key: text.mark}, by=ravi)[0] == [text.key]


def test_a_title_stays_one_line_and_html_keeps_to_our_elements(event, draft, km, dara):
    section = make_section(draft, "<p>They listened.</p>")
    say(
        event,
        km,
        dara,
        {(draft, "title"): "ក\r\nខ", (section, "body"): f"<p onclick='x'>{KHMER}</p><script>x</script>"},
    )
    assert told(draft, "title").text == "ក ខ"
    assert told(section).text == f"<p>{KHMER}</p>"
    long = say(event, km, dara, {(draft, "title"): "ក" * 501})
    assert long.refused
    assert told(draft, "title").text == "ក ខ"


@pytest.mark.parametrize(
    "body",
    [
        "One.\n\nTwo & three < four.",
        "<p>One &amp; two.</p><p>Said <em>so</em>:</p><ul><li>a &lt; b</li><li>c</li></ul>",
        "<ol><li><p>a</p></li><li><p>b\u00a0c</p></li></ol><table><tbody><tr><td>x</td></tr></tbody></table>",
    ],
)
def test_a_text_cut_into_paragraphs_is_the_same_when_it_is_put_together(body):
    body = clean_html(body) if "<p" in body or "<li" in body else body
    assert joined(segments(body)) == body


def test_paragraphs_are_translated_beside_their_own_and_half_a_text_is_a_draft(client, event, draft, km, dara):
    section = make_section(draft, "<p>One.</p><ul><li>a</li><li>b</li></ul>")
    client.force_login(dara)
    at, address = key(section, "body"), reverse("admin:proceedings_event_translations", args=[event.pk])
    (line,) = (
        line for line in client.get(address, {"language": "km"}).context["lines"] if line.key == key(section, "body")
    )
    sent = {
        "language": "km",
        f"form-{at}": line.form,
        f"seen-{at}": line.mark,
        f"tick-{at}": "1",
        f"text-{at}-0": KHMER,
    }
    client.post(address, sent)
    assert (told(section).text, told(section).status) == (f"<p>{KHMER}</p><ul><li></li></ul>", NONE)
    sent |= {f"seen-{at}": texts(event)[at].mark, f"text-{at}-1": "ក\r\nខ <b>"}
    client.post(address, sent)
    assert told(section).text == f"<p>{KHMER}</p><ul><li>ក</li><li>ខ &lt;b&gt;</li></ul>"
    assert told(section).status == CHECKED
    # Saving again what is there is no change, and nobody else's word.
    nita = make_user("nita", "Editor")
    client.force_login(nita)
    client.post(address, sent | {f"seen-{at}": texts(event)[at].mark})
    assert told(section).checked_by == dara


# Who may


def test_the_team_of_one_event_touches_no_other(client, event, km, dara):
    theirs = make_event(title="Theirs")
    client.force_login(dara)
    for name in ("translations", "translations_import", "translations_file"):
        assert client.get(reverse(f"admin:proceedings_event_{name}", args=[theirs.pk])).status_code == 403, name
    # Nor by sending a text of theirs to their own page.
    sent = {"language": "km", f"text-{key(theirs, 'title')}": KHMER, f"seen-{key(theirs, 'title')}": "x"}
    client.post(reverse("admin:proceedings_event_translations", args=[event.pk]), sent)
    assert told(theirs, "title") is None
    with pytest.raises(translating.PermissionDenied):
        write(theirs, km, {}, by=dara)
    overview = client.get(reverse("admin:proceedings_event_languages")).content.decode()
    assert event.title in overview
    assert theirs.title not in overview
    assert client.get(reverse("admin:proceedings_translation_changelist")).status_code == 403


def test_the_form_of_one_translation_lets_nobody_approve_their_own_words(client, event, km):
    selma, nita = make_user("selma", "Editor"), make_user("nita", "Editor")
    say(event, km, selma, {(event, "title"): KHMER})
    row = told(event, "title")
    address = reverse("admin:proceedings_translation_change", args=[row.pk])
    sent = {"content_type": row.content_type_id, "object_id": event.pk, "field": "title", "language": km.pk}
    for user, words, status in ((selma, KHMER, CHECKED), (nita, OTHER, CHECKED), (nita, KHMER, APPROVED)):
        client.force_login(user)
        client.post(address, sent | {"text": words, "status": APPROVED})
        assert told(event, "title").status == status, (user, words)
    assert told(event, "title").checked_by == nita


def test_who_approves_writes_nothing(client, event, km, ravi):
    client.force_login(ravi)
    address = reverse("admin:proceedings_event_translations", args=[event.pk])
    page = client.get(address, {"language": "km", "show": "all"})
    assert page.status_code == 200
    assert f'name="text-{key(event, "title")}"' not in page.content.decode()
    sent = {"language": "km", f"text-{key(event, 'title')}": KHMER, f"seen-{key(event, 'title')}": "x"}
    assert client.post(address, sent).status_code == 403


# Files


@pytest.fixture
def full(event, draft, km, dara):
    """An event with a text in each state. Returns its sections."""
    bodies = ("They listened.", "They spoke.\n\nThen they ate: 1 < 2.", "They went.", "They came back.", "=1+1")
    sections = [make_section(draft, body, heading=f"Part {n}") for n, body in enumerate(bodies)]
    say(event, km, dara, {(sections[0], "body"): f"{KHMER}\n\n“{OTHER}” \\n"})
    say(event, km, dara, {(sections[1], "body"): KHMER}, MACHINE)
    say(event, km, dara, {(sections[2], "body"): KHMER}, NONE)
    say(event, km, dara, {(sections[3], "body"): KHMER})
    Section.objects.filter(pk=sections[3].pk).update(body="They never came back.")
    return sections


def taken_out(event, km, kind):
    found = list(texts(event).values())
    return files.to_xlsx(found, km) if kind == "xlsx" else files.to_po(found, km, "en")


def kinds(proposals):
    return {each.text.key if each.text else each.words: each.kind for each in proposals if each.kind != "same"}


@pytest.mark.parametrize("kind", ["xlsx", "po"])
def test_a_file_that_comes_back_as_it_went_out_changes_nothing(event, km, full, kind):
    assert kinds(compare(event, km, files.read(taken_out(event, km, kind))[0])) == {}


def mended(data, **targets):
    """An XLSX in which somebody wrote {key: (target, status)}; keys with _ for dots."""
    book = load_workbook(io.BytesIO(data))
    for cells in book.active.iter_rows(min_row=2):
        if (said := targets.get(cells[0].value.replace(".", "_"))) is not None:
            cells[3].value, cells[4].value = said
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_file_changes_what_was_changed_in_it_and_asks_about_the_rest(event, km, full, dara):
    at = [key(section, "body") for section in full]
    data = taken_out(event, km, "xlsx")
    # Meanwhile one original changes, and a colleague translates another text.
    Section.objects.filter(pk=full[4].pk).update(body="=2+2")
    say(event, km, make_user("nita", "Editor"), {(full[2], "body"): OTHER})
    wished = {at[0]: (OTHER, APPROVED), at[1]: (KHMER, CHECKED), at[2]: ("ថ្មី", ""), at[4]: ("ថ្មី", CHECKED)}
    rows, _tag = files.read(mended(data, **{name.replace(".", "_"): said for name, said in wished.items()}))
    found = compare(event, km, [*rows, files.Row(99, "section.1.nothing", "", "x", "")])
    assert kinds(found) == {
        at[0]: "changed",
        at[1]: "changed",
        at[2]: "conflict",
        at[4]: "conflict",
        "x": "problem",
    }
    assert Translation.objects.filter(text="ថ្មី").count() == 0
    proposals = {each.text.key: each for each in found if each.text}
    write(event, km, {at[n]: Written(*proposed(proposals[at[n]])) for n in (0, 1, 4)}, by=dara)
    # A file vouches in the name of who brings it in, and approves nothing.
    assert (told(full[0]).text, told(full[0]).status, told(full[0]).checked_by) == (OTHER, CHECKED, dara)
    assert told(full[1]).status == CHECKED
    # What was translated from another original is taken in only marked so.
    assert (told(full[4]).text, told(full[4]).source_changed) == ("ថ្មី", True)


def proposed(proposal):
    return proposal.words, proposal.seen, proposal.status


def test_in_a_po_fuzzy_is_what_nobody_vouches_for(event, km, full):
    words = taken_out(event, km, "po").decode()
    fuzzy = re.findall(r'#, fuzzy\nmsgctxt "(.*)"', words)
    assert fuzzy == [key(section, "body") for section in full[1:4]]
    file = polib.pofile(words)
    for entry in file.fuzzy_entries():
        if entry.msgid == "They went.":
            entry.flags.remove("fuzzy")
        elif entry.msgid == "They never came back.":
            entry.msgstr = OTHER
    found = {each.text.key: each for each in compare(event, km, files.read(str(file).encode())[0])}
    assert {at: (each.kind, each.status) for at, each in found.items() if each.kind != "same"} == {
        fuzzy[1]: ("changed", CHECKED),
        fuzzy[2]: ("changed", MACHINE),
    }


def test_zawgyi_in_a_file_is_shown_in_unicode_and_not_taken_by_itself(event, draft):
    my = make_language("my", "Burmese")
    section = make_section(draft, "Come!")
    row = files.Row(1, key(section, "body"), "Come!", "ေအာင္ျမင္ပါေစ", CHECKED)
    (proposal,) = compare(event, my, [row])
    assert (proposal.kind, proposal.words) == ("conflict", "အောင်မြင်ပါစေ")


def test_a_file_with_the_words_of_another_language_is_looked_at_first(event, draft, km):
    section = make_section(draft, "Come!")
    row = files.Row(1, key(section, "body"), "Come!", "လာပါ", CHECKED)
    (proposal,) = compare(event, km, [row])
    assert (proposal.kind, proposal.sentences) == (
        "conflict",
        ["Its letters are not those of Khmer. Is it another language?"],
    )


def test_a_file_in_which_every_row_is_gone_says_that_it_is_empty(km):
    with pytest.raises(NotASpreadsheet, match="nothing in the file"):
        files.read(files.to_xlsx([], km))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"msgid",
        b"/etc/passwd msgid",
        b'msgid "a"\nmsgstr \xff\n',
        b'msgid "a\nmsgstr',
        b'msgid ""\nmsgstr ""\n',
        b"PK\x03\x04 nothing",
        b"\x89PNG....",
        b"a;b\n1;2\n",
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data):
    with pytest.raises(NotASpreadsheet, match=r"\w{3}"):
        files.read(data)


def test_dara_takes_a_file_out_and_brings_it_back(client, event, full, km, dara):
    client.force_login(dara)
    out = reverse("admin:proceedings_event_translations_file", args=[event.pk])
    answer = client.post(out, {"language": "km", "format": "xlsx"})
    assert (Export.objects.get().by, Export.objects.get().number) == (dara, len(texts(event)))
    back = reverse("admin:proceedings_event_translations_import", args=[event.pk]) + "?language=km"
    burmese = back.replace("=km", f"={make_language('my', 'Burmese').code}")
    page = client.post(burmese, {"language": "my", "file": SimpleUploadedFile("km.xlsx", answer.content)})
    assert page.context["form"].errors == {"file": ["This file is in Khmer."]}
    at = key(full[2], "body")
    data = mended(answer.content, **{at.replace(".", "_"): (OTHER, CHECKED)})
    page = client.post(back, {"language": "km", "file": SimpleUploadedFile("km.xlsx", data)})
    ((_kind, _words, ((proposal, _changes),)),) = page.context["groups"]
    assert told(full[2]).text == KHMER
    sent = {"language": "km", "do": "take", f"text-{at}": OTHER, f"seen-{at}": proposal.seen, f"tick-{at}": "1"}
    client.post(back, sent)
    assert told(full[2]).text == KHMER, "not ticked to be taken"
    client.post(back, sent | {f"take-{at}": "1"})
    assert (told(full[2]).text, told(full[2]).status) == (OTHER, CHECKED)


# Editions


def test_paragraphs_have_the_numbers_of_the_original_in_every_language(event, draft, km, dara):
    make_section(draft, "One.\n\nTwo.\n\nThree.", heading="Fewer")
    make_section(draft, "Four.", heading="More")
    make_section(draft, "Five.", heading="Same")
    translated(draft, km, dara, Fewer="ក\n\nខ", More="ក\n\nខ\n\nគ")
    page = build(draft, km)
    assert re.findall(r'id="([sp][\d-]+)"', page.html) == ["s1", "p1", "p2", "s2", "p4", "p4-2", "p4-3", "s3", "p5"]
    assert [anchor for _level, anchor, _heading in page.contents] == [row[1] for row in build(draft).contents]


def test_what_is_not_translated_stands_as_it_was_written_and_says_so(event, draft, km, dara):
    section = make_section(draft, "They listened.", heading="Opening")
    say(event, km, dara, {(section, "heading"): "ការបើក"}, MACHINE)
    page = build(draft, km)
    assert '<h2 id="s1">ការបើក</h2>\n<p class="tongue" data-tongue="none"></p>' in page.html
    assert '<div class="p" id="p1" lang="en">' in page.html
    assert page.states == {"the title and note": "none", "Opening": "none"}
    assert not page.is_complete


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("သူတို့နားထောင်ခဲ့သည် (IOM)", "my"),
        (KHMER, "km"),
        ("พวกเขาฟัง", "th"),
        ("ພວກເຂົາຟັງ", "lo"),
        ("他们听了。", "zh"),
        ("Họ đã lắng nghe.", ""),
        ("The ministry (ဝန်ကြီးဌာန) listened to them.", ""),
        ("၂၀၁၇, 2017", ""),
        ("မႂ်ႇသုင်ၶႃႈ", ""),
    ],
)
def test_letters_tell_the_language_of_a_text_in_another_script(text, tongue):
    assert tongue_of(text) == tongue
    assert tongue_of(text, "shn") == ""
    assert not tongue or tongue_of(text, tongue) == ""


def test_what_is_in_another_script_says_its_language(client, event, draft):
    body = f"<p>They listened.</p><p>{KHMER}</p><ul><li>yes</li><li>{KHMER}</li></ul>"
    make_section(draft, body, heading="ការបើក")
    page = build(draft)
    assert '<h2 id="s1"><span lang="km">ការបើក</span></h2>' in page.html
    assert f'<p lang="km">{KHMER}</p>' in page.html
    assert f'<ul><li>yes</li><li lang="km">{KHMER}</li></ul>' in page.html
    assert page.html.count("lang=") == 3
    row = make_commitment(event, text=KHMER, sentence="“We will listen.”")
    words = client.get(row.get_absolute_url()).content.decode()
    assert f'<h1 class="words" lang="km">{KHMER}</h1>' in words
    assert "<blockquote><p>“We will listen.”" in words
    assert f'lang="km">{KHMER}</a></h3>' in client.get("/commitments/").content.decode()


def test_an_edition_is_in_every_language_that_is_wholly_checked(client, event, draft, km, dara, ravi):
    seat = make_participant(event, person=make_person("Nilar Thein"))
    section = make_section(draft, f"@[{seat.pk}] listened.", heading="Opening")
    say(event, make_language("my", "Burmese"), dara, {(section, "body"): "နားထောင်ခဲ့သည်။"}, MACHINE)
    translated(draft, km, dara, Opening=f"@[{seat.pk}] {KHMER}")
    promise = make_commitment(event, section=section, text="We will listen")
    say(event, km, dara, {(promise, "text"): "យើងនឹងស្តាប់"}, MACHINE)
    edition = publish(draft, by=ravi, change_note="First edition")
    assert [(text.language.code, text.is_source) for text in edition.texts.all()] == [("en", True), ("km", False)]
    page = client.get("/proceedings/dialogue/1/km/")
    words = page.content.decode()
    assert KHMER in words
    assert "Nilar" not in words
    assert "@[" not in words
    assert 'hreflang="en"' in words
    assert 'lang="km">យើងនឹងស្តាប់</a>' in words
    assert "Translated by machine" in words
    # The promise is told of in the same paragraph.
    assert re.search(r'id="p1">.*?<p class="tie" lang="en">', words, re.DOTALL)
    assert client.get("/proceedings/dialogue/km/").status_code == 200
    assert client.get("/proceedings/dialogue/1/en/")["Location"] == "/proceedings/dialogue/1/"
    assert client.get("/proceedings/dialogue/1/my/").status_code == 404
    with pytest.raises(NotPossible, match="Nothing has changed"):
        publish(draft, by=ravi, change_note="Again")
    # Then the original changes: the next edition is in English only, and says so to who looks for Khmer.
    section.body = "They spoke."
    section.save()
    publish(draft, by=ravi, change_note="Corrected")
    latest = client.get("/proceedings/dialogue/km/").content.decode()
    assert "not yet translated into Khmer" in latest
    assert 'href="/proceedings/dialogue/1/km/"' in latest


def test_a_name_typed_only_in_a_translation_keeps_the_edition_back(event, draft, km, dara, ravi):
    seat = make_participant(event, person=make_person("Nilar Thein"))
    make_section(draft, "Somebody spoke.", heading="Opening")
    translated(draft, km, dara, Opening="Nilar Thein បាននិយាយ។")
    with pytest.raises(NotPossible, match=rf"“Nilar Thein” .* \(Khmer\).* @\[{seat.pk}\]"):
        publish(draft, by=ravi, change_note="First edition")
    assert not draft.editions.exists()


# What changed


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("They will meet.", "They did meet.", ["will ", "did "]),
        ("Fees fell by 5 %.", "Fees fell by 6 %.", ["5 ", "6 "]),
        # In scripts without blanks no letter is parted from its marks.
        ("ကျွန်တော်တို့", "ကျွန်မတို့", ["တော်", "မ"]),
        ("ကျွန်တော်သွားမည်", "ကျွန်တော်လာမည်", ["သွား", "လာ"]),
        ("ကိုလာ", "ကူလာ", ["ကို", "ကူ"]),
        ("ฉันไปบ้าน", "ฉันมาบ้าน", ["ไป", "มา"]),
        ("ការងារ", "ការងាល", ["រ", "ល"]),
        ("một bữa", "một bửa", ["bữa", "bửa"]),
    ],
)
def test_a_change_is_shown_in_words_or_in_syllables(before, after, changed):
    found = differences(before, after)
    assert [text for what, text in found if what != "same"] == changed
    assert "".join(text for what, text in found if what != "new") == before


def test_the_page_shows_what_changed_in_the_original(client, event, draft, km, dara):
    section = make_section(draft, "They will meet.")
    say(event, km, dara, {(section, "body"): KHMER})
    section.body = "They did meet."
    section.save()
    client.force_login(dara)
    address = reverse("admin:proceedings_event_translations", args=[event.pk])
    page = client.get(address, {"language": "km", "show": "changed"}).content.decode()
    assert "<del>will </del><ins>did </ins>" in page
    assert digest("They did meet.") in page
