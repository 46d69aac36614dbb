"""Spread of sample ratings, by hand; and when a behaviour counts as read differently."""

from __future__ import annotations

import pytest

from interview.scoring.sample_spread import Spread, is_divided, spread_of


def test_the_spread_by_hand() -> None:
    # 2, 3, 5: pairs differ by 1, 3 and 2, so one of three is within one level
    assert spread_of([3, 5, 2]) == Spread(3, (0, 1, 1, 0, 1), 3, 1 / 3)
    assert spread_of([4]) == Spread(1, (0, 0, 0, 1, 0), 0, None)
    assert spread_of([]) == Spread(0, (0, 0, 0, 0, 0), 0, None)


@pytest.mark.parametrize(
    ("saw", "n", "divided"),
    [(1, 2, False), (1, 3, False), (1, 4, False), (2, 4, True), (3, 4, False), (2, 5, True), (8, 8, False)],
)
def test_one_slip_is_no_division_and_half_against_half_is(saw: int, n: int, divided: bool) -> None:
    assert is_divided(saw, n) is divided
