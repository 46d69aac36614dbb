"""The empty tables that people fill in for an import: the columns, one row as an example, and what each column means."""

from __future__ import annotations

import csv
import io

import xlsxwriter

from interview.exports.formats.workbook import TEXTS_STAY_TEXTS
from interview.services.imports import ImportKind, columns_of


def csv_template(kind: ImportKind) -> bytes:
    """The header and an example row; with a mark in front that tells Excel the encoding."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([column.name for column in columns_of(kind)])
    rows.writerow([column.example for column in columns_of(kind)])
    return out.getvalue().encode("utf-8-sig")


def xlsx_template(kind: ImportKind) -> bytes:
    """A sheet to fill in, and one that says what each column means. Cells are text, so that Excel turns nothing into a date."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, TEXTS_STAY_TEXTS)
    head, text = book.add_format({"bold": True, "bg_color": "#e6eeee", "bottom": 1}), book.add_format({"num_format": "@"})
    sheet, guide = book.add_worksheet(kind.value), book.add_worksheet("columns")
    sheet.freeze_panes(1, 0)
    guide.set_column(0, 0, 18)
    guide.set_column(1, 1, 10)
    guide.set_column(2, 2, 90)
    for number, title in enumerate(("column", "needed", "meaning")):
        guide.write_string(0, number, title, head)
    for number, column in enumerate(columns_of(kind)):
        sheet.set_column(number, number, max(16, len(column.example) + 2), text)
        sheet.write_string(0, number, column.name, head)
        sheet.write_string(1, number, column.example, text)
        for place, words in enumerate((column.name, "yes" if column.required else "no", column.meaning)):
            guide.write_string(number + 1, place, words)
    book.close()
    return out.getvalue()
