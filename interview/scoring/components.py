"""Variance components of the rating model, and how they are learnt from ratings.

A rating's ability is ``pool mean + ability[candidate, skill] + impression[candidate, interviewer] - severity[interviewer] -
difficulty[skill]``. The variances of these parts are matched to four average products of pairs of ratings (same interview, same
skill, same candidate, same interviewer; see :mod:`interview.scoring.moments`). Each estimate is then averaged with its prior by
precision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from interview.scoring.moments import Moment, Pools, rating_moments
from interview.scoring.ratings import LEVELS, Floats, Table


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

MOST_STRATA = 6
"""Groups of pools of like strength that covariances are averaged over."""
MOST_ROUNDS = 6
GRID = 81

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def learn_components(table: Table, defaults: Components = DEFAULTS) -> Components:
    """Components from ratings, averaged with the defaults; the defaults themselves where the ratings say nothing."""
    if len(np.unique(table.level)) < 2:  # ratings that never differ would pass for perfect knowledge of variances
        return defaults
    pools = Pools.of(table)
    moments = rating_moments(table, pools)
    strata = _strata(table, pools)
    variances = defaults.variances
    total = float(variances.sum())
    for _ in range(40):
        implied = _ImpliedCovariance(total, *strata)
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


def _strata(table: Table, pools: Pools) -> tuple[Floats, Floats, Floats]:
    """Share of all ratings at or below each threshold; and the mean levels of pools of like strength, with their weights.

    A pool's mean is shrunk by its own uncertainty, so that many small pools do not pass for different ones.
    """
    below = np.cumsum(np.bincount(table.level, minlength=LEVELS + 1)[1:LEVELS])
    shares = np.clip((below + np.arange(1, LEVELS) / LEVELS) / (len(table) + 1), 0.002, 0.998)
    weight = pools.ratings / pools.ratings.sum()
    overall = float(weight @ pools.mean)
    apart = max(float(weight @ ((pools.mean - overall) ** 2 - pools.variance)), 0.0)
    shrunk = overall + (pools.mean - overall) * apart / (apart + pools.variance + 1e-9)
    order = np.argsort(shrunk, kind="stable")
    middle = np.cumsum(weight[order]) - weight[order] / 2
    stratum = np.minimum((middle * MOST_STRATA).astype(np.int64), MOST_STRATA - 1)
    weights = np.bincount(stratum, weight[order], MOST_STRATA)
    means = np.bincount(stratum, (weight * shrunk)[order], MOST_STRATA)
    there = weights > 0
    return np.asarray(shares), means[there] / weights[there], np.asarray(weights[there], dtype=np.float64)


class _ImpliedCovariance:
    """Covariance of two ratings of one pool that the model implies when their abilities have a given covariance.

    ``total`` is the variance of a rating's ability within a pool. In a pool that is far from the middle of the scale, ratings
    crowd at its end and vary less: so the covariance is averaged over pools as strong as the strata.
    """

    def __init__(self, total: float, shares: Floats, means: Floats, weights: Floats) -> None:
        self.total, self.weights = total, weights
        self.spread = np.sqrt(total) * _NODES
        shift = np.zeros(len(weights))
        thresholds = self._matching_thresholds(shares, shift)
        for _ in range(MOST_ROUNDS if len(weights) > 1 else 0):
            shift = self._matching_shift(means, thresholds)
            shift = shift - weights @ shift
            thresholds = self._matching_thresholds(shares, shift)
        self.thresholds = thresholds - shift[:, None]
        self.grid = np.linspace(0.0, 1.0, GRID) ** 2 * total  # finer where covariances are small
        self.values = np.array([self(float(shared)) for shared in self.grid])

    def _matching_thresholds(self, shares: Floats, shift: Floats) -> Floats:
        """Thresholds that give the shares of all ratings, where strata are shifted so."""
        at, chance = (self.spread[:, None] + shift).ravel(), (_WEIGHTS[:, None] * self.weights).ravel()
        return _bisect(lambda cut: expit(cut[:, None] - at) @ chance, shares, -60.0, 60.0)

    def _matching_shift(self, means: Floats, thresholds: Floats) -> Floats:
        """Strengths of the strata that give their mean levels."""
        return _bisect(
            lambda move: 1 + _WEIGHTS @ expit(self.spread[:, None, None] + move[:, None] - thresholds).sum(-1), means, -60.0, 60.0
        )

    def __call__(self, shared: float) -> float:
        eta = np.sqrt(shared) * _NODES[:, None] + np.sqrt(max(self.total - shared, 0.0)) * _NODES
        mean = expit(eta[..., None] - self.thresholds[:, None, None, :]).sum(-1) @ _WEIGHTS
        return float(self.weights @ (mean**2 @ _WEIGHTS - (mean @ _WEIGHTS) ** 2))

    def invert(self, moment: Moment) -> Moment:
        """The abilities' covariance behind an observed covariance of ratings."""
        error = moment.error * self.total / self.values[-1]
        return Moment(float(np.interp(moment.value, self.values, self.grid)), error)


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
