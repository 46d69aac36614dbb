"""Excel: a sheet a table, typed cells, a frozen header, a chart. Text is written as text, so no formula can hide in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from interview.exports.brand import PLAIN, Brand
from interview.exports.paper import (
    Bars,
    Bullets,
    Callout,
    Cell,
    Column,
    Entry,
    Listing,
    Paper,
    Paragraph,
    Particulars,
    Strip,
    Table,
)

_LONGEST = 32_767  # characters a cell can hold
_OVERVIEW_WIDTH, _WIDEST = 90, 60  # characters
_LINE, _TALLEST = 15.0, 405.0  # points; Excel takes 409
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_TEXTS = (Column("Section"), Column("Heading"), Column("Mark"), Column("Text"))
TEXTS_STAY_TEXTS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""No cell can become a formula, whatever somebody typed into it."""


def render_xlsx(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as a workbook: an overview, a sheet for each table, the flat records, and every longer text."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, TEXTS_STAY_TEXTS)
    book.set_properties({"title": paper.title, "author": brand.name, "keywords": paper.content_hash, "comments": paper.footer})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 18, "font_color": brand.colour}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#e6eeee", "bottom": 1, "text_wrap": True, "valign": "top", "indent": 1}
        ),
        "name": book.add_format({"valign": "top", "font_color": "#566166"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "indent": 1}),
        "number": book.add_format({"valign": "top", "num_format": "0.00"}),
        "whole": book.add_format({"valign": "top", "num_format": "0"}),
        "percent": book.add_format({"valign": "top", "num_format": "0%"}),
        "moment": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    }
    taken: set[str] = set()
    _overview(book, paper, styles, taken)
    for table in (*paper.tables, paper.records, Table("Texts", _TEXTS, tuple(_texts(paper)))):
        if table.rows:
            _sheet(book, table, styles, taken)
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, (Strip, Bars)) and len(block.rows) > 1:  # a single bar says less than its number
                _chart(book, block, brand, styles, taken)
    for sheet in book.worksheets():
        _for_print(sheet, paper)
    book.close()
    return out.getvalue()


def _overview(book: Any, paper: Paper, styles: dict[str, Any], taken: set[str]) -> None:
    sheet = book.add_worksheet(_name("Overview", taken))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, _OVERVIEW_WIDTH)
    sheet.write_string(0, 0, _short(paper.title), styles["title"])
    sheet.set_row(0, 28)
    sheet.hide_gridlines(2)
    lines: list[tuple[str, str]] = [("Document", paper.label), ("About", paper.subtitle)]
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Particulars):
                lines += block.pairs
            elif isinstance(block, Callout):
                lines.append((section.title, f"{block.title}\n{block.text}".strip()))
            elif isinstance(block, Bullets):
                lines += [(section.title, item) for item in block.items]
    lines += paper.stamp
    for number, (name, value) in enumerate(lines, start=2):
        sheet.write_string(number, 0, _short(name), styles["name"])
        sheet.write_string(number, 1, _short(value), styles["text"])
        sheet.set_row(number, _height([(value, _OVERVIEW_WIDTH)]))


def _texts(paper: Paper) -> list[tuple[str, str, str, str]]:
    rows = []
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Entry):
                rows.append((section.title, block.title, block.mark, "\n".join([block.text, *block.items]).strip()))
            elif isinstance(block, Paragraph):
                rows.append((section.title, "", "", block.text))
            elif isinstance(block, Listing):
                rows.append((section.title, block.title, "", block.text))
    return rows


def _sheet(book: Any, table: Table, styles: dict[str, Any], taken: set[str]) -> None:
    sheet = book.add_worksheet(_name(table.name, taken))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(0)
    widths = []
    for place, column in enumerate(table.columns):
        longest = max([len(column.title) + 3, *(_longest_line(row[place]) for row in table.rows)])  # 3: the filter's button
        widths.append(min(max(longest + 2, 9), _WIDEST))
        sheet.set_column(place, place, widths[-1])
        sheet.write_string(0, place, column.title, styles["head"])
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, _height([(cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str)]))
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if cell is None:
                sheet.write_string(number, place, column.missing, styles["text"])
            elif isinstance(cell, str):
                sheet.write_string(number, place, _short(cell), styles["text"])
            elif isinstance(cell, datetime):
                sheet.write_datetime(number, place, cell.astimezone(UTC).replace(tzinfo=None), styles["moment"])
            else:
                kind = "percent" if column.kind == "percent" else "whole" if isinstance(cell, int) else "number"
                sheet.write_number(number, place, cell, styles[kind])


def _chart(book: Any, chart: Strip | Bars, brand: Brand, styles: dict[str, Any], taken: set[str]) -> None:
    """A sheet with the numbers of a chart and the chart itself: bars, and a line of marks for what they are compared with."""
    columns: tuple[Column, ...]
    if isinstance(chart, Strip):
        columns = (Column("Skill"), Column("Bar met at", "number"), Column("Mean rating", "number"), Column("Estimate", "number"))
        rows: tuple[tuple[Cell, ...], ...] = tuple((row.label, row.met_at, _mean(row.levels), row.estimate) for row in chart.rows)
        axis: dict[str, Any] = {"min": 1, "max": 5, "major_unit": 1}
        shown = ((3, brand.colour), (1, "#9aa5a8"))
    else:
        columns = (Column("Skill"), Column(chart.unit.capitalize(), "number"), Column("By weight", "number"))
        rows = tuple((row.label, row.value, round(row.target, 1)) for row in chart.rows)
        axis = {"min": 0}
        shown = ((1, brand.colour), (2, "#9aa5a8"))
    name = _name(f"Chart {chart.title}" if len(chart.title) < 20 else "Chart", set(taken))
    _sheet(book, Table(name, columns, rows), styles, taken)
    drawing = book.add_chart({"type": "bar"})
    for place, colour in shown:
        drawing.add_series(
            {
                "name": [name, 0, place],
                "categories": [name, 1, 0, len(rows), 0],
                "values": [name, 1, place, len(rows), place],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    drawing.set_title({"name": chart.title, "name_font": {"size": 12}})
    drawing.set_x_axis(axis)
    drawing.set_y_axis({"reverse": True})
    drawing.set_legend({"position": "bottom"})
    drawing.set_size({"width": 760, "height": 140 + 34 * len(rows)})
    alternative = {"description": ". ".join(row.words for row in chart.rows)}
    book.get_worksheet_by_name(name).insert_chart(1, len(columns) + 1, drawing, alternative)


def _for_print(sheet: Any, paper: Paper) -> None:
    """One page wide, with the stamp and page numbers at its foot ("&" starts a command there)."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{paper.footer.replace('&', '&&')}&R&8Page &P of &N")


def _mean(levels: Sequence[int]) -> float | None:
    return sum(levels) / len(levels) if levels else None


def _longest_line(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return 16
    if isinstance(cell, float):
        return 6
    return max((len(line) for line in str(cell or "").splitlines()), default=0)


def _height(texts: Sequence[tuple[str, int]]) -> float:
    """The height in points that wrapped texts need in columns of so many characters; Excel would not work it out by itself."""
    lines = max((sum(max(1, -(-len(line) // width)) for line in text.splitlines()) for text, width in texts if text), default=1)
    return min(_LINE * lines, _TALLEST)


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes (31 characters, some signs forbidden) and that no other sheet has."""
    base = _SHEET_NAME.sub(" ", wanted).strip()[:28] or "Sheet"
    name, number = base, 2
    while name.lower() in taken:
        name, number = f"{base} {number}", number + 1
    taken.add(name.lower())
    return name


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
