"""Finds the best plan and proves it, with OR-Tools CP-SAT.

The tiers are solved one after the other; the optimum of each becomes a constraint of the next. One worker, a fixed seed and a
limit in deterministic time make equal problems give equal plans on any machine.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.assemble import loop_of, plan_of, stages_of, with_passing
from interview.planning.content_model import Content, add_content
from interview.planning.facts import Facts
from interview.planning.guard import Guard
from interview.planning.loop_model import Days, Seats, add_days, add_seats
from interview.planning.plan import Plan, PlanLoop, PlanStage, Reason
from interview.planning.problem import Problem
from interview.planning.rules import TIERS

Progress = Callable[[Plan], None]
DETERMINISTIC_PER_SECOND = 1.0


@dataclass
class Whole:
    """The model of everything: content, and days and seats of each candidate."""

    model: cp_model.CpModel
    guard: Guard
    content: Content
    loops: list[tuple[Days, Seats]]

    def costs(self) -> dict[str, Any]:
        """The cost of each tier as an expression."""
        found = dict(self.content.costs)
        found["calendar"] = sum(days.cost for days, _ in self.loops)
        found["people"] = sum(seats.cost for _, seats in self.loops)
        return found


def build(facts: Facts, *, explaining: bool = False) -> Whole:
    """The whole model of a problem."""
    model = cp_model.CpModel()
    guard = Guard(model, explaining)
    content = add_content(model, facts, guard)
    loops = []
    for candidate in sorted(facts.problem.candidates, key=lambda one: one.id):
        days = add_days(facts, facts.day(candidate), guard)
        loops.append((days, add_seats(facts, days, content.rated, guard)))
    return Whole(model, guard, content, loops)


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan for a problem.

    ``time_limit`` is in seconds; where it ends the proof, the plan is ``feasible`` with its bound and gap. ``on_progress`` gets
    every better plan; once ``should_stop`` says so, the best plan so far is returned.
    """
    begun = time.perf_counter()
    facts = Facts(problem)
    whole = build(facts)
    costs = whole.costs()
    bounds: dict[str, int] = {}
    best: tuple[tuple[PlanStage, ...], tuple[PlanLoop, ...]] | None = None
    left = time_limit * DETERMINISTIC_PER_SECOND

    def plan() -> Plan:
        assert best is not None  # noqa: S101 - only asked for once a plan was found
        return plan_of(problem, *best, bounds, seed=seed, seconds=time.perf_counter() - begun)

    for tier in TIERS:
        whole.model.minimize(costs[tier])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = max(left, 0.01)
        solver.parameters.max_time_in_seconds = max(time_limit - (time.perf_counter() - begun), 0.05)
        status = solver.solve(whole.model)
        if status == cp_model.INFEASIBLE:
            return Plan(
                status="infeasible",
                seed=seed,
                seconds=time.perf_counter() - begun,
                reasons=(Reason(text="no plan keeps every rule"),),
            )
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            break
        best = read(whole, solver)
        bounds[tier] = round(solver.best_objective_bound)
        if on_progress:
            on_progress(plan())
        if status != cp_model.OPTIMAL or (should_stop and should_stop()):
            break
        left -= solver.response_proto.deterministic_time
        whole.model.add(costs[tier] <= round(solver.objective_value))
        whole.model.clear_hints()  # type: ignore[no-untyped-call]  # the package has types for all but this
        for index in range(len(whole.model.proto.variables)):
            variable = whole.model.get_int_var_from_proto_index(index)
            whole.model.add_hint(variable, solver.value(variable))
    if best is None:
        return Plan(
            status="infeasible",
            seed=seed,
            seconds=time.perf_counter() - begun,
            reasons=(Reason(text="no plan was found in time"),),
        )
    return plan()


def read(whole: Whole, solver: cp_model.CpSolver) -> tuple[tuple[PlanStage, ...], tuple[PlanLoop, ...]]:
    """Stages and loops of the solver's answer."""
    content = whole.content
    count = {key: solver.value(var) for key, var in content.count.items()}
    taken = {key: solver.value(var) for key, var in content.taken.items()}
    rated = {key for key, var in content.rated.items() if solver.value(var)}
    stages = with_passing(stages_of(content.facts, count, taken), rated)
    loops = []
    for days, seats in whole.loops:
        starts = {stage: start for (stage, start), var in days.at.items() if solver.value(var)}
        panel: dict[str, list[str]] = defaultdict(list)
        shadows: dict[str, list[str]] = defaultdict(list)
        for held, into in ((seats.panel, panel), (seats.shadow, shadows)):
            for (person, stage), var in held.items():
                if solver.value(var):
                    into[stage].append(person)
        loops.append(loop_of(days.calendar, starts, panel, shadows))
    return stages, tuple(loops)
