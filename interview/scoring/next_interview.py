"""What one more interview would be worth: by how much it is expected to lower the chance of a wrong call.

Preposterior analysis: the next ratings move the posterior mean by a Gaussian amount whose variance is the variance they remove.
The chance of a wrong call (the smaller of the chances of meeting and missing the bar) is averaged over that move by quadrature.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from interview.scoring.chunk import Chunk, Terms
from interview.scoring.determinism import rounded
from interview.scoring.evidence import short_of_ratings
from interview.scoring.policy import OUTCOMES, Outcome, Policy
from interview.scoring.ratings import Flags, Floats, Integers
from interview.scoring.report import NextInterview
from interview.scoring.scale import information

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_FIRST = 1e3  # lifts skills that lack minimum evidence above those in doubt, and those above all others
_GATHER = Outcome.GATHER_MORE_EVIDENCE


def next_interviews(terms: Terms, chunk: Chunk) -> list[NextInterview | None]:
    """The next interview, by an interviewer nobody knows yet, where one is worth having; ``None``: stop.

    It is worth having where minimum evidence is missing, or while the most interviews are not reached and either the chance lies
    between the policy's stop marks or the outcome is to gather more evidence, because a must-have may lie below its floor. Skills
    that lack minimum evidence come first, then must-haves whose floor is in doubt.
    """
    policy, posterior, skills = terms.policy, chunk.posterior, terms.effects.skills
    components = terms.calibration.components
    centre, spread = terms.role.margin(posterior.mean, posterior.covariance)
    shorts = [short_of_ratings(candidate, terms.bars, policy) for candidate in chunk.candidates]
    lacking = np.array([[skill in short for skill in skills] for short in shorts], dtype=np.float64)
    chosen, removed = choose_skills(
        posterior.covariance,
        terms.role.weights,
        1 / information(posterior.mean, terms.thresholds),
        components.impression**2 + components.severity**2,
        allowed=np.isin(skills, [bar.skill for bar in terms.bars]),
        first=_FIRST * lacking + terms.role.in_doubt(posterior.mean, posterior.covariance, policy),
        size=policy.skills_per_interview,
    )
    gains = rounded(expected_gain(centre, spread, removed))
    proposals: list[NextInterview | None] = []
    for index, (candidate, short) in enumerate(zip(chunk.candidates, shorts, strict=True)):
        n = len(candidate.interviewers)
        undecided = policy.stop_low < chunk.chance[index] < policy.stop_high or OUTCOMES[chunk.codes[index]] is _GATHER
        if short or n < policy.min_interviews or (undecided and n < policy.max_interviews):
            proposals.append(NextInterview(tuple(skills[skill] for skill in chosen[index]), float(gains[index])))
        else:
            proposals.append(None)
    return proposals


def expected_gain(centre: Floats, spread: Floats, removed: Floats) -> Floats:
    """Expected fall of the chance of a wrong call when ``removed`` of the margin's variance ``spread**2`` goes away."""
    removed = np.minimum(removed, spread**2 * (1 - 1e-9))
    left = np.sqrt(spread**2 - removed)
    later = centre[..., None] + np.sqrt(removed)[..., None] * _NODES
    wrong_later = ndtr(-np.abs(later) / left[..., None]) @ _WEIGHTS
    return np.maximum(ndtr(-np.abs(centre) / spread) - wrong_later, 0.0)


def chance_of_settling(centre: Floats, spread: Floats, removed: Floats, policy: Policy) -> Floats:
    """Chance that hire or no hire is clear once ``removed`` of the margin's variance ``spread**2`` is gone; floors aside."""
    removed = np.minimum(removed, spread**2 * (1 - 1e-9))
    left = np.sqrt(spread**2 - removed)
    move = np.sqrt(np.maximum(removed, 1e-12))
    hire, no_hire = (ndtri(mark) * left for mark in (policy.hire_at, policy.no_hire_at))
    return np.asarray(ndtr((centre - hire) / move) + ndtr((no_hire - centre) / move))


def choose_skills(
    covariance: Floats, weights: Floats, noise: Floats, shared_noise: float, *, allowed: Flags, first: Floats, size: int
) -> tuple[Integers, Floats]:
    """The skills of one interview (c, size), the most useful first, and the variance of the weighted ability that it removes (c).

    ``covariance`` (c, s, s) of the abilities; ``noise`` (c, s) of one rating on each skill, ``shared_noise`` of all ratings of
    the interview together; ``allowed`` (s) skills; the higher ``first`` (c, s) is, the earlier a skill goes. Greedy: after each
    choice the covariance is conditioned on the rating it would bring.
    """
    count = np.arange(len(covariance))
    along = covariance @ weights
    seen = covariance + shared_noise
    removed = np.zeros(len(covariance))
    free = np.broadcast_to(allowed, noise.shape).copy()
    chosen = []
    for _ in range(min(size, int(allowed.sum()))):
        variance = np.diagonal(seen, axis1=1, axis2=2) + noise
        gains = np.where(free, along**2 / variance + _FIRST * first, -np.inf)
        best = rounded(gains).argmax(axis=1)
        picked, pivot = seen[count, :, best], variance[count, best]
        removed += along[count, best] ** 2 / pivot
        along = along - picked * (along[count, best] / pivot)[:, None]
        seen = seen - picked[:, :, None] * picked[:, None, :] / pivot[:, None, None]
        free[count, best] = False
        chosen.append(best)
    return np.stack(chosen, axis=1), removed
