"""What each column of a list is: by its heading, and where that says nothing, by what stands in it."""

import re
from dataclasses import dataclass, field, replace

from .cells import CellError, Day, Formula
from .countries import country_code
from .headings import SECTIONS, fold, folded

EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
PHONE = re.compile(r"\+?[\d\s()./-]{7,24}")
HONORIFICS = {
    "mr", "mrs", "ms", "miss", "mx", "mdm", "dr", "prof", "h.e", "he", "hon", "atty", "engr", "sir", "madam",
    "assoc.prof", "asst.prof", "assoc", "asst", "ông", "bà", "anh", "chị", "ts", "ths", "gs", "pgs", "u",
    "daw", "ma", "ko", "saw", "naw", "ဦး", "ဒေါ်", "မ", "ကို", "ဒေါက်တာ", "លោក", "លោកស្រី", "ឯកឧត្តម",
    "បណ្ឌិត", "កញ្ញា", "អ្នកស្រី", "นาย", "นาง", "นางสาว", "น.ส", "ดร", "คุณ", "ທ່ານ", "ທ້າວ", "ນາງ", "ທ", "ນ",
    "ດຣ", "先生", "女士", "博士", "教授", "小姐",
}  # fmt: skip
GENDERS = {
    "m", "f", "x", "male", "female", "man", "woman", "nam", "nữ", "男", "女", "ကျား", "မ", "ប្រុស", "ស្រី",
    "ชาย", "หญิง", "ຊາຍ", "ຍິງ", "ช", "ญ", "ប", "ស", "ช.", "ญ.",
}  # fmt: skip
# Headings that mean the given name where another column holds the family name.
BARE = {fold(word) for word in ("Name", "Names", "ชื่อ", "ຊື່", "Tên", "名", "名字", "ឈ្មោះ", "နာမည်", "အမည်")}
_SECTIONS = folded(SECTIONS)
_SECTION_IN_WORDS = re.compile(rf"\b(?:{'|'.join(word for word in _SECTIONS if word.isascii())})\b")
_SECTION_IN_LETTERS = re.compile("|".join(word for word in _SECTIONS if not word.isascii() and len(word) > 1))
_SCRIPT = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3400-\u9fff]")
LOOKED_AT = 100


@dataclass
class Columns:
    """{column: field}, and the columns where that is a guess."""

    fields: dict = field(default_factory=dict)
    unsure: set = field(default_factory=set)


def find_columns(headings, matches, rows, chosen):
    """Decide what each column is.

    headings  {column: [text, …]}
    matches   {column: headings.Match} for the headings that are known
    rows      [[cell, …], …], people as far as one can tell
    chosen    {column: field or ""} as the person said; no guess takes a field from it

    Returns Columns.
    """
    cells = _by_column(rows)
    wanted = {c: _by_cells(one, cells.get(c, [])) for c, one in matches.items() if c not in chosen}
    taken = set(chosen.values()) - {""}
    wanted = _names(wanted, headings, cells, taken)
    columns = Columns()
    for column, one in sorted(wanted.items(), key=lambda item: (not item[1].sure, item[1].rank, item[0])):
        if one.field and one.field not in taken:
            taken.add(one.field)
            columns.fields[column] = one.field
            columns.unsure |= set() if one.sure else {column}
    free = [c for c in cells if c not in chosen and c not in columns.fields and c not in matches]
    for column, found in _by_content(free, cells, taken):
        columns.fields[column] = found
        columns.unsure.add(column)
    columns.fields |= {column: found for column, found in chosen.items() if found}
    columns.fields = dict(sorted(columns.fields.items()))
    return columns


def _by_column(rows):
    """{column: [cell, …]} of what is filled."""
    cells = {}
    for row in rows[:LOOKED_AT]:
        for column, cell in enumerate(row):
            if cell and not isinstance(cell, CellError | Formula):
                cells.setdefault(column, []).append(cell)
    return cells


def _share(cells, test):
    return sum(map(bool, map(test, cells))) / len(cells) if cells else 0


def is_honorific(cell):
    words = [word.strip(".") for word in re.split(r"[\s/]+|(?<=\w\.)(?=\w{2})", cell.casefold()) if word]
    return bool(words) and all(word in HONORIFICS for word in words)


def is_email(cell):
    return "@" in cell and len(cell) < 255 and EMAIL.fullmatch(cell)


def is_phone(cell):
    return not isinstance(cell, Day) and bool(PHONE.fullmatch(cell)) and 7 <= len(re.sub(r"\D", "", cell)) <= 15


def _by_cells(one, cells):
    """Settle the headings that mean two things by what stands beneath them."""
    if one.field == "title":
        return replace(one, field="honorific" if _share(cells, is_honorific) > 0.5 else "post")
    if one.field == "contact":
        emails, phones = _share(cells, is_email), _share(cells, is_phone)
        return replace(one, field="email" if emails > 0.5 else "phone" if phones > 0.5 else "", sure=False)
    if one.field == "name" and cells and _share(cells, is_honorific) > 0.8:
        return replace(one, field="honorific", sure=False)
    return one


def _names(wanted, headings, cells, taken):
    """Tell apart the columns that hold names: family and given name, own script and Latin letters."""
    fields = {one.field for one in wanted.values()} | taken
    names = [column for column, one in wanted.items() if one.field == "name"]
    if "family_name" in fields and "given_name" not in fields:
        bare = [c for c in names if fold(headings[c][-1]) in BARE or fold(headings[c][0]) in BARE]
        bare = bare or [c for c in names if any(fold(p) in BARE for p in re.split(r"[/|(\n]", " / ".join(headings[c])))]
        if bare and not _holds_family(wanted, cells, bare[0]):
            wanted[bare[0]] = replace(wanted[bare[0]], field="given_name")
            names.remove(bare[0])
    if {"family_name", "given_name"} <= fields:
        # What only looks like a name is none where both its parts are known.
        wanted = {column: one for column, one in wanted.items() if one.field != "name" or one.sure}
    if len(names) > 1 and "own_script_name" not in fields:
        # The same name twice, in two scripts.
        scripts = {column: _share(cells.get(column, []), _SCRIPT.search) for column in names}
        own = max(scripts, key=scripts.get)
        if scripts[own] > 0.5 and min(scripts.values()) < 0.5:
            wanted[own] = replace(wanted[own], field="own_script_name", sure=False)
    if not fields & {"name", "family_name", "given_name"}:
        # A list in one script has nothing to tell its names from.
        for column, one in wanted.items():
            if one.field == "own_script_name":
                wanted[column] = replace(one, field="name")
                break
    return wanted


def _holds_family(wanted, cells, column):
    """True if a column called “Name” holds whole names, beside another with the family name alone."""
    family = next((c for c, one in wanted.items() if one.field == "family_name"), None)
    pairs = list(zip(cells.get(family, []), cells.get(column, []), strict=False))
    return bool(pairs) and sum(one.casefold() in other.casefold() for one, other in pairs) > len(pairs) / 2


def _by_content(free, cells, taken):
    """Guess columns by what stands in them. Yields (column, field)."""
    free = [column for column in free if len(cells[column]) > 1 or len(cells) > 1]
    for column in [] if "number" in taken else free[:3]:
        if _counts_up(cells[column]):
            free.remove(column)
            taken.add("number")
            yield column, "number"
            break
    tests = (
        ("email", 0.6, is_email),
        ("country", 0.7, lambda cell: 1 < len(cell) < 80 and not cell.isdigit() and country_code(cell)),
        ("phone", 0.7, is_phone),
        ("honorific", 0.8, is_honorific),
        ("gender", 0.9, lambda cell: cell.casefold() in GENDERS),
    )
    for wanted, enough, test in tests:
        if wanted in taken:
            continue
        shares = {column: _share(cells[column], test) for column in free}
        best = max(shares, key=shares.get, default=None)
        if best is not None and shares[best] >= enough:
            free.remove(best)
            taken.add(wanted)
            yield best, wanted
    if not taken & {"name", "given_name", "family_name"}:
        names = {column: _like_names(cells[column]) for column in free}
        best = max(names, key=lambda column: (round(names[column], 1), -column), default=None)
        if best is not None and names[best] >= 0.7:
            free.remove(best)
            yield best, "name"
    if "organisation" not in taken:
        shares = {column: _share(cells[column], has_section_word) for column in free}
        best = max(shares, key=shares.get, default=None)
        if best is not None and shares[best] > 0.4:
            yield best, "organisation"


def has_section_word(cell):
    """True for “Ministry of Labour”, “Delegation of Viet Nam” and their like."""
    if len(cell) > 120:
        return False
    text = fold(cell)
    return bool(_SECTION_IN_WORDS.search(text) if text.isascii() else _SECTION_IN_LETTERS.search(text))


def _counts_up(cells):
    """True for 1, 2, 3 …, with a few missing."""
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 6]
    steps = [after - before == 1 for before, after in zip(numbers, numbers[1:], strict=False)]
    return len(numbers) > 2 and len(numbers) > 0.7 * len(cells) and sum(steps) >= 0.8 * len(steps)


def _like_names(cells):
    """How much a column looks like names of people, 0 to 1."""

    def test(cell):
        words = cell.split()
        letters = re.fullmatch(r"[^\d@_<>{}#*=+;:?!]{2,60}", cell)
        several = len(words) > 1 or bool(_SCRIPT.search(cell))
        return letters and several and len(words) < 8 and not has_section_word(cell) and not country_code(cell)

    return _share(cells, test) * (len({cell.casefold() for cell in cells}) / len(cells) if cells else 0) ** 0.5
