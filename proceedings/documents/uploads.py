"""Documents in: what an uploaded file really is, whatever its name says, and whether it is safe to pass on."""

import re
import struct
import zipfile
import zlib
from typing import NamedTuple

from django.core.exceptions import ValidationError

LARGEST_UPLOAD = 50 * 1000 * 1000

# What an Office or OpenDocument file may be when unpacked. Ours are a tenth of that.
MOST_ENTRIES = 5_000
LARGEST_DIRECTORY = 1_000_000
LARGEST_UNPACKED = 300 * 1000 * 1000
HIGHEST_RATIO = 100
# Small files of few letters are packed far tighter than this, and harm nobody.
RATIO_COUNTS_FROM = 20 * 1000 * 1000

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation",
    "odt": _OPEN + "text",
    "ods": _OPEN + "spreadsheet",
    "odp": _OPEN + "presentation",
}
# How [Content_Types].xml of each says what it is.
MAIN_PARTS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
NAMES = {
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "odt": "an OpenDocument text (.odt)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "odp": "an OpenDocument presentation (.odp)",
}

NOT_TAKEN = (
    "This is not a document we take. Choose a PDF, a Word, Excel or PowerPoint file (.docx, .xlsx, .pptx) "
    "or an OpenDocument file (.odt, .ods, .odp)."
)
BROKEN = "The file is cut off or broken: the copying may have stopped half-way. Copy or save it anew."
TOO_MUCH_INSIDE = "The file unpacks to far more than a document holds, so it was not opened. Save it anew, or as PDF."
MACROS = "The file has macros in it, which are programs. Save it without macros (as .docx, .xlsx or .pptx), or as PDF."
PROGRAM_INSIDE = "There is a program or another file packed into the document. Take it out, or save the text as PDF."
LOCKED = "The file is locked with a password, so readers could not open it. Save it without the password."

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = re.compile(re.escape("EncryptedPackage".encode("utf-16-le")))
PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|com|scr|cpl|msi|jar|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|sh|lnk|reg|swf|apk|docm|dotm|xlsm|xltm|xlam"
    r"|xlsb|pptm|potm|ppsm|ppam)$",
    re.IGNORECASE,
)
NESTED_ARCHIVES = re.compile(r"\.(zip|rar|7z|gz|bz2|xz|tar|cab|iso)$", re.IGNORECASE)

# Names in a PDF for a program in it, a program to be started and a file packed into it. Found where they are written
# openly; what a PDF hides from this search its reader still has to agree to.
PDF_PROGRAMS = re.compile(rb"/(JavaScript|Launch)[\s/<>(\[]")
PDF_FILES = re.compile(rb"/EmbeddedFiles?[\s/<>(\[]")


class VettedDocument(NamedTuple):
    """What an uploaded file is, by its content: ending without the dot, media type, size in bytes."""

    extension: str
    media_type: str
    size: int


def first_bytes(file, number):
    """Return the first bytes of a file, and leave it at its beginning."""
    file.seek(0)
    head = file.read(number)
    file.seek(0)
    return head


def vetted_document(uploaded):
    """Return the VettedDocument of an uploaded file, which is left at its beginning.

    Raises ValidationError with a sentence for what is not a PDF, Office or OpenDocument file under its own ending,
    or could harm whoever opens it.
    """
    if uploaded.size > LARGEST_UPLOAD:
        raise ValidationError("The file is larger than 50 MB. Save it smaller: pictures in it need 150 dpi at most.")
    head = first_bytes(uploaded, 1024)
    if head.startswith(b"%PDF-"):
        vet_pdf(uploaded)
        kind = "pdf"
    elif head.startswith(b"PK\x03\x04"):
        kind = kind_of_archive(uploaded)
    else:
        raise ValidationError(why_not(uploaded, head))
    uploaded.seek(0)
    ending = uploaded.name.rsplit(".", 1)[-1].lower() if "." in uploaded.name else ""
    if ending != kind:
        named = f"its name ends in .{ending}" if re.fullmatch(r"[a-z0-9]{1,10}", ending) else "its name has no ending"
        raise ValidationError(
            f"This is {NAMES[kind]}, but {named}. If it is the right file, rename it so that it ends in .{kind}."
        )
    return VettedDocument(kind, MEDIA_TYPES[kind], uploaded.size)


def why_not(file, head):
    """Return a sentence about a file that is neither PDF nor archive, from its first bytes."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        return "The file is empty."
    if head.startswith(OLE):
        if is_in(ENCRYPTED, file):
            return LOCKED
        return "This is a file of an old Office version. Open it and save it as .docx, .xlsx or .pptx, or as PDF."
    if head.startswith(PROGRAMS):
        return "This is a program, not a document."
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")) or head[8:12] == b"WEBP":
        return "This is a picture. Upload it under “Pictures”, or save it as PDF."
    if b"%PDF-" in head:
        return "There is something in front of the PDF in this file. Open it and save it as PDF anew."
    if text.startswith(b"<"):
        return "Web pages, SVG and XML can carry programs, so they are not taken. Print the page to a PDF."
    if text.startswith(b"{\\rtf"):
        return "This is an RTF file. Open it and save it as .docx, .odt or PDF."
    return NOT_TAKEN


def is_in(pattern, file, size=1 << 20):
    """True when a pattern of at most 64 bytes is found somewhere in a file, of which little is held at a time."""
    file.seek(0)
    tail = b""
    while piece := file.read(size):
        if pattern.search(tail + piece):
            return True
        tail = piece[-64:]
    return False


def vet_pdf(file):
    file.seek(max(0, file.size - 4096))
    if b"%%EOF" not in file.read():
        raise ValidationError(BROKEN)
    if is_in(PDF_PROGRAMS, file):
        raise ValidationError("There is a program in this PDF. Open it and print it to a new PDF.")
    if is_in(PDF_FILES, file):
        raise ValidationError("Other files are packed into this PDF. Open it and print it to a new PDF.")


# Office and OpenDocument files are archives


def kind_of_archive(file):
    """Return the ending of an Office or OpenDocument file. Raises ValidationError for any other archive."""
    try:
        check_directory(file)
        with zipfile.ZipFile(file) as archive:
            check_entries(archive.infolist())
            kind = office_kind(archive) or open_document_kind(archive)
            for entry in archive.infolist():
                check_content(archive, entry)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError):
        raise ValidationError(BROKEN) from None
    except RuntimeError:  # zipfile's word for "encrypted"
        raise ValidationError(LOCKED) from None


def check_directory(file):
    """Raise ValidationError where the table of contents is absurdly long: zipfile would read all of it into memory."""
    file.seek(max(0, file.size - (1 << 16) - 22))
    tail = file.read()
    # As zipfile looks for it: at the very end, or behind it a comment of up to 64 kB.
    start = len(tail) - 22
    if not (tail[start:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")):
        start = tail.rfind(b"PK\x05\x06")
    if start < 0 or len(tail) - start < 22:
        raise ValidationError(BROKEN)
    entries, length = struct.unpack_from("<HL", tail, start + 10)
    if (
        tail[max(0, start - 20) : start].startswith(b"PK\x06\x07")
        or entries > MOST_ENTRIES
        or length > LARGEST_DIRECTORY
    ):
        raise ValidationError(TOO_MUCH_INSIDE)


def check_entries(entries):
    """Raise ValidationError for names that reach outside, and for what would fill the reader's disk."""
    names = [entry.filename for entry in entries]
    if min((entry.header_offset for entry in entries), default=0) > 0:
        # Something else stands in front of the archive, for programs that read files from their beginning.
        raise ValidationError(BROKEN)
    if len(names) > MOST_ENTRIES:
        raise ValidationError(TOO_MUCH_INSIDE)
    if len(set(names)) < len(names) or any(reaches_outside(name) for name in names):
        raise ValidationError("The names inside this file are not those of a document. Save it anew, or as PDF.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_tight = unpacked > RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * packed
    if unpacked > LARGEST_UNPACKED or too_tight:
        raise ValidationError(TOO_MUCH_INSIDE)
    for name in names:
        base = name.rsplit("/", 1)[-1].lower()
        if base in {"vbaproject.bin", "vbadata.xml"} or name.startswith(("Basic/", "Scripts/")):
            raise ValidationError(MACROS)
        if PROGRAM_NAMES.search(name) or NESTED_ARCHIVES.search(name):
            raise ValidationError(PROGRAM_INSIDE)


def reaches_outside(name):
    return name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/")


def part(archive, name, limit=1_000_000):
    """Return up to `limit` bytes of a part, or nothing where there is none. Raises ValidationError if it is longer."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return b""
    with archive.open(entry) as content:
        data = content.read(limit + 1)
    if len(data) > limit:
        raise ValidationError(TOO_MUCH_INSIDE)
    return data


def office_kind(archive):
    """Return docx, xlsx or pptx, or None where the archive does not say it is one."""
    types = part(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise ValidationError(MACROS)
    kinds = [kind for kind, main_part in MAIN_PARTS.items() if main_part in types]
    if types and len(kinds) != 1:
        raise ValidationError(NOT_TAKEN)
    return kinds[0] if types else None


def open_document_kind(archive):
    """Return odt, ods or odp, from the part that says so (OpenDocument 1.3, part 2, 3.3). Raises ValidationError."""
    media_type = part(archive, "mimetype", 200).decode("ascii", "replace").strip()
    kinds = [kind for kind in ("odt", "ods", "odp") if MEDIA_TYPES[kind] == media_type]
    if not kinds:
        raise ValidationError(NOT_TAKEN if media_type else "This is an archive. Upload each document in it by itself.")
    if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise ValidationError(LOCKED)
    return kinds[0]


def check_content(archive, entry, limit=20_000_000):
    """Raise ValidationError where a part is a program, or hides one in what Office calls a package."""
    if entry.is_dir():
        return
    with archive.open(entry) as content:
        head = content.read(8)
        if head.startswith(PROGRAMS):
            raise ValidationError(PROGRAM_INSIDE)
        if not head.startswith((OLE, b"PK\x03\x04")):
            return
        inside = head + content.read(limit)
    if "Ole10Native".encode("utf-16-le") in inside:
        raise ValidationError(PROGRAM_INSIDE)
    if b"vbaProject.bin" in inside or "_VBA_PROJECT".encode("utf-16-le") in inside:
        raise ValidationError(MACROS)
