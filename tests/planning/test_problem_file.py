"""A problem file with mistakes: all of them at once, each at its field; and whatever a file holds, never a traceback."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.planning.problem_file import read_problem
from interview.planning.solver import solve
from tests.planning.factories import DAY, candidate, person, question, small_data, stage


def mistakes(**changes: Any) -> list[tuple[str, str]]:
    problem, wrong, _ = read_problem(small_data(**changes), "p.json")
    assert (problem is None) == bool(wrong)
    return sorted((one.field, one.message) for one in wrong)


def lock(stage_id: str, **parts: str) -> dict[str, str]:
    return {"stage": stage_id, **parts}


ONE_MISTAKE: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "a question about nothing",
        {"questions": [question("q", "cobol")]},
        "questions[0].skill_id",
        "names 'cobol', which is not among the skills; correct it or add it there",
    ),
    (
        "a second skill that is not there",
        {"questions": [question("q", "api", secondary_skill_id="cobol")]},
        "questions[0].secondary_skill_id",
        "names 'cobol', which is not among the skills; correct it or add it there",
    ),
    (
        "lengths without the stage's own",
        {"stages": [stage("one", lengths=[45, 90]), stage("two")]},
        "stages[0].lengths",
        "does not hold the stage's length_minutes, 60; add it there",
    ),
    (
        "a length that the buffer fills",
        {"stages": [stage("one", lengths=[10, 60]), stage("two")]},
        "stages[0].lengths[0]",
        "10 minutes leave no time for questions beside a buffer of 10; take it out",
    ),
    (
        "too many ways to choose stages",
        {"stages": [stage(f"s{number}", optional=True) for number in range(11)]},
        "stages",
        "can be chosen in more than 2000 ways; make fewer of them optional, give fewer lengths or lower limits",
    ),
    (
        "a qualification that is not there",
        {"interviewers": [person("ann", skills=["api", "cobol"])]},
        "interviewers[0].skills[1]",
        "names 'cobol', which is not among the skills; correct it or add it there",
    ),
    (
        "a conflict with nobody",
        {"interviewers": [person("ann", conflicts=["lee"])]},
        "interviewers[0].conflicts[0]",
        "names 'lee', which is not among the candidates; correct it or add it there",
    ),
    (
        "a pair with a stranger",
        {"avoid_pairs": [["ann", "zoe"]]},
        "avoid_pairs[0][1]",
        "names 'zoe', which is not among the interviewers; correct it or add it there",
    ),
    ("a pair of one", {"avoid_pairs": [["ann", "ann"]]}, "avoid_pairs[0]", "keeps 'ann' apart from themselves; name two people"),
    (
        "a lock of nothing",
        {"locks": [lock("three")]},
        "locks[0].stage",
        "names 'three', which is not among the stages; correct it or add it there",
    ),
    (
        "negative minutes",
        {"questions": [question("q", "api", minutes=-10)]},
        "questions[0].minutes",
        "input should be greater than or equal to 1 (found -10); correct it",
    ),
    (
        "minutes in words",
        {"questions": [question("q", "api", minutes="ten")]},
        "questions[0].minutes",
        "input should be a valid integer (found 'ten'); correct it",
    ),
    (
        "a number written as text",
        {"interviewers": [person("ann", weekly_cap="4")]},
        "interviewers[0].weekly_cap",
        "input should be a valid integer (found '4'); correct it",
    ),
    (
        "yes instead of true",
        {"interviewers": [person("ann", trained="yes")]},
        "interviewers[0].trained",
        "input should be a valid boolean (found 'yes'); correct it",
    ),
    (
        "a stage shorter than its buffer",
        {"stages": [stage("one", length_minutes=30, buffer_minutes=40), stage("two")]},
        "stages[0].buffer_minutes",
        "40 minutes leave no time for questions in a stage of 30 minutes; change one of them",
    ),
    (
        "a stage without kinds",
        {"stages": [stage("one", kinds=[]), stage("two")]},
        "stages[0].kinds",
        "tuple should have at least 1 item after validation, not 0 (found []); correct it",
    ),
    (
        "an interviewer without availability",
        {"interviewers": [person("ann", available=[])]},
        "interviewers[0].available",
        "is empty; give at least one [start, end], or take the person out",
    ),
    (
        "a time zone that nobody lives in",
        {"candidates": [candidate("kim", timezone="Europe/Berlim")]},
        "candidates[0].timezone",
        "'Europe/Berlim' is not a time zone; use a name such as Europe/Berlin",
    ),
    (
        "a window that ends before it starts",
        {"candidates": [candidate("kim", available=[[f"{DAY}T15:00Z", f"{DAY}T10:00Z"]])]},
        "candidates[0].available[0]",
        "ends before it starts; swap or correct the two",
    ),
    (
        "a time that is a number",
        {"candidates": [candidate("kim", available=[[1774260000, f"{DAY}T10:00Z"]])]},
        "candidates[0].available[0].start",
        "must be a time such as 2026-03-23T09:00Z",
    ),
    (
        "a year that nobody means",
        {"candidates": [candidate("kim", available=[["0001-01-01T10:00Z", f"{DAY}T10:00Z"]])]},
        "candidates[0].available[0].start",
        "is in the year 1; correct it",
    ),
    (
        "times without end",
        {"candidates": [candidate("kim", available=[["2026-03-01T10:00Z", "2026-06-01T10:00Z"]])]},
        "candidates[0].available",
        "is 92 days long in all; give at most 31",
    ),
    (
        "an id used twice",
        {"interviewers": [person("ann"), person("ann")]},
        "interviewers[1].id",
        "'ann' is used already by interviewers[0]; choose another",
    ),
    (
        "a question locked to two stages",
        {"locks": [lock("one", question="api-0"), lock("two", question="api-0")]},
        "locks[1]",
        "clashes with locks[0]: api-0 can't be in two stages; take one lock out",
    ),
    (
        "two starts of one stage, one of them for everybody",
        {"locks": [lock("one", start=f"{DAY}T10:00Z"), lock("one", start=f"{DAY}T11:00Z", candidate="kim")]},
        "locks[1]",
        "clashes with locks[0]: stage one can't start at two times; take one lock out",
    ),
    (
        "a person locked to two stages",
        {"locks": [lock("one", interviewer="ann"), lock("two", interviewer="ann", candidate="kim")]},
        "locks[1]",
        "clashes with locks[0]: ann can't sit in two stages of a loop; take one lock out",
    ),
    (
        "more people locked than seats",
        {"locks": [lock("one", interviewer="ann"), lock("one", interviewer="bob")]},
        "locks[1]",
        "locks 2 people to stage one, whose panel has 1; take one lock out",
    ),
    (
        "two locked questions of one family",
        {
            "questions": [question("a", "api", family="f"), question("b", "sql", family="f")],
            "locks": [lock("one", question="a"), lock("two", question="b")],
        },
        "locks[1]",
        "clashes with locks[0]: both questions are of the family f; take one lock out",
    ),
    (
        "a lunch that ends before it starts",
        {"policy": {"lunch": ["13:00", "12:00"]}},
        "policy",
        'lunch ends before it starts; give ["12:00", "13:00"] or null',
    ),
]


@pytest.mark.parametrize(("changes", "field", "message"), [case[1:] for case in ONE_MISTAKE], ids=[c[0] for c in ONE_MISTAKE])
def test_a_mistake_is_told_at_its_field_and_nothing_else(changes: dict[str, Any], field: str, message: str) -> None:
    assert mistakes(**changes) == [(field, message)]


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes(
        questions=[question("q", "cobol", minutes=-1)],
        interviewers=[person("ann", timezone="Mars/Base"), person("ann", available=[])],
        stages=[stage("one", length_minutes=10), stage("two")],
    )
    assert [field for field, _ in found] == [
        "interviewers[0].timezone",
        "interviewers[1].available",
        "interviewers[1].id",
        "questions[0].minutes",
        "questions[0].skill_id",
        "stages[0].buffer_minutes",
    ]


def test_the_same_start_in_other_words_is_no_clash() -> None:
    assert mistakes(locks=[lock("one", start=f"{DAY}T10:00Z"), lock("one", start=f"{DAY}T11:00+01:00")]) == []


def test_a_shadow_may_be_locked_beside_a_full_panel() -> None:
    crowd = [person("ann"), person("bob"), person("eve", trained=False)]
    both = [lock("one", interviewer="ann"), lock("one", interviewer="eve")]
    assert mistakes(interviewers=crowd, locks=both, policy={"shadows": 1}) == []


def test_no_candidates_ask_for_a_blueprint_only() -> None:
    assert mistakes(candidates=[], interviewers=[]) == []


@pytest.mark.parametrize("data", [None, [], "problem", 3, {}])
def test_what_is_no_problem_at_all_is_told(data: Any) -> None:
    problem, wrong, _ = read_problem(data, "p.json")
    assert problem is None
    assert wrong


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["api", "one", "ann", "kim"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "stage", "x"]), inner, max_size=3),
    max_leaves=6,
)
FULL = small_data(
    locks=[lock("one", question="api-0", interviewer="ann", candidate="kim", start=f"{DAY}T10:00Z")],
    avoid_pairs=[["bob", "cai"]],
    policy={"min_fill": 0.5, "lunch": ["12:00", "13:00"], "slot_minutes": 30},
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something could be changed."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, inner in steps for place in places(inner, (*path, step)))]


PLACES = [place for place in places(FULL) if place]


@st.composite
def mangled(draw: st.DrawFn) -> Any:
    data = copy.deepcopy(FULL)
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        held: Any = data
        try:
            for step in place[:-1]:
                held = held[step]
            if draw(st.booleans()):
                held[place[-1]] = draw(JSON)
            else:
                del held[place[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return data


@settings(max_examples=300, deadline=None, derandomize=True)
@given(mangled())
def test_a_mangled_file_is_a_problem_or_a_list_of_mistakes(data: Any) -> None:
    problem, wrong, _ = read_problem(data, "p.json")
    assert (problem is None) == bool(wrong)
    assert all(one.message for one in wrong)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, derandomize=True)
@given(mangled())
def test_what_is_left_of_a_mangled_file_is_planned_or_explained(data: Any) -> None:
    problem, _, _ = read_problem(data, "p.json")
    if problem is not None:
        plan = solve(problem, time_limit=5)
        assert plan.violations == ()
        assert plan.status != "infeasible" or plan.reasons
