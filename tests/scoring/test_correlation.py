"""Pearson's r and its interval, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from interview.scoring.correlation import correlation
from interview.scoring.estimate import UNKNOWN, Estimate


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=4, max_size=30))
def test_it_is_scipys_r_with_fishers_interval(pairs: list[tuple[int, int]]) -> None:
    x, y = zip(*pairs, strict=True)
    found = correlation(x, y)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert found == UNKNOWN
        return
    expected = pearsonr(x, y)
    interval = expected.confidence_interval(0.95)
    assert found.value == pytest.approx(expected.statistic, abs=1e-6)
    if abs(expected.statistic) < 1 - 1e-9:
        assert found.low == pytest.approx(interval.low, abs=1e-5)
        assert found.high == pytest.approx(interval.high, abs=1e-5)


def test_three_pairs_say_nothing_and_a_straight_line_says_all() -> None:
    assert correlation([1, 2, 3], [1, 2, 3]) == UNKNOWN
    assert correlation([1, 2, 3, 4], [2, 4, 6, 8]) == Estimate(1.0, 1.0, 1.0)


def test_the_interval_covers_what_it_says() -> None:
    random, hits = np.random.default_rng(5), 0
    for _ in range(400):
        x = random.normal(size=25)
        found = correlation(x.tolist(), (0.5 * x + np.sqrt(0.75) * random.normal(size=25)).tolist())
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 0.5 <= found.high
    assert 0.92 <= hits / 400 <= 0.98
