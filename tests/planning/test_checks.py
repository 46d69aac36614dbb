"""Every hard rule alone: kept, broken, and at its edge; judged without the solver."""

from __future__ import annotations

from typing import Any

import pytest

from interview.planning.checks import violations
from interview.planning.plan import Plan
from interview.planning.problem import Problem
from tests.planning.factories import DAY, candidate, person, question, small, stage


def planned(**changes: Any) -> Plan:
    """A valid plan of the small problem, as it would come from anybody."""

    def held(*names: str) -> list[dict[str, Any]]:
        levels = {name: 2 + int(name[-1]) % 4 for name in names}
        return [{"id": name, "skill_id": name[:-2], "minutes": 10, "level": levels[name]} for name in names]

    def meeting(name: str, start: str, end: str, who: str) -> dict[str, Any]:
        return {"stage": name, "start": f"{DAY}T{start}Z", "end": f"{DAY}T{end}Z", "panel": [who]}

    data: dict[str, Any] = {
        "status": "feasible",
        "stages": [
            {
                "id": "one",
                "title": "one",
                "format": "technical",
                "length_minutes": 60,
                "skills": ["api", "sql"],
                "questions": held("api-0", "api-1", "sql-0"),
            },
            {
                "id": "two",
                "title": "two",
                "format": "technical",
                "length_minutes": 60,
                "skills": ["api", "talk"],
                "questions": held("api-2", "talk-0", "talk-1"),
            },
        ],
        "loops": [
            {"candidate": "kim", "interviews": [meeting("one", "10:00", "11:00", "ann"), meeting("two", "11:00", "12:00", "bob")]}
        ],
    }
    return Plan.model_validate({**data, **changes})


def loop(*meetings: tuple[str, str, str, list[str]], shadows: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Kim's loop, from stage, start, end and panel."""
    return [
        {
            "candidate": "kim",
            "interviews": [
                {
                    "stage": name,
                    "start": f"{DAY}T{start}Z",
                    "end": f"{DAY}T{end}Z",
                    "panel": panel,
                    "shadows": shadows if not n else (),
                }
                for n, (name, start, end, panel) in enumerate(meetings)
            ],
        }
    ]


USUAL = (("one", "10:00", "11:00", ["ann"]), ("two", "11:00", "12:00", ["bob"]))
FOUR = ("ann", "bob", "cai", "dee")


def people(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [person(name, **changes.get(name, {})) for name in FOUR]


ONE_SKILL = [{"id": "api", "weight": 5, "must_have": False, "target_level": 3}]

CASES: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    ("everything kept", {}, {}, []),
    ("fill at the edge", {"policy": {"min_fill": 0.6}}, {}, []),
    (
        "fill below",
        {"policy": {"min_fill": 0.61}},
        {},
        [
            "stage one holds 30 minutes of questions; at least 31 are needed",
            "stage two holds 30 minutes of questions; at least 31 are needed",
        ],
    ),
    ("budget at the edge", {"stages": [stage("one", buffer_minutes=30), stage("two")]}, {}, []),
    (
        "budget exceeded",
        {"stages": [stage("one", buffer_minutes=31), stage("two")]},
        {},
        ["stage one holds 30 minutes of questions; 29 are free"],
    ),
    ("skills at the edge", {"policy": {"min_fill": 0.5, "max_skills_per_stage": 2}}, {}, []),
    (
        "too many skills",
        {"policy": {"min_fill": 0.5, "max_skills_per_stage": 1}},
        {},
        ["stage one rates 2 skills; at most 1 are allowed", "stage two rates 2 skills; at most 1 are allowed"],
    ),
    (
        "too few observers",
        {"policy": {"min_fill": 0.5, "must_have_observers": 3}},
        {},
        ["must-have skill api is seen in 2 stages; 3 are needed"],
    ),
    (
        "kind does not fit",
        {"stages": [stage("one", kinds=["talking", "writing"]), stage("two", kinds=["writing"])]},
        {},
        [f"question {name} (talking) does not fit stage two" for name in ("api-2", "talk-0", "talk-1")],
    ),
    (
        "qualified between them only",
        {"interviewers": people(ann={"skills": ["api"]})},
        {},
        ["kim: one: nobody on the panel is qualified for sql"],
    ),
    ("not trained", {"interviewers": people(ann={"trained": False})}, {}, ["kim: one: ann is not trained"]),
    ("free to the minute", {"interviewers": people(ann={"available": [[f"{DAY}T10:00Z", f"{DAY}T11:00Z"]]})}, {}, []),
    (
        "free a minute too short",
        {"interviewers": people(ann={"available": [[f"{DAY}T10:00Z", f"{DAY}T10:59Z"]]})},
        {},
        ["kim: one: ann is not available for the whole time"],
    ),
    (
        "touching windows are one",
        {"interviewers": people(ann={"available": [[f"{DAY}T10:00Z", f"{DAY}T10:30Z"], [f"{DAY}T10:30Z", f"{DAY}T11:00Z"]]})},
        {},
        [],
    ),
    ("cap at the edge", {"interviewers": people(ann={"booked_this_week": 3})}, {}, []),
    (
        "cap exceeded",
        {"interviewers": people(ann={"booked_this_week": 4})},
        {},
        ["ann has 4 + 1 interviews in week 13 of 2026; the cap is 4"],
    ),
    ("conflict", {"interviewers": people(bob={"conflicts": ["kim"]})}, {}, ["kim: two: bob has a conflict of interest"]),
    ("kept apart", {"avoid_pairs": [["bob", "ann"]]}, {}, ["kim: bob and ann are to be kept apart and are in one loop"]),
    (
        "twice in a loop",
        {},
        {"loops": loop(("one", "10:00", "11:00", ["ann"]), ("two", "11:00", "12:00", ["ann"]))},
        ["kim: ann is in the loop 2 times"],
    ),
    (
        "overlap",
        {"policy": {"min_fill": 0.5, "lunch": None}},
        {"loops": loop(("one", "10:00", "11:00", ["ann"]), ("two", "10:30", "11:30", ["bob"]))},
        ["kim: two interviews overlap"],
    ),
    (
        "lunch",
        {},
        {"loops": loop(("one", "10:00", "11:00", ["ann"]), ("two", "11:30", "12:30", ["bob"]))},
        ["kim: two runs into lunch"],
    ),
    (
        "lunch where the candidate lives",
        {"candidates": [candidate("kim", timezone="Europe/Berlin")]},
        {},
        ["kim: two runs into lunch"],
    ),
    (
        "candidate away",
        {"candidates": [candidate("kim", available=[[f"{DAY}T10:00Z", f"{DAY}T11:30Z"]])]},
        {},
        ["kim: is not available for the whole of two"],
    ),
    (
        "unbroken",
        {"policy": {"min_fill": 0.5, "max_unbroken_minutes": 119}},
        {},
        ["kim: 120 minutes without a break; at most 119 are allowed"],
    ),
    ("unbroken at the edge", {"policy": {"min_fill": 0.5, "max_unbroken_minutes": 120}}, {}, []),
    (
        "first in place",
        {"stages": [stage("one"), stage("two", position="first")]},
        {},
        ["kim: two is to be first and is not"],
    ),
    ("last in place", {"stages": [stage("one", position="last"), stage("two")]}, {}, ["kim: one is to be last and is not"]),
    (
        "extra time",
        {"candidates": [candidate("kim", extra_time_percent=25)]},
        {},
        ["kim: one lasts 60 minutes instead of 75", "kim: two lasts 60 minutes instead of 75"],
    ),
    (
        "panel too small",
        {"stages": [stage("one", panel_size=2), stage("two")]},
        {},
        ["kim: one has 1 interviewers instead of 2"],
    ),
    (
        "bar raiser missing",
        {"policy": {"min_fill": 0.5, "bar_raiser": True, "team": "core"}},
        {},
        ["kim: no bar raiser from outside the team is in the loop"],
    ),
    (
        "locks",
        {
            "locks": [
                {"stage": "two", "question": "api-0"},
                {"stage": "one", "interviewer": "cai"},
                {"stage": "one", "start": f"{DAY}T13:00Z"},
            ]
        },
        {},
        [
            "question api-0 is locked to stage two and is not there",
            "kim: cai is locked to one and is not there",
            "kim: one is locked to another start",
        ],
    ),
    (
        "shadows not wanted",
        {"interviewers": [*people(), person("eve", trained=False)]},
        {"loops": loop(*USUAL, shadows=("eve",))},
        ["kim: 1 shadows; at most 0 in a loop and one in an interview"],
    ),
    (
        "shadow wanted",
        {"interviewers": [*people(), person("eve", trained=False)], "policy": {"min_fill": 0.5, "shadows": 1}},
        {"loops": loop(*USUAL, shadows=("eve",))},
        [],
    ),
    ("no loops", {}, {"loops": []}, ["the plan has loops for nobody; the candidates are kim"]),
    (
        "another stage",
        {"stages": [stage("one"), stage("three")]},
        {},
        ["the plan has the stages one, two; the problem has one, three"],
    ),
]


@pytest.mark.parametrize(("problem", "plan", "breaches"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_rule(problem: dict[str, Any], plan: dict[str, Any], breaches: list[str]) -> None:
    assert violations(small(**problem), planned(**plan)) == breaches


def test_a_family_may_be_asked_about_once() -> None:
    bank = [
        question(f"{skill}-{n}", skill, level=2 + n % 4, family="f" if n < 2 else None)
        for skill in ("api", "sql", "talk")
        for n in range(6)
    ]
    assert violations(small(questions=bank), planned()) == ["5 questions of the family f are in the loop"]


def test_a_plan_that_promises_nothing_breaks_nothing() -> None:
    problem: Problem = small()
    assert violations(problem, Plan(status="infeasible")) == []
