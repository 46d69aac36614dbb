"""Drift: whether somebody has come to rate higher or lower than before, against colleagues who saw the same candidates."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import stdtrit

from interview.scoring.agreement_table import AgreementTable
from interview.scoring.estimate import CONFIDENCE, UNKNOWN, Estimate, estimate

FEWEST_EACH = 10
"""Candidates in each half below which nothing is said."""


def differences_from_others(table: AgreementTable, interviewer: str) -> dict[str, float]:
    """By candidate: the interviewer's mean difference from the mean of all others on the same skills; shared ones only."""
    if interviewer not in table.interviewers:
        return {}
    own = table.interviewer == table.interviewers.index(interviewer)
    total = np.bincount(table.unit, table.value)
    shared = own & (table.sizes[table.unit] > 1)
    unit, value = table.unit[shared], table.value[shared]
    others = (total[unit] - value) / (table.sizes[unit] - 1)
    by_candidate: dict[str, list[float]] = {}
    for index, difference in zip(unit.tolist(), (value - others).tolist(), strict=True):
        by_candidate.setdefault(table.units[index][1], []).append(difference)
    return {candidate: sum(found) / len(found) for candidate, found in by_candidate.items()}


def drift(differences: Sequence[float]) -> Estimate:
    """Mean of the later half less the mean of the earlier half of ``differences`` (one a candidate, in order of time).

    95% interval of Welch (1947, Biometrika 34:28-35); positive: more lenient than before. Unknown below ten in each half.
    """
    cut = len(differences) // 2
    if cut < FEWEST_EACH:
        return UNKNOWN
    early, late = np.array(differences[:cut]), np.array(differences[cut:])
    parts = [half.var(ddof=1) / len(half) for half in (early, late)]
    change = float(late.mean() - early.mean())
    error = math.sqrt(sum(parts))
    if error < 1e-12:
        return estimate(change, change, change)
    freedom = sum(parts) ** 2 / sum(part**2 / (len(half) - 1) for part, half in zip(parts, (early, late), strict=True))
    reach = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * error
    return estimate(change, change - reach, change + reach)
