"""Word files (.docx) to text, guarded against archives that unpack to something huge."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]  # none published that we need

from interview.errors import Unreadable

MAX_UNPACKED = 50_000_000
"""Bytes that the archive may hold when unpacked."""

MAX_PARTS = 2_000
MAX_PARAGRAPHS = 5_000


def docx_to_text(data: bytes, name: str) -> str:
    """Paragraphs and tables in their order; list items start with a hyphen, table cells are separated by tabs."""
    _refuse_bombs(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, XMLSyntaxError, InvalidXmlError, zlib.error):
        raise Unreadable(f"{name}: is an archive but not a readable Word file; save it again as .docx or as text") from None
    if sum(1 for _ in document.element.body.iter(qn("w:p"))) > MAX_PARAGRAPHS:  # those in tables as well
        raise Unreadable(f"{name}: holds more than {MAX_PARAGRAPHS:,} paragraphs; keep one job description only")
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.extend("\t".join(_cells(row)) for row in block.rows)
            lines.append("")
            continue
        properties = block._p.pPr  # asked directly: a paragraph's style object is searched for anew each time
        style = names.get(block._p.style or "", "")
        listed = "list" in style or (properties is not None and properties.numPr is not None)
        before = "\n" if style.startswith(("heading", "title")) else ""
        lines.append(before + ("- " if listed and block.text.strip() else "") + block.text)
    return "\n".join(lines)


def _cells(row: _Row) -> list[str]:
    """The texts of the cells that stand in this row; one that began in a row above was told there.

    The elements are asked, not ``row.cells``: that repeats a cell for each column it says to span, be it thousands of millions.
    """
    own = [cell for cell in row._tr.tc_lst if cell.vMerge != "continue"]
    texts = [_Cell(cell, row.table).text for cell in own]
    return texts if len(row._tr.tc_lst) == 1 else [" ".join(text.split("\n")) for text in texts]


def _refuse_bombs(data: bytes, name: str) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable(f"{name}: is a damaged archive; save it again as .docx or as text") from None
    if not any(part.filename == "word/document.xml" for part in parts):
        raise Unreadable(f"{name}: is an archive but not a Word file; save the job description as .docx, .pdf or .txt")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"{name}: is protected by a password; save it without one")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(f"{name}: unpacks to more than {MAX_UNPACKED // 1_000_000} MB; save the text alone")
