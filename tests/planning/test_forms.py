"""Parallel forms are equal in what they measure and share as few questions as the bank allows."""

from __future__ import annotations

from interview.planning.plan import Plan
from interview.planning.solver import solve
from tests.planning.factories import question, small

POLICY = {"min_fill": 0.5, "forms": 2}


def asked(plan: Plan, form: int) -> set[str]:
    return {one.id for stage in plan.forms[form] for one in stage.questions}


def test_two_forms_share_no_question_where_the_bank_is_deep_enough() -> None:
    bank = [question(f"{skill}-{n}", skill, level=3) for skill in ("api", "sql", "talk") for n in range(10)]
    plan = solve(small(policy=POLICY, questions=bank), time_limit=20)
    assert plan.violations == ()
    assert asked(plan, 0) & asked(plan, 1) == set()


def test_forms_share_exactly_what_they_must_where_the_bank_is_shallow() -> None:
    bank = [question(f"{skill}-{n}", skill, level=3) for skill in ("api", "sql", "talk") for n in range(3)]
    plan = solve(small(policy=POLICY, questions=bank), time_limit=20)
    assert plan.violations == ()
    used = sorted(asked(plan, 0) | asked(plan, 1))
    assert used == sorted(one["id"] for one in bank)
