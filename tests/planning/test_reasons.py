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
            "For stages one, two nobody who may interview kim is free at a time that suits kim.",
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
                "The loop of kim needs 2 different interviewers, and only 1 of 4 trained ones can come: "
                "bob, cai, dee reached the weekly cap."
            )
        ],
    ),
    (
        "conflicts",
        {"interviewers": [person("ann"), person("bob", conflicts=["kim"])]},
        [
            (
                "The loop of kim needs 2 different interviewers, and only 1 of 2 trained ones can come: "
                "bob may not interview kim (conflict of interest)."
            )
        ],
    ),
    (
        "kept apart",
        {"interviewers": [person("ann"), person("bob")], "avoid_pairs": [["ann", "bob"]]},
        ["Interviewers ann and bob are kept apart."],
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
            "kim has no free time of 60 minutes for stages one, two outside lunch.",
        ],
    ),
    (
        "candidate with too little time in all",
        {"candidates": [candidate("kim", available=[[f"{DAY}T10:00Z", f"{DAY}T11:30Z"]])]},
        ["The free times of kim do not hold all 2 stages (120 minutes)."],
    ),
    (
        "a day too short for the breaks",
        {
            "candidates": [candidate("kim", available=[[f"{DAY}T10:00Z", f"{DAY}T12:00Z"]])],
            "policy": {"min_fill": 0.5, "max_unbroken_minutes": 100},
        },
        ["The free times of kim, with a break after at most 100 minutes, do not hold all 2 stages (120 minutes)."],
    ),
    (
        "lunch in the only hours",
        {"candidates": [candidate("kim", available=[[f"{DAY}T11:00Z", f"{DAY}T13:30Z"]])]},
        ["The free times of kim, with lunch free from 12:00 to 13:00, do not hold all 2 stages (120 minutes)."],
    ),
    (
        "locked starts in the wrong order",
        {
            "stages": [stage("one", position="first"), stage("two")],
            "locks": [{"stage": "one", "start": f"{DAY}T11:00Z"}, {"stage": "two", "start": f"{DAY}T10:00Z"}],
        },
        ["The free times of kim, with one first; the locked start of one, two, do not hold all 2 stages (120 minutes)."],
    ),
    (
        "a pool too small for all candidates",
        {
            "candidates": [candidate("kim"), candidate("lee"), candidate("mo")],
            "interviewers": [person("ann", booked_this_week=2), person("bob", booked_this_week=1)],
        },
        [
            (
                "3 candidates need 6 seats in interviews; the weekly caps of the 2 trained interviewers leave room for 5 "
                "in the weeks in which they have time."
            )
        ],
    ),
    (
        "few people qualified for a skill when there are several candidates",
        {
            "candidates": [candidate("kim"), candidate("lee")],
            "interviewers": [
                person("ann", booked_this_week=2),
                person("bob", booked_this_week=3),
                person("cai", skills=["sql"]),
                person("dee", skills=["sql", "talk"]),
            ],
        },
        ["Must-have skill api is to be seen 4 times for 2 candidates; the weekly caps of ann, bob leave room for 3."],
    ),
    (
        "minutes that no questions add up to",
        {
            "questions": [question(f"{skill}-{n}", skill, minutes=40) for skill in ("api", "sql", "talk") for n in range(4)],
            "policy": {"min_fill": 0.9},
        },
        [
            "Stage one needs at least 45 minutes of questions, and those that fit it add up to 40.",
            "Stage two needs at least 45 minutes of questions, and those that fit it add up to 40.",
        ],
    ),
    (
        "two candidates, one of whom nobody may see",
        {
            "candidates": [candidate("kim"), candidate("lee")],
            "interviewers": [person(name, conflicts=["lee"]) for name in ("ann", "bob", "cai")],
        },
        [
            (
                "The loop of lee needs 2 different interviewers, and only 0 of 3 trained ones can come: "
                "ann, bob, cai may not interview lee (conflict of interest)."
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
