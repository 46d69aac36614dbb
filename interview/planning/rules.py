"""What the planner's words mean in numbers: targets, tolerance, misfit, exposure and load. Used with and without the solver."""

from __future__ import annotations

from typing import Literal

from interview.planning.problem import Problem, ProblemInterviewer, ProblemStage

TIERS = ("coverage", "levels", "calendar", "people", "exposure")
"""What counts first comes first; each tier counts ``TIER_BASE`` times the next (see :func:`tier_weights`)."""

TIER_BASE = 1_000
EXACT_BELOW = 2**53  # what JavaScript and other readers of floating point numbers can tell apart
STEP_MINUTES = 5  # balance is counted in steps that a person would notice
NOT_COVERED = 10  # per point of weight: as bad as 50 minutes off target, so breadth comes before depth
IN_PASSING = 10  # a must-have that a stage sees only through another skill's question
WAITING_MINUTES = 15  # waiting is counted in quarters of an hour, begun ones included
WANT_MISSED = 10  # a design stage without a design exercise
EXTRA_DAY_MINUTES = 60  # a second day is worth an hour of waiting
ONE_KIND = 1
ONE_TEAM = 3
MISSING_SHADOW = 2
MISSING_TAG = 2

_MISFIT = (0, 1, 3, 6, 10)


def tier_weights(problem: Problem) -> dict[str, int]:
    """The weight of each tier in the one number ``objective``.

    A tier counts 1,000 times the next. With so many skills that the number could no longer be read exactly as floating point, the
    factor is smaller; the search takes tiers in their order all the same.
    """
    worst = sum(NOT_COVERED * skill.weight for skill in problem.skills) + sum(stage.length_minutes for stage in problem.stages)
    base = TIER_BASE
    while worst * base ** (len(TIERS) - 1) >= EXACT_BELOW // 2:
        base //= 2
    return {name: base ** (len(TIERS) - 1 - place) for place, name in enumerate(TIERS)}


def misfit(level: int, target_level: int) -> int:
    """What a question costs whose level lies off the bar: 0, 1, 3, 6, 10 for a distance of 0 to 4."""
    return _MISFIT[abs(level - target_level)]


def exposure_cost(exposure: int) -> int:
    """Fresh 0, used (1 to 5 times) 1, worn (6 to 20) 2, known (more) 3."""
    return (exposure > 0) + (exposure > 5) + (exposure > 20)


def load_cost(booked: int, weekly_cap: int) -> int:
    """Low 0 (up to half the cap), medium 1 (up to four fifths), high 2; ``booked`` counts this interview."""
    return (2 * booked > weekly_cap) + (5 * booked > 4 * weekly_cap)


def target_minutes(problem: Problem) -> dict[str, int]:
    """Each skill's share, by weight, of all minutes that questions may fill."""
    total = sum(stage.budget_minutes for stage in problem.stages)
    weights = sum(skill.weight for skill in problem.skills)
    return {skill.id: (2 * total * skill.weight + weights) // (2 * weights) for skill in problem.skills}


def tolerance_minutes(target: int) -> int:
    """How far a skill's minutes may lie off target without cost: a fifth, at least five minutes."""
    return max(STEP_MINUTES, target // 5)


def steps_off(minutes: int, target: int) -> int:
    """Steps of five minutes, begun ones included, by which ``minutes`` lies outside the tolerance around ``target``."""
    return max(0, -(-(abs(minutes - target) - tolerance_minutes(target)) // STEP_MINUTES))


def least_fill(stage: ProblemStage, min_fill: float) -> int:
    """The fewest minutes of questions that fill a stage enough."""
    return int(-(-round(min_fill * stage.budget_minutes * 1_000_000) // 1_000_000))


def may_observe(problem: Problem) -> dict[str, frozenset[str]]:
    """For each must-have skill the stages where its own questions fit.

    Where these are fewer than the observers it needs, a question with the skill as its second one counts as well: it does give
    evidence, but a question of its own gives more, so that this is a way out and not a choice.
    """
    fitting: dict[str, set[str]] = {skill.id: set() for skill in problem.skills if skill.must_have}
    for question in problem.questions:
        if question.skill_id in fitting:
            fitting[question.skill_id].update(
                stage.id for stage in problem.stages if question.fits(stage) and question.minutes <= stage.budget_minutes
            )
    return {skill_id: frozenset(stages) for skill_id, stages in fitting.items()}


def seen_in_passing(problem: Problem) -> frozenset[str]:
    """The must-have skills for which second skills of questions count; see :func:`may_observe`."""
    needed = problem.policy.must_have_observers
    return frozenset(skill_id for skill_id, stages in may_observe(problem).items() if len(stages) < needed)


def waiting_cost(minutes: int) -> int:
    """Begun quarters of an hour."""
    return -(-minutes // WAITING_MINUTES)


def kept_out(person: ProblemInterviewer, candidate_id: str) -> Literal["", "conflict", "cap"]:
    """Why somebody may not be in any interview of a candidate, or nothing."""
    if candidate_id in person.conflicts:
        return "conflict"
    return "cap" if person.booked_this_week >= person.weekly_cap else ""


def is_bar_raiser(person: ProblemInterviewer, team: str) -> bool:
    """Whether somebody is a bar raiser who does not belong to the hiring team."""
    return person.bar_raiser and (not team or person.team != team)
