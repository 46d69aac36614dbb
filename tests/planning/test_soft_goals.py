"""Why a valid plan is not perfect: each cost has its reason, and a plan without costs has none."""

from __future__ import annotations

from typing import Any

import pytest

from interview.planning.solver import solve
from tests.planning.factories import DAY, candidate, person, question, small, stage

MORNING_AND_AFTERNOON = [[f"{DAY}T11:00Z", f"{DAY}T14:00Z"]]


def at_the_bar(**changes: Any) -> list[dict[str, Any]]:
    """Fresh questions at every skill's bar, of two kinds."""
    bars = {"api": 4, "sql": 3, "talk": 3}
    return [
        question(f"{skill}-{n}", skill, level=bar, minutes=10, **{"kind": "talking" if n % 2 else "writing", **changes})
        for skill, bar in bars.items()
        for n in range(6)
    ]


BOTH = [stage("one", kinds=["talking", "writing"]), stage("two", kinds=["talking", "writing"])]

CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("nothing to wish for", {}, []),
    (
        "a skill without questions",
        {
            "skills": [
                {"id": "api", "weight": 6, "must_have": True, "target_level": 4},
                {"id": "tax", "weight": 1, "target_level": 3},
            ]
        },
        [
            "Not covered, as no question about them fits a stage: tax.",
            "Minutes further from their share by weight than is tolerated: api 60 of 86.",
        ],
    ),
    (
        "more skills than places",
        {"policy": {"min_fill": 0.5, "max_skills_per_stage": 1}},
        [
            "Not covered, as all 2 places for skills are taken by skills that weigh more: sql, talk.",
            "Minutes further from their share by weight than is tolerated: api 60 of 43.",
        ],
    ),
    (
        "lunch in between",
        {"candidates": [candidate("kim", available=MORNING_AND_AFTERNOON)]},
        ["kim waits between interviews; what keeps it so: lunch free from 12:00 to 13:00."],
    ),
    (
        "worn questions only",
        {"exposure": 9},
        [
            (
                "Questions asked before: api-0 (9 times), api-1 (9 times), api-3 (9 times), api-5 (9 times), "
                "sql-0 (9 times), sql-1 (9 times) and 4 more."
            )
        ],
    ),
    (
        "one kind only",
        {"kind": "talking"},
        ["Must-haves seen through one kind of question only: api; the bank has no second kind for api."],
    ),
    (
        "no question at the bar",
        {"level": 5},
        ["Asked off the bar, as no question nearer to it is left: api (bar 4), sql (bar 3), talk (bar 3)."],
    ),
    (
        "people with much on their plate",
        {"interviewers": [person("ann", booked_this_week=3), person("bob")]},
        ["Interviews in a week above half of the cap: ann 4 of 4."],
    ),
    (
        "one team of two",
        {"interviewers": [person("ann"), person("bob"), person("cai", team="data", skills=[])]},
        ["All interviewers are of one team: kim."],
    ),
    (
        "nobody in training",
        {"policy": {"min_fill": 0.5, "shadows": 1}},
        ["1 places for people in training, and 0 could be filled."],
    ),
]


@pytest.mark.parametrize(("changes", "texts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_missed_goal_says_why(changes: dict[str, Any], texts: list[str]) -> None:
    alike = {name: changes[name] for name in ("exposure", "kind", "level") if name in changes}
    rest = {name: value for name, value in changes.items() if name not in alike}
    skills = {one["id"] for one in rest.get("skills", [])} or {"api", "sql", "talk"}
    bank = [{**one, **alike} for one in at_the_bar() if one["skill_id"] in skills]
    crowd = [person(name, skills=sorted(skills & {"api", "sql", "talk"})) for name in ("ann", "bob", "cai", "dee")]
    plan = solve(small(**{"questions": bank, "stages": BOTH, "interviewers": crowd, **rest}), time_limit=20)
    assert plan.status == "optimal"
    assert [reason.text for reason in plan.reasons if "bar" not in reason.text or "level" in changes] == texts
    assert all(reason.remedies for reason in plan.reasons)
