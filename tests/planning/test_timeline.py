"""The least waiting by dynamic programming, against calendars small enough to work out by hand."""

from __future__ import annotations

from interview.planning.facts import Facts
from interview.planning.problem import Problem
from interview.planning.timeline import least_waiting
from tests.planning.factories import DAY, candidate, small, stage


def least(problem: Problem) -> int | None:
    facts = Facts(problem)
    return least_waiting(facts, facts.day(problem.candidates[0]))


def test_stages_that_follow_each_other_wait_for_nothing() -> None:
    assert least(small()) == 0


def test_a_break_that_the_limit_forces_costs_two_quarters_of_an_hour() -> None:
    assert least(small(policy={"max_unbroken_minutes": 90, "lunch": None})) == 2


def test_lunch_between_two_stages_is_waited_for() -> None:
    hours = [[f"{DAY}T11:00Z", f"{DAY}T14:00Z"]]
    assert least(small(candidates=[candidate("kim", available=hours)])) == 4


def test_a_second_day_costs_an_hour() -> None:
    hours = [[f"{DAY}T10:00Z", f"{DAY}T11:00Z"], ["2026-03-24T10:00Z", "2026-03-24T11:00Z"]]
    problem = small(candidates=[candidate("kim", available=hours)])
    people = tuple(one.model_copy(update={"available": problem.candidates[0].available}) for one in problem.interviewers)
    assert least(problem.model_copy(update={"interviewers": people})) == 4


def test_stages_that_do_not_fit_have_no_calendar() -> None:
    hours = [[f"{DAY}T10:00Z", f"{DAY}T11:30Z"]]
    assert least(small(candidates=[candidate("kim", available=hours)])) is None


def test_first_and_last_stages_keep_their_places() -> None:
    stages = [stage("one", position="last"), stage("two", length_minutes=45, position="first")]
    assert least(small(stages=stages)) == 1
