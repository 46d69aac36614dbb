"""The self-check: does leaving one interview out tell a fitting calibration from one that does not fit?"""

from __future__ import annotations

import pytest

from benchmarks.simulated_loops import People, World, simulate
from interview.scoring.calibration import calibrate
from interview.scoring.coverage import SelfCheck, self_check
from tests.scoring.loops import loop

WORLD = World(interviewers=20, severity=1.2)
RATINGS = simulate(WORLD, People.of(WORLD, 3), 200, 3).ratings


def test_a_calibration_made_for_these_interviewers_covers_nine_in_ten() -> None:
    check = self_check(RATINGS, calibrate(RATINGS))
    assert check.n == 1000
    assert check.covered == pytest.approx(0.92, abs=0.03)
    assert check.trustworthy


def test_a_calibration_that_knows_nobody_is_found_out() -> None:
    check = self_check(RATINGS, calibrate(()))
    assert check.covered is not None
    assert check.covered < 0.87
    assert check.trustworthy is False


def test_knowing_severity_predicts_better_than_the_mean_of_the_others() -> None:
    check = self_check(RATINGS, calibrate(RATINGS))
    assert check.error is not None
    assert check.error_of_mean is not None
    assert check.error < 0.9 * check.error_of_mean


def test_candidates_with_two_interviews_are_not_used() -> None:
    assert self_check(loop("ada", 3, 2), calibrate(())) == SelfCheck(0, None, None, None, None)


def test_few_interviews_allow_no_verdict() -> None:
    assert self_check(loop("ada", 3, 3), calibrate(())).trustworthy is None
    assert SelfCheck(0, None, None, None, None).trustworthy is None
