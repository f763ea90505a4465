"""The parts of a text: headings with what stands under them, and how they become sections of proceedings."""

import html
import re
from dataclasses import dataclass, field

from ..cleaning import clean_html
from . import known
from .blocks import html_of

# What Section.heading holds.
LONGEST_HEADING = 300
# A text before the first heading that is short enough to be the note above the proceedings.
LONGEST_NOTE = 600
IMAGE = re.compile(r'<img\b[^>]*\bsrc="word:(\d{1,4})"[^>]*>')
# As deep as proceedings go; what lies deeper becomes a bold line.
DEEPEST = 2


@dataclass
class Part:
    """A heading and the blocks right under it. `above` is the Part it is a part of, or None."""

    level: int
    heading: str
    blocks: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    above: object = None
    section: int | None = None  # which section it went into

    def announces(self):
        return known.names(self.heading)


def parts_of(text):
    """Returns (the blocks before the first heading, [Part, …] in order)."""
    before, parts, open_parts = [], [], []
    for block in text.blocks:
        if not block.level:
            (parts[-1].blocks if parts else before).append(block)
            continue
        while open_parts and open_parts[-1][0] >= block.level:
            open_parts.pop()
        # A file may go from 1 to 3, so levels are counted, not taken over.
        above = open_parts[-1][1] if open_parts else None
        part = Part(len(open_parts) + 1, block.text, notes=list(block.notes), above=above)
        open_parts.append((block.level, part))
        parts.append(part)
    return before, parts


def below(parts, part):
    """A part with all parts of it, in order."""
    at = parts.index(part)
    found = [part]
    for other in parts[at + 1 :]:
        if other.level <= part.level:
            break
        found.append(other)
    return found


def sections_of(text, before, parts, token, introduction):
    """What becomes of it: [{"heading", "level", "body"}, …].

    token          begins the anchors of footnotes, so that those of two files on one page do not meet
    introduction   the heading for a text that stands before all headings
    """
    sections = []
    if before:
        sections.append(_section(introduction, 1))
        _fill(sections[-1], before)
    for part in parts:
        if part.level > DEEPEST and sections:
            sections[-1]["pieces"].append(f"<p><strong>{html.escape(part.heading, quote=False)}</strong></p>")
        else:
            sections.append(_section(part.heading, min(part.level, DEEPEST)))
        part.section = len(sections) - 1
        sections[-1]["notes"] += part.notes
        _fill(sections[-1], part.blocks)
    for section in sections:
        section["body"] = _body(section.pop("pieces"), section.pop("notes"), text.notes, token)
    return sections


def _section(heading, level):
    return {"heading": heading, "level": level, "pieces": [], "notes": []}


def _fill(section, blocks):
    section["pieces"] += blocks
    section["notes"] += [number for block in blocks for number in block.notes]


def _body(pieces, numbers, notes, token):
    """The HTML of a section, each block on a line of its own, its footnotes at the end."""
    lines = []
    for piece in pieces:
        if isinstance(piece, str):
            lines.append(piece)
            continue
        for one in piece.element.iter("sup"):
            if number := one.get("note"):
                link = one.find("a")
                link.set("href", f"#fn-{token}-{number}")
                link.set("id", f"fnref-{token}-{number}")
        lines.append(piece.html())
    numbers = [number for number in dict.fromkeys(numbers) if number in notes]
    if numbers:
        start = f' start="{numbers[0]}"' if numbers[0] != 1 else ""
        items = "".join(
            f'<li id="fn-{token}-{number}">{_inner(notes[number])} <a href="#fnref-{token}-{number}">↑</a></li>'
            for number in numbers
        )
        lines.append(f"<ol{start}>{items}</ol>")
    # The pictures still wait, and have no address that the cleaning could know.
    text = IMAGE.sub(r"{word:\1}", "\n".join(lines))
    return re.sub(r"\{word:(\d{1,4})\}", r'<img src="word:\1">', clean_html(text))


def _inner(item):
    """What stands in a note: a single paragraph without being one."""
    children = list(item)
    if len(children) == 1 and children[0].tag == "p" and not (item.text or "").strip():
        item = children[0]
    written = html_of(item)
    return written[written.index(">") + 1 : written.rindex("<")].strip()
