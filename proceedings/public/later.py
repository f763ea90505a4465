"""Where the paragraphs of an edition stand in a later one: links to old paragraphs lead on."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz.fuzz import ratio

from ..documents.comparing_pages import pieces_of
from . import ties

# Of 100: so much of the words of two paragraphs is the same where one is the other, reworded.
NEARLY = 80
# So many paragraphs around its place are looked through for one that was reworded.
AROUND = 20
TABLE = re.compile(r"<table(?=[ >])")


def same_paragraphs(old, new):
    """Which paragraphs of one text are those of another, in the same words or nearly so.

    old, new   lists of (anchor, words)

    Returns {anchor in old: anchor in new}; each paragraph is at most once the same as another.
    """
    found, free = {}, set(range(len(new)))

    def pair(here, there):
        found[old[here][0]] = new[there][0]
        free.discard(there)

    changes = SequenceMatcher(None, [words for _a, words in old], [words for _a, words in new], autojunk=False)
    changed = []
    for what, first, last, start, _end in changes.get_opcodes():
        if what == "equal":
            for step in range(last - first):
                pair(first + step, start + step)
        elif what != "insert":
            changed += [(here, start) for here in range(first, last)]
    # Moved: the same words elsewhere, once in what is left of each.
    places = {}
    for there in free:
        places.setdefault(new[there][1], []).append(there)
    for here, start in changed:
        moved = [there for there in places.get(old[here][1], []) if there in free]
        if len(moved) == 1:
            pair(here, moved[0])
            continue
        near = [there for there in range(max(0, start - AROUND), min(len(new), start + AROUND)) if there in free]
        best = max(near, key=lambda there: ratio(old[here][1], new[there][1]), default=None)
        if best is not None and ratio(old[here][1], new[best][1]) >= NEARLY:
            pair(here, best)
    return found


def _paragraphs(html):
    return [(piece.anchor, piece.text) for piece in pieces_of(html) if not piece.is_heading and piece.text]


def with_links(readable, newer, number, address):
    """The HTML of a text with a link in each paragraph that stands in a newer edition, to where it stands there.

    readable   the safe HTML that documents.rendering.readable gives
    newer      that of the newer edition, in the same language
    number     of that edition
    address    of that text
    """
    found = same_paragraphs(_paragraphs(readable), _paragraphs(newer))
    pieces = ties.PIECE.split(readable)
    for index, piece in enumerate(pieces):
        anchor = ties.ANCHOR.match(piece)
        there = found.get(anchor[2]) if anchor else None
        if there and piece.endswith("</div>"):
            words = _("Edition %(number)s has it as paragraph %(paragraph)s") % {
                "number": number,
                "paragraph": there.removeprefix("p").replace("-", "."),
            }
            link = format_html(
                '<p class="later" lang="{}"><a href="{}#{}">{}</a></p>', get_language(), address, there, words
            )
            pieces[index] = f"{piece.removesuffix('</div>')}{link}</div>"
    return mark_safe("\n".join(pieces))  # noqa: S308 - safe HTML, and links that are escaped


def with_lasting_links(html, address):
    """The same HTML, where the number of a paragraph links to this very edition, wherever it is read."""
    return mark_safe(html.replace('<a class="pn" href="#', format_html('<a class="pn" href="{}#', address)))  # noqa: S308


def within_reach(html):
    """The same HTML, where a table that is wider than the page can be pushed sideways without a mouse."""
    return mark_safe(TABLE.sub('<table tabindex="0"', html))  # noqa: S308 - safe HTML, and an attribute of ours
