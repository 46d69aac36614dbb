"""A document before it has a format: a title and sections of a few kinds of blocks. Every format renders just these."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from interview.exports.words import chance

Cell = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``share`` is its relative width; ``missing`` is what stands for ``None``."""

    title: str
    kind: Literal["text", "number", "percent", "moment"] = "text"
    share: float = 1.0
    missing: str = ""

    def show(self, cell: Cell) -> str:
        """The cell as text: whole numbers bare, others with one decimal place, chances in percent, moments in UTC."""
        if cell is None:
            return self.missing
        if isinstance(cell, datetime):
            return f"{cell.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        if isinstance(cell, (int, float)) and self.kind == "percent":
            return chance(cell)
        return f"{cell:.1f}" if isinstance(cell, float) else str(cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Typed cells under named columns; ``name`` is the sheet's in a workbook."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def shown(self) -> list[list[str]]:
        """The rows as text."""
        return [[column.show(cell) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``quiet`` is small and grey."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short sentences that stand for themselves."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Particulars:
    """Names and values side by side."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """What a reader should see first; ``tone`` colours it, the words say it."""

    title: str
    text: str = ""
    tone: Literal["good", "bad", "open"] = "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody wrote, under who wrote it; ``mark`` stands at the right (a level, minutes)."""

    title: str
    mark: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Code, a table or a timeline, to be shown in the exact shape it has."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StripRow:
    """One line on the scale from 1 to 5: the levels given, the estimate with its interval where there is one, and the bar.

    ``met_at`` is the estimate from which on the bar is met: half a level below ``bar``, which single ratings are compared with.
    """

    label: str
    met_at: float
    bar: int | None = None
    levels: tuple[int, ...] = ()
    estimate: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def words(self) -> str:
        """The row as a sentence, for readers who can't see the drawing."""
        parts = [f"bar {self.bar}" if self.bar else f"bar met at {self.met_at:.1f}"]
        parts += [f"rated {', '.join(map(str, sorted(self.levels))) or 'not assessed'}"] if self.bar else []
        parts += [] if self.estimate is None else [f"estimate {self.estimate:.1f} ({self.low:.1f} to {self.high:.1f})"]
        return f"{self.label}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Strip:
    """A chart: one line a skill, a dot a rating."""

    title: str
    rows: tuple[StripRow, ...]


@dataclass(frozen=True, slots=True)
class BarRow:
    """How much there is of something, and how much there should be."""

    label: str
    value: float
    target: float

    @property
    def words(self) -> str:
        """The row as a sentence."""
        return f"{self.label}: {self.value:g}, by weight {self.target:.0f}"


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: a bar a row with a tick where it should end; ``unit`` is what is counted."""

    title: str
    unit: str
    rows: tuple[BarRow, ...]


Block = Paragraph | Bullets | Particulars | Callout | Entry | Listing | Strip | Bars | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; ``level`` 1 is a chapter."""

    title: str
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1
    new_page: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole document. ``records`` is its data as one flat table, for CSV; ``stamp`` names versions and the content hash."""

    kind: str
    label: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    records: Table
    content_hash: str = ""
    stamp: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    notices: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))

    @property
    def footer(self) -> str:
        """Content hash and versions in a line, for the foot of every page; the whole stamp stands at the end."""
        return " · ".join(f"{name} {value}" for name, value in self.stamp[:3])
