"""CSV (RFC 4180): the records of a paper, one flat table; cells that a spreadsheet would run as formulas are disarmed."""

from __future__ import annotations

import csv
from io import StringIO

from interview.exports.paper import Cell, Column, Paper, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four: full-width forms


def render_csv(paper: Paper) -> bytes:
    """The records with their column names, and the stamp in every row."""
    names = [name.lower().replace(" ", "_") for name, _ in paper.stamp]
    stamp = tuple(value for _, value in paper.stamp)
    columns = (*paper.records.columns, *map(Column, names))
    return table_as_csv(Table(paper.records.name, columns, tuple((*row, *stamp) for row in paper.records.rows)))


def table_as_csv(table: Table) -> bytes:
    """The table with its column names; UTF-8 with the mark by which Excel knows it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell, (int, float)):
        return cell
    return "" if cell is None else disarmed(cell) if isinstance(cell, str) else cell.isoformat()


def disarmed(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe in front of what would start one, as spreadsheets mark text."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
