"""Ratings side by side: what different interviewers gave the same candidate on the same skill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from interview.errors import Invalid
from interview.scoring.ratings import Floats, Integers

DECIMALS = 9
"""Of a rating: finer differences are rounding of whoever computed it."""

Row = tuple[tuple[str, str, str], str, float]
"""Unit, interviewer, value."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One interviewer's value for one candidate on one skill; any number, ``None`` where it was not assessed.

    A candidate who is rated in two pools (requisitions) counts as two.
    """

    candidate: str
    interviewer: str
    value: float | None
    skill: str = ""
    pool: str = ""


@dataclass(frozen=True)
class AgreementTable:
    """Assessed values as columns in one order that does not depend on the order they came in.

    A *unit* is one candidate on one skill. ``unit`` and ``interviewer`` index into ``units`` (pool, candidate, skill) and
    ``interviewers``; rows are sorted by unit, then by interviewer.
    """

    units: tuple[tuple[str, str, str], ...]
    interviewers: tuple[str, ...]
    unit: Integers
    interviewer: Integers
    value: Floats

    @cached_property
    def sizes(self) -> Integers:
        """How many ratings each unit has."""
        return np.bincount(self.unit, minlength=len(self.units))

    @cached_property
    def complete(self) -> Floats:
        """The units that every interviewer rated: one row a unit, one column an interviewer."""
        columns = len(self.interviewers)
        kept: Floats = self.value[(self.sizes == columns)[self.unit]]
        return kept.reshape(-1, max(columns, 1))

    @cached_property
    def by_skill(self) -> dict[str, AgreementTable]:
        """The parts on each skill, in the order of their names."""
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows():
            parts[row[0][2]].append(row)
        return {skill: _table(parts[skill]) for skill in sorted(parts)}

    def _rows(self) -> list[Row]:
        columns = zip(self.unit.tolist(), self.interviewer.tolist(), self.value.tolist(), strict=True)
        return [(self.units[unit], self.interviewers[interviewer], value) for unit, interviewer, value in columns]


def side_by_side(observations: Iterable[Observation]) -> AgreementTable:
    """The table of the assessed observations, to nine decimals.

    Raises :class:`Invalid` where an interviewer rates a candidate twice on a skill, and for a value that is no finite number.
    """
    rows = []
    seen = set()
    for one in observations:
        who = f"{one.interviewer}'s rating of {one.candidate}" + (f" on {one.skill}" if one.skill else "")
        key = ((one.pool, one.candidate, one.skill), one.interviewer)
        if key in seen:
            raise Invalid(f"{who} is given twice; keep one")
        seen.add(key)
        if one.value is None:
            continue
        if not np.isfinite(one.value):
            raise Invalid(f"{who} is {one.value}; give a finite number, or leave it empty for not assessed")
        rows.append((*key, round(float(one.value), DECIMALS) + 0.0))
    return _table(rows)


def _table(rows: list[Row]) -> AgreementTable:
    rows.sort()
    units = tuple(dict.fromkeys(row[0] for row in rows))
    interviewers = tuple(sorted({row[1] for row in rows}))
    unit = {key: index for index, key in enumerate(units)}
    interviewer = {name: index for index, name in enumerate(interviewers)}
    return AgreementTable(
        units,
        interviewers,
        np.array([unit[row[0]] for row in rows], dtype=np.int64),
        np.array([interviewer[row[1]] for row in rows], dtype=np.int64),
        np.array([row[2] for row in rows], dtype=np.float64),
    )
