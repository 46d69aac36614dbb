"""Many candidates on one pool of interviewers: the content once for all, then loop after loop, then better loops in turn.

A loop is planned with everybody else's interviews taken out of the pool. A candidate for whom nothing is left moves to the front
of the queue and all start again. Then loops that lie above their own bound are planned once more, each with the others held, as
long as that helps and time is left. What every candidate could have alone is a bound for all of them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.best import Best, Stages
from interview.planning.calendar_model import add_days
from interview.planning.content_model import add_content
from interview.planning.content_search import CONTENT_TIERS, read_stages
from interview.planning.facts import Calendar, Facts
from interview.planning.first_loop import first_plan, loop_for
from interview.planning.guard import Guard
from interview.planning.objective import loop_costs
from interview.planning.one_loop import read_loop
from interview.planning.people_model import add_seats
from interview.planning.plan import PlanLoop
from interview.planning.pool import room_in_weeks, weeks_with_time, without
from interview.planning.problem import ProblemCandidate, ProblemInterviewer
from interview.planning.rules import TIERS, load_cost
from interview.planning.search import Effort, Posed, Settled, lexicographic
from interview.planning.timeline import least_waiting
from interview.planning.together import MOST_TOGETHER, Together, small_enough

Loops = dict[str, PlanLoop]
Rated = Mapping[str, frozenset[str]]
"""The skills that each stage rates."""
PlanOne = Callable[[Facts, ProblemCandidate], PlanLoop | None]

ENOUGH_DAYS = 3
TRIED_CONTENTS, TRIED_QUEUES = 2, 4  # for the plan made by hand, which is to be in hand at once


def any_loops(facts: Facts, effort: Effort, best: Best) -> None:
    """Offer loops for all candidates made without the solver, if that succeeds: content that suits one of them first."""
    for candidate in sorted(facts.problem.candidates, key=lambda one: one.id)[:TRIED_CONTENTS]:
        first = first_plan(facts, candidate)
        if first is not None:
            rated = {stage.id: frozenset(stage.skills) for stage in first[0]}
            loops = plan_all(facts, partial(loop_for, rated=rated), effort, queues=TRIED_QUEUES)
            if loops is not None:
                best.offer((first[0], in_order(facts, loops)))
                return


def best_loops(facts: Facts, effort: Effort, content: Settled[Stages], best: Best) -> bool:
    """Offer loops for several candidates; false if there can be none."""
    waiting = {candidate.id: least_waiting(facts, facts.day(candidate)) or 0 for candidate in facts.problem.candidates}
    lower = {"calendar": sum(waiting.values()), "people": least_load(facts)}
    best.know(lower)
    crowd = crowd_content(facts, effort, content.bounds)
    if crowd.infeasible:
        return False
    for held in (crowd, content):
        if held.solution is not None and not effort.stopped and _one_by_one(facts, effort, held.solution, waiting, best):
            break
    few = len(facts.problem.candidates) <= MOST_TOGETHER
    if effort.stopped or best.proven or not (few or (best.answer is None and small_enough(facts))):
        return True
    model = Together.of(facts)
    settled = lexicographic(
        lambda: Posed(model.guard.model, model.costs, model.read),
        TIERS,
        {**content.bounds, **lower},
        effort,
        linear=1,
        found=best.offer,
        always={"calendar": lower["calendar"]},
    )
    best.know(settled.bounds)
    return not settled.infeasible


def _one_by_one(facts: Facts, effort: Effort, stages: Stages, waiting: Mapping[str, int], best: Best) -> bool:
    """Offer loops with settled content; whether any were found for all."""
    rated = {stage.id: frozenset(stage.skills) for stage in stages}

    def at_once(left: Facts, candidate: ProblemCandidate) -> PlanLoop | None:
        return loop_for(left, candidate, rated)

    def carefully(left: Facts, candidate: ProblemCandidate) -> PlanLoop | None:
        return _one_of_many(left, effort, candidate, rated, waiting[candidate.id])

    def offer(loops: tuple[PlanLoop, ...]) -> None:
        best.offer((stages, loops))

    found: list[Loops] = []
    for plan_one, queues in ((at_once, TRIED_QUEUES), (carefully, 1000)):
        loops = plan_all(facts, plan_one, effort, queues=queues)
        if loops is not None:
            found.append(loops)
            offer(in_order(facts, loops))
    if found:
        start = min(found, key=lambda loops: _costs(facts, loops))
        improve(facts, start, carefully, bounds=waiting, effort=effort, found=offer)
    return bool(found)


def in_order(facts: Facts, loops: Loops) -> tuple[PlanLoop, ...]:
    """Loops in the order of the problem's candidates."""
    return tuple(loops[candidate.id] for candidate in facts.problem.candidates)


def least_load(facts: Facts) -> int:
    """No plan's interviews cost less in load: all seats go to whoever has most room, whatever the times and skills."""
    seats = len(facts.problem.candidates) * sum(stage.panel_size for stage in facts.stages)
    costs = sorted(
        load_cost(number, person.weekly_cap)
        for person in facts.people
        if person.trained
        for _ in range(weeks_with_time(facts, person))
        for number in range(person.booked_this_week + 1, person.weekly_cap + 1)
    )
    return sum(costs[:seats])


def add_crowd(facts: Facts, rated: Mapping[tuple[str, str], Any], guard: Guard, *, spare: float) -> None:
    """The pool's caps must hold all interviews of all candidates, with qualified people for each stage, times left out.

    ``spare`` asks for so much more than needed (1: exactly enough), as times will not fit everybody.
    """
    model = guard.model
    wanted = round(len(facts.problem.candidates) * spare)
    serves: dict[str, list[tuple[ProblemInterviewer, Any]]] = defaultdict(list)
    for person in facts.people:
        capacity = room_in_weeks(facts, person)
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


def crowd_content(facts: Facts, effort: Effort, lower: Mapping[str, int]) -> Settled[Stages]:
    """The best content that the pool's caps can carry for all candidates; with room to spare, if that can be had."""
    settled: Settled[Stages] = Settled()
    for spare in (1.5, 1.2, 1.0):

        def pose(spare: float = spare) -> Posed[Stages]:
            guard = Guard(cp_model.CpModel())
            content = add_content(facts, guard)
            add_crowd(facts, content.rated, guard, spare=spare)
            return Posed(guard.model, content.costs, lambda answer: read_stages(content, answer))

        part = Effort(effort.seed, effort.time_limit / 8, effort.should_stop)
        settled = lexicographic(pose, CONTENT_TIERS, lower, part, linear=2)
        effort.spent += part.spent
        if settled.solution is not None:
            break
    return settled


def plan_all(facts: Facts, plan_one: PlanOne, effort: Effort, *, queues: int = 1000) -> Loops | None:
    """A loop for every candidate, or ``None`` if that was not achieved in so many queues."""
    problem = facts.problem
    queue = sorted(problem.candidates, key=lambda one: (sum(len(times) for times in facts.day(one).starts.values()), one.id))
    for _ in range(min(queues, len(queue) + 1)):
        loops: Loops = {}
        stuck = None
        for candidate in queue:
            if effort.seconds > effort.time_limit:
                return None
            loop = plan_one(Facts(without(problem, loops.values())), candidate)
            if loop is None:
                stuck = candidate
                break
            loops[candidate.id] = loop
        if stuck is None:
            return loops
        if effort.stopped or queue[0].id == stuck.id:
            return None
        queue = [stuck, *(one for one in queue if one.id != stuck.id)]
    return None


def improve(
    facts: Facts,
    loops: Loops,
    plan_one: PlanOne,
    *,
    bounds: Mapping[str, int],
    effort: Effort,
    found: Callable[[tuple[PlanLoop, ...]], None],
) -> None:
    """Plan loops once more, those farthest above their bound first, as long as something gets better."""
    candidates = {candidate.id: candidate for candidate in facts.problem.candidates}
    better = True
    while better:
        better = False
        for name in sorted(loops, key=lambda one: (bounds[one] - _waiting(facts, loops[one]), one)):
            if effort.stopped:
                return
            others = {other: loop for other, loop in loops.items() if other != name}
            loop = plan_one(Facts(without(facts.problem, others.values())), candidates[name])
            if loop is not None and _costs(facts, {**others, name: loop}) < _costs(facts, loops):
                loops = {**others, name: loop}
                found(in_order(facts, loops))
                better = True


def _waiting(facts: Facts, loop: PlanLoop) -> int:
    return sum(loop_costs(facts.problem, (loop,))["calendar"].values())


def _costs(facts: Facts, loops: Loops) -> tuple[int, int]:
    parts = loop_costs(facts.problem, tuple(loops.values()))
    return sum(parts["calendar"].values()), sum(parts["people"].values())


def _one_of_many(facts: Facts, effort: Effort, candidate: ProblemCandidate, rated: Rated, bound: int) -> PlanLoop | None:
    """One candidate's loop with what the others left: within single days at the bound of waiting, else with all days."""
    whole = facts.day(candidate)
    best: tuple[int, PlanLoop] | None = None
    tried = 0
    for day in sorted(set(whole.days.values())):
        calendar = whole.only(day)
        least = least_waiting(facts, calendar)
        if tried == ENOUGH_DAYS or least is None or least > bound:
            continue
        loop, load = _seat(facts, effort, calendar, rated, at_most=bound)
        tried += 1
        if loop is not None and (best is None or load < best[0]):
            best = load, loop
        if best is not None and best[0] == 0:
            break
    return best[1] if best is not None else _seat(facts, effort, whole, rated, at_most=None)[0]


def _seat(facts: Facts, effort: Effort, calendar: Calendar, rated: Rated, *, at_most: int | None) -> tuple[PlanLoop | None, int]:
    guard = Guard(cp_model.CpModel())
    days = add_days(facts, calendar, guard)
    seats = add_seats(facts, days, {(skill, stage): 1 for stage, skills in rated.items() for skill in skills}, guard)
    if at_most is None:
        guard.model.minimize(100 * days.cost + seats.cost)
    else:
        guard.model.add(days.cost <= at_most)
        guard.model.minimize(seats.cost)
    status, solver = effort.run(guard.model, linear=0, share=0.02)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None, 0
    return read_loop(days, seats, solver), solver.value(seats.cost)
