"""From what the solver chose to a plan that people read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from interview.planning.checks import violations
from interview.planning.clock import instant_of
from interview.planning.facts import Calendar, Facts
from interview.planning.objective import costs, coverage
from interview.planning.plan import Plan, PlanInterview, PlanLoop, PlanStage, StageQuestion, Tier
from interview.planning.problem import Problem
from interview.planning.rules import TIERS, tier_weights


def stages_of(facts: Facts, count: Mapping[tuple[int, str], int], taken: Mapping[tuple[int, int], int]) -> tuple[PlanStage, ...]:
    """Name the questions behind the counts: the freshest of each run, handed out to the stages in order of their ids."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for index, group in enumerate(facts.groups):
        names = [question for run, alike in enumerate(group.runs) for question in alike.questions[: taken[index, run]]]
        for stage_id in group.stages:
            number = count[index, stage_id]
            chosen[stage_id].extend(names[:number])
            del names[:number]
    questions = {question.id: question for question in facts.problem.questions}
    order = [skill.id for skill in sorted(facts.problem.skills, key=lambda one: (not one.must_have, -one.weight, one.id))]
    stages = []
    for stage in facts.problem.stages:
        held = [questions[one] for one in chosen[stage.id]]
        held.sort(key=lambda question: (order.index(question.skill_id), question.level, question.id))
        skills = dict.fromkeys(question.skill_id for question in held)
        stages.append(
            PlanStage(
                id=stage.id,
                title=stage.title or stage.id,
                format=stage.format,
                length_minutes=stage.length_minutes,
                skills=tuple(skills),
                questions=tuple(
                    StageQuestion(id=one.id, skill_id=one.skill_id, minutes=one.minutes, level=one.level) for one in held
                ),
            )
        )
    return tuple(stages)


def with_passing(stages: tuple[PlanStage, ...], rated: set[tuple[str, str]]) -> tuple[PlanStage, ...]:
    """Add the skills that a stage rates in passing, through another skill's question."""
    return tuple(
        stage.model_copy(
            update={"skills": (*stage.skills, *sorted(k for k, at in rated if at == stage.id and k not in stage.skills))}
        )
        for stage in stages
    )


def loop_of(
    calendar: Calendar, starts: Mapping[str, int], panel: Mapping[str, list[str]], shadows: Mapping[str, list[str]]
) -> PlanLoop:
    """One candidate's interviews in the order of their starts."""
    interviews = tuple(
        PlanInterview(
            stage=stage,
            start=instant_of(start),
            end=instant_of(start + calendar.lengths[stage]),
            panel=tuple(sorted(panel.get(stage, []))),
            shadows=tuple(sorted(shadows.get(stage, []))),
        )
        for stage, start in sorted(starts.items(), key=lambda item: (item[1], item[0]))
    )
    return PlanLoop(candidate=calendar.candidate.id, interviews=interviews)


def plan_of(
    problem: Problem,
    stages: tuple[PlanStage, ...],
    loops: tuple[PlanLoop, ...],
    bounds: Mapping[str, int],
    *,
    seed: int,
    seconds: float,
    forms: tuple[tuple[PlanStage, ...], ...] = (),
) -> Plan:
    """The plan with its costs, proof, coverage and the verdict of the solver-free check."""
    draft = Plan(status="feasible", stages=stages, loops=loops, seed=seed, forms=forms)
    parts, weights = costs(problem, draft), tier_weights(problem)
    tiers = tuple(
        Tier(
            name=name,
            weight=weights[name],
            cost=(cost := sum(parts[name].values())),
            bound=min(bounds.get(name, 0), cost),
            parts=parts[name],
        )
        for name in TIERS
    )
    objective = sum(tier.weight * tier.cost for tier in tiers)
    bound = sum(tier.weight * tier.bound for tier in tiers)
    status: Literal["optimal", "feasible"] = "optimal" if objective == bound else "feasible"
    return draft.model_copy(
        update={
            "status": status,
            "objective": objective,
            "bound": bound,
            "gap": (objective - bound) / objective if objective else 0.0,
            "seconds": round(seconds, 3),
            "terms": {tier.name: tier.weight * tier.cost for tier in tiers},
            "coverage": coverage(problem, stages),
            "violations": tuple(violations(problem, draft)),
            "tiers": tiers,
        }
    )
