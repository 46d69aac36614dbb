"""The planner's own model, handed to HiGHS (which comes with OR-Tools) row by row, to compare solvers and not formulations."""

from __future__ import annotations

import time
from typing import Any

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from interview.planning.calendar_model import add_days
from interview.planning.content_model import add_content
from interview.planning.facts import Facts
from interview.planning.guard import Guard
from interview.planning.people_model import add_seats
from interview.planning.problem import Problem


def solve_with_highs(problem: Problem, *, limit: float) -> tuple[tuple[float, float], tuple[float, float, float]]:
    """Seconds and cost of CP-SAT, and seconds, cost and bound of HiGHS, for the tiers weighted 1000:1 coverage to calendar."""
    facts = Facts(problem)
    guard = Guard(cp_model.CpModel())
    content = add_content(facts, guard)
    days = add_days(facts, facts.day(problem.candidates[0]), guard)
    add_seats(facts, days, content.rated, guard)
    guard.model.minimize(1000 * content.costs["coverage"] + days.cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = limit
    begun = time.process_time()
    solver.solve(guard.model)
    cp_sat = time.process_time() - begun, solver.objective_value
    twin = _linear(guard.model.proto)
    highs = model_builder.Solver("highs")
    highs.set_time_limit_in_seconds(limit)
    begun = time.process_time()
    status = highs.solve(twin)
    seconds = time.process_time() - begun
    if status not in {model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE}:
        return cp_sat, (seconds, float("nan"), float("nan"))
    return cp_sat, (seconds, highs.objective_value, highs.best_objective_bound)


def _linear(proto: Any) -> model_builder.Model:
    """The same variables, rows and objective; clauses and cliques become rows."""
    twin = model_builder.Model()  # type: ignore[no-untyped-call]  # the package has types for all but this
    variables = [twin.new_int_var(min(one.domain), max(one.domain), "") for one in proto.variables]

    def literal(index: int) -> Any:
        return variables[index] if index >= 0 else 1 - variables[-index - 1]

    for row in proto.constraints:
        if row.has_linear():
            total = sum(c * variables[v] for v, c in zip(row.linear.vars, row.linear.coeffs, strict=True))
            low, high = min(row.linear.domain), max(row.linear.domain)
            if low > -(2**40):
                twin.add(total >= low)
            if high < 2**40:
                twin.add(total <= high)
        elif row.has_at_most_one():
            twin.add(sum(literal(one) for one in row.at_most_one.literals) <= 1)
        elif row.has_bool_or():
            reason = sum(1 - literal(one) for one in row.enforcement_literal)
            twin.add(sum(literal(one) for one in row.bool_or.literals) + reason >= 1)
        elif row.has_bool_and():
            for implied in row.bool_and.literals:
                twin.add(
                    literal(implied) >= sum(literal(one) for one in row.enforcement_literal) - len(row.enforcement_literal) + 1
                )
        else:
            raise ValueError(f"no linear form for {row}")
    goal = proto.objective
    twin.minimize(sum(c * variables[v] for v, c in zip(goal.vars, goal.coeffs, strict=True)) + goal.offset)
    return twin
