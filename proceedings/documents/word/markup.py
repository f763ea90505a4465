"""What a Word file looks like, made plain for mammoth: which lines are headings, which number a line has.

A line is a heading by its style or, in files that use no styles, by how it looks: bold or large, short, on its own.
mammoth gets an archive packed here, which holds text, lists and tables, and nothing else of the file.
"""

import io
import re
import xml.etree.ElementTree as ET  # noqa: S405 - only writes what archive.py has read
import zipfile
from collections import Counter
from dataclasses import dataclass

from . import known
from .archive import R, W
from .looks import VAL, Numbering, Styles, is_on, number_in, number_of, w

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# Private signs that stand around the number of a line on its way through mammoth.
OPEN, SHUT = "\ue000", "\ue001"
MARKS = re.compile(f"{OPEN}[^{SHUT}]*{SHUT}")
LONGEST_LINE = 160
LEVELS = 6
LABEL = re.compile(r"[^\W\d_][^\W\d_]|[^\W\d_]\s*\d")
CONTENTS = re.compile(
    r"^(toc \d|toc heading|contents heading|contents \d|table of figures|table of authorities)$", re.I
)


@dataclass
class Line:
    """One paragraph that stands by itself: how it looks, and what it is taken for (0: the title)."""

    element: object
    text: str
    size: int = 0
    bold: bool = False
    caps: bool = False
    centred: bool = False
    numbered: bool = False
    level: int | None = None
    styled: bool = False

    @property
    def look(self):
        return (self.size, self.bold, self.caps)


class Markup:
    """A Word file on its way to mammoth.

    title   the title, or ""
    lines   Lines of the text itself, those that are headings with a level
    """

    def __init__(self, parts):
        self.parts = parts
        self.styles, self.numbering = Styles(parts.styles), Numbering(parts.numbering)
        self.pictures, self.fields = {}, []
        self.body = parts.document.find(w("body")) if parts.document is not None else None
        if self.body is None:
            self.body = ET.Element(w("body"))
        for part in ("footnotes", "endnotes"):
            root = getattr(parts, part)
            if root is not None:
                self._children(root, part)
                for paragraph in root.iter(w("p")):
                    self._plain(paragraph)
        self._children(self.body, "document")
        self.lines = []
        self._walk(self.body, True)
        self.title = self._find_headings()
        for line in self.lines:
            if line.level:
                _set_style(line.element, line.level)

    # Boxes within boxes become one text

    def _children(self, parent, part, boxes=None):
        """Unpack content controls, fields and drawings; move text boxes behind the paragraph they hang on."""
        parent[:] = self._all(parent, part, boxes)

    def _one(self, child, part, boxes):
        tag = child.tag
        if tag == w("sdt"):
            gallery = child.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
            if gallery is not None and gallery.get(VAL, "").lower() == "table of contents":
                return []
            content = child.find(w("sdtContent"))
            if content is None or child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
                return []
            return self._all(content, part, boxes)
        if tag in {w("fldSimple"), w("customXml"), w("smartTag")}:
            return self._all(child, part, boxes)
        if tag == f"{{{MC}}}AlternateContent":
            choice, fallback = child.find(f"{{{MC}}}Choice"), child.find(f"{{{MC}}}Fallback")
            chosen = choice if choice is not None and len(choice) else fallback
            return self._all(chosen, part, boxes) if chosen is not None else []
        if tag == w("hyperlink") and not child.get(f"{{{R}}}id"):
            # It leads to a bookmark of the file.
            return self._all(child, part, boxes)
        if tag == w("r") and self._is_hidden(child):
            return []
        if tag in {w("drawing"), w("pict")}:
            if boxes is not None:
                for box in child.iter(w("txbxContent")):
                    boxes += self._all(box, part, boxes)
            return self._pictures(child, part)
        if tag == w("p"):
            inner = []
            self._children(child, part, inner)
            return [child, *inner]
        if len(child):
            self._children(child, part, boxes)
        if tag == w("tc") and not any(one.tag == w("p") for one in child):
            child.append(ET.Element(w("p")))
        return [child]

    def _all(self, parent, part, boxes):
        return [one for child in list(parent) for one in self._one(child, part, boxes)]

    def _is_hidden(self, run):
        looks = run.find(w("rPr"))
        hidden = is_on(looks, "vanish")
        return self.styles.of(looks, "rStyle").hidden is True if hidden is None else hidden

    def _pictures(self, drawing, part):
        """The pictures of a drawing, each as a mark: OPEN p3 SHUT."""
        described = next((one for one in drawing.iter() if one.tag.endswith("}docPr")), None)
        alt = (described.get("descr") or "").strip() if described is not None else ""
        marks = []
        for one in drawing.iter():
            relation = one.get(f"{{{R}}}embed") if one.tag == f"{{{A}}}blip" else None
            if one.tag == f"{{{V}}}imagedata":
                relation = one.get(f"{{{R}}}id")
            if relation or one.tag == f"{{{A}}}blip":
                key = len(self.pictures) + 1
                self.pictures[key] = (part, relation or "", alt)
                text = ET.Element(w("t"))
                text.text = f"{OPEN}p{key}{SHUT}"
                marks.append(text)
        return marks

    # Lines

    def _walk(self, parent, in_text):
        """Note the paragraphs in their order, take out tables of contents, write out numbers."""
        kept = []
        for child in list(parent):
            if child.tag == w("p"):
                is_contents = self._in_contents(child)
                style = self.styles.of(child.find(w("pPr")))
                if is_contents or CONTENTS.match(style.name.strip()):
                    continue
                line = self._plain(child)
                if in_text and line.text:
                    self.lines.append(line)
            elif child.tag in {w("tbl"), w("tr"), w("tc")}:
                self._walk(child, False)
            kept.append(child)
        parent[:] = kept

    def _in_contents(self, paragraph):
        """True for a paragraph that lies, wholly or partly, in a field that makes a table of contents."""
        inside = any(re.match(r"\s*TOC\b", one) for one in self.fields)
        for one in paragraph.iter():
            if one.tag == w("fldChar"):
                kind = one.get(w("fldCharType"))
                if kind == "begin":
                    self.fields.append("")
                elif kind == "end" and self.fields:
                    self.fields.pop()
            elif one.tag == w("instrText") and self.fields:
                self.fields[-1] += one.text or ""
                inside = inside or bool(re.match(r"\s*TOC\b", self.fields[-1]))
        return inside

    def _plain(self, paragraph):
        """Write out how a paragraph looks and is numbered, so that styles are not needed any more. Returns its Line."""
        properties = paragraph.find(w("pPr"))
        style = self.styles.of(properties)
        outline = number_in(properties, w("outlineLvl"))
        level = outline + 1 if outline is not None and outline < LEVELS else style.level
        if outline == 9:
            level = None
        text, size, bold, caps = self._runs(paragraph, style)
        number = ()
        if properties is not None and properties.find(w("numPr")) is not None:
            number = number_of(properties.find(w("numPr")))
        elif style.number:
            number = style.number
        label = self.numbering.next(number) if number and number[0] else ""
        ordered = bool(label)
        alignment = properties.find(w("jc")) if properties is not None else None
        line = Line(
            paragraph, text, size, bold, caps, alignment is not None and alignment.get(VAL) == "center",
            bool(number and number[0]), min(level, LEVELS) if level and text else None, bool(level),
        )  # fmt: skip
        if style.name.strip().lower() == "title" and text:
            line.level, line.styled = 0, True
        fresh = ET.Element(w("pPr"))
        if line.numbered and line.level is None:
            numbers = ET.SubElement(fresh, w("numPr"))
            # Word's own “List Bullet 2” is a list by itself, set further in.
            further_in = re.fullmatch(r"list (?:bullet|number|continue) ([2-5])", style.name.strip().lower())
            depth = max(number[1], int(further_in[1]) - 1 if further_in else 0)
            ET.SubElement(numbers, w("ilvl"), {VAL: str(min(depth, 4))})
            ET.SubElement(numbers, w("numId"), {VAL: "1" if ordered else "2"})
        if properties is not None:
            paragraph.remove(properties)
        paragraph.insert(0, fresh)
        if label:
            # “R3.” or “Session 2:” says more than a list can, so it is written out; “3.” is the number in a list.
            says_more = LABEL.search(label)
            if says_more or line.level is None:
                run = ET.Element(w("r"))
                words = ET.SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                words.text = f"{label} " if says_more else f"{OPEN}n{label}{SHUT}"
                paragraph.insert(1, run)
            if says_more:
                line.text, line.numbered = f"{label} {line.text}", False
                fresh[:] = []
        return line

    def _runs(self, paragraph, style):
        """Tidy the runs of a paragraph and join those that look the same. Returns (text, size, all bold, all caps)."""
        texts, sizes, bold, caps = [], Counter(), True, True
        for parent in (paragraph, *paragraph.iter(w("hyperlink"))):
            last = None
            for run in list(parent):
                if run.tag != w("r"):
                    last = None
                    continue
                looks = run.find(w("rPr"))
                of_run = self.styles.of(looks, "rStyle")
                words = "".join(
                    one.text or "" if one.tag == w("t") else " " if one.tag in {w("tab"), w("br")} else ""
                    for one in run
                )
                if words.strip():
                    texts.append(words)
                    size = number_in(looks, w("sz")) or of_run.size or style.size or self.styles.size
                    sizes[size] += len(words)
                    bold = bold and _first(is_on(looks, "b"), of_run.bold, style.bold)
                    caps = caps and _first(is_on(looks, "caps"), of_run.caps, style.caps)
                else:
                    texts.append(words)
                look = self._look(looks, of_run)
                if looks is not None:
                    run.remove(looks)
                key = tuple(one.tag for one in look)
                only_text = all(one.tag == w("t") for one in run)
                if last is not None and last[1] == key and only_text and len(run):
                    last[0].extend(list(run))
                    parent.remove(run)
                    continue
                run[:0] = [_with(look)] if look else []
                last = (run, key) if all(one.tag in {w("t"), w("rPr")} for one in run) else None
        text = " ".join(MARKS.sub("", "".join(texts)).replace("\u00ad", "").split())
        size = sizes.most_common(1)[0][0] if sizes else 0
        return text, size, bool(sizes) and bold, bool(sizes) and (caps or (text.isupper() and len(text) > 3))

    def _look(self, looks, of_run):
        """What of the look of a run means something: bold, italic, raised, lowered."""
        kept = []
        if _first(is_on(looks, "b"), of_run.bold):
            kept.append(ET.Element(w("b")))
        if is_on(looks, "i"):
            kept.append(ET.Element(w("i")))
        raised = looks.find(w("vertAlign")) if looks is not None else None
        if raised is not None and raised.get(VAL) in {"superscript", "subscript"}:
            kept.append(ET.Element(w("vertAlign"), {VAL: raised.get(VAL)}))
        return kept

    # Headings

    def _find_headings(self):
        """Decide which lines are headings, and of which level. Returns the title."""
        lines = self.lines
        titles = [line for line in lines if line.level == 0]
        for line in titles[1:]:
            line.level = None
        styled = [line for line in lines if line.level]
        weights = Counter()
        for line in lines:
            if not line.styled:
                weights[line.size] += len(line.text)
        body = weights.most_common(1)[0][0] if weights else self.styles.size
        looks_so = [line for line in lines if line.level is None and not line.styled and self._looks_so(line, body)]
        if styled:
            self._by_words(looks_so, styled)
            title = titles[0] if titles else self._title(lines, looks_so, body)
            if title is None and styled[0] is lines[0] and self._stands_above(styled):
                title = styled[0]
        else:
            title = titles[0] if titles else self._title(lines, looks_so, body)
            headings = [line for line in looks_so if line is not title]
            if title is not None:
                headings = self._without_cover(headings, lines, title)
            self._by_look(headings)
        if title is not None:
            title.level = 0
            self.body.remove(title.element)
        levels = sorted({line.level for line in lines if line.level})
        for line in lines:
            if line.level:
                line.level = min(levels.index(line.level) + 1, 4)
        return title.text if title is not None else ""

    def _stands_above(self, styled):
        """True where the first heading has all others below it, as a title has that was given the wrong style."""
        first, *others = styled
        levels = [line.level for line in others]
        said = known.names(first.text) or known.session_number(first.text)
        return not said and len(levels) > 1 and first.level < min(levels) and levels.count(min(levels)) > 1

    def _looks_so(self, line, body):
        text = line.text
        if len(text) > LONGEST_LINE or not re.search(r"[^\W\d_]", text) or re.search(r"[.;,။។。]$", text):
            return False
        if known.ITEM.match(text):
            return False
        if line.numbered and not (line.bold or line.size > body * 1.1):
            return False
        return line.bold or line.size > body * 1.1 or (line.caps and len(text) > 3) or known.is_name(text)

    def _title(self, lines, looks_so, body):
        """The line above all: at the beginning, and larger than the text, or the only one so bold or centred."""
        first = []
        for line in lines[:12]:
            if line in looks_so:
                first.append(line)
            elif first or len(line.text) > LONGEST_LINE:
                break
        if not first or known.names(first[0].text) or known.session_number(first[0].text):
            return None
        largest = max(first, key=lambda line: line.size)
        others = [line.size for line in looks_so if line not in first]
        if largest.size > max([body, *others]):
            return largest
        followed = lines[lines.index(first[0]) + 1 :][:1]
        if first[0].centred or (len(first) > 1 and followed == first[1:2] and not known.numbering(first[0].text)):
            return first[0]
        return None

    def _without_cover(self, headings, lines, title):
        """Headings without the lines under a title that say where and when."""
        cover = set()
        for line in lines[lines.index(title) + 1 :]:
            if line not in headings or known.names(line.text) or known.numbering(line.text):
                break
            if not line.centred and sum(1 for other in headings if other.look == line.look) > 1:
                break
            cover.add(id(line))
        return [line for line in headings if id(line) not in cover]

    def _by_words(self, looks_so, styled):
        """In a file with styles only lines of known words are headings without one: “Recommendations”."""
        highest = min(line.level for line in styled)
        for line in looks_so:
            if known.is_name(line.text):
                line.level = highest

    def _by_look(self, headings):
        looks = sorted({line.look for line in headings}, key=lambda look: (-look[0], not look[1], not look[2]))
        numbered = [known.numbering(line.text) for line in headings]
        has_roman = any(kind == "roman" for kind, _depth in filter(None, numbered))
        has_figures = any(kind == "figure" for kind, _depth in filter(None, numbered))
        mostly = len([one for one in numbered if one]) * 2 > len(headings)
        for line, number in zip(headings, numbered, strict=True):
            level = looks.index(line.look) * 10
            if number:
                kind, depth = number
                level += depth - 1 + (kind == "figure" and has_roman and has_figures)
            elif mostly and not known.names(line.text):
                level += 5
            line.level = level + 1


def _first(*values):
    return next((value for value in values if value is not None), False)


def _with(look):
    properties = ET.Element(w("rPr"))
    properties.extend(look)
    return properties


def _set_style(paragraph, level):
    """Mark a paragraph as a heading."""
    properties = paragraph.find(w("pPr"))
    for numbers in properties.findall(w("numPr")):
        properties.remove(numbers)
    properties.insert(0, ET.Element(w("pStyle"), {VAL: f"H{level}"}))


# What mammoth gets

_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, LEVELS + 1)
)
_NUMBERS = "".join(
    f'<w:abstractNum w:abstractNumId="{key}">'
    + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(9))
    + "</w:abstractNum>"
    for key, kind in (("1", "decimal"), ("2", "bullet"))
)


def packed(markup):
    """The archive for mammoth, as a file: text with headings, lists and tables, notes and the targets of links."""
    parts, file = markup.parts, io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        document = ET.Element(w("document"))
        document.append(markup.body)
        archive.writestr("word/document.xml", ET.tostring(document))
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{_STYLES}</w:styles>')
        archive.writestr(
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{W}">{_NUMBERS}'
            + "".join(f'<w:num w:numId="{k}"><w:abstractNumId w:val="{k}"/></w:num>' for k in (1, 2))
            + "</w:numbering>",
        )
        for part in ("document", "footnotes", "endnotes"):
            root = getattr(parts, part)
            if part != "document" and root is not None:
                archive.writestr(f"word/{part}.xml", ET.tostring(root))
            links = ET.Element(f"{{{PACKAGE}}}Relationships")
            for key, (kind, target, external) in parts.relations.get(part, {}).items():
                if kind == "hyperlink" and external:
                    ET.SubElement(
                        links, f"{{{PACKAGE}}}Relationship",
                        {"Id": key, "Type": f"{R}/hyperlink", "Target": target, "TargetMode": "External"},
                    )  # fmt: skip
            archive.writestr(f"word/_rels/{part}.xml.rels", ET.tostring(links))
    file.seek(0)
    return file
