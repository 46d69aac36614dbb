"""A shadow's ratings beside those of the interviewers in the same interviews: what somebody learns from, never what counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from interview.scoring.estimate import CONFIDENCE, UNKNOWN, Estimate, estimate
from interview.scoring.proportion import proportion

FEWEST_INTERVIEWS = 3
"""Interviews below which a mean difference is left out: two tell nothing about a habit."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One skill in one interview: the shadow's level, and the mean level of the interviewers who counted."""

    skill: str
    shadow: int
    counted: float

    @property
    def difference(self) -> float:
        """Positive where the shadow rated higher."""
        return self.shadow - self.counted


@dataclass(frozen=True, slots=True)
class Shadowing:
    """``within_one``: share of skills at most one level apart; ``difference``: mean over interviews, with its 95% t interval."""

    n_interviews: int
    n_ratings: int
    within_one: Estimate
    difference: Estimate


def shadowing(interviews: Mapping[str, Sequence[Beside]]) -> Shadowing:
    """Compare by interview id. Interviews where shadow and interviewers rated no skill in common are left out."""
    rated = {name: skills for name, skills in interviews.items() if skills}
    differences = [abs(one.difference) for skills in rated.values() for one in skills]
    means = sorted(sum(one.difference for one in skills) / len(skills) for skills in rated.values())
    return Shadowing(
        len(rated), len(differences), proportion(sum(one <= 1 for one in differences), len(differences)), _mean(means)
    )


def _mean(values: Sequence[float]) -> Estimate:
    n = len(values)
    if n < FEWEST_INTERVIEWS:
        return UNKNOWN
    centre = float(np.mean(values))
    half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * float(np.std(values, ddof=1)) / math.sqrt(n)
    return estimate(centre, centre - half, centre + half)
