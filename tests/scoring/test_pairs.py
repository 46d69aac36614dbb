"""Kappa and shares of equal ratings against Cohen (1968), Schuster & Smith (2006) and statsmodels."""

from __future__ import annotations

import csv
import json
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.agreement_table import AgreementTable, Observation, side_by_side
from interview.scoring.pairs import MOST_PAIRS, Pairs, kappa_of_table, pairs_of, share_within, weighted_kappa, weighted_kappas
from tests.seeds import shared_file

LEVELS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=20)


def table_of(*rows: dict[str, float]) -> AgreementTable:
    """One dict a candidate: what each interviewer gave."""
    return side_by_side([Observation(f"c{i:03}", name, value) for i, row in enumerate(rows) for name, value in row.items()])


def pairs(*rows: dict[str, float]) -> Pairs:
    found = pairs_of(table_of(*rows))
    assert found is not None
    return found


def test_cohens_1968_example() -> None:
    # Table 1: shares of 200 patients, disagreement weights 0 1 3 / 1 0 6 / 3 6 0; kappa .492, weighted .348
    shares = np.array([[0.44, 0.05, 0.01], [0.07, 0.20, 0.03], [0.09, 0.05, 0.06]])
    weights = np.array([[0.0, 1, 3], [1, 0, 6], [3, 6, 0]])
    assert kappa_of_table(shares, weights) == pytest.approx(0.348, abs=5e-4)
    assert kappa_of_table(shares, 1 - np.eye(3)) == pytest.approx(0.492, abs=5e-4)


@pytest.mark.seed
def test_the_reference_data_of_cohen() -> None:
    case = json.loads(shared_file("reference/expected.json").read_text(encoding="utf-8"))["cases"]["cohen_1968"]
    with shared_file(f"reference/{case['csv']}").open(encoding="utf-8") as file:
        rows = [[float(field) for field in row.values()] for row in csv.DictReader(file)]
    shares, weights = (np.array([row[column] for row in rows]).reshape(3, 3) for column in (2, 3))
    assert kappa_of_table(shares, weights) == pytest.approx(case["published"]["weighted_kappa"], abs=5e-4)


@pytest.mark.seed
def test_the_reference_data_of_schuster_and_smith() -> None:
    case = json.loads(shared_file("reference/expected.json").read_text(encoding="utf-8"))["cases"]["schuster_smith_2006"]
    with shared_file(f"reference/{case['csv']}").open(encoding="utf-8") as file:
        cells = [(float(one), float(other), int(count)) for one, other, count in list(csv.reader(file))[1:]]
    table = np.zeros((4, 4))
    for one, other, count in cells:
        table[int(one) - 1, int(other) - 1] = count
    rows = [{"facility": one, "research": other} for one, other, count in cells for _ in range(count)]
    assert share_within(pairs(*rows), 0) == pytest.approx(case["reference"]["agree_exact"], abs=1e-6)
    assert share_within(pairs(*rows), 1) == pytest.approx(case["reference"]["agree_tol1"], abs=1e-6)
    assert kappa_of_table(table, 1 - np.eye(4)) == pytest.approx(case["reference"]["cohen_kappa"], abs=1e-6)


@settings(deadline=None)
@given(LEVELS)
def test_statsmodels_gives_the_same_kappas(levels: list[tuple[int, int]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own imports
        from statsmodels.stats.inter_rater import cohens_kappa
    first, second = (np.array(column, dtype=np.float64) for column in zip(*levels, strict=True))
    if len({*first, *second}) == 1:
        return
    table = np.zeros((5, 5))
    for one, other in levels:
        table[one - 1, other - 1] += 1
    for power, name in ((1, "linear"), (2, "quadratic")):
        theirs = cohens_kappa(table, wt=name, return_results=False)
        assert weighted_kappa(first, second, power) == pytest.approx(theirs, abs=1e-9)
        distance = np.abs(np.subtract.outer(np.arange(5), np.arange(5))) ** float(power)
        assert kappa_of_table(table, distance) == pytest.approx(theirs, abs=1e-9)


def test_more_than_two_interviewers_give_the_mean_over_pairs() -> None:
    rows: list[dict[str, float]] = [{"a": 1, "b": 1, "c": 2}, {"a": 3, "b": 4, "c": 3}, {"a": 5, "b": 5, "c": 5}]
    values = {name: np.array([float(row[name]) for row in rows]) for name in "abc"}
    by_hand = [weighted_kappa(values[one], values[other], 2) for one, other in ("ab", "ac", "bc")]
    kappas, n = weighted_kappas(pairs(*rows))
    assert n == 3
    assert kappas["quadratic"] == pytest.approx(float(np.mean(by_hand)), abs=1e-6)


def test_pairs_with_one_shared_candidate_or_one_level_do_not_count() -> None:
    kappas, n = weighted_kappas(pairs({"a": 1, "b": 2}, {"a": 3, "c": 3}, {"d": 4, "e": 4}, {"d": 4, "e": 4}))
    assert (kappas, n) == ({"linear": None, "quadratic": None}, 0)


def test_shares_count_every_pair_of_a_candidate() -> None:
    found = pairs({"a": 1, "b": 2, "c": 4}, {"a": 3, "b": 3})  # distances 1 3 2 0
    assert (share_within(found, 0), share_within(found, 1), share_within(found, 2)) == (0.25, 0.5, 0.75)


def test_without_pairs_shares_and_kappas_are_unknown() -> None:
    found = pairs({"a": 1}, {"b": 2})
    assert (share_within(found, 1), weighted_kappas(found)) == (None, ({"linear": None, "quadratic": None}, 0))


def test_a_crowd_on_one_candidate_is_left_out() -> None:
    crowd = {f"i{index}": 3.0 for index in range(int((2 * MOST_PAIRS) ** 0.5) + 2)}
    assert pairs_of(table_of(crowd)) is None
