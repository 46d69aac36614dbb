"""What stages and panels wish for: kinds that a stage is there for, and people with declared tags."""

from __future__ import annotations

from typing import Any

from interview.planning.plan import Plan
from interview.planning.solver import solve
from tests.planning.factories import person, question, small, stage

DESIGN = [stage("one", kinds=["talking", "design"], wants=["design"]), stage("two")]


def costs(plan: Plan) -> dict[str, int]:
    return {name: cost for tier in plan.tiers for name, cost in tier.parts.items()}


def bank(*more: dict[str, Any]) -> list[dict[str, Any]]:
    return [*(question(f"{skill}-{n}", skill) for skill in ("api", "sql", "talk") for n in range(6)), *more]


def test_a_design_stage_holds_a_design_exercise_though_it_is_worn_and_off_the_bar() -> None:
    exercise = question("draw", "sql", kind="design", minutes=20, level=5, exposure=30)
    plan = solve(small(stages=DESIGN, questions=bank(exercise)), time_limit=20)
    assert plan.status == "optimal"
    assert "draw" in [one.id for one in plan.stages[0].questions]
    assert costs(plan)["stages without a kind that they want"] == 0


def test_a_wish_that_the_bank_cannot_meet_is_told_and_the_plan_is_proven_all_the_same() -> None:
    plan = solve(small(stages=DESIGN, questions=bank()), time_limit=20)
    assert plan.status == "optimal"
    assert costs(plan)["stages without a kind that they want"] == 10
    assert "Stage one holds no question of the kind design." in [reason.text for reason in plan.reasons]


def test_somebody_with_a_wished_tag_is_in_the_loop_though_busier_than_others() -> None:
    crowd = [person("ann"), person("bob"), person("cai", tags=["site-b"], booked_this_week=2)]
    plan = solve(small(interviewers=crowd, policy={"min_fill": 0.5, "panel_tags": ["site-b"]}), time_limit=20)
    assert "cai" in {one for interview in plan.loops[0].interviews for one in interview.panel}
    assert (costs(plan)["load"], costs(plan)["missing tags"]) == (1, 0)


def test_a_tag_that_nobody_declared_is_told() -> None:
    plan = solve(small(policy={"min_fill": 0.5, "panel_tags": ["site-b"]}), time_limit=20)
    assert (plan.status, costs(plan)["missing tags"]) == ("optimal", 2)
    assert "Nobody who declared 'site-b' is in the loop of kim." in [reason.text for reason in plan.reasons]
