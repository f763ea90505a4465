"""Translations out to translators and back: as XLSX, and as PO for their programs (Poedit, OmegaT, Weblate).

Each row carries a key that says which text it is, and a mark of what the text and its source were when the file was
made. So the same file again changes nothing, and what has changed here since then is seen.
"""

import io
from dataclasses import dataclass

import polib
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from ..models import Translation
from . import reading
from .cells import CellError, Formula, NotASpreadsheet

NONE, MACHINE, CHECKED, APPROVED = Translation.Status.values
COLUMNS = ("id", "where", "source", "target", "status", "note", "mark")
WIDTHS = (22, 30, 60, 60, 12, 40, 12)
# What stands in the column of the status. Whoever translates may write “checked” there.
DRAFT, CHANGED = "draft", "changed"
LONGEST_CELL = 30_000
MOST_BYTES = 5 * reading.MEGABYTE
MARKED = "mark: "
# What breaks a line to some programs, and would end an entry of a PO in its midst.
BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


@dataclass(frozen=True)
class Row:
    """One row of a file that came back. `problem` is a sentence, where it cannot be used as it is."""

    number: int
    key: str
    source: str
    target: str
    status: str
    mark: str = ""
    problem: str = ""


def status_word(text):
    if not text.target:
        return ""
    return {NONE: DRAFT}.get(text.state, text.state)


def note_of(text):
    """What a translator should know of a text."""
    notes = []
    if text.source_changed:
        notes.append(_("The original has changed since this was translated."))
    if "@[" in text.source:
        notes.append(_("Keep marks such as @[12]: they stand for people."))
    if text.is_rich:
        notes.append(_("Keep tags such as <p>, if there are any."))
    if text.longest:
        notes.append(_("One line, at most %(most)s letters.") % {"most": text.longest})
    return " ".join(notes)


def to_xlsx(texts, language):
    """An XLSX of some Texts, to be translated into a Language. Returns bytes. No cell is a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = language.code[:31]
    sheet.append(COLUMNS)
    for text in texts:
        too_long = max(len(text.source), len(text.target)) > LONGEST_CELL
        note = _("Too long for a cell: translate it on the page, or in a PO file.") if too_long else note_of(text)
        words = ("", "") if too_long else (text.source, text.target)
        sheet.append(
            [_cell_text(value) for value in (text.key, text.where, *words, status_word(text), note, text.mark)]
        )
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=cell.column != len(COLUMNS), vertical="top")
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell_text(value):
    """Text that XML can hold; a text that a program would run stays text by the type of its cell."""
    return "".join(sign for sign in value if sign in "\n\t" or sign >= " " and sign not in "\ufffe\uffff") or None


def to_po(texts, language, source_language):
    """A PO of some Texts. Returns bytes. What is not checked, or no longer, is fuzzy there; drafts are, too."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Language": language.code.replace("-", "_"),
        "X-Source-Language": source_language,
    }
    for text in texts:
        entry = polib.POEntry(
            msgctxt=text.key,
            msgid=text.source.translate(BREAKS),
            msgstr=text.target.translate(BREAKS),
            comment="\n".join(filter(None, [text.where, note_of(text), f"{MARKED}{text.mark}"])),
        )
        if text.target and not text.is_checked:
            entry.flags.append("fuzzy")
        file.append(entry)
    return str(file).encode()


def read(data):
    """Read a file that came back, XLSX or PO, by what it is.

    Returns ([Row, …], the tag of the language it says it is in, or ""). Raises NotASpreadsheet.
    """
    start = data[:20_000].lstrip(b"\xef\xbb\xbf")
    if not data.startswith(b"PK") and b"msgid" in start:
        return _read_po(data)
    if not data.startswith(b"PK"):
        # The sentences for pictures, PDF, old Office files and empty ones are there.
        reading.read(data)
        raise NotASpreadsheet(_("This is neither XLSX nor PO. Send back the file in the form in which it went out."))
    return _read_xlsx(data)


def _read_xlsx(data):
    rows, tag, found = [], "", False
    for sheet in reading.read(data, lines=True):
        if sheet.problem:
            raise NotASpreadsheet(sheet.problem)
        (_number, first), *others = sheet.rows
        places = {str(cell).strip().lower(): index for index, cell in enumerate(first)}
        if "id" not in places or "target" not in places:
            continue
        found = True
        tag = tag or sheet.title
        for number, cells in others:
            named = {name: cells[index] for name, index in places.items() if index < len(cells)}
            rows.append(_row(number, named))
    if found and not rows:
        raise NotASpreadsheet(_("There is nothing in the file."))
    if not rows:
        raise NotASpreadsheet(
            _("No sheet has the columns “id” and “target” in its first row. Send back the file that went out.")
        )
    return [row for row in rows if row.key or row.target], tag


def _row(number, cells):
    target, problem = cells.get("target", ""), ""
    if isinstance(target, Formula | CellError):
        target, problem = str(target), _("The cell holds a formula or an error, not a text.")
    word = str(cells.get("status", "")).strip().lower()
    status = word if word in (MACHINE, CHECKED, APPROVED) else NONE
    return Row(
        number=number,
        key=str(cells.get("id", "")).strip(),
        source=str(cells.get("source", "")),
        target=str(target),
        status=status,
        mark=str(cells.get("mark", "")).strip(),
        problem=problem,
    )


def _read_po(data):
    if len(data) > MOST_BYTES:
        raise NotASpreadsheet(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // reading.MEGABYTE})
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotASpreadsheet(_("This PO file is not in UTF-8. Save it in that, and try again.")) from None
    # The library takes a text without line breaks for the name of a file, and would open that.
    if "\n" not in words.strip() or "\0" in words:
        raise NotASpreadsheet(_("This PO file is damaged."))
    try:
        file = polib.pofile(words, encoding="utf-8")
    # A file from outside must not bring the page down, whatever is wrong in it.
    except Exception as error:
        raise NotASpreadsheet(_("This PO file is damaged: %(error)s") % {"error": str(error)[:200]}) from error
    entries = [entry for entry in file if not entry.obsolete]
    if len(entries) > reading.MAX_ROWS:
        raise NotASpreadsheet(_("There are more than %(most)s texts in the file.") % {"most": reading.MAX_ROWS})
    rows = [_po_row(number, entry) for number, entry in enumerate(entries, 1)]
    if not rows:
        raise NotASpreadsheet(_("There is nothing in the file."))
    return rows, file.metadata.get("Language", "").replace("_", "-")


def _po_row(number, entry):
    marks = [line.removeprefix(MARKED) for line in entry.comment.splitlines() if line.startswith(MARKED)]
    # Fuzzy is whatever nobody vouches for. What is new there was written by a program, as far as we can know.
    return Row(
        number=number,
        key=entry.msgctxt or "",
        source=entry.msgid,
        target=entry.msgstr,
        status=MACHINE if entry.fuzzy else CHECKED,
        mark=marks[0].strip() if marks else "",
    )
