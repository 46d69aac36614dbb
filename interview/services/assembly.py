"""Assembling a loop: the planner chooses skills and questions for a role's stages; the result becomes its draft loop."""

from __future__ import annotations

from collections import Counter

from interview.domain.loop import LoopTemplate
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.visibility import Blindness
from interview.errors import Invalid, NotFound
from interview.planning.blueprint import loop_from_plan, problem_for_role
from interview.services.access import relation_to_role
from interview.services.context import Context
from interview.services.loops import LoopView, save_draft_loop
from interview.services.solving import solve_apart
from interview.storage.unit import Unit


class NoPlan(Invalid):
    """No loop keeps every rule; ``reasons`` are the clashing wishes, one sentence each."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("No loop keeps every rule: " + "; ".join(reasons))


def list_templates(context: Context, role: Role) -> tuple[LoopTemplate, ...]:
    """The loop templates, those made for the role's level first."""
    found = context.catalogue.loops.values()
    return tuple(sorted(found, key=lambda template: (role.level.lower() not in template.levels, template.id)))


def assemble_loop(
    context: Context,
    actor: Actor,
    role_id: str,
    *,
    template_id: str | None = None,
    minutes: int | None = None,
    seed: int = 0,
    time_limit: float = 30.0,
    blindness: Blindness = Blindness.AFTER_OWN,
    expected_revision: int | None = None,
    is_demo: bool = False,
) -> LoopView:
    """Plan the best loop for the latest version of a role and keep it as the draft, with coverage and proof in ``plan``.

    ``template_id``: by default the first template for the role's level; ``minutes``: what the whole loop may take, by default the
    template's; ``time_limit`` in seconds. ``expected_revision`` is that of the role's latest loop, ``None`` if there is none yet.
    Raises :class:`NoPlan` where no loop keeps every rule.
    """
    with context.store.read() as unit:
        require(actor, Permission.CHANGE_LOOP, relation_to_role(unit, actor, role_id))
        record = unit.roles.get(role_id)
        if record is None:
            raise NotFound(f"There is no role '{role_id}'.")
        used = _exposure(unit)
    template = _template(context, record.role, template_id)
    questions = context.catalogue.questions
    problem = problem_for_role(record.role, template, questions.values(), exposure=used, minutes=minutes)
    plan = solve_apart(problem, seed=seed, time_limit=time_limit)
    if plan.status == "infeasible":
        raise NoPlan(tuple(reason.text for reason in plan.reasons))
    loop = loop_from_plan(
        record.role,
        template,
        plan,
        question_versions={name: question.version for name, question in questions.items()},
        rubric_versions={name: rubric.version for name, rubric in context.catalogue.rubrics.items()},
    )
    return save_draft_loop(
        context,
        actor,
        loop,
        plan={"template": template.id, **plan.model_dump(mode="json")},
        blindness=blindness,
        expected_revision=expected_revision,
        is_demo=is_demo,
    )


def _template(context: Context, role: Role, template_id: str | None) -> LoopTemplate:
    templates = list_templates(context, role)
    wanted = [template for template in templates if template_id in {None, template.id}]
    if not wanted:
        known = ", ".join(sorted(context.catalogue.loops)) or "none"
        raise NotFound(f"There is no loop template '{template_id}'; there are: {known}.")
    return wanted[0]


def _exposure(unit: Unit) -> dict[str, int]:
    """How many candidates each question has been planned for."""
    candidates = Counter((candidate.role_id, candidate.loop_version) for candidate in unit.candidates.all())
    used: Counter[str] = Counter()
    for record in unit.loops.versions():
        count = candidates[record.loop.role_id, record.loop.version]
        used.update({question.question_id: count for stage in record.loop.stages for question in stage.questions})
    return dict(used)
