"""Recommendations on real ratings: the Georgia writing assessment, where every essay was rated by 21 raters.

``python -m benchmarks.bench_scoring_real``: sparse panels are drawn from the full table; the truth of an essay is the mean of all
raters outside its panel. Reads ``reference/georgia_writing.csv`` in the folder that ``LOOPWRIGHT_SHARED`` names (default
``../shared``).
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import numpy as np

from interview.scoring.calibration import calibrate
from interview.scoring.ratings import Bar, Rating
from interview.scoring.recommendation import recommend

DOMAINS = ("style", "org", "conv", "sent_form")
BARS = [Bar(domain, 3) for domain in DOMAINS]
Table = dict[str, dict[str, dict[str, int]]]


def run(draws: int = 4) -> None:
    """Print errors, coverage and wrong decisions for panels of several sizes."""
    path = Path(os.environ.get("LOOPWRIGHT_SHARED") or "../shared") / "reference" / "georgia_writing.csv"
    if not path.is_file():
        print(f"{path} does not lie here; nothing to measure")
        return
    table: Table = defaultdict(dict)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            table[row["student"]][row["rater"]] = {domain: int(row[domain]) for domain in DOMAINS if row[domain].isdigit()}
    for raters, domains in ((2, 2), (3, 2), (5, 2), (5, 4)):
        rows = np.array([_measure(table, raters, domains, seed) for seed in range(draws)]).mean(axis=0)
        print(
            f"{raters} raters, {domains} domains each: RMSE {rows[0]:.3f}, mean {rows[1]:.3f} ({rows[0] / rows[1] - 1:+.1%}); "
            f"90% interval {rows[2]:.1%}; wrong {rows[3]:.1%}, mean {rows[4]:.1%}"
        )


def _measure(table: Table, raters: int, domains: int, seed: int) -> list[float]:
    random = np.random.default_rng(seed)
    essays = random.permutation(sorted(table)).tolist()
    half = len(essays) // 2
    history, test = (_draw(table, part, raters, domains, random) for part in (essays[:half], essays[half:]))
    reports = recommend(test, BARS, calibration=calibrate(history, expected_bar=2.5)).candidates
    panel: dict[str, set[str]] = defaultdict(set)
    for rating in test:
        panel[rating.candidate].add(rating.interviewer)
    truth = np.array([_mean_of_others(table[report.id], panel[report.id]) for report in reports])
    estimate = np.array([report.estimate for report in reports], dtype=float)
    raw = np.array([report.raw_mean for report in reports], dtype=float)
    low, high = np.array([report.interval for report in reports], dtype=float).T
    return [
        float(np.sqrt(((estimate - truth) ** 2).mean())),
        float(np.sqrt(((raw - truth) ** 2).mean())),
        float(((low <= truth) & (truth <= high)).mean()),
        float(((estimate >= 2.5) != (truth >= 2.5)).mean()),
        float(((raw >= 2.5) != (truth >= 2.5)).mean()),
    ]


def _draw(table: Table, essays: list[str], raters: int, domains: int, random: np.random.Generator) -> list[Rating]:
    return [
        Rating(essay, rater, domain, table[essay][rater][domain])
        for essay in essays
        for rater in random.permutation(sorted(table[essay]))[:raters].tolist()
        for domain in random.permutation(DOMAINS)[:domains].tolist()
        if domain in table[essay][rater]
    ]


def _mean_of_others(by_rater: dict[str, dict[str, int]], panel: set[str]) -> float:
    return float(np.mean([level for rater, levels in by_rater.items() if rater not in panel for level in levels.values()]))


if __name__ == "__main__":
    run()
