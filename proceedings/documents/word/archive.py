"""Is a Word file safe to open? Everything is counted before it is unpacked, and only the parts we read are.

Tracked changes are refused: the file then holds two texts, and what somebody struck out may be what must not be read.
"""

import posixpath
import re
import struct
import xml.etree.ElementTree as ET  # noqa: S405 - only builds what the parser below lets through
import zipfile
import zlib
from urllib.parse import unquote
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .. import uploads

MEGABYTE = 1_000_000
LARGEST_UPLOAD = uploads.LARGEST_UPLOAD
LARGEST_PART = 25 * MEGABYTE
# Three hundred pages have about a third of that.
MOST_ELEMENTS = 400_000
# Tables in tables in text boxes of a real file go to about 40.
DEEPEST = 200

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# “Strict” files name the same things by other addresses (ISO/IEC 29500, part 1, annex A).
STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")

TRACKED = {
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
    "tblGridChange", "tcPrChange", "trPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    "moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart", "customXmlDelRangeStart",
    "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
}  # fmt: skip
# Looks and traces of the program: never built, so that a long file stays small.
DROPPED = {
    "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "sectPr", "rFonts", "color", "szCs", "bCs",
    "iCs", "lang", "kern", "spacing", "ind", "tabs", "pBdr", "shd", "tblPr", "tblGrid", "tblPrEx", "tcW", "tcBorders",
    "tcMar", "vAlign", "noProof", "keepNext", "keepLines", "widowControl", "contextualSpacing", "framePr", "snapToGrid",
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "permStart", "permEnd", "highlight",
    "adjustRightInd", "autoSpaceDE", "autoSpaceDN", "w", "position", "rsids", "latentStyles", "themeFontLang",
    "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "bdr", "effect", "em", "cnfStyle", "divId",
}  # fmt: skip
# Other files inside the text. They are left out, and counted.
EMBEDDED = {"object", "altChunk", "control"}


class NotAWordFile(Exception):
    """The file cannot be taken in; the message is a sentence for whoever dropped it."""


def too_much():
    return NotAWordFile(_("The file unpacks to far more than a report holds, so it was not opened. Save it anew."))


def broken():
    return NotAWordFile(
        _("The file is cut off or broken: the copying may have stopped half-way. Copy or save it anew.")
    )


class Parts:
    """The parts of a Word file that are read, as trees.

    document, styles, numbering, footnotes, endnotes    roots, or None
    relations    {"document" | "footnotes" | "endnotes": {id: (kind, target, is external)}}
    comments     how many comments the file has
    embedded     how many other files stand in its text
    """

    def __init__(self, archive):
        self.archive, self.elements, self.embedded = archive, 0, 0
        self.names = {name.lower(): name for name in archive.namelist()}
        main = self._main_part()
        self.folder = posixpath.dirname(main)
        self.relations = {"document": self._relations(main)}
        self.document = self._tree(main)
        found = {kind: target for kind, target, external in self.relations["document"].values() if not external}
        for part in ("styles", "numbering", "footnotes", "endnotes"):
            name = self._inside(found.get(part, f"{part}.xml"))
            setattr(self, part, self._tree(name) if name else None)
            if name and part.endswith("notes"):
                self.relations[part] = self._relations(name)
        name = self._inside(found.get("comments", "comments.xml"))
        self.comments = self._count(name, "comment") if name else 0

    def _main_part(self):
        for kind, target, external in self._relations("").values():
            name = self.names.get(unquote(target).lstrip("/").lower())
            if kind == "officeDocument" and not external and name:
                return name
        if "word/document.xml" not in self.names:
            raise broken()
        return self.names["word/document.xml"]

    def _inside(self, target):
        """The name of the part that a relation of the main part leads to, or None."""
        target = unquote(target)
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
        return self.names.get(posixpath.normpath(path).lower())

    def _read(self, name):
        entry = self.archive.getinfo(name)
        if entry.file_size > LARGEST_PART:
            raise too_much()
        return self.archive.read(name)

    def _relations(self, name):
        folder, base = posixpath.split(name)
        rels = self.names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
        root = self._tree(rels) if rels else ()
        return {
            one.get("Id", ""): (
                one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""), one.get("TargetMode") == "External",
            )
            for one in root
        }  # fmt: skip

    def _tree(self, name):
        builder = _Builder(self)
        builder.parse(self._read(name))
        return builder.close()

    def _count(self, name, local):
        builder = _Builder(self)
        builder.parse(self._read(name))
        return sum(1 for _one in builder.close().iter(f"{{{W}}}{local}"))

    def media(self, part, relation):
        """The bytes of a picture that a relation of a part leads to, or None. What lies elsewhere is never fetched."""
        _kind, target, external = self.relations.get(part, {}).get(relation, ("", "", True))
        name = None if external else self._inside(target)
        return self._media(name) if name else None

    def _media(self, name):
        try:
            return self._read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotAWordFile):
            return None


class _Builder:
    """Builds a tree of one part, with an end to everything that could go on for ever."""

    def __init__(self, parts):
        self.parts, self.depth, self.skipped = parts, 0, 0
        self.tree = ET.TreeBuilder()

    def parse(self, data):
        # A quick count first: calling back for millions of elements would take minutes.
        if data.count(b"<") > 3 * MOST_ELEMENTS:
            raise too_much()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise broken() from None

    def close(self):
        return self.tree.close()

    def _refuse(self, *args):
        # No word processor writes definitions of its own, and they can unfold without end.
        raise broken()

    def _start(self, name, attributes):
        self.parts.elements += 1
        self.depth += 1
        if self.depth > DEEPEST or self.parts.elements > MOST_ELEMENTS:
            raise too_much()
        space, _blank, local = name.rpartition(" ")
        if space.startswith("http://purl"):
            space = _usual(space)
        if self.skipped:
            self.skipped += 1
        if space == W:
            if local in TRACKED:
                raise NotAWordFile(
                    _("There are tracked changes in the file, so it says two things at once. Accept or reject all "
                      "changes in Word (Review, Accept, Accept All Changes), save it, and choose it again.")
                )  # fmt: skip
            if not self.skipped and (local in DROPPED or local in EMBEDDED):
                self.parts.embedded += local in EMBEDDED
                self.skipped = 1
        if not self.skipped:
            kept = {}
            for key, value in attributes.items():
                away, _blank, bare = key.rpartition(" ")
                if not bare.startswith("rsid"):
                    away = _usual(away) if away.startswith("http://purl") else away
                    kept[f"{{{away}}}{bare}" if away else bare] = value
            self.tree.start(f"{{{space}}}{local}" if space else local, kept)

    def _end(self, name):
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        space, _blank, local = name.rpartition(" ")
        space = _usual(space)
        self.tree.end(f"{{{space}}}{local}" if space else local)

    def _text(self, text):
        if not self.skipped:
            self.tree.data(text)


def _usual(space):
    return STRICT.sub(r"http://schemas.openxmlformats.org/\1/2006/\2", space)


def opened(file):
    """Open an uploaded Word file, once it is known to be one and to be safe.

    file   an UploadedFile: `name`, `size`, and the methods of a file

    Returns Parts, whose archive the caller closes. Raises NotAWordFile with a sentence.
    """
    name = file.name or ""
    if not file.size:
        raise NotAWordFile(_("The file is empty."))
    if file.size > LARGEST_UPLOAD:
        raise NotAWordFile(_("The file is larger than 50 MB. Save it with smaller pictures: 150 dpi are plenty."))
    head = uploads.first_bytes(file, 1024)
    if head.startswith(uploads.OLE):
        if uploads.is_in(uploads.ENCRYPTED, file):
            raise NotAWordFile(_("The file is locked with a password. Save it without the password as .docx."))
        raise NotAWordFile(_("This is a file of an old Word version. Open it in Word and save it as .docx."))
    if not head.startswith(b"PK\x03\x04"):
        raise NotAWordFile(_not_word(head))
    if name.lower().endswith((".docm", ".dotm")):
        raise NotAWordFile(uploads.MACROS)
    try:
        kind = uploads.kind_of_archive(file)
    except ValidationError as error:
        raise NotAWordFile(error.messages[0]) from None
    if kind != "docx":
        raise NotAWordFile(
            _("This is %(what)s. Proceedings are read from a Word file: save the text as .docx.")
            % {"what": uploads.NAMES[kind]}
        )
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error):
        raise broken() from None
    try:
        return Parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError):
        archive.close()
        raise broken() from None
    except BaseException:
        archive.close()
        raise


def _not_word(head):
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%PDF-"):
        return _("This is a PDF. Choose the Word file it was made from (.docx).")
    if text.startswith(b"<"):
        return _("This is a web page under another name. Open it in Word and save it as .docx.")
    if text.startswith(b"{\\rtf"):
        return _("This is an RTF file. Open it in Word and save it as .docx.")
    return _("This is not a Word file. Choose a file that Word saved as .docx.")
