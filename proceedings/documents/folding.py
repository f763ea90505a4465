"""Text in the form in which names are looked for in it, and where each letter of that form came from."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

# Scripts that put no space between words: there a name is found anywhere.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f]")
# Letters that look alike or that people type for want of another, once their accents are off.
ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "’": "'", "ʼ": "'"}
    | dict(zip("авеіјкмнорстухԁѕ", "abeijkmhopctyxds", strict=True))
)
INVISIBLE = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", *map(chr, range(0xFE00, 0xFE10))}
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def _unit(unit):
    """A letter with the marks on it: composed, small, plain where it is Latin, gone where nobody sees it."""
    unit = "".join(sign for sign in unit if sign not in INVISIBLE and unicodedata.category(sign) != "Cf")
    unit = unicodedata.normalize("NFKC", unit).casefold()
    apart = unicodedata.normalize("NFD", unit)
    if apart and apart[0] < "\u0530":
        unit = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(ALIKE)
    if len(unit) == 1 and not unit.isascii() and (digit := unicodedata.decimal(unit, None)) is not None:
        return str(digit)
    return " " if unit.isspace() else unit


class Folded:
    """`plain` is the text as it is compared; `span` tells where a stretch of it stands in what was written."""

    def __init__(self, text):
        self.text = text
        if text.isascii():
            self.plain, self.starts = text.lower(), range(len(text) + 1)
        else:
            self._fold(text)
        self.words = [(found[0], *found.span()) for found in WORD.finditer(self.plain)]
        self.where = {}
        for number, (word, _start, _end) in enumerate(self.words):
            self.where.setdefault(word, []).append(number)
        self.vocabulary = "\n".join(self.where)

    def _fold(self, text):
        pieces, starts, at = [], [], 0
        while at < len(text):
            end = at + 1
            while end < len(text) and unicodedata.category(text[end]) in {"Mn", "Mc", "Cf"}:
                end += 1
            piece = _unit(text[at:end])
            pieces.append(piece)
            starts += [at] * len(piece)
            at = end
        self.plain, self.starts = "".join(pieces), [*starts, len(text)]

    def span(self, start, end):
        """Where plain[start:end] stands in the text: (start, end)."""
        first, last = self.starts[start], self.starts[end - 1]
        # The last letter goes on until the next one begins.
        following = bisect_left(self.starts, last + 1) if not isinstance(self.starts, range) else end
        return first, self.starts[min(following, len(self.starts) - 1)]

    @property
    def compact(self):
        """The plain text without anything between its letters, and where each letter of that stands in it."""
        if not hasattr(self, "_compact"):
            kept = [
                number
                for number, sign in enumerate(self.plain)
                if sign.isalnum() or unicodedata.category(sign).startswith("M")
            ]
            self._compact = "".join(self.plain[number] for number in kept), kept
        return self._compact


def plain(text):
    return Folded(text).plain
