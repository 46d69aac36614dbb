"""The median with an interval that assumes nothing about the distribution: durations have long tails."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from scipy.special import bdtr

from interview.scoring.estimate import CONFIDENCE, UNKNOWN, Estimate, estimate

FEWEST = 6
"""Values below which no two of them enclose the median with 95%."""


def middle(values: Sequence[float]) -> Estimate:
    """The median, and the two values that enclose the true one with at least 95% (order statistics: Conover 1999, 3.2)."""
    if not values:
        return UNKNOWN
    ordered = sorted(values)
    if len(ordered) < FEWEST:
        return estimate(median(ordered))
    left_out = 0
    while bdtr(left_out, len(ordered), 0.5) <= (1 - CONFIDENCE) / 2:
        left_out += 1
    return estimate(median(ordered), ordered[left_out - 1], ordered[-left_out])
