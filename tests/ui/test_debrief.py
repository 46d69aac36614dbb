"""The debrief on screen: gaps and disagreement first, raw ratings, the recommendation, votes, the decision and its reason."""

from __future__ import annotations

from interview.domain.debrief import Outcome
from interview.domain.scorecard import Vote
from interview.services.context import Context
from interview.services.debriefs import get_debrief, record_note, record_vote
from tests.factories import World, content, submit
from tests.ui.conftest import Visit
from tests.ui.tab import Tab


def complete(context: Context, world: World, level: int = 4, other: int = 4) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=level, notes="Bring up the loom."))
    submit(context, world.cast.ivan, world.talk, content("design", "listening", level=other))


def debrief(visit: Visit, world: World) -> Tab:
    return visit(world.cast.hugo, "debrief", candidate=world.candidate_id)


def test_who_is_blind_sees_a_reason_and_nothing_else(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=2, notes="She froze."))
    page = visit(world.cast.ivan, "debrief", candidate=world.candidate_id)
    assert page.errors == ["Others' scorecards open once you have submitted your own."]
    assert "She froze." not in page.everything
    assert "Recommendation" not in page.everything


def test_before_the_first_rating_there_is_no_recommendation(visit: Visit, world: World) -> None:
    shown = debrief(visit, world).everything
    assert "No ratings yet." in shown
    assert "Not enough evidence for a recommendation yet." in shown
    assert "Nobody has voted yet." in shown
    assert "2 scorecards are still owed" in shown
    assert "Must-have skills without a rating: Designing." in shown


def test_the_debrief_shows_ratings_evidence_recommendation_and_votes(visit: Visit, context: Context, world: World) -> None:
    complete(context, world)
    shown = debrief(visit, world).everything
    for part in ("Raw ratings", "Ines", "Ivan", "Chance of meeting the bar", "Bring up the loom.", "Solid throughout."):
        assert part in shown


def test_interviewers_who_are_far_apart_come_first(visit: Visit, context: Context, world: World) -> None:
    complete(context, world, level=2, other=5)
    page = debrief(visit, world)
    assert "Interviewers are two or more levels apart on: Designing." in page.everything
    assert "apart" in page.everything


def test_a_vote_after_reading_stands_beside_the_first(visit: Visit, context: Context, world: World) -> None:
    complete(context, world)
    page = visit(world.cast.ines, "debrief", candidate=world.candidate_id)
    assert page.press("Record my vote").errors == ["Choose a vote first."]
    page.enter("Your vote after reading", Vote.STRONG_YES).enter("Why? (optional)", "A clear example.").press("Record my vote")
    assert "Strong yes. A clear example." in debrief(visit, world).everything


def test_a_decision_carries_its_name_and_needs_a_reason_where_it_differs(visit: Visit, context: Context, world: World) -> None:
    complete(context, world, level=1, other=1)
    page = debrief(visit, world)
    assert page.press("Record the decision").errors == ["Choose a decision first."]
    page.enter("Decision", "Hire").press("Record the decision")
    assert page.errors == ["This differs from the recommendation; give the reason, it is kept with the decision."]
    assert get_debrief(context, world.cast.hugo, world.candidate_id).decision is None
    reason = "Reason (required where it differs from the recommendation, or supersedes a decision)"
    page.enter("Decision", "Hire").enter(reason, "We need the loom.").press("Record the decision")
    decision = get_debrief(context, world.cast.hugo, world.candidate_id).decision
    assert decision is not None
    assert (decision.outcome, decision.reason) == (Outcome.HIRE, "We need the loom.")
    shown = debrief(visit, world).everything
    assert "Decision: **Hire** by Hugo" in shown
    assert "We need the loom." in shown


def test_whoever_may_not_decide_gets_no_form(visit: Visit, context: Context, world: World) -> None:
    complete(context, world)
    assert "Record the decision" not in visit(world.cast.rita, "debrief", candidate=world.candidate_id).buttons


def test_raters_vote_again_before_the_discussion_opens(visit: Visit, context: Context, world: World) -> None:
    complete(context, world)
    record_vote(context, world.cast.bo, world.candidate_id, Vote.STRONG_NO, "Too slow for us.")
    record_note(context, world.cast.bo, world.candidate_id, "Speed is the question.")
    page = visit(world.cast.ines, "debrief", candidate=world.candidate_id)
    assert "opens once you have voted again" in page.everything
    assert "Too slow for us." not in page.everything
    assert "Speed is the question." not in page.everything
    page.enter("Your vote after reading", Vote.YES).press("Record my vote")
    assert "Too slow for us." in page.everything
    said = "What was said that should stay on record?"
    page.enter(said, "Ines explained the loom.").press("Keep this note")
    assert page.texts.count("Ines explained the loom.") == 1
    assert "(2 notes)" in debrief(visit, world).everything


def test_dissent_is_kept_with_the_decision(visit: Visit, context: Context, world: World) -> None:
    complete(context, world, level=5, other=5)
    page = debrief(visit, world).enter("Decision", "Hire").enter("Dissent of Ivan", "I would wait.")
    page.press("Record the decision")
    assert "Dissent of Ivan: I would wait." in page.everything


def test_a_bar_raisers_block_is_shown_and_refuses_the_hire(visit: Visit, context: Context, world: World) -> None:
    complete(context, world, level=5, other=5)
    page = visit(world.cast.bo, "debrief", candidate=world.candidate_id)
    assert page.press("Record my word").errors == ["Choose one first."]
    page.enter("Your word as a bar raiser", False).enter("Why? It is kept and shown", "No sign of scale.").press("Record my word")
    assert "Blocked by Bo" in page.everything
    page = debrief(visit, world).enter("Decision", "Hire").press("Record the decision")
    assert any("Bo blocks this hire" in error for error in page.errors)


def test_the_next_step_and_three_ways_of_counting_are_shown(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=4))
    shown = debrief(visit, world).everything
    for part in ("What next", "**Go on:** independent ratings are still missing on Designing", "Plain mean of all ratings"):
        assert part in shown
    assert "between 17% and 83%" in shown
