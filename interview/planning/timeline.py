"""The least waiting that a candidate's calendar allows, by dynamic programming and without the solver.

People are left out, except that a start counts only if enough of them are free then; so no plan can do better than this bound,
and a plan that reaches it is proven best in its calendar. Stages of one length and position are interchangeable here, days with
the same hours have the same table, and from a given end the next stage starts at once or at the earliest time that makes a
break: starting later still can only add waiting.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from interview.planning.facts import Calendar, Facts
from interview.planning.rules import EXTRA_DAY_MINUTES, waiting_cost

Done = tuple[int, ...]
"""How many stages of each sort are done."""


@dataclass(frozen=True)
class Sort:
    """Stages that are alike in everything that the calendar sees; ``starts`` in minutes from the day's reference."""

    length: int
    position: Literal["first", "last", "any"]
    count: int
    starts: tuple[int, ...]


def least_waiting(facts: Facts, calendar: Calendar, *, with_people: bool = True) -> int | None:
    """The lowest cost of the tier calendar that the candidate's time allows, or ``None`` if the stages don't fit at all.

    ``with_people`` counts only starts at which enough interviewers are free.
    """
    policy = facts.problem.policy
    members: dict[tuple[int, Literal["first", "last", "any"], tuple[int, ...]], int] = defaultdict(int)
    for stage in facts.stages:
        times = tuple(
            start for start in calendar.starts[stage.id] if not with_people or _enough(facts, calendar, stage.id, start)
        )
        members[calendar.lengths[stage.id], stage.position, times] += 1
    sorts = [Sort(length, position, count, times) for (length, position, times), count in sorted(members.items())]
    full = tuple(sort.count for sort in sorts)
    best: dict[tuple[int, Done], int] = {(0, tuple(0 for _ in sorts)): -EXTRA_DAY_MINUTES}
    tables: dict[tuple[tuple[int, ...], ...], dict[Done, dict[Done, int]]] = {}
    for day in sorted(set(calendar.days.values())):
        today = [tuple(start for start in sort.starts if calendar.days[start] == day) for sort in sorts]
        if not any(today):
            continue
        origin = min(times[0] for times in today if times)
        hours = tuple(tuple(start - origin for start in times) for times in today)
        if hours not in tables:
            tables[hours] = {}
        table, found = tables[hours], dict(best)
        for (used, done), cost in best.items():
            if used == policy.max_days:
                continue
            if done not in table:
                table[done] = _one_day(sorts, hours, done, policy.max_unbroken_minutes)
            for after, idle in table[done].items():
                key, total = (used + 1, after), cost + EXTRA_DAY_MINUTES + idle
                if total < found.get(key, total + 1):
                    found[key] = total
        best = found
    least = min((cost for (_, done), cost in best.items() if done == full), default=None)
    return None if least is None else waiting_cost(least)


def _enough(facts: Facts, calendar: Calendar, stage_id: str, start: int) -> bool:
    """Whether people enough for a panel are free for the whole of a stage."""
    stage = next(one for one in facts.stages if one.id == stage_id)
    end, missing = start + calendar.lengths[stage_id], stage.panel_size
    for person in facts.people:
        if person.trained and any(low <= start and end <= high for low, high in facts.spans[person.id]):
            missing -= 1
            if not missing:
                return True
    return False


def _one_day(sorts: list[Sort], hours: tuple[tuple[int, ...], ...], done: Done, limit: int) -> dict[Done, int]:
    """The least idle minutes of a day that begins with ``done``, for everything that can be done at its end."""
    states: dict[tuple[Done, int, int], int] = {}
    for index in _allowed(sorts, done):
        length = sorts[index].length
        if length <= limit:
            for start in hours[index]:
                states[_plus(done, index), start + length, length] = 0
    ends: dict[Done, int] = {}
    while states:
        following: dict[tuple[Done, int, int], int] = {}
        for (reached, end, stretch), idle in states.items():
            ends[reached] = min(idle, ends.get(reached, idle))
            for index in _allowed(sorts, reached):
                length = sorts[index].length
                for start in _next(hours[index], end):
                    run = length + (stretch if start == end else 0)
                    if run <= limit:
                        key = (_plus(reached, index), start + length, run)
                        cost = idle + start - end
                        following[key] = min(cost, following.get(key, cost))
        states = following
    return ends


def _next(starts: tuple[int, ...], end: int) -> Iterable[int]:
    at_once = bisect_left(starts, end)
    if at_once < len(starts) and starts[at_once] == end:
        yield end
    later = bisect_right(starts, end)
    if later < len(starts):
        yield starts[later]


def _allowed(sorts: list[Sort], done: Done) -> Iterable[int]:
    """The sorts of which one may come next: first ones before all others, last ones after."""
    first_open = any(sort.position == "first" and number < sort.count for sort, number in zip(sorts, done, strict=True))
    others_open = any(sort.position != "last" and number < sort.count for sort, number in zip(sorts, done, strict=True))
    for index, sort in enumerate(sorts):
        if done[index] < sort.count:
            if sort.position != "first" and first_open:
                continue
            if sort.position == "last" and others_open:
                continue
            yield index


def _plus(done: Done, index: int) -> Done:
    return (*done[:index], done[index] + 1, *done[index + 1 :])
