"""Validity: known truth comes back, also from those hired alone; and a curve that shows what came true."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from interview.scoring.estimate import UNKNOWN, Estimate
from interview.scoring.validity import Followed, for_the_whole_range, validity


def hired_of(n: int, share: float, r: float, seed: int) -> tuple[list[Followed], list[float]]:
    """``n`` interviewed people, the best ``share`` by estimate hired; performance goes with the estimate by ``r``."""
    random = np.random.default_rng(seed)
    estimates = random.normal(3, 0.7, n)
    performance = r * (estimates - 3) / 0.7 + np.sqrt(1 - r * r) * random.normal(size=n)
    cut = np.quantile(estimates, 1 - share)
    hired = [Followed(e, 0.8, p) for e, p in zip(estimates.tolist(), performance.tolist(), strict=True) if e >= cut]
    return hired, estimates.tolist()


def test_the_correction_finds_the_validity_among_everybody() -> None:
    """True r .5; among the best third it looks like .3. Thorndike's case 2 is exact for selection on the predictor."""
    reports = [validity(*hired_of(3000, 1 / 3, 0.5, seed), meets=0) for seed in range(5)]
    seen = np.mean([report.validity.value or 0 for report in reports])
    corrected = np.mean([report.corrected.value or 0 for report in reports])
    assert 0.25 < seen < 0.36
    assert corrected == pytest.approx(0.5, abs=0.03)


def test_the_formula_at_a_point() -> None:
    # r = .30, spread of everybody twice that of the hired: .6 / sqrt(1 + .09 * 3) = .5324
    assert for_the_whole_range(Estimate(0.3, 0.0, 0.5), 2.0) == Estimate(0.532414, 0.0, 0.755929)
    assert for_the_whole_range(UNKNOWN, 2.0) == UNKNOWN


def test_below_thirty_people_no_validity_is_stated_but_counts_are() -> None:
    report = validity([Followed(3.5, 0.9, 4.0)] * 29, [3.0] * 40, meets=3)
    assert (report.too_few, report.validity, report.corrected) == (True, UNKNOWN, UNKNOWN)
    assert (report.n, report.expected, report.met.value) == (29, 0.9, 1.0)
    assert report.notes[0] == "29 people are too few to state a validity; it takes 30."


def test_nobody_and_constant_ratings_give_sentences_and_no_numbers() -> None:
    empty = validity([], [], meets=3)
    assert (empty.n, empty.met, empty.expected, empty.brier) == (0, UNKNOWN, None, None)
    assert "nothing to compare" in empty.notes[0]
    constant = validity([Followed(3.5, 0.9, 4.0)] * 30, [3.5] * 30, meets=3)
    assert (constant.validity, constant.ratio_of_spreads) == (UNKNOWN, None)
    assert "the same" in constant.notes[0]


def test_bands_hold_everybody_once_with_wilsons_interval() -> None:
    people = [Followed(3.0, p, 4.0 if p > 0.75 else 2.0) for p in (0.2, 0.5, 0.7, 0.75, 0.8, 0.8, 0.85, 0.88, 0.89, 0.9, 1.0)]
    report = validity(people, [], meets=3)
    assert [band.n for band in report.bands] == [1, 1, 2, 5, 2]
    assert [band.met.value for band in report.bands] == [None, None, None, 1.0, None]
    low, high = proportion_confint(5, 5, method="wilson")
    assert report.bands[3].met.low == pytest.approx(low, abs=1e-6)
    assert report.bands[3].met.high == pytest.approx(high, abs=1e-6)
    assert report.brier == pytest.approx(
        sum((one.p_meets_bar - (one.performance >= 3)) ** 2 for one in people) / len(people), abs=1e-6
    )


def test_the_order_of_people_changes_nothing() -> None:
    hired, everybody = hired_of(200, 0.4, 0.5, 7)
    assert validity(hired[::-1], everybody[::-1], 0).as_json() == validity(hired, everybody, 0).as_json()
