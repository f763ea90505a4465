"""Deadlines as people write them, in the languages of the region: “before 17 December 2017”, “ภายในสิ้นปี 2570”.

The words are cut into what they may mean: a relation (before, by, within, from), a part (early, the end of, the first
half of), days, months and years, how often. One word that is not understood and the whole stays words: nothing is
guessed that the words do not say, and what may be read in two ways is read in one and said.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .deadline_words import SOME, cut
from .models import Deadline
from .models.base import Precision
from .spreadsheets.dates import read_date
from .spreadsheets.reading import Day, Number
from .spreadsheets.values import is_blank, one_line

Kind = Deadline.Kind
# As many letters as Deadline.as_written holds.
MOST = 300
# “Early”, “mid-” and “late” of a year are its thirds, as calendars of publishing count; of a month the thirds of
# Chinese calendars (上旬, 中旬, 下旬).
EARLY_YEAR, MID_YEAR, LATE_YEAR = (1, 4), (5, 8), (9, 12)
EARLY_MONTH, MID_MONTH, LATE_MONTH = (1, 10), (11, 20), (21, 31)
MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120}
DAYS_IN = {"day": 1, "week": 7}
# In a cell that holds a time as well only the day is a deadline.
TIMED = re.compile(r"(?<=^\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}(?::\d{2})?$")
DASHES = set("-–—~～－")
FINEST_FIRST = list(Precision)


@dataclass(frozen=True)
class Reading:
    """What a deadline says, read out of its words. The fields are those of Deadline; nothing in them is invented.

    certain   False where the words may be read otherwise, or where no day was found in them: somebody should look
    notes     sentences on what was taken for granted, for whoever looks
    """

    words: str = ""
    kind: str = Kind.NONE
    earliest: date | None = None
    latest: date | None = None
    precision: str = ""
    times: int | None = None
    per: str = ""
    certain: bool = True
    notes: tuple = ()

    @property
    def is_no_day(self):
        """True where no day was found, though the words do not say what it depends on; the notes say why."""
        return self.kind == Kind.RELATIVE and not self.certain

    @property
    def fields(self):
        """The values for a Deadline of these words."""
        names = ("kind", "earliest", "latest", "precision", "times", "per")
        return {"as_written": self.words} | {name: getattr(self, name) for name in names}


class _Unclear(Exception):
    """The words hold something that is no date; the message is a sentence, or empty."""


def read(words, *, on=None):
    """Read when something is due.

    words   what the source says: a text, or the cell of a list
    on      the day the words were said, for “within six months” and “by the end of the year”; None where nobody knows

    Returns a Reading: of kind “none” where there are no words or they say that there is no date; of kind “relative”
    where they name no day that can be known. Never raises.
    """
    written = "" if is_blank(words) else one_line(words)
    if not written:
        return Reading()
    if isinstance(words, Day) or (isinstance(words, Number) and len(written) != 4):
        found = read_date(words)
        if found.value:
            return _by(written, found.value, [found.note] if found.note else [])
    if len(written) > MOST:
        return Reading(
            written[:MOST], Kind.RELATIVE, certain=False, notes=("These are too many words for a deadline.",)
        )
    try:
        return replace(_Words(TIMED.sub("", written), on).reading(), words=written)
    except _Unclear as reason:
        notes = [str(reason)] if str(reason) else ["We read no day in these words."]
    except (ValueError, OverflowError):
        notes = ["There is no such day."]
    return Reading(written, Kind.RELATIVE, certain=False, notes=tuple(notes))


def _by(written, day, doubts):
    return Reading(written, Kind.BY, None, day, Precision.DAY, certain=not doubts, notes=tuple(doubts))


@dataclass(frozen=True)
class _Span:
    """From which to which day, and how exactly that is known."""

    first: date
    last: date
    precision: str


class _Words:
    """The words of one deadline, cut into what each means, and put together again."""

    def __init__(self, written, on):
        self.written, self.on = written, on
        self.tokens, rest = cut(written)
        self.doubts, self.notes, self.ended = [], [], False
        # Somebody may have written after it what it depends on: then the day alone would be half the truth.
        if rest or not self.tokens:
            raise _Unclear("")

    def has(self, name):
        return any(token.name == name for token in self.tokens)

    def reading(self):
        if self.has("nodate") and len(self.tokens) == 1:
            return Reading(self.written, Kind.NONE)
        if SOME.search(self.written):
            raise _Unclear("It does not say how many.")
        if self.has("soon"):
            raise _Unclear("It says to hurry, and names no day.")
        found = self._recurring() or self._once(self.tokens)
        if found.earliest and found.latest and found.earliest > found.latest:
            raise _Unclear("The last day would be before the first.")
        return replace(
            found, words=self.written, certain=found.certain and not self.doubts,
            notes=tuple(dict.fromkeys([*self.doubts, *self.notes])),
        )  # fmt: skip

    # Again and again

    def _recurring(self):
        """A Reading of what recurs, or None."""
        tokens = list(self.tokens)
        times = per = None
        counted = next((token for token in tokens if token.name == "count"), None)
        rhythm = next((token for token in tokens if token.name == "rhythm"), None)
        every = next((token for token in tokens if token.name == "every"), None)
        if counted:
            tokens.remove(counted)
            times = counted.value
        if rhythm:
            tokens.remove(rhythm)
            each, per, ambiguous = rhythm.value
            times = times or each
            if ambiguous:
                self.doubts.append(ambiguous)
        elif every or counted:
            unit = _pair(tokens, every)
            if every:
                tokens.remove(every)
            if unit is None:
                if not (every or counted):
                    return None
                if every:
                    raise _Unclear("")
            else:
                number, name, used = unit
                for token in used:
                    tokens.remove(token)
                times, per = self._rhythm(times or 1, number, name)
        elif not self.has("regularly"):
            return None
        if self.has("regularly"):
            tokens = [token for token in tokens if token.name != "regularly"]
            if not per:
                self.notes.append("It does not say how often.")
        tokens = [token for token in tokens if token.name != "least"]
        if any(token.name == "month" for token in tokens) and not any(token.name == "year" for token in tokens):
            # No year: that is when in each of them.
            self.notes.append("On which day of the year is in the words.")
            tokens = []
        within = self._once(tokens) if any(token.name != "rel" for token in tokens) else None
        if counted and per is None and not rhythm:
            # “Twice in 2027”.
            if within is None or within.precision not in MONTHS_IN or within.kind != Kind.IN:
                raise _Unclear("")
            per = within.precision
        first, last = (within.earliest, within.latest) if within else (None, None)
        return Reading(kind=Kind.RECURRING, earliest=first, latest=last, precision=within.precision if last else "",
                       times=times if per else None, per=per or "")  # fmt: skip

    def _rhythm(self, times, number, name):
        """How many times per which span, for something `times` every `number` of a span of that name."""
        if name in DAYS_IN:
            self.notes.append("How often is counted only in months and longer; the words say it.")
            return None, ""
        months = MONTHS_IN[name] * number
        for span, length in MONTHS_IN.items():
            if length == months:
                return times, span
        if 12 % months == 0:
            return times * (12 // months), Precision.YEAR
        self.notes.append("The words say how often; no number of times a year does.")
        return None, ""

    # Once

    def _once(self, tokens):
        relations = {token.value for token in tokens if token.name == "rel"}
        # “đến năm 2030”, “到2030年”: what means “to” between two days means “by” before one.
        if [token.value in DASHES for token in tokens if token.name == "range"] == [False]:
            relations.add("by")
        # “On or before” and “until the end of”, “latest by”: the last day is among them.
        relation = next((each for each in ("by", "before", "from", "after", "on", "within") if each in relations), "")
        if {"on", "before"} <= relations and any(token.name == "or" for token in tokens):
            relation = "by"
        rest = [token for token in tokens if token.name not in {"rel", "or", "least"}]
        if any(token.name == "or" for token in tokens) and relation != "by":
            raise _Unclear("It names more than one day.")
        sides = self._sides(tokens, relations)
        if sides:
            return self._window(*sides)
        if any(token.name == "range" and token.value in DASHES for token in rest):
            raise _Unclear("")
        rest = [token for token in rest if token.name not in {"range", "and"}]
        if (counted := self._counted(rest, relation)) is not None:
            return counted
        span, part = self._span(rest)
        if relation == "before" and part not in {"end", "mid"} and not self.ended:
            if "inclusive" in relations:
                self.doubts.append("In Chinese “before” a day may mean on that day as well.")
            return Reading(kind=Kind.BEFORE, latest=span.first - timedelta(1), precision=span.precision)
        if relation in {"by", "before"}:
            return Reading(kind=Kind.BY, latest=self._middle(rest, span, part), precision=span.precision)
        if relation in {"from", "after"}:
            self.notes.append("It says from when, not until when.")
            first = span.first if relation == "from" else span.last + timedelta(1)
            return Reading(kind=Kind.RELATIVE, earliest=first, precision=span.precision)
        if span.precision == Precision.DAY and relation != "on":
            return Reading(kind=Kind.BY, latest=span.last, precision=span.precision)
        if part == "end":
            return Reading(kind=Kind.BY, latest=span.last, precision=span.precision)
        return Reading(kind=Kind.IN, earliest=span.first, latest=span.last, precision=span.precision)

    def _middle(self, tokens, span, part):
        """The last day of what must be done by a span: by the middle of a year is by the end of June."""
        if part == "mid":
            # Of its middle only the last day is said, not all the days we read in the words.
            self.doubts = [doubt for doubt in self.doubts if not doubt.startswith("It names no day")]
        if part == "mid" and span.precision == Precision.YEAR:
            self.doubts.append("“By the middle of the year” read as by the end of June.")
            return date(span.first.year, 6, 30)
        if part == "mid":
            return span.first.replace(day=15)
        return span.last

    def _sides(self, tokens, relations):
        """What stands before and behind “to” or “and”, where both are dates; or None."""
        between = "between" in relations
        marks = [
            index
            for index, token in enumerate(tokens)
            if token.name == "range" or (between and token.name == "and") or (
                "from" in relations and token.name == "rel" and token.value == "by" and index
            )
        ]  # fmt: skip
        # “2018 မှ 2020 အထိ”: “from” and “to” stand behind what they go with.
        if marks == [len(tokens) - 1] and tokens[0].name != "rel":
            marks = [index for index, token in enumerate(tokens) if token.name == "rel" and token.value == "from"]
        if len(marks) != 1:
            return None
        dated = {"day", "month", "year", "number", "date", "part", "decade"}
        left, right = (
            [token for token in side if token.name in dated] for side in (tokens[: marks[0]], tokens[marks[0] + 1 :])
        )
        known = {token.name for token in tokens} <= dated | {"rel", "range", "and", "unit", "least"}
        return (left, right) if left and right and known else None

    def _window(self, left, right):
        last, _part = self._span(right)
        names = {token.name for token in left}
        borrowed = []
        # “Between March and June 2026”, “1 to 15 March 2027”: what is said once holds for both.
        if not names & {"year", "date", "decade"}:
            borrowed += [token for token in right if token.name == "year"]
            if not names & {"month", "part"}:
                borrowed += [token for token in right if token.name == "month"]
        try:
            first, _part = self._span([*left, *borrowed])
        except _Unclear:
            raise _Unclear("") from None
        coarse = max(first.precision, last.precision, key=FINEST_FIRST.index)
        return Reading(kind=Kind.WINDOW, earliest=first.first, latest=last.last, precision=coarse)

    def _counted(self, tokens, relation):
        """“Within six months”: a Reading counted from the day it was said; None where nothing is counted."""
        if any(token.name in {"month", "year", "date", "decade", "part", "day"} for token in tokens):
            return None
        pair = _pair(tokens, None, must_count=True)
        if pair is None:
            return None
        number, name, used = pair
        if any(token not in used and token.name != "next" for token in tokens) or relation in {"from", "after", "on"}:
            raise _Unclear("")
        if self.on is None:
            raise _Unclear("It counts from a day we do not know.")
        if name in DAYS_IN:
            last, precision = self.on + timedelta(DAYS_IN[name] * number), Precision.DAY
        else:
            last, precision = _months_on(self.on, MONTHS_IN[name] * number), Precision.MONTH
        self.notes.append(f"Counted from {_said(self.on)}.")
        return Reading(kind=Kind.IN, earliest=self.on, latest=last, precision=precision)

    def _span(self, tokens):
        """(the _Span that some tokens mean, the part of a year or month they name). Raises _Unclear, ValueError."""
        named = {}
        # “The end of the first quarter” has the same last day as the quarter.
        parts = [token for token in tokens if token.name == "part"]
        ends = [token for token in parts if token.value == "end"] if len(parts) > 1 else []
        self.ended = bool(ends)
        for token in tokens:
            if token.name in {"and", "least", "range"} or token in ends:
                continue
            if named.get(token.name) == token.value and token.name == "year":
                continue
            if token.name in named and token.name != "unit":
                raise _Unclear("It names more than one day.")
            named[token.name] = token.value
            if token.doubt:
                self.doubts.append(token.doubt)
            if token.note:
                self.notes.append(token.note)
        if set(named) - {"part", "date", "unit", "decade", "year", "month", "day", "number", "next"}:
            raise _Unclear("It may be a year of the Burmese calendar." if "burmese" in named else "")
        part = named.get("part", "")
        if "date" in named:
            if set(named) - {"date", "unit"}:
                raise _Unclear("It names more than one day.")
            return _Span(named["date"], named["date"], Precision.DAY), ""
        if "decade" in named:
            first = named["decade"]
            return self._part_of(_Span(date(first, 1, 1), date(first + 9, 12, 31), Precision.DECADE), part), part
        year, month, day = named.get("year"), named.get("month"), named.get("day", named.get("number"))
        if day is not None and month is None:
            raise _Unclear("")
        if year is None:
            year, month = self._year(named, month, day)
        if month is None:
            return self._part_of(_Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR), part), part
        if day is not None:
            if part:
                raise _Unclear("")
            return _Span(date(year, month, day), date(year, month, day), Precision.DAY), ""
        return self._part_of(_Span(date(year, month, 1), _end(year, month), Precision.MONTH), part), part

    def _year(self, named, month, day):
        """(year, month) where no year is written: “this year”, “next month”, “17 December”. Raises _Unclear."""
        if month is None and "unit" not in named:
            raise _Unclear("")
        if self.on is None:
            raise _Unclear("The year is missing.")
        ahead = 1 if "next" in named else 0
        unit = named.get("unit")
        if month is None:
            if unit == "month":
                then = _months_on(self.on.replace(day=1), ahead)
                self.notes.append(f"Counted from {_said(self.on)}.")
                return then.year, then.month
            if unit != "year":
                raise _Unclear("")
            self.notes.append(f"Counted from {_said(self.on)}.")
            return self.on.year + ahead, None
        if unit == "year":
            self.notes.append(f"Counted from {_said(self.on)}.")
            return self.on.year + ahead, month
        # The first such day after the words were said.
        last = date(self.on.year, month, day) if day else _end(self.on.year, month)
        year = self.on.year if last >= self.on else self.on.year + 1
        self.doubts.append(f"The year is missing; we took {year}.")
        return year, month

    def _part_of(self, span, part):
        """A part of a year or a month."""
        first, precision = span.first, span.precision
        if not part or part == "end":
            return span
        if part[0] in "qh" and part[1:].isdigit():
            if precision != Precision.YEAR:
                raise _Unclear("")
            months = 3 if part[0] == "q" else 6
            number = int(part[1])
            return _Span(date(first.year, months * (number - 1) + 1, 1), _end(first.year, months * number),
                         Precision.QUARTER if months == 3 else Precision.HALF_YEAR)  # fmt: skip
        if precision == Precision.YEAR:
            start, end = {"early": EARLY_YEAR, "mid": MID_YEAR, "late": LATE_YEAR}[part]
            found = _Span(date(first.year, start, 1), _end(first.year, end), precision)
        elif precision == Precision.MONTH:
            start, end = {"early": EARLY_MONTH, "mid": MID_MONTH, "late": LATE_MONTH}[part]
            last = min(end, span.last.day)
            found = _Span(first.replace(day=start), first.replace(day=last), precision)
        else:
            raise _Unclear("")
        if part != "late":
            self.doubts.append(f"It names no day; we read {_said(found.first)} to {_said(found.last)}.")
        return found


def _pair(tokens, every, must_count=False):
    """(number, unit, the tokens they are) of “six months”; of “every year” the number is 1. None without a unit."""
    place = tokens.index(every) if every else 0
    ordered = tokens[place:] + tokens[:place]
    units = [token for token in ordered if token.name == "unit"]
    numbers = [token for token in ordered if token.name == "number"]
    if any(token.name == "month" for token in ordered):
        # “By 31 March each year”: 31 is a day.
        numbers = [one for one, behind in zip(ordered, ordered[1:], strict=False) if one in numbers and behind in units]
    if not units or (must_count and not numbers) or len(units) > 1 or len(numbers) > 1:
        return None
    number = numbers[0].value if numbers else 1
    if not 0 < number <= 100:
        return None
    return number, units[0].value, [units[0], *numbers]


def _months_on(day, months):
    """The same day some months later; where that month is shorter, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end(year, month):
    return date(year, month, monthrange(year, month)[1])


def _said(day):
    return f"{day.day} {day:%B %Y}"
