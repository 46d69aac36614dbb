"""How far apart people rate the same answer, and which behaviours of a rubric they read differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview.scoring.scale_use import level_counts

FEWEST_RATERS = 4
"""People below which nothing is said about a behaviour: two against one is no difference of opinion."""

DIVIDED = 0.25
"""Where more than this share saw a behaviour in an answer, and more than this share did not, its words mean different things to
different people. One slip among four is exactly a quarter, and no division yet."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Levels given to one answer: how often each, the levels between lowest and highest, and the share of pairs within one."""

    n: int
    counts: tuple[int, ...]
    spread: int
    within_one: float | None


def spread_of(levels: Sequence[int]) -> Spread:
    """The spread of the levels that several people gave one answer."""
    n = len(levels)
    pairs = [abs(one - other) <= 1 for index, one in enumerate(levels) for other in levels[:index]]
    return Spread(n, level_counts(levels), max(levels) - min(levels) if levels else 0, sum(pairs) / len(pairs) if pairs else None)


def is_divided(saw: int, n: int) -> bool:
    """Whether ``saw`` of ``n`` people seeing a behaviour in one answer means that they read it differently."""
    return n >= FEWEST_RATERS and DIVIDED < saw / n < 1 - DIVIDED
