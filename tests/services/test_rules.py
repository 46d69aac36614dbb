"""The rules of a requisition: fixed once, the same for everybody, changed in the open, and stored results that stay."""

from __future__ import annotations

import pytest

from interview.domain.debrief import Outcome
from interview.domain.role import Ladder
from interview.domain.rules import Costs
from interview.errors import Conflict, Invalid, NotFound
from interview.services import judging
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.debriefs import get_debrief, record_decision
from interview.services.interviews import assign_interviewers
from interview.services.judging import judging_now, judging_of
from interview.services.recommendations import canonical
from interview.services.rules import change_rules, get_rules, preview_rules
from tests.factories import ROLE_ID, TestClock, World, a_role, content, submit
from tests.services.past_loops import finish_loops

DEAR = Costs(wrong_hire=100, missed_hire=10, more_evidence=1)
"""A hire has to be all but certain."""


@pytest.fixture
def rated(context: Context, world: World) -> World:
    """Cleo's scorecards are in: good, not brilliant."""
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=4))
    submit(context, world.cast.ivan, world.talk, content("design", "listening", level=4))
    return world


def _another(context: Context, world: World, level: int) -> str:
    """Dana, whom Ines rated in the workshop."""
    cast = world.cast
    dana = add_candidate(context, cast.rita, name="Dana", role_id=ROLE_ID)
    interview = get_candidate(context, cast.rita, dana.id).interviews[0]
    assign_interviewers(context, cast.rita, interview.id, [cast.ines.person_id])
    submit(context, cast.ines, interview.id, content("design", "coding", level=level))
    return dana.id


def test_the_first_candidate_fixes_the_rules(context: Context, world: World) -> None:
    view = get_rules(context, world.cast.hugo, ROLE_ID)
    assert (view.rules.number, view.is_kept, view.rules.fixed_by) == (1, True, world.cast.rita.person_id)
    assert view.rules.costs == Costs()
    assert (view.rules.policy["hire_at"], view.rules.policy["no_hire_at"]) == (0.7, 0.3)


def test_what_others_got_meanwhile_moves_nobody(context: Context, rated: World, clock: TestClock) -> None:
    before = canonical(get_debrief(context, rated.cast.hugo, rated.candidate_id).raw_recommendation)
    finish_loops(context, rated.cast, clock, [(2, 5)] * 30)  # Ines turns out to be severe
    assert canonical(get_debrief(context, rated.cast.hugo, rated.candidate_id).raw_recommendation) == before


def test_a_recalibration_says_what_it_changes_and_leaves_decisions_as_they_are(
    context: Context, rated: World, clock: TestClock
) -> None:
    hugo = rated.cast.hugo
    decided = record_decision(context, hugo, rated.candidate_id, Outcome.HIRE, reason="Good.")
    dana = _another(context, rated, level=4)
    finish_loops(context, rated.cast, clock, [(2, 5), (3, 5), (1, 4)] * 12)
    preview = preview_rules(context, hugo, ROLE_ID, costs=DEAR)
    assert {(change.name, change.is_decided, change.before, change.after) for change in preview.changes} >= {
        ("Cleo Marsh", True, decided.recommendation["outcome"], "gather_more_evidence")
    }
    assert preview.calibration_ratings == 36 * 3 + 4
    unchanged = get_debrief(context, hugo, dana).raw_recommendation
    rules = change_rules(context, hugo, ROLE_ID, costs=DEAR, reason="Two bad hires.", expected_number=1)
    assert (rules.number, rules.reason, rules.fixed_by) == (2, "Two bad hires.", hugo.person_id)
    changed = get_debrief(context, hugo, dana).raw_recommendation
    assert (unchanged["rules"], changed["rules"]) == (1, 2)
    assert unchanged["model"]["calibration"] != changed["model"]["calibration"]
    (stored,) = get_debrief(context, hugo, rated.candidate_id).decisions
    assert canonical(stored.recommendation) == canonical(decided.recommendation)


def test_stored_recommendations_come_out_the_same_byte_for_byte(context: Context, rated: World) -> None:
    hugo = rated.cast.hugo
    record_decision(context, hugo, rated.candidate_id, Outcome.HIRE, reason="Good.")
    change_rules(context, hugo, ROLE_ID, costs=DEAR, reason="Two bad hires.", expected_number=1)
    judging._CALIBRATIONS.clear()  # as after a restart
    view = get_rules(context, hugo, ROLE_ID)
    assert (view.recomputed, view.differing, view.unequal) == (1, (), ())


def test_a_changed_stored_recommendation_is_found_out(context: Context, rated: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hugo = rated.cast.hugo
    record_decision(context, hugo, rated.candidate_id, Outcome.HIRE, reason="Good.")
    monkeypatch.setattr("interview.services.rules.recommendation_for", lambda *_, **__: {"p_meets_bar": 0.1})
    assert get_rules(context, hugo, ROLE_ID).differing == ("Cleo Marsh",)


def test_candidates_who_were_judged_by_different_rules_are_named(context: Context, rated: World) -> None:
    hugo = rated.cast.hugo
    record_decision(context, hugo, rated.candidate_id, Outcome.HIRE, reason="Good.")
    dana = _another(context, rated, level=2)
    change_rules(context, hugo, ROLE_ID, costs=DEAR, reason="Two bad hires.", expected_number=1)
    record_decision(context, hugo, dana, Outcome.NO_HIRE, reason="Not enough.")
    (calibrations, policies) = get_rules(context, hugo, ROLE_ID).unequal
    assert calibrations.startswith("2 calibrations were used for 2 candidates; Cleo Marsh was judged by another one than most")
    assert policies.startswith("2 policies were used for 2 candidates")


def test_a_change_needs_a_reason_once_there_are_candidates_and_the_newest_rules(context: Context, world: World) -> None:
    hugo = world.cast.hugo
    with pytest.raises(Invalid, match="say why the rules change"):
        change_rules(context, hugo, ROLE_ID, costs=DEAR, expected_number=1)
    with pytest.raises(Conflict, match="in the meantime"):
        change_rules(context, hugo, ROLE_ID, costs=DEAR, reason="x", expected_number=0)
    with pytest.raises(NotFound, match="no published loop"):
        get_rules(context, world.cast.ada, "unheard-of")


def test_whoever_still_has_to_rate_learns_nothing_from_the_rules(context: Context, world: World) -> None:
    """Hugo sits on the panel himself: Ines's levels must not reach him through a preview."""
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.hugo.person_id])
    submit(context, cast.ines, world.workshop, content("design", "coding", level=5))
    preview = preview_rules(context, cast.hugo, ROLE_ID, costs=DEAR)
    assert (preview.judged, preview.changes, preview.hidden) == (0, (), 1)
    view = get_rules(context, cast.hugo, ROLE_ID)
    assert (view.candidates, view.hidden, view.unequal, view.recomputed) == (1, 1, (), 0)


def test_the_ladder_is_kept_as_it_was(context: Context, rated: World) -> None:
    role = a_role().model_copy(update={"ladder": Ladder(steps=("weaver", "unknown"))})
    with context.store.read() as unit:
        now = judging_now(context, unit, rated.cast.hugo, role, 7)
        assert judging_of(context, unit, rated.cast.hugo, role, 7).rules.ladder == now.rules.ladder
    assert [(step.role_id, step.title) for step in now.rules.ladder] == [("weaver", "Weaver")]
    assert [bar.bar for bar in now.steps[0].bars] == [4, 3, 3]


def test_a_calibration_of_an_older_model_says_so_instead_of_failing(
    context: Context, rated: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MODEL_VERSION", "next")
    judging._CALIBRATIONS.clear()
    view = get_debrief(context, rated.cast.hugo, rated.candidate_id)
    assert "earlier version of the scoring model" in view.recommendation["reasons"][0]
    assert (view.next_step, view.recommendation.get("outcome")) == (None, None)
