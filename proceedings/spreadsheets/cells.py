"""What a cell of a spreadsheet may be, and how much of it all is believed to be a list of people."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_ROWS = 5_000
# Titles, sections, footers and repeated headings are no people.
MAX_OTHER_ROWS = 500
MAX_COLUMNS = 60
MAX_CELL = 10_000
# The most a cell of XLSX can hold: for texts, where lines matter.
MAX_TEXT = 32_767
# All sheets together: a full list with a few small sheets beside it.
MAX_CELLS = 400_000
MAX_SHEETS = 30
# Blank rows between the filled ones: a cell in the last row of a sheet must not cost a million steps.
MAX_GAP = 20_000

TOO_MANY_ROWS = format_lazy(
    _("There are more than {most} rows. Split the list into several files."), most=f"{MAX_ROWS:,}"
)
TOO_MANY_COLUMNS = format_lazy(
    _("There are more than {most} columns, or something stands far out at the right. Delete it."), most=MAX_COLUMNS
)
TOO_FAR = _(
    "Something stands far below the list, in a row of its own. Delete the rows beneath the list, and save again."
)
TOO_MANY_SHEETS = format_lazy(
    _("There are more than {most} sheets. Copy the list into a new spreadsheet."), most=MAX_SHEETS
)
TOO_LONG = format_lazy(_("A cell holds more than {most} letters. That is no list of people."), most=f"{MAX_CELL:,}")
BLOWN_UP = _("Unpacked, this file is far larger than a list of people can be. Copy the list into a new spreadsheet.")
BROKEN = _(
    "This file is damaged, or not the spreadsheet it looks like. Open it, save it as XLSX or CSV, and try again."
)
LOCKED = _("This file is locked with a password. Take the password off first.")
HIDDEN = _("What is in this file stands on hidden sheets. Show the sheet with the list, and save.")
HIDDEN_ROW, STRUCK_OUT = "hidden in the spreadsheet", "struck out in the spreadsheet"
MACROS = _("This file holds macros, and those are never opened here. Save it as XLSX or ODS without macros.")


class NotASpreadsheet(Exception):
    """The file cannot be read as a list; the message is a sentence for the person who sent it."""


class Formula(str):
    """A cell that holds a formula. `shown` is what the program that saved the file showed there, which may be old."""

    def __new__(cls, text, shown=""):
        cell = super().__new__(cls, text)
        cell.shown = shown
        return cell


class CellError(str):
    """A cell that holds an error, such as #REF!."""


class Number(str):
    """A cell that holds a number, written as a person would: “906920627”, “1.5”."""


class Day(str):
    """A cell that holds a true date, as ISO text: “2026-03-11”."""


@dataclass
class Sheet:
    """One table of a file.

    rows     [(number as the spreadsheet program shows it, [cell, …]), …], blank rows left out
    merged   [(first row, first column, last row, last column), …], rows as shown, columns from 0
    aside    {number of a row that is not to be seen there, or is struck out: which of the two}
    problem  a sentence, where the sheet could not be read to its end
    """

    title: str
    rows: list
    encoding: str = field(default="utf-8")
    merged: list = field(default_factory=list)
    aside: dict = field(default_factory=dict)
    problem: str = ""


_AROUND = "\ufeff\u200b \t\r\n\u00a0\u3000"
_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_ERROR = re.compile(r"Err:\d{3}")
# ="0912" keeps a number as text; other programs put an apostrophe before what could be taken for a formula.
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_APOSTROPHE = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")


def tidy(value, lines=False):
    """What a cell holds, as one line of text or one of the kinds of text above. Raises NotASpreadsheet.

    lines   True where a text may have several, and be as long as a cell can
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy_text(value, lines) if type(value) is str else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return Day(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return Day(value)
    return as_number(value)


def tidy_text(text, lines=False):
    text = text.strip(_AROUND)
    if not text:
        return ""
    if len(text) > (MAX_TEXT if lines else MAX_CELL):
        raise NotASpreadsheet(TOO_LONG)
    if text[0] in "=#E'":
        if kept := _KEPT_AS_TEXT.fullmatch(text):
            text = kept[1].strip(_AROUND)
        elif text[0] == "=" and len(text) > 1:
            return Formula(text)
        elif text in _ERRORS or _ERROR.fullmatch(text):
            return CellError(text)
        elif _APOSTROPHE.match(text):
            text = text[1:].strip(_AROUND)
    if lines or text.isprintable():
        return text
    return " ".join(text.split()) if any(sign in text for sign in "\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029") else text


def as_number(value):
    """A number as a person would write it: no point where there is nothing behind it, 15 digits as the programs do."""
    if isinstance(value, float) and not (value.is_integer() and abs(value) < 1e15):
        return Number(f"{value:.15g}")
    return Number(int(value))


class Rows:
    """Collects the rows of one sheet, tidied, with a stop where there are too many.

    `cells` is a list of one number, shared by the sheets of a file: how many cells there have been. With `lines`, texts
    keep theirs.
    """

    def __init__(self, cells, lines=False):
        self.kept, self.last, self.cells, self.lines = [], 0, cells, lines

    def add(self, number, cells):
        """Take one row: its number and a list of what its cells hold, None for nothing. Raises NotASpreadsheet."""
        filled = len(cells)
        while filled and (cells[filled - 1] is None or cells[filled - 1] == ""):
            filled -= 1
        if not filled:
            return
        if number - self.last > MAX_GAP:
            raise NotASpreadsheet(TOO_FAR)
        if filled > MAX_COLUMNS:
            raise NotASpreadsheet(TOO_MANY_COLUMNS)
        texts = [tidy(cell, self.lines) for cell in cells[:filled]]
        if not any(texts):
            return
        self.last = number
        self.kept.append((number, texts))
        self.cells[0] += filled
        if len(self.kept) > MAX_ROWS + MAX_OTHER_ROWS or self.cells[0] > MAX_CELLS:
            raise NotASpreadsheet(TOO_MANY_ROWS)
