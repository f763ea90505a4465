"""A Book as an EPUB 3: a zip of XHTML, a file for each part, readable aloud and in any size of letters.

https://www.w3.org/TR/epub-33/ and, on what it says of its accessibility, https://www.w3.org/TR/epub-a11y-11/
"""

import io
import re
import uuid
import zipfile
from datetime import UTC

from lxml import etree

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The same words give the same file: in a zip, time begins in 1980.
NO_TIME = (1980, 1, 1, 0, 0, 0)
TAGS = {"strong": "strong", "em": "em", "sup": "sup", "sub": "sub", "code": "code", "small": "small", "struck": "s"}
ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityHazard", "none"),
    ("schema:accessibilitySummary", "Text with headings, lists and tables marked as such; pictures are described."),
)
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
STYLE = """body { line-height: 1.55; margin: 0 1em; }
:lang(my), :lang(km) { line-height: 1.9; }
:lang(th), :lang(lo) { line-height: 1.75; }
h1, h2, h3 { color: #0b4a57; line-height: 1.25; text-align: start; break-after: avoid; }
:lang(my) h1, :lang(km) h1, :lang(my) h2, :lang(km) h2 { line-height: 1.7; }
.kicker { color: #a63c0b; font-weight: bold; }
.soft, small, dt, figcaption, caption { color: #4a5652; }
.numbered { position: relative; margin: 0 0 1em; }
.pn { font-size: 0.75em; color: #4a5652; margin-inline-end: 0.6em; float: inline-start; line-height: 2; }
blockquote { border-inline-start: 0.2em solid #b9d0d2; margin: 1em 0; padding-inline-start: 1em; }
table { border-collapse: collapse; width: 100%; font-size: 0.9em; margin: 1em 0; }
th, td { border-bottom: 1px solid #d3d5cd; padding: 0.35em 0.5em; text-align: start; vertical-align: top; }
thead th { border-bottom: 2px solid #0b4a57; }
td p, th p { margin: 0 0 0.3em; }
dt { font-size: 0.9em; } dd { margin: 0 0 0.8em; }
img { max-width: 100%; }
nav ol { list-style: none; padding-inline-start: 0; } nav ol ol { padding-inline-start: 1.5em; }
"""


def epub_of(book):
    """Return the EPUB as bytes."""
    return _Epub(book).bytes()


def element(tag, *children, **attributes):
    """An XHTML element with texts and elements in it; attributes that are None or empty are left out."""
    made = etree.Element(f"{{{XHTML}}}{tag}")
    for name, value in attributes.items():
        if value:
            made.set(name.rstrip("_"), allowed(str(value)))
    last = None
    for child in children:
        if isinstance(child, str):
            child = allowed(child)
            if last is None:
                made.text = (made.text or "") + child
            else:
                last.tail = (last.tail or "") + child
        elif child is not None:
            made.append(child)
            last = child
    return made


def allowed(text):
    """Text without the characters that XML 1.0 does not allow."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


class _Epub:
    def __init__(self, book):
        self.book, self.notes = book, 0
        # (file, [section or annex, …]): a part with its chapters, an annex.
        self.files = [("title.xhtml", [])]
        for part in book.sections:
            if part["level"] == 1 or len(self.files) == 1:
                self.files.append((f"part-{len(self.files)}.xhtml", []))
            self.files[-1][1].append(part)
        self.files += [(f"{annex['anchor']}.xhtml", [annex]) for annex in book.annexes]
        self.where = {}
        for name, parts in self.files:
            for part in parts:
                self.where[part["anchor"]] = name
                self.where |= {row["anchor"]: name for row in part.get("paragraphs", [])}

    def bytes(self):
        pages = {name: self.page(parts) if parts else self.title_page() for name, parts in self.files}
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            # First and not packed, so that a program knows the format by its first bytes.
            self.add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self.add(archive, "META-INF/container.xml", CONTAINER.encode())
            self.add(archive, "EPUB/package.opf", self.package())
            self.add(archive, "EPUB/nav.xhtml", self.document(self.book.words["contents"], self.contents()))
            self.add(archive, "EPUB/style.css", STYLE.encode())
            for name, page in pages.items():
                self.add(archive, f"EPUB/{name}", page)
            for name, _kind, picture in self.pictures():
                self.add(archive, f"EPUB/{name}", picture)
        return content.getvalue()

    def add(self, archive, name, content, packed=zipfile.ZIP_DEFLATED):
        info = zipfile.ZipInfo(name, NO_TIME)
        info.compress_type, info.create_system, info.external_attr = packed, 3, 0o644 << 16
        archive.writestr(info, content)

    def pictures(self):
        """(name, media type, bytes) of the logo and of all figures."""
        found = [("logo", self.book.logo)] if self.book.logo else []
        for name, content in [*found, *self.book.pictures.items()]:
            kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
            yield f"{name}.{kind}", f"image/{kind}", content

    # Pages

    def document(self, title, *body):
        head = element("head", element("meta", charset="utf-8"), element("title", title))
        head.append(element("link", rel="stylesheet", type="text/css", href="style.css"))
        root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
        root.set("lang", self.book.language)
        root.set(XML_LANG, self.book.language)
        if self.book.direction == "rtl":
            root.set("dir", "rtl")
        root.append(head)
        root.append(element("body", *body))
        return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")

    def title_page(self):
        book = self.book
        logo = next((name for name, _kind, _content in self.pictures() if name.startswith("logo.")), None)
        lines = [book.event["title"] if book.event["title"] != book.title else "", book.event["dates"]]
        lines.append(book.event["place"])
        if book.calling:
            lines.append(f"{book.words['called_by']}: {'; '.join(book.calling)}")
        note = []
        if book.note:
            note = [element("h2", book.words["note"]), *self.blocks(book.note)]
        return self.document(
            book.title,
            element("p", element("img", src=logo, alt=book.network)) if logo else None,
            element("p", book.network),
            element("p", book.words["proceedings"], class_="kicker"),
            element("h1", book.title),
            *(element("p", line) for line in lines if line),
            element("p", f"{book.words['edition']} {book.edition} · {book.published_words}", class_="soft"),
            element("p", element("a", book.address, href=book.address)),
            *note,
        )

    def page(self, parts):
        body = []
        for part in parts:
            if "paragraphs" not in part:
                body.append(element("h1", self.book.heading_of(part), id=part["anchor"]))
                body += self.blocks(part["blocks"])
                continue
            body.append(element("h1" if part["level"] == 1 else "h2", part["heading"], id=part["anchor"]))
            if part.get("session"):
                body.append(element("p", part["session"], class_="soft"))
            for row in part["paragraphs"]:
                number = element("span", row["number"], class_="pn") if row["number"] else None
                kind = "numbered" if row["number"] else "soft"
                body.append(element("div", number, *self.blocks(row["blocks"]), class_=kind, id=row["anchor"]))
        return self.document(parts[0]["heading"], *body)

    def contents(self):
        top = element("ol")
        for level, anchor, heading in self.book.parts():
            item = element("li", element("a", heading, href=f"{self.where[anchor]}#{anchor}"))
            if level == 1 or not len(top):
                top.append(item)
                continue
            if top[-1][-1].tag != f"{{{XHTML}}}ol":
                top[-1].append(element("ol"))
            top[-1][-1].append(item)
        nav = element("nav", element("h1", self.book.words["contents"]), top, id="toc", role="doc-toc")
        nav.set(f"{{{OPS}}}type", "toc")
        return nav

    # Blocks

    def blocks(self, blocks):
        return [made for block in blocks for made in self.block(block) if made is not None]

    def block(self, block):
        kind, about = block["t"], {name: block.get(name) for name in ("lang", "dir")}
        if kind == "p":
            made = [element("p", *self.runs(block["runs"]), **about)]
            notes = [run for run in block["runs"] if "note" in run]
            for number, run in enumerate(notes, self.notes - len(notes) + 1):
                note = element("aside", *self.blocks(run["note"]), id=f"note-{number}", role="doc-footnote")
                note.set(f"{{{OPS}}}type", "footnote")
                made.append(note)
            return made
        if kind == "heading":
            return [element("h3", *self.runs(block["runs"]), **about)]
        if kind == "list":
            items = [element("li", *self.blocks(item)) for item in block["items"]]
            first = {} if block["start"] in (None, 1) else {"start": block["start"]}
            return [element("ul" if block["start"] is None else "ol", *items, **first, **about)]
        if kind == "quote":
            return [element("blockquote", *self.blocks(block["blocks"]), **about)]
        if kind == "terms":
            parts = [
                element("dt", *self.runs(part)) if name == "term" else element("dd", *self.blocks(part))
                for name, part in block["pairs"]
            ]
            return [element("dl", *parts, **about)]
        if kind == "table":
            return [self.table(block, about)]
        return [self.figure(block, about)]

    def table(self, block, about):
        caption = element("caption", *self.runs(block["caption"])) if block["caption"] else None
        rows = [
            element("tr", *(self.cell(cell, number < block["head"]) for cell in row))
            for number, row in enumerate(block["rows"])
        ]
        head = element("thead", *rows[: block["head"]]) if block["head"] else None
        return element("table", caption, head, element("tbody", *rows[block["head"] :]), **about)

    def cell(self, cell, on_top):
        spans = {name: cell[key] for name, key in (("colspan", "columns"), ("rowspan", "rows")) if cell[key] > 1}
        scope = ("col" if on_top else "row") if cell["head"] else None
        return element("th" if cell["head"] else "td", *self.blocks(cell["blocks"]), scope=scope, **spans)

    def figure(self, block, about):
        content = self.book.pictures.get(block["key"])
        if not content:
            return None
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        picture = element("img", src=f"{block['key']}.{kind}")
        picture.set("alt", allowed(block["alt"]))
        caption = element("figcaption", *self.runs(block["caption"])) if block["caption"] else None
        return element("figure", picture, caption, **about)

    def runs(self, runs):
        return [self.run(run) for run in runs]

    def run(self, run):
        if run["s"] == "\n":
            return element("br")
        if "note" in run:
            self.notes += 1
            mark = element("a", str(self.notes), href=f"#note-{self.notes}", role="doc-noteref")
            mark.set(f"{{{OPS}}}type", "noteref")
            return element("sup", mark)
        made = run["s"]
        for name, tag in TAGS.items():
            if name in run:
                made = element(tag, made)
        if "under" in run:
            made = element("u", made)
        if "lang" in run:
            made = element("span", made, lang=run["lang"])
            made.set(XML_LANG, run["lang"])
        if "href" in run:
            made = element("a", made, href=self.link(run["href"]))
        return made

    def link(self, href):
        """Where a link leads; one to another paragraph leads into the file that has it, or nowhere."""
        if not href.startswith("#"):
            return href
        return f"{self.where[href[1:]]}{href}" if href[1:] in self.where else None

    # About it

    def package(self):
        book = self.book
        meta = etree.Element(f"{{{OPF}}}metadata", nsmap={"dc": DC})

        def say(name, text, **attributes):
            made = etree.SubElement(meta, name, attributes)
            made.text = allowed(text)

        say(f"{{{DC}}}identifier", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.identifier)}", id="id")
        say(f"{{{DC}}}title", book.title)
        say(f"{{{DC}}}language", book.language)
        if book.network:
            say(f"{{{DC}}}creator", book.network)
            say(f"{{{DC}}}publisher", book.network)
        say(f"{{{DC}}}source", book.address)
        say(f"{{{DC}}}date", f"{book.published:%Y-%m-%d}")
        say(f"{{{OPF}}}meta", f"{book.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified")
        for name, value in ACCESSIBILITY:
            say(f"{{{OPF}}}meta", value, property=name)
        manifest = etree.Element(f"{{{OPF}}}manifest")

        def list_(id, href, kind, **attributes):
            etree.SubElement(manifest, f"{{{OPF}}}item", {"id": id, "href": href, "media-type": kind} | attributes)

        list_("nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
        list_("style", "style.css", "text/css")
        for name, _parts in self.files:
            list_(name.removesuffix(".xhtml"), name, "application/xhtml+xml")
        for name, kind, _content in self.pictures():
            list_(f"picture-{name.partition('.')[0]}", name, kind)
        root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF})
        for name, value in (("version", "3.0"), ("unique-identifier", "id"), (XML_LANG, book.language)):
            root.set(name, value)
        spine = etree.Element(f"{{{OPF}}}spine")
        if book.direction == "rtl":
            spine.set("page-progression-direction", "rtl")
        for id in ("title", "nav", *(name.removesuffix(".xhtml") for name, _parts in self.files[1:])):
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=id)
        root.extend([meta, manifest, spine])
        return etree.tostring(root, xml_declaration=True, encoding="utf-8")
