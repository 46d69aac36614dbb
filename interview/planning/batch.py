"""Many candidates on one pool of interviewers: the content once for all, then loop after loop, then better loops in turn.

A loop is planned with everybody else's interviews taken out of the pool. A candidate for whom nothing is left moves to the front
of the queue and all start again. Then loops that lie above their own bound are planned once more, each with the others held, as
long as that helps and time is left. What every candidate could have alone is a bound for all of them together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.clock import instant_of, iso_week, minute_of
from interview.planning.content_model import EVERYTHING, Pool, add_content
from interview.planning.facts import Facts
from interview.planning.guard import Guard
from interview.planning.objective import loop_costs
from interview.planning.plan import PlanLoop, PlanStage
from interview.planning.problem import Problem, ProblemCandidate, ProblemInterviewer, Window
from interview.planning.search import Effort, Posed, Settled, lexicographic

Stages = tuple[PlanStage, ...]
Loops = dict[str, PlanLoop]
PlanOne = Callable[[Facts, ProblemCandidate, Mapping[tuple[str, str], Any], int | None], PlanLoop | None]


def pool_weeks(facts: Facts, person: ProblemInterviewer) -> int:
    """How many ISO weeks somebody has free time in."""
    return len({iso_week(minute) for low, high in facts.spans[person.id] for minute in (*range(low, high, 1440), high - 1)})


def add_crowd(facts: Facts, rated: Mapping[tuple[str, str], Any], guard: Guard, *, spare: float) -> None:
    """The pool's caps must hold all interviews of all candidates, with qualified people for each stage, times left out.

    ``spare`` asks for so much more than needed (1: exactly enough), as times will not fit everybody.
    """
    model = guard.model
    wanted = round(len(facts.problem.candidates) * spare)
    serves: dict[str, list[tuple[ProblemInterviewer, Any]]] = defaultdict(list)
    for person in facts.people:
        capacity = (person.weekly_cap - person.booked_this_week) * pool_weeks(facts, person)
        if not person.trained or capacity <= 0:
            continue
        seats = []
        for stage in facts.stages:
            served = model.new_int_var(0, min(capacity, wanted), f"serves_{person.id}_{stage.id}")
            seats.append(served)
            serves[stage.id].append((person, served))
            if stage.panel_size == 1:
                able = model.new_bool_var(f"able_{person.id}_{stage.id}")
                model.add(served <= capacity * able)
                for (skill, at), var in rated.items():
                    if at == stage.id and skill not in person.skills:
                        model.add(able + var <= 1)
        model.add(sum(seats) <= capacity)
    for stage in facts.stages:
        model.add(sum(served for _, served in serves[stage.id]) >= stage.panel_size * wanted)
        for (skill, at), var in rated.items():
            if at == stage.id and stage.panel_size > 1:
                model.add(sum(served for person, served in serves[at] if skill in person.skills) >= wanted * var)


def crowd_content(
    facts: Facts, effort: Effort, read: Callable[[Any, Any], Stages], lower: Mapping[str, int], pool: Pool = EVERYTHING
) -> Settled[Stages]:
    """The best content that the pool's caps can carry for all candidates; with room to spare, if that can be had."""
    settled: Settled[Stages] = Settled()
    for spare in (1.5, 1.2, 1.0):

        def pose(spare: float = spare) -> Posed[Stages]:
            guard = Guard(cp_model.CpModel())
            content = add_content(facts, guard, pool)
            add_crowd(facts, content.rated, guard, spare=spare)
            return Posed(guard.model, content.costs, lambda answer: read(content, answer))

        part = Effort(effort.seed, effort.time_limit / 8, effort.should_stop)
        settled = lexicographic(pose, ("coverage", "levels", "exposure"), lower, part, linear=2)
        effort.spent += part.spent
        if settled.solution is not None:
            break
    return settled


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


def plan_all(facts: Facts, stages: Stages, plan_one: PlanOne, bounds: Mapping[str, int], effort: Effort) -> Loops | None:
    """A loop for every candidate, or ``None`` if that was not achieved."""
    rated = {(skill, stage.id): 1 for stage in stages for skill in stage.skills}
    problem = facts.problem
    queue = sorted(problem.candidates, key=lambda one: (sum(len(times) for times in facts.day(one).starts.values()), one.id))
    loops: Loops = {}
    for _ in range(len(queue) + 1):
        loops, stuck = {}, None
        for candidate in queue:
            loop = plan_one(Facts(without(problem, loops.values())), candidate, rated, bounds[candidate.id])
            if loop is None:
                stuck = candidate
                break
            loops[candidate.id] = loop
        if stuck is None or effort.stopped:
            break
        if queue[0].id == stuck.id:
            return None
        queue = [stuck, *(one for one in queue if one.id != stuck.id)]
    return loops if len(loops) == len(queue) else None


def improve(facts: Facts, stages: Stages, loops: Loops, plan_one: PlanOne, *, bounds: Mapping[str, int], effort: Effort) -> Loops:
    """Plan loops above their bound once more, as long as something gets better."""
    rated = {(skill, stage.id): 1 for stage in stages for skill in stage.skills}
    candidates = {candidate.id: candidate for candidate in facts.problem.candidates}
    better = True
    while better:
        better = False
        for name in sorted(loops, key=lambda one: (bounds[one] - _waiting(facts, loops[one]), one)):
            if effort.stopped:
                return loops
            others = {other: loop for other, loop in loops.items() if other != name}
            loop = plan_one(Facts(without(facts.problem, others.values())), candidates[name], rated, bounds[name])
            if loop is not None and _costs(facts, {**others, name: loop}) < _costs(facts, loops):
                loops = {**others, name: loop}
                better = True
    return loops


def _waiting(facts: Facts, loop: PlanLoop) -> int:
    return sum(loop_costs(facts.problem, (loop,))["calendar"].values())


def _costs(facts: Facts, loops: Loops) -> tuple[int, int]:
    parts = loop_costs(facts.problem, tuple(loops.values()))
    return sum(parts["calendar"].values()), sum(parts["people"].values())
