"""Koopman's interval against statsmodels, and where it has to give way."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.estimate import UNKNOWN
from interview.scoring.ratio_interval import ratio_interval

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_koopmans_example() -> None:
    # Koopman (1984): 36 of 40 against 16 of 80, ratio 4.5; interval (2.939, 7.152)
    found = ratio_interval(36, 40, 16, 80)
    assert found.value == 4.5
    assert found.low == pytest.approx(2.94, abs=0.005)
    assert found.high == pytest.approx(7.15, abs=0.005)


@settings(deadline=None, max_examples=40)
@given(COUNTS, COUNTS)
def test_statsmodels_gives_the_same(own: tuple[int, int], reference: tuple[int, int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero on the way to some limits
        from statsmodels.stats.proportion import confint_proportions_2indep

        (x, n), (reference_x, reference_n) = own, reference
        if not 0 < x < n or not 0 < reference_x < reference_n:
            return  # it gives up at zeros; the bounds below hold there
        low, high = confint_proportions_2indep(x, n, reference_x, reference_n, compare="ratio", method="score", correction=False)
    found = ratio_interval(x, n, reference_x, reference_n)
    assert found.low == pytest.approx(low, rel=1e-3, abs=2e-6)
    assert found.high == pytest.approx(high, rel=1e-3)


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_the_interval_holds_the_ratio(own: tuple[int, int], reference: tuple[int, int]) -> None:
    found = ratio_interval(*own, *reference)
    if reference[0] == 0:
        assert found == UNKNOWN
        return
    low, ratio, high = (-1 if end is None else end for end in (found.low, found.value, found.high))
    assert 0 <= low <= ratio + 1e-6
    assert ratio <= high + 1e-6


def test_nobody_selected_in_a_group_has_an_upper_end() -> None:
    found = ratio_interval(0, 20, 10, 20)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high is not None
    assert 0 < found.high < 0.8
