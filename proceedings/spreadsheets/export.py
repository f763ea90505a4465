r"""Rows become a file: XLSX, ODS or CSV, written row by row, so that a long list is never in memory as a whole.

No cell is live. A spreadsheet program runs what begins with =, +, -, @ (and ＝ ＋ － ＠) as a formula. In XLSX and ODS
every text is marked as text, which is all it takes: the text itself stays as it is. CSV knows no types, so there such
a text gets an apostrophe in front, as people write it themselves, and `unmarked` takes it off again.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ..models.fields import NO_LETTER

# What programs run, and what they pass over on the way to it: blanks, also those of no width, and quotation marks.
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
_PASSED_OVER = r"""(?:['"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[^\S\t\r\n])*"""
# A program that splits at semicolons or tabs, or reads on after a line break, sees a cell begin there as well.
_BEGINNING = r"(?:\A|(?<=[;\t\r\n]))"
_LIVE = rf"""(?={_PASSED_OVER}[{_SIGNS}])"""
_BREAK = r"""(?=['"]*[\t\r\n])"""
_TO_MARK = re.compile(rf"{_BEGINNING}{_LIVE}|\A{_BREAK}")
_MARK = re.compile(rf"{_BEGINNING}'{_LIVE}|\A'{_BREAK}")

# Spreadsheet programs count days from here; before it they know no dates.
_FIRST_DAY = date(1900, 3, 1)
# Larger numbers lose their last digits in a spreadsheet.
_LARGEST = 10**15
_LONGEST = 32_767
_CUT = " […] This text is longer than a cell of XLSX can be. Export as ODS or CSV to have all of it."


def marked(text):
    """A text as a cell of a CSV: with an apostrophe wherever a spreadsheet program would see a formula begin."""
    return _TO_MARK.sub("'", text)


def unmarked(cell):
    """The text that `marked` made a cell from. Other texts come back as they are, also with an apostrophe in front."""
    return _MARK.sub("", cell)


def plain_value(value):
    """What a cell can hold: text, a number, a date, a time without a zone, or "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date | time):
        return value
    if isinstance(value, int | float | Decimal):
        return value if abs(value) < _LARGEST else str(value)
    return NO_LETTER.sub(" ", str(value))


def _typed(value):
    """The same for XLSX and ODS: no date they do not know, times as text."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return value if day >= _FIRST_DAY else _as_text(value)
    return value


def _as_text(value):
    """A value as CSV has it: days and times as in ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def write_csv(file, title, headings, rows):
    """Write a CSV: UTF-8 with a byte-order mark, without which Excel takes it for something else."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([marked(heading) for heading in headings])
    for row in rows:
        writer.writerow([marked(value) if isinstance(value, str) else _as_text(value) for value in row])
    text.flush()
    text.detach()


def write_xlsx(file, title, headings, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 24
    bold = Font(bold=True)
    first = [_xlsx_cell(sheet, _typed(heading), always=True) for heading in headings]
    for cell in first:
        cell.font = bold
    sheet.append(first)
    try:
        for row in rows:
            sheet.append([_xlsx_cell(sheet, _typed(value)) for value in row])
    finally:
        # Also where a row fails: openpyxl keeps the rows in a file on the disk, and takes it away only here.
        book.save(file)


def _xlsx_cell(sheet, value, always=False):
    """A value for openpyxl, which takes whatever begins with = for a formula, and #N/A for an error."""
    if not isinstance(value, str):
        return value
    if len(value) * 2 > _LONGEST:
        value = _cut(value)
    is_live = bool(_TO_MARK.search(value))
    if not (always or is_live or value.startswith("#")):
        return value or None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    # What Excel keeps for an apostrophe typed in front: the text stays text when somebody edits the cell.
    cell.quotePrefix = is_live
    return cell


def _cut(text):
    units = text.encode("utf-16-le")
    if len(units) // 2 <= _LONGEST:
        return text
    return units[: (_LONGEST - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT


def _sheet_title(title):
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Sheet"


_ODS_START = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2"\
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"\
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"\
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"\
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"\
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"\
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">\
<office:automatic-styles>\
<style:style style:name="wide" style:family="table-column"><style:table-column-properties\
 style:column-width="5cm"/></style:style>\
<style:style style:name="heading" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>\
<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>\
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>\
<number:date-style style:name="iso-time"><number:year number:style="long"/><number:text>-</number:text>\
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>\
<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>\
<number:minutes number:style="long"/></number:date-style>\
<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>\
<style:style style:name="moment" style:family="table-cell" style:data-style-name="iso-time"/>\
</office:automatic-styles><office:body><office:spreadsheet>"""
_ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest manifest:version="1.2" xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">\
<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{_ODS_TYPE}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def write_ods(file, title, headings, rows):
    """Write an OpenDocument spreadsheet. By hand, because odfpy keeps every cell in memory until the end."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        # One that may grow beyond 2 GB must say so before it is written.
        with archive.open("content.xml", "w", force_zip64=True) as part:
            text = io.TextIOWrapper(part, "utf-8", newline="")
            text.write(_ODS_START)
            text.write(f"<table:table table:name={quoteattr(_sheet_title(title))}>")
            text.write(f'<table:table-column table:style-name="wide" table:number-columns-repeated="{len(headings)}"/>')
            cells = "".join(_ods_cell(_typed(heading), ' table:style-name="heading"') for heading in headings)
            text.write(f"<table:table-row>{cells}</table:table-row>\n")
            for row in rows:
                cells = "".join(_ods_cell(_typed(value)) for value in row)
                text.write(f"<table:table-row>{cells}</table:table-row>\n")
            text.write(_ODS_END)
            text.flush()
            text.detach()


def _ods_cell(value, style=""):
    if isinstance(value, str):
        if not value:
            return "<table:table-cell/>"
        lines = "".join(f"<text:p>{_ods_line(line)}</text:p>" for line in re.split("\r\n|\r|\n", value))
        return f'<table:table-cell office:value-type="string"{style}>{lines}</table:table-cell>'
    shown = f"<text:p>{_as_text(value)}</text:p>"
    if isinstance(value, date):
        exactly, style = value.isoformat(), "moment" if isinstance(value, datetime) else "day"
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{exactly}" table:style-name="{style}">'
            f"{shown}</table:table-cell>"
        )
    return f'<table:table-cell office:value-type="float" office:value="{_as_text(value)}">{shown}</table:table-cell>'


def _ods_line(line):
    """Text of one paragraph. Blanks at its ends, and all but one in a row, have to be said, or they go lost."""
    line = escape(line).replace("\t", "<text:tab/>")
    line = re.sub("^ | $", "<text:s/>", line)
    return re.sub("  +", lambda blanks: f' <text:s text:c="{len(blanks[0]) - 1}"/>', line)


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, what people call it, how browsers call it, and what writes it.

    write(file, title, headings, rows)   a binary file open for writing, texts, an iterable of lists of `plain_value`
    """

    ending: str
    label: str
    media_type: str
    write: Callable


FORMATS = {
    format.ending: format
    for format in (
        Format(
            "xlsx",
            _("XLSX, for Excel"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_xlsx,
        ),
        Format("ods", _("ODS, for LibreOffice"), _ODS_TYPE, write_ods),
        Format("csv", _("CSV, for other programs"), "text/csv; charset=utf-8", write_csv),
    )
}
