"""Loops assembled in the background: followed, stopped, fitted around pins, and refused with what would help."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from interview.domain.loop_change import ChangeKind
from interview.domain.wishes import Wishes
from interview.errors import Conflict, Invalid, NotFound
from interview.planning.blueprint import problem_for_role
from interview.services.alternatives import begin_comparison, get_comparison, stop_comparison
from interview.services.assembly import (
    AssemblyView,
    NoPlan,
    assemble_loop,
    begin_assembly,
    forget_assembly,
    get_assembly,
    list_templates,
    stop_assembly,
    wishes_for,
)
from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.services.loops import LoopView, change_wishes, get_loop, publish_loop, save_draft_loop, undo_change
from interview.services.roles import get_role, publish_role, save_role
from interview.services.solving import Request, Search, solve_apart
from tests.factories import ROLE_ID, Cast, a_catalogue, a_loop, a_question, a_role

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]  # the planner's process is what costs


def followed(context: Context, cast: Cast, wishes: Wishes, *, revision: int | None, fewest_changes: bool = False) -> AssemblyView:
    """Begin an assembly and wait for its end."""
    begin_assembly(context, cast.hugo, ROLE_ID, wishes, expected_revision=revision, fewest_changes=fewest_changes)
    search = context.searches.get(f"assembly:{ROLE_ID}")
    assert search is not None
    search.wait(60)
    view = get_assembly(context, cast.hugo, ROLE_ID)
    assert view is not None
    assert view.is_over
    return view


def richer(context: Context, number: int = 4) -> Context:
    """The same database with more questions to choose from."""
    questions = {f"{key}-{n}": a_question(f"{key}-{n}", key) for key in context.catalogue.skills for n in range(1, number + 1)}
    return replace(context, catalogue=replace(context.catalogue, questions=questions))


def a_draft(context: Context, cast: Cast) -> LoopView:
    save_role(context, cast.hugo, a_role())
    return save_draft_loop(context, cast.hugo, a_loop())


def test_the_planner_assembles_a_loop_with_proof_and_coverage(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    view = assemble_loop(context, cast.hugo, ROLE_ID)
    assert (view.state, view.plan["template"], view.plan["status"]) == ("draft", "two-stages", "optimal")
    assert view.loop.proof == "optimal"
    observers = {entry["skill_id"]: entry["observers"] for entry in view.plan["coverage"]}
    assert observers["design"] == 2  # the must-have is seen twice
    # Used questions count as exposed once candidates have been planned for them.
    role = get_role(context, cast.hugo, ROLE_ID)
    publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)
    publish_loop(context, cast.hugo, ROLE_ID, expected_revision=view.revision)
    add_candidate(context, cast.rita, name="One", role_id=ROLE_ID)
    again = assemble_loop(context, cast.hugo, ROLE_ID, expected_revision=get_loop(context, cast.hugo, ROLE_ID).revision)
    assert again.loop.version == 2
    assert set(again.plan["exposure"].values()) <= {0, 1}


def test_an_assembly_in_the_background_becomes_the_draft_when_nobody_watches(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    wishes = wishes_for(context, a_role())
    assert get_assembly(context, cast.hugo, ROLE_ID) is None
    view = followed(context, cast, wishes, revision=None)
    assert (view.refusal, view.plan is not None and view.plan.status) == ("", "optimal")
    loop = get_loop(context, cast.hugo, ROLE_ID)
    assert (loop.state, loop.wishes, loop.changes) == ("draft", wishes, ())
    forget_assembly(context, cast.hugo, ROLE_ID)
    assert get_assembly(context, cast.hugo, ROLE_ID) is None


def test_one_assembly_of_a_role_at_a_time_and_stopping_it_changes_nothing(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    begin_assembly(context, cast.hugo, ROLE_ID, wishes_for(context, a_role()))
    with pytest.raises(Conflict, match="being assembled already"):
        begin_assembly(context, cast.hugo, ROLE_ID, wishes_for(context, a_role()))
    stop_assembly(context, cast.hugo, ROLE_ID)
    search = context.searches.get(f"assembly:{ROLE_ID}")
    assert search is not None
    search.wait(60)
    view = get_assembly(context, cast.hugo, ROLE_ID)
    assert view is not None
    assert view.is_stopping
    if view.plan is None:  # stopped before there was anything to keep
        assert view.refusal == "Stopped before a first loop was found. Nothing was changed."
        with pytest.raises(NotFound, match="no loop yet"):
            get_loop(context, cast.hugo, ROLE_ID)
    else:
        assert get_loop(context, cast.hugo, ROLE_ID).state == "draft"


def test_a_search_that_is_stopped_ends_soon_with_the_best_it_has(context: Context, cast: Cast) -> None:
    known = a_catalogue()
    problem = problem_for_role(a_role(), known.loops["two-stages"], known.questions.values())
    search = Search(Request(problem=problem, time_limit=60))
    begun = time.monotonic()
    search.stop()
    search.wait(30)
    assert search.is_over
    assert time.monotonic() - begun < 40
    assert search.failure == ""


def test_somebody_elses_change_is_not_overwritten_by_an_assembly(context: Context, cast: Cast) -> None:
    draft = a_draft(context, cast)
    with pytest.raises(Conflict, match="changed somewhere else"):
        begin_assembly(context, cast.hugo, ROLE_ID, draft.wishes, expected_revision=7)
    begin_assembly(context, cast.hugo, ROLE_ID, draft.wishes, expected_revision=draft.revision)
    save_draft_loop(context, cast.ada, a_loop(), expected_revision=draft.revision)
    search = context.searches.get(f"assembly:{ROLE_ID}")
    assert search is not None
    search.wait(60)
    view = get_assembly(context, cast.hugo, ROLE_ID)
    assert view is not None
    assert "changed somewhere else" in view.refusal
    assert get_loop(context, cast.hugo, ROLE_ID).loop.stages == a_loop().stages


def test_a_leaked_question_is_replaced_with_one_change_and_enters_no_other_loop(context: Context, cast: Cast) -> None:
    rich = richer(context)
    draft = a_draft(rich, cast)
    wishes = draft.wishes.pin("talk").bar("design-1", leaked=True)
    followed(rich, cast, wishes, revision=draft.revision, fewest_changes=True)
    loop = get_loop(rich, cast.hugo, ROLE_ID)
    assert [(one.kind, one.stage, one.before) for one in loop.changes if one.kind is ChangeKind.QUESTION_SWAPPED] == [
        (ChangeKind.QUESTION_SWAPPED, "Workshop", "design-1")
    ]
    talk = loop.loop.stage("talk")
    assert talk is not None
    assert {one.question_id for one in talk.questions} == {"design-2", "listening-2"}  # pinned: nothing came, nothing went
    save_role(rich, cast.hanna, a_role("dyer", "Dyer"))
    other = assemble_loop(rich, cast.hanna, "dyer")
    assert "design-1" not in {one.question_id for stage in other.loop.stages for one in stage.questions}


def test_undoing_brings_back_the_loop_before_the_planner_changed_it(context: Context, cast: Cast) -> None:
    rich = richer(context)
    draft = a_draft(rich, cast)
    followed(rich, cast, draft.wishes.bar("design-1"), revision=draft.revision, fewest_changes=True)
    changed = get_loop(rich, cast.hugo, ROLE_ID)
    assert changed.loop.stages != draft.loop.stages
    undone = undo_change(rich, cast.hugo, ROLE_ID, expected_revision=changed.revision)
    assert (undone.loop.stages, undone.wishes, undone.changes) == (draft.loop.stages, draft.wishes, ())
    with pytest.raises(Invalid, match="nothing to undo"):
        undo_change(rich, cast.hugo, ROLE_ID, expected_revision=undone.revision)


def test_stages_change_places_at_once_and_a_published_loop_stays_as_it_is(context: Context, cast: Cast) -> None:
    draft = a_draft(context, cast)
    moved = change_wishes(context, cast.hugo, ROLE_ID, draft.wishes.move("talk", -1), expected_revision=draft.revision)
    assert [stage.id for stage in moved.loop.stages] == ["talk", "workshop"]
    role = get_role(context, cast.hugo, ROLE_ID)
    publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)
    published = publish_loop(context, cast.hugo, ROLE_ID, expected_revision=moved.revision)
    again = published.wishes.move("talk", 1).pin("talk", "design-2")
    fresh = change_wishes(context, cast.hugo, ROLE_ID, again, expected_revision=published.revision)
    assert (fresh.loop.version, fresh.state, fresh.wishes) == (2, "draft", again)
    assert [stage.id for stage in get_loop(context, cast.hugo, ROLE_ID, version=1).loop.stages] == ["talk", "workshop"]


def test_a_dropped_stage_keeps_its_place_until_the_planner_takes_it_out(context: Context, cast: Cast) -> None:
    draft = a_draft(context, cast)
    dropped = change_wishes(context, cast.hugo, ROLE_ID, draft.wishes.drop("workshop"), expected_revision=draft.revision)
    assert [stage.id for stage in dropped.loop.stages] == ["workshop", "talk"]
    assert [stage.id for stage in dropped.wishes.stages] == ["talk"]


def test_an_impossible_wish_names_the_clash_and_only_what_really_helps(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    wishes = wishes_for(context, a_role()).model_copy(update={"observers": 3})  # there are two stages
    view = followed(context, cast, wishes, revision=None)
    assert view.refusal.startswith("No loop keeps every rule")
    assert view.clash
    assert view.plan is None
    assert [easing.key for easing in view.easings] == ["fewer_observers:2"]
    helped = followed(context, cast, view.easings[0].wishes, revision=None)
    assert helped.refusal == ""


def test_where_no_loop_is_possible_the_reasons_are_named(context: Context, cast: Cast) -> None:
    questions = {key: question for key, question in context.catalogue.questions.items() if question.skill_id != "design"}
    poorer = replace(context, catalogue=replace(context.catalogue, questions=questions))
    save_role(poorer, cast.hugo, a_role())
    with pytest.raises(NoPlan, match="No loop keeps every rule") as refused:
        assemble_loop(poorer, cast.hugo, ROLE_ID)
    assert refused.value.reasons


def test_templates_for_the_level_come_first(context: Context, cast: Cast) -> None:
    short = context.catalogue.loops["two-stages"]
    lead = short.model_copy(update={"id": "z-lead", "levels": ("lead",)})
    wider = replace(context, catalogue=replace(context.catalogue, loops={"two-stages": short, "z-lead": lead}))
    leading = a_role().model_copy(update={"level": "Lead"})
    assert [template.id for template in list_templates(wider, leading)] == ["z-lead", "two-stages"]
    assert wishes_for(wider, leading).template_id == "z-lead"
    assert wishes_for(wider, leading, minutes=90).length_minutes == 90
    with pytest.raises(NotFound, match="there are: two-stages, z-lead"):
        wishes_for(wider, leading, "none")


def test_a_failing_solver_process_is_not_taken_for_an_answer(
    context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    known = a_catalogue()
    problem = problem_for_role(a_role(), known.loops["two-stages"], known.questions.values())
    with pytest.raises(RuntimeError, match="process failed"):
        solve_apart(problem, seed=0, time_limit=1)
    save_role(context, cast.hugo, a_role())
    view = followed(context, cast, wishes_for(context, a_role()), revision=None)
    assert view.refusal == "The planner ended without an answer. Nothing was changed; try again."


def test_alternatives_are_laid_side_by_side_and_the_beaten_ones_are_not_marked(context: Context, cast: Cast) -> None:
    save_role(context, cast.hugo, a_role())
    assert get_comparison(context, cast.hugo, ROLE_ID) is None
    begin_comparison(context, cast.hugo, ROLE_ID)
    with pytest.raises(Conflict, match="already"):
        begin_comparison(context, cast.hugo, ROLE_ID)
    search = context.searches.get(f"comparison:{ROLE_ID}")
    assert search is not None
    search.wait(90)
    view = get_comparison(context, cast.hugo, ROLE_ID)
    assert view is not None
    assert (view.is_over, view.failed, view.wanted) == (True, False, 4)
    lengths = [one.minutes for one in view.alternatives]
    assert lengths == sorted(lengths)
    assert 120 in lengths  # the template's own
    assert any(one.best for one in view.alternatives)
    stop_comparison(context, cast.hugo, ROLE_ID)  # is over already: nothing happens
