"""From ratings to a recommendation: what the ratings say, how sure that is, why, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from interview.errors import Invalid
from interview.scoring.calibration import MODEL_VERSION, Calibration, calibrate
from interview.scoring.chunk import Chunk, Terms, chunks_of, terms_of
from interview.scoring.determinism import DECIMALS, fingerprint, rounded, single_threaded
from interview.scoring.drivers import drivers_of
from interview.scoring.evidence import Candidate, candidates_of, margins, missing_evidence, votes_for
from interview.scoring.flags import candidate_flags
from interview.scoring.flips import flips_of
from interview.scoring.interviewers import interviewer_flags, interviewer_report
from interview.scoring.judgement import Z90, chance_above, spread_along
from interview.scoring.next_interview import next_interviews
from interview.scoring.outliers import outliers_of
from interview.scoring.policy import OUTCOMES, Outcome, Policy
from interview.scoring.ratings import (
    Bar,
    Floats,
    Rating,
    Step,
    normalised_weights,
    require_bars,
    require_one_pool,
    require_ratings,
    weighted_bar,
)
from interview.scoring.reasons import reasons_for
from interview.scoring.report import CandidateReport, LevelReport, ModelReport, Report, SkillReport
from interview.scoring.scale import fair_average


@single_threaded
def recommend(
    ratings: Iterable[Rating],
    bars: Sequence[Bar],
    *,
    calibration: Calibration | None = None,
    ladder: Sequence[Step] = (),
    policy: Policy | None = None,
) -> Report:
    """A recommendation for every candidate among the ratings, each from their own ratings and the calibration alone.

    ``calibration`` defaults to the one without any history; ``ladder`` adds the chance of meeting the bars of other roles. The
    order of ratings, bars and candidates never matters. Raises :class:`Invalid` for ratings off the scale, given twice, on a
    skill without a bar, or for a candidate in two pools.
    """
    ratings, bars, policy = list(ratings), tuple(sorted(bars, key=lambda bar: bar.skill)), policy or Policy()
    require_bars(bars)
    for step in ladder:
        require_bars(step.bars)
    require_ratings(ratings)
    _require_known_skills(ratings, bars)
    pools = require_one_pool(ratings)
    calibration = calibration or calibrate((), expected_bar=weighted_bar(bars))
    interviewers = {rating.interviewer for rating in ratings}
    terms = terms_of(calibration, bars, ladder, policy, interviewers=interviewers, pools=pools.values())
    notable = {name: interviewer_flags(name, calibration) for name in interviewers}
    reports = [
        report
        for group in candidates_of(ratings, pools)
        for chunk in chunks_of(terms, group)
        for report in _reports(terms, chunk, notable)
    ]
    return Report(
        tuple(sorted(reports, key=lambda report: report.id)),
        tuple(interviewer_report(name, calibration) for name in sorted({*interviewers, *calibration.interviewers})),
        ModelReport(
            MODEL_VERSION,
            calibration.snapshot,
            sum(calibration.ratings),
            _input_hash(ratings, bars, ladder, policy),
            asdict(policy),
        ),
    )


def _require_known_skills(ratings: Sequence[Rating], bars: Sequence[Bar]) -> None:
    known = {bar.skill for bar in bars}
    unknown = sorted({rating.skill for rating in ratings} - known)
    if unknown:
        raise Invalid(f"there are ratings on {', '.join(unknown)}, which the role has no bar for; add a bar or leave them out")


def _input_hash(ratings: Sequence[Rating], bars: Sequence[Bar], ladder: Sequence[Step], policy: Policy) -> str:
    rows = sorted(
        (r.candidate, r.interviewer, r.skill, r.level or 0, r.pool, r.edited_after_reveal, r.rubric_version or 0) for r in ratings
    )
    steps = sorted((asdict(step) for step in ladder), key=lambda step: str(step["role"]))
    return fingerprint([rows, [asdict(bar) for bar in bars], steps, asdict(policy)])


@dataclass(frozen=True, slots=True)
class _Points:
    """Estimates and 90% intervals in rating points."""

    estimate: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, centre: Floats, spread: Floats, thresholds: Floats) -> _Points:
        return cls(*(rounded(fair_average(centre + step * spread, thresholds)) for step in (0.0, -Z90, Z90)))


def _reports(terms: Terms, chunk: Chunk, notable: dict[str, tuple[str, ...]]) -> list[CandidateReport]:
    posterior, role, bar = chunk.posterior, terms.role, weighted_bar(terms.bars)
    spread = np.sqrt(np.diagonal(posterior.covariance, axis1=1, axis2=2))
    overall = _Points.of(posterior.mean @ role.weights, spread_along(posterior.covariance, role.weights), terms.thresholds)
    by_skill = _Points.of(posterior.mean, spread, terms.thresholds)
    skill_chance = chance_above(posterior.mean - role.bars, spread)
    step_chances = [(name, step.chance(posterior.mean, posterior.covariance)) for name, step in terms.steps]
    drivers, flips, upcoming = drivers_of(terms, chunk), flips_of(terms, chunk), next_interviews(terms, chunk)
    outliers = outliers_of(terms, chunk)
    reports = []
    for index, candidate in enumerate(chunk.candidates):
        missing = missing_evidence(candidate, terms.bars, terms.policy)
        chance, assessed = float(chunk.chance[index]), bool(candidate.ratings)
        report = CandidateReport(
            id=candidate.id,
            pool=candidate.pool,
            outcome=Outcome.GATHER_MORE_EVIDENCE if missing else OUTCOMES[int(chunk.codes[index])],
            p_meets_bar=chance if assessed else None,
            estimate=float(overall.estimate[index]) if assessed else None,
            interval=(float(overall.low[index]), float(overall.high[index])) if assessed else None,
            bar=bar,
            raw_mean=_mean(candidate.levels),
            n_ratings=len(candidate.ratings),
            n_interviews=len(candidate.interviewers),
            votes_for=votes_for(candidate, terms.bars),
            adjusted=assessed and (sum(margins(candidate, terms.bars)) >= 0) != (chance >= 0.5),
            levels=tuple(LevelReport(name, float(chances[index])) for name, chances in step_chances) if assessed else (),
            skills=_skills(terms, candidate, by_skill, skill_chance, index),
            drivers=drivers[index],
            reasons=(),
            flags=(*missing, *candidate_flags(candidate, terms.calibration, notable=notable, outliers=outliers[index])),
            flips=() if missing else flips[index],
            next_interview=upcoming[index],
        )
        reports.append(reasons_for(report, terms.policy))
    return reports


def _skills(terms: Terms, candidate: Candidate, points: _Points, chance: Floats, index: int) -> tuple[SkillReport, ...]:
    weights = normalised_weights(terms.bars)
    reports = []
    for bar, weight in zip(terms.bars, weights.tolist(), strict=True):
        at, given = terms.effects.skills.index(bar.skill), candidate.levels_on(bar.skill)
        reports.append(
            SkillReport(
                id=bar.skill,
                n=len(given),
                raw_mean=_mean(given),
                estimate=float(points.estimate[index, at]) if given else None,
                interval=(float(points.low[index, at]), float(points.high[index, at])) if given else None,
                bar=bar.bar,
                p_meets_bar=float(chance[index, at]) if given else None,
                must_have=bar.must_have,
                weight=round(weight, DECIMALS),
            )
        )
    return tuple(reports)


def _mean(levels: Sequence[int]) -> float | None:
    return round(sum(levels) / len(levels), DECIMALS) if levels else None
