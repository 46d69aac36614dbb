"""What one more interview would be worth: by how much it is expected to lower the chance of a wrong call.

Preposterior analysis: the next ratings move the posterior mean by a Gaussian amount whose variance is the variance they remove.
The chance of a wrong call (the smaller of the chances of meeting and missing the bar) is averaged over that move by quadrature.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from interview.scoring.ratings import Flags, Floats, Integers

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def expected_gain(centre: Floats, spread: Floats, removed: Floats) -> Floats:
    """Expected fall of the chance of a wrong call when ``removed`` of the margin's variance ``spread**2`` goes away."""
    removed = np.minimum(removed, spread**2 * (1 - 1e-9))
    left = np.sqrt(spread**2 - removed)
    later = centre[..., None] + np.sqrt(removed)[..., None] * _NODES
    wrong_later = ndtr(-np.abs(later) / left[..., None]) @ _WEIGHTS
    return np.maximum(ndtr(-np.abs(centre) / spread) - wrong_later, 0.0)


def removed_variance(covariance: Floats, weights: Floats, chosen: Integers, noise: Floats, shared_noise: Floats) -> Floats:
    """Variance of the weighted ability that an interview on the ``chosen`` skills (c, k) removes.

    ``noise`` (c, s) is each skill's rating noise, ``shared_noise`` (c) what all ratings of the interview have in common.
    """
    along = np.take_along_axis(covariance @ weights, chosen, axis=1)
    rows = np.take_along_axis(covariance, chosen[:, :, None], axis=1)
    block = np.take_along_axis(rows, np.broadcast_to(chosen[:, None, :], (*chosen.shape, chosen.shape[1])), axis=2)
    block = block + shared_noise[:, None, None] + np.eye(chosen.shape[1]) * np.take_along_axis(noise, chosen, axis=1)[:, :, None]
    return np.asarray((along * np.linalg.solve(block, along[..., None])[..., 0]).sum(-1))


def choose_skills(
    covariance: Floats, weights: Floats, noise: Floats, shared_noise: Floats, *, first: Flags, size: int
) -> tuple[Integers, Floats]:
    """The skills of the next interview (c, size) and the variance it removes: skills that are ``first`` (c, s; true where minimum
    evidence is missing), then one after the other the skill that removes most."""
    count, n_skills = covariance.shape[:2]
    chosen = np.zeros((count, 0), dtype=np.int64)
    removed = np.zeros(count)
    for _ in range(min(size, n_skills)):
        gains = np.full((count, n_skills), -np.inf)
        for skill in np.flatnonzero(weights > 0).tolist():
            option = np.concatenate([chosen, np.full((count, 1), skill)], axis=1)
            free = ~(chosen == skill).any(axis=1)
            gains[free, skill] = removed_variance(covariance[free], weights, option[free], noise[free], shared_noise[free])
        gains = np.where(first & np.isfinite(gains), gains + 1e6, gains)
        best = gains.argmax(axis=1)
        if not np.isfinite(gains.max(axis=1)).all():
            break
        chosen = np.concatenate([chosen, best[:, None]], axis=1)
        removed = removed_variance(covariance, weights, chosen, noise, shared_noise)
    return chosen, removed
