"""A Book as a Word file: real headings, lists and tables to work with, and no names in its properties.

The numbers of paragraphs are typed, not counted by Word: whoever adds a paragraph must not change how others are cited.
"""

import io
from datetime import UTC

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from ..words import base
from .epub import allowed
from .word import COMPLEX, HAN, Cell, Writer, languages, settled

RIVER, SOFT, DUE = RGBColor(0x0B, 0x4A, 0x57), RGBColor(0x4A, 0x56, 0x52), RGBColor(0xA6, 0x3C, 0x0B)
LATIN = "Cambria"
DEEPEST = 3
# Width of the text, in twentieths of a point.
TEXT_WIDTH = 8900


def docx_of(book):
    """Return the Word file as bytes."""
    return _Docx(book).bytes()


class _Docx(Writer):
    def __init__(self, book):
        super().__init__()
        self.book, self.document = book, Document()
        self.anchors = {anchor for _level, anchor, _heading in book.parts()}
        self.anchors |= {row["anchor"] for part in book.sections for row in part["paragraphs"]}
        self.styles()
        self.sheet()
        self.properties()
        self.title_page()
        self.contents()
        for part in book.sections:
            self.section(part)
        for annex in book.annexes:
            self.heading(book.heading_of(annex), 1, annex["anchor"], on_new_page=True)
            self.blocks(annex["blocks"])

    # The sheet

    def styles(self):
        styles, language = self.document.styles, base(self.book.language)
        defaults = styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
        for child in list(defaults):
            defaults.remove(child)
        fonts, speaks = OxmlElement("w:rFonts"), OxmlElement("w:lang")
        for name, font in self.fonts(language).items():
            fonts.set(qn(f"w:{name}"), font)
        for name, tag in languages(self.book.language).items():
            speaks.set(qn(f"w:{name}"), tag)
        defaults.extend([fonts, speaks])
        normal = styles["Normal"]
        normal.font.size = Pt(11)
        self.size_of_complex(normal, 11)
        normal.paragraph_format.space_after = Pt(8)
        tall = {"my": 1.6, "km": 1.6, "th": 1.35, "lo": 1.35}
        normal.paragraph_format.line_spacing = tall.get(language, 1.25)
        for name, size, colour in (("Title", 28, RIVER), ("Heading 1", 18, RIVER), ("Heading 2", 14, RIVER)):
            self.letters(styles[name], size, colour)
        self.letters(styles["Heading 3"], 12, RIVER)
        for name, size, colour in (("Small", 9, SOFT), ("Numbered", 11, None), ("Term", 9.5, SOFT)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            self.letters(style, size, colour, bold=False)
        numbered = styles["Numbered"].paragraph_format
        numbered.left_indent, numbered.first_line_indent = Mm(11), Mm(-11)
        numbered.tab_stops.add_tab_stop(Mm(11))
        styles["Term"].paragraph_format.space_after = Pt(0)
        styles["Term"].paragraph_format.keep_with_next = True
        cell = styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style = normal
        self.letters(cell, 9.5, None, bold=False)
        cell.paragraph_format.space_after = Pt(2)
        styles["Quote"].font.italic = False
        self.letters(styles["Quote"], 11, None, bold=False)
        styles["Quote"].paragraph_format.left_indent = Mm(16)
        self.ids = {style.name: style.style_id for style in styles}

    def letters(self, style, size, colour, bold=True):
        style.font.size, style.font.bold = Pt(size), bold
        if colour is not None:
            style.font.color.rgb = colour
        about = style.element.get_or_add_rPr()
        # The theme's fonts have no letters of our scripts.
        for old in about.findall(qn("w:rFonts")):
            about.remove(old)
        fonts = OxmlElement("w:rFonts")
        for name, font in self.fonts(base(self.book.language)).items():
            fonts.set(qn(f"w:{name}"), font)
        about.insert(0, fonts)
        self.size_of_complex(style, size, bold)

    def size_of_complex(self, style, size, bold=False):
        """Word has sizes of their own for complex scripts."""
        about = style.element.get_or_add_rPr()
        for name in ("w:szCs", "w:bCs"):
            for old in about.findall(qn(name)):
                about.remove(old)
        if bold:
            mark = OxmlElement("w:bCs")
            about.find(qn("w:b")).addnext(mark)
        found = OxmlElement("w:szCs")
        found.set(qn("w:val"), str(int(size * 2)))
        about.find(qn("w:sz")).addnext(found)

    def fonts(self, language):
        return {
            "ascii": LATIN,
            "hAnsi": LATIN,
            "eastAsia": HAN,
            "cs": COMPLEX.get(language, "Leelawadee UI"),
        }

    def sheet(self):
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(26)
        page.top_margin, page.bottom_margin = Mm(28), Mm(25)
        page.different_first_page_header_footer = True
        header = page.header.paragraphs[0]
        header.style = self.document.styles["Small"]
        self.text(header, f"{self.book.title} · {self.book.words['edition']} {self.book.edition}")
        footer = page.footer.paragraphs[0]
        footer.style = self.document.styles["Small"]
        footer.alignment = 2
        self.field(footer, "PAGE", "1")
        self.text(footer, " / ")
        self.field(footer, "NUMPAGES", "1")

    def properties(self):
        """About the document: its title and whose it is, no user of ours."""
        book, about = self.book, self.document.core_properties
        made = book.published.astimezone(UTC).replace(tzinfo=None)
        about.title, about.subject = allowed(book.title)[:255], allowed(book.event["title"])[:255]
        about.author = about.last_modified_by = allowed(book.network)[:255]
        about.comments, about.keywords, about.category = allowed(book.address)[:255], "", ""
        about.identifier, about.language = allowed(book.address)[:255], book.language
        about.created = about.modified = made
        about.revision, about.version = 1, str(book.edition)

    # Parts

    def title_page(self):
        book, document = self.book, self.document
        if book.logo:
            picture = document.add_paragraph().add_run().add_picture(io.BytesIO(book.logo), height=Mm(18))
            self.describe(picture, book.network)
        self.paragraph([{"s": book.network, "strong": True}])
        kicker = self.paragraph([{"s": book.words["proceedings"], "strong": True}])
        kicker.paragraph_format.space_before = Mm(40)
        for run in kicker.runs:
            run.font.color.rgb = DUE
        title = self.line("Title")
        for border in title.style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
        self.text(title, book.title)
        lines = [book.event["title"] if book.event["title"] != book.title else "", book.event["dates"]]
        lines.append(book.event["place"])
        if book.calling:
            lines.append(f"{book.words['called_by']}: {'; '.join(book.calling)}")
        for line in filter(None, lines):
            self.paragraph([{"s": line}])
        edition = f"{book.words['edition']} {book.edition} · {book.published_words}"
        self.paragraph([{"s": edition, "strong": True}]).paragraph_format.space_before = Mm(12)
        self.paragraph([{"s": book.address, "href": book.address}])

    def contents(self):
        """The table of contents: a field that Word fills with page numbers, with the headings in it until then."""
        heading = self.paragraph([{"s": self.book.words["contents"], "strong": True}])
        heading.paragraph_format.page_break_before = True
        for run in heading.runs:
            run.font.size, run.font.color.rgb = Pt(18), RIVER
        parts = self.book.parts()
        for number, (level, anchor, words) in enumerate(parts):
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent = Mm(6 * (level - 1))
            line.paragraph_format.space_after = Pt(3)
            if number == 0:
                self.mark(line, "begin", dirty=True)
                self.instruction(line, ' TOC \\o "1-2" \\h \\z \\u ')
                self.mark(line, "separate")
            self.linked(line, f"#{anchor}", [{"s": words}])
            if number == len(parts) - 1:
                self.mark(line, "end")
        if self.book.note:
            words = self.paragraph([{"s": self.book.words["note"], "strong": True}])
            words.paragraph_format.space_before = Pt(24)
            self.blocks(self.book.note)

    def section(self, part):
        self.heading(part["heading"], part["level"], part["anchor"], on_new_page=part is self.book.sections[0])
        if part.get("session"):
            self.paragraph([{"s": part["session"]}], style="Small")
        for row in part["paragraphs"]:
            if not row["number"]:
                self.blocks(row["blocks"], style="Small")
                continue
            first, *others = row["blocks"]
            number = f"{row['number']}\t"
            line = self.line("Numbered")
            self.text(line, number)
            self.anchor(line, row["anchor"])
            if first["t"] == "p":
                self.runs(line, first["runs"])
                self.print_notes()
                self.blocks(others, indent=Mm(11))
            else:
                # Nothing else stands on the line of the number: a list or a table begins under it.
                line.paragraph_format.space_after = Pt(0)
                line.paragraph_format.keep_with_next = True
                self.blocks(row["blocks"], indent=Mm(11))

    def heading(self, words, level, anchor, on_new_page=False):
        heading = self.line(f"Heading {level}")
        heading.paragraph_format.page_break_before = on_new_page
        self.text(heading, words)
        self.anchor(heading, anchor)

    # Blocks

    def blocks(self, blocks, into=None, style=None, indent=None, depth=1):
        """Print blocks into a place that takes paragraphs, such as the document or a cell."""
        into = into if into is not None else self.document
        for block in blocks:
            kind = block["t"]
            if kind == "p":
                self.paragraph(block["runs"], into, style, indent, block)
            elif kind == "heading":
                self.runs(self.line("Heading 3", into), block["runs"])
            elif kind == "list":
                self.list(block, into, depth)
            elif kind == "quote":
                self.blocks(block["blocks"], into, "Quote", None, depth)
            elif kind == "terms":
                for name, part in block["pairs"]:
                    if name == "term":
                        self.paragraph(part, into, "Term", indent)
                    else:
                        self.blocks(part, into, style, indent, depth)
            elif kind == "table":
                self.table(block, into)
            elif (picture := self.book.pictures.get(block["key"])) is not None:
                line = into.add_paragraph()
                shape = line.add_run().add_picture(io.BytesIO(picture))
                if shape.width > Mm(150):
                    shape.height, shape.width = int(shape.height * Mm(150) / shape.width), Mm(150)
                self.describe(shape, block["alt"])
                if block["caption"]:
                    self.paragraph(block["caption"], into, "Small")

    def line(self, style=None, into=None):
        """A new paragraph. The library looks through all styles for each, so their ids are kept here."""
        line = (into if into is not None else self.document).add_paragraph()
        if style:
            line._p.style = self.ids[style]
        return line

    def paragraph(self, runs, into=None, style=None, indent=None, about=None):
        line = self.line(style, into)
        if indent:
            line.paragraph_format.left_indent = indent
        if (about or {}).get("dir") == "rtl":
            look = line._p.get_or_add_pPr()
            look.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
        language = (about or {}).get("lang")
        self.runs(line, [{"lang": language} | run for run in runs] if language else runs)
        if not isinstance(into, Cell):
            self.print_notes()
        return line

    def list(self, block, into, depth):
        name = "List Bullet" if block["start"] is None else "List Number"
        level = min(depth, DEEPEST)
        style = name if level == 1 else f"{name} {level}"
        number = None if block["start"] is None else self.numbering(style, block["start"])
        for item in block["items"]:
            first = item[0] if item and item[0]["t"] == "p" else {"t": "p", "runs": []}
            line = self.paragraph(first["runs"], into, style, None, first)
            if number is not None:
                line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
                line._p.pPr.numPr.get_or_add_ilvl().val = 0
            rest = item[1:] if item and item[0]["t"] == "p" else item
            self.blocks(rest, into, "List Continue" if level == 1 else f"List Continue {level}", None, depth + 1)

    def numbering(self, style, start):
        """A list that begins to count at `start`; returns its number."""
        own = self.document.styles[style].element.pPr.numPr.numId.val
        numbers = self.document.part.numbering_part.element
        abstract = numbers.num_having_numId(own).abstractNumId.val
        made = numbers.add_num(abstract)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        return made.numId

    def table(self, block, into):
        if block["caption"]:
            self.paragraph(block["caption"], into, "Small").paragraph_format.keep_with_next = True
        columns = block["columns"]
        shares = block.get("widths") or [1] * columns
        widths = [int(TEXT_WIDTH * share / sum(shares)) for share in shares]
        table = parse_xml(
            f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{TEXT_WIDTH}' w:type='dxa'/><w:tblBorders>"
            "<w:top w:val='single' w:sz='4' w:color='D3D5CD'/><w:bottom w:val='single' w:sz='4' w:color='D3D5CD'/>"
            "<w:insideH w:val='single' w:sz='4' w:color='D3D5CD'/></w:tblBorders><w:tblLayout w:type='fixed'/>"
            f"<w:tblLook w:firstRow='{int(block['head'] > 0)}'/></w:tblPr><w:tblGrid>"
            + "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
            + "</w:tblGrid></w:tbl>"
        )
        below = [0] * columns
        reaching = [None] * columns
        for number, row in enumerate(block["rows"]):
            line = OxmlElement("w:tr")
            about = OxmlElement("w:trPr")
            about.append(OxmlElement("w:cantSplit"))
            if number < block["head"]:
                about.append(OxmlElement("w:tblHeader"))
            line.append(about)
            cells, column = list(row), 0
            while column < columns:
                if below[column]:
                    span = reaching[column]
                    line.append(self.cell(None, widths[column : column + span], span, "continue"))
                    for at in range(column, column + span):
                        below[at] -= 1
                    column += span
                elif cells:
                    cell = cells.pop(0)
                    span = min(cell["columns"], columns - column)
                    merge = "restart" if cell["rows"] > 1 else None
                    line.append(self.cell(cell, widths[column : column + span], span, merge))
                    for at in range(column, column + span):
                        below[at] = cell["rows"] - 1
                    reaching[column] = span
                    column += span
                else:
                    line.append(self.cell(None, widths[column : column + 1], 1, None))
                    column += 1
            table.append(line)
        into._element.append(table) if isinstance(into, Cell) else into._body._body._insert_tbl(table)
        # Word asks for a paragraph after a table; it is also the room below it.
        self.line("Small", into).paragraph_format.space_after = Pt(4)
        if not isinstance(into, Cell):
            self.print_notes()

    def cell(self, cell, widths, span, merge):
        made = OxmlElement("w:tc")
        about = OxmlElement("w:tcPr")
        width = OxmlElement("w:tcW")
        width.set(qn("w:w"), str(sum(widths)))
        width.set(qn("w:type"), "dxa")
        about.append(width)
        for name, value in (("w:gridSpan", str(span) if span > 1 else None), ("w:vMerge", merge)):
            if value:
                mark = OxmlElement(name)
                mark.set(qn("w:val"), value)
                about.append(mark)
        made.append(about)
        place = Cell(made, self.document)
        blocks = cell["blocks"] if cell else []
        if cell and cell["head"]:
            blocks = [
                block | {"runs": [run | {"strong": True} for run in block["runs"]]} if block["t"] == "p" else block
                for block in blocks
            ]
        self.blocks(blocks, place, "Cell")
        if not len(made.findall(qn("w:p"))) or made[-1].tag != qn("w:p"):
            self.line("Cell", place)
        return made

    def print_notes(self):
        """The notes of what was just printed, under it: Word's own footnotes are beyond the library we use."""
        waiting = [note for note in self.notes if note is not None]
        first = len(self.notes) - len(waiting) + 1
        self.notes = [None] * len(self.notes)
        for number, note in enumerate(waiting, first):
            for block in note:
                if block["t"] == "p":
                    self.paragraph([{"s": f"[{number}] "}, *block["runs"]], style="Small", indent=Mm(11))

    def describe(self, shape, words):
        about = shape._inline.docPr
        about.set("descr", allowed(words))
        about.set("name", f"Picture {about.get('id')}")

    def bytes(self):
        written = io.BytesIO()
        self.document.save(written)
        return settled(written.getvalue())
