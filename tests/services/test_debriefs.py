"""Debriefs and decisions: the recommendation, votes after reading, decisions that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.domain.candidate import CandidateState
from interview.domain.debrief import Dissent, Outcome
from interview.domain.person import PersonRole
from interview.domain.role import Ladder
from interview.domain.rules import Costs
from interview.domain.scorecard import Vote
from interview.errors import Conflict, Forbidden, Invalid
from interview.services import debriefs, judging, recommendations
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.debriefs import (
    differs,
    get_debrief,
    get_loop_summary,
    record_decision,
    record_note,
    record_sign_off,
    record_vote,
)
from interview.services.interviews import assign_interviewers, declare_conflict, mark_not_held
from interview.services.recommendations import named, recommendation_for
from interview.services.rules import change_rules, preview_rules
from interview.services.scorecards import amend_scorecard, open_scorecard, submit_scorecard
from interview.storage.past_ratings import PastRating
from tests.factories import World, a_person, a_role, content, submit


@pytest.fixture
def rated(context: Context, world: World) -> World:
    """Both scorecards are in: everything at level 5."""
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=5))
    submit(context, world.cast.ivan, world.talk, content("design", "listening", level=5))
    return world


def test_before_the_first_scorecard_there_is_no_recommendation(context: Context, world: World) -> None:
    view = get_debrief(context, world.cast.hugo, world.candidate_id)
    assert (view.recommendation, view.due, view.decision) == ({}, 2, None)
    assert view.not_covered == ("design", "coding", "listening")


def test_the_recommendation_speaks_of_people_and_skills_by_name(context: Context, rated: World) -> None:
    view = get_debrief(context, rated.cast.hugo, rated.candidate_id)
    text = " ".join(view.recommendation["reasons"])
    assert view.recommendation["outcome"] in {"hire", "strong_hire"}
    assert "Designing" in text
    assert "design (" not in text
    assert "person-" not in text
    assert {skill["id"] for skill in view.recommendation["skills"]} == {"design", "coding", "listening"}
    assert {entry["id"] for entry in view.recommendation["interviewers"]} == {
        rated.cast.ines.person_id,
        rated.cast.ivan.person_id,
    }


def test_what_agrees_needs_no_reason_and_what_differs_does(context: Context, rated: World) -> None:
    hugo = rated.cast.hugo
    with pytest.raises(Invalid, match="differs from the recommendation"):
        record_decision(context, hugo, rated.candidate_id, Outcome.NO_HIRE)
    decision = record_decision(context, hugo, rated.candidate_id, Outcome.HIRE)
    assert decision.reason == ""
    assert decision.recommendation["outcome"].removeprefix("strong_") == "hire"
    assert get_candidate(context, rated.cast.rita, rated.candidate_id).candidate.state is CandidateState.HIRED


@pytest.mark.parametrize(
    ("outcome", "recommended", "expected"),
    [
        (Outcome.HIRE, "strong_hire", False),
        (Outcome.HIRE, "hire", False),
        (Outcome.HIRE, "gather_more_evidence", True),
        (Outcome.NO_HIRE, "strong_no_hire", False),
        (Outcome.NO_HIRE, "strong_hire", True),
        (Outcome.HIRE, "", False),
    ],
)
def test_strong_or_not_is_the_same_direction(outcome: Outcome, recommended: str, expected: object) -> None:
    assert differs(outcome, {"outcome": recommended}) is expected


def test_a_later_decision_supersedes_and_the_first_one_stays(context: Context, rated: World) -> None:
    hugo = rated.cast.hugo
    first = record_decision(context, hugo, rated.candidate_id, Outcome.HIRE)
    with pytest.raises(Invalid, match="say why this one supersedes"):
        record_decision(context, hugo, rated.candidate_id, Outcome.GATHER_MORE_EVIDENCE)
    dissent = [Dissent(person_id=rated.cast.bo.person_id, reason="Enough was seen.")]
    second = record_decision(
        context, hugo, rated.candidate_id, Outcome.GATHER_MORE_EVIDENCE, reason="References doubt it.", dissent=dissent
    )
    view = get_debrief(context, hugo, rated.candidate_id)
    assert view.decisions == (first, second)
    assert (second.supersedes, second.dissent, view.decision) == (first.id, tuple(dissent), second)
    assert get_candidate(context, hugo, rated.candidate_id).candidate.state is CandidateState.ACTIVE
    for wrong in (Dissent(person_id="person-0", reason="x"), Dissent(person_id=rated.cast.bo.person_id, reason=" ")):
        with pytest.raises(Invalid, match="person and the reason"):
            record_decision(context, hugo, rated.candidate_id, Outcome.HIRE, reason="x", dissent=[wrong])


def test_a_scorecard_that_arrives_while_deciding_is_not_overlooked(
    context: Context, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recommendation is computed outside of the transaction; what changed meanwhile sends the decision back."""
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    compute = recommendations.recommendation_for

    def slowly(*given: object, **named_arguments: object) -> object:
        result = compute(*given, **named_arguments)  # type: ignore[arg-type]  # passed through as they came
        submit(replace(context), world.cast.ivan, world.talk, content("design", "listening"))
        return result

    monkeypatch.setattr(debriefs, "recommendation_for", slowly)
    with pytest.raises(Conflict, match="changed a moment ago"):
        record_decision(context, world.cast.hugo, world.candidate_id, Outcome.HIRE, reason="x")


def test_a_block_that_arrives_while_deciding_is_not_overlooked(
    context: Context, rated: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rating changes with it, so the sign-off has to be looked at again in the transaction that decides."""
    compute = recommendations.recommendation_for

    def slowly(*given: object, **named_arguments: object) -> object:
        result = compute(*given, **named_arguments)  # type: ignore[arg-type]  # passed through as they came
        monkeypatch.setattr(debriefs, "recommendation_for", compute)
        record_sign_off(context, rated.cast.bo, rated.candidate_id, approves=False, reason="No sign of scale.")
        return result

    monkeypatch.setattr(debriefs, "recommendation_for", slowly)
    with pytest.raises(Conflict, match="Bo blocks this hire"):
        record_decision(context, rated.cast.hugo, rated.candidate_id, Outcome.HIRE)


def test_votes_after_reading_replace_earlier_ones_and_keep_the_scorecards(context: Context, rated: World) -> None:
    cast = rated.cast
    record_vote(context, cast.ivan, rated.candidate_id, Vote.YES)
    record_vote(context, cast.ivan, rated.candidate_id, Vote.NO, " On reflection. ")
    record_vote(context, cast.bo, rated.candidate_id, Vote.STRONG_YES)
    view = get_debrief(context, cast.hugo, rated.candidate_id)
    assert {vote.person_id: (vote.vote, vote.reason) for vote in view.votes} == {
        cast.ivan.person_id: (Vote.NO, "On reflection."),
        cast.bo.person_id: (Vote.STRONG_YES, ""),
    }
    assert {card.content.vote for card in view.scorecards} == {Vote.YES}
    record_decision(context, cast.hugo, rated.candidate_id, Outcome.HIRE, reason="x")
    with pytest.raises(Conflict, match="voting is over"):
        record_vote(context, cast.ivan, rated.candidate_id, Vote.YES)


def test_the_blind_neither_vote_nor_read(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    with pytest.raises(Forbidden, match="once you have submitted"):
        record_vote(context, world.cast.ivan, world.candidate_id, Vote.YES)


def test_a_shadows_card_never_counts(context: Context, rated: World) -> None:
    cast = rated.cast
    before = get_debrief(context, cast.hugo, rated.candidate_id)
    assign_interviewers(context, cast.rita, rated.talk, [cast.ivan.person_id], shadows=[cast.otto.person_id])
    submit(context, cast.otto, rated.talk, content("design", "listening", level=1))
    after = get_debrief(context, cast.hugo, rated.candidate_id)
    assert (after.rows, after.raw_recommendation, after.input_hash, after.due) == (
        before.rows,
        before.raw_recommendation,
        before.input_hash,
        0,
    )
    assert len(after.scorecards) == 3


def test_one_person_in_two_interviews_is_one_observer(context: Context, world: World) -> None:
    """Ines rates design 5 and 2: her levels count once, as 3 (their mean 3.5, halves down)."""
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ines.person_id])
    submit(context, cast.ines, world.workshop, content("design", "coding", level=5))
    card = open_scorecard(context, cast.ines, world.talk)
    submit_scorecard(context, cast.ines, card.id, expected_version=1, content=content("design", "listening", level=2))
    view = get_debrief(context, cast.hugo, world.candidate_id)
    design = next(skill for skill in view.raw_recommendation["skills"] if skill["id"] == "design")
    assert (design["n"], design["raw_mean"]) == (1, 3.0)
    assert view.rows[0].levels == (2, 5)


def test_the_summary_is_the_debrief_with_who_and_when(context: Context, rated: World) -> None:
    summary = get_loop_summary(context, rated.cast.rita, rated.candidate_id)
    assert (summary.exported_by, summary.exported_at) == ("Rita", "2026-03-02T09:00:00+00:00")
    assert summary.input_hash == get_debrief(context, rated.cast.hugo, rated.candidate_id).input_hash


def test_steps_of_the_ladder_are_placed(context: Context, rated: World) -> None:
    ladder = a_role().model_copy(update={"ladder": Ladder(steps=("weaver", "unknown"))})
    with context.store.read() as unit:
        judged = judging.judging_now(context, unit, rated.cast.hugo, ladder, 2)
        candidate = unit.candidates.get(rated.candidate_id)
        assert candidate is not None
        recommendation = recommendation_for(judged, candidate, ladder, unit.scorecards.of_candidate(candidate.id))
    assert [level["role"] for level in recommendation["levels"]] == ["weaver"]
    assert recommendation["reasons"][-1].startswith("Level: meets the bar of weaver (")
    assert named(recommendation, judged.rules.step_titles)["reasons"][-1].startswith("Level: meets the bar of Weaver (")


def test_names_replace_whole_words_only() -> None:
    raw = {
        "reasons": ["design-2 and design (3.0), redesigned by person-1."],
        "flags": [{"kind": "x", "text": "design: person-1"}],
    }
    shown = named(raw, {"person-1": "Ines"}, {"design": "Designing"})
    assert shown["reasons"] == ["design-2 and Designing (3.0), redesigned by Ines."]
    assert shown["flags"] == [{"kind": "x", "text": "Designing: Ines"}]
    assert named({}, {"a": "b"}) == {}


def test_calibrations_are_kept_but_only_a_few(context: Context, rated: World) -> None:
    for expected_bar in (number / 4 for number in range(2, 20)):
        judging.learned_calibration((), expected_bar)
    assert len(judging._CALIBRATIONS) == 16


def test_decided_candidates_teach_the_next_rules_and_open_ones_do_not(context: Context, rated: World) -> None:
    hugo = rated.cast.hugo

    def learned() -> int:
        return preview_rules(context, hugo, "weaver", costs=Costs()).calibration_ratings

    assert learned() == 0  # Cleo's case is open
    record_decision(context, hugo, rated.candidate_id, Outcome.HIRE)
    assert learned() == 4  # Cleo's two scorecards of two skills


def test_imported_ratings_teach_too(context: Context, rated: World) -> None:
    with context.store.write() as unit:
        past = {"reference": "x", "person_id": rated.cast.ines.person_id, "role_id": "weaver", "skill_id": "design"}
        unit.past_ratings.put([PastRating(id="past-1", level=2, imported_at=context.now(), **past)])
        unit.commit_bookkeeping()
    assert preview_rules(context, rated.cast.hugo, "weaver", costs=Costs()).calibration_ratings == 1


def test_raters_vote_again_before_they_see_how_others_did(context: Context, rated: World) -> None:
    cast = rated.cast
    record_vote(context, cast.bo, rated.candidate_id, Vote.STRONG_NO, "Not for me.")
    record_note(context, cast.bo, rated.candidate_id, "Design seems thin.")
    record_sign_off(context, cast.bo, rated.candidate_id, approves=False, reason="No sign of scale.")
    before = get_debrief(context, cast.ines, rated.candidate_id)
    assert (before.discussion_open, before.votes, before.notes, before.sign_off) == (False, (), (), None)
    with pytest.raises(Forbidden, match="Vote again after reading"):
        record_note(context, cast.ines, rated.candidate_id, "I disagree.")
    record_vote(context, cast.ines, rated.candidate_id, Vote.YES)
    after = get_debrief(context, cast.ines, rated.candidate_id)
    assert (len(after.votes), [note.text for note in after.notes]) == (2, ["Design seems thin."])
    assert after.sign_off is not None
    assert after.sign_off.reason == "No sign of scale."
    record_note(context, cast.ines, rated.candidate_id, " The loom was clear. ")
    assert [note.text for note in get_debrief(context, cast.hugo, rated.candidate_id).notes][-1] == "The loom was clear."
    assert len(get_loop_summary(context, cast.rita, rated.candidate_id).notes) == 2


def test_the_blind_neither_write_nor_sign_off(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    with pytest.raises(Forbidden, match="once you have submitted"):
        record_note(context, world.cast.ivan, world.candidate_id, "x")
    assign_interviewers(context, world.cast.rita, world.talk, [world.cast.bo.person_id])
    with pytest.raises(Forbidden, match="once you have submitted"):
        record_sign_off(context, world.cast.bo, world.candidate_id, approves=True, reason="x")
    with pytest.raises(Invalid, match="Write down"):
        record_note(context, world.cast.ines, world.candidate_id, "  ")


def test_a_bar_raisers_block_stands_in_the_way_of_a_hire_until_it_is_lifted(context: Context, rated: World) -> None:
    cast = rated.cast
    with pytest.raises(Invalid, match="Say why"):
        record_sign_off(context, cast.bo, rated.candidate_id, approves=False, reason=" ")
    record_sign_off(context, cast.bo, rated.candidate_id, approves=False, reason="No sign of scale.")
    with pytest.raises(Conflict, match="Bo blocks this hire as a bar raiser: No sign of scale"):
        record_decision(context, cast.hugo, rated.candidate_id, Outcome.HIRE)
    record_sign_off(context, cast.bo, rated.candidate_id, approves=True, reason="The second design answer shows it.")
    assert record_decision(context, cast.hugo, rated.candidate_id, Outcome.HIRE).outcome is Outcome.HIRE
    with pytest.raises(Conflict, match="nothing left to sign off"):
        record_sign_off(context, cast.bo, rated.candidate_id, approves=True, reason="x")


def test_where_the_rules_ask_for_a_sign_off_a_hire_waits_for_one_on_these_very_ratings(context: Context, rated: World) -> None:
    cast = rated.cast
    change_rules(context, cast.hugo, "weaver", costs=Costs(), sign_off=True, reason="New policy.", expected_number=1)
    with pytest.raises(Conflict, match="needs a bar raiser's sign-off"):
        record_decision(context, cast.hugo, rated.candidate_id, Outcome.HIRE)
    record_sign_off(context, cast.bo, rated.candidate_id, approves=True, reason="Clear.")
    card = open_scorecard(context, cast.ines, rated.workshop)
    changed = content("design", "coding", level=4)
    amend_scorecard(context, cast.ines, card.id, expected_version=card.version, content=changed, reason="Too generous.")
    with pytest.raises(Conflict, match="sign-off on the present ratings"):
        record_decision(context, cast.hugo, rated.candidate_id, Outcome.HIRE, reason="x")
    record_sign_off(context, cast.bo, rated.candidate_id, approves=True, reason="Still clear.")
    assert record_decision(context, cast.hugo, rated.candidate_id, Outcome.HIRE, reason="x").outcome is Outcome.HIRE


def test_a_clear_case_lets_the_remaining_interview_be_cancelled(context: Context, world: World) -> None:
    """Ivan's talk lies ahead; design is a must-have and Ines alone has seen it, so it stays needed until he has."""
    cast = world.cast
    submit(context, cast.ines, world.workshop, content("design", "coding", level=5))
    step = get_debrief(context, cast.hugo, world.candidate_id).next_step
    assert step is not None
    assert (step.stop, step.lacking) == (False, ("design",))
    (planned,) = step.planned
    assert (planned.interview_id, planned.people, planned.skills) == (world.talk, (cast.ivan.person_id,), ("design", "listening"))
    assert planned.gain is not None
    assert planned.gain >= 0
    assert step.further == ()


def test_without_a_planned_interview_the_best_interviewers_are_compared(context: Context, world: World) -> None:
    cast = world.cast
    submit(context, cast.ines, world.workshop, content("design", "coding", level=4))
    mark_not_held(context, cast.rita, world.talk, "Ivan is ill.")
    nils = a_person(context, "Nils", PersonRole.INTERVIEWER)
    declare_conflict(context, cast.rita, world.candidate_id, "His sister.", person_id=cast.otto.person_id)
    step = get_debrief(context, cast.hugo, world.candidate_id).next_step
    assert step is not None
    assert (step.stop, step.planned) == (False, ())
    assert {option.person_id for option in step.further} == {cast.ivan.person_id, nils.person_id}
    assert [option.gain for option in step.further] == sorted((option.gain for option in step.further), reverse=True)
    assert all(set(option.skills) == {"coding", "design", "listening"} for option in step.further)


def test_an_amendment_after_reading_others_is_flagged_in_the_recommendation(context: Context, rated: World) -> None:
    cast = rated.cast
    card = open_scorecard(context, cast.ines, rated.workshop)
    get_debrief(context, cast.ines, rated.candidate_id)
    changed = content("design", "coding", level=4)
    amend_scorecard(context, cast.ines, card.id, expected_version=card.version, content=changed, reason="Too generous.")
    flags = get_debrief(context, cast.hugo, rated.candidate_id).recommendation["flags"]
    assert [flag["text"] for flag in flags if flag["kind"] == "edited_after_reveal"] == [
        "2 of 4 ratings were edited after others were shown."
    ]
