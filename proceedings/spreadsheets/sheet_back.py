"""The rows that did not go in, as a spreadsheet to mend and send again."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from .headings import CALLED
from .review import ASIDE

WIDTHS = {"name": 32, "organisation": 36, "email": 32, "post": 28}


def sheet_back(table, reviews):
    """An XLSX of the rows in `reviews`, with the columns of their table and what is wrong with each.

    What stands in cells is written as text: a formula somebody sent is never one in ours.

    Returns bytes.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "To be mended"
    fields = [field for field in CALLED if field in set(table.fields.values()) and field != "number"]
    sheet.append(["Row", *(CALLED[field] for field in fields), "What is wrong"])
    for review in reviews:
        words = [problem.sentence for problem in review.row.problems]
        words += [f"Maybe the same as {c.name} ({c.about}): {c.why}." for c in review.candidates] if not words else []
        words += [f"This row was {table.aside[review.number]}."] if review.status == ASIDE else []
        sheet.append([review.number, *(str(review.row.cells.get(field, "")) for field in fields), " ".join(words)])
        for cell in sheet[sheet.max_row][1:]:
            cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, field in enumerate(["row", *fields, "why"], 1):
        column = sheet.cell(1, number).column_letter
        sheet.column_dimensions[column].width = WIDTHS.get(field, 60 if field == "why" else 18)
    for row in sheet.iter_rows(min_row=2):
        row[-1].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
