"""The grid of the debrief: the same whatever the order of submission; what is not assessed counts nowhere."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from interview.domain.debrief import grid
from interview.domain.scorecard import Rating, Scorecard, ScorecardContent, ScorecardState
from tests.factories import a_role

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def a_card(person_id: str, *, is_shadow: bool = False, **levels: int | None) -> Scorecard:
    """A submitted scorecard with these levels."""
    ratings = tuple(Rating(skill_id=skill, level=level, not_assessed=level is None) for skill, level in levels.items())
    return Scorecard(
        id=f"card-{person_id}",
        interview_id="i",
        candidate_id="c",
        person_id=person_id,
        is_shadow=is_shadow,
        state=ScorecardState.SUBMITTED,
        version=2,
        content=ScorecardContent(ratings=ratings),
        updated_at=NOW,
        submitted_at=NOW,
    )


CARDS = (a_card("ann", design=4, coding=None), a_card("bob", design=2, coding=3), a_card("sid", is_shadow=True, listening=5))


def test_the_grid_has_every_skill_of_the_role_in_its_order() -> None:
    rows = grid(a_role(), CARDS)
    assert [(row.skill_id, row.bar, row.must_have) for row in rows] == [
        ("design", 4, True),
        ("coding", 3, False),
        ("listening", 3, False),
    ]


def test_disagreement_starts_at_two_levels_and_not_assessed_is_no_level() -> None:
    design, coding, listening = grid(a_role(), CARDS)
    assert (design.levels, design.spread, design.disagree) == ((2, 4), 2, True)
    assert (coding.levels, coding.spread, coding.disagree) == ((3,), 0, False)
    assert [cell.level for cell in coding.cells] == [None, 3]
    assert (listening.levels, listening.spread) == ((), 0)  # a shadow's card is not counted


def test_the_order_of_submission_makes_no_difference() -> None:
    assert len({grid(a_role(), cards) for cards in itertools.permutations(CARDS)}) == 1
