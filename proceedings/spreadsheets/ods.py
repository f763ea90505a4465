"""ODS: the visible tables of an OpenDocument spreadsheet, and in their cells what the person sees there."""

import re

from django.utils.translation import gettext as _

from .cells import (
    BROKEN,
    HIDDEN,
    HIDDEN_ROW,
    LOCKED,
    MACROS,
    MAX_COLUMNS,
    MAX_OTHER_ROWS,
    MAX_ROWS,
    MAX_SHEETS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    TOO_MANY_SHEETS,
    Day,
    Formula,
    NotASpreadsheet,
    Number,
    Rows,
    Sheet,
    as_number,
    tidy_text,
)

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT = f"{_NAMESPACE}table:1.0 ", f"{_NAMESPACE}text:1.0 "
OFFICE, STYLE = f"{_NAMESPACE}office:1.0 ", f"{_NAMESPACE}style:1.0 "
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def is_ods(names):
    return "mimetype" in names and ("content.xml" in names or "encrypted-package" in names)


def read_ods(parts):
    """The visible tables of an OpenDocument file. Returns [Sheet, …]. Raises NotASpreadsheet."""
    if b"spreadsheet" not in parts.archive.open("mimetype").read(200):
        raise NotASpreadsheet(_("This is a text document, not a spreadsheet."))
    if "encrypted-package" in parts.names or _encrypted(parts):
        raise NotASpreadsheet(LOCKED)
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in parts.names):
        raise NotASpreadsheet(MACROS)
    reader = _Reader()
    parts.read("content.xml", reader.start, reader.end, reader.data, spaces=True)
    if not any(sheet.rows for sheet in reader.sheets) and reader.hidden:
        raise NotASpreadsheet(HIDDEN)
    return reader.sheets


def _encrypted(parts):
    if "META-INF/manifest.xml" not in parts.names:
        return False
    with parts.archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(1_000_000)


class _Reader:
    """Takes what expat finds in the content, and makes sheets of it."""

    def __init__(self):
        self.sheets, self.counted, self.hidden_styles, self.hidden = [], [0], set(), 0
        self.style, self.rows, self.sheet, self.depth = None, None, None, 0
        self.number, self.column, self.repeated, self.cells, self.is_hidden = 0, 0, 1, [], False
        self.cell, self.text, self.in_cell, self.paragraphs, self.aside = None, [], 0, 0, 0

    def start(self, name, attributes):
        if self.in_cell:
            self._start_in_cell(name, attributes)
        elif name in CELLS:
            self.cell, self.in_cell, self.paragraphs = attributes, 1, 0
            self.text.clear()
        elif name == f"{TABLE}table-row":
            self.cells, self.column, self.repeated = [], 0, _times(attributes, "number-rows-repeated")
            self.is_hidden = attributes.get(f"{TABLE}visibility") in ("collapse", "filter")
        elif name == f"{TABLE}table":
            self._start_table(attributes)
        elif name == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name")
        elif name == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)

    def _start_table(self, attributes):
        self.depth += 1
        if self.depth > 1:
            return
        self.number, self.rows = 0, Rows(self.counted)
        self.sheet = Sheet(attributes.get(f"{TABLE}name", ""), self.rows.kept)
        if attributes.get(f"{TABLE}style-name") in self.hidden_styles:
            self.hidden += 1
            self.rows = None
        else:
            self.sheets.append(self.sheet)
        if len(self.sheets) > MAX_SHEETS or self.hidden > 2_000:
            raise NotASpreadsheet(TOO_MANY_SHEETS)

    def _start_in_cell(self, name, attributes):
        self.in_cell += 1
        if self.in_cell > 200:
            raise NotASpreadsheet(BROKEN)
        if self.aside:
            return
        if name == f"{TEXT}p" or name == f"{TEXT}h":
            self.text.append("\n" if self.paragraphs else "")
            self.paragraphs += 1
        elif name == f"{TEXT}s":
            self.text.append(" " * min(_times(attributes, "c", TEXT), 100))
        elif name in (f"{TEXT}tab", f"{TEXT}line-break"):
            self.text.append(" ")
        elif not name.startswith(TEXT) or name in (f"{TEXT}note", f"{TEXT}ruby-text"):
            # A comment or a drawing in the cell is not what the cell holds.
            self.aside = self.in_cell

    def data(self, text):
        if self.in_cell > 1 and not self.aside:
            self.text.append(text)

    def end(self, name):
        if self.in_cell:
            if self.aside == self.in_cell:
                self.aside = 0
            self.in_cell -= 1
            if not self.in_cell and self._reading:
                self._cell(covered=name == CELLS[1])
        elif name == f"{TABLE}table-row":
            if self._reading:
                self._guarded(self._row)
            self.number += self.repeated
        elif name == f"{TABLE}table":
            self.depth -= 1

    @property
    def _reading(self):
        return self.rows is not None and self.depth == 1 and not self.sheet.problem

    def _guarded(self, step, *given):
        try:
            step(*given)
        except NotASpreadsheet as sentence:
            # Another sheet may hold the list.
            self.sheet.problem = str(sentence)

    def _cell(self, covered):
        if len(self.cells) > 2_000:
            self.sheet.problem = str(TOO_MANY_COLUMNS)
        elif not self.cell and not self.text:
            self.cells.append(("", 1))
            self.column += 1
            return
        times = min(_times(self.cell, "number-columns-repeated"), MAX_COLUMNS + 1)
        down, right = _times(self.cell, "number-rows-spanned"), _times(self.cell, "number-columns-spanned")
        if (down > 1 or right > 1) and len(self.sheet.merged) < 20_000:
            top = self.number + 1
            self.sheet.merged.append((top, self.column, top + down - 1, self.column + right - 1))
        self.column += times
        self._guarded(lambda: self.cells.append(("" if covered else self._value(), times)))

    def _row(self):
        while self.cells and self.cells[-1][0] == "":
            self.cells.pop()
        if not self.cells:
            return
        texts = []
        for value, times in self.cells:
            texts += [value] * times
            if len(texts) > MAX_COLUMNS:
                raise NotASpreadsheet(TOO_MANY_COLUMNS)
        for again in range(self.repeated):
            if again > MAX_ROWS + MAX_OTHER_ROWS:
                raise NotASpreadsheet(TOO_MANY_ROWS)
            self.rows.add(self.number + again + 1, texts)
            if self.is_hidden:
                self.sheet.aside[self.number + again + 1] = HIDDEN_ROW

    def _value(self):
        text = tidy_text("".join(self.text))
        if formula := self.cell.get(f"{TABLE}formula"):
            return Formula(re.sub(r"^\w+:(?==)", "", formula), text)
        kind = self.cell.get(f"{OFFICE}value-type")
        if kind == "float":
            return _number(self.cell.get(f"{OFFICE}value", ""), text)
        if kind == "date":
            written = self.cell.get(f"{OFFICE}date-value", "")
            moment = written[11:16]
            return Day(written[:10]) if moment in ("", "00:00") else f"{written[:10]} {moment}"
        return text


def _number(value, text):
    # The format may show zeros and hyphens: “090-692-0627” for 906920627.
    if re.sub(r"\D", "", text).lstrip("0") == value and text.isascii() and not re.search(r"[^\d\- ()]", text):
        return Number(text)
    try:
        number = float(value)
        return as_number(number) if abs(number) < 1e300 else Number(text)
    except ValueError:
        return text


def _times(attributes, name, space=TABLE):
    value = attributes.get(space + name, "1")
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 10 else 1
