"""Candidates, their interviews, the debrief and the decision; and who does not see them."""

from __future__ import annotations

import pytest

from interview.domain.debrief import Outcome
from interview.domain.scorecard import Vote
from interview.services.candidates import get_candidate, list_candidates
from interview.services.context import Context
from interview.services.debriefs import get_debrief
from interview.services.interviews import mark_not_held
from tests.factories import EVIDENCE, ROLE_ID, Cast, TestClock, World, content, submit
from tests.ui.conftest import Visit


@pytest.fixture
def rated(context: Context, world: World) -> World:
    """Both scorecards are in: Ines saw a strong designer, Ivan a weak one."""
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=4, notes="Kept for the debrief."))
    submit(context, world.cast.ivan, world.talk, content("design", "listening", level=2, vote=Vote.NO))
    return world


def test_home_shows_each_person_what_waits_for_them(visit: Visit, context: Context, world: World, clock: TestClock) -> None:
    assert visit(world.cast.ines).links["Workshop with Cleo Marsh"] == f"kit?interview={world.workshop}"
    assert any("Cleo Marsh" in label for label in visit(world.cast.hugo).links)
    assert not any("Cleo Marsh" in label for label in visit(world.cast.otto).links)
    assert visit(world.cast.otto).app.info


def test_interviews_are_sorted_by_what_they_need(visit: Visit, context: Context, world: World, clock: TestClock) -> None:
    headers = [header.value for header in visit(world.cast.ines, "interviews").app.header]
    assert headers == ["Next"]
    clock.forward(days=5)
    tab = visit(world.cast.ines, "interviews")
    assert [header.value for header in tab.app.header] == ["Overdue"]
    assert "Scorecard overdue" in tab.everything
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    tab = visit(world.cast.ines, "interviews")
    assert [header.value for header in tab.app.header] == ["Submitted"]
    mark_not_held(context, world.cast.rita, world.talk, "The candidate was ill.")
    assert "Did not take place" in visit(world.cast.ivan, "interviews").everything


def test_whoever_is_on_no_panel_is_told_how_that_changes(visit: Visit, cast: Cast) -> None:
    assert [one.value for one in visit(cast.otto, "interviews").app.info] == [
        "You are not on a panel yet. A recruiter or hiring manager puts you on one; it then shows here."
    ]


def test_a_candidate_is_added_to_a_published_loop_only(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.rita, "candidates")
    next(box for box in tab.app.text_input if box.label == "Name").set_value("Dana Wells")
    tab.press("Add candidate")
    assert tab.title == "Dana Wells"
    assert [row.candidate.name for row in list_candidates(context, world.cast.rita)] == ["Dana Wells", "Cleo Marsh"]


def test_a_candidate_without_a_name_is_refused(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.rita, "candidates").press("Add candidate")
    assert tab.errors == ["Give the candidate's name."]
    assert len(list_candidates(context, world.cast.rita)) == 1


def test_without_candidates_the_page_says_what_one_needs(visit: Visit, cast: Cast) -> None:
    assert visit(cast.rita, "candidates").app.info


def test_planners_see_panels_and_interviewers_do_not_see_who_has_submitted(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    assert "scorecard submitted" in visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything
    blind = visit(world.cast.ivan, "candidate", candidate=world.candidate_id)
    assert "scorecard submitted" not in blind.everything
    assert "still owed" not in blind.everything
    assert "Others' scorecards open once you have submitted your own." in blind.everything
    assert not [label for label in blind.links if "debrief" in label.lower()]


def test_a_person_with_a_conflict_steps_back_and_sees_nothing_more(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ivan, "candidate", candidate=world.candidate_id).press("Step back from this candidate")
    assert tab.errors == ["Give a reason; administrators alone can read it."]
    tab.fill("Reason", "We shared a flat.").press("Step back from this candidate")
    assert tab.title == "Hello Ivan"
    after = visit(world.cast.ivan, "candidate", candidate=world.candidate_id)
    assert after.errors == ["You are recused from this candidate, so nothing about the candidate can be opened."]
    assert "Cleo" not in after.everything
    assert "shared a flat" not in visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything


def test_an_interview_that_was_not_held_owes_nothing(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.rita, "candidate", candidate=world.candidate_id).press("Mark as not held")
    assert tab.errors == ["Say why it did not take place."]
    tab.fill("Why?", "The candidate was ill.").press("Mark as not held")
    states = [interview.state for interview in get_candidate(context, world.cast.rita, world.candidate_id).interviews]
    assert states == ["not_held", "scheduled"]
    assert "Did not take place: The candidate was ill." in tab.everything


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
