"""A rich text in the pieces that a translator works on, and put together again: paragraph beside paragraph.

So most translators never see a tag, and a translation has the paragraphs of its original.
"""

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from .cleaning import BLOCK_TAG, to_html

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
LIST = re.compile(r"<(ul|ol)>((?:<li>[^<]*</li>)+|(?:<li><p>[^<]*</p></li>)+)</\1>")
ITEM = re.compile(r"<li>(?:<p>)?([^<]*)")
# How a piece is written: a paragraph of plain text in a text without tags; a paragraph without tags in it, and one with
# some; a list with an item on each line, where editors may put a paragraph into each; anything else, as HTML.
KINDS = ("text", "p", "rich", "ul", "ol", "ul-p", "ol-p", "html")


@dataclass(frozen=True)
class Segment:
    """One piece of a text: how it is written, and its words as somebody edits them."""

    kind: str
    words: str

    @property
    def html(self):
        """The piece as a reader sees it, as clean HTML."""
        return to_html(_written(self) if self.kind != "text" else self.words)


class _Outermost(HTMLParser):
    """Cuts HTML into its outermost elements. `pieces` joined are the HTML; text between elements is a piece."""

    VOID = frozenset({"br"})

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.pieces, self.depth, self.begun = [], 0, False

    def _add(self, text, starts=False):
        if starts or not self.pieces or not (self.depth or self.begun):
            self.pieces.append("")
        self.pieces[-1] += text
        self.begun = True

    def handle_starttag(self, tag, attrs):
        self._add(self.get_starttag_text(), starts=self.depth == 0)
        self.depth += tag not in self.VOID

    def handle_endtag(self, tag):
        self._add(f"</{tag}>")
        self.depth -= bool(self.depth)
        self.begun = self.depth > 0

    def handle_data(self, data):
        self._add(data)

    def handle_entityref(self, name):
        self._add(f"&{name};")

    def handle_charref(self, name):
        self._add(f"&#{name};")


def segments(text):
    """A text as a list of Segment, or None for one that cannot be cut and put together again as it was."""
    if BLOCK_TAG.search(text):
        parser = _Outermost()
        parser.feed(text)
        parser.close()
        found = [_segment(piece.strip()) for piece in parser.pieces if piece.strip()]
    else:
        found = [Segment("text", part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return found if joined(found) == text else None


def _segment(piece):
    if whole := PARAGRAPH.fullmatch(piece):
        inner = whole[1]
        return Segment("rich", inner) if "<" in inner else Segment("p", html.unescape(inner))
    if whole := LIST.fullmatch(piece):
        kind = f"{whole[1]}-p" if "<p>" in whole[2] else whole[1]
        return Segment(kind, "\n".join(html.unescape(item) for item in ITEM.findall(whole[2])))
    return Segment("html", piece)


def _written(segment):
    words = segment.words
    if segment.kind == "html":
        return words
    tag, _sign, inner = segment.kind.partition("-")
    if tag in ("ul", "ol"):
        lines = [line for line in words.split("\n") if line.strip()] or [""]
        before, after = ("<li><p>", "</p></li>") if inner else ("<li>", "</li>")
        return f"<{tag}>{''.join(f'{before}{_escaped(line)}{after}' for line in lines)}</{tag}>"
    return f"<p>{words if segment.kind == 'rich' else _escaped(words)}</p>"


def _escaped(words):
    """Words as the cleaning writes them."""
    return html.escape(words, quote=False).replace("\u00a0", "&nbsp;")


def joined(found):
    """The text of some Segments; empty if none of them has words. Where some have none their place is kept."""
    if not any(segment.words.strip() for segment in found):
        return ""
    if all(segment.kind == "text" and segment.words.strip() for segment in found):
        return "\n\n".join(segment.words for segment in found)
    return "".join(_written(segment) for segment in found)


def side_by_side(source, target):
    """The pieces of a text beside those of its translation: [(Segment, Segment), …], or None where they do not match.

    A translation that is not begun has the pieces of the original, without words.
    """
    ours = segments(source)
    if not ours or len(ours) > 200:
        return None
    if not target.strip():
        return [(one, Segment(one.kind, "")) for one in ours]
    theirs = segments(target)
    if theirs is None or [_shape(one) for one in ours] != [_shape(other) for other in theirs]:
        return None
    return list(zip(ours, theirs, strict=True))


def _shape(segment):
    """What two pieces must have in common to be the same one in two languages."""
    return "p" if segment.kind in ("text", "p", "rich") else segment.kind.removesuffix("-p")
