"""Which rows of a list are people, and what the others are. Nothing is left out without saying so."""

import re

from django.utils.translation import gettext as _

from .cells import CellError, Formula
from .countries import country_code
from .guesses import has_section_word
from .headings import FOOTERS

NAMES = {"name", "family_name", "given_name", "own_script_name"}
_FOOTERS = sorted({w.strip().casefold() for w in re.split("[;\n]", FOOTERS) if w.strip()}, key=len, reverse=True)
_WHOLE_WORDS = [word for word in _FOOTERS if " " in word and word.isascii()]
_BEFORE_A_SIGN = [word for word in _FOOTERS if word not in _WHOLE_WORDS]
_FOOTER = re.compile(
    rf"[\s(*•-]*(?:(?:{'|'.join(map(re.escape, _WHOLE_WORDS))})\b"
    rf"|(?:{'|'.join(map(re.escape, _BEFORE_A_SIGN))})(?=\s*(?:[:：.(（_…-]|\d|$)|\s[^:]{{0,40}}[:：\d]))"
)
# 12; (5); 5 persons; 3 คน: how many there are in a section.
_COUNT = re.compile(
    r"\W*\d+\s*(?:\W|persons?|people|pax|participants?|members?|người|人|名|คน|ຄົນ|នាក់|ဦး|ယောက်)*\W*", re.IGNORECASE
)
_NUMBER = re.compile(r"\W*(?:no\W*)?\d[\d.,/-]*\W*\w?\W*", re.IGNORECASE)
_LABEL = re.compile(r"[\W_]*(?:[IVXLC]{1,6}|[A-Za-z]|[ກ-ຮก-ฮក-អက-အ一-十])[\W_]*")
_EXAMPLE = re.compile(
    r"\W*(?:e\.g\.|eg\.|example|sample|for example|ví dụ|例如|例[:：]|示例|ตัวอย่าง|ຕົວຢ່າງ|ឧទាហរណ៍|ဥပမာ)", re.IGNORECASE
)

_SECTION = "section"


class Lines:
    """Sorts the rows beneath the headings of a sheet.

    sheet    reading.Sheet
    start    index of the first row beneath the headings
    group    indexes of the rows of headings
    fields   {column: field}
    carried  {row number: {column: cell}} from merged cells
    """

    def __init__(self, sheet, start, group, fields, carried):
        self.rows, self.start, self.group, self.fields, self.carried = sheet.rows, start, group, fields, carried
        self.people, self.sections, self.left_out, self.blank_rows = [], {}, [], 0
        self.wanted = list(fields.items())
        self.names = {column for column, field in self.wanted if field in NAMES}
        self.number = next((column for column, field in self.wanted if field == "number"), None)
        self.wide = {(top, left) for top, left, _bottom, right in sheet.merged if right > left}
        self.titles = {self._text(cells).casefold() for _number, cells in self.rows[: group[0] if group else start]}
        headings = [self.rows[index][1] for index in group]
        self.headings = {cell.casefold() for cells in headings for cell in cells if cell}
        self.most = max((len({cell for cell in cells if cell}) for cells in headings), default=0)

    def sort_out(self):
        """Fill `people`, `sections`, `left_out` and `blank_rows`."""
        for number, cells in self.rows[: self.start]:
            if number not in {self.rows[index][0] for index in self.group}:
                self._leave(number, cells, _("a line above the headings"))
        beneath = self.rows[self.start :]
        filled = [self._filled(cells) for _number, cells in beneath]
        sure = [self._sure(cells, known) for (_number, cells), known in zip(beneath, filled, strict=True)]
        self.numbered = self._are_numbered(beneath, sure)
        end = self._end(beneath, sure)
        above = self._section_above()
        for index, (number, cells) in enumerate(beneath):
            known = filled[index]
            # Most rows hold so much that nobody need ask.
            plain = index < end and len(known) > 3 and (self.number is None or self._has_number(cells))
            why = self._again(index, cells) or self._goes_on(number)
            why = why or (None if plain else self._why_not(number, cells, known, index >= end))
            if why is None:
                self._take(number, cells, above)
            elif why == _SECTION:
                above = self._text(cells)
                self._leave(number, cells, _("a heading of the rows beneath it"))
            else:
                self._leave(number, cells, why)
        if beneath:
            first = self.rows[self.group[-1]][0] if self.group else beneath[0][0] - 1
            self.blank_rows = beneath[-1][0] - first - len(beneath)

    def _leave(self, number, cells, why):
        self.left_out.append((number, self._text(cells)[:200], why))

    def _take(self, number, cells, above):
        width, carried = len(cells), self.carried.get(number)
        row = {field: cells[column] if column < width else "" for column, field in self.wanted}
        if carried:
            for column, cell in carried.items():
                if (field := self.fields.get(column)) and not row[field]:
                    row[field] = cell
        self.people.append((number, row))
        if above:
            self.sections[number] = above

    # What a row holds

    def _text(self, cells):
        return " · ".join(dict.fromkeys(cell for cell in cells if cell))

    def _filled(self, cells):
        """The columns of people's fields that hold something."""
        width = len(cells)
        return [column for column, field in self.wanted if column < width and cells[column] and field != "number"]

    def _has_number(self, cells):
        return self.number is not None and self.number < len(cells) and bool(_NUMBER.fullmatch(cells[self.number][:20]))

    def _sure(self, cells, known):
        """True for a row that is certainly somebody."""
        if any("@" in cells[column] for column in known):
            return True
        named = any(column in self.names for column in known)
        if not named or self._is_footer(cells):
            return False
        return len(known) > 1 or self._has_number(cells)

    def _are_numbered(self, beneath, sure):
        people = [self._has_number(cells) for (_number, cells), certain in zip(beneath, sure, strict=True) if certain]
        while people and not people[-1]:
            people.pop()
        return sum(people) > 0.7 * len(people) > 0

    def _end(self, beneath, sure):
        """Index after the last row that is certainly somebody: what comes then may be signatures."""
        end = max((index + 1 for index, certain in enumerate(sure) if certain), default=len(beneath))
        if self.numbered:
            last = max(
                (i + 1 for i, (_n, cells) in enumerate(beneath) if sure[i] and self._has_number(cells)), default=end
            )
            # Without a number, after a gap: a place and a date, who signs. Without a gap: somebody added at the end.
            for index in range(last, end):
                gap = beneath[index][0] > beneath[index - 1][0] + 1
                if (gap or self._is_footer(beneath[index][1])) and not any("@" in cell for cell in beneath[index][1]):
                    return index
        return end

    # What a row is, if nobody

    def _again(self, index, cells):
        """Headings and titles that a program printed again on a new page, and what explains the headings."""
        texts = [cell for cell in cells if cell]
        if texts[0].casefold() in self.headings or texts[-1].casefold() in self.headings:
            known = sum(cell.casefold() in self.headings for cell in texts)
            if known >= 0.6 * len(texts) and (known > 1 or known == len(texts) and known >= self.most):
                return _("the headings again")
        if index < 2:
            if len(texts) > 2 and _counts(texts):
                return _("numbers of the columns")
            if all(re.fullmatch(r"[(（\[].*[)）\]]", cell) for cell in texts):
                return _("an explanation of the headings")
            if any(_EXAMPLE.match(cell) for cell in texts[:3]):
                return _("an example")
        return None

    def _goes_on(self, number):
        """A name goes for one person, however many rows its cell is high."""
        high = self.carried and self.names & set(self.carried.get(number, ()))
        return _("more about the person above") if high else None

    def _why_not(self, number, cells, known, after):
        """Why a row is nobody: a sentence part, _SECTION, or None for somebody."""
        texts = dict.fromkeys(cell for cell in cells if cell)
        words = [text for text in texts if len(text) > 40 or not _COUNT.fullmatch(text)]
        place = next(column for column, cell in enumerate(cells) if cell)
        if not words and not known:
            return _("nothing but a number")
        if any(isinstance(cell, CellError | Formula) or "@" in cell for cell in texts):
            return None if known else _("nothing in a column we read")
        if self._text(cells).casefold() in self.titles:
            return _("a title line again")
        numbered = self._has_number(cells) and (place == self.number)
        if not numbered and self._is_footer(cells) and (after or len(words) == 1):
            return _("a line below the list") if after else _("a total or a remark, and nobody")
        if after:
            if numbered and known:
                return None
            return _("a line below the list")
        if len(words) > 1 and place == self.number and _LABEL.fullmatch(words[0]):
            words = words[1:]
        if len(words) == 1 and not numbered and self._divides(number, cells, words[0]):
            return _SECTION
        return None if known else _("nothing in a column we read")

    def _divides(self, number, cells, text):
        """True for a lone text that heads the rows beneath it."""
        place = next(column for column, cell in enumerate(cells) if cell == text)
        if len(text) < 2 or not re.search(r"[^\W\d_]", text):
            return False
        if (number, place) in self.wide or place == self.number or place not in self.fields:
            return True
        if self.fields[place] in ("email", "phone", "own_script_name", "consent", "needs", "note"):
            return False
        if place in self.names and (self.numbered or has_section_word(text) or country_code(text)):
            return True
        return place not in self.names and place < min(self.names, default=0)

    def _section_above(self):
        """A list in several parts, each with headings of its own, has the first part named above its headings."""
        first = self._part_above(self.group[0]) if self.group else ""
        for index in range(self.start, len(self.rows)) if first else ():
            cells = [cell for cell in self.rows[index][1] if cell]
            if cells[0].casefold() in self.headings and self._part_above(index) not in ("", first):
                return first
        return ""

    def _part_above(self, index):
        """The name of a part of the list in the row before one, or ""."""
        cells = {cell for cell in self.rows[index - 1][1] if cell} if index else set()
        text = "".join(cells)
        return text if len(cells) == 1 and (has_section_word(text) or country_code(text[:80])) else ""

    def _is_footer(self, cells):
        first = next((cell for cell in cells if cell), "")
        return len(first) > 1 and bool(_FOOTER.match(first.casefold()))


def _counts(texts):
    """True for 1, 2, 3 … or (a), (b), (c) …, which some forms write beneath their headings."""
    signs = [re.sub(r"\W", "", text).casefold() for text in texts]
    return signs in ([str(n + 1) for n in range(len(signs))], list("abcdefghijklmnopqrstuvwxyz"[: len(signs)]))
