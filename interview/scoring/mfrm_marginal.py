"""Marginal maximum likelihood of the many-facet Rasch model, as in R's TAM and Python's mirt.

Abilities are normal, everything else is a fixed parameter. Interviewers and
steps are centred, skills are not, the mean ability is 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from interview.scoring.determinism import single_threaded
from interview.scoring.mfrm import Scores, categories, centred, reached, scores_of
from interview.scoring.ratings import Floats, Integers, Rating

NODES = np.linspace(-6, 6, 81)
_LOG_WEIGHTS = -(NODES**2) / 2 - np.log(np.exp(-(NODES**2) / 2).sum())


@dataclass(frozen=True, slots=True)
class MarginalFit:
    """Measures in logits; ``variance`` of the abilities; ``deviance`` is -2 log likelihood."""

    deviance: float
    variance: float
    severity: dict[str, float]
    difficulty: dict[str, float]
    steps: tuple[float, ...]


@single_threaded
def fit_marginal(ratings: list[Rating]) -> MarginalFit:
    """Fit by a quasi-Newton method with the exact gradient; ability integrated over 81 equally spaced nodes within 6 SD."""
    data = scores_of(ratings)
    raters, steps = centred(len(data.interviewers)), centred(data.top)
    sizes = (len(data.skills), raters.shape[1], steps.shape[1], 1)
    cut = np.cumsum(sizes)[:-1]

    def negative(point: Floats) -> tuple[float, Floats]:
        difficulty, severity, inner, log_spread = np.split(point, cut)
        value, parts = _log_likelihood(data, difficulty, raters @ severity, steps @ inner, float(np.exp(log_spread[0])))
        slope = np.concatenate([parts[0], raters.T @ parts[1], steps.T @ parts[2], parts[3]])
        return -value, -slope

    found = minimize(negative, np.zeros(sum(sizes)), jac=True, method="BFGS", options={"gtol": 1e-5, "maxiter": 2000})
    difficulty, severity, inner, log_spread = np.split(np.asarray(found.x, dtype=np.float64), cut)
    return MarginalFit(
        2 * float(found.fun),
        float(np.exp(2 * log_spread[0])),
        dict(zip(data.interviewers, (raters @ severity).tolist(), strict=True)),
        dict(zip(data.skills, difficulty.tolist(), strict=True)),
        tuple((steps @ inner).tolist()),
    )


def _log_likelihood(
    data: Scores, difficulty: Floats, severity: Floats, steps: Floats, spread: float
) -> tuple[float, tuple[Floats, Floats, Floats, Floats]]:
    """The marginal log likelihood and its slopes in difficulties, severities, steps and the log of the spread."""
    eta = spread * NODES - (difficulty[data.skill] + severity[data.interviewer])[:, None]  # (rows, nodes)
    cells = categories(eta, steps)
    log_chance = np.log(np.take_along_axis(cells.chance, data.score[:, None, None], axis=-1)[..., 0])
    joint = np.zeros((len(data.candidates), len(NODES))) + _LOG_WEIGHTS
    np.add.at(joint, data.candidate, log_chance)
    top = joint.max(axis=1, keepdims=True)
    total = np.exp(joint - top).sum(axis=1)
    weight = (np.exp(joint - top) / total[:, None])[data.candidate]  # each candidate's posterior, by row
    surprise = weight * (data.score[:, None] - cells.expected)
    by_row = surprise.sum(axis=1)
    taken = reached(data.top)
    at_or_above = np.einsum("rn,rnk->rk", weight, cells.chance) @ taken
    return float((np.log(total) + top[:, 0]).sum()), (
        _totals(data.skill, -by_row, len(data.skills)),
        _totals(data.interviewer, -by_row, len(data.interviewers)),
        (at_or_above - taken[data.score]).sum(axis=0),
        np.array([spread * (surprise @ NODES).sum()]),
    )


def _totals(group: Integers, values: Floats, count: int) -> Floats:
    return np.asarray(np.bincount(group, values, count), dtype=np.float64)
