"""Variance components of the rating model, and how they are learnt from ratings.

A rating's ability is ``pool mean + ability[candidate, skill] + impression[candidate, interviewer] - severity[interviewer] -
difficulty[skill]``. The variances of these parts are matched to four average products of pairs of ratings (same interview, same
skill, same candidate, same interviewer): composite moments, which need no iteration over candidates and, unlike a Laplace
likelihood, are not biased when an interview holds only three ratings. Each estimate is then averaged with its prior by precision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from interview.scoring.ratings import LEVELS, Floats, Integers, Table


@dataclass(frozen=True, slots=True)
class Components:
    """Standard deviations in logits.

    ``candidate``: ability that all skills share; ``skill``: ability peculiar to one skill; ``impression``: what one interviewer
    sees in one candidate beyond the ability (occasion, halo); ``severity``: between interviewers. The defaults are cautious on
    purpose: intervals before any history cover a little more than they claim.
    """

    candidate: float = 1.2
    skill: float = 0.75
    impression: float = 0.75
    severity: float = 0.6

    @property
    def variances(self) -> Floats:
        """Squares, in the order of the fields."""
        return np.array([self.candidate, self.skill, self.impression, self.severity]) ** 2


DEFAULTS = Components()
PRIOR_SPREAD = 0.5
"""Prior standard deviation of a variance, as a share of the larger of its default and its estimate."""
SMALLEST = 0.01
"""Smallest variance that is believed, in squared logits."""

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


class Moment(NamedTuple):
    """An average product of two ratings' deviations, and its standard error (infinite: no such pairs)."""

    value: float
    error: float


class _Pairs(NamedTuple):
    """Sums of products and numbers of ordered pairs, by the cluster that makes them dependent."""

    products: Floats
    counts: Floats

    def __sub__(self, other: _Pairs) -> _Pairs:
        return _Pairs(self.products - other.products, self.counts - other.counts)

    def moment(self) -> Moment:
        total = self.counts.sum()
        if total <= 0:
            return Moment(0.0, np.inf)
        mean = self.products.sum() / total
        return Moment(mean, float(np.sqrt(((self.products - mean * self.counts) ** 2).sum()) / total))


def learn_components(table: Table, defaults: Components = DEFAULTS) -> Components:
    """Components from ratings, averaged with the defaults; the defaults themselves where the ratings say nothing."""
    if len(np.unique(table.level)) < 2:  # ratings that never differ would pass for perfect knowledge of variances
        return defaults
    moments = rating_moments(table)
    cumulative = _cumulative_shares(table.level)
    variances = defaults.variances
    total = float(variances.sum())
    for _ in range(40):
        implied = _ImpliedCovariance(total, cumulative)
        candidate, skill, interview, interviewer = (implied.invert(moment) for moment in moments)
        raw = [
            candidate,
            Moment(skill.value - candidate.value, float(np.hypot(skill.error, candidate.error))),
            Moment(
                interview.value - candidate.value - interviewer.value,
                float(np.sqrt(interview.error**2 + candidate.error**2 + interviewer.error**2)),
            ),
            interviewer,
        ]
        if not np.isfinite(candidate.error):  # one skill only: what skills share and what is peculiar to one can't be told apart
            raw[0] = Moment(skill.value - defaults.skill**2, skill.error)
            raw[2] = Moment(interview.value - raw[0].value - interviewer.value, np.inf)
        variances = np.array([_with_prior(moment, default) for moment, default in zip(raw, defaults.variances, strict=True)])
        change = float(variances.sum()) / total - 1
        total = (total + float(variances.sum())) / 2
        if abs(change) < 1e-5:
            break
    return Components(*(float(value) for value in np.sqrt(variances)))


def rating_moments(table: Table) -> tuple[Moment, Moment, Moment, Moment]:
    """Average products of deviations from the pool's mean, over pairs of ratings of: the same candidate (other skill and
    interviewer), the same skill of a candidate, the same interview, the same interviewer (other candidates)."""
    level = table.level.astype(float)
    pool_mean = np.bincount(table.pool, level) / np.bincount(table.pool)
    deviation = level - pool_mean[table.pool]
    interview = table.candidate * len(table.interviewers) + table.interviewer
    skill = table.candidate * len(table.skills) + table.skill
    in_interview = _pairs(interview, table.candidate, deviation)
    on_skill = _pairs(skill, table.candidate, deviation)
    of_candidate = _pairs(table.candidate, table.candidate, deviation) - in_interview - on_skill
    of_interviewer = _pairs(table.interviewer, table.interviewer, deviation) - _pairs(interview, table.interviewer, deviation)
    return of_candidate.moment(), on_skill.moment(), in_interview.moment(), of_interviewer.moment()


def _pairs(group: Integers, cluster: Integers, deviation: Floats) -> _Pairs:
    """Products over ordered pairs within each group: the square of the sum less the sum of squares."""
    _, first, member = np.unique(group, return_index=True, return_inverse=True)
    size = np.bincount(member).astype(np.float64)
    products = np.bincount(member, deviation) ** 2 - np.bincount(member, deviation**2)
    of_group, clusters = cluster[first], int(cluster.max()) + 1
    return _Pairs(_totals(of_group, products, clusters), _totals(of_group, size * (size - 1), clusters))


def _totals(group: Integers, values: Floats | Integers, count: int) -> Floats:
    return np.asarray(np.bincount(group, values, count), dtype=np.float64)


def _cumulative_shares(level: Integers) -> Floats:
    """Share of ratings at or below each threshold, with half a rating of smoothing."""
    below = np.cumsum(np.bincount(level, minlength=LEVELS + 1)[1:LEVELS])
    shares = (below + np.arange(1, LEVELS) / LEVELS) / (len(level) + 1)
    return np.asarray(np.clip(shares, 0.002, 0.998))


class _ImpliedCovariance:
    """Covariance of two ratings that the model implies when their abilities have a given covariance."""

    def __init__(self, total: float, cumulative: Floats) -> None:
        self.total = total
        spread = np.sqrt(total)
        self.thresholds = _bisect(lambda cut: expit(cut[:, None] - spread * _NODES) @ _WEIGHTS, cumulative, -60.0, 60.0)
        self.largest = self(total)

    def __call__(self, shared: float) -> float:
        eta = np.sqrt(shared) * _NODES[:, None] + np.sqrt(max(self.total - shared, 0.0)) * _NODES
        mean = expit(eta[..., None] - self.thresholds).sum(-1) @ _WEIGHTS
        return float(_WEIGHTS @ mean**2 - (_WEIGHTS @ mean) ** 2)

    def invert(self, moment: Moment) -> Moment:
        """The abilities' covariance behind an observed covariance of ratings."""
        error = moment.error * self.total / self.largest
        if moment.value <= 0:
            return Moment(0.0, error)
        if moment.value >= self.largest:
            return Moment(self.total, error)
        shared = _bisect(lambda value: np.array([self(float(value[0]))]), np.array([moment.value]), 0.0, self.total)
        return Moment(float(shared[0]), error)


def _bisect(function: Callable[[Floats], Floats], wanted: Floats, low: float, high: float) -> Floats:
    """Where an increasing function of each element reaches what is wanted."""
    lows, highs = np.full(wanted.shape, low), np.full(wanted.shape, high)
    for _ in range(60):
        middle = (lows + highs) / 2
        below = function(middle) < wanted
        lows, highs = np.where(below, middle, lows), np.where(below, highs, middle)
    return np.asarray((lows + highs) / 2, dtype=np.float64)


def _with_prior(moment: Moment, default: float) -> float:
    """Average of an estimated and a default variance by precision; the prior widens with the estimate, so that an organisation
    unlike the default is believed once its data are clear."""
    if not np.isfinite(moment.error):
        return default
    prior = (PRIOR_SPREAD * max(default, moment.value)) ** -2
    precision = 1 / (moment.error**2 + 1e-12)
    return float(max((moment.value * precision + default * prior) / (precision + prior), SMALLEST))
