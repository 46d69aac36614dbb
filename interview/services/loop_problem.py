"""What the planner is told about a loop: the role, the wishes, the questions that may be asked, and the loop as it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.wishes import Wishes
from interview.errors import NotFound
from interview.planning.blueprint import loop_from_plan, problem_for_role
from interview.planning.plan import Plan, PlanStage, StageQuestion
from interview.planning.problem import Lock, Policy, Problem
from interview.services.access import relation_to_role
from interview.services.context import Context
from interview.services.loops import BEFORE, LoopView, remembered, save_draft_loop
from interview.storage.loops import LoopRecord
from interview.storage.unit import Unit


@dataclass(frozen=True)
class Desk:
    """Everything that is on the table when the loop of ``role`` is assembled, read at one moment.

    ``used`` counts for how many candidates each question was planned; ``leaked`` are questions that somebody reported as leaked
    while working on any loop; ``current`` is the latest version of the loop.
    """

    context: Context
    actor: Actor
    role: Role
    used: dict[str, int]
    leaked: frozenset[str]
    current: LoopRecord | None

    @property
    def revision(self) -> int | None:
        """The revision of the latest loop, ``None`` if there is none."""
        return self.current.revision if self.current else None

    def problem(self, wishes: Wishes) -> Problem:
        """Pinned questions are locked, a pinned stage has room for nothing else, barred questions are left out."""
        stages = {} if self.current is None else {stage.id: stage for stage in self.current.loop.stages}
        barred = self.leaked | {one.question_id for one in wishes.barred}
        pinned = {
            (pin.stage_id, question_id)
            for pin in wishes.pins
            for question_id in (
                [pin.question_id]
                if pin.question_id
                else [one.question_id for one in (stages[pin.stage_id].questions if pin.stage_id in stages else ())]
            )
        }
        locks = [Lock(stage=stage, question=question) for stage, question in sorted(pinned) if question not in barred]
        problem = problem_for_role(
            self.role,
            wishes.template,
            [question for name, question in self.context.catalogue.questions.items() if name not in barred],
            exposure=self.used,
            policy=Policy(must_have_observers=wishes.observers, max_skills_per_stage=wishes.skills_per_stage),
            locks=locks,
        )
        whole = {one.stage_id for one in wishes.pins if one.question_id is None}
        taken = {name: sum(question.minutes for question in stages[name].questions) for name in whole & set(stages)}
        full = [
            stage.model_copy(update={"buffer_minutes": max(0, stage.length_minutes - taken[stage.id])})
            if taken.get(stage.id)
            else stage
            for stage in problem.stages
        ]
        return problem.model_copy(update={"stages": tuple(full)})

    def plan_before(self) -> Plan | None:
        """The loop as it stands, for the planner to stay close to."""
        if self.current is None:
            return None
        known = self.context.catalogue.questions
        return Plan(
            status="feasible",
            stages=tuple(
                PlanStage(
                    id=stage.id,
                    title=stage.title,
                    format=stage.format,
                    length_minutes=stage.length_minutes,
                    skills=stage.skills,
                    questions=tuple(
                        StageQuestion(
                            id=one.question_id,
                            skill_id=one.skill_id,
                            minutes=one.minutes,
                            level=known[one.question_id].level if one.question_id in known else 3,
                        )
                        for one in stage.questions
                    ),
                )
                for stage in self.current.loop.stages
            ),
        )

    def keep(self, wishes: Wishes, plan: Plan, **how: Any) -> LoopView:
        """Make the planner's answer the draft loop; ``how`` are arguments of :func:`save_draft_loop`."""
        catalogue = self.context.catalogue
        loop = loop_from_plan(
            self.role,
            wishes.template,
            plan,
            question_versions={name: question.version for name, question in catalogue.questions.items()},
            rubric_versions={name: rubric.version for name, rubric in catalogue.rubrics.items()},
        )
        asked = sorted({question.question_id for stage in loop.stages for question in stage.questions})
        kept: dict[str, Any] = {
            "template": wishes.template_id,
            **plan.model_dump(mode="json"),
            "wishes": wishes.model_dump(mode="json"),
            "exposure": {name: self.used.get(name, 0) for name in asked},
        }
        if self.current is not None:
            kept[BEFORE] = remembered(self.current)
        return save_draft_loop(self.context, self.actor, loop, plan=kept, **how)


def role_to_change(context: Context, actor: Actor, role_id: str) -> Role:
    """The role, if the actor may change its loop: enough to ask how far an assembly is, which screens do again and again."""
    with context.store.read() as unit:
        require(actor, Permission.CHANGE_LOOP, relation_to_role(unit, actor, role_id))
        record = unit.roles.get(role_id)
    if record is None:
        raise NotFound(f"There is no role '{role_id}'.")
    return record.role


def desk_for(context: Context, actor: Actor, role_id: str) -> Desk:
    """Read it, if the actor may change the loop."""
    with context.store.read() as unit:
        require(actor, Permission.CHANGE_LOOP, relation_to_role(unit, actor, role_id))
        record = unit.roles.get(role_id)
        if record is None:
            raise NotFound(f"There is no role '{role_id}'.")
        versions = unit.loops.versions()
        context.catalogue.adopt(unit.bank_edits.current().values())
        return Desk(context, actor, record.role, _used(unit, versions), leaked_questions(versions), unit.loops.get(role_id))


def _used(unit: Unit, versions: tuple[LoopRecord, ...]) -> dict[str, int]:
    candidates = Counter((candidate.role_id, candidate.loop_version) for candidate in unit.candidates.all())
    used: Counter[str] = Counter()
    for record in versions:
        count = candidates[record.loop.role_id, record.loop.version]
        used.update({question.question_id: count for stage in record.loop.stages for question in stage.questions})
    return dict(used)


def leaked_questions(versions: tuple[LoopRecord, ...]) -> frozenset[str]:
    """The questions that were reported as leaked in any of these versions."""
    reported = [one for record in versions for one in (record.plan.get("wishes") or {}).get("barred", ())]
    return frozenset(one["question_id"] for one in reported if one["leaked"])
