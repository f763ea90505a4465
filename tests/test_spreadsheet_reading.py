"""Files arrive at Amina's desk as people save them. She sees what they saw on their screens, or a sentence."""

import io
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as OdfTable
from odf.text import P
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from proceedings.spreadsheets import cells, reading
from proceedings.spreadsheets.encodings import decoded
from proceedings.spreadsheets.reading import CellError, Day, Formula, NotASpreadsheet, Number, read

THAI = "ชื่อ-สกุล,หน่วยงาน,ประเทศ\nสมชาย ใจดี,กระทรวงแรงงาน,ไทย\nวิภา ศรีสุข,มูลนิธิเพื่อการพัฒนา,ไทย\n"
VIETNAMESE = (
    "Họ và tên,Cơ quan,Quốc gia\nNguyễn Thị Ánh,Bộ Ngoại giao,Việt Nam\nTrần Văn Đức,Cục Quản lý lao động,Việt Nam\n"
)
WESTERN = "Name,Organisation\nJosé Ibáñez,Fundación Niño\nZoë Müller,Büro für Migration\nJoão Conceição,Associação\n"
SIMPLIFIED = "姓名,单位,国家\n李明,外交部,中国\n王小红,社会科学院移民研究中心,中国\n"
TRADITIONAL = "姓名,單位,國家\n陳大文,勞動部移民事務處,台灣\n林美玲,國際勞工協會,台灣\n"
TCVN = {
    "ọ": 0xE4,
    "à": 0xB5,
    "ê": 0xAA,
    "ơ": 0xAC,
    "ễ": 0xD4,
    "ị": 0xDE,
    "ạ": 0xB9,
    "đ": 0xAE,
    "ứ": 0xF8,
    "ộ": 0xE9,
    "ầ": 0xC7,
}


def refusal(data):
    with pytest.raises(NotASpreadsheet) as error:
        read(data)
    return str(error.value)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def changed(data, name, *changes):
    """An archive with changes made in one of its parts, or with a part added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                for before, after in changes:
                    assert before in content
                    content = content.replace(before, after)
            new.writestr(part, content)
        if name not in old.namelist():
            new.writestr(name, changes[0])
    return file.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def rows(data):
    return read(data)[0].rows


def one(data):
    """The cell below the heading."""
    return rows(data)[1][1][0]


# Letters


@pytest.mark.parametrize(
    "text", [THAI, VIETNAMESE, WESTERN, SIMPLIFIED, TRADITIONAL, "ຊື່,ປະເທດ\nບຸນມີ,ລາວ\n", "အမည်\nသီရိ\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_of_unicode_arrive_with_or_without_a_mark(text, encoding):
    assert decoded(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "written", "called"),
    [
        (THAI, THAI.encode("cp874"), "cp874"),
        (THAI, THAI.encode("tis-620"), "cp874"),
        ("Name,Country\nสมชาย,Thailand\n", "Name,Country\nสมชาย,Thailand\n".encode("cp874"), "cp874"),
        (WESTERN, WESTERN.encode("cp1252"), "cp1252"),
        ("Name\nJosé\n", "Name\nJosé\n".encode("cp1252"), "cp1252"),
        ("Name\nO’Hara – Zoë\n", "Name\nO’Hara – Zoë\n".encode("cp1252"), "cp1252"),
        (SIMPLIFIED, SIMPLIFIED.encode("gbk"), "gb18030"),
        (TRADITIONAL, TRADITIONAL.encode("big5"), "big5"),
    ],
)
def test_letters_of_older_programs_are_known_by_what_they_spell(text, written, called):
    assert decoded(written) == (text, called)


def as_windows_writes(text):
    """Vietnamese as cp1258 has it: a letter with its hat or horn, and then its tone."""
    letters = []
    for parts in (unicodedata.normalize("NFD", letter) for letter in text):
        tones = "".join(sign for sign in parts if sign in "\u0300\u0301\u0303\u0309\u0323")
        letters.append(unicodedata.normalize("NFC", parts.translate(dict.fromkeys(map(ord, tones)))) + tones)
    return "".join(letters).encode("cp1258")


def test_vietnamese_of_windows_is_put_together_again():
    assert decoded(as_windows_writes(VIETNAMESE)) == (VIETNAMESE, "cp1258")


def test_a_guest_from_elsewhere_does_not_spoil_a_vietnamese_list():
    text = VIETNAMESE + "Zoë Müller,Bộ Ngoại giao,Đức\n"
    assert decoded(as_windows_writes(text)) == (text, "cp1258")


def test_vietnamese_of_the_old_fonts_is_read():
    text = "Họ và tên,Địa chỉ\nNguyễn thị ứng,bộ\n".replace("Đ", "đ").replace("ỉ", "ị")
    written = bytes(TCVN.get(c, ord(c) & 0x7F) if c > "\x7f" else ord(c) for c in text)
    assert decoded(written) == (text, "tcvn")


def test_a_file_in_unicode_with_one_broken_letter_is_not_garbled_but_named():
    data = THAI.encode().replace("วิภา".encode(), "วิภา".encode() + b"\xe9")
    assert refusal(data) == "Line 3 holds a letter that cannot be read. Mend it, or save the list as XLSX."


# Lines of a text


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_columns(separator):
    lines = [
        ["Name", "Ministry", "E-mail"],
        ["Thiri", "Ministry of Labour, Immigration; and | Population, Nay Pyi Taw", "t@example.org"],
        ["Chan", "Labour, Home, and Foreign Affairs", "c@example.org"],
    ]
    text = "\n".join(separator.join(f'"{c}"' if separator in c else c for c in line) for line in lines)
    assert [row for _number, row in rows(text.encode())] == lines


def test_rows_are_numbered_as_the_spreadsheet_program_shows_them():
    data = b'sep=;\nName;Post\n\n"Thiri\nMyint";Director\n;;\nChan;\n'
    assert rows(data) == [(1, ["Name", "Post"]), (3, ["Thiri Myint", "Director"]), (5, ["Chan"])]


def test_a_nickname_in_quotation_marks_spoils_nothing():
    assert rows(b'Name,Post\n"Johnny" Smith,Officer\nAna "Nan" Reyes,"Head, unit"\n')[1:] == [
        (2, ["Johnny Smith", "Officer"]),
        (3, ['Ana "Nan" Reyes', "Head, unit"]),
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_nobody():
    people = "".join(f"Person {n},Post\n" for n in range(50))
    sentence = refusal(f'Name,Post\nThiri,"Director\n{people}'.encode())
    assert sentence.startswith("In line 2 a quotation mark is opened and never closed.")
    sentence = refusal(f'Name,Post\n"Johnny" Smith,Officer\nThiri,"Director\n{people}'.encode())
    assert sentence.startswith("In line 3 a quotation mark is opened and never closed.")


def test_text_that_another_program_kept_from_becoming_a_number_or_a_formula_is_the_text():
    found = rows(b'Phone,Name\n"=""0912345678""",\'=Sum\n\'+66 81,=1+1\n#REF!,Err:502\n')
    assert [cell for _number, row in found[1:] for cell in row] == [
        "0912345678",
        "=Sum",
        "+66 81",
        "=1+1",
        "#REF!",
        "Err:502",
    ]
    assert [type(cell) for _number, row in found[2:] for cell in row] == [str, Formula, CellError, CellError]


# Cells of a workbook


def test_each_kind_of_cell_says_what_it_was():
    book, sheet = xlsx(["Name", "b", "c", "d", "e", "f", "g"])
    sheet.append(["Thiri", 906920627, 1.5, date(2026, 3, 11), datetime(2026, 3, 11, 14, 30), True, "#REF!"])
    sheet.append(["=A2", 46092, None, "0912", 12345678901.0])
    sheet["G2"].data_type = "e"
    first, second = [row for _number, row in rows(saved(book))[1:]]
    assert first == ["Thiri", "906920627", "1.5", "2026-03-11", "2026-03-11 14:30", "yes", "#REF!"]
    assert [type(cell) for cell in first] == [str, Number, Number, Day, str, str, CellError]
    assert second == ["=A2", "46092", "", "0912", "12345678901"]
    assert [type(cell) for cell in second] == [Formula, Number, str, str, Number]


@pytest.mark.parametrize(
    ("number", "shown_as", "text", "kind"),
    [
        (906920627, "0000000000", "0906920627", Number),
        (906920627, "000-000-0000", "090-692-0627", Number),
        (906920627, r"0##\-###\-####", "090-692-0627", Number),
        (12, "#,##0", "12", Number),
        (46092, "General", "46092", Number),
        (46092, '"No. "0', "46092", Number),
        (46092, "0.00E+00", "46092", Number),
        (46092, '[$-D07041E]d mmmm yyyy', "2026-03-11", Day),
        (46092, "[Red]mm/yyyy", "2026-03-11", Day),
        (46092, 'd"."m"."', "2026-03-11", Day),
        (46092, "dd/mm/bbbb", "2026-03-11", Day),
        (46092.604166666664, "d/m/yyyy h:mm", "2026-03-11 14:30", str),
        (0.5, "h:mm AM/PM", "12:00", str),
    ],
)  # fmt: skip
def test_a_number_is_what_its_format_shows(number, shown_as, text, kind):
    book, sheet = xlsx(["Heading"], [number])
    sheet["A2"].number_format = shown_as
    cell = one(saved(book))
    assert (cell, type(cell)) == (text, kind)


def test_days_counted_from_1904_are_the_same_days():
    book, _sheet = xlsx(["Arrival"], [date(2026, 3, 11)])
    book.epoch = CALENDAR_MAC_1904
    assert b"date1904" in part(saved(book), "xl/workbook.xml")
    assert one(saved(book)) == "2026-03-11"


def test_a_formula_tells_what_was_shown_and_is_still_a_formula():
    sheet, saved_book = "xl/worksheets/sheet1.xml", saved(xlsx(["Name"], ["=B2&C2"])[0])
    # openpyxl writes by lxml where that is installed, and then two tags.
    empty = next(empty for empty in (b"<v />", b"<v></v>") if empty in part(saved_book, sheet))
    data = changed(saved_book, sheet, (empty, b"<v>Thiri Myint</v>"), (b'<c r="A2">', b'<c r="A2" t="str">'))
    cell = one(data)
    assert (type(cell), cell, cell.shown) == (Formula, "=B2&C2", "Thiri Myint")


def sheet_of(body, shared=""):
    """A workbook with the XML of a sheet, as programs other than Excel write it."""
    data = saved(xlsx(["Heading"], ["x"])[0])
    link = b'<Relationship Type="urn:x/sharedStrings" Target="words.xml" Id="rId9" /></Relationships>'
    parts = {
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="urn:x"><x:sheetData>{body}</x:sheetData></x:worksheet>',
        "xl/words.xml": f"<sst>{shared}</sst>",
        "xl/workbook.xml": part(data, "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": part(data, "xl/_rels/workbook.xml.rels").replace(b"</Relationships>", link),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_text_in_pieces_is_put_together_without_how_it_is_read_aloud():
    name = "<si>\n <r><t>Tana</t></r>\n <r><t>ka Yuki</t></r><rPh sb='0'><t>たなか</t></rPh>\n</si>"
    shared = f"{name}<si><t>Line_x000D_\none</t></si>"
    inline = "<x:is>\n<x:r><x:t>Ma </x:t></x:r> <x:r><x:t>Thiri</x:t></x:r></x:is>"
    body = f"<x:row><x:c t='s'><x:v>0</x:v></x:c><x:c t='s'><x:v>1</x:v></x:c><x:c t='inlineStr'>{inline}</x:c></x:row>"
    assert rows(sheet_of(body, shared)) == [(1, ["Tanaka Yuki", "Line one", "Ma Thiri"])]


def test_rows_and_cells_without_a_place_follow_each_other():
    later = "<x:row r='5'><x:c r='C5'><x:v>2</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>"
    body = f"<x:row><x:c><x:v>1</x:v></x:c></x:row>{later}<x:row/>"
    assert rows(sheet_of(body)) == [(1, ["1"]), (5, ["", "", "2", "3"])]


def test_merged_cells_are_told_and_hidden_sheets_are_not_read():
    book, sheet = xlsx(["Name", "Contact", None], ["Thiri", "a", "b"])
    sheet.title = "People"
    sheet.merge_cells("B1:C1")
    secret = book.create_sheet("Secret")
    secret.append(["Name"])
    secret.sheet_state = "veryHidden"
    book.create_chartsheet("Chart")
    [found] = read(saved(book))
    assert (found.title, found.merged) == ("People", [(1, 1, 1, 2)])


def test_a_workbook_with_nothing_but_hidden_sheets_says_so():
    book, sheet = xlsx()
    hidden = book.create_sheet("List")
    hidden.append(["Name"])
    hidden.sheet_state = "hidden"
    assert refusal(saved(book)).startswith("What is in this file stands on hidden sheets.")


def test_a_long_list_of_something_else_does_not_hide_the_people():
    book, sheet = xlsx(["Name"], ["Thiri"])
    codes = book.create_sheet("Codes")
    for number in range(cells.MAX_ROWS + cells.MAX_OTHER_ROWS + 5):
        codes.append([number])
    people, others = read(saved(book))
    assert (people.rows, people.problem) == ([(1, ["Name"]), (2, ["Thiri"])], "")
    assert others.problem == reading.TOO_MANY_ROWS


# OpenDocument


def ods(*tables):
    """tables: (title, hidden, [[cell, …], …]) with cells as text or as TableCell."""
    document = OpenDocumentSpreadsheet()
    style = Style(name="away", family="table")
    style.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(style)
    for title, hidden, lines in tables:
        table = OdfTable(name=title, stylename=style) if hidden else OdfTable(name=title)
        for line in lines:
            row = TableRow()
            for cell in line:
                if isinstance(cell, str):
                    text, cell = cell, TableCell(valuetype="string")
                    cell.addElement(P(text=text))
                row.addElement(cell)
            table.addElement(row)
        document.spreadsheet.addElement(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odf_cell(shown, **attributes):
    cell = TableCell(**attributes)
    cell.addElement(P(text=shown))
    return cell


def test_cells_of_opendocument_say_what_they_were():
    line = [
        odf_cell("0906920627", valuetype="float", value="906920627"),
        odf_cell("46,092.00", valuetype="float", value="46092"),
        odf_cell("11 Mar 2569", valuetype="date", datevalue="2026-03-11"),
        odf_cell("11 Mar", valuetype="date", datevalue="2026-03-11T14:30:00"),
        odf_cell("Thiri", formula="of:=[.A1]", valuetype="string"),
    ]
    found = rows(ods(("People", False, [["Name"], line])))[1][1]
    assert found == ["0906920627", "46092", "2026-03-11", "2026-03-11 14:30", "=[.A1]"]
    assert [type(cell) for cell in found] == [Number, Number, Day, str, Formula]
    assert found[4].shown == "Thiri"


def test_a_comment_is_not_what_a_cell_of_opendocument_holds():
    from odf.dc import Creator
    from odf.office import Annotation

    cell = TableCell(valuetype="string")
    comment = Annotation()
    comment.addElement(Creator(text="Amina"))
    comment.addElement(P(text="not sure about her"))
    cell.addElement(comment)
    cell.addElement(P(text="Thiri"))
    cell.addElement(P(text="Myint"))
    assert one(ods(("People", False, [["Name"], [cell]]))) == "Thiri Myint"


def test_hidden_tables_stay_hidden_and_merged_cells_are_told():
    wide = odf_cell("Contact", valuetype="string", numbercolumnsspanned="2", numberrowsspanned="1")
    people = [["Name", wide, CoveredTableCell()], ["Thiri", "a", "b"]]
    [found] = read(ods(("Secret", True, [["Name"], ["Hnin"]]), ("People", False, people)))
    assert (found.title, found.merged) == ("People", [(1, 1, 1, 2)])


# What is refused


def locked_ods():
    manifest = b"<manifest:encryption-data/>"
    return changed(
        ods(("People", False, [["Name"]])),
        "META-INF/manifest.xml",
        (b"</manifest:manifest>", manifest + b"</manifest:manifest>"),
    )  # noqa: E501


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def hostile():
    """What people with bad intent, or none, may send: (what it is, the file, how the refusal begins)."""
    plain = saved(xlsx(["Name"], ["Thiri"])[0])
    utf_16 = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "lol">]><worksheet>&b;</worksheet>'.encode(
        "utf-16"
    )
    yield "a macro", changed(plain, "xl/vbaProject.bin", b"Sub AutoOpen()"), reading.MACROS
    yield (
        "a macro of LibreOffice",
        changed(ods(("A", False, [["Name"]])), "Basic/Standard/Module1.xml", b"<a/>"),
        reading.MACROS,
    )
    yield "a locked table", locked_ods(), reading.LOCKED
    yield (
        "a locked workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        reading.LOCKED,
    )
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "This is an old or locked Office file."
    yield "a binary workbook", packed(xl__workbook_bin=b"x"), "This is a binary workbook (XLSB)."
    yield "an archive in an archive", packed(list_xlsx=plain), "This file is packed, and not a spreadsheet."
    yield "a web page called XLS", b"\n<html><table><tr><td>Name</td></tr></table>", "This is a web page"
    yield (
        "entities in another alphabet",
        changed(plain, "xl/worksheets/sheet1.xml", (part(plain, "xl/worksheets/sheet1.xml"), utf_16)),
        reading.BROKEN,
    )
    yield (
        "sheets without end",
        changed(plain, "xl/workbook.xml", (b"<sheets>", b"<sheets>" + SHEET * 3_000)),
        reading.TOO_MANY_SHEETS,
    )
    yield "parts without end", packed(**{f"a{n}": b"" for n in range(3_000)}), reading.BLOWN_UP
    yield "elements without end", sheet_of("<a/>" * 2_100_000), reading.BLOWN_UP
    yield "empty rows without end", sheet_of("<x:row/>" * 30_000), reading.TOO_FAR
    yield "blank lines without end", b"Name\n" + b"\n" * 30_000, reading.TOO_FAR
    yield "quotation marks without end", b'Name\n"' + b'""' * 100_000, "In line 2 a quotation mark"
    yield (
        "a part that is not there",
        changed(plain, "xl/workbook.xml", (b'r:id="rId1"', b'r:id="rId99"')),
        "There is nothing",
    )
    yield "a string that is not there", sheet_of("<x:row><x:c t='s'><x:v>7</x:v></x:c></x:row>"), reading.BROKEN
    yield "a number that is none", sheet_of("<x:row><x:c><x:v>one</x:v></x:c></x:row>"), reading.BROKEN


SHEET = b'<sheet xmlns:r="urn:r" name="S" sheetId="1" state="visible" r:id="rId1"/>'


@pytest.mark.parametrize(("data", "sentence"), [pytest.param(d, s, id=i) for i, d, s in hostile()])
def test_what_could_hurt_is_refused_with_a_sentence(data, sentence):
    assert refusal(data).startswith(str(sentence))


def test_a_link_to_another_file_is_not_followed():
    book, sheet = xlsx(["Name"], ["Thiri"])
    target = b'Target="file:///etc/passwd" TargetMode="External" Id="rId1"'
    data = changed(saved(book), "xl/_rels/workbook.xml.rels", (b'Target="/xl/worksheets/sheet1.xml" Id="rId1"', target))
    assert refusal(data) == "There is nothing in the file."
