"""An uploaded table, CSV or Excel, as rows with their numbers; and what becomes of each row."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

import openpyxl

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.errors import Invalid, Unreadable
from interview.services.context import Context
from interview.services.csv_rows import decoded
from interview.storage.unit import Unit

MOST_ROWS = 5000
MOST_BYTES = 10_000_000
_UNPACKED_BYTES = 50_000_000
_MOST_COLUMNS = 100


class RowState(StrEnum):
    """What importing a row does."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


class RowReport(Value):
    """One row of the table: its number as a spreadsheet shows it, what it does, and what is wrong with it."""

    line: int
    state: RowState
    summary: str
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, whether each row needs it, an example, and what it means."""

    name: str
    required: bool
    example: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was given; fields by heading, surrounding blanks taken off."""

    line: int
    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be done for a row; ``write`` does it, inside the transaction that planned it."""

    report: RowReport
    write: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """On whose behalf and in which transaction a table is planned."""

    context: Context
    actor: Actor
    unit: Unit


Planner = Callable[[Asking, Sequence[Row]], Iterator[Planned]]


def done(row: Row, summary: str, *, is_new: bool, write: Callable[[], object] | None) -> Planned:
    """A row that can be imported; without ``write`` everything in it is known already."""
    state = RowState.UNCHANGED if write is None else RowState.NEW if is_new else RowState.CHANGED
    return Planned(RowReport(line=row.line, state=state, summary=summary), write)


def wrong(row: Row, summary: str, mistakes: Sequence[str]) -> Planned:
    """A row with mistakes."""
    return Planned(RowReport(line=row.line, state=RowState.WRONG, summary=summary, mistakes=tuple(mistakes)))


def read_table(data: bytes, name: str, columns: Sequence[Column]) -> tuple[Row, ...]:
    """The rows under the header. Raises :class:`Unreadable` where no row can be read, because of the file or its header."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB; split it.")
    grid = _workbook(data, name) if data[:2] == b"PK" else _delimited(data, name, columns)
    header: list[str] | None = None
    rows: list[Row] = []
    for line, cells in grid:
        if not any(cells):
            continue
        if header is None:
            header = [cell.lower().replace(" ", "_") for cell in cells]
            _check_header(header, name, columns)
        elif len(rows) == MOST_ROWS:
            raise Unreadable(f"{name}: has more than {MOST_ROWS} rows; split it.")
        else:
            rows.append(_row(line, header, cells))
    if header is None:
        raise Unreadable(f"{name}: is empty; start from the template.")
    if not rows:
        raise Unreadable(f"{name}: holds no rows below its header.")
    return tuple(rows)


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    fields = {name: cell for name, cell in zip(header, cells, strict=False) if name}
    if any(cells[len(header) :]):
        fields[""] = f"has {len(cells)} cells, the header {len(header)}; put a text with commas in quotes"
    return Row(line, fields)


def _check_header(header: list[str], name: str, columns: Sequence[Column]) -> None:
    known = [column.name for column in columns]
    missing = [column.name for column in columns if column.required and column.name not in header]
    if missing:
        raise Unreadable(f"{name}: has no column {', '.join(missing)}; start from the template.")
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise Unreadable(f"{name}: has the column {', '.join(twice)} twice; rename or delete one.")
    unknown = [column for column in header if column and column not in known]
    if unknown:
        raise Unreadable(f"{name}: the column {', '.join(unknown)} is not known; the columns are {', '.join(known)}.")


def _delimited(data: bytes, name: str, columns: Sequence[Column]) -> Iterator[tuple[int, list[str]]]:
    text = decoded(data, name)
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    known = {column.name for column in columns}

    def recognised(delimiter: str) -> int:
        return len(known & {cell.strip(' "').lower().replace(" ", "_") for cell in first.split(delimiter)})

    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=recognised))
    try:
        for cells in lines:
            yield lines.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Unreadable(f"{name}:{lines.line_num}: is not CSV ({error}); save the table as CSV in UTF-8.") from None


def _workbook(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED_BYTES:
                raise Unreadable(f"{name}: unpacks to more than {_UNPACKED_BYTES // 1_000_000} MB; split it.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # A file of a few kilobytes can claim sixteen thousand columns and a million rows; empty cells are made for each.
        for line, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), start=1):
            yield line, [_text(cell) for cell in cells] if any(cell is not None for cell in cells) else []
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, OSError) as error:
        raise Unreadable(f"{name}: is no Excel workbook that can be read ({error}); save it as .xlsx or as CSV.") from None


def _text(cell: object) -> str:
    """A cell as people would type it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def summary_of(*parts: str) -> str:
    """What a row is about, in one line."""
    return " · ".join(part for part in parts if part) or "empty row"


def tried(action: Callable[[], object]) -> str:
    """The sentence of a refusal, empty where nothing is refused."""
    try:
        action()
    except Invalid as refused:
        return str(refused)
    return ""
