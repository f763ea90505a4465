"""All the words in a finished file, also those no page of it shows: for the gate, and for whoever wants to be sure."""

import io
import zipfile

from lxml import etree

BLOCKS = {"p", "li", "td", "th", "tr", "dt", "dd", "h1", "h2", "h3", "tc", "br", "tab", "title", "a"}


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
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    lines, inside = [], []
    for event, node in etree.iterwalk(etree.fromstring(part, parser), events=("start", "end", "comment")):
        if event == "comment":
            lines.append(node.text or "")
            continue
        is_block = etree.QName(node).localname in BLOCKS
        if event == "start":
            inside += ["\n"] * is_block + [node.text or ""]
            lines += list(node.attrib.values())
        else:
            inside += ["\n"] * is_block + [node.tail or ""]
    return "".join(inside) + "\n" + "\n".join(lines)


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
