"""Lists of people as files, and what is found in them."""

import io

import pytest
from openpyxl import Workbook

from proceedings.spreadsheets.reading import NotASpreadsheet, read
from proceedings.spreadsheets.table import find_table


def book(*sheets, merge=(), hide=()):
    """A workbook as bytes. sheets: (title, [[cell, …], …]); merge: places in the first of them."""
    made = Workbook()
    made.remove(made.active)
    for title, lines in sheets:
        sheet = made.create_sheet(title)
        for line in lines:
            sheet.append(line)
        sheet.sheet_state = "hidden" if title in hide else "visible"
    for place in merge:
        made.worksheets[0].merge_cells(place)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def table_of(*lines, merge=(), **choices):
    return find_table(read(book(("List", lines), merge=merge)), **choices)


def csv_table(text, **choices):
    return find_table(read(text.encode()), **choices)


def names(table):
    return [row.get("name") for _number, row in table.rows]


def left_out(table):
    return {number: why for number, _text, why in table.left_out}


def refusal(make, *given, **choices):
    with pytest.raises(NotASpreadsheet) as error:
        make(*given, **choices)
    return str(error.value)
