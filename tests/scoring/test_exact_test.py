"""Fisher's exact test against his own examples and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from interview.scoring.exact_test import fisher

COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_lady_tasting_tea() -> None:
    # Fisher (1935): 3 of 4 against 1 of 4; two-sided p 34/70, mid-p takes half of this table's 16/70 away
    assert fisher(3, 4, 1, 4) == pytest.approx((34 / 70, 26 / 70))


def test_fishers_twins() -> None:
    # Fisher (1962), convictions of like-sex twins of criminals: 2 of 17 dizygotic, 10 of 13 monozygotic
    assert fisher(2, 17, 10, 13).p == pytest.approx(0.0005367, abs=5e-8)


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_scipy_gives_the_same(own: tuple[int, int], other: tuple[int, int]) -> None:
    (x, n), (y, m) = own, other
    assert fisher(x, n, y, m).p == pytest.approx(fisher_exact(np.array([[x, n - x], [y, m - y]])).pvalue, rel=1e-6)


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_either_group_may_come_first(own: tuple[int, int], other: tuple[int, int]) -> None:
    assert fisher(*own, *other) == pytest.approx(fisher(*other, *own))
    assert 0 < fisher(*own, *other).mid_p <= fisher(*own, *other).p <= 1


def test_hundreds_of_thousands_of_people() -> None:
    assert fisher(30_000, 100_000, 30_100, 100_000).p == pytest.approx(
        fisher_exact(np.array([[30_000, 70_000], [30_100, 69_900]])).pvalue, rel=1e-5
    )
