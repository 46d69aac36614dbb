"""Recommendations in made-up worlds whose truth is known: the promises of ``docs/scoring.md``, on fewer candidates.

``python -m benchmarks.bench_scoring`` shows the same with more candidates and more worlds. Margins are wide enough for chance
(about a fifth of the effect with so few candidates) and narrow enough to catch a broken model.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from benchmarks.simulated_loops import Measured, People, World, adaptive, measure, placement_error, score, simulate
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.policy import Policy
from interview.scoring.recommendation import recommend

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("scoring-simulation")]

BASE = World()
WORLDS = {
    "base": BASE,
    "severe": replace(BASE, severity=0.75),
    "equal": replace(BASE, severity=0.0),
    "teams": replace(BASE, teams=6, pool=1.0),
    "noisy": replace(BASE, severity=0.68, impression=0.9, skill=0.95),
    "misspecified": replace(BASE, slope=0.3, threshold=0.4),
}


@cache
def calibration(name: str, scorecards: int) -> Calibration | None:
    world = WORLDS[name]
    return calibrate(simulate(world, People.of(world, 11), scorecards // 5, 12, "h").ratings) if scorecards else None


@cache
def measured(name: str, scorecards: int) -> Measured:
    world = WORLDS[name]
    return score(simulate(world, People.of(world, 11), 1200, 13), calibration(name, scorecards))


def test_history_saves_wrong_decisions_of_the_mean_and_of_the_majority() -> None:
    base, severe = measured("base", 5000), measured("severe", 5000)
    assert base.saved > 0.03
    assert severe.saved > 0.06
    assert base.model < 0.88 * base.majority
    assert base.rmse_model < 0.93 * base.rmse_mean


@pytest.mark.parametrize("name", ["base", "equal", "teams"])
@pytest.mark.parametrize("scorecards", [0, 200])
def test_it_never_does_notably_worse_than_the_mean(name: str, scorecards: int) -> None:
    found = measured(name, scorecards)
    assert found.model <= found.mean + 0.006  # 0.3 points, and as much for chance


@pytest.mark.parametrize("scorecards", [0, 5000])
def test_intervals_cover_what_they_claim_overall_and_by_skill(scorecards: int) -> None:
    found = measured("base", scorecards)
    assert 0.87 < found.coverage < 0.945
    assert 0.88 < found.skill_coverage < 0.945


@pytest.mark.parametrize("name", ["noisy", "misspecified"])
def test_intervals_bear_worlds_that_the_model_does_not_know(name: str) -> None:
    found = measured(name, 5000)
    assert found.coverage > 0.85
    assert found.skill_coverage > 0.85


def test_chances_mean_what_they_say() -> None:
    found = measured("base", 5000)
    assert found.ece < 0.03
    assert found.strong_wrong < 0.02
    assert found.hire_right > 0.75


def test_level_placement_is_right_at_other_bars_too() -> None:
    loops = simulate(BASE, People.of(BASE, 11), 600, 14)
    for bar, error, wrong in placement_error(loops, calibration("base", 5000), (2, 3, 4, 5)):
        assert error < 0.04, bar
        assert wrong < 0.16, bar


def test_the_adaptive_loop_needs_fewer_interviews_for_no_more_wrong_decisions() -> None:
    world = replace(BASE, interviews=6)
    loops = simulate(world, People.of(world, 11), 1200, 15)
    fixed = measure(loops, recommend(loops.first([5] * 1200), world.bars).candidates)
    held, reports = adaptive(loops, None, Policy())
    assert held <= 3.5
    assert measure(loops, reports).model <= fixed.mean + 0.005
