"""The best answer so far: bounds of later tiers hold only with those before them, and every better plan shows its gap."""

from __future__ import annotations

from interview.planning.best import Best
from interview.planning.facts import Facts
from interview.planning.first_content import first_content
from interview.planning.plan import Plan
from interview.planning.search import Effort
from interview.planning.solver import solve
from tests.planning.factories import candidate, person, small


def best(shown: list[Plan] | None = None) -> Best:
    return Best(small(), Effort(0, 10.0), None if shown is None else shown.append)


def test_a_bound_that_rises_takes_those_behind_it_away_but_not_the_calendars() -> None:
    held = best()
    held.know({"coverage": 0, "levels": 3, "exposure": 7, "calendar": 2})
    held.know({"coverage": 1})
    assert held.bounds == {"coverage": 1, "calendar": 2}


def test_a_bound_of_the_calendar_leaves_the_others() -> None:
    held = best()
    held.know({"coverage": 0, "levels": 3, "exposure": 7})
    held.know({"calendar": 2})
    assert held.bounds == {"coverage": 0, "levels": 3, "exposure": 7, "calendar": 2}


def test_a_weaker_bound_changes_nothing() -> None:
    held = best()
    held.know({"levels": 3, "exposure": 7})
    held.know({"levels": 1})
    assert held.bounds == {"levels": 3, "exposure": 7}


def test_a_first_plan_is_shown_with_the_gap_that_is_known() -> None:
    shown: list[Plan] = []
    held = best(shown)
    held.know({"coverage": 0, "levels": 1})
    stages = first_content(Facts(small()))
    assert stages is not None
    held.offer((stages, ()))
    held.offer((stages, ()))  # no better, so not shown again
    assert [plan.status for plan in shown] == ["feasible"]
    assert shown[0].bound is not None
    assert shown[0].objective is not None
    assert 0 < shown[0].bound < shown[0].objective


def test_a_search_that_is_cancelled_at_once_still_has_the_plan_made_by_hand() -> None:
    plan = solve(small(), time_limit=20, should_stop=lambda: True)
    assert (plan.status, plan.violations, len(plan.loops)) == ("feasible", (), 1)


def test_candidates_who_only_fit_together_are_planned_together() -> None:
    """Kim can come in the morning only, when ann and bob are free; lee at both times, so lee must take cai and dee."""
    morning, noon = [["2026-03-23T09:00Z", "2026-03-23T11:00Z"]], [["2026-03-23T13:00Z", "2026-03-23T15:00Z"]]
    problem = small(
        candidates=[candidate("kim", available=morning), candidate("lee", available=[*morning, *noon])],
        interviewers=[
            *(person(name, available=[*morning, *noon], weekly_cap=1) for name in ("ann", "bob")),
            *(person(name, available=noon, weekly_cap=1) for name in ("cai", "dee")),
        ],
    )
    plan = solve(problem, time_limit=20)
    assert (plan.status, plan.violations) == ("optimal", ())
    panels = {loop.candidate: sorted(one for interview in loop.interviews for one in interview.panel) for loop in plan.loops}
    assert panels == {"kim": ["ann", "bob"], "lee": ["cai", "dee"]}
