"""The ratio of two shares with a 95% score interval (Koopman 1984, Biometrics 40:513-517).

It also holds for few cases and for zeros, where the usual interval of the logarithm does not.
"""

from __future__ import annotations

import math

from scipy.optimize import brentq

from interview.scoring.estimate import UNKNOWN, Estimate, estimate
from interview.scoring.proportion import Z95

_REACH = 1e-9
"""Ratios are looked for between this and its inverse."""


def ratio_interval(x: int, n: int, reference_x: int, reference_n: int) -> Estimate:
    """``(x / n) / (reference_x / reference_n)``: all ratios whose score statistic is within 95% of its distribution.

    Unknown where the reference has nobody: the ratio then has no upper end.
    """
    if not (n and reference_n and reference_x):
        return UNKNOWN
    ratio = (x / n) / (reference_x / reference_n)

    def excess(log_ratio: float) -> float:
        return _score(math.exp(log_ratio), x, n, reference_x, reference_n) - Z95**2

    middle, reach = math.log(max(ratio, _REACH)), -math.log(_REACH)
    low = math.exp(brentq(excess, -reach, middle, xtol=1e-12)) if x else 0.0
    return estimate(ratio, low, math.exp(brentq(excess, middle, reach, xtol=1e-12)))


def _score(ratio: float, x: int, n: int, reference_x: int, reference_n: int) -> float:
    """Pearson's chi-square of both groups at the likeliest pair of shares with this ratio (a quadratic's smaller root)."""
    both = n + reference_n
    b = ratio * (n + reference_x) + x + reference_n
    root = math.sqrt(max(b * b - 4 * both * ratio * (x + reference_x), 0.0))
    share = 2 * (x + reference_x) / (b + root)
    return _chi_square(x, n, ratio * share) + _chi_square(reference_x, reference_n, share)


def _chi_square(x: int, n: int, share: float) -> float:
    variance = n * share * (1 - share)
    return (x - n * share) ** 2 / variance if variance > 0 else 0.0
