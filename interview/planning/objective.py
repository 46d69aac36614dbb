"""What a plan costs, tier by tier, worked out from the plan itself and not from the solver's word."""

from __future__ import annotations

from collections import Counter, defaultdict

from interview.planning.clock import iso_week, local_date, minute_of
from interview.planning.plan import Coverage, Plan, PlanLoop, PlanStage
from interview.planning.problem import Problem
from interview.planning.rules import (
    EXTRA_DAY_MINUTES,
    IN_PASSING,
    MISSING_SHADOW,
    MISSING_TAG,
    NOT_COVERED,
    ONE_KIND,
    ONE_TEAM,
    WANT_MISSED,
    exposure_cost,
    load_cost,
    misfit,
    steps_off,
    target_minutes,
    waiting_cost,
)

Costs = dict[str, dict[str, int]]
"""Cost by tier and, within it, by part."""


def costs(problem: Problem, plan: Plan) -> Costs:
    """Every tier's parts for a plan that has stages."""
    return {**content_costs(problem, plan.stages, plan.forms), **loop_costs(problem, plan.loops)}


def content_costs(problem: Problem, stages: tuple[PlanStage, ...], forms: tuple[tuple[PlanStage, ...], ...] = ()) -> Costs:
    """The tiers coverage, levels and exposure."""
    questions = {question.id: question for question in problem.questions}
    bars = {skill.id: skill.target_level for skill in problem.skills}
    minutes: Counter[str] = Counter()
    kinds: dict[str, set[str]] = defaultdict(set)
    passing = off = lacking = 0
    wants = {stage.id: stage.wants for stage in problem.stages}
    for stage in stages:
        own = {question.skill_id for question in stage.questions}
        asked_kinds = {questions[question.id].kind for question in stage.questions}
        lacking += sum(kind not in asked_kinds for kind in wants[stage.id])
        passing += sum(skill not in own for skill in stage.skills)
        for question in stage.questions:
            minutes[question.skill_id] += question.minutes
            kinds[question.skill_id].add(questions[question.id].kind)
            off += misfit(question.level, bars[question.skill_id])
    targets = target_minutes(problem)
    asked = [question.id for form in (forms or (stages,)) for stage in form for question in stage.questions]
    return {
        "coverage": {
            "skills not covered": NOT_COVERED * sum(skill.weight for skill in problem.skills if not minutes[skill.id]),
            "must-haves seen only in passing": IN_PASSING * passing,
            "stages without a kind that they want": WANT_MISSED * lacking,
            "minutes off target": sum(steps_off(minutes[skill.id], targets[skill.id]) for skill in problem.skills),
        },
        "levels": {
            "questions off the bar": off,
            "must-haves seen through one kind of question": ONE_KIND
            * sum(len(kinds[skill.id]) < 2 for skill in problem.skills if skill.must_have),
        },
        "exposure": {
            "questions asked before": sum(exposure_cost(questions[question].exposure) for question in asked),
            "questions in more than one form": sum(times - 1 for times in Counter(asked).values()),
        },
    }


def loop_costs(problem: Problem, loops: tuple[PlanLoop, ...]) -> Costs:
    """The tiers calendar and people."""
    zones = {candidate.id: candidate.timezone for candidate in problem.candidates}
    people = {person.id: person for person in problem.interviewers}
    teams = {person.team for person in problem.interviewers if person.trained}
    weeks: Counter[tuple[str, tuple[int, int]]] = Counter()
    days = waiting = one_team = missing = tags = 0
    for loop in loops:
        spans = sorted((minute_of(interview.start), minute_of(interview.end)) for interview in loop.interviews)
        by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for span in spans:
            by_day[local_date(span[0], zones[loop.candidate]).toordinal()].append(span)
        days += len(by_day) - 1
        idle = sum(day[-1][1] - day[0][0] - sum(end - start for start, end in day) for day in by_day.values())
        waiting += waiting_cost(idle)
        panel = [person for interview in loop.interviews for person in interview.panel]
        one_team += len(teams) > 1 and len(panel) > 1 and len({people[person].team for person in panel}) == 1
        held = {tag for person in panel for tag in people[person].tags}
        tags += len(set(problem.policy.panel_tags) - held)
        missing += problem.policy.shadows - sum(len(interview.shadows) for interview in loop.interviews)
        for interview in loop.interviews:
            weeks.update((person, iso_week(minute_of(interview.start))) for person in interview.panel)
    load = sum(
        load_cost(people[person].booked_this_week + number, people[person].weekly_cap)
        for (person, _), count in weeks.items()
        for number in range(1, count + 1)
    )
    return {
        "calendar": {"extra days": waiting_cost(EXTRA_DAY_MINUTES * days), "waiting": waiting},
        "people": {
            "load": load,
            "one team": ONE_TEAM * one_team,
            "missing shadows": MISSING_SHADOW * missing,
            "missing tags": MISSING_TAG * tags,
        },
    }


def coverage(problem: Problem, stages: tuple[PlanStage, ...]) -> tuple[Coverage, ...]:
    """Minutes and observers of every skill, in the problem's order."""
    targets = target_minutes(problem)
    minutes: Counter[str] = Counter()
    for stage in stages:
        for question in stage.questions:
            minutes[question.skill_id] += question.minutes
    return tuple(
        Coverage(
            skill_id=skill.id,
            must_have=skill.must_have,
            observers=sum(skill.id in stage.skills for stage in stages),
            minutes=minutes[skill.id],
            target_minutes=targets[skill.id],
        )
        for skill in problem.skills
    )
