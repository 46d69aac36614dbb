"""From ratings to a recommendation: what the ratings say, how sure that is, why, and what would settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from interview.errors import Invalid
from interview.scoring.calibration import MODEL_VERSION, Calibration, calibrate
from interview.scoring.determinism import DECIMALS, fingerprint, rounded, single_threaded
from interview.scoring.fit import CUTS
from interview.scoring.flags import candidate_flags, interviewer_flags
from interview.scoring.flips import find_flips
from interview.scoring.judgement import Z90, Yardstick, chance_above, spread_along, yardstick
from interview.scoring.next_interview import choose_skills, expected_gain
from interview.scoring.policy import OUTCOMES, Outcome, Policy
from interview.scoring.posterior import Effects, Panels, Posterior, effects_for, panels_for, posterior_of
from interview.scoring.ratings import (
    Bar,
    Floats,
    Integers,
    Rating,
    Step,
    normalised_weights,
    require_bars,
    require_one_pool,
    require_ratings,
)
from interview.scoring.reasons import reasons_for
from interview.scoring.report import (
    CandidateReport,
    Driver,
    Flag,
    Flip,
    InterviewerReport,
    LevelReport,
    ModelReport,
    NextInterview,
    Report,
    SkillReport,
)
from interview.scoring.scale import cuts, fair_average, information, points_per_logit

CHUNK_CELLS = 400_000
"""Numbers in one stack of matrices: bounds memory, and keeps it in the processor's cache."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What is the same for all candidates of one call."""

    calibration: Calibration
    effects: Effects
    bars: tuple[Bar, ...]
    role: Yardstick
    steps: tuple[tuple[str, Yardstick], ...]
    policy: Policy
    notable: dict[str, tuple[str, ...]]

    @property
    def expected_bar(self) -> float:
        return weighted_bar(self.bars)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One candidate's assessed ratings in canonical order."""

    id: str
    pool: str
    ratings: tuple[Rating, ...]

    @property
    def interviewers(self) -> tuple[str, ...]:
        return tuple(sorted({rating.interviewer for rating in self.ratings}))


def weighted_bar(bars: Sequence[Bar]) -> float:
    """The fair average at which a role's weighted bar is met, in rating points."""
    return round(float(normalised_weights(bars) @ np.array([bar.fair_average for bar in bars])), 9)  # a mean of 3.5 meets 3.5


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
    skills = tuple(sorted({bar.skill for bar in bars} | {bar.skill for step in ladder for bar in step.bars}))
    interviewers = tuple(sorted({rating.interviewer for rating in ratings}))
    request = _Request(
        calibration,
        effects_for(
            calibration,
            interviewers,
            skills,
            tuple(sorted(set(pools.values()))),
            expected_bar=weighted_bar(bars),
            evidence_only=policy.evidence_only,
        ),
        bars,
        yardstick(bars, skills, calibration.thresholds, policy),
        tuple((step.role, yardstick(step.bars, skills, calibration.thresholds, policy)) for step in ladder),
        policy,
        {name: interviewer_flags(name, calibration) for name in interviewers},
    )
    reports = [report for chunk in _chunks(ratings, pools) for report in _report_chunk(request, chunk)]
    return Report(
        tuple(sorted(reports, key=lambda report: report.id)),
        tuple(_interviewer_report(name, calibration) for name in sorted({*interviewers, *calibration.interviewers})),
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
    rows = sorted((r.candidate, r.interviewer, r.skill, r.level or 0, r.pool) for r in ratings)
    steps = sorted((asdict(step) for step in ladder), key=lambda step: str(step["role"]))
    return fingerprint([rows, [asdict(bar) for bar in bars], steps, asdict(policy)])


def _chunks(ratings: Sequence[Rating], pools: dict[str, str]) -> Iterator[list[_Candidate]]:
    """Candidates with equally many ratings, in pieces that fit the memory."""
    of_candidate: dict[str, list[Rating]] = {candidate: [] for candidate in sorted(pools)}
    for rating in ratings:
        if rating.level is not None:
            of_candidate[rating.candidate].append(rating)
    by_size: dict[int, list[_Candidate]] = defaultdict(list)
    for name, given in of_candidate.items():
        ordered = tuple(sorted(given, key=lambda rating: (rating.interviewer, rating.skill)))
        by_size[len(ordered)].append(_Candidate(name, pools[name], ordered))
    for size, candidates in sorted(by_size.items()):
        step = max(CHUNK_CELLS // (size * size + 1), 1)
        for start in range(0, len(candidates), step):
            yield candidates[start : start + step]


def _report_chunk(request: _Request, candidates: list[_Candidate]) -> list[CandidateReport]:
    level, panels = _panels(request, candidates)
    posterior = posterior_of(panels)
    variance = np.diagonal(posterior.covariance, axis1=1, axis2=2)
    role, policy, thresholds = request.role, request.policy, request.calibration.thresholds
    chance = role.chance(posterior.mean, posterior.covariance)
    codes = policy.outcome_codes(chance, role.floor_chance(posterior.mean, variance))
    drivers = _drivers(panels, posterior, candidates, role, chance)
    flips = find_flips(panels, posterior, level, thresholds=thresholds, yardstick=role, policy=policy, codes=codes)
    upcoming = _upcoming(request, candidates, posterior, chance)
    centre, spread = posterior.mean @ role.weights, spread_along(posterior.covariance, role.weights)
    overall = _points(centre, spread, thresholds)
    own = _points(posterior.mean, np.sqrt(variance), thresholds)
    skill_chance = chance_above(posterior.mean - role.bars, np.sqrt(variance))
    step_chances = [(name, step.chance(posterior.mean, posterior.covariance)) for name, step in request.steps]
    reports = []
    for index, candidate in enumerate(candidates):
        missing = _missing_evidence(candidate, request)
        assessed = bool(candidate.ratings)
        skills = _skill_reports(request, candidate, [points[index] for points in own], skill_chance[index])
        outcome = Outcome.GATHER_MORE_EVIDENCE if missing else OUTCOMES[int(codes[index])]
        levels = tuple(LevelReport(name, float(chances[index])) for name, chances in step_chances) if assessed else ()
        raw_mean = _mean([rating.level or 0 for rating in candidate.ratings])
        report = CandidateReport(
            id=candidate.id,
            pool=candidate.pool,
            outcome=outcome,
            p_meets_bar=float(chance[index]) if assessed else None,
            estimate=float(overall[0][index]) if assessed else None,
            interval=(float(overall[1][index]), float(overall[2][index])) if assessed else None,
            bar=request.expected_bar,
            raw_mean=raw_mean,
            n_ratings=len(candidate.ratings),
            n_interviews=len(candidate.interviewers),
            votes_for=_votes_for(candidate, request.bars),
            adjusted=raw_mean is not None and (raw_mean >= request.expected_bar) != bool(chance[index] >= 0.5),
            levels=levels,
            skills=skills,
            drivers=drivers[index],
            reasons=(),
            flags=(
                *missing,
                *candidate_flags(candidate.ratings, candidate.pool, request.calibration, request.notable),
            ),
            flips=()
            if missing
            else tuple(
                Flip(
                    candidate.ratings[row].interviewer,
                    candidate.ratings[row].skill,
                    int(level[index, row]),
                    to_level,
                    OUTCOMES[code],
                )
                for row, to_level, code in flips[index]
            ),
            next_interview=upcoming[index],
        )
        reports.append(reasons_for(report, request.policy))
    return reports


def _panels(request: _Request, candidates: list[_Candidate]) -> tuple[Integers, Panels]:
    effects = request.effects
    interviewer_at = {name: index for index, name in enumerate(effects.interviewers)}
    skill_at = {name: index for index, name in enumerate(effects.skills)}
    pool_at = {name: index for index, name in enumerate(effects.pools)}
    shape = (len(candidates), len(candidates[0].ratings))

    def column(values: Iterable[int]) -> Integers:
        return np.array(list(values), dtype=np.int64).reshape(shape)

    level = column(rating.level or 0 for candidate in candidates for rating in candidate.ratings)
    lower, upper = cuts(level, request.calibration.thresholds)
    panels = panels_for(
        request.calibration,
        effects,
        np.array([pool_at[candidate.pool] for candidate in candidates]),
        column(interviewer_at[rating.interviewer] for candidate in candidates for rating in candidate.ratings),
        column(skill_at[rating.skill] for candidate in candidates for rating in candidate.ratings),
        lower=lower,
        upper=upper,
    )
    return level, panels


def _points(centre: Floats, spread: Floats, thresholds: Floats) -> tuple[Floats, Floats, Floats]:
    """Estimate and 90% interval in rating points."""
    return (
        rounded(fair_average(centre, thresholds)),
        rounded(fair_average(centre - Z90 * spread, thresholds)),
        rounded(fair_average(centre + Z90 * spread, thresholds)),
    )


def _drivers(
    panels: Panels, posterior: Posterior, candidates: list[_Candidate], role: Yardstick, chance: Floats
) -> list[tuple[Driver, ...]]:
    """For each interview the chance without it: the whole posterior again, with that interview's ratings taken out."""
    cases = [(index, name) for index, candidate in enumerate(candidates) for name in candidate.interviewers]
    drivers: list[list[Driver]] = [[] for _ in candidates]
    step = max(CHUNK_CELLS // (panels.mean.shape[1] ** 2 + 1), 1)
    for start in range(0, len(cases), step):
        piece = cases[start : start + step]
        index = np.array([case for case, _ in piece])
        left_out = np.array([[rating.interviewer == name for rating in candidates[case].ratings] for case, name in piece])
        trial = panels.take(index)
        trial = trial.with_cuts(np.where(left_out, -np.inf, trial.lower), np.where(left_out, np.inf, trial.upper))
        without = posterior_of(trial, posterior.dual[index])
        chances = role.chance(without.mean, without.covariance)
        for (case, name), gone, n in zip(piece, chances.tolist(), left_out.sum(axis=1).tolist(), strict=True):
            drivers[case].append(Driver(name, n, gone, _round(float(chance[case]) - gone)))
    return [tuple(found) for found in drivers]


def _upcoming(
    request: _Request, candidates: list[_Candidate], posterior: Posterior, chance: Floats
) -> list[NextInterview | None]:
    """The next interview where one is worth having: minimum evidence is missing, or the chance lies between the stop marks."""
    policy, role, skills = request.policy, request.role, request.effects.skills
    components = request.calibration.components
    centre, spread = role.margin(posterior.mean, posterior.covariance)
    noise = 1 / information(posterior.mean, request.calibration.thresholds)
    shared_noise = np.full(len(candidates), components.impression**2 + components.severity**2)
    short = np.array([[skill in _short_of_ratings(candidate, request) for skill in skills] for candidate in candidates])
    chosen, removed = choose_skills(
        posterior.covariance, role.weights, noise, shared_noise, first=short, size=policy.skills_per_interview
    )
    gains = rounded(expected_gain(centre, spread, removed))
    upcoming: list[NextInterview | None] = []
    for index, candidate in enumerate(candidates):
        guarded = short[index].any() or len(candidate.interviewers) < policy.min_interviews
        open_question = policy.stop_low < chance[index] < policy.stop_high
        if guarded or (open_question and len(candidate.interviewers) < policy.max_interviews):
            upcoming.append(NextInterview(tuple(skills[skill] for skill in chosen[index]), float(gains[index])))
        else:
            upcoming.append(None)
    return upcoming


def _short_of_ratings(candidate: _Candidate, request: _Request) -> dict[str, int]:
    """Must-have skills with too few independent ratings, and how many they have."""
    seen: dict[str, set[str]] = {bar.skill: set() for bar in request.bars if bar.must_have}
    for rating in candidate.ratings:
        if rating.skill in seen:
            seen[rating.skill].add(rating.interviewer)
    return {skill: len(names) for skill, names in seen.items() if len(names) < request.policy.must_have_ratings}


def _missing_evidence(candidate: _Candidate, request: _Request) -> list[Flag]:
    """Why the minimum evidence is not there yet; empty when it is."""
    policy, flags = request.policy, []
    n = len(candidate.interviewers)
    if n < policy.min_interviews:
        flags.append(Flag("insufficient_evidence", f"{_count(n, 'interview')} of at least {policy.min_interviews} has ratings."))
    for skill, n_ratings in _short_of_ratings(candidate, request).items():
        flags.append(
            Flag(
                "missing_must_have",
                f"{skill} is a must-have with {_count(n_ratings, 'rating')}; it needs {policy.must_have_ratings} by different "
                "interviewers.",
            )
        )
    return flags


def _count(n: int, noun: str) -> str:
    return f"{n or 'no'} {noun}{'' if n == 1 else 's'}"


def _skill_reports(request: _Request, candidate: _Candidate, points: Sequence[Floats], chance: Floats) -> tuple[SkillReport, ...]:
    levels: dict[str, list[int]] = {bar.skill: [] for bar in request.bars}
    for rating in candidate.ratings:
        levels[rating.skill].append(rating.level or 0)
    weights = normalised_weights(request.bars)
    reports = []
    for bar, weight in zip(request.bars, weights.tolist(), strict=True):
        at, given = request.effects.skills.index(bar.skill), levels[bar.skill]
        estimate, low, high = (float(values[at]) for values in points)
        reports.append(
            SkillReport(
                id=bar.skill,
                n=len(given),
                raw_mean=_mean(given),
                estimate=estimate if given else None,
                interval=(low, high) if given else None,
                bar=bar.bar,
                p_meets_bar=float(chance[at]) if given else None,
                must_have=bar.must_have,
                weight=_round(weight),
            )
        )
    return tuple(reports)


def _mean(levels: Sequence[int]) -> float | None:
    return _round(sum(levels) / len(levels)) if levels else None


def _votes_for(candidate: _Candidate, bars: Sequence[Bar]) -> int:
    """Interviews whose own ratings meet the bars on average."""
    bar_of = {bar.skill: bar.fair_average for bar in bars}
    margin: dict[str, float] = defaultdict(float)
    for rating in candidate.ratings:
        margin[rating.interviewer] += (rating.level or 0) - bar_of[rating.skill]
    return sum(value >= 0 for value in margin.values())


def _interviewer_report(name: str, calibration: Calibration) -> InterviewerReport:
    slope = float(points_per_logit(calibration.mean[CUTS], calibration.thresholds))
    if name in calibration.interviewers:
        index = calibration.interviewers.index(name)
        at = calibration.first_interviewer + index
        severity, spread = -float(calibration.mean[at]), float(np.sqrt(calibration.covariance[at, at]))
        n, n_interviews = calibration.ratings[index], calibration.interviews[index]
    else:
        severity, spread, n, n_interviews = 0.0, calibration.components.severity, 0, 0
    return InterviewerReport(
        name,
        n,
        n_interviews,
        _round(severity * slope),
        (_round((severity - Z90 * spread) * slope), _round((severity + Z90 * spread) * slope)),
        _round(severity),
        interviewer_flags(name, calibration),
    )


def _round(value: float) -> float:
    return round(value, DECIMALS) + 0.0
