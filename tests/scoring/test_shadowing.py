"""Shadows beside interviewers: against scipy's t interval, and nothing from two interviews."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from interview.scoring.estimate import UNKNOWN
from interview.scoring.shadowing import Beside, shadowing


def test_the_difference_is_a_mean_over_interviews_with_a_t_interval() -> None:
    found = shadowing(
        {
            "a": [Beside("design", 4, 3), Beside("coding", 2, 4)],  # -.5
            "b": [Beside("design", 5, 3.5)],  # 1.5
            "c": [Beside("design", 3, 3)],  # 0
            "d": [],
        }
    )
    expected = stats.t.interval(0.95, 2, loc=1 / 3, scale=stats.sem([-0.5, 1.5, 0.0]))
    assert (found.n_interviews, found.n_ratings, found.within_one.value) == (3, 4, 0.5)
    assert found.difference.value == pytest.approx(1 / 3, abs=1e-6)
    assert (found.difference.low, found.difference.high) == pytest.approx(expected, abs=1e-6)


def test_two_interviews_say_nothing_about_a_habit_and_none_say_nothing_at_all() -> None:
    two = shadowing({"a": [Beside("design", 4, 3)], "b": [Beside("design", 4, 3)]})
    assert (two.n_interviews, two.difference, two.within_one.value) == (2, UNKNOWN, 1.0)
    none = shadowing({})
    assert (none.n_interviews, none.n_ratings, none.within_one, none.difference) == (0, 0, UNKNOWN, UNKNOWN)


def test_the_interval_covers_a_true_difference() -> None:
    random, hits = np.random.default_rng(3), 0
    for _ in range(400):
        levels = random.integers(1, 6, size=8)
        interviews = {str(i): [Beside("design", int(level), float(random.normal(3, 1)))] for i, level in enumerate(levels)}
        found = shadowing(interviews).difference
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 0 <= found.high  # levels 1 to 5 have the mean 3 as well
    assert 0.92 <= hits / 400 <= 0.98
