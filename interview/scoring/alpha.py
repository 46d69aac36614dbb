"""Krippendorff's alpha: agreement beyond chance, for any number of interviewers and with ratings missing.

``alpha = 1 - observed / expected`` disagreement (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability). Disagreement is
the squared distance of two ratings, over all pairs within a unit (observed) and over all pairs whatsoever (expected):

* nominal: 0 or 1;
* ordinal: difference of mid-ranks (as many steps apart as ratings lie between, ties counted half);
* interval: difference;
* ratio: difference relative to the sum.

The interval resamples whole units (Zapf, Castell, Morawietz & Karch 2016, BMC Medical Research Methodology 16:93, found it to
cover better than resampling pairs). Units with the same ratings are interchangeable, so they are drawn together: that is the same
distribution in a fraction of the time.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_array

from interview.scoring.determinism import single_threaded
from interview.scoring.estimate import CONFIDENCE, UNKNOWN, Estimate, estimate
from interview.scoring.ratings import Floats, Integers

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")
MOST_REPLICATES, FEWEST_REPLICATES = 1000, 100
SEED = 20260101
_TAILS = ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
_CELLS = 4_000_000
"""Numbers held at a time while resampling: 32 MB."""
_EFFORT = 15_000_000
"""Numbers drawn in all."""

Counts = Any
"""How often each value occurs, one row a group of ratings: an array or a sparse array."""


@single_threaded
def alphas(value: Floats, unit: Integers, *, metrics: tuple[Metric, ...] = METRICS) -> dict[Metric, Estimate]:
    """Alpha by metric, with a 95% interval from 1,000 draws that repeat from run to run; rows may be in any order.

    Where tens of thousands of ratings are all different, at least 100 draws have to do: there, intervals are narrow.
    Unknown where no unit has two ratings and where all ratings that can be paired are equal; ratio also where one is negative.
    The interval is unknown with fewer than two units.
    """
    paired = (np.bincount(unit) > 1)[unit] if len(unit) else np.zeros(0, dtype=bool)
    value = value[paired]
    if not len(value) or value.min() == value.max():
        return dict.fromkeys(metrics, UNKNOWN)
    values, column = np.unique(value, return_inverse=True)
    _, row = np.unique(unit[paired], return_inverse=True)
    counts, times = _patterns(row, column, len(values))
    draws = _draws(times, len(values))
    found: dict[Metric, Estimate] = {}
    for metric in metrics:
        if metric == "ratio" and values[0] < 0:
            found[metric] = UNKNOWN
            continue
        point = float(_alpha(metric, values, counts, np.asarray(times[None, :], dtype=np.float64))[0])
        drawn = _resampled(metric, values, counts, draws)
        limits = np.quantile(drawn, _TAILS) if len(drawn) else (np.nan, np.nan)
        found[metric] = estimate(point, *limits)
    return found


def _patterns(row: Integers, column: Integers, width: int) -> tuple[csr_array, Integers]:
    """Units with the same ratings as one row of counts, in an order of their own, and how many units each row stands for."""
    order = np.lexsort([column, row])
    starts = np.flatnonzero(np.diff(row[order], prepend=-1))
    multisets: dict[bytes, int] = {}
    for ratings in np.split(column[order], starts[1:]):
        key = ratings.astype(">i8").tobytes()
        multisets[key] = multisets.get(key, 0) + 1
    ordered = sorted(multisets)
    sizes = [len(key) // 8 for key in ordered]
    columns = np.frombuffer(b"".join(ordered), dtype=">i8").astype(np.int64)
    rows = np.repeat(np.arange(len(ordered)), sizes)
    counts = csr_array((np.ones(len(columns)), (rows, columns)), shape=(len(ordered), width))
    counts.sum_duplicates()
    return counts, np.array([multisets[key] for key in ordered], dtype=np.int64)


def _draws(times: Integers, width: int) -> Integers:
    units = int(times.sum())
    replicates = min(max(_EFFORT // (len(times) + width), FEWEST_REPLICATES), MOST_REPLICATES) if units > 1 else 0
    return np.random.default_rng(SEED).multinomial(units, times / units, size=replicates)


def _resampled(metric: Metric, values: Floats, counts: csr_array, draws: Integers) -> Floats:
    at_once = max(1, _CELLS // max(counts.shape))
    parts = [
        _alpha(metric, values, counts, draws[start : start + at_once].astype(float)) for start in range(0, len(draws), at_once)
    ]
    drawn = np.concatenate([np.zeros(0), *parts])
    return np.asarray(drawn[np.isfinite(drawn)], dtype=np.float64)


def _alpha(metric: Metric, values: Floats, counts: csr_array, weights: Floats) -> Floats:
    """Alpha for each row of ``weights``, which say how often each row of ``counts`` is there; NaN for one value only."""
    sizes = np.asarray(counts.sum(axis=1), dtype=np.float64)
    margins = np.asarray(weights @ counts)
    n = margins.sum(axis=1)
    if metric == "ordinal":
        ranks = (np.cumsum(margins, axis=1) - margins / 2) / n[:, None] - 0.5
        within = _spread(sizes[:, None], counts @ ranks.T, counts @ ranks.T**2).T
        overall = _spread(n, (margins * ranks).sum(axis=1), (margins * ranks**2).sum(axis=1))
    else:
        within, overall = (_within(metric, values, groups) for groups in (counts, margins))
    observed = (weights * (within / (sizes - 1))).sum(axis=1) / n
    expected = np.where((margins > 0).sum(axis=1) > 1, overall / (n * (n - 1)), np.nan)  # for one value rounding is all there is
    return np.asarray(1 - observed / expected, dtype=np.float64)


def _within(metric: Metric, values: Floats, counts: Counts) -> Floats:
    """Squared distances summed over all ordered pairs of each group, one row of ``counts`` a group."""
    sizes = np.asarray(counts.sum(axis=1), dtype=np.float64)
    if metric == "nominal":
        return np.asarray(sizes**2 - (counts * counts).sum(axis=1), dtype=np.float64)
    if metric == "interval":
        scaled = (values - values.mean()) / np.ptp(values)
        return _spread(sizes, counts @ scaled, counts @ scaled**2)
    return _relative(values / values[-1], counts)


def _spread(n: Floats, total: Floats, squares: Floats) -> Floats:
    """Squared differences summed over all ordered pairs: ``2 (n sum x^2 - (sum x)^2)``."""
    return np.asarray(2 * (n * squares - total**2), dtype=np.float64)


def _relative(values: Floats, counts: Counts) -> Floats:
    """``((x - y) / (x + y))^2 = 1 - 4 x y / (x + y)^2`` summed over all ordered pairs without listing them; 0 for two zeros.

    ``1 / (x + y)^2`` is the integral of ``t exp(-(x + y) t)`` over t > 0, so that the sum over pairs becomes the square of a sum;
    the trapezoid rule in log t is exact to rounding for this integrand.
    """
    step = 0.25
    largest, smallest = values[-1], values[values > 0][0]
    t = np.exp(np.arange(-19.0 - np.log(2 * largest), 4.0 - np.log(2 * smallest) + step, step))
    alike = (counts @ (2 * np.sqrt(step) * values[:, None] * t * np.exp(-values[:, None] * t))) ** 2
    zeros = (counts @ (values == 0).astype(float)) ** 2
    return np.asarray(counts.sum(axis=1) ** 2 - alike.sum(axis=1) - zeros, dtype=np.float64)
