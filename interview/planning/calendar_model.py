"""The model about when: each stage's start in one candidate's calendar."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import gcd
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.facts import Calendar, Facts
from interview.planning.guard import Guard
from interview.planning.rules import EXTRA_DAY_MINUTES, WAITING_MINUTES, waiting_cost


@dataclass
class Days:
    """Variables: ``at[stage, start]``; ``cost`` of the tier calendar."""

    calendar: Calendar
    at: dict[tuple[str, int], Any] = field(default_factory=dict)
    cost: Any = 0


def add_days(facts: Facts, calendar: Calendar, guard: Guard) -> Days:
    """Post every rule about one candidate's times."""
    model, who = guard.model, calendar.candidate.id
    days = Days(calendar)
    for stage, times in calendar.starts.items():
        for start in times:
            days.at[stage, start] = model.new_bool_var(f"at_{who}_{stage}_{start}")
        model.add(sum(days.at[stage, start] for start in times) == 1)
    _no_overlap(days, guard)
    _unbroken(facts, days, guard)
    _order(facts, days, guard)
    _span(facts, days, guard)
    return days


def _no_overlap(days: Days, guard: Guard) -> None:
    """Two interviews overlap only if one of them is on when the other starts."""
    on: dict[int, list[Any]] = defaultdict(list)
    instants = sorted({start for _, start in days.at})
    for (stage, start), var in days.at.items():
        for instant in instants:
            if start <= instant < start + days.calendar.lengths[stage]:
                on[instant].append(var)
    for variables in on.values():
        guard.model.add_at_most_one(variables)


def _unbroken(facts: Facts, days: Days, guard: Guard) -> None:
    """From any start on, a little more than the limit holds a pause."""
    limit, lengths = facts.problem.policy.max_unbroken_minutes, days.calendar.lengths
    instants = sorted({start for _, start in days.at})
    step = gcd(*lengths.values(), *(instant - instants[0] for instant in instants)) if instants else 1
    step = gcd(step, limit)
    for instant in instants:
        until = instant + limit + step
        busy = []
        for (stage, start), var in days.at.items():
            overlap = min(until, start + lengths[stage]) - max(instant, start)
            if overlap > 0:
                busy.append(overlap // step * var)
        if busy:
            guard.post(
                guard.model.add(sum(busy) <= limit // step),
                f"candidate {days.calendar.candidate.id} has a break after at most {limit} minutes",
                f"candidate:{days.calendar.candidate.id}",
                "policy:max_unbroken_minutes",
            )


def _order(facts: Facts, days: Days, guard: Guard) -> None:
    """First stages before all others, last ones after."""
    model, who = guard.model, days.calendar.candidate.id
    instants = sorted({start for _, start in days.at})
    edges = [(one, other) for one in facts.stages for other in facts.stages if _before(one.position, other.position)]
    begun: dict[str, dict[int, Any]] = {}
    for early in sorted({one.id for one, _ in edges}):
        begun[early] = {}
        for last, instant in zip([None, *instants], instants, strict=False):
            flag = begun[early][instant] = model.new_bool_var(f"begun_{who}_{early}_{instant}")
            before: Any = 0 if last is None else begun[early][last]
            model.add(flag == before + days.at.get((early, instant), 0))
    for early_stage, late_stage in edges:
        for start in days.calendar.starts[late_stage.id]:
            guard.post(
                model.add(days.at[late_stage.id, start] <= begun[early_stage.id][start]),
                f"stage {early_stage.id} comes before {late_stage.id}",
                f"stage:{early_stage.id}",
                "stage:position",
            )


def _before(position: str, other: str) -> bool:
    return (position == "first" and other != "first") or (other == "last" and position != "last")


def _span(facts: Facts, days: Days, guard: Guard) -> None:
    """Days used, and on each the time between its first start and its last end."""
    model, calendar = guard.model, days.calendar
    limit, who = facts.problem.policy.max_days, calendar.candidate.id
    used: list[Any] = []
    idle: Any = 0
    for day in sorted(set(calendar.days.values())):
        on = model.new_bool_var(f"day_{who}_{day}")
        used.append(on)
        here = {key: var for key, var in days.at.items() if calendar.days[key[1]] == day}
        for stage in calendar.starts:
            times = [var for (at, _), var in here.items() if at == stage]
            if times:
                model.add(sum(times) <= on)
        starts = sorted({start for _, start in here})
        ends = sorted({start + calendar.lengths[stage] for stage, start in here}, reverse=True)
        first, begun = _running(model, starts, on, f"first_{who}")
        last, over = _running(model, ends, on, f"last_{who}")
        for (stage, start), var in here.items():
            model.add_implication(var, begun[start])
            model.add_implication(var, over[start + calendar.lengths[stage]])
        model.add(sum(here.values()) >= on)  # a day without interviews is not a day used
        midnight = starts[0]
        idle += sum((end - midnight) * var for end, var in last.items())
        idle -= sum((start - midnight) * var for start, var in first.items())
    guard.post(
        model.add(sum(used) <= limit),
        f"the loop of {who} takes at most {limit} {'day' if limit == 1 else 'days'}",
        f"candidate:{who}",
        "policy:max_days",
    )
    minutes = idle + EXTRA_DAY_MINUTES * (sum(used) - 1) - sum(calendar.lengths.values())
    days.cost = model.new_int_var(0, waiting_cost(1440 * limit), f"waiting_{who}")
    model.add(WAITING_MINUTES * days.cost >= minutes)


def _running(model: cp_model.CpModel, instants: list[int], on: Any, name: str) -> tuple[dict[int, Any], dict[int, Any]]:
    """One of the instants where ``on`` holds; and, for each, whether it is the chosen one or comes after it in the list."""
    chosen = {instant: model.new_bool_var(f"{name}_{instant}") for instant in instants}
    passed = {instant: model.new_bool_var(f"{name}_passed_{instant}") for instant in instants}
    model.add(sum(chosen.values()) == on)
    before: Any = 0
    for instant in instants:
        model.add(passed[instant] == chosen[instant] + before)
        before = passed[instant]
    return chosen, passed
