"""Drift against scipy's Welch test, and its false alarms where there is no drift."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_ind

from interview.scoring.agreement_table import Observation, side_by_side
from interview.scoring.drift import differences_from_others, drift
from interview.scoring.estimate import UNKNOWN, Estimate


def test_scipy_gives_the_same_interval() -> None:
    values = np.random.default_rng(1).normal(size=31)
    values[15:] *= 3
    theirs = ttest_ind(values[15:], values[:15], equal_var=False).confidence_interval()
    found = drift(values.tolist())
    assert found.value == pytest.approx(values[15:].mean() - values[:15].mean(), abs=1e-6)
    assert found.low == pytest.approx(theirs.low, abs=1e-6)
    assert found.high == pytest.approx(theirs.high, abs=1e-6)


def test_below_ten_in_each_half_nothing_is_said() -> None:
    assert drift([0.0, 1.0] * 9) == UNKNOWN
    assert drift([0.0, 1.0] * 10).value == 0.0


def test_a_step_without_any_noise_is_certain() -> None:
    assert drift([0.0] * 10 + [1.0] * 10) == Estimate(1.0, 1.0, 1.0)


def test_false_alarms_are_as_rare_as_stated() -> None:
    """1,000 interviewers of whole-number ratings without drift: 5% of the intervals miss 0, +- 2.1 points (3 standard errors)."""
    rng = np.random.default_rng(4)
    alarms = 0
    for _ in range(1000):
        found = drift(rng.integers(-2, 3, size=30).astype(float).tolist())
        alarms += found.low is not None and found.high is not None and not found.low <= 0 <= found.high
    assert 0.029 <= alarms / 1000 <= 0.071


def test_differences_are_from_the_mean_of_the_others_on_shared_skills() -> None:
    table = side_by_side(
        [
            Observation("ada", "ivy", 5.0, "coding"),
            Observation("ada", "jo", 3.0, "coding"),
            Observation("ada", "kim", 2.0, "coding"),
            Observation("ada", "ivy", 4.0, "design"),
            Observation("ada", "jo", 3.0, "design"),
            Observation("bob", "ivy", 1.0, "coding"),
            Observation("cy", "jo", 1.0, "coding"),
        ]
    )
    assert differences_from_others(table, "ivy") == {"ada": (2.5 + 1.0) / 2}
    assert differences_from_others(table, "nobody") == {}
