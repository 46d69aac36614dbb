"""Made-up loops by other rules than the scoring model's, as files for the command line: what outside judges may try.

Candidates, interviewers and panels differ from one another in the ways that the fields of :class:`OtherWorld` name; the truth is
what an average interviewer would give on average.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr, ndtri

from interview.scoring.scale import fair_average, symmetric_thresholds

Floats = npt.NDArray[np.float64]
Row = tuple[str, str, str, str, str]
"""Candidate, interviewer, skill, rating (empty: not assessed), pool."""


@dataclass(frozen=True)
class OtherWorld:
    """Standard deviations in logits. ``tails``: how impressions and severities are distributed. ``rounded``: levels are a rounded
    Gaussian number instead of a cumulative logit. ``copied``: chance that a rating copies the interview's first. ``sought``:
    severe interviewers are given the stronger candidates. ``uneven``: a few people hold most interviews."""

    candidate: float = 1.2
    skill: float = 0.6
    impression: float = 0.6
    severity: float = 0.5
    interviewers: int = 60
    skills: int = 5
    interviews: tuple[int, int] = (5, 5)
    rated: tuple[int, int] = (3, 3)
    meeting: float = 0.3
    stretch: float = 1.0
    slope: float = 0.0
    threshold: float = 0.0
    habit: float = 0.0
    pools: int = 1
    pool: float = 0.0
    separate: bool = False
    bars: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()
    tails: Literal["normal", "heavy", "skewed"] = "normal"
    rounded: bool = False
    copied: float = 0.0
    missing: float = 0.0
    specialists: bool = False
    sought: float = 0.0
    uneven: bool = False


class Company:
    """The interviewers, bars and pools of a world, drawn once from a seed."""

    def __init__(self, world: OtherWorld, seed: int) -> None:
        self.world, self.seed = world, seed
        random = np.random.default_rng([seed, 77])
        self.thresholds = symmetric_thresholds(1.5) * world.stretch
        self.bars = np.array(world.bars or (4,) * world.skills)
        weights = np.array(world.weights or (1.0,) * world.skills)
        self.weights = weights / weights.sum()
        grid = np.linspace(-15, 15, 30001)
        self.cut = float(self.weights @ np.interp(self.bars - 0.5, self.curve(grid), grid))
        spread = np.sqrt(world.candidate**2 + world.skill**2 * (self.weights**2).sum() + world.pool**2)
        self.mean = self.cut + ndtri(world.meeting) * spread
        severity = _draw(random, world.tails, (world.interviewers,)) * world.severity
        self.severity = severity - severity.mean()
        self.slope = np.exp(random.normal(size=world.interviewers) * world.slope - world.slope**2 / 2)
        self.own = np.sort(self.thresholds + random.normal(size=(world.interviewers, 4)) * world.threshold, axis=1)
        self.habit = random.normal(size=(world.interviewers, world.skills)) * world.habit
        self.pool = random.normal(size=world.pools) * world.pool
        load = np.arange(1, world.interviewers + 1) ** -0.9 if world.uneven else np.ones(world.interviewers)
        self.load = random.permutation(load)
        self.skill_of = random.integers(world.skills, size=world.interviewers)

    def curve(self, ability: Floats) -> Floats:
        """What an average interviewer gives on average."""
        if self.world.rounded:
            return np.asarray(1 + ndtr((np.asarray(ability)[..., None] - 1.5 * (np.arange(1, 5) - 2.5)) / 1.7).sum(-1))
        return fair_average(ability, self.thresholds)

    def simulate(self, candidates: int, stream: int, prefix: str = "c") -> tuple[Floats, list[Row]]:
        """Abilities (candidates x skills) and the rows of their loops."""
        world, random = self.world, np.random.default_rng([self.seed, stream])
        pool = random.integers(world.pools, size=candidates)
        ability = (
            self.mean
            + self.pool[pool][:, None]
            + random.normal(size=(candidates, 1)) * world.candidate
            + random.normal(size=(candidates, world.skills)) * world.skill
        )
        rows = [
            (f"{prefix}{index:05d}", f"r{interviewer:03d}", f"s{skill:02d}", level, f"p{pool[index]}")
            for index in range(candidates)
            for interviewer, skill, level in self._loop(random, ability[index], int(pool[index]))
        ]
        return ability, rows

    def _loop(self, random: np.random.Generator, ability: Floats, pool: int) -> Iterator[tuple[int, int, str]]:
        world = self.world
        team = world.interviewers // world.pools if world.separate else world.interviewers
        people = np.arange(team) + (pool * team if world.separate else 0)
        odds = self.load[people] * np.exp(world.sought * self.severity[people] * (ability.mean() - self.mean) / 1.3)
        size = min(int(random.integers(world.interviews[0], world.interviews[1] + 1)), team)
        for interviewer in random.choice(people, size, replace=False, p=odds / odds.sum()).tolist():
            count = int(random.integers(world.rated[0], world.rated[1] + 1))
            skills = [self.skill_of[interviewer]] if world.specialists else random.choice(world.skills, count, replace=False)
            impression, first = float(_draw(random, world.tails, ())) * world.impression, 0
            for skill in map(int, skills):
                if random.random() < world.missing:
                    yield interviewer, skill, ""
                    continue
                eta = self.slope[interviewer] * (
                    ability[skill] + impression - self.severity[interviewer] + self.habit[interviewer, skill]
                )
                level = self._level(random, eta, interviewer)
                level = first if first and random.random() < world.copied else level
                first = first or level
                yield interviewer, skill, str(level)

    def _level(self, random: np.random.Generator, eta: float, interviewer: int) -> int:
        if self.world.rounded:
            return int(np.clip(np.floor((eta + random.normal() * 1.7) / 1.5 + 3.5), 1, 5))
        return 1 + int((expit(eta - self.own[interviewer]) > random.random()).sum())


def _draw(random: np.random.Generator, tails: str, shape: tuple[int, ...]) -> Floats:
    if tails == "heavy":
        return np.asarray(random.standard_t(3, size=shape) / np.sqrt(3))
    return np.asarray(random.exponential(size=shape) - 1 if tails == "skewed" else random.normal(size=shape))


def write_ratings(path: Path, rows: list[Row]) -> None:
    """The long table of ``interview score``."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["candidate", "interviewer", "skill", "rating", "pool"])
        writer.writerows(rows)


def write_bars(path: Path, company: Company) -> None:
    """The bars of ``interview score``."""
    lines = [
        f"s{skill:02d},{bar},{weight},no"
        for skill, (bar, weight) in enumerate(zip(company.bars, company.weights.tolist(), strict=True))
    ]
    path.write_text("\n".join(["skill,bar,weight,must_have", *lines]) + "\n", encoding="utf-8")
