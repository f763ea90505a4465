"""Charts drawn on the server: one mark per thing, or bars where there are too many. The table beneath is the truth."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..numerals import in_digits, numeral
from . import outcomes
from .narrowing import in_the_list
from .tracking import UNKNOWN, in_order

# Above this many of one sort single marks would not fit.
MOST_MARKS = 12
# As many bars as can be taken in; the table has the others.
MOST_BARS = 12
# So many years of nothing and more are told in one line.
LONG_GAP = 3


@dataclass
class Bar:
    """One value of a chart of commitments, which leads to the list of them.

    pieces    [(mark, colour, number, where it begins, how wide it is), …], in hundredths of the longest bar
    numbers   how many stand at each of the statuses of the chart
    is_apart  True for what has no place among the others, such as “not known”
    hint      a word more
    """

    words: str
    total: int
    address: str
    is_chosen: bool = False
    is_apart: bool = False
    hint: str = ""
    pieces: list = field(default_factory=list)
    numbers: list = field(default_factory=list)


@dataclass
class Bars:
    """A chart of commitments by one thing: a bar for each value of it, in pieces by where they stand.

    name       what it is by; also its anchor
    heading    of the thing it is by
    bars       all of them; only `drawn` are drawn
    statuses   the statuses that are in it
    all        how many commitments there are in it
    as_marks   True where each commitment is a mark of its own
    note       a sentence on how it is counted
    """

    name: str
    title: str
    heading: str
    bars: list
    statuses: list
    all: int
    as_marks: bool
    note: str = ""

    @cached_property
    def of_all(self):
        return _("of %(total)s") % {"total": numeral(self.all)}

    @property
    def drawn(self):
        return self.bars[:MOST_BARS] if self.name == "country" else self.bars

    @property
    def undrawn(self):
        return len(self.bars) - len(self.drawn)

    @property
    def codes(self):
        return {status.code for status in self.statuses}

    @property
    def rows(self):
        """What is in the table: the values that something has."""
        return [bar for bar in self.bars if bar.total]


def bars(name, title, heading, values, out_of, note=""):
    """A chart of commitments.

    values   [(words, {code of a standing: number}, address, further fields of a Bar), …], in order
    out_of   how many commitments there are in all
    """
    codes = [code for code in outcomes.MARKS if any(code in counted for _words, counted, *_more in values)]
    statuses = [outcomes.standing(code) for code in codes]
    longest = max((sum(counted.values()) for _words, counted, *_more in values), default=0)
    found = []
    for words, counted, address, more in values:
        bar = Bar(words, sum(counted.values()), address, numbers=[counted.get(code, 0) for code in codes], **more)
        begins = 0
        for status, number in zip(statuses, bar.numbers, strict=True):
            if number:
                wide = number / longest * 100
                bar.pieces.append((status.mark, status.colour, number, round(begins, 2), round(wide, 2)))
                begins += wide
        found.append(bar)
    return Bars(name, title, heading, found, statuses, out_of, longest <= MOST_MARKS, note)


def of_commitments(narrowed, today):
    """The charts of the commitments that a list is Narrowed to: [Bars, …], those in which something is."""
    facts, picked, found = narrowed.facts, narrowed.chosen, []
    for name, title, heading, note in _charts():
        words, split = dict(narrowed.choices[name]), facts.split(name, picked)
        values = []
        for value in _in_order(name, words, split):
            # What is chosen already can be taken away again.
            other = "" if picked[name] == value else value
            more = {"is_chosen": not other, "is_apart": value == UNKNOWN}
            if name == "due" and value.isdigit() and int(value) > today.year:
                more["hint"] = _("to come")
            address = in_the_list(narrowed.query(**{name: other})) if value in split else ""
            values.append((words.get(value, in_digits(value)), split.get(value, {}), address, more))
        out_of = facts.fitting(picked, but=name).bit_count()
        found.append(bars(name, title, heading, values, out_of, note))
    found = [chart for chart in found if chart.rows]
    for chart in found:
        # One page, one way to draw.
        chart.as_marks = all(other.as_marks for other in found)
    return found


def legend(charts):
    """The statuses that are in some charts, in order."""
    return [outcomes.standing(code) for code in outcomes.MARKS if any(code in chart.codes for chart in charts)]


def _charts():
    """[(filter, title, heading of its values, a sentence on how it is counted), …]"""
    together = _("A promise of several countries counts for each. Makers who may not be told are in none.")
    return [
        ("year", _("By the year they were made"), _("Year"), ""),
        ("country", _("By the country of the makers"), _("Country"), together),
        ("due", _("What was due when, and what became of it"), _("Last day in"), ""),
        ("standing", _("By where they stand"), _("Where it stands"), ""),
        ("news", _("By the age of the last news"), _("Last news"), ""),
    ]


def _in_order(name, words, split):
    """The values of a filter as its chart has them."""
    if name in ("year", "due"):
        return [
            *_line_of_years(sorted(int(value) for value in split if value != UNKNOWN)),
            *([UNKNOWN] if UNKNOWN in split else []),
        ]
    if name == "country":
        return sorted(split, key=lambda value: (-sum(split[value].values()), words[value].casefold()))
    if name == "standing":
        return [code for code in words if code in split or code in outcomes.ALWAYS]
    return [value for value, _words in in_order(name, words)]


def _line_of_years(known):
    """Years as words, with those between them: "2017", "2018–2025", "2026"."""
    line = []
    for year in known:
        gap = range(int(line[-1]) + 1, year) if line else []
        line += [f"{gap[0]}–{gap[-1]}"] if len(gap) >= LONG_GAP else map(str, gap)
        line.append(str(year))
    return line


def _years(numbers):
    known = sorted(year for year in numbers if year)
    # A gap of many decades is most likely a slip of the pen: no chart is drawn for centuries.
    years = list(range(known[0], known[-1] + 1)) if known and known[-1] - known[0] <= 60 else known
    return [*years, *([None] if None in numbers else [])]


@dataclass
class Column:
    """A year in the chart of events, in pixels from above, across in percent.

    x       its middle
    discs   where the mark of each event stands; none where there is a bar instead
    top     the upper end of the bar, and how tall it is; nought where there are discs
    label   (where the year stands, which end or the middle of it stands there), or None where it is not written
    """

    year: int
    number: int
    x: float
    discs: list
    top: float
    tall: float
    label: tuple | None


@dataclass
class Years:
    """Events by year, as a line of discs, or as bars where there are many."""

    columns: list
    height: float
    base: float
    radius: float
    unknown: int
    total: int


def events_by_year(counts):
    """The chart of events by year, as Years.

    counts   [(year or None, status, number), …]
    """
    numbers, unknown = {}, 0
    for year, _status, number in counts:
        if year:
            numbers[year] = numbers.get(year, 0) + number
        else:
            unknown += number
    years = _years(numbers)
    highest = max(numbers.values(), default=0)
    is_bars = highest > MOST_MARKS
    # The discs of many years stand side by side on a narrow phone, too.
    radius = min(6.5, round(140 / max(len(years), 1), 1))
    step = 2 * radius + 9
    height = 150 if is_bars else highest * step
    base = height + 12
    columns = []
    for year, x, label in _labelled(years):
        number = numbers.get(year, 0)
        tall = round(number / highest * height, 1) if is_bars else 0
        discs = [] if is_bars else [base - step * each - radius - 9.5 for each in range(number)]
        columns.append(Column(year, number, x, discs, base - tall, tall, label))
    return Years(columns, base + 36, base, radius, unknown, sum(numbers.values()) + unknown)


def _labelled(years):
    """Where years stand side by side, and their labels: (year, middle in percent, label as of a Column)."""
    width = 100 / max(len(years), 1)
    # On the smallest phone four Khmer digits and a gap take this much.
    apart = 15
    every = next(step for step in (5, 10, 20, 50, 100) if step * width >= apart)
    for place, year in enumerate(years):
        x, label = round((place + 0.5) * width, 2), None
        if width >= apart:
            label = (x, "middle")
        elif place in (0, len(years) - 1):
            # In the middle of its column it would reach over the edge.
            label = (100, "end") if place else (0, "start")
        elif year % every == 0 and 1.5 * apart <= x <= 100 - 1.5 * apart:
            label = (x, "middle")
        yield year, x, label
