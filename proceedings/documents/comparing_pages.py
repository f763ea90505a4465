"""What changed between two pages, such as editions: which headings and paragraphs, and in those which words."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

from .comparing_texts import cut, differences

# Where a page made by rendering.build falls into its headings and paragraphs: the cleaning lets no id through.
PIECE = re.compile(r'(?=<(?:h[23] id="s[0-9-]+"|div class="p" id="p[0-9-]+")[ >])')
ANCHOR = re.compile(r'<(h[23]|div class="p") id="([sp][0-9-]+)"[^>]*>')
# Of the paragraphs between two changes so many are shown before and after one.
NEAR = 1
# So far ahead a paragraph is looked for that is like a new one: this part of the first words of both is the same.
AHEAD, ALIKE, FIRST = 10, 0.3, 200
SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"


@dataclass(frozen=True)
class Piece:
    """A heading or paragraph of a page: its anchor ("s2-1", "p12"), its HTML and its text."""

    anchor: str
    html: str
    text: str

    @property
    def is_heading(self):
        return self.anchor.startswith("s")


class _Words(HTMLParser):
    """The words of a piece, with blanks where elements stood apart, without the number of the paragraph."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.in_number = "", False

    def handle_starttag(self, tag, attrs):
        if ("class", "pn") in attrs:
            self.in_number = True
        elif tag in {"br", "dd", "dt", "li", "p", "td", "th", "tr"}:
            self.text += " "
        # Where a link leads, and which picture stands there, is a part of what is read.
        self.text += "".join(f" [{value}] " for name, value in attrs if name in {"alt", "src"} and value)

    def handle_endtag(self, tag):
        self.in_number = self.in_number and tag != "a"

    def handle_data(self, data):
        if not self.in_number:
            self.text += data


def pieces_of(html):
    """The Pieces of a page as `rendering.resolved` gives it."""
    found = []
    for piece in PIECE.split(str(html)):
        if match := ANCHOR.match(piece):
            parser = _Words()
            parser.feed(piece)
            parser.close()
            found.append(Piece(match[2], piece.strip(), " ".join(parser.text.split())))
    return found


@dataclass
class Row:
    """A heading or paragraph beside what it was: `parts` as `differences` tells them."""

    kind: str
    is_heading: bool
    anchor: str = ""
    parts: list = field(default_factory=list)


@dataclass
class Stretch:
    """Rows that belong together: changed ones with those around them, or unchanged ones that may be folded up."""

    rows: list
    is_folded: bool = False


@dataclass
class Difference:
    """What changed, as Stretches, and how much: numbers of paragraphs and headings."""

    stretches: list = field(default_factory=list)
    added: int = 0
    removed: int = 0
    changed: int = 0

    @property
    def is_none(self):
        return not (self.added or self.removed or self.changed)


def compare(before, after):
    """The Difference between two lists of Pieces."""
    difference, rows = Difference(), []
    one, other = ([(piece.is_heading, piece.text) for piece in side] for side in (before, after))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [Row(SAME, piece.is_heading, piece.anchor, [("same", piece.text)]) for piece in after[j1:j2]]
        else:
            rows += _replaced(before[i1:i2], after[j1:j2])
    for row in rows:
        if row.kind != SAME:
            setattr(difference, row.kind, getattr(difference, row.kind) + 1)
    difference.stretches = _stretches(rows)
    return difference


def _replaced(old, new):
    """Rows for pieces in place of others: those that are alike beside each other, in the order of the new text."""
    rows, at = [], 0
    for piece in new:
        like = next((n for n in range(at, min(at + AHEAD, len(old))) if _are_alike(old[n], piece)), None)
        if like is None:
            rows.append(Row(ADDED, piece.is_heading, piece.anchor, [("new", piece.text)]))
            continue
        rows += [Row(REMOVED, gone.is_heading, "", [("gone", gone.text)]) for gone in old[at:like]]
        rows.append(Row(CHANGED, piece.is_heading, piece.anchor, differences(old[like].text, piece.text)))
        at = like + 1
    return rows + [Row(REMOVED, gone.is_heading, "", [("gone", gone.text)]) for gone in old[at:]]


def _are_alike(one, other):
    if one.is_heading != other.is_heading:
        return False
    words = SequenceMatcher(None, cut(one.text)[:FIRST], cut(other.text)[:FIRST], autojunk=False)
    return all(ratio() > ALIKE for ratio in (words.real_quick_ratio, words.quick_ratio, words.ratio))


def _stretches(rows):
    near = {
        close
        for number, row in enumerate(rows)
        if row.kind != SAME
        for close in range(number - NEAR, number + NEAR + 1)
    }
    stretches = []
    for number, row in enumerate(rows):
        folded = number not in near
        if not stretches or stretches[-1].is_folded != folded:
            stretches.append(Stretch([], folded))
        stretches[-1].rows.append(row)
    return stretches
