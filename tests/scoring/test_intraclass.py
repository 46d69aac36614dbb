"""Intraclass correlation against Shrout & Fleiss's table, pingouin, and what must hold for any table."""

from __future__ import annotations

import csv
import json
import warnings
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from interview.scoring.estimate import UNKNOWN, Estimate
from interview.scoring.intraclass import FORMS, intraclass, mean_squares, one_way
from interview.scoring.ratings import Floats
from tests.seeds import shared_file

# Shrout & Fleiss (1979), table 2: six targets, four judges
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=np.float64)

TABLES = arrays(np.float64, st.tuples(st.integers(2, 7), st.integers(2, 5)), elements=st.integers(1, 5).map(float))


def test_shrout_and_fleiss_table_4() -> None:
    found = {form: round(one.value or 0, 2) for form, one in intraclass(SHROUT_FLEISS).items()}
    assert found == {"1": 0.17, "A,1": 0.29, "C,1": 0.71, "1,k": 0.44, "A,k": 0.62, "C,k": 0.91}


def test_shrout_and_fleiss_table_3_of_mean_squares() -> None:
    assert [round(square, 2) for square in mean_squares(SHROUT_FLEISS)] == [11.24, 6.26, 32.49, 1.02]


@pytest.mark.seed
def test_the_reference_values_and_intervals_of_r_psych() -> None:
    case = json.loads(shared_file("reference/expected.json").read_text(encoding="utf-8"))["cases"]["icc_shrout_fleiss_1979"]
    with shared_file(f"reference/{case['csv']}").open(encoding="utf-8") as file:
        rows = sorted((row["target"], row["judge"], float(row["rating"])) for row in csv.DictReader(file))
    found = intraclass(np.array([row[2] for row in rows]).reshape(6, 4))
    names = {"1": "ICC1_1", "A,1": "ICC2_1", "C,1": "ICC3_1", "1,k": "ICC1_k", "A,k": "ICC2_k", "C,k": "ICC3_k"}
    for form, name in names.items():
        precise = case["high_precision"]
        low, high = precise["ci95"][name]
        assert found[form].value == pytest.approx(precise[name], abs=1e-5), form
        assert found[form].low == pytest.approx(low, abs=1e-5), form
        assert found[form].high == pytest.approx(high, abs=1e-5), form


@pytest.mark.parametrize("seed", range(4))
def test_pingouin_gives_the_same_values_and_intervals(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(12, 1)) + rng.normal(size=(1, 5)) * 0.5 + rng.normal(size=(12, 5))
    long = pd.DataFrame({"target": np.repeat(np.arange(12), 5), "rater": np.tile(np.arange(5), 12), "rating": scores.reshape(-1)})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pingouin's own
        import pingouin

        theirs = pingouin.intraclass_corr(data=long, targets="target", raters="rater", ratings="rating")
    names = dict(zip(("1", "A,1", "C,1", "1,k", "A,k", "C,k"), theirs.itertuples(index=False), strict=True))
    ours = intraclass(scores)
    for form, row in names.items():
        value, interval = row[1], row[-1]
        assert ours[form].value == pytest.approx(value, abs=2e-6), form
        assert (ours[form].low, ours[form].high) == pytest.approx(tuple(interval), abs=0.00501), form  # pingouin rounds to 2


@settings(deadline=None)
@given(TABLES)
def test_forms_stay_in_their_bounds_and_intervals_hold_their_value(scores: Floats) -> None:
    for form, one in intraclass(scores).items():
        assert one.value is None or one.value <= 1, form
        if one.value is not None and one.low is not None and one.high is not None:
            assert one.low - 1e-6 <= one.value <= one.high + 1e-6, form


@settings(deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_neither_order_of_candidates_nor_of_interviewers_matters(scores: Floats, random: Random) -> None:
    rows, columns = list(range(scores.shape[0])), list(range(scores.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    turned, found = intraclass(scores[rows][:, columns]), intraclass(scores)
    for form in FORMS:
        assert (turned[form].value is None) == (found[form].value is None), form
        assert turned[form].value == pytest.approx(found[form].value, abs=2e-6), form


@settings(deadline=None)
@given(TABLES, st.sampled_from([0.5, 2.0, 10.0]), st.integers(-20, 20))
def test_another_scale_with_equal_steps_changes_nothing(scores: Floats, factor: float, shift: int) -> None:
    for form, one in intraclass(scores * factor + shift).items():
        was = intraclass(scores)[form]
        assert (one.value is None) == (was.value is None)
        assert one.value == pytest.approx(was.value, abs=2e-6)


@settings(deadline=None)
@given(TABLES)
def test_severity_lowers_agreement_but_not_consistency(scores: Floats) -> None:
    level = scores - scores.mean(axis=0)  # all interviewers equally severe
    shifted = level + np.arange(scores.shape[1]) * 3.0
    before, after = intraclass(level), intraclass(shifted)
    assert after["C,1"].value == pytest.approx(before["C,1"].value, abs=1e-5)
    one, two = before["A,1"].value, after["A,1"].value
    if one is not None and one > 0 and two is not None:
        assert two <= one + 1e-6


@settings(deadline=None)
@given(TABLES)
def test_one_way_over_a_complete_table_is_form_1(scores: Floats) -> None:
    unit = np.repeat(np.arange(len(scores)), scores.shape[1])
    assert one_way(scores.reshape(-1), unit) == intraclass(scores)["1"]


def test_perfect_agreement_is_one_with_a_closed_interval() -> None:
    perfect = np.repeat(np.array([[1.0], [3.0], [4.0]]), 3, axis=1)
    assert intraclass(perfect) == dict.fromkeys(FORMS, Estimate(1.0, 1.0, 1.0))
    assert one_way(perfect.reshape(-1), np.repeat(np.arange(3), 3)) == Estimate(1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    "scores",
    [np.full((4, 3), 3.0), np.full((4, 3), 4.1), np.array([[1.0, 2.0]]), np.array([[1.0], [2.0]]), np.zeros((0, 3))],
    ids=["constant", "constant with rounding", "one candidate", "one interviewer", "nobody"],
)
def test_what_can_not_be_said_is_unknown(scores: Floats) -> None:
    assert intraclass(scores) == dict.fromkeys(FORMS, UNKNOWN)


def test_candidates_who_do_not_differ_leave_averages_unknown() -> None:
    found = intraclass(np.array([[1.0, 3.0], [3.0, 1.0]]))
    assert (found["1"].value, found["1,k"], found["C,1"].value, found["C,k"].value) == (-1.0, UNKNOWN, -1.0, None)


def test_candidates_who_do_not_differ_before_severe_interviewers() -> None:
    found = intraclass(np.array([[1.0, 3.0], [1.0, 3.0], [1.0, 3.0]]))
    assert (found["A,1"], found["A,k"], found["C,1"]) == (Estimate(0.0), Estimate(0.0), UNKNOWN)


def test_two_candidates_and_two_interviewers_who_differ_in_nothing_else() -> None:
    assert intraclass(np.array([[1.0, 2.0], [2.0, 1.0]]))["A,1"].low is None


def test_one_way_leaves_single_ratings_out() -> None:
    value, unit = np.array([1.0, 2.0, 4.0, 5.0, 5.0, 3.0]), np.array([0, 0, 1, 1, 1, 2])
    assert one_way(value, unit) == one_way(value[:-1], unit[:-1])
    assert one_way(value[:2], unit[:2]) == UNKNOWN
    assert one_way(np.array([1.0, 2.0]), np.array([0, 1])) == UNKNOWN


def test_one_way_with_unequal_numbers_by_hand() -> None:
    # Groups 1,2 | 4,5,5: total mean 3.4; SS between 2*(1.5-3.4)^2 + 3*(14/3-3.4)^2 = 7.22 + 4.8133 = 12.0333, within .5 + .6667
    # k0 = (5 - 13/5)/1 = 2.4; MSW = 1.1667/3 = .38889; ICC = (12.0333 - .38889)/(12.0333 + 1.4*.38889) = .925795
    found = one_way(np.array([1.0, 2, 4, 5, 5]), np.array([0, 0, 1, 1, 1]))
    assert found.value == pytest.approx(0.925795, abs=1e-6)


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """600 tables of 15 candidates with 2 to 4 interviewers each, true ICC(1) .5: 95% +- 2.7 (3 standard errors)."""
    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(600):
        sizes = rng.integers(2, 5, size=15)
        unit = np.repeat(np.arange(15), sizes)
        value = rng.normal(size=15)[unit] + rng.normal(size=len(unit))
        found = one_way(value, unit)
        covered += found.low is not None and found.high is not None and found.low <= 0.5 <= found.high
    assert 0.923 <= covered / 600 <= 0.977
