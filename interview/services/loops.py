"""Loops: drafted by the planner or by hand, published in versions that hold on to the exact rubrics and questions they use."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from pydantic import Field

from interview.domain.base import Value
from interview.domain.loop import Loop
from interview.domain.loop_change import LoopChange, loop_changes
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.domain.question import Question, QuestionStatus
from interview.domain.rubric import Rubric
from interview.domain.visibility import Blindness
from interview.domain.wishes import Wishes, fulfilled, wishes_of
from interview.errors import Conflict, Invalid, NotFound
from interview.services.access import relation_to_role
from interview.services.context import Context
from interview.storage.loops import LoopRecord
from interview.storage.unit import Unit

_CHANGED = "This loop was changed somewhere else in the meantime; nothing was overwritten. Load it again and repeat your change."


BEFORE = "before"
"""The key under which a draft's ``plan`` keeps what the last change replaced, for undoing it."""


class LoopView(LoopRecord):
    """A version of a loop as screens show it, with the contents it uses: pinned ones once published, else the current ones."""

    rubrics: dict[str, Rubric] = Field(default_factory=dict)
    questions: dict[str, Question] = Field(default_factory=dict)

    @property
    def wishes(self) -> Wishes:
        """What was wished of it; of a loop without a record of that, the wishes that it fulfils."""
        kept = self.plan.get("wishes")
        return Wishes.model_validate(kept) if kept else wishes_of(self.loop, str(self.plan.get("template") or "own"))

    @property
    def changes(self) -> tuple[LoopChange, ...]:
        """What the last change of a draft made different."""
        kept = self.plan.get(BEFORE)
        return loop_changes(Loop.model_validate(kept["loop"]), self.loop) if kept else ()


class VersionView(Value):
    """One version of a role's loop in a list; ``candidates`` is how many go, or went, through it."""

    version: int
    state: str
    published_at: datetime | None
    stages: int
    minutes: int
    candidates: int


def remembered(record: LoopRecord) -> dict[str, Any]:
    """What is kept of a loop that is about to change."""
    plan = {name: value for name, value in record.plan.items() if name != BEFORE}
    return {"loop": record.loop.model_dump(mode="json"), "plan": plan}


def save_draft_loop(
    context: Context,
    actor: Actor,
    loop: Loop,
    *,
    plan: dict[str, Any] | None = None,
    blindness: Blindness = Blindness.AFTER_OWN,
    expected_revision: int | None = None,
    is_demo: bool = False,
) -> LoopView:
    """Keep a loop as the draft of its role. ``plan`` is the planner's coverage and proof, kept as it came.

    ``expected_revision`` is the revision of the latest version that the change was based on; ``None`` if the role has no loop.
    """
    with context.store.write() as unit:
        require(actor, Permission.CHANGE_LOOP, relation_to_role(unit, actor, loop.role_id))
        if unit.roles.get(loop.role_id, loop.role_version) is None:
            raise NotFound(f"There is no version {loop.role_version} of the role '{loop.role_id}'.")
        current = unit.loops.get(loop.role_id)
        if expected_revision != (current.revision if current else None):
            raise Conflict(_CHANGED)
        record = _draft(context, actor, current, loop, plan or {}, blindness=blindness, is_demo=is_demo)
        return _store(context, unit, actor, record, "loop.save", replaces=current)


def get_loop(context: Context, actor: Actor, role_id: str, version: int | None = None) -> LoopView:
    """One version of a role's loop, by default the latest."""
    with context.store.read() as unit:
        require(actor, Permission.READ_ROLE, relation_to_role(unit, actor, role_id))
        return _view(context, unit, _known(unit, role_id, version))


def list_versions(context: Context, actor: Actor, role_id: str) -> tuple[VersionView, ...]:
    """Every version of a role's loop, newest first, and how many candidates hold on to it."""
    with context.store.read() as unit:
        require(actor, Permission.READ_ROLE, relation_to_role(unit, actor, role_id))
        held = Counter(one.loop_version for one in unit.candidates.all() if one.role_id == role_id)
        return tuple(
            VersionView(
                version=record.loop.version,
                state=record.state,
                published_at=record.published_at,
                stages=len(record.loop.stages),
                minutes=record.loop.length_minutes,
                candidates=held[record.loop.version],
            )
            for record in unit.loops.versions(role_id)
        )


def change_wishes(context: Context, actor: Actor, role_id: str, wishes: Wishes, *, expected_revision: int) -> LoopView:
    """Keep what a manager wants of the loop. Stages change their places at once; for everything else the planner has to work.

    The wishes for a published loop become those of a new draft, which starts as its copy.
    """
    with context.store.write() as unit:
        current = _to_change(unit, actor, role_id, expected_revision)
        found = {stage.id: stage for stage in current.loop.stages}
        in_order = iter(
            found[stage.id].model_copy(update={"position": stage.position}) for stage in wishes.stages if stage.id in found
        )
        wanted = {stage.id for stage in wishes.stages}
        stages = tuple(next(in_order) if stage.id in wanted else stage for stage in current.loop.stages)  # dropped ones stay put
        loop = current.loop.model_copy(update={"stages": stages})
        plan = {**current.plan, "wishes": wishes.model_dump(mode="json")}
        record = _draft(context, actor, current, loop, plan, blindness=current.blindness, is_demo=current.is_demo)
        return _store(context, unit, actor, record, "loop.change_wishes", replaces=current)


def undo_change(context: Context, actor: Actor, role_id: str, *, expected_revision: int) -> LoopView:
    """Bring back the draft as it was before the planner changed it last."""
    with context.store.write() as unit:
        current = _to_change(unit, actor, role_id, expected_revision)
        kept = current.plan.get(BEFORE)
        if current.state != "draft" or not kept:
            raise Invalid("There is nothing to undo.")
        loop, plan = Loop.model_validate(kept["loop"]), kept["plan"]
        wishes = fulfilled(loop, Wishes.model_validate(plan["wishes"])) if plan.get("wishes") else None
        plan = {**plan, "wishes": wishes.model_dump(mode="json") if wishes else None}  # or the change would be wished again
        record = _draft(context, actor, current, loop, plan, blindness=current.blindness, is_demo=current.is_demo)
        return _store(context, unit, actor, record, "loop.undo", replaces=current)


def publish_loop(context: Context, actor: Actor, role_id: str, *, expected_revision: int) -> LoopView:
    """Make the draft the loop of every new candidate. From now on it never changes, whatever happens to banks and rubrics."""
    with context.store.write() as unit:
        current = _to_change(unit, actor, role_id, expected_revision)
        if current.state == "published":
            return _view(context, unit, current)
        context.catalogue.adopt(unit.bank_edits.current().values())
        loop = current.loop
        role = unit.roles.get(role_id, loop.role_version)
        if role is None or role.state != "published":
            raise Invalid("Publish the role first: a loop is built for a version of the role that no longer changes.")
        _refuse_unusable(context, loop)
        rubrics = {skill: context.catalogue.rubrics[skill] for stage in loop.stages for skill in stage.skills}
        asked = [question.question_id for stage in loop.stages for question in stage.questions]
        pins = {f"rubric:{skill}": unit.loops.pin("rubric", skill, rubric) for skill, rubric in rubrics.items()}
        for question_id in asked:
            pins[f"question:{question_id}"] = unit.loops.pin("question", question_id, context.catalogue.questions[question_id])
        pinned = loop.model_copy(update={"rubric_versions": {skill: rubric.version for skill, rubric in rubrics.items()}})
        record = current.model_copy(
            update={
                "loop": pinned,
                "state": "published",
                "revision": current.revision + 1,
                "pins": pins,
                "plan": remembered(current)["plan"],
                "published_at": context.now(),
                "updated_at": context.now(),
            }
        )
        unit.loops.replace(record, current.revision)
        unit.commit(context.event(actor, "loop.publish", "loop", role_id, version=loop.version))
        return _view(context, unit, record)


def _to_change(unit: Unit, actor: Actor, role_id: str, expected_revision: int) -> LoopRecord:
    """The latest version, if the actor may change it and nobody else has in the meantime."""
    require(actor, Permission.CHANGE_LOOP, relation_to_role(unit, actor, role_id))
    current = _known(unit, role_id)
    if expected_revision != current.revision:
        raise Conflict(_CHANGED)
    return current


def _draft(
    context: Context,
    actor: Actor,
    current: LoopRecord | None,
    loop: Loop,
    plan: dict[str, Any],
    *,
    blindness: Blindness,
    is_demo: bool,
) -> LoopRecord:
    """The next state of the draft, or a new version behind a published one. Revisions count on across versions."""
    is_new = current is None or current.state == "published"
    version = 1 if current is None else current.loop.version + is_new
    return LoopRecord(
        loop=loop.model_copy(update={"version": version}),
        state="draft",
        revision=current.revision + 1 if current else 1,
        blindness=blindness,
        plan=plan,
        is_demo=is_demo,
        created_by=actor.person_id if current is None or is_new else current.created_by,
        created_at=context.now() if current is None or is_new else current.created_at,
        updated_at=context.now(),
    )


def _store(
    context: Context, unit: Unit, actor: Actor, record: LoopRecord, action: str, *, replaces: LoopRecord | None
) -> LoopView:
    role_id, version = record.loop.role_id, record.loop.version
    if replaces is None or replaces.loop.version != version:
        unit.loops.add(record)
    else:
        unit.loops.replace(record, replaces.revision)
    unit.commit(context.event(actor, action, "loop", role_id, version=version, revision=record.revision))
    return _view(context, unit, record)


def _refuse_unusable(context: Context, loop: Loop) -> None:
    asked = [question.question_id for stage in loop.stages for question in stage.questions]
    problems = [f"the question '{name}' is asked {count} times" for name, count in Counter(asked).items() if count > 1]
    problems += [f"the question '{name}' is in no bank" for name in asked if name not in context.catalogue.questions]
    questions = context.catalogue.questions
    problems += [
        f"the question '{name}' is {questions[name].status.value}"
        for name in dict.fromkeys(asked)
        if name in questions and questions[name].status is not QuestionStatus.ACTIVE
    ]
    skills = {skill for stage in loop.stages for skill in stage.skills}
    problems += [f"the skill '{skill}' has no rubric" for skill in sorted(skills - set(context.catalogue.rubrics))]
    if problems:
        raise Invalid(f"This loop can't be published: {'; '.join(problems)}.")


def _known(unit: Unit, role_id: str, version: int | None = None) -> LoopRecord:
    record = unit.loops.get(role_id, version)
    if record is None:
        raise NotFound("This role has no loop yet; assemble one.")
    return record


def _view(context: Context, unit: Unit, record: LoopRecord) -> LoopView:
    if record.state == "published":
        rubrics, questions = unit.loops.pinned(record)
    else:
        known = context.catalogue
        skills = {skill for stage in record.loop.stages for skill in stage.skills}
        asked = {question.question_id for stage in record.loop.stages for question in stage.questions}
        rubrics = {skill: known.rubrics[skill] for skill in sorted(skills & set(known.rubrics))}
        questions = {name: known.questions[name] for name in sorted(asked & set(known.questions))}
    return LoopView(**{name: getattr(record, name) for name in LoopRecord.model_fields}, rubrics=rubrics, questions=questions)
