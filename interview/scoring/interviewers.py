"""What a calibration says about an interviewer: severity with its interval, and what is worth a conversation."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from interview.scoring.calibration import Calibration
from interview.scoring.determinism import DECIMALS
from interview.scoring.fit import CUTS
from interview.scoring.halo import FEWEST_INTERVIEWS
from interview.scoring.judgement import Z90
from interview.scoring.report import InterviewerReport
from interview.scoring.scale import fair_average

NOTABLE_SEVERITY = 0.4
"""Severity that is worth a word, in logits: about a quarter of a rating point."""
SURE_OF_SEVERITY = 0.9


def interviewer_report(name: str, calibration: Calibration) -> InterviewerReport:
    """One interviewer's severity in rating points around the average candidate; the prior for somebody without history."""
    known = calibration.position.get(name)
    severity, spread = _severity(known, calibration)
    return InterviewerReport(
        name,
        0 if known is None else calibration.ratings[known],
        0 if known is None else calibration.interviews[known],
        _points(severity, calibration),
        (_points(severity - Z90 * spread, calibration), _points(severity + Z90 * spread, calibration)),
        _rounded(severity),
        interviewer_flags(name, calibration),
    )


def interviewer_flags(name: str, calibration: Calibration) -> tuple[str, ...]:
    """``severe`` or ``lenient`` where it is all but certain and notable, ``halo`` where one level tends to fit all skills."""
    known = calibration.position.get(name)
    if known is None or calibration.interviews[known] < FEWEST_INTERVIEWS:
        return ()
    severity, spread = _severity(known, calibration)
    flags = []
    if ndtr((severity - NOTABLE_SEVERITY) / spread) >= SURE_OF_SEVERITY:
        flags.append("severe")
    if ndtr((-severity - NOTABLE_SEVERITY) / spread) >= SURE_OF_SEVERITY:
        flags.append("lenient")
    if name in calibration.halo:
        flags.append("halo")
    return tuple(flags)


def _severity(known: int | None, calibration: Calibration) -> tuple[float, float]:
    if known is None:
        return 0.0, calibration.components.severity
    at = calibration.first_interviewer + known
    return -float(calibration.mean[at]), float(np.sqrt(calibration.covariance[at, at]))


def _points(severity: float, calibration: Calibration) -> float:
    """By how many rating points an interviewer of this severity rates the average candidate below an average interviewer."""
    average = calibration.mean[CUTS]
    seen = fair_average(np.array([average, average - severity]), calibration.thresholds)
    return _rounded(float(seen[0] - seen[1]))


def _rounded(value: float) -> float:
    return round(value, DECIMALS) + 0.0
