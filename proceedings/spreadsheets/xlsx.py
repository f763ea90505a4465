"""XLSX: the workbook, its visible sheets, and in their cells what the person sees there.

Openpyxl makes an object of every cell, which takes seconds for a long list, and loses leading zeros that a number
format shows. Only the handful of elements that hold a list are looked at here.
"""

import posixpath
import re
from datetime import datetime, timedelta

from .cells import (
    BLOWN_UP,
    BROKEN,
    HIDDEN,
    HIDDEN_ROW,
    MACROS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_GAP,
    MAX_SHEETS,
    STRUCK_OUT,
    TOO_FAR,
    TOO_MANY_COLUMNS,
    TOO_MANY_SHEETS,
    CellError,
    Day,
    Formula,
    NotASpreadsheet,
    Number,
    Rows,
    Sheet,
    as_number,
    tidy_text,
)
from .parts import Stop

# ECMA-376 part 1, 18.8.30: the number formats that need not be written into a file, and show days or times.
_DATES = {14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
_TIMES = {18, 19, 20, 21, 32, 33, 45, 46, 47}
# What in a format only colours or is written out: “…”, \x, _x, *x, [Red], [$-D07041E]; not [h], hours past 24.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_MASK = re.compile(r"[0#][0#\- ()]*[0#]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


def is_xlsx(names):
    return "xl/workbook.xml" in names


def read_xlsx(parts, lines=False):
    """The visible sheets of a workbook, with `lines` as reading.read has them. Returns [Sheet, …].

    Raises NotASpreadsheet.
    """
    if any("vbaproject" in name.lower() or name.startswith("xl/macrosheets/") for name in parts.names):
        raise NotASpreadsheet(MACROS)
    links = _links(parts)
    named, from_1904, hidden = _workbook(parts)
    formats, struck = _formats(parts, _one(parts, links, "/styles"))
    shared = _shared_strings(parts, _one(parts, links, "/sharedStrings"))
    sheets, cells = [], [0]
    for title, key in named:
        kind, part = links.get(key, ("", ""))
        if not kind.endswith("/worksheet") or part not in parts.names:
            continue
        rows, problem = Rows(cells, lines), ""
        reader = _SheetReader(rows, shared, formats, struck, from_1904)
        try:
            parts.read(part, reader.start, reader.end, reader.text.pieces.append)
        except NotASpreadsheet as sentence:
            # Another sheet may hold the list.
            problem = str(sentence)
        sheets.append(Sheet(title, rows.kept, merged=reader.merged, aside=reader.aside, problem=problem))
    if not any(sheet.rows for sheet in sheets) and hidden:
        raise NotASpreadsheet(HIDDEN)
    return sheets


def _links(parts):
    """What the workbook calls its parts: {key: (kind, name)}. Links that lead out of the file are left out."""
    links = {}

    def start(name, attributes):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
            links[attributes.get("Id")] = attributes.get("Type", ""), part
            if len(links) > 10_000:
                raise NotASpreadsheet(TOO_MANY_SHEETS)

    if "xl/_rels/workbook.xml.rels" in parts.names:
        parts.read("xl/_rels/workbook.xml.rels", start)
    return links


def _one(parts, links, kind):
    return next((part for is_a, part in links.values() if is_a.endswith(kind) and part in parts.names), None)


def _workbook(parts):
    """Returns ([(title, key), …] of the sheets one sees, whether days are counted from 1904, number of hidden ones)."""
    sheets, from_1904, hidden = [], False, 0

    def start(name, attributes):
        nonlocal from_1904, hidden
        if name == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            if attributes.get("state", "visible") != "visible":
                hidden += 1
            else:
                key = next((value for called, value in attributes.items() if called.endswith(":id")), None)
                sheets.append((attributes.get("name", ""), key))
            if len(sheets) > MAX_SHEETS or hidden > 2_000:
                raise NotASpreadsheet(TOO_MANY_SHEETS)

    parts.read("xl/workbook.xml", start)
    return sheets, from_1904, hidden


def _formats(parts, part):
    """For every style of a cell: None, “date”, “time”, or a mask of digits such as “000-000-0000”.

    Returns ([format, …], {style whose letters are struck out, …}), styles as cells name them: “0”, “1”, …
    """
    codes, styles, within = {}, [], False
    font, fonts, struck = -1, set(), set()

    def start(name, attributes):
        nonlocal within, font
        if name == "numFmt":
            codes[attributes.get("numFmtId")] = _format(attributes.get("formatCode", ""))
        elif name == "font":
            font += 1
        elif name == "strike" and attributes.get("val", "1") not in ("0", "false"):
            fonts.add(str(font))
        elif name == "cellXfs":
            within = True
        elif name == "xf" and within:
            number = attributes.get("numFmtId", "0")
            built_in = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
            known = "date" if built_in in _DATES else "time" if built_in in _TIMES else None
            if attributes.get("fontId") in fonts:
                struck.add(str(len(styles)))
            styles.append(codes.get(number, known))
            if len(styles) > 70_000:
                raise NotASpreadsheet(BLOWN_UP)

    def end(name):
        if name == "cellXfs":
            raise Stop

    if part:
        parts.read(part, start, end)
    return styles, struck


def _format(code):
    code = code.split(";")[0]
    bare = _LITERAL.sub("", code).lower()
    if "general" in bare:
        return None
    if re.search(r"[dyb]|e(?![+-])|mmm", bare):
        return "date"
    if re.search(r"[hs]|am/pm", bare):
        return "time"
    mask = code.replace("\\", "").replace('"', "").strip()
    # A mask of one digit, or of # alone, shows the number as it is.
    return mask if _MASK.fullmatch(mask) and (mask.count("0") > 1 or re.search("[- ()]", mask)) else None


def _shared_strings(parts, part):
    strings, text = [], _Text()

    def start(name, attributes):
        if name == "si":
            text.clear()
        text.start(name)

    def end(name):
        text.end(name)
        if name == "si":
            strings.append(text.whole())
            if len(strings) > MAX_CELLS:
                raise NotASpreadsheet(BLOWN_UP)

    if part:
        parts.read(part, start, end, text.pieces.append)
    return strings


class _Text:
    """Text in several pieces: what stands in <t>, without how a Japanese word is read aloud (<rPh>)."""

    def __init__(self):
        self.pieces, self.kept, self.aloud = [], 0, False

    def clear(self):
        self.pieces.clear()
        self.kept = 0

    def start(self, name):
        if name == "t":
            del self.pieces[self.kept :]
        elif name == "rPh":
            self.aloud = True

    def end(self, name):
        if name == "t" and not self.aloud:
            self.kept = len(self.pieces)
        elif name == "rPh":
            self.aloud = False

    def whole(self):
        return "".join(self.pieces[: self.kept])


class _SheetReader:
    """Takes what expat finds in a sheet, and gives whole rows on."""

    def __init__(self, rows, shared, formats, struck, from_1904):
        self.rows, self.shared, self.formats, self.struck = rows, shared, formats, struck
        # Which rows are hidden or struck out, and of the row at hand: whether it is hidden, how many cells are struck.
        self.aside, self.hidden, self.lines_through = {}, False, 0
        self.first_day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        self.text, self.merged, self.columns, self.tidied = _Text(), [], {}, {}
        self.number = self.blank = 0
        self.cells, self.column = [], -1
        self.kind = self.style = self.value = self.formula = None

    def start(self, name, attributes):
        if name == "c":
            self.kind, self.style = attributes.get("t"), attributes.get("s")
            self.column = self._column(attributes["r"]) if "r" in attributes else self.column + 1
            self.value = self.formula = None
            self.text.clear()
        elif name == "v" or name == "f":
            self.text.clear()
        elif name == "row":
            number = attributes.get("r", "")
            self.number = int(number) if number.isascii() and number.isdigit() else self.number + 1
            self.hidden, self.lines_through = attributes.get("hidden") in ("1", "true"), 0
            self.cells, self.column = [], -1
        elif name == "mergeCell" and len(self.merged) < 20_000:
            self._merge(attributes.get("ref", ""))
        else:
            self.text.start(name)

    def end(self, name):
        if name == "v":
            self.value = "".join(self.text.pieces)
        elif name == "f":
            self.formula = "".join(self.text.pieces)
        elif name == "is":
            self.value = self.text.whole()
        elif name == "c":
            if self.value is not None or self.formula is not None:
                self._cell()
        elif name == "row":
            self.blank = 0 if self.cells else self.blank + 1
            if self.blank > MAX_GAP:
                raise NotASpreadsheet(TOO_FAR)
            self.rows.add(self.number, self.cells)
            self._note_aside()
        else:
            self.text.end(name)

    def _note_aside(self):
        filled = len(self.cells) - self.cells.count(None)
        if self.cells and self.hidden:
            self.aside[self.number] = HIDDEN_ROW
        elif self.lines_through > filled / 2:
            self.aside[self.number] = STRUCK_OUT

    def _column(self, place):
        letters = place.rstrip(_DIGITS)
        column = self.columns.get(letters)
        if column is None:
            column = 0
            for letter in letters[:4].upper():
                column = column * 26 + ord(letter) - 64
            self.columns[letters] = column = column - 1
        return column

    def _cell(self):
        value = self._read()
        if value == "":
            return
        self.lines_through += self.style in self.struck
        behind = self.column - len(self.cells)
        if self.column >= MAX_COLUMNS or self.column < 0:
            raise NotASpreadsheet(TOO_FAR if self.number - self.rows.last > MAX_GAP else TOO_MANY_COLUMNS)
        if behind == 0:
            self.cells.append(value)
        else:
            if behind > 0:
                self.cells += [None] * (behind + 1)
            self.cells[self.column] = value

    def _read(self):
        value, kind = self.value or "", self.kind
        if self.formula is not None:
            shown = self._shown(value, "str" if kind is None and not value else kind)
            return Formula(f"={self.formula}", shown)
        return self._shown(value, kind)

    def _shown(self, value, kind):
        if kind == "s":
            text = self.tidied.get(value)
            if text is None:
                try:
                    text = self.tidied[value] = tidy_text(_unescaped(self.shared[int(value)]), self.rows.lines)
                except (ValueError, IndexError):
                    raise NotASpreadsheet(BROKEN) from None
            return text
        if kind is None or kind == "n":
            return self._number(value) if value else ""
        if kind == "b":
            return "yes" if value == "1" else "no"
        if kind == "e":
            return CellError(value)
        if kind == "d":
            return Day(value[:10]) if value[10:] in ("", "T00:00:00", "T00:00:00Z") else value.replace("T", " ")[:16]
        return tidy_text(_unescaped(value), self.rows.lines)

    def _number(self, value):
        style = self.style
        shows = self.formats[int(style)] if style and style.isdigit() and int(style) < len(self.formats) else None
        if shows is None and value.isdigit() and len(value) < 16:
            return Number(value)
        try:
            number = float(value)
        except ValueError:
            raise NotASpreadsheet(BROKEN) from None
        if shows in ("date", "time"):
            return self._moment(number, shows)
        if not abs(number) < 1e300:
            return Number(value)
        if shows and number.is_integer() and 0 <= number < 1e15:
            return Number(_masked(str(int(number)), shows))
        return as_number(number)

    def _moment(self, number, shows):
        # Day 60 of 1900 is a 29 February that never was; nobody in a list arrives before March 1900.
        if not 0 <= number < 2_958_466:
            return as_number(number)
        moment = self.first_day + timedelta(seconds=round(number * 86_400))
        if shows == "time" and number < 1:
            return moment.strftime("%H:%M")
        return Day(moment.date()) if not number % 1 else moment.isoformat(" ", "minutes")

    def _merge(self, place):
        corners = place.split(":")
        if len(corners) == 2:
            rows = [corner[len(corner.rstrip(_DIGITS)) :] for corner in corners]
            if all(row and len(row) < 8 for row in rows):
                columns = [self._column(corner) for corner in corners]
                self.merged.append((int(rows[0]), columns[0], int(rows[1]), columns[1]))


def _unescaped(text):
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


def _masked(digits, mask):
    """Digits as a mask shows them: “906920627” by “000-000-0000” is “090-692-0627”."""
    places = mask.count("0") + mask.count("#")
    lead, digits = digits[:-places], list(digits[-places:])
    shown = []
    for sign in reversed(mask):
        if sign not in "0#":
            shown.append(sign)
        elif digits:
            shown.append(digits.pop())
        elif sign == "0":
            shown.append("0")
    return lead + "".join(reversed(shown)).strip(" -()" if mask[0] == "#" else None)
