"""What a search found, as its page prints it: with the words that were looked for marked in what was written."""

import re
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .. import telling
from ..search.query import spans
from ..search.words import pieces

# Scripts with fonts of their own: where names in several languages stand side by side, each needs its own.
SCRIPTS = {"my": "\u1000-\u109f\uaa60-\uaa7f", "km": "\u1780-\u17ff", "th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff"}
RUN = re.compile("|".join(rf"(?P<{tag}>[{signs}][{signs}\u200b\s]*)" for tag, signs in SCRIPTS.items()))
# Letters around the first word that was found, and of a title.
AROUND, LONGEST_TITLE = 260, 220
# Letters in which it is looked for first: where all of it stands there, the rest need not be cut into pieces.
BEGINNING = 320
# Of each kind: its heading, and the words for how many there are.
KINDS = {
    "commitment": (
        _("Commitments"),
        ngettext_lazy("See %(number)s commitment", "See all %(number)s commitments", "number"),
    ),
    "recommendation": (
        _("Recommendations"),
        ngettext_lazy("See %(number)s recommendation", "See all %(number)s recommendations", "number"),
    ),
    "proceedings": (
        _("Proceedings"),
        ngettext_lazy("See %(number)s section", "See all %(number)s sections", "number"),
    ),
    "event": (_("Events"), ngettext_lazy("See %(number)s event", "See all %(number)s events", "number")),
    "publication": (
        _("Publications"),
        ngettext_lazy("See %(number)s publication", "See all %(number)s publications", "number"),
    ),
    "organisation": (
        _("Organisations"),
        ngettext_lazy("See %(number)s organisation", "See all %(number)s organisations", "number"),
    ),
}


@dataclass
class Hit:
    """One thing that was found. `title`, `section` and `words` are pieces as `marked` gives them."""

    url: str
    title: list
    words: list
    tongue: str
    section: list = field(default_factory=list)
    paragraph: str = ""
    under: str = ""
    year: int = None
    standing: object = None


def shown(passage, query, language, standings):
    """A SearchPassage as a Hit.

    language    the language of the page
    standings   {number of a commitment: its Status}
    """
    item, title, words = passage.item, passage.item.title, passage.text
    if item.kind == "organisation" and (name := telling.names().get(item.object_id)):
        # By its name in the language of the page; what it is called officially comes first among the other names.
        title, words = name, "\n".join([title, *(line for line in words.splitlines() if line != name)])
    if item.kind != "proceedings":
        # Of these each line is something else: who, where, what it is called elsewhere.
        is_told_twice = words.startswith(item.title[:60]) and item.kind in {"commitment", "recommendation"}
        words = " · ".join(words[len(item.title) * is_told_twice :].lstrip().splitlines())
    found = where(words, query)
    anchor = _anchor(passage, found[0][0] if found else 0)
    view, arguments, fragment = item.place
    number = anchor.removeprefix("p").replace("-", ".") if anchor.startswith("p") else ""
    return Hit(
        reverse(view, args=arguments) + (f"#{anchor}" if anchor else fragment),
        marked(title, spans(pieces(title), query.telling), LONGEST_TITLE),
        snippet(words, found) if words else [],
        item.language if item.language != language else "",
        marked(passage.heading, spans(pieces(passage.heading), query.telling)) if passage.heading else [],
        number,
        item.under,
        item.year,
        standings.get(item.object_id) if item.kind == "commitment" else None,
    )


def where(text, query):
    """Where in a text what is looked for stands, as `spans`: in its beginning alone if all of it stands there."""
    begun = pieces(text[:BEGINNING]) if len(text) > BEGINNING else []
    # The last piece may go on behind.
    if begun and query.is_in(begun[:-1]):
        return spans(begun[:-1], query.telling)
    return spans(pieces(text), query.telling)


def _anchor(passage, place):
    before = [anchor for start, anchor in passage.anchors if start <= place]
    return before[-1] if before else passage.anchors[0][1] if passage.anchors else ""


def marked(text, found, longest=None):
    """A text in pieces: [(piece, whether it was found, the tag of its language by its script or ""), …].

    It is cut behind `longest` letters.
    """
    result, at = [], 0
    end_of_all = len(text) if longest is None or len(text) <= longest else _edge(text, longest)
    for start, end in found:
        if start >= end_of_all:
            break
        result += [(text[at:start], False), (text[start : min(end, end_of_all)], True)]
        at = end
    result.append((text[at:end_of_all] + ("" if end_of_all == len(text) else " …"), False))
    return [(part, is_found, tongue) for piece, is_found in result for part, tongue in runs(piece)]


def beginning(text, longest):
    """The beginning of a text, cut behind a word or a whole letter of scripts without blanks."""
    return "".join(part for part, *_how in marked(text, [], longest))


def runs(text):
    """A text cut where its script changes: [(part, the tag of a language or ""), …]."""
    at = 0
    for run in RUN.finditer(text):
        if run.start() > at:
            yield text[at : run.start()], ""
        yield run[0], run.lastgroup
        at = run.end()
    if at < len(text):
        yield text[at:], ""


def snippet(text, found):
    """The stretch of a text around where most was found, in pieces as `marked` gives them."""
    if len(text) <= AROUND * 1.3:
        return marked(text, found)
    first = max(
        found, key=lambda span: sum(span[0] <= start < span[0] + AROUND for start, _end in found), default=(0, 0)
    )
    begin = _edge(text, max(0, first[0] - AROUND // 3))
    begin = min(begin, first[0])
    end = max(_edge(text, min(len(text), begin + AROUND)), first[1])
    inside = [(start - begin, stop - begin) for start, stop in found if start >= begin and stop <= end]
    pieces_ = marked(text[begin:end], inside)
    if begin:
        pieces_.insert(0, ("… ", False, ""))
    if end < len(text):
        pieces_.append((" …", False, ""))
    return pieces_


def _edge(text, at):
    """A place near `at` where a text may be cut: at a blank, or in scripts without before a letter with its marks."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    blank = text.rfind(" ", max(0, at - 30), at)
    if blank > 0:
        return blank + 1
    around = pieces(text[max(0, at - 40) : at + 40])
    offset = max(0, at - 40)
    starts = [offset + piece.start for piece in around if offset + piece.start <= at]
    return starts[-1] if starts else at
