"""The rule of blindness, alone."""

from __future__ import annotations

import pytest

from interview.domain.visibility import Blindness, sight

OWN, ALL = Blindness.AFTER_OWN, Blindness.AFTER_ALL


@pytest.mark.parametrize(
    ("rule", "rates", "own_due", "all_due", "contents", "statuses"),
    [
        (OWN, True, 1, 2, False, False),
        (OWN, True, 0, 1, True, True),
        (OWN, False, 0, 2, True, True),
        (ALL, True, 1, 1, False, False),
        (ALL, True, 0, 1, False, False),
        (ALL, True, 0, 0, True, True),
        (ALL, False, 0, 1, False, True),
        (ALL, False, 0, 0, True, True),
    ],
)
def test_what_is_open(rule: Blindness, rates: bool, own_due: int, all_due: int, contents: bool, statuses: bool) -> None:  # noqa: PLR0917 - the columns of the table
    seen = sight(rule, rates=rates, own_due=own_due, all_due=all_due)
    assert (seen.contents, seen.statuses) == (contents, statuses)
    assert bool(seen.reason) != seen.contents
