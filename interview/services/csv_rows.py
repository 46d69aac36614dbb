"""Rows of a CSV text with their line numbers, wherever the text came from: a file on a disk or an upload."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from interview.errors import Unreadable

MOST_MISTAKES = 20
"""After so many mistakes the rest of a file is not worth reading."""

LARGEST = 1e12

Row = tuple[int, dict[str, str]]
"""Line number and the fields of that line, by the lower-case names of the header."""


def csv_rows(text: str, name: str, required: tuple[str, ...]) -> Iterator[Row]:
    """The rows under a header; fields are stripped, empty lines left out.

    Raises :class:`Unreadable`, naming ``name`` and the line, where one of the ``required`` columns is missing, a column stands
    twice, a line has more fields than the header, or the text is no CSV.
    """
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [field.strip().lower() for field in next(lines, [])]
        if not any(header):
            raise Unreadable(f"{name}:1: is empty; give it a header line with {','.join(required)}")
        missing = [column for column in required if column not in header]
        if missing:
            raise Unreadable(f"{name}:1: has no column {', '.join(missing)}; the header needs {','.join(required)}")
        twice = sorted({column for column in header if column and header.count(column) > 1})
        if twice:
            raise Unreadable(f"{name}:1: has column {', '.join(twice)} twice; rename or delete one")
        for fields in lines:
            given = [field.strip() for field in fields]
            if not any(given):
                continue
            if any(given[len(header) :]):
                fault = f"has {len(given)} fields, the header {len(header)}; put a text with commas in quotes"
                raise Unreadable(f"{name}:{lines.line_num}: {fault}, and write 4.5 with a point")
            given += [""] * (len(header) - len(given))
            yield lines.line_num, dict(zip(header, given, strict=False))
    except csv.Error as error:
        raise Unreadable(f"{name}:{lines.line_num}: is not CSV ({error}); save the table as CSV in UTF-8") from None


def decoded(data: bytes, name: str) -> str:
    """The text of an uploaded or stored file; raises :class:`Unreadable` unless it is UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: is not UTF-8 text (byte {error.start}); save it as CSV in UTF-8") from None


def number(text: str) -> float | None:
    """The number that a field says, ``None`` where it says none (or one beyond a million million, where sums lose digits)."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= LARGEST and "_" not in text else None
