"""Bulk import: a dry run that says what each row would do, then all rows or the valid ones, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.permission import Permission, Relation, is_permitted, require
from interview.domain.person import Actor
from interview.errors import Invalid
from interview.services.context import Context
from interview.services.import_candidates import CANDIDATES, SCORECARDS, plan_candidates, plan_scorecards
from interview.services.import_people import AVAILABILITY, PEOPLE, plan_availability, plan_people
from interview.services.import_table import Asking, Column, Planned, Planner, Row, RowReport, RowState, read_table

_SHOWN = 3


class ImportKind(StrEnum):
    """The tables that can be imported, in the order in which they build on one another."""

    PEOPLE = "people"
    AVAILABILITY = "availability"
    CANDIDATES = "candidates"
    SCORECARDS = "scorecards"


@dataclass(frozen=True, slots=True)
class _Plan:
    columns: tuple[Column, ...]
    permission: Permission
    planner: Planner


_PLANS = {
    ImportKind.PEOPLE: _Plan(PEOPLE, Permission.MANAGE_PEOPLE, plan_people),
    ImportKind.AVAILABILITY: _Plan(AVAILABILITY, Permission.MANAGE_POOL, plan_availability),
    ImportKind.CANDIDATES: _Plan(CANDIDATES, Permission.ADD_CANDIDATE, plan_candidates),
    ImportKind.SCORECARDS: _Plan(SCORECARDS, Permission.IMPORT_HISTORY, plan_scorecards),
}


class ImportReport(Value):
    """What a table does, row by row; ``is_done`` once it was done, and then rows that were wrong were left out."""

    kind: ImportKind
    file: str
    rows: tuple[RowReport, ...]
    is_done: bool = False

    def count(self, state: RowState) -> int:
        """How many rows are in this state."""
        return sum(row.state is state for row in self.rows)

    @property
    def wrong(self) -> tuple[RowReport, ...]:
        """The rows with mistakes."""
        return tuple(row for row in self.rows if row.state is RowState.WRONG)


def columns_of(kind: ImportKind) -> tuple[Column, ...]:
    """The columns of a table's template."""
    return _PLANS[kind].columns


def importable(actor: Actor) -> tuple[ImportKind, ...]:
    """The tables that somebody may import; hiring managers the candidates of their own roles."""
    own = Relation(member=True)
    return tuple(kind for kind, plan in _PLANS.items() if is_permitted(actor, plan.permission, own))


def check_import(context: Context, actor: Actor, kind: ImportKind, data: bytes, name: str) -> ImportReport:
    """The dry run: nothing is written. Raises :class:`~interview.errors.Unreadable` where no row can be read."""
    require(actor, _PLANS[kind].permission, Relation(member=True))
    rows = read_table(data, name, columns_of(kind))
    with context.store.read() as unit:
        planned = _planned(Asking(context, actor, unit), kind, rows)
    return ImportReport(kind=kind, file=name, rows=tuple(one.report for one in planned))


def run_import(
    context: Context, actor: Actor, kind: ImportKind, data: bytes, name: str, *, only_valid: bool = False
) -> ImportReport:
    """Import the table, judged anew in the transaction that writes it: all of it, or with ``only_valid`` what has no mistakes.

    Importing the same table again changes nothing.
    """
    require(actor, _PLANS[kind].permission, Relation(member=True))
    rows = read_table(data, name, columns_of(kind))
    with context.store.write() as unit:
        planned = _planned(Asking(context, actor, unit), kind, rows)
        report = ImportReport(kind=kind, file=name, rows=tuple(one.report for one in planned), is_done=True)
        if report.wrong and not only_valid:
            first = "; ".join(f"row {row.line}: {', '.join(row.mistakes)}" for row in report.wrong[:_SHOWN])
            raise Invalid(f"Nothing was imported, because {len(report.wrong)} rows have mistakes ({first}).")
        for one in planned:
            if one.write is not None:
                one.write()
        counts = Counter(row.state for row in report.rows)
        details = {state.value: counts[state] for state in RowState}
        unit.commit(context.event(actor, f"import.{kind.value}", "import", kind.value, **details))
    return report


def _planned(asking: Asking, kind: ImportKind, rows: Sequence[Row]) -> list[Planned]:
    return list(_PLANS[kind].planner(asking, rows))
