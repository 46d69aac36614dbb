"""What each interview does to the recommendation: the chance of meeting the bar with its ratings left out."""

from __future__ import annotations

import numpy as np

from interview.scoring.chunk import CELLS, Chunk, Terms
from interview.scoring.determinism import DECIMALS
from interview.scoring.posterior import posterior_of
from interview.scoring.report import Driver

MOST_INTERVIEWS = 30


def drivers_of(terms: Terms, chunk: Chunk) -> list[tuple[Driver, ...]]:
    """For each candidate one driver an interview: the whole posterior again, with that interview's ratings taken out.

    None for candidates with more than thirty interviews: the work grows with the fourth power of their number, and one of so many
    interviews decides nothing.
    """
    cases = [
        (index, name)
        for index, candidate in enumerate(chunk.candidates)
        if len(candidate.interviewers) <= MOST_INTERVIEWS
        for name in candidate.interviewers
    ]
    drivers: list[list[Driver]] = [[] for _ in chunk.candidates]
    step = max(CELLS // (sum(chunk.panels.between.shape[1:]) ** 2), 1)
    for start in range(0, len(cases), step):
        piece = cases[start : start + step]
        index = np.array([case for case, _ in piece])
        left_out = np.array([[rating.interviewer == name for rating in chunk.candidates[case].ratings] for case, name in piece])
        trial = chunk.panels.take(index)
        trial = trial.with_cuts(np.where(left_out, -np.inf, trial.lower), np.where(left_out, np.inf, trial.upper))
        without = posterior_of(trial, chunk.posterior.dual[index])
        chances = terms.role.chance(without.mean, without.covariance)
        for (case, name), gone, n in zip(piece, chances.tolist(), left_out.sum(axis=1).tolist(), strict=True):
            drivers[case].append(Driver(name, n, gone, round(float(chunk.chance[case]) - gone, DECIMALS)))
    return [tuple(found) for found in drivers]
