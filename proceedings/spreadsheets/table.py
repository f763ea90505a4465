"""One list of people out of a file: the right sheet, its headings wherever they stand, and which rows are people."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .cells import BLOWN_UP, MAX_CELLS, MAX_ROWS, TOO_MANY_ROWS, NotASpreadsheet
from .guesses import find_columns
from .headings import OTHER_SHEETS, PEOPLE_SHEETS, fold, match, says_script
from .lines import Lines

# Headings stand within so many filled rows from the top. Looking for what only resembles them takes long.
TOP, NEAR_TOP, NEAR_SHEETS = 30, 10, 3
NAMES = {"name", "family_name", "given_name", "own_script_name"}


@dataclass
class Table:
    """A list of people as it stands in a file, its columns known.

    sheet         title of the sheet, "" for a text file
    sheets        titles of all sheets that hold something
    others        titles of those that look like lists of people as well, and were not read
    heading_rows  numbers of the rows of headings, as the spreadsheet program shows them; none where there are none
    headings      {column, from 0: heading}; a heading in two rows is “Contact / E-mail”
    fields        {column: field}, see CALLED in headings.py; columns that mean nothing to us are not in it
    unsure        columns whose field is a guess
    rows          [(number of the row, {field: cell}), …], the people; "" where a cell is empty
    sections      {number of a row: text of the section row above it}
    left_out      [(number of the row, its text, why it is nobody), …]
    aside         {number of a row of people that is hidden or struck out in the file: which of the two}
    blank_rows    how many blank rows stand between the headings and the last line
    encoding      what the letters of a text file were, “utf-8” for the others
    """

    sheet: str = ""
    sheets: list = field(default_factory=list)
    others: list = field(default_factory=list)
    heading_rows: tuple = ()
    headings: dict = field(default_factory=dict)
    fields: dict = field(default_factory=dict)
    unsure: set = field(default_factory=set)
    rows: list = field(default_factory=list)
    sections: dict = field(default_factory=dict)
    left_out: list = field(default_factory=list)
    aside: dict = field(default_factory=dict)
    blank_rows: int = 0
    encoding: str = "utf-8"


def find_table(sheets, sheet=None, heading_row=None, fields=None):
    """Find the list of people in a file.

    sheets       what reading.read returns
    sheet        title of the sheet to take, where the person chose one
    heading_row  number of the row of headings, where the person said so; 0 for a list without headings
    fields       {column: field or ""}, what the person said of columns; goes before every guess

    Returns a Table. Raises NotASpreadsheet with a sentence where nothing looks like a list of people.
    """
    titles = [one.title for one in sheets]
    chosen = sheets if sheet is None else [one for one in sheets if one.title == sheet]
    if not chosen:
        raise NotASpreadsheet(_("There is no sheet called “%(sheet)s”.") % {"sheet": sheet})
    if heading_row and not any(number == heading_row for one in chosen for number, _cells in one.rows):
        raise NotASpreadsheet(_("There is no row %(number)s in the list.") % {"number": heading_row})
    looks = [_Look(one, near=False) for one in chosen]
    found = [look for look in looks if look.choose_headings(heading_row)]
    if not found:
        likely = sorted(chosen, key=lambda one: -_bonus(one, one.rows))[:NEAR_SHEETS]
        looks = [_Look(one, near=True) for one in likely]
        found = [look for look in looks if look.choose_headings(heading_row)]
    if not found:
        for look in looks:
            look.score = look.guess_score(fields or {})
    found = max(found or looks, key=lambda look: look.score)
    if found.sheet.problem:
        raise NotASpreadsheet(found.sheet.problem)
    table = found.table(fields or {})
    table.sheets = titles
    others = (_Look(one, near=False) for one in sheets if one is not found.sheet)
    table.others = [look.sheet.title for look in others if look.holds_people()]
    return table


class _Look:
    """One sheet, looked at as a list of people. Row indexes count its filled rows."""

    def __init__(self, sheet, near):
        self.sheet, self.near = sheet, near
        self.rows = sheet.rows
        self.spread = _spread(sheet)
        self.group, self.score = [], 0

    # Headings

    def choose_headings(self, heading_row=None):
        """Choose the rows of headings. Returns False where there are none."""
        if heading_row == 0:
            return False
        if heading_row is not None:
            index = next((i for i, (number, _cells) in enumerate(self.rows) if number == heading_row), None)
            if index is None:
                return False
            self.group, self.score = self._extended([index]), 100 + _bonus(self.sheet, self._beneath())
            return True
        best = 0
        for index in range(min(NEAR_TOP if self.near else TOP, len(self.rows))):
            group = self._extended([index])
            score = self._worth(group)
            while len(group) > 1 and not self._like_headings(group[0]) and self._worth(group[1:]) >= score:
                group = group[1:]
            if score > best and self._enough(group):
                best, self.group = score, group
        self.score = best + _bonus(self.sheet, self._beneath()) if best else 0
        return bool(best)

    def holds_people(self):
        """True for a sheet with a column of names and something in it, that is not called “Hotel” or “Agenda”."""
        if not self.choose_headings():
            return False
        fields = {one.field for one in self.matches(self.group).values() if one and one.sure}
        return bool(NAMES & fields) and bool(self._beneath()) and _bonus(self.sheet, self._beneath()) > 0

    def _extended(self, group):
        """Add the rows that go on with the headings: a second language, or what a merged heading is divided into."""
        while len(group) < 3 and group[-1] + 1 < len(self.rows):
            number, cells = self.rows[group[-1] + 1]
            if number != self.rows[group[-1]][0] + 1 or not self._goes_on(group[-1], cells):
                break
            group = [*group, group[-1] + 1]
        return group

    def _goes_on(self, above, cells):
        filled = [column for column, cell in enumerate(cells) if cell]
        known = {column: found for column in filled if (found := self._match(cells[column]))}
        scripts = [column for column in filled if says_script(cells[column])]
        if not (known or len(scripts) > 1) or any(_is_data(cells[column]) for column in filled):
            return False
        number, upper = self.rows[above]
        spread = self.spread.get(number, {})

        def open_above(column):
            return column in spread or column >= len(upper) or not upper[column]

        # In CSV a merged heading stands over its first column only.
        divides = all(open_above(column) or column + 1 in filled and open_above(column + 1) for column in filled)
        if divides:
            # “Khmer” and “Latin” go on with a heading only if that is one of names.
            named = [upper[column] for column in scripts if column < len(upper) and upper[column]]
            return (len(filled) > 1 or len(known) == 1) and (bool(known) or any(map(self._is_name, named)))
        # The same in another language says the same; “Delegate” beneath “Role” does not.
        same = 0
        for column, found in known.items():
            over = self._match(upper[column]) if column < len(upper) and upper[column] else None
            same += over is None or over.field == found.field
        return same > 1 and same >= 0.6 * len(filled)

    def _is_name(self, text):
        found = self._match(text)
        return bool(found) and found.field in NAMES

    def _match(self, text):
        found = match(text, self.near) if type(text) is str else None
        return found if found and (found.sure or self.near) else None

    def _like_headings(self, index):
        cells = [cell for cell in self.rows[index][1] if cell]
        known = [cell for cell in cells if self._match(cell)]
        return len(known) > 1 and len(known) >= len(cells) / 2 and not any("@" in cell for cell in cells)

    def _worth(self, group):
        found = [one for one in self.matches(group).values() if one and (one.sure or self.near)]
        fields = {one.field: 1 if one.sure else 0.6 for one in found if one.field not in ("", "number")}
        return sum(fields.values()) + (2 if NAMES & set(fields) else 0) + ("number" in {one.field for one in found}) / 2

    def _enough(self, group):
        fields = {one.field for one in self.matches(group).values() if one} - {"", "number"}
        filled = max(sum(map(bool, self.rows[index][1])) for index in group)
        # Days may be headings, of a list to sign; addresses never are.
        data = [cell for index in group for cell in self.rows[index][1] if cell and _is_data(cell)]
        if len(data) > len(fields) or any("@" in cell for cell in data):
            return False
        if len(fields) > 1:
            return bool(fields & NAMES) or len(fields) > 2
        beneath = [sum(map(bool, cells)) for _number, cells in self.rows[group[-1] + 1 : group[-1] + 30]]
        alone = filled == 1 and sum(beneath) <= 1.3 * len(beneath)
        return bool(fields & NAMES) and (alone or filled > 1 and not self._comes_again(group[-1]))

    def _comes_again(self, index):
        """True if what could be a heading stands in its column further down too, as “Participant” does for a role."""
        for column, cell in enumerate(self.rows[index][1]):
            if cell and self._match(cell):
                beneath = self.rows[index + 1 : index + 100]
                return any(column < len(cells) and cells[column] == cell for _number, cells in beneath)
        return False

    def headings(self, group):
        """{column: [text, …]} of the rows of headings, a merged heading standing over all its columns."""
        found = {}
        for place, index in enumerate(group):
            number, cells = self.rows[index]
            beneath = self.rows[group[place + 1]][1] if place < len(group) - 1 else []
            spread = self.spread.get(number, {}) if beneath else {}
            left = ""
            for column in range(max(len(cells), len(beneath), max(spread, default=-1) + 1)):
                text = cells[column] if column < len(cells) else ""
                if not text and column < len(beneath) and says_script(beneath[column]):
                    # “Name” stands over “Khmer” alone, but means “Latin” beside it too.
                    text = left
                text = text or spread.get(column, "")
                left = text or left
                if text and str(text) not in found.setdefault(column, []):
                    found[column].append(str(text))
        return {column: texts for column, texts in found.items() if texts}

    def matches(self, group):
        """{column: Match or None}"""
        spread = {}
        for index in group[:-1]:
            spread |= self.spread.get(self.rows[index][0], {})
        return {column: self._meaning(texts, column in spread) for column, texts in self.headings(group).items()}

    def _meaning(self, texts, spread):
        lower = self._known(texts[-1])
        if len(texts) == 1:
            return lower
        upper = self._known(texts[0])
        together = match(" ".join(texts)) or match(f"{texts[0]} ({texts[-1]})")
        if spread and upper and upper.field == "":
            return upper
        if together and together.sure and (together.rank < 1 or not lower):
            return together
        return lower or (None if spread else upper)

    def _known(self, text):
        return match(text, near=True) if self.near else match(text)

    def _beneath(self):
        return self.rows[self.group[-1] + 1 :] if self.group else self.rows

    # Without headings

    def guess_score(self, fields):
        columns = find_columns({}, {}, self.people_like(), fields)
        return (
            len(columns.fields) + 3 * bool(NAMES & set(columns.fields.values())) + _bonus(self.sheet, self._beneath())
        )

    def people_like(self):
        """The rows beneath the headings that hold more than one cell: what columns are guessed from."""
        start = self.group[-1] + 1 if self.group else 0
        several = [cells for _number, cells in self.rows[start : start + 400] if sum(map(bool, cells)) > 1]
        return several or [cells for _number, cells in self.rows[start : start + 400]]

    # The list

    def table(self, chosen):
        headings = self.headings(self.group)
        self.near = True
        matches = {column: one for column, one in self.matches(self.group).items() if one}
        columns = find_columns(headings, matches, self.people_like(), chosen)
        if not NAMES & set(columns.fields.values()):
            raise NotASpreadsheet(self._no_name())
        start = self.group[-1] + 1 if self.group else self._first_person()
        lines = Lines(self.sheet, start, self.group, columns.fields, self._carried(start, columns.fields))
        lines.sort_out()
        if not lines.people:
            raise NotASpreadsheet(_("There are headings, but no people under them."))
        if len(lines.people) > MAX_ROWS:
            raise NotASpreadsheet(TOO_MANY_ROWS)
        if self._stands_upright(lines.people):
            raise NotASpreadsheet(
                _(
                    "The headings stand one below the other, as in a form for one person. Write them side by side in "
                    "the first row, and what belongs to each underneath."
                )
            )
        return Table(
            sheet=self.sheet.title,
            heading_rows=tuple(self.rows[index][0] for index in self.group),
            headings={column: " / ".join(texts) for column, texts in sorted(headings.items())},
            fields=columns.fields,
            unsure=columns.unsure,
            rows=lines.people,
            sections=lines.sections,
            left_out=lines.left_out,
            aside={number: self.sheet.aside[number] for number, _row in lines.people if number in self.sheet.aside},
            blank_rows=lines.blank_rows,
            encoding=self.sheet.encoding,
        )

    def _stands_upright(self, people):
        """True where what would be names of people are headings: “Organisation:”, “E-mail:” and so on."""
        names = [name for _number, row in people for field in NAMES if (name := row.get(field))]
        known = {found.field for name in names if (found := match(name)) and found.sure and found.field not in NAMES}
        return len(known) > 1 and len(known) >= len(names) / 2

    def _first_person(self):
        return next((i for i, (_number, cells) in enumerate(self.rows) if sum(map(bool, cells)) > 1), 0)

    def _no_name(self):
        row = self.rows[self.group[0] if self.group else 0][1]
        heading = ", ".join(f"“{cell[:40]}”" for cell in row[:8] if cell)
        if self.group:
            sentence = _(
                "No column is headed “Name”. The headings say: %(heading)s. Write “Name” above the column with the "
                "names."
            )
        else:
            sentence = _(
                "No column is headed “Name”. The first row says: %(heading)s. Write “Name” above the column with the "
                "names."
            )
        return sentence % {"heading": heading}

    def _carried(self, start, fields):
        """{row number: {column: cell}} for merged cells whose value goes for every row they stand beside."""
        numbers = [number for number, _cells in self.rows]
        by_number, carried, steps = dict(self.rows), {}, 0
        for top, column, bottom, _right in self.sheet.merged:
            if bottom == top or fields.get(column) == "number":
                continue
            cells = by_number.get(top, [])
            first = bisect_left(numbers, top)
            if first < start or column >= len(cells) or not cells[column]:
                continue
            for number in numbers[first + 1 :]:
                if number > bottom:
                    break
                carried.setdefault(number, {})[column] = cells[column]
                steps += 1
                if steps > MAX_CELLS:
                    raise NotASpreadsheet(BLOWN_UP)
        return carried


def _spread(sheet):
    """{row number: {column: text}} for cells merged over several columns near the top, their first column left out."""
    found, by_number = {}, dict(sheet.rows[: TOP + 5])
    for top, left, _bottom, right in sheet.merged:
        if right > left and top in by_number and left < len(by_number[top]):
            row = found.setdefault(top, {})
            row |= dict.fromkeys(range(left, min(right, left + 60) + 1), by_number[top][left])
    return found


def _is_data(cell):
    """True for what stands in a list and not in its headings: an address, a number, a date."""
    return type(cell) is not str or "@" in cell or bool(re.fullmatch(r"[\d\s()+./:-]{3,}", cell))


def _bonus(sheet, beneath):
    """A little for what a sheet is called, and for how much it holds."""
    words = set(re.split(r"[\s_-]+", sheet.title.casefold()))
    title = fold(sheet.title)
    for_it, against = (
        bool(words & set(known) or any(word in title for word in known if not word.isascii()))
        for known in (PEOPLE_SHEETS.split(), OTHER_SHEETS.split())
    )
    return 1.5 * for_it - 3 * against + min(len(beneath), 50) / 50 - 20 * (not beneath)
