"""What differs between two texts, in pieces that a reader takes in at once."""

import re
from difflib import SequenceMatcher

from .breaking import BREAKS_ITSELF, clusters

# A word, a gap, or a sign by itself.
PIECE = re.compile(r"\w+|\s+|[^\w\s]")
# Comparing takes the square of this many pieces.
MOST_PIECES = 6_000


def pieces_of(text):
    """A text cut where a reader would bear a change to begin: at words, in scripts without blanks at syllables."""
    found = []
    for run in re.findall(r"\s+|\S+", text):
        found += clusters(run) if BREAKS_ITSELF.search(run) else PIECE.findall(run)
    return found


def differences(before, after):
    """How to come from one text to another: [("same" | "gone" | "new", text), …]."""
    one, other = pieces_of(before), pieces_of(after)
    if max(len(one), len(other)) > MOST_PIECES:
        return [("gone", before), ("new", after)]
    found = []
    for what, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(one[i:j])))
            continue
        found += [("gone", "".join(one[i:j]))] if j > i else []
        found += [("new", "".join(other[k:m]))] if m > k else []
    return found
