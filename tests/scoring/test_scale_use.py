"""Use of the scale: counts, and silence until there was occasion."""

from __future__ import annotations

from interview.scoring.scale_use import OCCASIONS, level_counts, unused_levels


def test_levels_are_counted_from_one_to_five() -> None:
    assert level_counts([1, 3, 3, 5]) == (1, 0, 2, 0, 1)
    assert level_counts([]) == (0, 0, 0, 0, 0)


def test_a_level_counts_as_unused_after_thirty_ratings_only() -> None:
    assert unused_levels(level_counts([2, 3, 4] * 9 + [5, 5])) == ()
    assert sum(level_counts([2, 3, 4] * 10)) == OCCASIONS
    assert unused_levels(level_counts([2, 3, 4] * 10)) == (1, 5)


def test_a_level_that_fits_every_tenth_candidate_is_rarely_called_unused() -> None:
    assert 0.9**OCCASIONS < 0.05
