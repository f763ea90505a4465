"""Charts drawn on the server: one mark per thing, or bars where there are too many. The table beneath is the truth."""

from dataclasses import dataclass, field

from . import outcomes

# Above this many in one year single marks would not fit.
MOST_MARKS = 12
STEP = 32


@dataclass
class Column:
    """One year of a chart. `marks` is a list of (x, y, Status); `bars` a list of (y, height, Status, number)."""

    year: object
    x: float = 0
    marks: list = field(default_factory=list)
    bars: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    total: int = 0


@dataclass
class Chart:
    columns: list
    statuses: list
    totals: list
    height: int
    base: int
    known: float
    unknown: float
    has_unknown: bool
    is_bars: bool
    label_every: int = 1

    @property
    def rows(self):
        """The columns that have something, for the table."""
        return [column for column in self.columns if column.total]


def _years(numbers):
    known = sorted(year for year in numbers if year)
    # A gap of many decades is most likely a slip of the pen: no chart is drawn for centuries.
    years = list(range(known[0], known[-1] + 1)) if known and known[-1] - known[0] <= 60 else known
    return [*years, *([None] if None in numbers else [])]


def by_year(counts):
    """The chart of commitments by the year they were made and where they stand.

    counts   [(year or None, standing code, number), …]
    """
    numbers = {}
    for year, code, number in counts:
        numbers.setdefault(year, {})[code] = number
    codes = [code for code in outcomes.MARKS if any(code in of for of in numbers.values())]
    statuses = [outcomes.standing(code) for code in codes]
    highest = max((sum(of.values()) for of in numbers.values()), default=0)
    is_bars = highest > MOST_MARKS
    years = _years(numbers)
    width = 100 / max(len(years), 1)
    height = 200 if is_bars else highest * STEP
    base = height + 8
    columns = []
    for place, year in enumerate(years):
        of = numbers.get(year, {})
        column = Column(year, round((place + 0.5) * width, 2), total=sum(of.values()))
        column.numbers = [of.get(code, 0) for code in codes]
        level = 0
        for status in statuses:
            number = of.get(status.code, 0)
            if is_bars and number:
                tall = round(number / highest * height, 1)
                column.bars.append((round(base - level - tall, 1), tall, status, number))
                level += tall
            elif not is_bars:
                for _each in range(number):
                    level += 1
                    column.marks.append((base - level * STEP, status))
        columns.append(column)
    totals = [sum(of.get(code, 0) for of in numbers.values()) for code in codes]
    has_unknown = None in numbers
    known = round(100 - width, 2) if has_unknown else 100
    return Chart(
        columns, statuses, totals, base + 40, base, known, known + 1, has_unknown, is_bars, -(-len(years) // 12)
    )


@dataclass
class Years:
    """Events by year, as a line of discs: `columns` is a list of (year, x, [(y, is cancelled), …], number)."""

    columns: list
    height: int
    base: int
    unknown: int
    total: int
    is_bars: bool


def events_by_year(counts):
    """The chart of events by year.

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
    step = 22
    height = 150 if is_bars else highest * step
    base = height + 12
    width = 100 / max(len(years), 1)
    columns = []
    for place, year in enumerate(years):
        number = numbers.get(year, 0)
        tall = round(number / highest * height, 1) if is_bars else 0
        discs = [] if is_bars else [base - step * (each + 1) + 6 for each in range(number)]
        first_or_fifth = place == 0 or place == len(years) - 1 or (year % 5 == 0 and 1 < place < len(years) - 2)
        columns.append((year, round((place + 0.5) * width, 2), discs, number, base - tall, tall, first_or_fifth))
    return Years(columns, base + 36, base, unknown, sum(numbers.values()) + unknown, is_bars)
