"""The solver's plans, judged by the solver-free check."""

from __future__ import annotations

import pytest

from benchmarks.problems import make_problem
from interview.planning.checks import violations
from interview.planning.solver import solve


@pytest.mark.parametrize("seed", [1])
def test_a_generated_problem_is_solved_to_a_proven_optimum_that_breaks_no_rule(seed: int) -> None:
    problem = make_problem("S", seed)
    plan = solve(problem, time_limit=60)
    assert plan.status == "optimal"
    assert violations(problem, plan) == []
    assert sum(plan.terms.values()) == plan.objective == plan.bound
