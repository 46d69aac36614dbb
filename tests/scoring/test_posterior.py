"""The posterior of an ability, against brute-force integration."""

from __future__ import annotations

import numpy as np
import pytest

from interview.scoring.calibration import calibrate
from interview.scoring.components import Components
from interview.scoring.posterior import Panels, effects_for, panels_for, posterior_of
from interview.scoring.ratings import Rating
from interview.scoring.scale import cuts, log_probability, symmetric_thresholds

THRESHOLDS = symmetric_thresholds(1.5)


def panels(prior: np.ndarray[tuple[int, int], np.dtype[np.float64]], mean: float, levels: list[int]) -> Panels:
    """One candidate whose target is the ability behind the first rating."""
    n = len(levels)
    lower, upper = cuts(np.array([levels]), THRESHOLDS)
    return Panels(prior[None], np.full((1, n), mean), prior[None, :1, :1], np.array([[mean]]), prior[None, :1], lower, upper)


@pytest.mark.parametrize("levels", [[4], [5], [1], [3, 5], [5, 5], [1, 4]])
def test_mean_and_spread_are_close_to_the_integral(levels: list[int]) -> None:
    n = len(levels)
    prior = 1.5 + 0.8 * np.eye(n)
    grid = np.linspace(-9, 9, 181)
    points = np.stack(np.meshgrid(*[grid] * n, indexing="ij"), axis=-1).reshape(-1, n)
    log_weight = -np.einsum("pi,ij,pj->p", points, np.linalg.inv(prior), points) / 2
    log_weight = log_weight + log_probability(points - 0.3, *cuts(np.array(levels), THRESHOLDS)).sum(axis=1)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = weight @ points[:, 0] - 0.3
    spread = np.sqrt(weight @ (points[:, 0] - 0.3 - mean) ** 2)
    found = posterior_of(panels(prior, -0.3, levels))
    assert found.mean[0, 0] == pytest.approx(mean, abs=0.06)
    assert np.sqrt(found.covariance[0, 0, 0]) == pytest.approx(spread, abs=0.07)


def test_a_prior_far_from_every_rating_still_converges() -> None:
    found = posterior_of(panels(9 + np.eye(15), -12.0, [5] * 15))
    assert np.isfinite(found.mean).all()
    assert found.mean[0, 0] > 0


def test_no_rating_leaves_the_prior() -> None:
    found = posterior_of(panels(np.array([[2.0]]), -0.3, [3]).with_cuts(np.array([[-np.inf]]), np.array([[np.inf]])))
    assert (found.mean[0, 0], found.covariance[0, 0, 0]) == pytest.approx((-0.3, 2.0))


def test_names_that_the_calibration_does_not_know_get_the_prior() -> None:
    history = [Rating(f"c{number}", who, "x", 2 + number % 3, "old") for number in range(9) for who in "ij"]
    calibration = calibrate(history, defaults=Components(severity=0.7), learn=False)
    effects = effects_for(calibration, ("i", "new"), ("x", "y"), ("old", "fresh"), expected_bar=3.5, evidence_only=False)
    assert effects.mean[1] == 0
    assert effects.covariance[1, 1] == pytest.approx(0.49)
    assert effects.covariance[0, 1] == 0
    assert effects.covariance[0, 0] < 0.49
    assert effects.covariance[5, 5] > effects.covariance[4, 4]


def test_evidence_only_keeps_the_mean_of_earlier_candidates_out() -> None:
    history = [Rating(f"c{number}", who, "x", 1 + number % 2) for number in range(40) for who in "ij"]
    calibration = calibrate(history)
    learnt = effects_for(calibration, (), ("x",), ("",), expected_bar=3.5, evidence_only=False)
    evidence_only = effects_for(calibration, (), ("x",), ("",), expected_bar=3.5, evidence_only=True)
    assert learnt.mean[1] < evidence_only.mean[1] - 1
    assert evidence_only.covariance[1, 1] == pytest.approx(0.25)


def test_ratings_of_one_interview_share_more_than_those_of_two() -> None:
    calibration = calibrate(())
    effects = effects_for(calibration, ("i", "j"), ("x", "y"), ("",), expected_bar=3.5, evidence_only=False)
    level = np.array([[3, 3, 3]])
    lower, upper = cuts(level, calibration.thresholds)
    prior = panels_for(
        calibration, effects, np.array([0]), np.array([[0, 0, 1]]), np.array([[0, 1, 1]]), lower=lower, upper=upper
    ).prior[0]
    common, own, impression, severity = calibration.components.variances
    assert prior[0, 1] - prior[0, 2] == pytest.approx(impression + severity)
    assert prior[1, 2] - prior[0, 2] == pytest.approx(own + 0.09)
    assert prior[0, 2] == pytest.approx(common + 0.25)
