"""The many-facet Rasch model, plain: what an auditor compares the recommendation's model with.

``log(P_k / P_(k-1)) = ability - difficulty - severity - step_k`` (Linacre 1989): adjacent categories, one common rating scale, no
pools, no impressions, no shrinkage of severity. :func:`interview.scoring.mfrm_joint.fit_joint` estimates it as FACETS does,
:func:`interview.scoring.mfrm_marginal.fit_marginal` as R's TAM and Python's mirt do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from interview.errors import Invalid
from interview.scoring.ratings import Floats, Integers, Rating, tabulate


@dataclass(frozen=True, slots=True)
class Scores:
    """Ratings as whole numbers from 0, one row a rating; unused levels of the scale are closed up."""

    candidates: tuple[str, ...]
    interviewers: tuple[str, ...]
    skills: tuple[str, ...]
    candidate: Integers
    interviewer: Integers
    skill: Integers
    score: Integers
    top: int


def scores_of(ratings: list[Rating]) -> Scores:
    """Assessed ratings on any whole-number scale; :class:`Invalid` where fewer than two levels were used."""
    table = tabulate(ratings)
    levels, score = np.unique(table.level, return_inverse=True)
    if len(levels) < 2:
        raise Invalid("all ratings are at one level, so there is nothing to compare; a Rasch model needs at least two levels")
    return Scores(
        table.candidates,
        table.interviewers,
        table.skills,
        table.candidate,
        table.interviewer,
        table.skill,
        score.astype(np.int64),
        len(levels) - 1,
    )


class Categories(NamedTuple):
    """Chances of the categories (..., top + 1), the expected score and its variance."""

    chance: Floats
    expected: Floats
    variance: Floats


def categories(eta: Floats, steps: Floats) -> Categories:
    """Category chances at ``eta`` = ability less difficulty less severity."""
    count = np.arange(len(steps) + 1)
    weight = np.asarray(eta)[..., None] * count - np.concatenate([[0.0], np.cumsum(steps)])
    chance = np.exp(weight - weight.max(axis=-1, keepdims=True))
    chance /= chance.sum(axis=-1, keepdims=True)
    expected = chance @ count
    return Categories(chance, expected, chance @ (count**2) - expected**2)


def reached(top: int) -> Floats:
    """Which steps a score has taken: (top + 1 scores, top steps), 1 where the score lies at or above the step."""
    return np.tri(top + 1, top, -1)


def centred(count: int) -> Floats:
    """A basis of all vectors of this length that sum to zero: (count, count - 1)."""
    return np.vstack([np.eye(count - 1), np.full((1, count - 1), -1.0)])
