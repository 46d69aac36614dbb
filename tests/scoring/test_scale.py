"""The rating scale: derivatives against differences, and the ways between ability and rating points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from interview.scoring.ratings import Floats
from interview.scoring.scale import (
    ability_at,
    cuts,
    derivatives,
    fair_average,
    information,
    log_probability,
    points_per_logit,
    rating_variance,
    symmetric_thresholds,
)

THRESHOLDS = np.array([-2.4, -0.9, 0.6, 2.5])
LEVELS = np.arange(1, 6)
abilities = st.floats(-6, 6)


def chances(eta: float) -> Floats:
    """The definition: differences of the logistic function."""
    below = [0.0, *expit(THRESHOLDS - eta), 1.0]
    return np.diff(below)


@given(abilities)
def test_log_probability_is_the_log_of_the_definition(eta: float) -> None:
    assert np.exp(log_probability(np.full(5, eta), *cuts(LEVELS, THRESHOLDS))) == pytest.approx(chances(eta), rel=1e-9)


@given(abilities)
def test_derivatives_are_those_of_the_log_probability(eta: float) -> None:
    lower, upper = cuts(LEVELS, THRESHOLDS)
    step = 1e-4
    at = {shift: derivatives(np.full(5, eta + shift), lower, upper) for shift in (-step, 0.0, step)}
    rise = log_probability(np.full(5, eta + step), lower, upper) - log_probability(np.full(5, eta - step), lower, upper)
    assert at[0.0].gradient == pytest.approx(rise / (2 * step), abs=1e-6)
    assert at[0.0].weight == pytest.approx((at[-step].gradient - at[step].gradient) / (2 * step), abs=1e-6)
    assert at[0.0].third == pytest.approx((at[-step].weight - at[step].weight) / (2 * step), abs=1e-6)


def test_infinite_cuts_say_nothing() -> None:
    eta, lower, upper = np.array([0.7]), np.array([-np.inf]), np.array([np.inf])
    assert [float(value[0]) for value in (log_probability(eta, lower, upper), *derivatives(eta, lower, upper))] == [0, 0, 0, 0]


def test_cuts_out_of_order_are_impossible() -> None:
    assert log_probability(np.array([0.0]), np.array([1.0]), np.array([0.5])) == -np.inf


@given(abilities)
def test_moments_are_those_of_the_definition(eta: float) -> None:
    chance = chances(eta)
    mean = chance @ LEVELS
    assert fair_average(eta, THRESHOLDS) == pytest.approx(mean)
    assert rating_variance(np.array(eta), THRESHOLDS) == pytest.approx(chance @ (LEVELS - mean) ** 2)
    slope = (fair_average(eta + 1e-5, THRESHOLDS) - fair_average(eta - 1e-5, THRESHOLDS)) / 2e-5
    assert points_per_logit(eta, THRESHOLDS) == pytest.approx(slope, rel=1e-5)
    weights = derivatives(np.full(5, eta), *cuts(LEVELS, THRESHOLDS)).weight
    assert information(np.array(eta), THRESHOLDS) == pytest.approx(chance @ weights)


@given(st.floats(1.06, 4.94))
def test_ability_at_undoes_the_fair_average(points: float) -> None:
    assert fair_average(ability_at(points, THRESHOLDS), THRESHOLDS) == pytest.approx(points)


def test_points_beyond_the_scale_are_moved_to_its_edge() -> None:
    assert ability_at(0.5, THRESHOLDS) == ability_at(1.05, THRESHOLDS)
    assert ability_at(5.0, THRESHOLDS) == ability_at(4.95, THRESHOLDS)


def test_symmetric_thresholds_make_the_middle_level_average() -> None:
    thresholds = symmetric_thresholds(1.5)
    assert thresholds.tolist() == [-2.25, -0.75, 0.75, 2.25]
    assert fair_average(0.0, thresholds) == pytest.approx(3.0)
