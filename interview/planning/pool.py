"""What a pool of interviewers can carry: room within weekly caps, and the pool that is left when some loops are taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from interview.planning.clock import instant_of, iso_week, minute_of
from interview.planning.facts import Facts
from interview.planning.plan import PlanLoop
from interview.planning.problem import Problem, ProblemInterviewer, Window


def weeks_with_time(facts: Facts, person: ProblemInterviewer) -> int:
    """How many ISO weeks somebody has free time in."""
    return len({iso_week(minute) for low, high in facts.spans[person.id] for minute in (*range(low, high, 1440), high - 1)})


def room_in_weeks(facts: Facts, person: ProblemInterviewer) -> int:
    """How many more interviews the weekly cap allows somebody, over all weeks with free time."""
    return max(person.weekly_cap - person.booked_this_week, 0) * weeks_with_time(facts, person)


def without(problem: Problem, loops: Iterable[PlanLoop]) -> Problem:
    """The problem with the time and the weekly room taken that these loops use."""
    busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for loop in loops:
        for interview in loop.interviews:
            for person in (*interview.panel, *interview.shadows):
                busy[person].append((minute_of(interview.start), minute_of(interview.end)))
    people = tuple(_left(person, busy[person.id]) if person.id in busy else person for person in problem.interviewers)
    return problem.model_copy(update={"interviewers": people})


def _left(person: ProblemInterviewer, busy: list[tuple[int, int]]) -> ProblemInterviewer:
    """Somebody with less time: not during these interviews, and not in a week that is full."""
    weeks = Counter(iso_week(start) for start, _ in busy)
    full = {week for week, count in weeks.items() if person.booked_this_week + count >= person.weekly_cap}
    windows: list[Window] = []
    for window in person.available:
        start = window.start
        for low, high in sorted(busy):
            if minute_of(start) < high and low < minute_of(window.end):
                windows += _window(start, low)
                start = max(start, instant_of(high))
        windows += _window(start, minute_of(window.end))
    kept = tuple(window for window in windows if iso_week(minute_of(window.start)) not in full)
    # a window over the end of a week may reach into a full one: give up the week's part by giving up the window
    kept = tuple(window for window in kept if iso_week(minute_of(window.end) - 1) not in full)
    return person.model_copy(update={"available": kept})


def _window(start: datetime, end_minute: int) -> list[Window]:
    return [Window(start=start, end=instant_of(end_minute))] if minute_of(start) < end_minute else []
