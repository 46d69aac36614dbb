"""Do the intervals hold on an organisation's own ratings? Leave one interview out, predict it from the others, look.

Real interviewers have habits that no model holds, so the promise "90%" is checked where it is used. The prediction of an
interview's mean level has a mean and a variance from the posterior (abilities, the interviewer's severity and impression, and the
scatter of single ratings); its interval should hold nine in ten interviews.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from interview.scoring.calibration import Calibration
from interview.scoring.chunk import CELLS, panels_of
from interview.scoring.determinism import DECIMALS, single_threaded
from interview.scoring.evidence import Candidate, candidates_of
from interview.scoring.judgement import Z90
from interview.scoring.posterior import Panels, effects_for, posterior_of
from interview.scoring.ratings import Floats, Rating, require_one_pool, require_ratings
from interview.scoring.scale import fair_average, points_per_logit, rating_variance


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """How predictions of left-out interviews did; ``None`` without an interview to leave out.

    ``covered``: share of the ``n`` interviews whose mean level lay within its 90% interval, with its standard error. ``error``
    and ``error_of_mean``: root mean square error of the prediction, and of the plain mean of the candidate's other ratings.
    """

    n: int
    covered: float | None
    standard_error: float | None
    error: float | None
    error_of_mean: float | None

    @property
    def trustworthy(self) -> bool | None:
        """Whether the share is within two standard errors of nine in ten, or above; ``None`` with fewer than 50 interviews."""
        if self.n < 50 or self.covered is None:
            return None
        return self.covered >= 0.9 - 2 * float(np.sqrt(0.9 * 0.1 / self.n))


@single_threaded
def self_check(ratings: Iterable[Rating], calibration: Calibration) -> SelfCheck:
    """Leave out each interview of every candidate with at least three.

    The calibration may have been made from the same ratings: severity then knows the interview, ability does not. Raises
    :class:`Invalid` for ratings that can't be scored.
    """
    ratings = list(ratings)
    require_ratings(ratings)
    pools = require_one_pool(ratings)
    effects = effects_for(
        calibration,
        tuple(sorted({rating.interviewer for rating in ratings})),
        tuple(sorted({rating.skill for rating in ratings})),
        tuple(sorted(set(pools.values()))),
        expected_bar=3.0,
        evidence_only=False,
    )
    found: list[Floats] = []
    for group in candidates_of(ratings, pools):
        candidates = [candidate for candidate in group if len(candidate.interviewers) > 2]
        step = max(CELLS // (4 * len(group[0].ratings) ** 2 + 1), 1)
        for start in range(0, len(candidates), step):
            piece = tuple(candidates[start : start + step])
            found.append(_predictions(piece, panels_of(calibration, effects, piece)[1], calibration.thresholds))
    if not found:
        return SelfCheck(0, None, None, None, None)
    surprise, miss, miss_of_mean = np.concatenate(found, axis=1)
    n = len(surprise)
    covered = float((np.abs(surprise) <= Z90).mean())
    return SelfCheck(
        n,
        round(covered, DECIMALS),
        round(float(np.sqrt(covered * (1 - covered) / n)), DECIMALS),
        round(float(np.sqrt((miss**2).mean())), DECIMALS),
        round(float(np.sqrt((miss_of_mean**2).mean())), DECIMALS),
    )


def _predictions(candidates: tuple[Candidate, ...], panels: Panels, thresholds: Floats) -> Floats:
    """Per left-out interview: standardised surprise, miss of the prediction, miss of the others' mean (3, cases)."""
    cases = [(index, name) for index, candidate in enumerate(candidates) for name in candidate.interviewers]
    index = np.array([case for case, _ in cases])
    out = np.array([[rating.interviewer == name for rating in candidates[case].ratings] for case, name in cases])
    level = np.array([candidates[case].levels for case, _ in cases], dtype=np.float64)
    rows = replace(panels, target_prior=panels.prior, target_mean=panels.mean, between=panels.prior).take(index)
    rows = rows.with_cuts(np.where(out, -np.inf, rows.lower), np.where(out, np.inf, rows.upper))
    posterior = posterior_of(rows)
    share = out / out.sum(axis=1, keepdims=True)
    spread = np.sqrt(np.diagonal(posterior.covariance, axis1=1, axis2=2))
    nodes, weights = np.polynomial.hermite_e.hermegauss(9)
    weights = weights / weights.sum()
    eta = posterior.mean[..., None] + spread[..., None] * nodes
    expected = fair_average(eta, thresholds) @ weights
    slope = points_per_logit(eta, thresholds) @ weights * share
    scatter = rating_variance(eta, thresholds) @ weights
    variance = np.einsum("ci,cij,cj->c", slope, posterior.covariance, slope) + (share**2 * scatter).sum(axis=1)
    miss = (share * (level - expected)).sum(axis=1)
    others = np.where(out, 0.0, level).sum(axis=1) / (~out).sum(axis=1)
    return np.stack([miss / np.sqrt(variance), miss, (share * level).sum(axis=1) - others])
