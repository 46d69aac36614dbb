"""`interview score` from files, in worlds that follow other rules than the scoring model: is it still no worse than a mean?

``python -m benchmarks.bench_scoring_worlds [candidates] [world ...]``: wrong decisions against the plain mean and the majority,
how often 90% intervals hold, calibration of the chances, wrong strong words. Seeds are fixed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.other_worlds import Company, OtherWorld, Row, write_bars, write_ratings

Floats = npt.NDArray[np.float64]
SEED = 931
BASE = OtherWorld()
WORLDS: dict[str, tuple[OtherWorld, tuple[int, ...]]] = {
    "base, other seed": (BASE, (0, 50, 300, 5000)),
    "400 interviewers": (replace(BASE, interviewers=400), (0, 5000)),
    "6 interviewers": (replace(BASE, interviewers=6), (0, 5000)),
    "uneven loops and loads": (replace(BASE, interviews=(2, 7), rated=(1, 4), uneven=True), (0, 5000)),
    "8 skills, other bars, weights": (
        replace(
            BASE, skills=8, bars=(3, 4, 5, 2, 4, 3, 4, 3), weights=(10, 5, 8, 1, 2, 6, 3, 3), rated=(2, 4), interviews=(4, 6)
        ),
        (0, 5000),
    ),
    "one skill": (replace(BASE, skills=1, rated=(1, 1)), (0, 5000)),
    "heavy tails": (replace(BASE, tails="heavy"), (0, 5000)),
    "skewed severities": (replace(BASE, tails="skewed"), (0, 5000)),
    "slopes, mini-interview noise": (
        replace(BASE, slope=0.35, threshold=0.4, impression=0.9, skill=0.95, severity=0.7),
        (0, 5000),
    ),
    "habits by skill": (replace(BASE, habit=0.5), (0, 5000)),
    "rounded numbers": (replace(BASE, rounded=True), (0, 5000)),
    "wide use of the scale": (replace(BASE, stretch=0.6), (0, 5000)),
    "narrow use of the scale": (replace(BASE, stretch=1.6), (0, 5000)),
    "half of ratings copied": (replace(BASE, copied=0.5), (0, 5000)),
    "30% not assessed": (replace(BASE, missing=0.3), (0, 5000)),
    "one skill an interviewer": (replace(BASE, specialists=True, rated=(1, 1)), (0, 5000)),
    "60% meet the bar": (replace(BASE, meeting=0.6), (0, 5000)),
    "10% meet the bar": (replace(BASE, meeting=0.1), (0, 5000)),
    "30 pools, SD .5": (replace(BASE, pools=30, pool=0.5), (0, 5000)),
    "12 pools, SD 1": (replace(BASE, pools=12, pool=1.0), (0, 5000)),
    "6 separate teams, SD 1": (replace(BASE, pools=6, pool=1.0, separate=True), (0, 5000)),
    "severe ones see the strong": (replace(BASE, sought=1.0), (0, 5000)),
}


@dataclass(frozen=True)
class Judged:
    """One row a candidate."""

    wrong: npt.NDArray[np.bool_]
    wrong_mean: npt.NDArray[np.bool_]
    wrong_majority: npt.NDArray[np.bool_]
    covered: npt.NDArray[np.bool_]
    skill_covered: npt.NDArray[np.bool_]
    chance: Floats
    meets: npt.NDArray[np.bool_]
    strong: npt.NDArray[np.bool_]
    strong_wrong: npt.NDArray[np.bool_]

    def line(self, name: str, earlier: int) -> str:
        """The row of the table."""
        bins = np.minimum((self.chance * 10).astype(int), 9)
        ece = np.abs(np.bincount(bins, self.chance - self.meets, minlength=10)).sum() / len(bins)
        apart = self.wrong.astype(float) - self.wrong_mean
        return (
            f"{name:30}{earlier:8}{self.wrong.mean():8.1%}{self.wrong_mean.mean():8.1%}{self.wrong_majority.mean():9.1%}"
            f"{100 * apart.mean():+8.1f} ±{100 * apart.std() / np.sqrt(len(apart)):.1f}"
            f"{self.covered.mean():9.1%}{self.skill_covered.mean():7.1%}{ece:7.3f}"
            f"{self.strong_wrong.sum() / max(self.strong.sum(), 1):9.1%}"
        )


def run(candidates: int = 1000, wanted: tuple[str, ...] = ()) -> None:
    """Print the table."""
    print(
        f"{'world':30}{'earlier':>8}{'wrong':>8}{'mean':>8}{'majority':>9}{'points more':>13}{'holds':>9}{'skill':>7}{'ECE':>7}"
        f"{'strong':>9}"
    )
    for name, (world, histories) in WORLDS.items():
        if wanted and not any(want in name for want in wanted):
            continue
        company = Company(world, SEED)
        for earlier in histories:
            print(judge(company, candidates, earlier).line(name, earlier), flush=True)


def judge(company: Company, candidates: int, earlier: int) -> Judged:
    """Score so many candidates from files, with about so many earlier scorecards, and compare with the truth."""
    ability, rows = company.simulate(candidates, 1)
    with tempfile.TemporaryDirectory() as folder:
        ratings, bars, history = (Path(folder) / name for name in ("ratings.csv", "bars.csv", "history.csv"))
        write_ratings(ratings, rows)
        write_bars(bars, company)
        command = [sys.executable, "-m", "interview", "score", str(ratings), "--bars", str(bars), "--json"]
        if earlier:
            each = sum(company.world.interviews) / 2
            write_ratings(history, company.simulate(max(round(earlier / each), 1), 2, "h")[1])
            command += ["--history", str(history)]
        answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    reports = {report["id"]: report for report in answer["candidates"] if report["interval"]}
    return _compare(company, ability, rows, reports)


def _compare(company: Company, ability: Floats, rows: list[Row], reports: dict[str, dict[str, Any]]) -> Judged:
    overall, by_skill = company.curve(ability @ company.weights), company.curve(ability)
    margins: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for candidate, interviewer, skill, level, _ in rows:
        if level:
            margins[candidate][interviewer].append(int(level) - company.bars[int(skill[1:])] + 0.5)
    found = []
    skills = []
    for index, meets in enumerate((ability @ company.weights >= company.cut).tolist()):
        name = f"c{index:05d}"
        if name not in reports:
            continue
        report = reports[name]
        every = [margin for given in margins[name].values() for margin in given]
        votes = sum(float(np.mean(given)) >= 0 for given in margins[name].values())
        low, high = report["interval"]
        strong = str(report["outcome"]).startswith("strong")
        found.append(
            (
                (report["p_meets_bar"] >= 0.5) != meets,
                (np.mean(every) >= 0) != meets,
                (2 * votes > len(margins[name])) != meets,
                low <= overall[index] <= high,
                report["p_meets_bar"],
                meets,
                strong,
                strong and (report["outcome"] == "strong_hire") != meets,
            )
        )
        skills += [
            skill["interval"][0] <= by_skill[index, int(skill["id"][1:])] <= skill["interval"][1]
            for skill in report["skills"]
            if skill["interval"]
        ]
    columns = [np.array(column) for column in zip(*found, strict=True)]
    wrong, mean, majority, covered, chance, meeting, strong_words, strong_wrong = columns
    return Judged(wrong, mean, majority, covered, np.array(skills), chance.astype(float), meeting, strong_words, strong_wrong)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, tuple(sys.argv[2:]))
