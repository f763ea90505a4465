"""What Amina takes out of the site opens in any spreadsheet program: nothing in it runs, and all stays what it is."""

import csv
import io
import re
import weakref
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from proceedings.models.fields import clean_text
from proceedings.spreadsheets import reading
from proceedings.spreadsheets.export import FORMATS, marked, plain_value, unmarked

LIVE = [
    "=1+1",
    '=HYPERLINK("https://example.org/?"&A1,"Look")',
    "+66 81 234 5678",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "＋66",
    "－1",
    "＠SUM(A1)",
    "−1",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tindented",
    "\rreturned",
    "\nbroken",
    "  =1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "'=1",
    "''=1",
    '"=1"',
    "' +66",
]
# A program set to other separators begins a cell within the text.
LIVE_WITHIN = ["Ministry;=1", "Ministry; +66", "one\n=1", "one\r\n@SUM(A1)", "one\t-1"]
HARMLESS = [
    "",
    "Daw Khin Khin",
    "'Abd al-Rahman",
    "O'Connor",
    "a=b",
    "1-2",
    "0812345678",
    "nila@example.org",
    "ကျော်-စွာ",
    "ໝູ່ບ້ານ",
    "Tel: 02, +66 2",
    "two\nlines",
    "'",
    "''",
]
RUNS = re.compile(r"[=+\-@＝＋－＠−]")


@pytest.mark.parametrize("text", LIVE)
def test_what_would_run_gets_an_apostrophe(text):
    assert marked(text).startswith("'")
    assert unmarked(marked(text)) == text


@pytest.mark.parametrize("text", LIVE_WITHIN)
def test_what_would_run_for_a_program_with_other_separators_gets_one_too(text):
    cells = re.split("[;\t\r\n]+", marked(text))
    assert len(cells) == 2
    assert cells[1].startswith("'")
    assert unmarked(marked(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays_as_it_is_both_ways(text):
    assert marked(text) == text
    assert unmarked(text) == text


@pytest.mark.parametrize(("typed", "meant"), [("'+66 81 234 5678", "+66 81 234 5678"), ("'-", "-"), ("'Abd", "'Abd")])
def test_an_apostrophe_that_somebody_typed_is_understood_alike(typed, meant):
    assert unmarked(typed) == meant


@given(st.text(alphabet="'\"=+-@＝ \t\r\n;a0ခ\u200b\u00a0", max_size=12) | st.text())
def test_every_text_comes_back_and_none_runs(text):
    cell = marked(text)
    assert unmarked(cell) == text
    for part in re.split("[;\t\r\n]", cell):
        assert not RUNS.match(part.strip(' \u00a0\u200b"')), part
    assert not cell.startswith(("\t", "\r", "\n"))


# Files


VALUES = {
    "name": "Daw Khin Khin ကျော်",
    "phone": "0812345678",
    "formula": "=1+1",
    "minus": "-",
    "error": "#N/A",
    "number": 40,
    "figure": Decimal("1234.5000"),
    "day": date(2019, 11, 14),
    "moment": datetime(2019, 11, 14, 9, 30, tzinfo=UTC),
    "hour": time(8, 30),
    "long ago": date(1848, 2, 24),
    "huge": 10**20,
    "yes": True,
    "nothing": None,
    "lines": "one\n two  three",
}


def written(ending, rows, headings=tuple(VALUES), title="Participants"):
    file = io.BytesIO()
    rows = ([plain_value(value) for value in row] for row in rows)
    FORMATS[ending].write(file, title, list(headings), rows)
    return file.getvalue()


def test_in_xlsx_every_value_keeps_its_type_and_no_cell_is_a_formula():
    book = load_workbook(io.BytesIO(written("xlsx", [VALUES.values()])))
    assert book.sheetnames == ["Participants"]
    headings, row = book.active.iter_rows()
    assert [cell.value for cell in headings] == list(VALUES)
    assert {cell.value: (found.value, found.data_type) for cell, found in zip(headings, row, strict=True)} == {
        "name": ("Daw Khin Khin ကျော်", "s"),
        "phone": ("0812345678", "s"),
        "formula": ("=1+1", "s"),
        "minus": ("-", "s"),
        "error": ("#N/A", "s"),
        "number": (40, "n"),
        "figure": (1234.5, "n"),
        "day": (datetime(2019, 11, 14), "d"),
        "moment": (datetime(2019, 11, 14, 9, 30), "d"),
        "hour": ("08:30", "s"),
        "long ago": ("1848-02-24", "s"),
        "huge": (str(10**20), "s"),
        "yes": ("yes", "s"),
        "nothing": (None, "n"),
        "lines": ("one\n two  three", "s"),
    }
    # Or Excel would make a formula of it as soon as somebody edits the cell.
    assert {cell.value for cell in row if cell.quotePrefix} == {"=1+1", "-"}


@pytest.mark.parametrize("text", [*LIVE, *LIVE_WITHIN])
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_no_text_is_a_formula_where_files_know_types(ending, text):
    data = written(ending, [[text]], headings=[text])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml" if ending == "ods" else "xl/worksheets/sheet1.xml").decode()
    assert "formula" not in content
    assert "<f" not in content
    assert content.count('value-type="string"' if ending == "ods" else 't="inlineStr"') == 2


def test_in_ods_every_value_keeps_its_type():
    with zipfile.ZipFile(io.BytesIO(written("ods", [VALUES.values()]))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        content = archive.read("content.xml").decode()
    row = content.split("<table:table-row>")[2]
    assert re.findall(r'value-type="(\w+)"', row).count("float") == 2
    assert 'office:value="1234.5"' in row
    assert 'office:date-value="2019-11-14"' in row
    assert 'office:date-value="2019-11-14T09:30:00"' in row
    assert '<table:table-cell office:value-type="string"><text:p>0812345678</text:p>' in row
    assert '<text:p>one</text:p><text:p><text:s/>two <text:s text:c="1"/>three</text:p>' in row


def test_a_csv_is_read_right_by_excel_and_by_us():
    data = written("csv", [VALUES.values()])
    assert data.startswith(b"\xef\xbb\xbf")
    row = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))[0]
    assert row == {
        "name": "Daw Khin Khin ကျော်",
        "phone": "0812345678",
        "formula": "'=1+1",
        "minus": "'-",
        "error": "#N/A",
        "number": "40",
        "figure": "1234.5",
        "day": "2019-11-14",
        "moment": "2019-11-14 09:30",
        "hour": "08:30",
        "long ago": "1848-02-24",
        "huge": str(10**20),
        "yes": "yes",
        "nothing": "",
        "lines": "one\n two  three",
    }


def test_a_negative_number_stays_a_number_in_a_csv():
    assert written("csv", [[-5]], headings=["n"]).decode("utf-8-sig").split() == ["n", "-5"]


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_our_own_import_reads_each_kind_of_file_as_it_was(ending):
    # What nobody sees at the ends of a cell is not read, nor an apostrophe that some program put before a formula.
    texts = [text for text in [*LIVE, *HARMLESS] if text and text == clean_text(" ".join(text.split())).strip("\u200b")]
    texts = [text for text in texts if not text.startswith("'") or text[1:2].isalpha()]
    (sheet,) = reading.read(written(ending, [[text, "."] for text in texts], headings=["Name", "End"]))
    read = [cells[0] for _number, cells in sheet.rows[1:]]
    assert read == texts
    # What begins with = is taken for a formula all the same, and asked about.
    assert {type(cell) for cell in read if not cell.startswith("=")} == {str}


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_signs_that_no_text_has_break_no_file(ending):
    (sheet,) = reading.read(written(ending, [["A\x0bB\x00\x1b\ufffe", "<&\">'"]], headings=["a", "b"]))
    assert sheet.rows[1][1] == ["A B", "<&\">'"]


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_list_without_rows_has_its_headings(ending):
    (sheet,) = reading.read(written(ending, [], headings=["Name", "Country"]))
    assert sheet.rows == [(1, ["Name", "Country"])]


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    whole = "ကို🕊️" * 8_000
    cell = load_workbook(io.BytesIO(written("xlsx", [[whole]], headings=["a"]))).active["A2"].value
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert whole.startswith(cell.partition(" […] ")[0])
    assert cell.endswith("Export as ODS or CSV to have all of it.")
    assert whole in written("csv", [[whole]], headings=["a"]).decode()


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_any_title_makes_a_sheet(ending):
    (sheet,) = reading.read(written(ending, [["x"]], headings=["a"], title="[Who's] in/out: a list of everything ?*"))
    assert 0 < len(sheet.title) <= 31


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_rows_are_taken_one_by_one(ending):
    """Or a list of 50,000 rows would have to fit into memory."""

    class Row(list):
        """A list that can be watched."""

    made, most = [], 0

    def rows():
        nonlocal most
        for number in range(200):
            row = Row([number, "text"])
            made.append(weakref.ref(row))
            yield row
            del row
            most = max(most, sum(ref() is not None for ref in made))

    FORMATS[ending].write(io.BytesIO(), "A", ["a", "b"], rows())
    assert len(made) == 200
    assert most <= 2


def test_rows_that_fail_leave_nothing_of_themselves_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows():
        yield ["zzcanary"]
        raise LookupError

    with pytest.raises(LookupError):
        FORMATS["xlsx"].write(io.BytesIO(), "A", ["a"], rows())
    assert list(tmp_path.iterdir()) == []
