"""The debrief and the decision on screen; and who does not see them."""

from __future__ import annotations

import pytest

from interview.domain.debrief import Outcome
from interview.domain.scorecard import Vote
from interview.services.context import Context
from interview.services.debriefs import get_debrief
from tests.factories import EVIDENCE, ROLE_ID, World, content, submit
from tests.ui.conftest import Visit


@pytest.fixture
def rated(context: Context, world: World) -> World:
    """Both scorecards are in: Ines saw a strong designer, Ivan a weak one."""
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=4, notes="Kept for the debrief."))
    submit(context, world.cast.ivan, world.talk, content("design", "listening", level=2, vote=Vote.NO))
    return world


def test_the_debrief_shows_both_sides_and_where_they_part(visit: Visit, rated: World) -> None:
    tab = visit(rated.cast.hugo, "debrief", candidate=rated.candidate_id)
    for words in ("Designing", "Ines", "Ivan", EVIDENCE, "Kept for the debrief.", "Recommendation"):
        assert words in tab.everything


def test_the_debrief_is_closed_to_the_blind(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    tab = visit(world.cast.ivan, "debrief", candidate=world.candidate_id)
    assert tab.errors == ["Others' scorecards open once you have submitted your own."]
    assert EVIDENCE not in tab.everything


def test_a_decision_needs_a_choice_and_a_reason_where_it_differs(visit: Visit, context: Context, rated: World) -> None:
    tab = visit(rated.cast.hugo, "debrief", candidate=rated.candidate_id).press("Record the decision")
    assert len(tab.errors) >= 1
    tab.app.radio[0].set_value(Outcome.HIRE)
    tab.press("Record the decision")
    assert any("differs from the recommendation" in error for error in tab.errors)
    assert get_debrief(context, rated.cast.hugo, rated.candidate_id).decision is None


def test_a_vote_after_reading_stands_beside_the_first(visit: Visit, context: Context, rated: World) -> None:
    tab = visit(rated.cast.ines, "debrief", candidate=rated.candidate_id)
    tab.press("Record my vote")
    assert "Choose a vote first." in tab.errors
    tab.app.segmented_control[0].set_value(Vote.STRONG_YES)
    tab.press("Record my vote")
    votes = get_debrief(context, rated.cast.hugo, rated.candidate_id).votes
    assert [(vote.person_id, vote.vote) for vote in votes] == [(rated.cast.ines.person_id, Vote.STRONG_YES)]


def test_a_person_outside_sees_neither_list_nor_candidate(visit: Visit, rated: World) -> None:
    assert "Cleo" not in visit(rated.cast.hanna, "candidates").everything
    for page in ("candidate", "debrief"):
        tab = visit(rated.cast.hanna, page, candidate=rated.candidate_id)
        assert len(tab.errors) == 1
        assert "Cleo" not in tab.everything
    assert ROLE_ID not in visit(rated.cast.hanna, "roles").everything


def test_a_decision_with_its_reason_stands_on_the_page(visit: Visit, context: Context, rated: World) -> None:
    tab = visit(rated.cast.hugo, "debrief", candidate=rated.candidate_id)
    tab.app.radio[0].set_value(Outcome.NO_HIRE)
    next(box for box in tab.app.text_area if box.label.startswith("Reason")).set_value("Design is a must.")
    tab.press("Record the decision")
    decision = get_debrief(context, rated.cast.hugo, rated.candidate_id).decision
    assert decision is not None
    assert (decision.outcome, decision.reason) == (Outcome.NO_HIRE, "Design is a must.")
    assert "Design is a must." in tab.app.success[0].value
