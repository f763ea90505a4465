"""CSV, TSV and their kin: a text whose lines are rows, whatever its letters and its separator are."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .cells import BROKEN, MAX_GAP, TOO_FAR, NotASpreadsheet, Rows, Sheet
from .encodings import NO_TEXT, decoded
from .export import unmarked
from .headings import field_of

SEPARATORS = ",;\t|"
WEB_PAGE = _("This is a web page, not a spreadsheet. Open it in a spreadsheet program, save it as XLSX.")
PROGRAM = _("This is data of a program, not a spreadsheet. Save it as CSV or XLSX.")


def read_text(data):
    """A text as one sheet. Returns a Sheet. Raises NotASpreadsheet.

    Its rows are numbered as a spreadsheet program shows them: a cell of several lines is still one row.
    """
    text, encoding = decoded(data)
    start = text.lstrip()[:1000].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body", "<svg", "<!--", "<meta")):
        raise NotASpreadsheet(WEB_PAGE)
    if start.startswith("mime-version:"):
        raise NotASpreadsheet(WEB_PAGE)
    if start.startswith(("{", "[{")):
        raise NotASpreadsheet(PROGRAM)
    if re.search(r"[\x00-\x08\x0e-\x1f]", text[:100_000]):
        raise NotASpreadsheet(NO_TEXT)
    # Excel writes, reads and hides a first line that names the separator.
    told = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    rows, error = _rows(text, separator, strict=True)
    if error and not error.startswith("unexpected end"):
        # A quotation mark in the midst of a cell: “"Johnny" Smith”.
        rows, error = _rows(text, separator, strict=False)
    if error:
        raise NotASpreadsheet(_unclosed(text) if error.startswith("unexpected end") else BROKEN)
    return Sheet("", rows.kept, encoding)


def _rows(text, separator, strict):
    """Returns (Rows, what the parser had against it, or "")."""
    rows = Rows([0])
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict), 1
        ):
            rows.add(number, [unmarked(cell) for cell in cells])
            if number - rows.last > MAX_GAP:
                raise NotASpreadsheet(TOO_FAR)
    except csv.Error as error:
        return rows, str(error)
    swallowed = rows.kept and text.count('"') % 2 and number == rows.last and any("\n" in cell for cell in cells)
    return rows, "unexpected end" if swallowed else ""


def _unclosed(text):
    """Where the mark stands that is never closed: the last line with an odd number of them."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.count('"') % 2]
    sentence = gettext(
        "In line %(line)s a quotation mark is opened and never closed. Mend the line, or save the list as XLSX."
    )
    return sentence % {"line": lines[-1]}


def _separator(text):
    """Whichever sign splits the first lines into known headings, and into equally many columns."""
    head = text[:20_000]
    head = head[: head.rfind("\n") + 1] or head

    def sense(sign):
        rows = [row for row in _some(head, sign) if row]
        headings = max((len({field_of(cell) for cell in row[:80]} - {None}) for row in rows[:20]), default=0)
        (width, often), *_others = Counter(map(len, rows)).most_common(1) or [(1, 0)]
        return headings if headings > 1 else 0, (width > 1) * often, width, -SEPARATORS.index(sign)

    return max(SEPARATORS, key=sense)


def _some(text, sign):
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 60))
    except csv.Error:
        return []
