"""The smallest change of one rating that would change the outcome.

Every other level of every rating is tried with a rank-one update of the posterior; the most promising are then computed in full,
and only what the full computation confirms is reported.
"""

from __future__ import annotations

import numpy as np

from interview.scoring.chunk import Chunk, Terms, outcome_codes
from interview.scoring.determinism import rounded
from interview.scoring.evidence import Candidate
from interview.scoring.judgement import chance_above
from interview.scoring.policy import OUTCOMES
from interview.scoring.posterior import posterior_of
from interview.scoring.ratings import LEVELS, Flags, Floats
from interview.scoring.report import Flip
from interview.scoring.scale import cuts, derivatives

MOST_TRIED = 6
MOST_SHOWN = 3

_Found = tuple[int, int, int]
"""Row of the rating, the level it would have to be, the position in ``OUTCOMES`` of the new outcome."""


def flips_of(terms: Terms, chunk: Chunk) -> list[tuple[Flip, ...]]:
    """For each candidate the smallest flips, the strongest first."""
    count, n = chunk.level.shape
    if not n:
        return [()] * count
    distance, chance, flips = _screen(terms, chunk)
    # smallest step first, then the largest move of the chance
    merit = np.where(flips, distance - np.abs(chance - chunk.chance[:, None, None]) / 2, np.inf).reshape(count, -1)
    tried = np.argsort(rounded(merit), axis=1, kind="stable")[:, :MOST_TRIED]
    candidate, place = np.nonzero(np.take_along_axis(merit, tried, axis=1) < np.inf)
    if not len(candidate):
        return [()] * count
    row, to_level = np.divmod(tried[candidate, place], LEVELS)
    to_level += 1
    trial = chunk.panels.take(candidate)
    lower, upper = trial.lower.copy(), trial.upper.copy()
    every = np.arange(len(candidate))
    lower[every, row], upper[every, row] = cuts(to_level, terms.thresholds)
    new_codes = outcome_codes(terms, posterior_of(trial.with_cuts(lower, upper), chunk.posterior.dual[candidate]))
    found: list[list[_Found]] = [[] for _ in range(count)]
    for index in np.flatnonzero(new_codes != chunk.codes[candidate]).tolist():
        found[int(candidate[index])].append((int(row[index]), int(to_level[index]), int(new_codes[index])))
    return [_smallest(options, chunk.candidates[index]) for index, options in enumerate(found)]


def _smallest(options: list[_Found], candidate: Candidate) -> tuple[Flip, ...]:
    flips = [
        Flip(candidate.ratings[row].interviewer, candidate.ratings[row].skill, candidate.levels[row], to_level, OUTCOMES[code])
        for row, to_level, code in options
    ]
    least = min((abs(flip.to_level - flip.from_level) for flip in flips), default=0)
    return tuple(flip for flip in flips if abs(flip.to_level - flip.from_level) == least)[:MOST_SHOWN]


def _screen(terms: Terms, chunk: Chunk) -> tuple[Floats, Floats, Flags]:
    """For every rating and level (c, n, 5): the size of the change, the predicted chance, and whether the outcome changes."""
    posterior, yardstick, level = chunk.posterior, terms.role, chunk.level
    levels = np.arange(1, LEVELS + 1)
    lower, upper = cuts(levels, terms.thresholds)
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
    flips = (terms.policy.outcome_codes(chance, floor) != chunk.codes[:, None, None]) & (levels != level[..., None])
    return np.abs(levels - level[..., None]).astype(float), chance, flips
