"""The best plan for one candidate: content, times and people, by parts first and together only where that must be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.assemble import loop_of
from interview.planning.best import Answer, Best, Stages
from interview.planning.calendar_model import Days, add_days
from interview.planning.clock import minute_of
from interview.planning.content_model import Content, add_content
from interview.planning.content_search import LAST_SECONDS, read_stages
from interview.planning.facts import Calendar, Facts
from interview.planning.first_loop import first_plan
from interview.planning.guard import Guard
from interview.planning.people_model import Seats, add_seats
from interview.planning.plan import PlanLoop
from interview.planning.rules import TIERS
from interview.planning.search import Effort, Posed, Settled, lexicographic


def any_plan(facts: Facts, effort: Effort, best: Best) -> bool:
    """Offer any valid plan, so that one is in hand at once; false if there can be none."""
    simple = first_plan(facts, facts.problem.candidates[0])
    if simple is not None:
        best.offer(simple)
        return True
    posed = _whole(facts, facts.day(facts.problem.candidates[0]))
    asking = Effort(effort.seed, max(effort.time_limit / 2, LAST_SECONDS), effort.should_stop)
    status, solver = asking.run(posed.model, linear=0)
    effort.spent += asking.spent
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        best.offer(posed.read(solver))
    return bool(status != cp_model.INFEASIBLE)


def best_loop(facts: Facts, effort: Effort, content: Settled[Stages], waiting: int, best: Best) -> bool:
    """Offer the best plan for one candidate: with the best content if people can be found for it, else all together.

    ``waiting`` is the least that the calendar allows. False if there can be no plan.
    """
    calendar = facts.day(facts.problem.candidates[0])
    lower = {**content.bounds, "calendar": waiting, "people": 0}
    with effort.part(0.2) as some:
        if _with_people(facts, some, content, lower, best):
            return True
    with effort.part(0.5) as some:
        staffed = _staffed_content(facts, some, calendar, lower)
    if staffed.infeasible:
        return False
    best.know(staffed.bounds)
    lower |= staffed.bounds
    with effort.part(0.2) as some:
        if _with_people(facts, some, staffed, lower, best):
            return True
    whole = lexicographic(
        lambda: _whole(facts, calendar, best.answer),
        TIERS,
        lower,
        effort,
        linear=1,
        found=best.offer,
        always={"calendar": waiting},
    )
    best.know(whole.bounds)
    return not whole.infeasible


def _whole(facts: Facts, calendar: Calendar, known: Answer | None = None) -> Posed[Answer]:
    """Content, times and people of one candidate in one model; ``known`` is an answer to begin with."""
    guard = Guard(cp_model.CpModel())
    held = add_content(facts, guard)
    days = add_days(facts, calendar, guard)
    seats = add_seats(facts, days, held.rated, guard)
    costs = {**held.costs, "calendar": days.cost, "people": seats.cost}
    return Posed(
        guard.model,
        costs,
        lambda answer: (read_stages(held, answer), (read_loop(days, seats, answer),)),
        _values(held, days, seats, known) if known else (),
    )


def _values(content: Content, days: Days, seats: Seats, known: Answer) -> list[tuple[Any, int]]:
    """What the variables of skills, starts and people are in an answer."""
    stages, (loop,) = known
    rated = {(skill, stage.id) for stage in stages for skill in stage.skills}
    starts = {(interview.stage, minute_of(interview.start)) for interview in loop.interviews}
    panel = {(person, interview.stage) for interview in loop.interviews for person in interview.panel}
    return [
        *((var, int(key in rated)) for key, var in content.rated.items()),
        *((var, int(key in starts)) for key, var in days.at.items()),
        *((var, int(key in panel)) for key, var in seats.panel.items()),
    ]


def _with_people(facts: Facts, effort: Effort, content: Settled[Stages], lower: Mapping[str, int], best: Best) -> bool:
    """Offer the content with people and times at their bounds; whether that was possible and is the proof."""
    if content.solution is None:
        return False
    rated = {(skill, stage.id): 1 for stage in content.solution for skill in stage.skills}

    def pose() -> Posed[PlanLoop]:
        guard = Guard(cp_model.CpModel())
        days = add_days(facts, facts.day(facts.problem.candidates[0]), guard)
        seats = add_seats(facts, days, rated, guard)
        guard.model.add(days.cost <= lower["calendar"])
        guard.model.add(seats.cost <= lower["people"])
        return Posed(guard.model, {"people": seats.cost}, lambda answer: read_loop(days, seats, answer))

    seated = lexicographic(pose, ("people",), {}, effort, linear=0)
    if seated.solution is None:
        return False
    best.offer((content.solution, (seated.solution,)))
    return content.proven


def _staffed_content(facts: Facts, effort: Effort, calendar: Calendar, lower: Mapping[str, int]) -> Settled[Stages]:
    """The best content for which people could be found if times did not matter, with bounds of people's costs as well."""

    def pose() -> Posed[Stages]:
        guard = Guard(cp_model.CpModel())
        held = add_content(facts, guard)
        seats = add_seats(facts, Days(calendar), held.rated, guard)
        return Posed(guard.model, {**held.costs, "people": seats.cost}, lambda answer: read_stages(held, answer))

    known = {tier: lower[tier] for tier in ("coverage", "levels", "people", "exposure") if tier in lower}
    return lexicographic(pose, ("coverage", "levels", "people", "exposure"), known, effort, linear=2)


def read_loop(days: Days, seats: Seats, answer: Any) -> PlanLoop:
    """One candidate's loop of the solver's answer."""
    starts = {stage: start for (stage, start), var in days.at.items() if answer.value(var)}
    panel: dict[str, list[str]] = defaultdict(list)
    shadows: dict[str, list[str]] = defaultdict(list)
    for held, into in ((seats.panel, panel), (seats.shadow, shadows)):
        for (person, stage), var in held.items():
            if answer.value(var):
                into[stage].append(person)
    return loop_of(days.calendar, starts, panel, shadows)
