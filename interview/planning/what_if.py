"""What a longer or shorter loop would buy: blueprints of one role side by side, and which of them no other one beats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from interview.domain.loop import LoopTemplate
from interview.domain.question import Question
from interview.domain.role import Role
from interview.errors import Invalid
from interview.planning.blueprint import problem_for_role
from interview.planning.plan import Plan
from interview.planning.problem import Policy, Problem
from interview.planning.solver import solve


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to run the loop.

    ``minutes`` is the whole loop with buffers; ``covered_weight`` of ``all_weight`` points of weight get minutes; ``observers``
    is the fewest stages that see any one must-have (0 without must-haves); ``people`` is how many seats a candidate's loop fills.
    ``best`` says that no other choice is at least as good in all of these and better in one. ``status`` is the plan's; where it
    is ``infeasible``, ``reason`` says why and nothing is covered.
    """

    template_id: str
    minutes: int
    stages: int
    covered_weight: int
    all_weight: int
    observers: int
    people: int
    status: str
    reason: str = ""
    best: bool = False


def what_if(
    role: Role,
    templates: Iterable[LoopTemplate],
    questions: Iterable[Question],
    *,
    minutes: Iterable[int | None] = (None,),
    max_stages: int | None = None,
    exposure: Mapping[str, int] | None = None,
    policy: Policy | None = None,
    seed: int = 0,
    time_limit: float = 10.0,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Choice, ...]:
    """Every template at every number of minutes (``None``: its own), the shortest first, with the best ones marked.

    ``time_limit`` is in seconds for each blueprint; once ``should_stop`` says so, those still open are left out. A template that
    can't be cut to the minutes comes back as ``infeasible``. With ``max_stages`` every template's stages are candidates, of which
    the planner chooses (see :func:`interview.planning.blueprint.problem_for_role`).
    """
    bank, lengths, choices = tuple(questions), tuple(minutes), []
    for template in templates:
        for length in lengths:
            if should_stop is not None and should_stop():
                break
            try:
                problem = problem_for_role(
                    role, template, bank, exposure=exposure, minutes=length, max_stages=max_stages, policy=policy
                )
            except Invalid as too_short:
                choices.append(_impossible(role, template, length, str(too_short)))
                continue
            plan = solve(problem, seed=seed, time_limit=time_limit, should_stop=should_stop)
            choices.append(_choice(template, problem, plan))
    return marked(sorted(choices, key=lambda choice: (choice.minutes, choice.template_id)))


def marked(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices in their order, ``best`` set on those that no other one beats (the Pareto set)."""
    listed = tuple(choices)
    return tuple(
        replace(one, best=one.status != "infeasible" and not any(_beats(other, one) for other in listed)) for one in listed
    )


def _beats(one: Choice, other: Choice) -> bool:
    """Whether ``one`` is nowhere worse and somewhere better: fewer minutes and people, more weight and observers."""
    mine, theirs = ((-choice.minutes, choice.covered_weight, choice.observers, -choice.people) for choice in (one, other))
    return one.status != "infeasible" and mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))


def _choice(template: LoopTemplate, problem: Problem, plan: Plan) -> Choice:
    weights = {skill.id: skill.weight for skill in problem.skills}
    sizes = {stage.id: stage.panel_size for stage in problem.stages}
    stages = plan.stages or problem.stages  # the plan's: some of the problem's may be left out
    return Choice(
        template_id=template.id,
        minutes=sum(stage.length_minutes for stage in stages),
        stages=len(stages),
        covered_weight=sum(weights[skill.skill_id] for skill in plan.coverage if skill.minutes),
        all_weight=sum(weights.values()),
        observers=min((skill.observers for skill in plan.coverage if skill.must_have), default=0),
        people=sum(sizes[stage.id] for stage in stages),
        status=plan.status,
        reason=" ".join(reason.text for reason in plan.reasons) if plan.status == "infeasible" else "",
    )


def _impossible(role: Role, template: LoopTemplate, minutes: int | None, reason: str) -> Choice:
    return Choice(
        template_id=template.id,
        minutes=minutes or sum(stage.length_minutes for stage in template.stages),
        stages=len(template.stages),
        covered_weight=0,
        all_weight=sum(skill.weight for skill in role.skills),
        observers=0,
        people=sum(stage.panel_size for stage in template.stages),
        status="infeasible",
        reason=reason,
    )
