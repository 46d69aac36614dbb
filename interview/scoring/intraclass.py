"""Intraclass correlation: the share of the differences between ratings that are differences between candidates.

Six forms (Shrout & Fleiss 1979, Psychological Bulletin 86:420-428; intervals as in McGraw & Wong 1996, Psychological Methods
1:30-46). ``1``: interviewers drawn anew for each candidate; ``A``: the same interviewers, absolute agreement; ``C``: the same
interviewers, consistency (a severe interviewer does no harm). ``,1``: one interviewer's rating; ``,k``: the mean of all k.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.special import fdtri

from interview.scoring.estimate import CONFIDENCE, UNKNOWN, Estimate, estimate
from interview.scoring.ratings import Floats, Integers

FORMS = ("1", "A,1", "C,1", "1,k", "A,k", "C,k")

_UPPER = 1 - (1 - CONFIDENCE) / 2
_NEGLIGIBLE = 1e-12
"""A sum of squares below this share of the total is rounding, not variation."""


class MeanSquares(NamedTuple):
    """Mean squares of the candidates x interviewers table: between candidates, within them, between interviewers, the rest."""

    candidates: float
    within: float
    interviewers: float
    rest: float


def mean_squares(scores: Floats) -> MeanSquares:
    """Analysis of variance of a complete table (at least two rows and two columns): one row a candidate."""
    n, k = scores.shape
    deviation = scores - scores[0, 0]
    deviation = deviation - deviation.mean()
    rows, columns = deviation.mean(axis=1), deviation.mean(axis=0)
    total = float((deviation**2).sum())

    def kept(squares: float) -> float:
        return squares if squares > _NEGLIGIBLE * total else 0.0

    return MeanSquares(
        kept(k * float((rows**2).sum())) / (n - 1),
        kept(float(((deviation - rows[:, None]) ** 2).sum())) / (n * (k - 1)),
        kept(n * float((columns**2).sum())) / (k - 1),
        kept(float(((deviation - rows[:, None] - columns) ** 2).sum())) / ((n - 1) * (k - 1)),
    )


def intraclass(scores: Floats) -> dict[str, Estimate]:
    """The six forms by name, for a complete table: one row a candidate, one column an interviewer.

    All unknown below two rows or columns and where every rating is the same; a single form is unknown where its formula divides
    by nothing (averages of candidates who do not differ).
    """
    n, k = scores.shape
    if n < 2 or k < 2 or scores.max() == scores.min():
        return dict.fromkeys(FORMS, UNKNOWN)
    squares = mean_squares(scores)
    one, one_k = _from_ratio(squares.candidates, squares.within, n - 1, n * (k - 1), k)
    consistent, consistent_k = _from_ratio(squares.candidates, squares.rest, n - 1, (n - 1) * (k - 1), k)
    agreed, agreed_k = _absolute(squares, n, k)
    return {"1": one, "A,1": agreed, "C,1": consistent, "1,k": one_k, "A,k": agreed_k, "C,k": consistent_k}


def one_way(value: Floats, unit: Integers) -> Estimate:
    """ICC(1) where candidates have different numbers of interviewers; those with a single rating are left out.

    Analysis-of-variance estimate with the mean group size of Donner (1986, International Statistical Review 54:67-82); interval
    with the harmonic mean size (Thomas & Hultquist 1978, Annals of Statistics 6:582-587). With equal numbers both are those of
    :func:`intraclass`.
    """
    several = (np.bincount(unit) > 1)[unit]
    value = value[several]
    if not len(value) or value.max() == value.min():
        return UNKNOWN
    _, unit, sizes = np.unique(unit[several], return_inverse=True, return_counts=True)
    n, total = len(sizes), len(value)
    if n < 2:
        return UNKNOWN
    deviation = value - value[0]
    deviation = deviation - deviation.mean()
    means = np.bincount(unit, deviation) / sizes
    between = float((sizes * means**2).sum())
    within = float(((deviation - means[unit]) ** 2).sum())
    within = within if within > _NEGLIGIBLE * (between + within) else 0.0
    size = (total - (sizes**2).sum() / total) / (n - 1)
    point = _correlation(_ratio(between / (n - 1), within / (total - n)), size)
    harmonic = n / (1 / sizes).sum()
    ratio = _ratio(harmonic * float(means.var(ddof=1)), within / (total - n))
    low, high = (_correlation(limit, harmonic) for limit in _limits(ratio, n - 1, total - n))
    return estimate(point, low, high)


def _from_ratio(signal: float, noise: float, freedom: int, noise_freedom: int, k: int) -> tuple[Estimate, Estimate]:
    """The single and the average form out of an F ratio and its limits."""
    ratio = _ratio(signal, noise)
    points = (ratio, *_limits(ratio, freedom, noise_freedom))
    return estimate(*(_correlation(f, k) for f in points)), estimate(*(1 - 1 / f if f > 0 else math.nan for f in points))


def _absolute(squares: MeanSquares, n: int, k: int) -> tuple[Estimate, Estimate]:
    """ICC(A,1) and ICC(A,k); the limits of the average follow from those of the single form (Spearman-Brown)."""
    rows, _, columns, rest = squares
    single, mean = rows + (k - 1) * rest + k / n * (columns - rest), rows + (columns - rest) / n
    nothing = _NEGLIGIBLE * (rows + columns + rest)
    if single <= nothing:
        return UNKNOWN, UNKNOWN
    value = (rows - rest) / single
    average = (rows - rest) / mean if mean > nothing else math.nan
    if rest == columns == 0:
        return estimate(1, 1, 1), estimate(1, 1, 1)
    # Satterthwaite's degrees of freedom, multiplied out by n (1 - value) so that value = 1 needs no case of its own
    a, b = k * value, n * (1 - value) + k * value * (n - 1)
    parts = (a * columns) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1))
    freedom = (a * columns + b * rest) ** 2 / parts if parts > 0 else math.nan
    if not freedom > 0:
        return estimate(value), estimate(average)
    upper, lower = float(fdtri(n - 1, freedom, _UPPER)), float(fdtri(freedom, n - 1, _UPPER))
    mixed = k * columns + (k * n - k - n) * rest
    low = n * (rows - upper * rest) / (upper * mixed + n * rows)
    high = n * (lower * rows - rest) / (mixed + n * lower * rows)
    return estimate(value, low, high), estimate(average, *(_stepped_up(limit, k) for limit in (low, high)))


def _ratio(signal: float, noise: float) -> float:
    if noise:
        return signal / noise
    return math.inf if signal > 0 else math.nan


def _limits(ratio: float, freedom: int, noise_freedom: int) -> tuple[float, float]:
    return ratio / float(fdtri(freedom, noise_freedom, _UPPER)), ratio * float(fdtri(noise_freedom, freedom, _UPPER))


def _correlation(ratio: float, k: float) -> float:
    return 1.0 if math.isinf(ratio) else (ratio - 1) / (ratio + k - 1)


def _stepped_up(correlation: float, k: int) -> float:
    """Spearman-Brown: the reliability of the mean of k."""
    divisor = 1 + (k - 1) * correlation
    return k * correlation / divisor if divisor > 0 else math.nan
