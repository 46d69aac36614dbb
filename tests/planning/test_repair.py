"""Repairs change as little as they can, and say what."""

from __future__ import annotations

from interview.planning.checks import violations
from interview.planning.plan import Plan
from interview.planning.problem import Problem
from interview.planning.repair import changes, repair
from interview.planning.solver import solve
from tests.planning.factories import candidate, person, small


def without_person(problem: Problem, name: str) -> Problem:
    return problem.model_copy(update={"interviewers": tuple(one for one in problem.interviewers if one.id != name)})


def without_question(problem: Problem, name: str) -> Problem:
    return problem.model_copy(update={"questions": tuple(one for one in problem.questions if one.id != name)})


def test_when_somebody_drops_out_only_their_seat_changes() -> None:
    problem = small()
    before = solve(problem, time_limit=20)
    gone = before.loops[0].interviews[0].panel[0]
    after = repair(without_person(problem, gone), before, time_limit=20)
    assert violations(without_person(problem, gone), after) == []
    assert len(changes(before, after)) == 1


def test_when_a_question_leaks_only_that_question_changes() -> None:
    problem = small()
    before = solve(problem, time_limit=20)
    leaked = before.stages[0].questions[0].id
    after = repair(without_question(problem, leaked), before, time_limit=20)
    assert violations(without_question(problem, leaked), after) == []
    assert [old for old, _ in changes(before, after)] == [f"{before.stages[0].id} asks {leaked}"]


def test_a_plan_that_is_still_valid_comes_back_unchanged() -> None:
    problem = small()
    before = solve(problem, time_limit=20)
    assert changes(before, repair(problem, before, time_limit=20)) == []


def test_a_repair_that_cannot_be_names_the_clash() -> None:
    problem = small()
    before: Plan = solve(problem, time_limit=20)
    nobody = problem.model_copy(update={"interviewers": problem.interviewers[:1]})
    after = repair(nobody, before, time_limit=20)
    assert after.status == "infeasible"
    assert after.reasons


def test_of_many_candidates_only_broken_loops_change() -> None:
    names = ("kim", "lee", "mo", "nia")
    problem = small(
        candidates=[candidate(name) for name in names],
        interviewers=[person(f"person-{number}", weekly_cap=3) for number in range(8)],
    )
    before = solve(problem, time_limit=20)
    assert before.violations == ()
    gone = before.loops[0].interviews[0].panel[0]
    touched = {loop.candidate for loop in before.loops for interview in loop.interviews if gone in interview.panel}
    after = repair(without_person(problem, gone), before, time_limit=20)
    assert violations(without_person(problem, gone), after) == []
    assert {loop.candidate for old, loop in zip(before.loops, after.loops, strict=True) if old != loop} == touched


def test_two_candidates_are_repaired_together_without_sharing_a_person_at_one_time() -> None:
    problem = small(candidates=[candidate("kim"), candidate("lee")])
    before = solve(problem, time_limit=20)
    changed = problem.model_copy(update={"interviewers": problem.interviewers[:3]})
    assert violations(changed, repair(changed, before, time_limit=20)) == []
