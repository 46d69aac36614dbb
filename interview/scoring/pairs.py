"""Pairs of ratings: two interviewers on the same candidate and skill. Share that agree, and weighted kappa.

Cohen (1968, Psychological Bulletin 70:213-220): ``kappa = 1 - observed / expected`` weighted disagreement of two raters, expected
from what each of them gives on the whole. Here the weight is the distance of the two ratings (linear) or its square. With more
than two interviewers: Light's (1971, Psychological Bulletin 76:365-377) mean over the pairs of interviewers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview.scoring.agreement_table import AgreementTable
from interview.scoring.estimate import known
from interview.scoring.ratings import Floats, Integers

MOST_PAIRS = 10_000_000
FEWEST_SHARED = 2
"""Candidates that two interviewers must share before their kappa counts."""

POWERS = {"linear": 1, "quadratic": 2}


@dataclass(frozen=True)
class Pairs:
    """All pairs of ratings of a unit: the two interviewers (indices, the first below the second) and what they gave."""

    first: Integers
    second: Integers
    given_first: Floats
    given_second: Floats


def pairs_of(table: AgreementTable) -> Pairs | None:
    """All pairs; ``None`` where there would be more than ten million (thousands of interviewers on one candidate)."""
    if int((table.sizes * (table.sizes - 1) // 2).sum()) > MOST_PAIRS:
        return None
    ends = np.cumsum(table.sizes)[table.unit]
    later = ends - np.arange(len(table.unit)) - 1
    left = np.repeat(np.arange(len(table.unit)), later)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(later) - later, later)
    return Pairs(table.interviewer[left], table.interviewer[right], table.value[left], table.value[right])


def share_within(pairs: Pairs, distance: float) -> float | None:
    """The share of pairs that lie at most ``distance`` apart; ``None`` without pairs."""
    apart = np.abs(pairs.given_first - pairs.given_second)
    return known(float(np.mean(apart <= distance + 1e-9))) if len(apart) else None


def weighted_kappas(pairs: Pairs) -> tuple[dict[str, float | None], int]:
    """Linear and quadratic kappa, and the number of pairs of interviewers they are the mean of.

    A pair counts with at least two shared candidates and two different ratings among theirs; ``None`` where no pair does.
    """
    order = np.lexsort([pairs.second, pairs.first])
    first, second = pairs.first[order], pairs.second[order]
    starts = np.flatnonzero((np.diff(first, prepend=-1) != 0) | (np.diff(second, prepend=-1) != 0))
    groups = np.split(order, starts[1:]) if len(order) else []
    found = [
        (pairs.given_first[group], pairs.given_second[group])
        for group in groups
        if len(group) >= FEWEST_SHARED and _differ(pairs.given_first[group], pairs.given_second[group])
    ]
    return {
        name: known(float(np.mean([weighted_kappa(a, b, power) for a, b in found]))) if found else None
        for name, power in POWERS.items()
    }, len(found)


def weighted_kappa(first: Floats, second: Floats, power: int) -> float:
    """Kappa of two raters' values for the same candidates, weight ``|a - b| ** power`` (1 or 2); not all values may be equal."""
    observed = np.mean(np.abs(first - second) ** power)
    if power == 2:
        expected = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    else:
        steps = np.unique(np.concatenate([first, second]))
        below = (np.searchsorted(np.sort(values), steps[:-1], side="right") / len(values) for values in (first, second))
        a, b = below
        expected = float((np.diff(steps) * (a * (1 - b) + b * (1 - a))).sum())
    return float(1 - observed / expected)


def kappa_of_table(table: Floats, weights: Floats) -> float:
    """Kappa of a cross table (one rater's levels down, the other's across), with any disagreement weights, 0 on the diagonal.

    Raises ``ZeroDivisionError`` where both raters use one and the same level.
    """
    shares = table / table.sum()
    expected = float((weights * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    return 1 - float((weights * shares).sum()) / expected


def _differ(first: Floats, second: Floats) -> bool:
    return bool(min(first.min(), second.min()) < max(first.max(), second.max()))
