"""A file somebody sent becomes rows of text. Nothing is believed: not its name, not its size, not what it says it is.

Everything that could cost time or memory is counted before it is done. What cannot be read is refused with a sentence.
Macros are never run, links are never followed.
"""

import io
import zipfile

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .cells import (
    BLOWN_UP,
    BROKEN,
    LOCKED,
    MACROS,
    MAX_BYTES,
    MAX_ROWS,
    MEGABYTE,
    TOO_FAR,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    TOO_MANY_SHEETS,
    CellError,
    Day,
    Formula,
    NotASpreadsheet,
    Number,
    Sheet,
)
from .ods import is_ods, read_ods
from .parts import MAX_PARTS, Parts, check_size
from .text import read_text
from .xlsx import is_xlsx, read_xlsx

__all__ = [
    "BLOWN_UP", "BROKEN", "LOCKED", "MACROS", "MAX_BYTES", "MAX_ROWS", "MEGABYTE", "TOO_FAR", "TOO_MANY_COLUMNS",
    "TOO_MANY_ROWS", "TOO_MANY_SHEETS", "CellError", "Day", "Formula", "NotASpreadsheet", "Number", "Sheet", "read",
]  # fmt: skip

PICTURE = _("This is a picture, not a spreadsheet.")
PACKED = _("This file is packed. Unpack it first.")
# Files that people take for a spreadsheet, by how they begin.
BEGINNINGS = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"RIFF", _("This is a picture or a recording, not a spreadsheet.")),
    (b"%PDF", _("This is a PDF. Ask for the spreadsheet it was made from.")),
    (b"{\\rtf", _("This is a text document, not a spreadsheet.")),
    (b"\x1f\x8b", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"Rar!", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"BZh", PACKED),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# What else is packed as a spreadsheet is: a part that gives it away, and what to do.
RELATIVES = (
    ("word/document.xml", _("This is a Word document, not a spreadsheet. Copy the table into a spreadsheet.")),
    ("ppt/presentation.xml", _("This is a presentation, not a spreadsheet.")),
    ("xl/workbook.bin", _("This is a binary workbook (XLSB). Open it, and save it as XLSX.")),
    ("Index/Document.iwa", _("This is a file of Numbers, Pages or Keynote. Export it as XLSX or CSV.")),
)


def read(data, lines=False):
    """Read a file as sheets, by what it is and not by what it is called.

    data    bytes
    lines   True where texts may have several lines, which a list of people never has; XLSX only

    Returns a list of Sheet: the visible ones that hold something. Raises NotASpreadsheet.
    """
    if len(data) > MAX_BYTES:
        raise NotASpreadsheet(
            gettext("The file is larger than %(most)s MB. A list of people is much smaller.")
            % {"most": MAX_BYTES // MEGABYTE}
        )
    if not data.strip(b" \t\r\n\0"):
        raise NotASpreadsheet(gettext("The file is empty."))
    for beginning, sentence in BEGINNINGS:
        if data.startswith(beginning):
            raise NotASpreadsheet(sentence)
    if data.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NotASpreadsheet(LOCKED)
        raise NotASpreadsheet(
            gettext("This is an old or locked Office file. Open it, and save it as XLSX without a password.")
        )
    sheets = [s for s in (_packed(data, lines) if data.startswith(b"PK") else [read_text(data)]) if s.rows or s.problem]
    if not sheets:
        raise NotASpreadsheet(gettext("There is nothing in the file."))
    if all(sheet.problem for sheet in sheets):
        raise NotASpreadsheet(sheets[0].problem)
    return sheets


def _packed(data, lines):
    # Even the list of what an archive holds can take seconds to read.
    if data.count(b"PK\1\2") > MAX_PARTS:
        raise NotASpreadsheet(BLOWN_UP)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, len(data))
            parts = Parts(archive)
            if is_xlsx(parts.names):
                return read_xlsx(parts, lines)
            if is_ods(parts.names):
                return read_ods(parts)
    except NotASpreadsheet:
        raise
    # A file from outside must not bring the page down, whatever is wrong in it.
    except Exception as error:
        raise NotASpreadsheet(BROKEN) from error
    for part, sentence in RELATIVES:
        if part in parts.names:
            raise NotASpreadsheet(sentence)
    raise NotASpreadsheet(gettext("This file is packed, and not a spreadsheet. Unpack it first."))
