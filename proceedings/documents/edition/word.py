"""What a Word file is written with: runs by the script of their letters, links, fields, bookmarks, a tidy archive."""

import io
import re
import zipfile

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from ..words import base
from .epub import NO_TIME, allowed

# Fonts that Word has on Windows and finds a like for elsewhere.
SCRIPTS = (
    ("my", "Myanmar Text", re.compile("[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+")),
    ("km", "Leelawadee UI", re.compile("[\u1780-\u17ff]+")),
    ("th", "Leelawadee UI", re.compile("[\u0e00-\u0e7f]+")),
    ("lo", "Leelawadee UI", re.compile("[\u0e80-\u0eff]+")),
)
COMPLEX = {language: font for language, font, _pattern in SCRIPTS}
IN_SCRIPT = re.compile(
    "|".join(f"({pattern.pattern}(?:[ \u200b-\u200d]+{pattern.pattern})*)" for _script, _font, pattern in SCRIPTS)
)
HAN = "Microsoft YaHei"
# The language of a script as Word writes it.
TAGS = {"my": "my-MM", "km": "km-KH", "th": "th-TH", "lo": "lo-LA", "vi": "vi-VN", "en": "en-GB", "zh": "zh-CN"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
# What the library puts into every file.
LEFT_OUT = ("docProps/thumbnail.jpeg",)


def tag_of(language):
    return TAGS.get(base(language), language)


def languages(language):
    """What w:lang says: the language of Latin letters, of Han, and of complex scripts."""
    code = base(language)
    if code in COMPLEX:
        return {"val": TAGS["en"], "eastAsia": TAGS["zh"], "bidi": tag_of(language)}
    if code == "zh":
        return {"val": TAGS["en"], "eastAsia": "zh-TW" if "hant" in language.lower() else TAGS["zh"]}
    return {"val": tag_of(language), "eastAsia": TAGS["zh"]}


class Writer:
    """Writes runs into paragraphs. `anchors` are the places in the document that links may lead to."""

    def __init__(self):
        self.bookmarks, self.notes, self.anchors = 0, [], set()

    # Runs

    def runs(self, line, runs):
        waiting = []
        for run in [*runs, None]:
            href = run.get("href") if run else None
            if waiting and href != waiting[0].get("href"):
                self.linked(line, waiting[0]["href"], waiting)
                waiting = []
            if href:
                waiting.append(run)
            elif run:
                self.run(line, run)

    def run(self, line, run, into=None):
        into = into if into is not None else line._p
        if run["s"] == "\n":
            made = OxmlElement("w:r")
            made.append(OxmlElement("w:br"))
            into.append(made)
            return
        if "note" in run:
            self.notes.append(run["note"])
            self.run(line, {"s": f"[{len(self.notes)}]", "sup": True}, into)
            return
        # Every script in a run of its own: each has its font and its language.
        at = 0
        for found in IN_SCRIPT.finditer(run["s"]):
            self.piece(into, run["s"][at : found.start()], run)
            self.piece(
                into, found[0], run, next(script for script, _font, pattern in SCRIPTS if pattern.match(found[0]))
            )
            at = found.end()
        self.piece(into, run["s"][at:], run)

    def piece(self, into, text, run, script=None):
        if not text:
            return
        made, about = OxmlElement("w:r"), OxmlElement("w:rPr")

        def say(name, **values):
            mark = OxmlElement(f"w:{name}")
            for key, value in values.items():
                mark.set(qn(f"w:{key}"), value)
            about.append(mark)

        if script:
            say("rFonts", cs=COMPLEX[script])
        elif "code" in run:
            say("rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas")
        if "strong" in run:
            say("b")
            say("bCs")
        if "em" in run:
            say("i")
        if "struck" in run:
            say("strike")
        if "href" in run:
            say("color", val="0B4A57")
        elif "small" in run:
            say("color", val="4A5652")
        if "small" in run:
            say("sz", val="18")
            say("szCs", val="18")
        if "href" in run or "under" in run:
            say("u", val="single")
        if "sup" in run or "sub" in run:
            say("vertAlign", val="superscript" if "sup" in run else "subscript")
        if script:
            say("cs")
        language = run.get("lang")
        if script:
            say("lang", bidi=tag_of(language) if language and base(language) not in {"en"} else TAGS[script])
        elif language:
            say("lang", **{key: tag for key, tag in languages(language).items() if key != "bidi"})
        made.append(about)
        for number, part in enumerate(allowed(text).split("\t")):
            if number:
                made.append(OxmlElement("w:tab"))
            words = OxmlElement("w:t")
            words.text = part
            words.set(SPACE, "preserve")
            made.append(words)
        into.append(made)

    def text(self, line, words):
        self.run(line, {"s": words})

    def linked(self, line, href, runs):
        """A link: to an address, or to a heading or paragraph of this document."""
        made = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            if href[1:] not in self.anchors:
                for run in runs:
                    self.run(line, {key: value for key, value in run.items() if key != "href"})
                return
            made.set(qn("w:anchor"), href[1:].replace("-", "_"))
        else:
            made.set(qn("r:id"), line.part.relate_to(allowed(href), HYPERLINK, is_external=True))
        for run in runs:
            self.run(line, run, made)
        line._p.append(made)

    # Marks

    def anchor(self, line, name):
        self.bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self.bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name.replace("-", "_"))
            line._p.append(mark)

    def mark(self, line, kind, dirty=False):
        made, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if dirty:
            mark.set(qn("w:dirty"), "true")
        made.append(mark)
        line._p.append(made)

    def instruction(self, line, words):
        made, said = OxmlElement("w:r"), OxmlElement("w:instrText")
        said.set(SPACE, "preserve")
        said.text = words
        made.append(said)
        line._p.append(made)

    def field(self, line, name, until_then):
        self.mark(line, "begin")
        self.instruction(line, f" {name} ")
        self.mark(line, "separate")
        self.text(line, until_then)
        self.mark(line, "end")


class Cell:
    """A cell as a place that takes paragraphs."""

    def __init__(self, element, document):
        self._element, self.part = element, document.part
        self.document = document

    def add_paragraph(self):
        line = OxmlElement("w:p")
        self._element.append(line)
        return Paragraph(line, self.document._body)


def settled(content):
    """The same archive with the same bytes every time, and without what a program leaves in it for itself."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name in LEFT_OUT:
                continue
            part = old.read(name)
            if name == "_rels/.rels":
                root = etree.fromstring(part)
                for child in list(root):
                    if child.get("Target", "").lstrip("/") in LEFT_OUT:
                        root.remove(child)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            info = zipfile.ZipInfo(name, NO_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(info, part)
    return written.getvalue()
