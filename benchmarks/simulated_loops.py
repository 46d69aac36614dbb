"""Made-up interview loops whose truth is known: what recommendations are judged by.

The world is wider than the scoring model: interviewers may use the scale with slopes and thresholds of their own, teams may never
share an interviewer, and pools may differ in strength.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtri

from interview.scoring.calibration import Calibration
from interview.scoring.policy import Outcome, Policy
from interview.scoring.ratings import Bar, Rating, Step
from interview.scoring.recommendation import recommend
from interview.scoring.report import CandidateReport
from interview.scoring.scale import ability_at, fair_average, symmetric_thresholds

Floats = npt.NDArray[np.float64]
BAR = 4
MET_AT = BAR - 0.5


@dataclass(frozen=True)
class World:
    """How candidates and interviewers are; standard deviations in logits.

    ``base_rate`` is the share of candidates who meet the bar.

    ``slope`` and ``threshold`` make interviewers differ in ways the model does not know; ``teams`` share neither interviewers nor
    candidates, and their candidates' means differ by ``pool``.
    """

    candidate: float = 1.2
    skill: float = 0.6
    impression: float = 0.6
    severity: float = 0.5
    interviewers: int = 60
    skills: int = 5
    interviews: int = 5
    skills_per_interview: int = 3
    base_rate: float = 0.3
    gap: float = 1.5
    slope: float = 0.0
    threshold: float = 0.0
    teams: int = 1
    pool: float = 0.0

    @property
    def thresholds(self) -> Floats:
        """The average interviewer's cuts."""
        return symmetric_thresholds(self.gap)

    @property
    def bars(self) -> list[Bar]:
        """The same bar on every skill."""
        return [Bar(f"s{skill}", BAR) for skill in range(self.skills)]


@dataclass(frozen=True)
class People:
    """The interviewers of a world, and the mean of each team's candidates."""

    severity: Floats
    slope: Floats
    thresholds: Floats
    pool_mean: Floats

    @classmethod
    def of(cls, world: World, seed: int) -> People:
        """Drawn once a world; candidates come and go. Severity is centred: the average interviewer is the average of these."""
        random = np.random.default_rng([seed, 0])
        margin = np.sqrt(world.candidate**2 + world.skill**2 / world.skills + world.pool**2)
        mean = ability_at(MET_AT, world.thresholds) + ndtri(world.base_rate) * margin
        thresholds = world.thresholds + random.normal(0, 1, (world.interviewers, 4)) * world.threshold
        severity = random.normal(0, 1, world.interviewers) * world.severity
        return cls(
            severity - severity.mean(),
            np.exp(random.normal(0, 1, world.interviewers) * world.slope),
            np.sort(thresholds, axis=1),
            mean + random.normal(0, 1, world.teams) * world.pool,
        )


@dataclass(frozen=True)
class Loops:
    """Ratings, and the truth by candidate: fair average per skill and overall, and whether the bar is met."""

    ratings: list[Rating]
    names: tuple[str, ...]
    ability: Floats
    world: World

    @property
    def meets(self) -> npt.NDArray[np.bool_]:
        """Whether the mean ability over all skills meets the bar."""
        return np.asarray(self.ability.mean(axis=1) >= ability_at(MET_AT, self.world.thresholds))

    @property
    def overall(self) -> Floats:
        """Fair average of the mean ability."""
        return fair_average(self.ability.mean(axis=1), self.world.thresholds)

    @property
    def by_skill(self) -> Floats:
        """Fair average per candidate and skill."""
        return fair_average(self.ability, self.world.thresholds)

    def first(self, interviews: Sequence[int]) -> list[Rating]:
        """The ratings of each candidate's first so many interviews."""
        allowed = dict(zip(self.names, interviews, strict=True))
        seen: dict[str, list[str]] = {name: [] for name in self.names}
        kept = []
        for rating in self.ratings:
            met = seen[rating.candidate]
            if rating.interviewer not in met:
                met.append(rating.interviewer)
            if met.index(rating.interviewer) < allowed[rating.candidate]:
                kept.append(rating)
        return kept


def simulate(world: World, people: People, candidates: int, seed: int, prefix: str = "c") -> Loops:
    """Loops of so many candidates: interviewers and skills drawn at random, each interviewer once."""
    random = np.random.default_rng([seed, 1])
    team = random.integers(world.teams, size=candidates)
    ability = (
        people.pool_mean[team][:, None]
        + random.normal(0, world.candidate, (candidates, 1))
        + random.normal(0, world.skill, (candidates, world.skills))
    )
    per_team = world.interviewers // world.teams
    shape = (candidates, world.interviews, world.skills_per_interview)
    panel = random.random((candidates, per_team)).argsort(axis=1)[:, : world.interviews] + team[:, None] * per_team
    skill = random.random((candidates, world.interviews, world.skills)).argsort(axis=2)[:, :, : world.skills_per_interview]
    impression = random.normal(0, world.impression, (candidates, world.interviews))
    eta = np.take_along_axis(np.broadcast_to(ability[:, None, :], (*shape[:2], world.skills)), skill, axis=2)
    eta = people.slope[panel][..., None] * (eta + (impression - people.severity[panel])[..., None])
    level = 1 + (random.random(shape)[..., None] < expit(eta[..., None] - people.thresholds[panel][:, :, None, :])).sum(-1)
    names = tuple(f"{prefix}{index:05d}" for index in range(candidates))
    pools = [f"team{index}" if world.teams > 1 else "" for index in range(world.teams)]
    ratings = [
        Rating(names[c], f"r{panel[c, j]:03d}", f"s{skill[c, j, k]}", int(level[c, j, k]), pools[team[c]])
        for c, j, k in np.ndindex(shape)
    ]
    return Loops(ratings, names, ability, world)


@dataclass(frozen=True)
class Measured:
    """Shares of wrong decisions, coverage of 90% intervals, errors in rating points, calibration of the stated chances."""

    n: int
    model: float
    mean: float
    majority: float
    rmse_model: float
    rmse_mean: float
    coverage: float
    skill_coverage: float
    brier: float
    ece: float
    strong_wrong: float
    hire_right: float

    @property
    def saved(self) -> float:
        """Wrong decisions avoided, as a share of the mean's."""
        return 1 - self.model / self.mean


def measure(loops: Loops, reports: Sequence[CandidateReport]) -> Measured:
    """Judge reports (one a candidate, in the order of names) by the truth."""
    meets, overall, by_skill = loops.meets, loops.overall, loops.by_skill
    chance = np.array([report.p_meets_bar for report in reports], dtype=float)
    raw = np.array([report.raw_mean for report in reports], dtype=float)
    estimate = np.array([report.estimate for report in reports], dtype=float)
    low, high = np.array([report.interval for report in reports], dtype=float).T
    majority = np.array([2 * report.votes_for > report.n_interviews for report in reports])
    outcome = np.array([report.outcome for report in reports])
    covered = [
        skill.interval[0] <= by_skill[index, int(skill.id[1:])] <= skill.interval[1]
        for index, report in enumerate(reports)
        for skill in report.skills
        if skill.interval is not None
    ]
    strong = np.isin(outcome, [Outcome.STRONG_HIRE, Outcome.STRONG_NO_HIRE])
    hire = outcome == Outcome.HIRE
    return Measured(
        n=len(reports),
        model=float(((chance >= 0.5) != meets).mean()),
        mean=float(((raw >= MET_AT) != meets).mean()),
        majority=float((majority != meets).mean()),
        rmse_model=float(np.sqrt(((estimate - overall) ** 2).mean())),
        rmse_mean=float(np.sqrt(((raw - overall) ** 2).mean())),
        coverage=float(((low <= overall) & (overall <= high)).mean()),
        skill_coverage=float(np.mean(covered)),
        brier=float(((chance - meets) ** 2).mean()),
        ece=_calibration_error(chance, meets),
        strong_wrong=float(((outcome == Outcome.STRONG_HIRE) != meets)[strong].mean()) if strong.any() else 0.0,
        hire_right=float(meets[hire].mean()) if hire.any() else 1.0,
    )


def _calibration_error(chance: Floats, meets: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error over ten equal bins of the stated chance."""
    bins = np.minimum((chance * 10).astype(int), 9)
    gaps = np.abs(np.bincount(bins, chance - meets, minlength=10))
    return float(gaps.sum() / len(chance))


def score(loops: Loops, calibration: Calibration | None = None, policy: Policy | None = None) -> Measured:
    """Recommend for all candidates of the loops and judge the result."""
    return measure(loops, recommend(loops.ratings, loops.world.bars, calibration=calibration, policy=policy).candidates)


def adaptive(
    loops: Loops, calibration: Calibration | None, policy: Policy, start: int = 2
) -> tuple[float, tuple[CandidateReport, ...]]:
    """Let the policy decide after each interview whether another is held; returns mean interviews held and the last reports."""
    held = np.full(len(loops.names), start)
    while True:
        reports = recommend(loops.first(held.tolist()), loops.world.bars, calibration=calibration, policy=policy).candidates
        more = np.array([report.next_interview is not None for report in reports])
        if not more.any():
            return float(held.mean()), reports
        held = held + more


def placement_error(loops: Loops, calibration: Calibration | None, bars: Sequence[int]) -> list[tuple[int, float, float]]:
    """For each of several bars: the bar, calibration error of the stated chances, and share of wrong calls at one half."""
    steps = [Step(str(bar), tuple(replace(own, bar=bar) for own in loops.world.bars)) for bar in bars]
    reports = recommend(loops.ratings, loops.world.bars, calibration=calibration, ladder=steps).candidates
    rows = []
    for index, bar in enumerate(bars):
        chance = np.array([report.levels[index].p_meets_bar for report in reports])
        meets = loops.ability.mean(axis=1) >= ability_at(bar - 0.5, loops.world.thresholds)
        rows.append((bar, _calibration_error(chance, meets), float(((chance >= 0.5) != meets).mean())))
    return rows


def with_halo(ratings: Sequence[Rating], interviewers: set[str]) -> list[Rating]:
    """The ratings, but these interviewers give the level of their first skill to all skills of a candidate."""
    first: dict[tuple[str, str], int | None] = {}
    return [
        replace(rating, level=first.setdefault((rating.candidate, rating.interviewer), rating.level))
        if rating.interviewer in interviewers
        else rating
        for rating in ratings
    ]
