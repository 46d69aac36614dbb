"""A loop within a blink and without the solver: a day that works, people assigned to it, and content that they can judge.

Days are tried one after the other; within a day each stage begins as early as the candidate and enough interviewers allow. People
are assigned to all seats at once (the Hungarian method), those who can judge most first. What comes out is judged by the
solver-free check before anybody sees it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np
from scipy.optimize import linear_sum_assignment

from interview.planning.assemble import loop_of
from interview.planning.facts import Calendar, Facts
from interview.planning.first_content import Allowed, first_content
from interview.planning.loop_checks import loop_violations
from interview.planning.plan import PlanLoop, PlanStage
from interview.planning.problem import ProblemCandidate, ProblemInterviewer
from interview.planning.rules import is_bar_raiser, kept_out, load_cost

TRIED_DAYS = 12
TRIED_STEPS = 4000
LOCKED, RAISER, MUST_HAVE = 1e7, 1e5, 20.0

Starts = dict[str, int]
Panels = dict[str, list[str]]


def first_plan(facts: Facts, candidate: ProblemCandidate) -> tuple[tuple[PlanStage, ...], tuple[PlanLoop, ...]] | None:
    """Content and loop of a candidate, keeping every rule; ``None`` where this simple way does not find one."""
    for calendar, starts, panels in islice(_staffed(facts, candidate, None), TRIED_DAYS):
        people = {person.id: frozenset(person.skills) for person in facts.people}
        allowed = {stage: frozenset().union(*(people[one] for one in panel)) for stage, panel in panels.items()}
        stages = first_content(facts, allowed)
        if stages is not None:
            loop = loop_of(calendar, starts, panels, {})
            if not loop_violations(facts.problem, loop, {stage.id: stage.skills for stage in stages}):
                return stages, (loop,)
    return None


def loop_for(facts: Facts, candidate: ProblemCandidate, rated: Allowed) -> PlanLoop | None:
    """A loop for a candidate whose content is settled: ``rated`` names the skills of each stage."""
    for calendar, starts, panels in islice(_staffed(facts, candidate, rated), TRIED_DAYS):
        loop = loop_of(calendar, starts, panels, {})
        if not loop_violations(facts.problem, loop, {stage: tuple(skills) for stage, skills in rated.items()}):
            return loop
    return None


def _staffed(facts: Facts, candidate: ProblemCandidate, rated: Allowed | None) -> Iterator[tuple[Calendar, Starts, Panels]]:
    whole = facts.day(candidate)
    able = [person for person in facts.people if person.trained and not kept_out(person, candidate.id)]
    free = {stage.id: Counter(t for one in able for t in whole.free(facts.spans[one.id], stage.id)) for stage in facts.stages}
    sizes = {stage.id: stage.panel_size for stage in facts.stages}
    usable = {
        stage: tuple(start for start in times if free[stage][start] >= sizes[stage]) for stage, times in whole.starts.items()
    }
    value = _values(facts, able, rated)
    for starts in _schedules(facts, whole, usable):
        panels = _assigned(facts, whole, starts, able, value)
        if panels is not None:
            yield whole, starts, panels


def _schedules(facts: Facts, calendar: Calendar, usable: Mapping[str, tuple[int, ...]]) -> Iterator[Starts]:
    """Ways to run all stages: every single day first, then as many days in a row as are allowed."""
    days = sorted(set(calendar.days.values()))
    most = min(facts.problem.policy.max_days, len(days))
    for number in range(1, most + 1):
        for first in range(len(days) - number + 1):
            found = _fitted(facts, calendar, usable, days[first : first + number])
            if found is not None:
                yield found


def _fitted(facts: Facts, calendar: Calendar, usable: Mapping[str, tuple[int, ...]], days: list[int]) -> Starts | None:
    """Every stage on some days, each as early as can be; depth first, within a limit of steps."""
    times = {stage: tuple(start for start in usable[stage] if calendar.days[start] in days) for stage in usable}
    rank = {"first": 0, "any": 1, "last": 2}
    stages = sorted(facts.stages, key=lambda one: (rank[one.position], -calendar.lengths[one.id], one.id))
    limit, steps = facts.problem.policy.max_unbroken_minutes, 0

    def extend(placed: Starts, end: int, run: int) -> Starts | None:
        nonlocal steps
        left = [stage for stage in stages if stage.id not in placed]
        if not left:
            return placed
        tried = set()
        for stage in (one for one in left if one.position == left[0].position):
            length = calendar.lengths[stage.id]
            if (length, times[stage.id]) in tried:
                continue
            tried.add((length, times[stage.id]))
            for start in times[stage.id][bisect_left(times[stage.id], end) :][:3]:
                steps += 1
                stretch = run + length if start == end else length
                if steps < TRIED_STEPS and stretch <= limit:
                    found = extend({**placed, stage.id: start}, start + length, stretch)
                    if found is not None:
                        return found
        return None

    return extend({}, 0, 0)


def _values(facts: Facts, able: list[ProblemInterviewer], rated: Allowed | None) -> np.ndarray:
    """What each person is worth in each stage: the weight of what they could judge there, less their load."""
    weights = {s.id: s.weight * (MUST_HAVE if s.must_have else 1.0) for s in facts.problem.skills}
    asked: dict[str, set[str]] = defaultdict(set)
    for group in facts.groups:
        for stage in group.stages:
            asked[stage].add(group.skill)
    value = np.zeros((len(able), len(facts.stages)))
    for column, template in enumerate(facts.stages):
        wanted = asked[template.id] if rated is None else rated[template.id]
        for row, person in enumerate(able):
            value[row, column] = sum(weights[skill] for skill in person.skills if skill in wanted)
            value[row, column] -= load_cost(person.booked_this_week + 1, person.weekly_cap)
            if rated is not None and template.panel_size == 1 and not wanted <= set(person.skills):
                value[row, column] = -np.inf
    return value


def _assigned(
    facts: Facts, calendar: Calendar, starts: Starts, able: list[ProblemInterviewer], value: np.ndarray
) -> Panels | None:
    """Different people for all seats at these starts, worth most together; nobody kept apart from somebody else in it."""
    candidate = calendar.candidate.id
    worth = value.copy()
    row_of = {person.id: row for row, person in enumerate(able)}
    for column, stage in enumerate(facts.stages):
        end = starts[stage.id] + calendar.lengths[stage.id]
        for row, person in enumerate(able):
            if not any(low <= starts[stage.id] and end <= high for low, high in facts.spans[person.id]):
                worth[row, column] = -np.inf
    for lock in facts.problem.locks:
        if lock.interviewer in row_of and lock.candidate in {None, candidate}:
            column = [stage.id for stage in facts.stages].index(lock.stage)
            worth[row_of[lock.interviewer], column] += LOCKED
    if facts.problem.policy.bar_raiser:
        worth[[row for row, person in enumerate(able) if is_bar_raiser(person, facts.problem.policy.team)], :] += RAISER
    columns = [column for column, stage in enumerate(facts.stages) for _ in range(stage.panel_size)]
    for _ in range(len(facts.apart) + 1):
        try:
            rows, seats = linear_sum_assignment(worth[:, columns], maximize=True)
        except ValueError:  # there is no assignment
            return None
        if len(seats) < len(columns):
            return None
        chosen = {able[row].id: seat for row, seat in zip(rows, seats, strict=True)}
        clash = next((pair for pair in facts.apart if pair[0] in chosen and pair[1] in chosen), None)
        if clash is None:
            panels: Panels = defaultdict(list)
            for name, seat in sorted(chosen.items()):
                panels[facts.stages[columns[seat]].id].append(name)
            return dict(panels)
        loser = min(clash, key=lambda one: (worth[row_of[one], columns[chosen[one]]], one))
        worth[row_of[loser], :] = -np.inf
    return None
