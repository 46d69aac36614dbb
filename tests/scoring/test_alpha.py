"""Krippendorff's alpha against his own worked example, the krippendorff package, and what must hold for any ratings."""

from __future__ import annotations

import csv
import json
from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.alpha import METRICS, Metric, alphas
from interview.scoring.estimate import UNKNOWN
from interview.scoring.ratings import Floats, Integers
from tests.seeds import shared_file

NONE = np.nan
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
    ]
)
RATINGS = st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=4), min_size=2, max_size=8)


def long(table: Floats) -> tuple[Floats, Integers]:
    """Values and units of a table with one row an observer."""
    unit, _ = np.nonzero(~np.isnan(table.T))
    return table.T[~np.isnan(table.T)], unit


def ragged(units: list[list[int]]) -> tuple[Floats, Integers]:
    return (
        np.array([float(level) for unit in units for level in unit]),
        np.array([index for index, unit in enumerate(units) for _ in unit], dtype=np.int64),
    )


def values_of(table: tuple[Floats, Integers]) -> dict[Metric, float | None]:
    return {metric: found.value for metric, found in alphas(*table).items()}


def test_krippendorffs_worked_example() -> None:
    found = {metric: round(value or 0, 3) for metric, value in values_of(long(KRIPPENDORFF)).items()}
    assert found == {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}


@pytest.mark.seed
def test_the_reference_values() -> None:
    case = json.loads(shared_file("reference/expected.json").read_text(encoding="utf-8"))["cases"]["krippendorff_4x12"]
    with shared_file(f"reference/{case['csv']}").open(encoding="utf-8") as file:
        rows = [(int(row["unit"]), float(row["value"])) for row in csv.DictReader(file) if row["value"]]
    found = values_of((np.array([value for _, value in rows]), np.array([unit for unit, _ in rows])))
    assert found == pytest.approx(case["high_precision"], abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(RATINGS)
def test_the_krippendorff_package_gives_the_same(units: list[list[int]]) -> None:
    width = max(len(unit) for unit in units)
    table = np.array([[*unit, *[NONE] * (width - len(unit))] for unit in units]).T
    paired = [level for unit in units if len(unit) > 1 for level in unit]
    if len(set(paired)) < 2:
        assert alphas(*ragged(units)) == dict.fromkeys(METRICS, UNKNOWN)
        return
    theirs = {metric: krippendorff.alpha(table, level_of_measurement=metric) for metric in METRICS}
    assert values_of(ragged(units)) == pytest.approx(theirs, abs=1e-6)


def test_the_ratio_metric_with_zeros_and_decimals() -> None:
    table = np.array([[0, 0.5, 2.25, 0, 1e-3], [0, 0.75, 2.25, 3, 1e3]])
    theirs = krippendorff.alpha(table, level_of_measurement="ratio", value_domain=sorted(set(table.reshape(-1).tolist())))
    assert alphas(*long(table))["ratio"].value == pytest.approx(by_pairs(table), abs=1e-6)
    assert theirs == pytest.approx(by_pairs(table), abs=1e-6)


def by_pairs(table: Floats) -> float:
    """Alpha for ratios by its definition, pair by pair."""

    def distance(x: float, y: float) -> float:
        return 0.0 if x == y else ((x - y) / (x + y)) ** 2

    everything = table.reshape(-1).tolist()
    n = len(everything)
    observed = sum(2 * distance(first, second) for first, second in table.T.tolist()) / n
    return 1 - observed / (sum(distance(x, y) for x in everything for y in everything) / (n * (n - 1)))


@settings(deadline=None, max_examples=30)
@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_not_a_digit(units: list[list[int]], random: Random) -> None:
    value, unit = ragged(units)
    order = list(range(len(value)))
    random.shuffle(order)
    renamed = np.array(random.sample(range(100), len(units)))
    assert alphas(value[order], renamed[unit][order]) == alphas(value, unit)


@settings(deadline=None, max_examples=30)
@given(RATINGS, st.permutations([1.0, 2, 3, 4, 5]))
def test_nominal_alpha_knows_no_order_of_levels(units: list[list[int]], renamed: list[float]) -> None:
    value, unit = ragged(units)
    other = np.array([renamed[int(level) - 1] for level in value])
    assert alphas(other, unit)["nominal"].value == pytest.approx(alphas(value, unit)["nominal"].value, abs=2e-6)


@settings(deadline=None, max_examples=30)
@given(RATINGS)
def test_ordinal_alpha_knows_only_the_order_of_levels(units: list[list[int]]) -> None:
    value, unit = ragged(units)
    assert alphas(value**3 + 7, unit)["ordinal"] == alphas(value, unit)["ordinal"]


@settings(deadline=None, max_examples=30)
@given(RATINGS)
def test_alpha_never_exceeds_one_and_lies_in_its_interval_or_near(units: list[list[int]]) -> None:
    for found in alphas(*ragged(units)).values():
        assert found.value is None or found.value <= 1
        if found.low is not None and found.high is not None:
            assert found.low <= found.high <= 1


def test_one_more_level_apart_is_less_agreement() -> None:
    base = [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [1, 1], [3, 3]]
    found = [alphas(*ragged([*base, [1, other]]))["interval"].value or 0 for other in (1, 2, 3, 4, 5)]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 5


def test_what_can_not_be_said_is_unknown() -> None:
    unknown = dict.fromkeys(METRICS, UNKNOWN)
    assert alphas(np.zeros(0), np.zeros(0, dtype=np.int64)) == unknown
    assert alphas(*ragged([[3], [4], [5]])) == unknown
    assert alphas(*ragged([[3, 3], [3, 3], [5]])) == unknown
    assert alphas(*ragged([[3, 3], [-1, 2]]))["ratio"] == UNKNOWN


def test_one_unit_has_a_value_and_no_interval() -> None:
    found = alphas(*ragged([[1, 2, 4]]))["interval"]
    assert (found.value, found.low, found.high) == (0.0, None, None)


@pytest.mark.slow
def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """300 tables of 40 units with 3 ratings, true interval alpha .5. Resampling units is known to run a little short."""
    rng = np.random.default_rng(2)
    unit = np.repeat(np.arange(40), 3)
    covered = 0
    for _ in range(300):
        value = rng.normal(size=40)[unit] + rng.normal(size=120)
        found = alphas(value, unit, metrics=("interval",))["interval"]
        covered += found.low is not None and found.high is not None and found.low <= 0.5 <= found.high
    assert 0.90 <= covered / 300 <= 0.98
