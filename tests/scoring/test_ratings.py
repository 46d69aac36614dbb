"""Ratings, bars and the canonical table."""

from __future__ import annotations

import pytest

from interview.errors import Invalid
from interview.scoring.ratings import Bar, Rating, normalised_weights, require_bars, require_ratings, tabulate, weighted_bar


def test_a_table_is_in_canonical_order_and_leaves_out_what_was_not_assessed() -> None:
    table = tabulate([Rating("b", "i", "y", 2), Rating("a", "j", "x", 5), Rating("a", "i", "x", None), Rating("a", "i", "y", 3)])
    assert (table.candidates, table.interviewers, table.skills, table.pools) == (("a", "b"), ("i", "j"), ("x", "y"), ("",))
    assert (table.candidate.tolist(), table.interviewer.tolist(), table.skill.tolist(), table.level.tolist()) == (
        [0, 0, 1],
        [0, 1, 0],
        [1, 0, 1],
        [3, 5, 2],
    )


def test_one_name_in_two_pools_can_count_as_two_candidates() -> None:
    ratings = [Rating("a", "i", "x", 3, "north"), Rating("a", "i", "x", 4, "south")]
    assert tabulate(ratings, separate_pools=True).candidates == ("a", "a")
    assert tabulate(ratings).candidates == ("a",)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_ratings_off_the_scale_are_refused(level: int) -> None:
    with pytest.raises(Invalid, match=f"is {level}; a rating is a whole number from 1 to 5"):
        require_ratings([Rating("a", "i", "x", level)])


@pytest.mark.parametrize(
    ("bars", "sentence"),
    [
        ([], "the role has no bars; give at least one skill a bar"),
        ([Bar("x", 6)], "the bar of x is 6; a bar is a whole number from 1 to 5"),
        ([Bar("x", 3, -1)], "the weight of x is -1; a weight is a number of 0 or more"),
        ([Bar("x", 3, float("nan"))], "the weight of x is nan; a weight is a number of 0 or more"),
        ([Bar("x", 3), Bar("x", 4)], "these skills have more than one bar: x; keep one of each"),
        ([Bar("x", 3, 0)], "all weights are 0; give at least one skill a weight"),
    ],
)
def test_bars_that_make_no_sense_are_refused(bars: list[Bar], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_bars(bars)
    assert str(refused.value) == sentence


def test_weights_sum_to_one_and_the_weighted_bar_is_half_a_level_lower() -> None:
    bars = [Bar("x", 4, 3), Bar("y", 2, 1)]
    assert normalised_weights(bars).tolist() == [0.75, 0.25]
    assert weighted_bar(bars) == 3.0
