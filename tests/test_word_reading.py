"""What is read out of a Word file: files of many shapes, and files that mean harm."""

import io
import struct
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from proceedings.documents.word import archive, blocks, outcomes, outline, people, pictures, sessions
from tests.word_files import TYPES, heading, image, paragraph, run, table, word_file


def read(data):
    """(title, [(level, heading, body), …], Found) of a file."""
    parts = archive.opened(SimpleUploadedFile("report.docx", data))
    with parts.archive:
        text = blocks.read(parts)
    before, those = outline.parts_of(text)
    found = outcomes.find(those)
    sections = outline.sections_of(text, before, those, "x", "Introduction")
    return text.title, [(one["level"], one["heading"], one["body"]) for one in sections], found


def headings(sections):
    return [(level, heading) for level, heading, _body in sections]


def test_a_file_without_styles_has_the_headings_that_people_see():
    title, sections, found = read(
        word_file(
            paragraph("Report of the dialogue", bold=True, size=16)
            + paragraph("Yangon, 20-21 July 2017", bold=True, size=14)
            + paragraph("Many came.")
            + paragraph("I. Background and objectives", bold=True)
            + paragraph("1. To share findings.")
            + paragraph("2. To agree a way forward.")
            + paragraph("II. Session 1: Fees", bold=True)
            + paragraph("Somebody spoke of a very long matter, and it went on.")
            + paragraph("III. Recommendations", bold=True)
            + paragraph("To governments", bold=True)
            + paragraph("Ratify the convention.", number=1)
            + paragraph("Publish fees.", number=1)
            + paragraph("To recruitment agencies:")
            + paragraph("Stop overcharging.", number=1)
            + paragraph("IV. Commitments", bold=True)
            + paragraph("C1. The Ministry of Labour, Thailand commits to open a desk by the end of 2027.")
            + paragraph("By June 2028, MOLIP and the Embassy of Cambodia will meet twice.")
        )
    )
    assert title == "Report of the dialogue"
    assert headings(sections) == [
        (1, "Introduction"),
        (1, "I. Background and objectives"),
        (1, "II. Session 1: Fees"),
        (1, "III. Recommendations"),
        (2, "To governments"),
        (1, "IV. Commitments"),
    ]
    assert [item.text for item in found.objectives] == ["To share findings.", "To agree a way forward."]
    assert [(one.number, one.text, *outcomes.to_whom(one)) for one in found.recommendations] == [
        ("1", "Ratify the convention.", "governments", True),
        ("2", "Publish fees.", "governments", True),
        ("3", "Stop overcharging.", "recruitment agencies", True),
    ]
    assert [(one.number, *outcomes.promise(one)[::2]) for one in found.commitments] == [
        ("C1", "Ministry of Labour, Thailand", "by the end of 2027"),
    ]


def test_a_number_without_a_dot_marks_an_item_where_a_list_is_announced_and_nowhere_else():
    _title, _sections, found = read(
        word_file(
            heading("Session 1")
            + paragraph("C4 vehicles were searched at the border.")
            + heading("Recommendations")
            + paragraph("R1 Open a desk.")
            + paragraph("R2 ကြေညာပါ။")
            + heading("Commitments")
            + paragraph("C1 The Ministry of Labour will open a desk by 2027.")
        )
    )
    assert [(one.number, one.text) for one in found.recommendations] == [("1", "Open a desk."), ("2", "ကြေညာပါ။")]
    assert [(one.number, one.text[:3]) for one in found.commitments] == [("C1", "The")]


@pytest.mark.parametrize(
    "words",
    [
        "Recommendations", "3. Key recommendations", "ข้อเสนอแนะ", "ข้อ 1 ข้อเสนอแนะ", "Khuyến nghị", "建议", "三、建议",
        "အကြံပြုချက်များ", "អនុសាសន៍", "ຂໍ້ສະເໜີແນະ",
    ],
)  # fmt: skip
def test_recommendations_are_found_in_every_language(words):
    _title, _sections, found = read(word_file(heading(words) + paragraph("一", number=1) + paragraph("二", number=1)))
    assert [(one.number, one.text) for one in found.recommendations] == [("1", "一"), ("2", "二")]


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("Commitments", {"By when": "2027", "No.": "C1", "What": "x", "Who": "W"}),
        ("承诺", {"期限": "2027", "序号": "1", "承诺内容": "x", "责任单位": "W"}),
        ("Cam kết", {"Thời hạn": "2027", "Cơ quan chịu trách nhiệm": "W", "Nội dung cam kết": "x"}),
        ("ข้อผูกพัน", {"ลำดับ": "1", "ผู้รับผิดชอบ": "W", "กิจกรรม": "x", "กำหนดเวลา": "2027"}),
        ("ကတိကဝတ်များ", {"တာဝန်ခံ": "W", "လုပ်ဆောင်ချက်": "x", "နောက်ဆုံးရက်": "2027"}),
        ("ការប្តេជ្ញាចិត្ត", {"អ្នកទទួលខុសត្រូវ": "W", "សកម្មភាព": "x", "កាលបរិច្ឆេទ": "2027"}),
        ("ຄຳໝັ້ນສັນຍາ", {"ກິດຈະກຳ": "x", "ຜູ້ຮັບຜິດຊອບ": "W", "ກຳນົດເວລາ": "2027"}),
    ],
)
def test_a_table_of_promises_is_read_by_its_headings(words, columns):
    _title, _sections, found = read(word_file(heading(words) + table(columns, columns.values())))
    assert [outcomes.promise(one) for one in found.commitments] == [("W", "x", "2027")]


def test_numbers_that_word_writes_itself_are_read_as_people_see_them():
    _title, sections, found = read(
        word_file(heading("Session 1") + paragraph("Ratify.", number=2) + paragraph("To embassies: publish.", number=2))
    )
    assert [(one.number, one.text) for one in found.recommendations] == [
        ("1", "Ratify."),
        ("2", "To embassies: publish."),
    ]
    assert "<p>R1. Ratify.</p>" in sections[0][2]


def test_what_belongs_to_the_text_stays_and_what_does_not_goes():
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    contents = (
        paragraph(runs=f"{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}{run('Fees 3')}")
        + paragraph("Session 9 4")
        + paragraph(runs=end)
    )
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    boxed = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    _title, sections, _found = read(
        word_file(
            contents
            + heading("Fees")
            + paragraph("Said", runs='<w:r><w:footnoteReference w:id="2"/></w:r>' + run("UNSEEN", "<w:vanish/>"))
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
            + paragraph("Beside", runs=boxed)
            + paragraph(runs='<w:hyperlink r:id="l"><w:r><w:t>there</w:t></w:r></w:hyperlink>')
            + heading("Deeper", 3)
            + heading("")
            + heading("Deepest", 4),
            links=[("l", "hyperlink", "https://example.org/")],
            footnotes=f'<w:footnote w:id="2">{paragraph("A note")}</w:footnote>',
            header1=paragraph("HEADER"),
        )
    )
    assert sections == [
        (
            1,
            "Fees",
            '<p>Said<sup><a href="#fn-x-1" id="fnref-x-1" rel="noopener noreferrer">1</a></sup></p>\n'
            "<p>In a control</p>\n<p>Beside</p>\n<p>In a box</p>\n"
            '<p><a href="https://example.org/" rel="noopener noreferrer">there</a></p>\n'
            '<ol><li id="fn-x-1">A note <a href="#fnref-x-1" rel="noopener noreferrer">↑</a></li></ol>',
        ),
        (2, "Deeper", "<p><strong>Deepest</strong></p>"),
    ]


# What means harm


def refused(data, name="report.docx"):
    begun = time.process_time()
    with pytest.raises(archive.NotAWordFile) as sentence:
        blocks.read(archive.opened(SimpleUploadedFile(name, data)))
    assert time.process_time() - begun < 2
    return str(sentence.value)


@pytest.mark.parametrize(
    "change",
    [
        "<w:p><w:ins w:id='1'><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
        "<w:p><w:del w:id='1'><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
        "<w:p><w:moveFrom w:id='1'/></w:p>",
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id='1'/></w:rPr><w:t>x</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:ins w:id='1'/></w:rPr></w:pPr></w:p>",
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:p/><w:sectPr><w:sectPrChange w:id='1'/></w:sectPr>",
    ],
)
def test_tracked_changes_are_refused(change):
    assert "Accept or reject all changes" in refused(word_file(paragraph("Text") + change))
    in_note = f'<w:footnote w:id="2">{change}</w:footnote>'
    assert "Accept or reject all changes" in refused(word_file(paragraph("Text"), footnotes=in_note))


def rezipped(**parts):
    """A Word file with some parts put in or replaced: {"word/evil.bin": bytes}."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("Text")))) as old, zipfile.ZipFile(data, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return data.getvalue()


def lying_about_size():
    """An archive whose directory says that its text is short."""
    data = bytearray(word_file(paragraph("x" * 200_000)))
    at = data.index(b"PK\x01\x02", data.rindex(b"word/_rels/document.xml.rels") - 200)
    while data[at + 46 : at + 63] != b"word/document.xml":
        at = data.index(b"PK\x01\x02", data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 60)
    struct.pack_into("<L", data, at + 24, 100)
    return bytes(data)


HOSTILE = {
    "nothing": (b"", "empty"),
    "a web page": (b"<html><body>Report</body></html>", "web page"),
    "RTF": (b"{\\rtf1 Report}", "RTF"),
    "a PDF": (b"%PDF-1.7 x", "PDF"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "save it as .docx"),
    "a locked file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "half a file": (word_file(paragraph("Text"))[:-40], "cut off"),
    "macros": (rezipped(**{"word/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (
        word_file(paragraph("Text"), types=TYPES.replace("wordprocessingml.document", "ms-word.document.macroEnabled")),
        "macros",
    ),
    "a program": (rezipped(**{"word/embeddings/a.bin": b"MZ" + b"\0" * 99}), "program"),
    "an archive in it": (rezipped(**{"word/more.zip": b"PK\x03\x04"}), "packed into the document"),
    "a name that leads out": (rezipped(**{"../evil.xml": b"x"}), "names inside"),
    "far too much text": (rezipped(**{"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}), "far more"),
    "far too many elements": (rezipped(**{"word/document.xml": b"<a>" + b"<b/>" * 2_000_000 + b"</a>"}), "far more"),
    "far too deep": (
        word_file("<w:smartTag>" * 5_000 + "</w:smartTag>" * 5_000),
        "far more",
    ),
    "a billion laughs": (
        word_file("", document='<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'),
        "cut off or broken",
    ),
    "an entity of a file": (
        word_file("", document='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'),
        "cut off or broken",
    ),
    "XML that is none": (word_file("", document="<w:document>"), "cut off or broken"),
    "a text that is short, it says": (lying_about_size(), "cut off or broken"),
    "a spreadsheet": (
        word_file("", types=TYPES.replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")),
        "Excel workbook",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_bad_files_get_a_sentence(what):
    data, words = HOSTILE[what]
    assert words in refused(data)


def test_a_file_named_for_macros_is_refused_as_well():
    assert "macros" in refused(word_file(paragraph("Text")), "report.docm")


def test_pictures_elsewhere_are_never_fetched():
    parts = archive.opened(
        SimpleUploadedFile(
            "report.docx",
            word_file(
                paragraph(runs=image("a") + image("b")),
                links=[("a", "image", "https://tracker.example/x.png"), ("b", "image", "../../../../etc/passwd")],
            ),
        )
    )
    text = blocks.read(parts)
    assert [parts.media(*one[:2]) for one in text.pictures.values()] == [None, None]


# Who and where


def test_a_heading_finds_its_session_by_its_words_and_by_its_number():
    def of(titles, *heads):
        sections = [{"heading": heading, "level": level} for level, heading in heads]
        return sessions.sessions_of(sections, list(enumerate(titles)))

    twice = ["Fees", "Return", "Fees"]
    assert of(twice, (1, "Session 3: Fees"), (2, "Discussion"), (1, "Session 1: Fees"), (1, "Annex")) == [
        (2, True),
        (2, True),
        (0, True),
        (None, True),
    ]
    assert of(["Opening", "Recruitment fees and costs"], (1, "II. Recruitment fee and costs")) == [(1, True)]
    assert of(["Session 1: A", "Session 2: B"], (1, "Session 2")) == [(1, True)]
    assert of(["Opening", "Panel"], (1, "Session 2")) == [(1, False)]


def test_names_become_mentions_with_their_courtesy_and_across_letters_in_bold():
    seats = {"hnin ei phyu": 5, "kanya suksai": 7, "ဒေါ်ခင်ခင်": 8}
    text = "<p>In reply, U <strong>Hnin&nbsp;Ei</strong> Phyu and Dr. Kanya  Suksai spoke; ဒေါ်ခင်ခင်ကပြော.</p>"
    assert people.replaced(text, seats) == ("<p>In reply, @[5]<strong></strong> and @[7] spoke; @[8]ကပြော.</p>")
    assert people.replaced("<p>Kanya</p><p>Suksai</p>", seats) == "<p>Kanya</p><p>Suksai</p>"
    # In any order and without accents, as the gate finds them; a mention that stands there stays.
    assert people.replaced("<p>SUKSAI, Dr Kanyá agreed with @[7].</p>", seats) == "<p>@[7] agreed with @[7].</p>"


def test_a_name_in_a_longer_one_is_found_once():
    found = people.found_in(
        ["<p>Min Aung spoke. Min too, and Su Su.</p>"], {"min": {1}, "min aung": {2}, "su su": {3, 4}}
    )
    assert [(one["word"], one["seats"], one["places"], one["sure"]) for one in found] == [
        ("min", [1], 1, False),
        ("min aung", [2], 1, True),
        ("su su", [3, 4], 1, False),
    ]


def test_a_picture_bomb_is_left_out_with_a_sentence():
    data = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(data, "PNG")
    bomb = word_file(
        paragraph(runs=image("a")), links=[("a", "image", "media/a.png")], word__media__a_dot_png=data.getvalue()
    )
    parts = archive.opened(SimpleUploadedFile("report.docx", bomb))
    kept, left_out = pictures.drawn(parts, blocks.read(parts).pictures)
    assert kept == {}
    assert left_out == ["Picture 1: it has more than 25 megapixels."]
