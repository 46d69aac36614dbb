"""One candidate's abilities given their ratings and a frozen calibration, for many candidates at once.

Laplace approximation in the space of the ratings (as in Gaussian-process classification, Rasmussen & Williams 2006, chapter 3):
the prior covariance of the ratings' abilities already holds the uncertainty about severities, difficulties and the pool, so no
parameter is treated as known. The mean is corrected to second order, since the mode is over-shrunk for ratings near the ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from interview.scoring.calibration import DIFFICULTY_SPREAD, MEAN_BELOW_BAR, MEAN_SPREAD, POOL_SPREAD, Calibration
from interview.scoring.fit import CUTS
from interview.scoring.ratings import Floats, Integers
from interview.scoring.scale import ability_at, derivatives

MOST_STEPS = 100
LONGEST_STEP = 4.0
"""Largest change of an ability in one Newton step, in logits: from far away the likelihood is flat and a full step overshoots."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What candidates share, for the names in one request: the calibration's posterior, and the prior for names it doesn't know.

    ``mean`` and ``covariance`` are ordered: interviewers, skills, pools (population included); each is an addend of ability.
    """

    mean: Floats
    covariance: Floats
    interviewers: tuple[str, ...]
    skills: tuple[str, ...]
    pools: tuple[str, ...]


def effects_for(
    calibration: Calibration,
    interviewers: tuple[str, ...],
    skills: tuple[str, ...],
    pools: tuple[str, ...],
    *,
    expected_bar: float,
    evidence_only: bool,
) -> Effects:
    """Collect the shared effects by name. ``evidence_only`` keeps every pool's mean at its value before any history."""
    n_known_pools, n_known = len(calibration.pools), len(calibration.interviewers)
    at = {name: CUTS + 1 + n_known_pools + index for index, name in enumerate(calibration.interviewers)}
    at_skill = {name: CUTS + 1 + n_known_pools + n_known + index for index, name in enumerate(calibration.skills)}
    at_pool = {name: CUTS + 1 + index for index, name in enumerate(calibration.pools)}
    size = len(calibration.mean)
    rows = np.zeros((len(interviewers) + len(skills) + len(pools), size))
    extra = np.zeros(len(rows))
    offset = np.zeros(len(rows))
    for row, name in enumerate(interviewers):
        if name in at:
            rows[row, at[name]] = 1
        else:
            extra[row] = calibration.components.severity**2
    for row, name in enumerate(skills, len(interviewers)):
        if name in at_skill:
            rows[row, at_skill[name]] = 1
        else:
            extra[row] = DIFFICULTY_SPREAD**2
    for row, name in enumerate(pools, len(interviewers) + len(skills)):
        if evidence_only:
            offset[row] = ability_at(expected_bar, calibration.thresholds) - MEAN_BELOW_BAR
            extra[row] = MEAN_SPREAD**2
            continue
        rows[row, CUTS] = 1
        if name in at_pool:
            rows[row, at_pool[name]] = 1
        elif at_pool:
            extra[row] = POOL_SPREAD**2
    covariance = rows @ calibration.covariance @ rows.T + np.diag(extra)
    return Effects(rows @ calibration.mean + offset, covariance, interviewers, skills, pools)


@dataclass(frozen=True, slots=True)
class Panels:
    """Candidates with equally many rows of ratings (padded with rows that say nothing), and the prior of their abilities.

    Shapes: ``c`` candidates, ``n`` rows, ``s`` target skills. ``prior`` (c, n, n) and ``mean`` (c, n) belong to the ratings'
    abilities, ``target_prior`` (c, s, s) and ``target_mean`` (c, s) to the abilities in the target skills, ``between`` (c, s, n)
    to both. ``lower`` and ``upper`` are the cuts of the given levels.
    """

    prior: Floats
    mean: Floats
    target_prior: Floats
    target_mean: Floats
    between: Floats
    lower: Floats
    upper: Floats

    def take(self, index: Integers) -> Panels:
        """The panels of some candidates, in the order (and as often as) they are named."""
        return Panels(*(getattr(self, name)[index] for name in self.__slots__))

    def with_cuts(self, lower: Floats, upper: Floats) -> Panels:
        """The same candidates with other levels."""
        return replace(self, lower=lower, upper=upper)


@dataclass(frozen=True, slots=True)
class Posterior:
    """Abilities in the target skills: ``mean`` (c, s) and ``covariance`` (c, s, s), in logits.

    ``dual`` (c, n) starts a neighbouring problem; ``response`` (c, s, n) is how far a target moves per unit of a rating's slope;
    ``weight`` (c, n) what each rating tells; ``eta`` and ``variance`` (c, n) belong to the ratings' own abilities.
    """

    mean: Floats
    covariance: Floats
    dual: Floats
    response: Floats
    weight: Floats
    eta: Floats
    variance: Floats


def panels_for(
    calibration: Calibration,
    effects: Effects,
    pool: Integers,
    interviewer: Integers,
    skill: Integers,
    *,
    lower: Floats,
    upper: Floats,
) -> Panels:
    """Priors of candidates: ``pool`` (c) and, per row of ratings (c, n), ``interviewer`` and ``skill`` index into ``effects``.

    Target skills are all skills of ``effects``. Padding rows name any interviewer and skill and have infinite cuts.
    """
    common, own, impression, _ = calibration.components.variances
    n_interviewers, n_skills = len(effects.interviewers), len(effects.skills)
    skill_at = n_interviewers + skill
    pool_at = n_interviewers + n_skills + pool
    rows = np.stack([interviewer, skill_at, np.broadcast_to(pool_at[:, None], skill.shape)], axis=-1)  # (c, n, 3)
    shared = effects.covariance
    prior = common + own * (skill[:, :, None] == skill[:, None, :])
    prior += impression * (interviewer[:, :, None] == interviewer[:, None, :])
    targets = np.stack(
        [
            np.broadcast_to(n_interviewers + np.arange(n_skills), (len(pool), n_skills)),
            np.broadcast_to(pool_at[:, None], (len(pool), n_skills)),
        ],
        axis=-1,
    )  # (c, s, 2)
    between = common + own * (np.arange(n_skills)[:, None] == skill[:, None, :])
    target_prior = np.broadcast_to(common + own * np.eye(n_skills), (len(pool), n_skills, n_skills)).copy()
    for a in range(3):
        for b in range(3):
            prior += shared[rows[:, :, None, a], rows[:, None, :, b]]
    for a in range(2):
        for b in range(3):
            between += shared[targets[:, :, None, a], rows[:, None, :, b]]
        for b in range(2):
            target_prior += shared[targets[:, :, None, a], targets[:, None, :, b]]
    return Panels(prior, effects.mean[rows].sum(-1), target_prior, effects.mean[targets].sum(-1), between, lower, upper)


def posterior_of(panels: Panels, start: Floats | None = None) -> Posterior:
    """Abilities given the levels; ``start`` is the ``dual`` of a neighbouring problem."""
    identity = np.eye(panels.prior.shape[1])
    dual: Floats = np.zeros_like(panels.mean) if start is None else start
    ability = _times(panels.prior, dual)
    for _ in range(MOST_STEPS):  # pragma: no branch - ends by converging
        slopes = derivatives(panels.mean + ability, panels.lower, panels.upper)
        system = identity + slopes.weight[..., None] * panels.prior
        wanted = _solve(system, slopes.weight * ability + slopes.gradient)
        step = _times(panels.prior, wanted) - ability
        longest = np.abs(step).max(axis=1, initial=0.0)
        fraction = np.minimum(1.0, LONGEST_STEP / np.maximum(longest, LONGEST_STEP))[:, None]
        ability, dual = ability + fraction * step, dual + fraction * (wanted - dual)
        if longest.max(initial=0.0) < 1e-7:
            break
    eta = panels.mean + ability
    slopes = derivatives(eta, panels.lower, panels.upper)
    gain = np.linalg.inv(identity + slopes.weight[..., None] * panels.prior)
    response = panels.between @ gain
    covariance = panels.target_prior - (response * slopes.weight[:, None, :]) @ panels.between.transpose(0, 2, 1)
    variance = np.einsum("cij,cji->ci", panels.prior, gain)
    mean = panels.target_mean + _times(panels.between, dual) + np.einsum("csn,cn->cs", response, slopes.third * variance / 2)
    return Posterior(mean, (covariance + covariance.transpose(0, 2, 1)) / 2, dual, response, slopes.weight, eta, variance)


def _times(matrix: Floats, vector: Floats) -> Floats:
    return np.asarray((matrix @ vector[..., None])[..., 0], dtype=np.float64)


def _solve(matrix: Floats, vector: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrix, vector[..., None])[..., 0], dtype=np.float64)
