"""The solver's plans: valid by the solver-free check, proven, and the same whatever does not matter is changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.problems import make_problem
from interview.planning.checks import violations
from interview.planning.objective import costs
from interview.planning.plan import Plan
from interview.planning.problem import Lock
from interview.planning.solver import solve
from tests.planning.factories import DAY, candidate, person, question, small, stage


def same(one: Plan, other: Plan) -> bool:
    return one.model_copy(update={"seconds": 0.0}) == other.model_copy(update={"seconds": 0.0})


@pytest.mark.slow
def test_a_generated_problem_is_solved_to_a_proven_optimum_that_breaks_no_rule() -> None:
    problem = make_problem("S", 1)
    plan = solve(problem, time_limit=60)
    assert plan.status == "optimal"
    assert violations(problem, plan) == []
    assert sum(plan.terms.values()) == plan.objective == plan.bound


def test_costs_are_those_of_the_plan_itself() -> None:
    problem = small()
    plan = solve(problem, time_limit=20)
    assert {tier.name: tier.parts for tier in plan.tiers} == costs(problem, plan)


def test_the_same_problem_and_seed_give_the_same_plan() -> None:
    assert same(solve(small(), seed=3, time_limit=20), solve(small(), seed=3, time_limit=20))


def test_the_order_of_the_input_does_not_matter() -> None:
    problem = small()
    turned = problem.model_copy(
        update={name: tuple(reversed(getattr(problem, name))) for name in ("skills", "questions", "interviewers")}
    )
    one, other = solve(problem, time_limit=20), solve(turned, time_limit=20)
    assert (one.stages, one.loops, one.objective) == (other.stages, other.loops, other.objective)


def test_other_names_leave_the_objective() -> None:
    text = small().model_dump_json()
    for old, new in (("ann", "zoe"), ("api", "zap"), ("one", "zero")):
        text = text.replace(f'"{old}', f'"{new}')
    renamed = type(small()).model_validate_json(text)
    assert solve(renamed, time_limit=20).objective == solve(small(), time_limit=20).objective


def test_one_more_interviewer_never_makes_it_worse() -> None:
    few = small(interviewers=[person("ann", booked_this_week=3), person("bob", booked_this_week=2)])
    more = few.model_copy(update={"interviewers": (*few.interviewers, small().interviewers[2])})
    worse, better = solve(few, time_limit=20).objective, solve(more, time_limit=20).objective
    assert worse is not None
    assert better is not None
    assert better < worse


def test_locking_the_optimum_gives_the_optimum() -> None:
    problem = small()
    plan = solve(problem, time_limit=20)
    locks = [Lock(stage=one.id, question=held.id) for one in plan.stages for held in one.questions]
    for interview in plan.loops[0].interviews:
        locks += [Lock(stage=interview.stage, interviewer=one, candidate="kim") for one in interview.panel]
        locks.append(Lock(stage=interview.stage, candidate="kim", start=interview.start))
    locked = solve(problem.model_copy(update={"locks": tuple(locks)}), time_limit=20)
    assert (locked.status, locked.stages, locked.loops) == ("optimal", plan.stages, plan.loops)


def test_without_candidates_there_is_a_blueprint_and_no_loop() -> None:
    plan = solve(small(candidates=[], interviewers=[]), time_limit=20)
    assert (plan.status, plan.loops, len(plan.stages)) == ("optimal", (), 2)


def test_several_candidates_share_the_pool_without_a_breach() -> None:
    problem = small(candidates=[candidate(name) for name in ("kim", "lee", "mo")])
    plan = solve(problem, time_limit=20)
    assert [loop.candidate for loop in plan.loops] == ["kim", "lee", "mo"]
    assert violations(problem, plan) == []


def test_a_cancelled_search_keeps_the_best_plan_so_far() -> None:
    seen: list[Plan] = []
    problem = small(interviewers=[person("ann", skills=["api", "sql"]), person("bob", skills=["api", "talk"]), person("cai")])
    plan = solve(problem, time_limit=20, on_progress=seen.append, should_stop=lambda: bool(seen))
    assert seen
    assert plan.stages
    assert plan.violations == ()


def test_clocks_that_change_between_two_days_are_followed() -> None:
    """Lunch in Berlin is 11:00 UTC before and 10:00 UTC after 29 March 2026."""
    for day, free in (("2026-03-27", ["10:00", "12:00"]), ("2026-03-30", ["09:00", "11:00"])):
        hours = [[f"{day}T{free[0]}Z", f"{day}T{int(free[1][:2]) + 1}:00Z"]]
        problem = small(
            candidates=[candidate("kim", timezone="Europe/Berlin", available=hours)],
            interviewers=[person(name, available=hours) for name in ("ann", "bob")],
        )
        plan = solve(problem, time_limit=20)
        assert [interview.start.strftime("%H:%M") for interview in plan.loops[0].interviews] == free


WINDOWS = st.sampled_from([("09:00", "12:00"), ("10:00", "15:00"), ("13:00", "17:00"), ("10:30", "14:30")])


@st.composite
def problems(draw: st.DrawFn) -> Any:
    names = ("ann", "bob", "cai", "dee", "eve")
    crowd = []
    for name in names:
        low, high = draw(WINDOWS)
        crowd.append(
            person(
                name,
                skills=sorted(draw(st.sets(st.sampled_from(["api", "sql", "talk"]), min_size=1))),
                trained=draw(st.booleans()) or name in {"ann", "bob"},
                booked_this_week=draw(st.integers(0, 4)),
                available=[[f"{DAY}T{low}Z", f"{DAY}T{high}Z"]],
                team=draw(st.sampled_from(["core", "data"])),
            )
        )
    bank = [
        question(
            f"{skill}-{number}",
            skill,
            level=draw(st.integers(2, 5)),
            minutes=draw(st.sampled_from([8, 10, 15])),
            exposure=draw(st.integers(0, 8)),
            family=draw(st.sampled_from([None, None, "f"])),
        )
        for skill in ("api", "sql", "talk")
        for number in range(4)
    ]
    return small(
        interviewers=crowd,
        questions=bank,
        stages=[
            stage("one", position=draw(st.sampled_from(["first", "any", "last"]))),
            stage("two", panel_size=draw(st.integers(1, 2))),
        ],
        candidates=[candidate("kim", extra_time_percent=draw(st.sampled_from([0, 25]))), candidate("lee")][
            : draw(st.integers(0, 2))
        ],
        avoid_pairs=draw(st.sampled_from([[], [["ann", "bob"]]])),
        policy={
            "min_fill": 0.5,
            "shadows": draw(st.integers(0, 1)),
            "max_unbroken_minutes": draw(st.sampled_from([75, 120, 180])),
        },
    )


@pytest.mark.slow
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_every_plan_keeps_every_rule_and_everything_else_has_a_reason(problem: Any) -> None:
    plan = solve(problem, time_limit=20)
    if plan.status == "infeasible":
        assert plan.reasons
    else:
        assert violations(problem, plan) == []
        assert sum(plan.terms.values()) == plan.objective
        assert plan.bound is not None
        assert plan.bound <= sum(plan.terms.values())


def test_a_search_that_is_cut_short_still_gives_a_valid_blueprint_and_claims_no_proof() -> None:
    problem = make_problem("S", 1).model_copy(update={"candidates": ()})
    plan = solve(problem, time_limit=0.05)
    assert (plan.status, plan.violations) == ("feasible", ())
    assert [len(stage.questions) > 0 for stage in plan.stages] == [True] * len(problem.stages)


def test_times_off_the_grid_are_used_where_the_grid_leaves_no_plan() -> None:
    hours = [[f"{DAY}T10:15Z", f"{DAY}T12:15Z"]]
    problem = small(
        candidates=[candidate("kim", available=hours)],
        interviewers=[person(name, available=hours) for name in ("ann", "bob")],
        policy={"min_fill": 0.5, "lunch": None},
    )
    plan = solve(problem, time_limit=20)
    assert [interview.start.strftime("%H:%M") for interview in plan.loops[0].interviews] == ["10:15", "11:15"]
    assert plan.notes == ("No plan starts every interview on a grid of 30 minutes; this one uses a grid of 15.",)
    assert violations(problem, plan) == []
