"""Wilson's interval against Newcombe (1998), table I."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.estimate import UNKNOWN
from interview.scoring.proportion import proportion
from tests.seeds import shared_file


# Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3
@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombes_table(x: int, n: int, low: float, high: float) -> None:
    found = proportion(x, n)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@pytest.mark.seed
def test_the_reference_table() -> None:
    with shared_file("reference/newcombe_1998a_table1.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = proportion(int(row["x"]), int(row["n"]))
            assert found.low == pytest.approx(float(row["wilson_lo"]), abs=5e-5)
            assert found.high == pytest.approx(float(row["wilson_hi"]), abs=5e-5)


def test_nobody_has_no_share() -> None:
    assert proportion(0, 0) == UNKNOWN


@settings(deadline=None)
@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(case: tuple[int, int]) -> None:
    found = proportion(*case)
    low, share, high = (-1 if end is None else end for end in (found.low, found.value, found.high))
    assert 0 <= low <= share <= high <= 1
