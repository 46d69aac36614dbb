"""What goes in: ratings, the bars of a role, and the steps of its ladder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from interview.errors import Invalid

Name = TypeVar("Name", str, tuple[str, str])

LEVELS = 5
"""The one scale of every rating: 1 to 5."""

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rating:
    """One interviewer's level for one candidate on one skill; ``level`` is ``None`` where it was not assessed.

    ``pool`` is the requisition (or team) in whose loop the rating was given: candidates of one pool share a mean, so that a weak
    pool is not read as a severe interviewer. ``edited_after_reveal`` and ``rubric_version`` only raise flags.
    """

    candidate: str
    interviewer: str
    skill: str
    level: int | None
    pool: str = ""
    edited_after_reveal: bool = False
    rubric_version: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """The level that a role needs in a skill. It is met at a fair average of ``bar - 0.5`` or more."""

    skill: str
    bar: int
    weight: float = 1.0
    must_have: bool = False

    @property
    def fair_average(self) -> float:
        """The fair average at which the bar is met, in rating points."""
        return self.bar - 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a role's ladder: its id and its bars."""

    role: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Assessed ratings as columns, one row a rating, in the one order that does not depend on the order they came in.

    The integer columns index into the sorted names; ``candidate`` rows are contiguous.
    """

    candidates: tuple[str, ...]
    interviewers: tuple[str, ...]
    skills: tuple[str, ...]
    pools: tuple[str, ...]
    candidate: Integers
    interviewer: Integers
    skill: Integers
    pool: Integers
    level: Integers

    def __len__(self) -> int:
        return len(self.level)


def tabulate(ratings: Iterable[Rating], *, separate_pools: bool = False) -> Table:
    """The assessed ratings in canonical order. ``separate_pools``: a person seen in two pools counts as two candidates."""
    assessed = sorted(
        (rating.candidate, rating.pool, rating.interviewer, rating.skill, rating.level)
        for rating in ratings
        if rating.level is not None
    )
    names = [(candidate, pool) if separate_pools else (candidate, "") for candidate, pool, *_ in assessed]
    candidates, candidate = _code(names)
    pools, pool = _code([row[1] for row in assessed])
    interviewers, interviewer = _code([row[2] for row in assessed])
    skills, skill = _code([row[3] for row in assessed])
    level = np.array([row[4] for row in assessed], dtype=np.int64)
    return Table(tuple(name for name, _ in candidates), interviewers, skills, pools, candidate, interviewer, skill, pool, level)


def _code(names: Sequence[Name]) -> tuple[tuple[Name, ...], Integers]:
    ordered = tuple(sorted(set(names)))
    position = {name: index for index, name in enumerate(ordered)}
    return ordered, np.array([position[name] for name in names], dtype=np.int64)


def require_ratings(ratings: Iterable[Rating]) -> None:
    """Refuse ratings off the scale and an interviewer who rates a candidate twice on a skill, with :class:`Invalid`."""
    seen: set[tuple[str, str, str, str]] = set()
    for rating in ratings:
        who = f"{rating.interviewer}'s rating of {rating.candidate} on {rating.skill}"
        if rating.level is not None and rating.level not in range(1, LEVELS + 1):
            raise Invalid(f"{who} is {rating.level}; a rating is a whole number from 1 to {LEVELS}, or empty")
        key = (rating.candidate, rating.interviewer, rating.skill, rating.pool)
        if key in seen:
            raise Invalid(f"{who} is given twice; keep one")
        seen.add(key)


def require_one_pool(ratings: Iterable[Rating]) -> dict[str, str]:
    """Each candidate's pool; :class:`Invalid` where a candidate stands in two."""
    pools: dict[str, str] = {}
    for rating in ratings:
        pool = pools.setdefault(rating.candidate, rating.pool)
        if pool != rating.pool:
            raise Invalid(f"{rating.candidate} stands in two pools, '{pool}' and '{rating.pool}'; score each pool on its own")
    return pools


def require_bars(bars: Sequence[Bar]) -> None:
    """Refuse bars off the scale, negative weights and a skill that is listed twice, with :class:`Invalid`."""
    if not bars:
        raise Invalid("the role has no bars; give at least one skill a bar")
    for bar in bars:
        if bar.bar not in range(1, LEVELS + 1):
            raise Invalid(f"the bar of {bar.skill} is {bar.bar}; a bar is a whole number from 1 to {LEVELS}")
        if not 0 <= bar.weight < float("inf"):
            raise Invalid(f"the weight of {bar.skill} is {bar.weight}; a weight is a number of 0 or more")
    skills = [bar.skill for bar in bars]
    repeated = sorted({skill for skill in skills if skills.count(skill) > 1})
    if repeated:
        raise Invalid(f"these skills have more than one bar: {', '.join(repeated)}; keep one of each")
    if not sum(bar.weight for bar in bars):
        raise Invalid("all weights are 0; give at least one skill a weight")


def normalised_weights(bars: Sequence[Bar]) -> Floats:
    """Weights that sum to one, in the order of the bars."""
    weights = np.array([bar.weight for bar in bars])
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def weighted_bar(bars: Sequence[Bar]) -> float:
    """The fair average at which a role's weighted bar is met, in rating points."""
    return round(float(normalised_weights(bars) @ np.array([bar.fair_average for bar in bars])), 9)  # 3.5 is 3.5, to the last bit
