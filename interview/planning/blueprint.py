"""Between a role and its loop: the planning problem of a role's blueprint, and the loop that a plan makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from interview.domain.loop import Loop, LoopTemplate, PlannedQuestion, Stage, StageTemplate
from interview.domain.question import Question, QuestionKind, QuestionStatus, StageFormat
from interview.domain.role import Role
from interview.errors import Invalid
from interview.planning.plan import Plan
from interview.planning.problem import (
    Lock,
    Policy,
    Problem,
    ProblemQuestion,
    ProblemSkill,
    ProblemStage,
)


def problem_for_role(
    role: Role,
    template: LoopTemplate,
    questions: Iterable[Question],
    *,
    exposure: Mapping[str, int] | None = None,
    minutes: int | None = None,
    max_stages: int | None = None,
    policy: Policy | None = None,
    locks: Iterable[Lock] = (),
) -> Problem:
    """The problem of assembling a loop for ``role`` in the stages of ``template``.

    ``questions`` may hold more than the role needs; retired and leaked ones, and those about other skills, are left out.
    ``exposure`` counts past uses by question id. ``minutes`` is the time that the whole loop may take: the template's stages are
    shortened or lengthened in step (see :func:`fit_minutes`). With ``max_stages`` the planner chooses so many of the template's
    stages at most, at their own lengths and within ``minutes``. People and times are no part of it.
    """
    house = policy or Policy()
    seen = exposure or {}
    wanted = {skill.skill_id for skill in role.skills}
    stages = template.stages if minutes is None or max_stages is not None else fit_minutes(template, minutes)
    if max_stages is not None:
        house = house.model_copy(update={"max_stages": max_stages, "max_total_minutes": minutes})
    return Problem(
        skills=tuple(
            ProblemSkill(id=skill.skill_id, weight=skill.weight, must_have=skill.must_have, target_level=skill.bar)
            for skill in role.skills
        ),
        stages=tuple(_stage(stage, optional=max_stages is not None) for stage in stages),
        questions=tuple(
            _question(question, seen.get(question.id, 0))
            for question in questions
            if question.skill_id in wanted and question.status is QuestionStatus.ACTIVE
        ),
        policy=house,
        locks=tuple(locks),
    )


def fit_minutes(template: LoopTemplate, minutes: int) -> tuple[StageTemplate, ...]:
    """The template's stages so that together they take at most ``minutes``, in steps of five; buffers stay as they are."""
    whole = sum(stage.length_minutes for stage in template.stages)
    stages = []
    for stage in template.stages:
        length = min(180, stage.length_minutes * minutes // whole // 5 * 5)
        if length < max(15, stage.buffer_minutes + 5):
            raise Invalid(
                f"{minutes} minutes are too few for the {len(template.stages)} stages of the template '{template.id}'; "
                f"give more minutes or choose a shorter template"
            )
        stages.append(stage.model_copy(update={"length_minutes": length}))
    return tuple(stages)


WANTED = {StageFormat.SYSTEM_DESIGN: QuestionKind.DESIGN, StageFormat.CODING: QuestionKind.WORK_SAMPLE}
"""What a stage of a format is there for."""


def _stage(stage: StageTemplate, *, optional: bool) -> ProblemStage:
    wanted = WANTED.get(stage.format)
    return ProblemStage(
        id=stage.id,
        title=stage.title,
        format=stage.format,
        length_minutes=stage.length_minutes,
        buffer_minutes=stage.buffer_minutes,
        kinds=tuple(str(kind) for kind in stage.kinds),
        panel_size=stage.panel_size,
        position=stage.position.value,
        wants=(str(wanted),) if wanted in stage.kinds else (),
        optional=optional,
    )


def _question(question: Question, exposure: int) -> ProblemQuestion:
    return ProblemQuestion(
        id=question.id,
        skill_id=question.skill_id,
        secondary_skill_id=question.secondary_skill_id,
        kind=question.kind,
        level=question.level,
        minutes=question.minutes,
        exposure=exposure,
        family=question.family,
        formats=tuple(str(one) for one in question.formats),
        version=question.version,
    )


def loop_from_plan(
    role: Role,
    template: LoopTemplate,
    plan: Plan,
    *,
    question_versions: Mapping[str, int] | None = None,
    rubric_versions: Mapping[str, int] | None = None,
) -> Loop:
    """The loop that the plan's stages make of the template, with the proof in words.

    The template's stages that the plan leaves out are not in it. Raises :class:`Invalid` for a plan without stages.
    """
    if plan.status == "infeasible" or not plan.stages:
        raise Invalid("the plan holds no such stages; there is no loop to make of it")
    versions = question_versions or {}
    planned = {stage.id: stage for stage in (plan.forms or (plan.stages,))[0]}
    stages = tuple(
        Stage(
            **_fields(stage, planned[stage.id].length_minutes),
            skills=planned[stage.id].skills,
            questions=tuple(
                PlannedQuestion(
                    question_id=question.id,
                    version=versions.get(question.id, 1),
                    skill_id=question.skill_id,
                    minutes=question.minutes,
                )
                for question in planned[stage.id].questions
            ),
        )
        for stage in template.stages
        if stage.id in planned
    )
    return Loop(
        role_id=role.id,
        role_version=role.version,
        stages=stages,
        rubric_versions=dict(rubric_versions or {}),
        proof=proof_of(plan),
    )


def _fields(stage: StageTemplate, length_minutes: int) -> dict[str, Any]:
    return {**stage.model_dump(), "length_minutes": length_minutes}


def proof_of(plan: Plan) -> str:
    """How good a plan is known to be, in a few words."""
    if plan.status == "optimal":
        return "optimal"
    open_tiers = [tier.name for tier in plan.tiers if tier.cost > tier.bound]
    return f"valid; not proven best in {', '.join(open_tiers)}"
