"""The text of a Word file as blocks: headings, paragraphs, lists and tables, with its notes and pictures."""

import re
import unicodedata
import xml.etree.ElementTree as ET  # noqa: S405 - reads what mammoth has written
from dataclasses import dataclass, field

import mammoth

from .archive import NotAWordFile, too_much
from .markup import MARKS, OPEN, SHUT, Markup, packed

MARK = re.compile(f"{OPEN}([np])([^{SHUT}]*){SHUT}")
# Mammoth's own list goes five deep; what lies deeper stays in the fifth.
STYLE_MAP = "\n".join(f"p[style-name='heading {level}'] => h{level}:fresh" for level in range(1, 7))
RIGHT_TO_LEFT = {"R", "AL"}


@dataclass
class Block:
    """A heading (level 1 to 4, text) or a piece of text (an element). `notes` are the numbers of its footnotes."""

    level: int = 0
    text: str = ""
    element: object = None
    notes: list = field(default_factory=list)

    def html(self):
        return html_of(self.element)


@dataclass
class Text:
    """The whole text of a file: title, blocks, {number: element} of notes, {key: (part, relation, alt)} of pictures."""

    title: str
    blocks: list
    notes: dict
    pictures: dict


def text_of(element):
    """What stands in an element, as people read it: one blank for each gap, a new line for each line."""
    pieces = []

    def walk(one):
        if one.tag in {"br", "p", "li", "tr"} and pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
        if one.tag == "sup" and one.get("note"):
            pieces.append(one.tail or "")
            return
        pieces.append(one.text or "")
        for child in one:
            walk(child)
        if one.tag in {"td", "th"}:
            pieces.append("\t")
        pieces.append(one.tail or "")

    tail, element.tail = element.tail, None
    walk(element)
    element.tail = tail
    return tidy("".join(pieces))


def tidy(text):
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)


def html_of(element):
    tail, element.tail = element.tail, None
    for one in element.iter():
        for ours in ("label", "note"):
            one.attrib.pop(ours, None)
    written = ET.tostring(element, encoding="unicode", method="html")
    element.tail = tail
    return written


def read(parts):
    """Read the Text of Parts. Raises NotAWordFile."""
    try:
        markup = Markup(parts)
        title, file = markup.title, packed(markup)
        pictures = markup.pictures
        # The tree is large, and mammoth builds its own.
        markup.body.clear()
        html = mammoth.convert_to_html(
            file, style_map=STYLE_MAP, include_embedded_style_map=False, ignore_empty_paragraphs=True
        ).value
    except RecursionError:
        raise too_much() from None
    except (KeyError, ValueError, AttributeError, TypeError, OSError):
        # Whatever mammoth stumbles over is a file that no word processor wrote.
        raise NotAWordFile(
            "The text in the file is not put together as Word does it. Open it in Word and save it anew."
        ) from None
    html = html.replace("\u00ad", "")
    root = ET.fromstring(f"<body>{html}</body>")  # noqa: S314 - mammoth's own writing, without any definitions
    return _text(title, root, pictures)


def _text(title, root, pictures):
    notes = _take_notes(root)
    blocks = []
    for element in root:
        if re.fullmatch("h[1-6]", element.tag):
            blocks += _heading(element, notes, pictures)
            continue
        numbers = _tidy(element, pictures)
        if text_of(element) or element.find(".//img") is not None:
            blocks.append(Block(element=element, notes=numbers))
    return Text(tidy(title), blocks, notes, pictures)


def _heading(element, notes, pictures):
    numbers, loose = [], _images_in(element, pictures)
    for parent in list(element.iter()):
        for child in list(parent):
            if child.tag == "sup" and (number := _note_of(child)):
                numbers.append(number)
                _remove(parent, child)
    text = tidy(MARKS.sub("", "".join(element.itertext())).replace("\n", " "))
    found = [Block(level=min(int(element.tag[1]), 4), text=text, notes=numbers)] if text else []
    for picture in loose:
        paragraph = ET.Element("p")
        paragraph.append(picture)
        found.append(Block(element=paragraph))
    return found


def _remove(parent, child):
    """Take an element out and leave the text behind it where it is."""
    at = list(parent).index(child)
    if child.tail:
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _take_notes(root):
    """Take the list of notes, which mammoth puts at the end, out of the text. Returns {number: element}."""
    if not len(root) or root[-1].tag != "ol":
        return {}
    last = root[-1]
    if not len(last) or not all(re.match(r"(footnote|endnote)-", one.get("id", "")) for one in last):
        return {}
    root.remove(last)
    notes = {}
    for number, one in enumerate(last, start=1):
        for parent in list(one.iter()):
            for child in list(parent):
                if child.tag == "a" and re.match(r"#(footnote|endnote)-ref-", child.get("href", "")):
                    _remove(parent, child)
        _tidy(one, {})
        one.attrib.clear()
        notes[number] = one
    return notes


def _note_of(sup):
    """The number of the footnote that a raised sign leads to, or None."""
    link = sup.find("a")
    if link is None or not re.match(r"#(footnote|endnote)-\S+", link.get("href", "")):
        return None
    digits = re.sub(r"\D", "", link.text or "")
    return int(digits) if digits else None


def _tidy(element, pictures):
    """Make an element ours: marks become numbers and pictures, raised numbers lead to notes. Returns their numbers."""
    numbers = []
    for one in element.iter():
        if one.tag == "li":
            one.set("label", _label(one))
        if one.tag == "sup" and (number := _note_of(one)):
            numbers.append(number)
            one.set("note", str(number))
            link = one.find("a")
            link.attrib.clear()
            link.text = str(number)
    _images(element, pictures)
    for one in element.iter():
        if one.tag in {"p", "li", "td", "th"} and _is_right_to_left("".join(one.itertext())):
            one.set("dir", "rtl")
        first = one[0].get("label", "") if one.tag == "ol" and len(one) else ""
        if (start := re.fullmatch(r"([1-9]\d{0,2})[.)]?", first)) and start[1] != "1":
            one.set("start", start[1])
        if one.tag == "table":
            _head(one)
        if one.tag == "a" and "target" in one.attrib:
            del one.attrib["target"]
    return numbers


def _label(item):
    found = MARK.search("".join(item.itertext()))
    return found[2] if found and found[1] == "n" else ""


def _images_in(element, pictures):
    _images(element, pictures)
    found = []
    for parent in list(element.iter()):
        for child in list(parent):
            if child.tag == "img":
                _remove(parent, child)
                found.append(child)
    for one in found:
        one.tail = None
    return found


def _images(element, pictures):
    """Put an <img> where the mark of a picture stands, and take the other marks away."""
    for one in list(element.iter()):
        if one.text and OPEN in one.text:
            one.text, new = _split(one.text, pictures)
            one[:0] = new
        for child in list(one):
            if child.tail and OPEN in child.tail:
                child.tail, new = _split(child.tail, pictures)
                at = list(one).index(child) + 1
                one[at:at] = new


def _split(text, pictures):
    before, new, place = "", [], 0

    def add(words):
        nonlocal before
        if new:
            new[-1].tail = (new[-1].tail or "") + words
        else:
            before += words

    for found in MARK.finditer(text):
        add(text[place : found.start()])
        place = found.end()
        if found[1] == "p" and found[2].isdecimal() and int(found[2]) in pictures:
            alt = pictures[int(found[2])][2]
            new.append(ET.Element("img", {"src": f"word:{int(found[2])}", "alt": alt}))
    add(text[place:])
    return before, new


def _is_right_to_left(text):
    strong = next((kind for kind in map(unicodedata.bidirectional, text[:200]) if kind in {"L", *RIGHT_TO_LEFT}), "")
    return strong in RIGHT_TO_LEFT


def _head(table):
    """Mark the first row of a table as its heading where all of it is bold."""
    rows = table.find("tbody") if table.find("tbody") is not None else table
    if table.find("thead") is not None or len(rows) < 2 or rows[0].tag != "tr":
        return
    filled = [cell for cell in rows[0] if "".join(cell.itertext()).strip()]
    if len(filled) > 1 and all(_is_bold(cell) for cell in filled):
        for cell in rows[0]:
            cell.tag = "th"
            for one in cell.iter():
                if one.tag == "strong":
                    one.tag = "span"


def _is_bold(cell):
    strong = "".join("".join(one.itertext()) for one in cell.iter("strong"))
    return "".join(strong.split()) == "".join("".join(cell.itertext()).split())
