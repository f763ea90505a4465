"""What the rows of a list come to: new, the same person, maybe the same, to be mended, hidden there, left out."""

from collections import Counter
from dataclasses import dataclass, field

from import_export.results import RowResult

STATUSES = NEW, SAME, MAYBE, PROBLEM, ASIDE, LEFT_OUT = "new", "same", "maybe", "problem", "aside", "left_out"
# These wait for somebody, and come back as a spreadsheet if nobody decides.
WAITING = {MAYBE, PROBLEM, ASIDE}


@dataclass
class Candidate:
    """Somebody whom a row may mean. `key` is what a decision says: "person:12" or "row:5"."""

    key: str
    name: str
    about: str
    why: str


@dataclass
class Review:
    """What a row comes to, and why.

    changes   [(what, before, after), …] for somebody who is there already
    seat      the seat it is about, or makes
    is_known  True where there is nothing to compare: an earlier list brought the same row, or the seat is an office's
    """

    row: object
    status: str
    candidates: list = field(default_factory=list)
    decided: str = ""
    chosen: str = ""
    changes: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    seat: object = None
    is_known: bool = False

    @property
    def number(self):
        return self.row.number

    @property
    def does_something(self):
        """True for a row that an import would not pass over."""
        return bool(self.changes) or self.seat is not None and self.seat.pk is None


class ReviewResult(RowResult):
    """The result of one row for django-import-export, with our Review of it."""

    def __init__(self):
        super().__init__()
        self.review = None


def count(reviews):
    """How many rows came to what: {"rows": 210, "new": 185, "same": 5, "changed": 0, "maybe": 10, …}."""
    found = Counter(review.status for review in reviews)
    return {
        "rows": len(reviews),
        "changed": sum(bool(review.changes) for review in reviews if review.status == SAME),
        "not_in": sum(found[status] for status in WAITING),
    } | {status: found[status] for status in STATUSES}
