"""Every planted clash comes back as exactly that clash."""

from __future__ import annotations

from typing import Any

import pytest

from interview.planning.solver import solve
from tests.planning.factories import DAY, candidate, person, question, small, stage

LATE = [[f"{DAY}T16:00Z", f"{DAY}T19:00Z"]]

PLANTED: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "nobody qualified",
        {"interviewers": [person(name, skills=["sql", "talk"]) for name in ("ann", "bob", "cai")]},
        ["Must-have skill api is to be seen by 2 different interviewers, and nobody trained is qualified for it."],
    ),
    (
        "no common time",
        {"interviewers": [person(name, available=LATE) for name in ("ann", "bob")]},
        [
            "For stage one nobody who may interview kim is free at a time that suits kim.",
            "For stage two nobody who may interview kim is free at a time that suits kim.",
        ],
    ),
    (
        "too little time for must-haves",
        {
            "stages": [stage("one", length_minutes=30), stage("two", length_minutes=30)],
            "skills": [{"id": name, "weight": 5, "must_have": True, "target_level": 3} for name in ("api", "sql", "talk")],
        },
        ["The 3 must-have skills, each seen in 2 stages, take at least 60 minutes of questions; all stages together have 40."],
    ),
    (
        "caps",
        {"interviewers": [person("ann"), *(person(name, booked_this_week=4) for name in ("bob", "cai", "dee"))]},
        [
            (
                "kim's loop needs 2 different interviewers, and only 1 of 4 trained ones can come: "
                "bob, cai, dee reached the weekly cap."
            )
        ],
    ),
    (
        "conflicts",
        {"interviewers": [person("ann"), person("bob", conflicts=["kim"])]},
        [
            (
                "kim's loop needs 2 different interviewers, and only 1 of 2 trained ones can come: "
                "bob may not interview kim (conflict of interest)."
            )
        ],
    ),
    (
        "kept apart",
        {"interviewers": [person("ann"), person("bob")], "avoid_pairs": [["ann", "bob"]]},
        ["Ann and bob are kept apart."],
    ),
    (
        "too few questions of the kind",
        {"questions": [question("api-0", "api"), question("api-1", "api"), *(question(f"sql-{n}", "sql") for n in range(1))]},
        [
            "Stage one is filled with at least 25 minutes of questions.",
            "Stage two is filled with at least 25 minutes of questions.",
        ],
    ),
    (
        "a stage longer than anybody may sit",
        {"stages": [stage("one", length_minutes=150), stage("two")], "policy": {"min_fill": 0.1}},
        ["Stage one takes kim 150 minutes; at most 120 may pass without a break."],
    ),
    (
        "candidate without time",
        {"candidates": [candidate("kim", available=[[f"{DAY}T10:00Z", f"{DAY}T10:30Z"]])]},
        [
            "kim has no free time of 60 minutes for stage one outside lunch.",
            "kim has no free time of 60 minutes for stage two outside lunch.",
        ],
    ),
    (
        "candidate with too little time in all",
        {"candidates": [candidate("kim", available=[[f"{DAY}T10:00Z", f"{DAY}T11:30Z"]])]},
        [
            (
                "kim's free times, together with interviewers' ones, do not hold all 2 stages in 2 days "
                "with breaks after 120 minutes and lunch free."
            )
        ],
    ),
]


@pytest.mark.parametrize(("changes", "texts"), [case[1:] for case in PLANTED], ids=[case[0] for case in PLANTED])
def test_a_planted_clash_is_named_and_nothing_else(changes: dict[str, Any], texts: list[str]) -> None:
    plan = solve(small(**changes), time_limit=20)
    assert plan.status == "infeasible"
    assert sorted(reason.text for reason in plan.reasons) == sorted(texts)


def test_the_small_problem_without_a_planted_clash_is_solved() -> None:
    assert solve(small(), time_limit=20).status == "optimal"
