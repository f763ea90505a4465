"""All the words in a finished file, also those no page of it shows: for the gate, and for whoever wants to be sure."""

import html
import io
import re
import zipfile

# What may stand within a word. Whatever else begins or ends, a word ends there.
WITHIN = {"r", "rPr", "t", "hyperlink", "bookmarkStart", "bookmarkEnd"}
WITHIN |= {"span", "strong", "em", "sup", "sub", "code", "small", "s", "u"}
LOOKS = re.compile("<w:rPr>.*?</w:rPr>", re.DOTALL)
TAG = re.compile(r"<[/?!]*(?:\w+:)?(\w+)([^>]*)>")
VALUE = re.compile('="([^"]*)"')


def words_of(file):
    """The text of an EditionFile with its metadata and its name."""
    with file.file.open("rb") as stored:
        content = stored.read()
    return f"{file.name}\n{text_of(content, file.format)}"


def text_of(content, format, pages=True):
    """The text and the metadata in a file.

    content   bytes
    format    an EditionFile.Format
    pages     False leaves out the pages of a PDF, whose text takes longer to find again than to print
    """
    return _of_pdf(content, pages) if format == "pdf" else _of_archive(content)


def _of_archive(content):
    """Of every member: its name, and texts and attributes if it is XML, as it is if it is some other text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found.append(name)
            part = archive.read(name)
            if name.endswith((".xml", ".rels", ".xhtml", ".opf")):
                found.append(_of_xml(part))
            elif not name.endswith((".png", ".jpeg")):
                found.append(part.decode(errors="replace"))
        found.append(archive.comment.decode(errors="replace"))
    return "\n".join(found)


def _of_xml(part):
    """Texts and attributes of well-formed XML. A parser would take longer over the styles of Word than Word does."""
    attributes = []

    def cut(tag):
        attributes.extend(VALUE.findall(tag[2]))
        return "" if tag[1] in WITHIN else "\n"

    words = TAG.sub(cut, LOOKS.sub("", part.decode()))
    return html.unescape("\n".join([words, *attributes]))


def _of_pdf(content, pages):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    found = [str(value) for value in (reader.metadata or {}).values()]
    if packet := reader.trailer["/Root"].get("/Metadata"):
        found.append(packet.get_object().get_data().decode(errors="replace"))
    found += _titles(reader.outline)
    found += [str(name) for name in reader.attachments]
    if pages:
        found += [page.extract_text() for page in reader.pages]
    return "\n".join(found)


def _titles(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry.title
