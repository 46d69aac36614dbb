"""Interviews that do not fit the candidate's others: is the impression larger than chance would make it?

The impression (candidate x interviewer) of an interview has a posterior mean; under the model it is spread around 0 with a known
standard deviation. An impression beyond 2.5 of them is worth asking about: somebody saw what nobody else saw, or mistook the
candidate. Differences of two levels between two single ratings, by contrast, are common among honest interviewers.
"""

from __future__ import annotations

import numpy as np

from interview.scoring.chunk import Chunk, Terms

SURPRISING = 2.5


def outliers_of(terms: Terms, chunk: Chunk) -> list[dict[str, float]]:
    """For each candidate the interviewers whose impression is surprising, and by how many standard deviations (signed)."""
    variance = terms.calibration.components.impression**2
    posterior = chunk.posterior
    found: list[dict[str, float]] = [{} for _ in chunk.candidates]
    system = np.eye(chunk.level.shape[1]) + posterior.weight[..., None] * chunk.panels.prior
    precision = np.linalg.solve(system, np.eye(chunk.level.shape[1]) * posterior.weight[:, None, :])
    for index, candidate in enumerate(chunk.candidates):
        if len(candidate.interviewers) < 3:
            continue  # of two that differ, neither is the odd one out
        given = [rating.interviewer for rating in candidate.ratings]
        own = np.array([[name == interviewer for name in given] for interviewer in candidate.interviewers], dtype=np.float64)
        mean = variance * own @ posterior.dual[index]
        spread = variance * np.sqrt(np.einsum("jn,nm,jm->j", own, precision[index], own))
        for interviewer, surprise in zip(candidate.interviewers, (mean / spread).tolist(), strict=True):
            if abs(surprise) > SURPRISING:
                found[index][interviewer] = round(surprise, 2)
    return found
