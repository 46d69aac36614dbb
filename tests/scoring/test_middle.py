"""The median's interval against Conover's table of order statistics."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.estimate import UNKNOWN, Estimate
from interview.scoring.middle import middle


# Conover (1999), section 3.2: the ranks that enclose the median with at least 95%
@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (10, 2, 9), (15, 4, 12), (20, 6, 15), (25, 8, 18), (30, 10, 21)])
def test_conovers_ranks(n: int, low: int, high: int) -> None:
    found = middle([float(value) for value in range(1, n + 1)])
    assert (found.low, found.high) == (low, high)


def test_too_few_have_a_median_and_no_interval() -> None:
    assert middle([]) == UNKNOWN
    assert middle([3.0, 1.0, 2.0]) == Estimate(2.0)


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000).map(float), min_size=1, max_size=60))
def test_the_median_lies_in_its_interval_whatever_the_order(values: list[float]) -> None:
    found = middle(values)
    assert found == middle(values[::-1])
    if found.low is not None and found.high is not None and found.value is not None:
        assert min(values) <= found.low <= found.value <= found.high <= max(values)
