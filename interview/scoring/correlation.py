"""Pearson's correlation with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from interview.scoring.estimate import UNKNOWN, Estimate, estimate
from interview.scoring.proportion import Z95

FEWEST = 4
"""Pairs below which Fisher's transformation has no standard error."""


def correlation(one: Sequence[float], other: Sequence[float]) -> Estimate:
    """Pearson's r of two equally long lists with a 95% interval by Fisher's z (1921, Metron 1:3-32).

    Unknown for fewer than four pairs, and where one side never differs.
    """
    x, y = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if len(x) < FEWEST:
        return UNKNOWN
    x, y = x - x.mean(), y - y.mean()
    size = math.sqrt(float(x @ x) * float(y @ y))
    if size < 1e-12:
        return UNKNOWN
    r = max(-1.0, min(1.0, float(x @ y) / size))
    if abs(r) > 1 - 1e-12:
        return estimate(r, r, r)
    centre, half = math.atanh(r), Z95 / math.sqrt(len(x) - 3)
    return estimate(r, math.tanh(centre - half), math.tanh(centre + half))
