"""Halo: an interviewer who gives one level to all skills of a candidate."""

from __future__ import annotations

import numpy as np
from scipy.special import fdtr

from interview.scoring.ratings import Table

FEWEST_INTERVIEWS = 5
"""Interviews below which nothing is said about an interviewer."""
HALO_RATIO = 0.5
HALO_P = 0.01


def halo_interviewers(table: Table) -> tuple[str, ...]:
    """Interviewers whose levels within an interview spread less than half as much as everybody else's (F test, p < .01)."""
    if not len(table):
        return ()
    level = table.level.astype(float)
    skill_mean = np.bincount(table.skill, level) / np.bincount(table.skill)
    deviation = level - skill_mean[table.skill]
    _, interview = np.unique(table.candidate * len(table.interviewers) + table.interviewer, return_inverse=True)
    within = deviation - (np.bincount(interview, deviation) / np.bincount(interview))[interview]
    squares = np.bincount(table.interviewer, within**2)
    interviews = np.bincount(table.interviewer, 1 / np.bincount(interview)[interview])
    freedom = np.bincount(table.interviewer) - np.round(interviews)
    others, others_freedom = squares.sum() - squares, freedom.sum() - freedom
    testable = (interviews >= FEWEST_INTERVIEWS - 0.5) & (freedom > 0) & (others_freedom > 0) & (others > 0)
    found = []
    for index in np.flatnonzero(testable).tolist():
        ratio = (squares[index] / freedom[index]) / (others[index] / others_freedom[index])
        if ratio < HALO_RATIO and fdtr(freedom[index], others_freedom[index], ratio) < HALO_P:
            found.append(table.interviewers[index])
    return tuple(found)
