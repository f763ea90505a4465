"""A file somebody sent becomes rows of text. Nothing is believed: not its name, not its size, not what it says it is.

Everything that could cost time or memory is counted before it is done. What cannot be read is refused with a sentence.
"""

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.etree import ElementTree

from charset_normalizer import from_bytes
from openpyxl import load_workbook

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 2_000
MAX_UNPACKED = 100 * MEGABYTE
# Openpyxl and expat take several times the size of a part in memory.
MAX_PART = 30 * MEGABYTE
MAX_RATIO = 100
MAX_PARTS = 2_000
MAX_SHEETS = 20
# Blank rows between the filled ones: a cell in the last row of a sheet must not cost a million steps.
MAX_GAP = 20_000

TOO_MANY_ROWS = f"There are more than {MAX_ROWS:,} rows. Split the list into several files."
TOO_MANY_COLUMNS = f"There are more than {MAX_COLUMNS} columns, or something stands far out at the right. Delete it."
TOO_FAR = "Something stands far below the list, in a row of its own. Delete the rows beneath the list, and save again."
BLOWN_UP = "Unpacked, this file is far larger than a list of people can be. Copy the list into a new spreadsheet."
BROKEN = "This file is damaged, or not the spreadsheet it looks like. Open it, save it as XLSX or CSV, and try again."


class NotASpreadsheet(Exception):
    """The file cannot be read as a list; the message is a sentence for the person who sent it."""


class Formula(str):
    """A cell that holds a formula: what it would show is not known here."""


class CellError(str):
    """A cell that holds an error, such as #REF!."""


@dataclass
class Sheet:
    """Rows of one table: `rows` is [(number in the file, [text, …]), …], blank rows left out."""

    title: str
    rows: list
    encoding: str = field(default="utf-8")


# Files that people take for a spreadsheet, by how they begin.
BEGINNINGS = (
    (b"\x89PNG", "This is a picture, not a spreadsheet."),
    (b"\xff\xd8\xff", "This is a picture, not a spreadsheet."),
    (b"GIF8", "This is a picture, not a spreadsheet."),
    (b"RIFF", "This is a picture or a recording, not a spreadsheet."),
    (b"BM", None),
    (b"%PDF", "This is a PDF. Ask for the spreadsheet it was made from."),
    (b"{\\rtf", "This is a text document, not a spreadsheet."),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old or locked Office file. Open it, take the password off, and save it as XLSX.",
    ),
    (b"\x1f\x8b", "This file is packed. Unpack it first."),
    (b"7z\xbc\xaf", "This file is packed. Unpack it first."),
    (b"Rar!", "This file is packed. Unpack it first."),
)


def read(data):
    """Read a file as sheets, by what it is and not by what it is called.

    data    bytes

    Returns a list of Sheet. Raises NotASpreadsheet.
    """
    if len(data) > MAX_BYTES:
        raise NotASpreadsheet(f"The file is larger than {MAX_BYTES // MEGABYTE} MB. A list of people is much smaller.")
    if not data.strip(b" \t\r\n\0"):
        raise NotASpreadsheet("The file is empty.")
    for beginning, sentence in BEGINNINGS:
        if sentence and data.startswith(beginning):
            raise NotASpreadsheet(sentence)
    sheets = _packed(data) if data.startswith(b"PK") else [_text(data)]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise NotASpreadsheet("There is nothing in the file.")
    return sheets


def tidy(value):
    """What a cell holds, as one line of text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value).strip("\ufeff \t\r\n\u00a0")
    if len(text) > MAX_CELL:
        raise NotASpreadsheet(f"A cell holds more than {MAX_CELL:,} letters. That is no list of people.")
    return text if not any(sign in text for sign in "\r\n\t") else " ".join(text.split())


def _collect(rows):
    """Tidy rows, blank ones left out, with a stop where there are too many. `rows` yields (number, cells)."""
    kept = []
    last = 0
    for number, cells in rows:
        if number - last > MAX_GAP:
            raise NotASpreadsheet(TOO_FAR)
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells = cells[:-1] if len(cells) < 200 else cells[: _filled(cells)]
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise NotASpreadsheet(TOO_MANY_COLUMNS)
        texts = [cell if isinstance(cell, Formula | CellError) else tidy(cell) for cell in cells]
        if not any(texts):
            continue
        last = number
        kept.append((number, texts))
        # The headings and a line or two above them are no people.
        if len(kept) > MAX_ROWS + 20:
            raise NotASpreadsheet(TOO_MANY_ROWS)
    return kept


def _filled(cells):
    """The number of cells up to the last one that holds something."""
    return next((index for index in range(len(cells), 0, -1) if cells[index - 1] not in (None, "")), 0)


# Text: CSV and TSV


def _text(data):
    text, encoding = _decoded(data)
    start = text.lstrip()[:1000].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body", "<svg")):
        raise NotASpreadsheet(
            "This is a web page, not a spreadsheet. Open it in a spreadsheet program, save it as XLSX."
        )
    if start.startswith(("{", "[{")):
        raise NotASpreadsheet("This is data of a program, not a spreadsheet. Save it as CSV or XLSX.")
    if "\0" in text or sum(ord(c) < 32 and c not in "\t\r\n\f" for c in text[:100_000]):
        raise NotASpreadsheet("This is not a spreadsheet: it holds signs that no text has.")
    return Sheet("", _collect(_lines(text)), encoding)


def _decoded(data):
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding).lstrip("\ufeff"), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                raise NotASpreadsheet(BROKEN) from None
    if b"\0" in data:
        raise NotASpreadsheet("This is not a spreadsheet: it holds signs that no text has.")
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    guess = from_bytes(data[:200_000]).best()
    try:
        return data.decode(guess.encoding), guess.encoding
    except (AttributeError, UnicodeDecodeError):
        sentence = "The letters of this file cannot be read. Save it as XLSX, or as CSV in UTF-8."
        raise NotASpreadsheet(sentence) from None


def _lines(text):
    """The lines of a CSV or TSV. The separator is whichever splits its first lines into most columns."""
    head = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    separator = max(",;\t|", key=lambda sign: sum(line.count(sign) for line in head))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for cells in reader:
            yield number + 1, cells
            number = reader.line_num
    except csv.Error:
        raise NotASpreadsheet(BROKEN) from None


# Packed files: XLSX and ODS


def _packed(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            _check_size(archive, len(data))
            if "xl/workbook.xml" in names:
                _check_xml(archive)
                return _xlsx(data)
            if "content.xml" in names and "mimetype" in names:
                if b"spreadsheet" not in archive.read("mimetype")[:200]:
                    raise NotASpreadsheet("This is a text document, not a spreadsheet.")
                _check_xml(archive)
                return _ods(archive)
    except NotASpreadsheet:
        raise
    # Openpyxl raises whatever its parsers raise; a file from outside must not bring the page down.
    except Exception as error:
        raise NotASpreadsheet(BROKEN) from error
    if "word/document.xml" in names:
        raise NotASpreadsheet("This is a Word document, not a spreadsheet. Copy the table into a spreadsheet.")
    raise NotASpreadsheet("This file is packed, and not a spreadsheet. Unpack it first.")


def _check_size(archive, size):
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or any(_is_xml(p) and p.file_size > MAX_PART for p in parts):
        raise NotASpreadsheet(BLOWN_UP)
    if unpacked > 5 * MEGABYTE and unpacked > MAX_RATIO * size:
        raise NotASpreadsheet(BLOWN_UP)
    if any(part.flag_bits & 1 for part in parts):
        raise NotASpreadsheet("This file is locked with a password. Take the password off first.")


def _is_xml(part):
    return part.filename.endswith((".xml", ".rels", ".vml"))


def _check_xml(archive):
    """Refuse XML with definitions of its own: no spreadsheet program writes them, and they can unfold without end."""
    for part in archive.infolist():
        if not _is_xml(part):
            continue
        with archive.open(part) as stream:
            start = stream.read(64)
            if start and not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise NotASpreadsheet(BROKEN)
            rest = start
            while rest:
                if b"<!DOCTYPE" in rest or b"<!ENTITY" in rest:
                    raise NotASpreadsheet(BROKEN)
                more = stream.read(256 * 1024)
                rest = rest[-16:] + more if more else b""


def _xlsx(data):
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheets = []
        for sheet in book.worksheets[:MAX_SHEETS]:
            if sheet.sheet_state == "visible":
                # What the file says of its own size may be wrong, in either direction.
                sheet.reset_dimensions()
                sheets.append(Sheet(sheet.title, _collect(_xlsx_rows(sheet))))
        return sheets
    finally:
        book.close()


def _xlsx_rows(sheet):
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if not cells:
            empty += 1
            if empty > MAX_GAP:
                raise NotASpreadsheet(TOO_FAR)
            continue
        empty = 0
        if len(cells) > MAX_COLUMNS and _filled([cell.value for cell in cells]) > MAX_COLUMNS:
            raise NotASpreadsheet(TOO_MANY_COLUMNS)
        yield number, [_xlsx_value(cell) for cell in cells[: MAX_COLUMNS + 1]]


def _xlsx_value(cell):
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(value if isinstance(value, str) else "=")
    if cell.data_type == "e":
        return CellError(value)
    return value


TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _ods(archive):
    """The tables of an OpenDocument file, row by row, so that a large one is never in memory as a whole."""
    sheets = []
    with archive.open("content.xml") as stream:
        parser = ElementTree.iterparse(stream, events=("start", "end"))  # noqa: S314 - _check_xml has looked at it
        for event, element in parser:
            if event == "start" and element.tag == f"{TABLE}table":
                if len(sheets) == MAX_SHEETS:
                    break
                sheets.append(Sheet(element.get(f"{TABLE}name", ""), _collect(_ods_rows(parser, element))))
    return sheets


def _ods_rows(parser, table):
    number = 0
    for event, element in parser:
        if event == "end" and element is table:
            table.clear()
            return
        if event != "end" or element.tag != f"{TABLE}table-row":
            continue
        cells = _ods_cells(element)
        repeated = _times(element, "number-rows-repeated")
        element.clear()
        # The rest of a sheet is one blank row, repeated a million times.
        for again in range(repeated if cells else 0):
            if again > MAX_ROWS + 20:
                raise NotASpreadsheet(TOO_MANY_ROWS)
            yield number + again + 1, cells
        number += repeated


def _ods_cells(row):
    cells = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        value, times = _ods_value(cell), _times(cell, "number-columns-repeated")
        if value == "" and times > MAX_COLUMNS:
            # Blank to the end of the row, unless something follows.
            cells.append((value, MAX_COLUMNS + 1))
        else:
            cells.append((value, min(times, MAX_COLUMNS + 1)))
    while cells and cells[-1][0] == "":
        cells.pop()
    texts = []
    for value, times in cells:
        texts += [value] * times
        if len(texts) > MAX_COLUMNS:
            raise NotASpreadsheet(TOO_MANY_COLUMNS)
    return texts


def _ods_value(cell):
    if cell.get(f"{TABLE}formula"):
        return Formula(cell.get(f"{TABLE}formula"))
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float":
        try:
            return float(cell.get(f"{OFFICE}value", ""))
        except ValueError:
            return ""
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", "")
    return " ".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p")).strip()


def _times(element, name):
    value = element.get(f"{TABLE}{name}", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1
