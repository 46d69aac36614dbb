"""The smallest change of one rating that would change the outcome.

Every other level of every rating is tried with a rank-one update of the posterior; the most promising are then computed in full,
and only what the full computation confirms is reported.
"""

from __future__ import annotations

import numpy as np

from interview.scoring.judgement import Yardstick, chance_above
from interview.scoring.policy import Policy
from interview.scoring.posterior import Panels, Posterior, posterior_of
from interview.scoring.ratings import LEVELS, Floats, Integers
from interview.scoring.scale import cuts, derivatives

MOST_TRIED = 6
MOST_SHOWN = 3

Found = tuple[int, int, int]
"""Row of the rating, the level it would have to be, the position in ``OUTCOMES`` of the new outcome."""


def find_flips(
    panels: Panels,
    posterior: Posterior,
    level: Integers,
    *,
    thresholds: Floats,
    yardstick: Yardstick,
    policy: Policy,
    codes: Integers,
) -> list[list[Found]]:
    """For each candidate the smallest flips, the strongest first; ``level`` (c, n) and the present outcome ``codes`` (c)."""
    count, n = level.shape
    found: list[list[Found]] = [[] for _ in range(count)]
    if not n:
        return found
    distance, chance, flips = _screen(posterior, level, thresholds=thresholds, yardstick=yardstick, policy=policy, codes=codes)
    now = yardstick.chance(posterior.mean, posterior.covariance)
    # smallest step first, then the largest move of the chance
    merit = np.where(flips, distance - np.abs(chance - now[:, None, None]) / 2, np.inf).reshape(count, -1)
    tried = np.argsort(merit, axis=1, kind="stable")[:, :MOST_TRIED]
    candidate, place = np.nonzero(np.take_along_axis(merit, tried, axis=1) < np.inf)
    if not len(candidate):
        return found
    row, to_level = np.divmod(tried[candidate, place], LEVELS)
    to_level += 1
    trial = panels.take(candidate)
    lower, upper = trial.lower.copy(), trial.upper.copy()
    every = np.arange(len(candidate))
    lower[every, row], upper[every, row] = cuts(to_level, thresholds)
    after = posterior_of(trial.with_cuts(lower, upper), posterior.dual[candidate])
    variance = np.diagonal(after.covariance, axis1=1, axis2=2)
    new_codes = policy.outcome_codes(yardstick.chance(after.mean, after.covariance), yardstick.floor_chance(after.mean, variance))
    for index in np.flatnonzero(new_codes != codes[candidate]).tolist():
        found[int(candidate[index])].append((int(row[index]), int(to_level[index]), int(new_codes[index])))
    return [_smallest(options, level[index]) for index, options in enumerate(found)]


def _smallest(options: list[Found], level: Integers) -> list[Found]:
    if not options:
        return []
    steps = [abs(to_level - int(level[row])) for row, to_level, _ in options]
    return [option for option, step in zip(options, steps, strict=True) if step == min(steps)][:MOST_SHOWN]


def _screen(
    posterior: Posterior,
    level: Integers,
    *,
    thresholds: Floats,
    yardstick: Yardstick,
    policy: Policy,
    codes: Integers,
) -> tuple[Floats, Floats, Floats]:
    """For every rating and level (c, n, 5): the size of the change, the predicted chance, and whether the outcome changes."""
    levels = np.arange(1, LEVELS + 1)
    lower, upper = cuts(levels, thresholds)
    every = derivatives(posterior.eta[..., None], lower, upper)  # (c, n, 5)
    given = (level - 1)[..., None]
    slope = every.gradient - np.take_along_axis(every.gradient, given, axis=-1)
    bend = every.weight - np.take_along_axis(every.weight, given, axis=-1)
    shrink = 1 + posterior.variance[..., None] * bend
    response = posterior.response.transpose(0, 2, 1)  # (c, n, s)
    along = response @ yardstick.weights  # (c, n)
    centre, spread = yardstick.margin(posterior.mean, posterior.covariance)
    moved = centre[:, None, None] + along[..., None] * slope / shrink
    narrowed = np.maximum(spread[:, None, None] ** 2 - along[..., None] ** 2 * bend / shrink, 1e-12)
    chance = chance_above(moved, np.sqrt(narrowed))
    floor = np.ones_like(chance)
    if len(yardstick.must_have):
        own = response[..., None, yardstick.must_have]  # (c, n, 1, m)
        mean = posterior.mean[:, None, None, yardstick.must_have] + own * (slope / shrink)[..., None]
        variance = np.diagonal(posterior.covariance, axis1=1, axis2=2)[:, None, None, yardstick.must_have]
        variance = np.maximum(variance - own**2 * (bend / shrink)[..., None], 1e-12)
        floor = chance_above(mean - yardstick.floors, np.sqrt(variance)).min(-1)
    flips = (policy.outcome_codes(chance, floor) != codes[:, None, None]) & (levels != level[..., None])
    return np.abs(levels - level[..., None]).astype(float), chance, flips
