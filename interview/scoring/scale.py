"""The rating scale of the cumulative-logit model: levels 1 to 5, cut at four thresholds on the ability scale (logits).

``P(rating <= k) = F(threshold_k - eta)`` with ``F`` the logistic function (McCullagh 1980). For a rating between the cuts
``lower`` and ``upper`` the probability factors as ``F(upper-eta) F(eta-lower) (1 - exp(lower-upper))``, so the derivatives below
are exact and need no division by a small probability. An infinite cut on both sides is a rating that says nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import expit, log_expit

from interview.scoring.ratings import LEVELS, Floats, Integers

REACH = 25.0
"""How far from the thresholds, in logits, an ability is looked for."""


class Derivatives(NamedTuple):
    """First derivative of the log probability with respect to eta, minus the second, and the third."""

    gradient: Floats
    weight: Floats
    third: Floats


def symmetric_thresholds(gap: float) -> Floats:
    """Equally spaced thresholds around 0, ``gap`` logits apart: the middle level is the average one."""
    return np.asarray(gap * (np.arange(LEVELS - 1) - (LEVELS - 2) / 2), dtype=np.float64)


def cuts(level: Integers, thresholds: Floats) -> tuple[Floats, Floats]:
    """Lower and upper cut of each rating."""
    extended = np.concatenate([[-np.inf], thresholds, [np.inf]])
    return extended[level - 1], extended[level]


def log_probability(eta: Floats, lower: Floats, upper: Floats) -> Floats:
    """Log probability of a rating between the cuts; ``-inf`` where the cuts are out of order."""
    width = upper - lower
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where(width > 0, np.log(-np.expm1(-width)), -np.inf)
    return np.asarray(log_expit(upper - eta) + log_expit(eta - lower) + inside)


def derivatives(eta: Floats, lower: Floats, upper: Floats) -> Derivatives:
    """Derivatives of :func:`log_probability` with respect to ``eta``."""
    above, below = expit(upper - eta), expit(lower - eta)
    slope_above, slope_below = above * (1 - above), below * (1 - below)
    return Derivatives(
        above + below - 1,
        slope_above + slope_below,
        slope_above * (1 - 2 * above) + slope_below * (1 - 2 * below),
    )


def fair_average(eta: Floats | float, thresholds: Floats) -> Floats:
    """What an average interviewer gives on average at ability ``eta``, in rating points."""
    return np.asarray(1 + expit(np.asarray(eta)[..., None] - thresholds).sum(-1))


def points_per_logit(eta: Floats | float, thresholds: Floats) -> Floats:
    """The slope of :func:`fair_average`: rating points per logit at ability ``eta``."""
    chance = expit(np.asarray(eta)[..., None] - thresholds)
    return np.asarray((chance * (1 - chance)).sum(-1))


def rating_variance(eta: Floats, thresholds: Floats) -> Floats:
    """Variance of one rating by an average interviewer at ability ``eta``, in squared rating points."""
    levels = np.arange(1, LEVELS + 1)
    lower, upper = cuts(levels, thresholds)
    chance = expit(upper - np.asarray(eta)[..., None]) - expit(lower - np.asarray(eta)[..., None])
    return np.asarray(chance @ levels**2 - (chance @ levels) ** 2)


def ability_at(points: float, thresholds: Floats) -> float:
    """The ability at which the fair average is ``points``, found by bisection; points beyond the scale are moved to its edge."""
    points = min(max(points, 1.05), LEVELS - 0.05)
    low, high = float(thresholds.min()) - REACH, float(thresholds.max()) + REACH
    for _ in range(80):
        middle = (low + high) / 2
        if fair_average(middle, thresholds) < points:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def information(eta: Floats, thresholds: Floats) -> Floats:
    """Expected weight of one rating at ability ``eta``: what it tells about the ability, per squared logit."""
    extended = np.concatenate([[-np.inf], thresholds, [np.inf]])
    cumulative = expit(extended - np.asarray(eta)[..., None])
    slope = cumulative * (1 - cumulative)
    chance = np.diff(cumulative, axis=-1)
    return np.asarray((chance * (slope[..., 1:] + slope[..., :-1])).sum(-1))
