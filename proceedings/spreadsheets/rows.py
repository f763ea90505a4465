"""One row of a list, understood: what each cell says, what is wrong with it, and what was guessed."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ..models import Organisation, Participant, Person
from . import values, zawgyi
from .countries import country_code, plain
from .dates import read_date
from .headings import CALLED
from .names import join_name, read_name

# An e-mail address in a name, as mail programs write it: “Dara <dara@example.org>”, “Dara (dara@example.org)”.
ADDRESS = re.compile(r"\s*[<(\[]?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+[>)\]]?\s*")
# Somebody who speaks for nobody else. An empty cell may as well have been forgotten.
NOBODY = {plain(word) for word in ("independent", "individual", "none", "self", "n/a", "private")}
LONGEST = {
    **{name: Person._meta.get_field(name).max_length for name in ("name", "honorific", "own_script_name", "phone")},
    "email": Person._meta.get_field("email").max_length,
    "organisation": Organisation._meta.get_field("name").max_length,
    "post": Participant._meta.get_field("post").max_length,
    "needs": 2_000,
    "note": 2_000,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row: the field to mend it in, a sentence, and what could stand there instead."""

    field: str
    sentence: str
    offer: str = ""


@dataclass
class Delegate:
    """A row, understood. `cells` is what stands there, mended; the rest is what it means."""

    number: int
    cells: dict
    digest: str = ""
    name: str = ""
    person: dict = field(default_factory=dict)
    seat: dict = field(default_factory=dict)
    organisation_name: str = ""
    country: str = ""
    role: object = None
    may_be_named: bool | None = None
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def shown_name(self):
        """The name as the pages print it, also where it could not be understood."""
        return self.name or self.cells.get("name", "")


def digest_of(cells):
    """A mark by which the same row of another file is known again, and which tells nobody what stands in it."""
    text = json.dumps({name: str(cell) for name, cell in sorted(cells.items()) if cell}, ensure_ascii=False)
    return salted_hmac("delegate list", text, algorithm="sha256").hexdigest()[:32]


@dataclass(frozen=True)
class Context:
    """What the rows of a list are understood by.

    roles       {plain word: SeatRole}
    has         the fields for which the list has a column
    near        the first day of the event, or None
    day_first   whether the list writes days before months: True, False, or None where it does not tell
    """

    roles: dict
    has: frozenset
    near: date | None = None
    day_first: bool | None = None
    # What cells were read as: a list says “Viet Nam” and “11/03/2026” a thousand times.
    seen: dict = field(default_factory=dict, repr=False, compare=False)


# Of these each row has its own.
ONCE = {"email", "phone", "own_script_name"}


def understand(number, cells, context, mended=None, above=""):
    """Read one row.

    number    its number in the file
    cells     {field: cell}, as the table has it
    context   a Context
    mended    {field: text}, what somebody wrote in the place of cells
    above     the line above a group of rows, such as “Delegation of Viet Nam”

    Returns a Delegate, with every problem of the row.
    """
    mended = mended or {}
    row = Delegate(number, {name: cell or "" for name, cell in (cells | mended).items()}, digest_of(cells))

    def read(name, reader, *arguments, **options):
        """The value of a cell by its reader; what there is to say about it goes to the row."""
        cell = row.cells.get(name, "")
        key = name, type(cell), cell
        found = context.seen.get(key)
        if found is None:
            found = reader(cell, *arguments, **options)
            if name not in ONCE or not cell:
                context.seen[key] = found
        row.notes += [f"{CALLED[name]}: {found.note}"] if found.note else []
        row.problems += [Problem(name, found.problem)] if found.problem else []
        return found.value

    row.country = read("country", values.read_country) or _country_above(row, above)
    _name(row)
    row.person |= {
        "own_script_name": read("own_script_name", values.read_text, LONGEST["own_script_name"]),
        "gender": read("gender", values.read_gender),
        "email": read("email", values.read_email, LONGEST["email"]),
        "phone": read("phone", values.read_phone, LONGEST["phone"]),
    }
    days = {"near": context.near, "day_first": context.day_first}
    row.seat = {
        "post": read("post", values.read_text, LONGEST["post"]),
        "needs": read("needs", values.read_text, LONGEST["needs"]),
        "internal_note": read("note", values.read_text, LONGEST["note"]),
        "arrives_on": read("arrives_on", read_date, **days),
        "leaves_on": read("leaves_on", read_date, **days),
    }
    if row.seat["arrives_on"] and row.seat["leaves_on"] and row.seat["leaves_on"] < row.seat["arrives_on"]:
        row.problems.append(Problem("leaves_on", _("They would leave before they arrive.")))
    row.may_be_named = read("consent", values.read_yes) if "consent" in context.has else None
    _role(row, read("role", values.read_text), context.roles)
    _organisation(row, read("organisation", values.read_text, LONGEST["organisation"]), context.has)
    # What somebody has looked at and written is as they meant it.
    _check_zawgyi(row, row.cells.keys() - mended.keys())
    return row


def _check_zawgyi(row, names):
    broken = {problem.field for problem in row.problems}
    for name in CALLED:
        written = str(row.cells.get(name, ""))
        if name in names - broken and written and zawgyi.is_zawgyi(written):
            sentence = _("“%s” seems to be typed in Zawgyi, not in Unicode. Look whether the offer reads right.")
            row.problems.append(Problem(name, sentence % _(CALLED[name]), zawgyi.to_unicode(written)))


def _country_above(row, above):
    code = country_in(above)
    if code and not str(row.cells.get("country", "")).strip():
        row.notes.append(_("Country from the line above: “%s”") % above)
        return code
    return ""


@lru_cache(maxsize=500)
def country_in(text):
    """The country that a line such as “Delegation of Viet Nam” ends with, or ""."""
    words = text.split()
    return next((code for start in range(len(words)) if (code := country_code(" ".join(words[start:])))), "")


def _name(row):
    cells = row.cells
    written, name = cells.get("name", ""), "name"
    parts = cells.get("family_name", ""), cells.get("given_name", "")
    if values.is_blank(written) and any(parts):
        joined = join_name(*parts, row.country, LONGEST["name"])
        written, name = joined.value, "given_name"
        row.notes += [joined.note] if joined.note else []
        if joined.problem:
            row.problems.append(Problem(name, joined.problem))
            return
    found = read_name(written, country=row.country, most=LONGEST["name"])
    row.problems += [Problem(name, found.problem)] if found.problem else []
    row.notes += [f"{CALLED['name']}: {found.note}"] if found.note else []
    if found.value and "@" in found.value.name:
        sentence = _("There is an address in the name. The name would stand so on the badge: write the name alone.")
        row.problems.append(Problem(name, sentence, ADDRESS.sub(" ", found.value.name).strip(" ,;:/|-")))
    apart = values.read_text(cells.get("honorific", ""), LONGEST["honorific"])
    row.problems += [Problem("honorific", apart.problem)] if apart.problem else []
    row.name = found.value.name if found.value else ""
    row.person["honorific"] = apart.value or (found.value.honorific if found.value else "")


def _role(row, written, roles):
    if not written:
        return
    row.role = roles.get(plain(written))
    if row.role is None:
        names = ", ".join(sorted({role.name for role in roles.values()}))
        sentence = _("“%(role)s” is no role here. Roles are: %(names)s.")
        row.problems.append(Problem("role", sentence % {"role": written, "names": names}))


def _organisation(row, written, has):
    if written and plain(written) not in NOBODY:
        row.organisation_name = written
    elif not written and "organisation" in has and all(problem.field != "organisation" for problem in row.problems):
        sentence = _("There is no organisation. For somebody who speaks for nobody else write “independent”.")
        row.problems.append(Problem("organisation", sentence))


def says_the_same(name, value, now):
    """True where two ways to write a value mean the same: capitals of an address, a phone number without its 0."""
    if name == "email":
        return value.casefold() == (now or "").casefold()
    if name == "phone":
        return _digits(value) == _digits(now or "")
    return False


def _digits(phone):
    return "".join(str(int(c)) for c in phone if c.isdigit()).lstrip("0")
