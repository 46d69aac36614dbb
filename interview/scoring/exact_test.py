"""Fisher's exact test of two shares (two-sided), and its mid-p form, which is less timid (Lancaster 1961, JASA 56:223-234)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from interview.scoring.ratings import Floats


class ExactTest(NamedTuple):
    """How often chance alone gives a table at most as probable as this one; ``mid_p`` counts this one half."""

    p: float
    mid_p: float


def fisher(x: int, n: int, other_x: int, other_n: int) -> ExactTest:
    """``x`` of ``n`` against ``other_x`` of ``other_n``, all margins fixed: the sum of all tables that are no more probable."""
    chosen = x + other_x
    possible = np.arange(max(0, chosen - other_n), min(n, chosen) + 1, dtype=np.float64)
    log_p = _log_choose(n, possible) + _log_choose(other_n, chosen - possible) - _log_choose(n + other_n, np.array([chosen]))
    probability = np.exp(log_p)
    this = probability[x - int(possible[0])]
    p = float(probability[probability <= this * (1 + 1e-7)].sum())  # equal ones differ by rounding, as in R's fisher.test
    return ExactTest(min(p, 1.0), min(p - float(this) / 2, 1.0))


def _log_choose(n: int, k: Floats) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1), dtype=np.float64)
