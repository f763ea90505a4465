"""Objectives, recommendations and commitments in a text: lists, numbered lines and tables, each with its words.

Nothing is rewritten. What is found is where it begins and ends, its number, to whom it speaks, who promised, by when.
"""

import re
from dataclasses import dataclass, field

from ...deadlines import read as read_deadline
from ...models import Deadline
from ...parties import is_a_body
from . import known
from .blocks import text_of, tidy
from .outline import below

MOST = 500
# Merged cells count for each place they cover: a small file could cover millions.
MOST_CELLS = 50_000
LONGEST_PARTY = 200
_NUMBER = re.compile(
    r"^\(?([0-9\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]{1,3}(?:[.-][0-9]{1,2})?|[a-z]{1,2})"
    r"[.)\u104b\u17d4]?$",
    re.IGNORECASE,
)
_BEFORE_COLON = re.compile(r"^(?P<who>[^:：.!?]{2,160}?)\s*[:：]\s*(?=\S)")
_SHOULD = re.compile(
    r"^(?P<who>[^.:;]{3,160}?)\s+(?:should|must|ought to|need to|needs to|are urged to|is urged to|are called upon to|"
    r"nên|cần|phải)\b|^(?P<other>[^.:;]{2,60}?)(?:ควร|ต้อง|គួរ|ត្រូវ|ຄວນ|ຕ້ອງ|应当|应该|应|應)",
    re.IGNORECASE,
)
_COMMITS = re.compile(
    r"^(?P<who>[^.;]{2,200}?)(?:\s+(?:hereby\s+|jointly\s+|further\s+|also\s+)*(?:commits?|committed|pledges?|pledged|"
    r"undertakes?|undertook|agrees?|agreed|promises?|promised|will|shall|cam kết(?: sẽ)?|sẽ)\b"
    r"(?:\s+themselves|\s+itself)?(?:\s+to\b)?|\s*(?:承诺|承諾|将|將|จะ|ให้คำมั่นว่าจะ|ให้คำมั่นว่า|ប្តេជ្ញាចិត្ត|ប្តេជ្ញា|នឹង|ໃຫ້ຄຳໝັ້ນສັນຍາ|ຈະ))\s*",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"^(?P<who>[^.;:]{2,160}?),?\s+to\s+(?=[a-z])")
_WHEN = re.compile(
    r"(?:ภายใน|ก่อน|ภายในสิ้น|อย่างน้อย|ทุก|មុន|ក្នុង|នៅ|យ៉ាងហោចណាស់|ពី|ພາຍໃນ|ກ່ອນ|ຢ່າງໜ້ອຍ|ທຸກ|在|于|於|每|至少|"
    r"[12][0-9]{3}年|၂၀[၀-၉]{2}|မတိုင်|trước|vào|trong|đến|ít nhất|mỗi)"
)


@dataclass
class Item:
    """One line of a list: its number as written, its text, the block it stands in; for rows of tables their cells."""

    number: str
    text: str
    part: object
    group: str = ""
    kind: str = ""
    cells: dict = field(default_factory=dict)


@dataclass
class Found:
    """What the lists of a text hold: Items, in order."""

    objectives: list = field(default_factory=list)
    recommendations: list = field(default_factory=list)
    commitments: list = field(default_factory=list)


def find(parts):
    """Look through the parts of a text. Returns Found."""
    found, done = Found(), set()
    for part in parts:
        if id(part) in done:
            continue
        announced = part.announces()
        if not announced:
            done.add(id(part))
            _anywhere(part, found)
            continue
        family = below(parts, part)
        done |= {id(one) for one in family}
        items = _Items(part, announced)
        for one in family:
            items.read(one, announced | one.announces())
        items.finish(found)
    for items in (found.objectives, found.recommendations, found.commitments):
        del items[MOST:]
    return found


def _anywhere(part, found):
    """Lines that call themselves R1 or C1, and tables of promises, wherever they stand."""
    items = _Items(part, set())
    items.read(part, set())
    items.finish(found)


class _Items:
    """The items of one part and the parts in it."""

    def __init__(self, part, announced):
        self.part, self.announced, self.items, self.plain = part, announced, [], []
        self.first_group = known.addressee(part.heading) if "recommendations" in announced else ""

    def read(self, part, announced):
        group = self.first_group
        if part is not self.part and "recommendations" in announced and not part.announces() - {"recommendations"}:
            group = known.addressee(part.heading) or known.without_number(part.heading)
        running = 0
        for block in part.blocks:
            element = block.element
            if element.tag == "table":
                self._table(element, part, announced)
                continue
            if element.tag in {"ol", "ul"}:
                if self._joins_last(part, announced):
                    self.items[-1].text += "".join(f"\n– {text_of(one)}" for one in element)
                    continue
                running = self._list(element, part, group, running, announced)
                continue
            text = text_of(element)
            if not text:
                continue
            if item := known.item(text, announced):
                self._marked(item, text, part, group)
            elif announced and (label := known.numbering(text)) and label[0] in {"figure", "letter", "roman"}:
                rest = known.without_number(text)
                number = text[: len(text) - len(rest)].strip() if text.endswith(rest) else ""
                self._add(number, text.removeprefix(number).strip(), part, group)
            elif announced and (whom := self._group(element, text)):
                group, running = whom, 0
            elif announced:
                self.plain.append(Item("", text, part, group))

    def _joins_last(self, part, announced):
        last = self.items[-1] if self.items else None
        return bool(announced and last and last.part is part and not last.cells and last.text.endswith((":", "：")))

    def _group(self, element, text):
        """Whom a line such as “To governments:” introduces, or ""."""
        if "recommendations" not in self.announced or len(text) > 120 or text.endswith("."):
            return ""
        bold = "".join("".join(one.itertext()) for one in element.iter("strong"))
        stands_out = text.endswith((":", "：")) or len(bold.strip()) >= len(text) * 0.9
        return known.addressee(text) if stands_out else ""

    def _list(self, element, part, group, running, announced):
        for item in element:
            inner = [one for one in item if one.tag in {"ol", "ul"}]
            for one in inner:
                item.remove(one)
            text = text_of(item)
            for one in inner:
                item.append(one)
            marked = known.item(text, announced)
            if inner and text.endswith((":", "：")) and (whom := known.addressee(text)) and not marked:
                self._list(inner[0], part, whom, 0, announced)
                continue
            for one in inner:
                text += "".join(f"\n– {text_of(deeper)}" for deeper in one)
            if marked:
                self._marked(marked, text, part, group)
            elif announced and text:
                running += 1
                self._add(item.get("label", "") or str(running), text, part, group)
        return running

    def _marked(self, mark, text, part, group):
        """A line that says itself what it is. “C1” is kept as the file has it: ours is another one."""
        kind = "recommendation" if mark["kind"][0].lower() == "r" else "commitment"
        number = mark["number"] if kind == "recommendation" else text[: mark.end()].strip("\t .:)–—-")
        self._add(number, text[mark.end() :], part, group, kind)

    def _add(self, number, text, part, group="", kind="", cells=None):
        label = _NUMBER.match(number.strip())
        self.items.append(
            Item(label[1] if label else number.strip("().:、．。 "), tidy(text), part, group, kind, cells or {})
        )

    def _table(self, table, part, announced):
        rows = grid(table)
        if not rows:
            return
        columns = known.columns(rows[0])
        kinds = announced & {"recommendations", "commitments"}
        promises = {"who", "what"} <= columns.keys() and ("when" in columns or "commitments" in announced)
        if kinds == {"recommendations"} or (announced == set() and "recommendation" in columns):
            self._recommendations(rows, columns, part)
        elif promises or (kinds and {"what", "when"} <= columns.keys()):
            self._promises(rows[1:], columns, part)
        elif "commitments" in kinds:
            guessed = _guessed(rows)
            if guessed:
                self._promises(rows if not columns else rows[1:], guessed, part)

    def _recommendations(self, rows, columns, part):
        column = columns.get("recommendation", columns.get("what"))
        if column is None:
            return
        for number, row in enumerate(rows[1:], start=1):
            if row[column]:
                whom = row[columns["to"]] if "to" in columns else row[columns["who"]] if "who" in columns else ""
                mark = row[columns["number"]] if columns.get("number") is not None else ""
                mark = re.sub(r"^R(?:ec\.?)?\s*(?=\d)", "", mark, flags=re.IGNORECASE)
                self._add(mark or str(number), row[column], part, kind="recommendation", cells={"to": whom})

    def _promises(self, rows, columns, part):
        for row in rows:
            cells = {name: row[at] for name, at in columns.items() if at < len(row)}
            cells.setdefault("what", cells.get("recommendation", ""))
            if cells.get("what") and known.columns(row).keys() != columns.keys():
                number = cells.get("number", "")
                self._add(number, cells["what"], part, kind="commitment", cells={"who": "", "when": "", **cells})

    def finish(self, found):
        """Sort the items into what they are."""
        items = self.items
        unmarked = self.announced and not any(not item.kind for item in items)
        if self.announced and unmarked and not items and len(self.plain) > 1:
            # A list without any numbers: each line of it, but not what introduces them.
            items = [item for item in self.plain if not item.text.endswith((":", "："))]
        for item in items:
            if item.kind == "commitment":
                found.commitments.append(item)
            elif item.kind == "recommendation":
                found.recommendations.append(item)
            elif "commitments" in self._announced(item) and (
                "recommendations" not in self.announced or _COMMITS.match(item.text)
            ):
                found.commitments.append(item)
            elif "recommendations" in self._announced(item):
                found.recommendations.append(item)
            elif "objectives" in self.announced and item.part is self.part:
                found.objectives.append(item)

    def _announced(self, item):
        return item.part.announces() or self.announced


def grid(table):
    """The texts of a table, a list for each row, merged cells repeated in every place they cover."""
    rows, covered = [], {}
    # Rows of this table, and not of one in a cell of it.
    lines = [one for one in table if one.tag == "tr"]
    lines += [row for one in table if one.tag in {"thead", "tbody", "tfoot"} for row in one if row.tag == "tr"]
    lines = [[cell for cell in row if cell.tag in {"td", "th"}] for row in lines]
    if sum(_span(cell, "rowspan") * _span(cell, "colspan") for row in lines for cell in row) > MOST_CELLS:
        return []
    for y, row in enumerate(lines):
        cells, x = [], 0
        for cell in row:
            while (y, x) in covered:
                cells.append(covered[y, x])
                x += 1
            text = text_of(cell)
            for dy in range(_span(cell, "rowspan")):
                for dx in range(_span(cell, "colspan")):
                    covered[y + dy, x + dx] = text
            while (y, x) in covered:
                cells.append(covered[y, x])
                x += 1
        while (y, x) in covered and len(cells) <= x:
            cells.append(covered[y, x])
            x += 1
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def _span(cell, name):
    value = cell.get(name, "1")
    return min(int(value), 200) if value.isdecimal() and int(value) else 1


def _guessed(rows):
    """What the columns of a table of promises hold where its headings do not say, by what stands in them."""
    width = len(rows[0])
    if width < 2:
        return {}
    dated = [
        sum(1 for row in rows if row[at] and has_day(read_deadline(row[at]))) for at in range(width)
    ]  # fmt: skip
    numbers = [
        sum(1 for row in rows if _NUMBER.match(row[at]) or known.ITEM.match(f"{row[at]}: x")) for at in range(width)
    ]
    columns = {}
    if max(dated):
        columns["when"] = dated.index(max(dated))
    if numbers[0] * 2 >= len(rows) and 0 not in columns.values():
        columns["number"] = 0
    free = [at for at in range(width) if at not in columns.values()]
    for name, at in zip(("who", "what"), free, strict=False):
        columns[name] = at
    return columns if "what" in columns else {}


def has_day(reading):
    """True where words told us a day, or how often."""
    return reading.latest is not None or reading.kind == Deadline.Kind.RECURRING


# What one line says


def to_whom(item):
    """The words for whom a recommendation speaks to: [words, whether they introduce the sentence]; or ["", False]."""
    if item.cells.get("to"):
        return item.cells["to"], True
    if (found := _BEFORE_COLON.match(item.text)) and (whom := known.addressee(found["who"])):
        return whom, True
    if item.group:
        return item.group, True
    if found := _SHOULD.match(item.text):
        return re.sub(r"^the\s+", "", (found["who"] or found["other"]).strip(), flags=re.IGNORECASE), False
    return "", False


def promise(item):
    """Who promised what by when: (who, what, when), each in the words of the file."""
    if item.cells:
        return item.cells["who"], item.text, item.cells["when"]
    text = item.text
    by_when, who = when(text), ""
    # “By June 2027, the Department will …”
    said = text.removeprefix(by_when).lstrip(" ,") if by_when else text
    found = _COMMITS.match(said) or _BEFORE_COLON.match(said)
    if found or ((found := _TO_DO.match(said)) and is_a_body(found["who"])):
        who = found["who"]
    who = re.sub(r"^the\s+", "", who.strip(" ,"), flags=re.IGNORECASE)
    return who[:LONGEST_PARTY], text, by_when


def when(text):
    """The words of a sentence that say by when, or ""."""
    sentence = text.split("\n")[0].rstrip(" .။។。")
    words = [found.start() for found in re.finditer(r"\S+", sentence)]
    candidates = [sentence[at:] for at in words[-14:]]
    candidates += [part.strip() for part in re.split(r"[,;，、()]", sentence) if len(part) < 80]
    for found in _WHEN.finditer(sentence):
        candidates += [sentence[found.start() :], *re.split(r"[,;，、 ]", sentence[found.start() :])[:1]]
    for candidate in candidates:
        if len(candidate) > 3 and not candidate.isdecimal() and has_day(read_deadline(candidate)):
            return candidate.strip(" ,")
    return ""
