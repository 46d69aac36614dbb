"""What waits for somebody: one line a thing, each with the place where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.services.access import relation_to_role
from interview.services.context import Context
from interview.services.loop_problem import leaked_questions
from interview.services.pipeline import NextAction, PipelineRow, read_pipeline
from interview.storage.loops import LoopRecord
from interview.storage.roles import RoleRecord
from interview.storage.unit import Unit


class WaitingKind(StrEnum):
    """What is to be done, the most urgent first."""

    REPLACE_LEAKED = "replace_leaked"
    UNBLOCK = "unblock"
    RATE = "rate"
    CHASE = "chase"
    DECIDE = "decide"
    DISCUSS = "discuss"
    PLAN = "plan"
    PUBLISH_LOOP = "publish_loop"
    ASSEMBLE_LOOP = "assemble_loop"
    PUBLISH_ROLE = "publish_role"
    ADD_CANDIDATE = "add_candidate"


class Waiting(Value):
    """One thing. ``count`` is of what the kind speaks of: scorecards overdue, interviews to plan, leaked questions."""

    kind: WaitingKind
    role_id: str
    role_title: str
    candidate_id: str | None = None
    candidate_name: str = ""
    interview_id: str | None = None
    count: int = 1
    at: datetime | None = None


_ACTIONS = {
    NextAction.UNBLOCK: WaitingKind.UNBLOCK,
    NextAction.RATE: WaitingKind.RATE,
    NextAction.CHASE: WaitingKind.CHASE,
    NextAction.DECIDE: WaitingKind.DECIDE,
    NextAction.DISCUSS: WaitingKind.DISCUSS,
    NextAction.PLAN: WaitingKind.PLAN,
}


def list_waiting(context: Context, actor: Actor) -> tuple[Waiting, ...]:
    """Everything that waits for the actor: role by role, within a role the most urgent first."""
    if actor.interview_id is not None:
        return ()
    with context.store.read() as unit:
        rows = read_pipeline(context, unit, actor)
        found = [*_of_roles(unit, actor, {row.candidate.role_id for row in rows}), *_of_candidates(rows)]
    context.note_reading(actor, "waiting.list", "person", actor.person_id)
    urgent = list(WaitingKind)
    return tuple(
        sorted(
            found,
            key=lambda one: (one.role_title, one.role_id, urgent.index(one.kind), one.candidate_name, one.candidate_id or ""),
        )
    )


def _of_roles(unit: Unit, actor: Actor, with_candidates: set[str]) -> Iterator[Waiting]:
    """What the actor's own roles and their loops need."""
    versions = unit.loops.versions()
    leaked = leaked_questions(versions)
    newest: dict[str, LoopRecord] = {}
    for record in versions:
        newest.setdefault(record.loop.role_id, record)
    for role in unit.roles.all_latest():
        if role.archived_at is None and is_permitted(actor, Permission.CHANGE_LOOP, relation_to_role(unit, actor, role.role.id)):
            yield from _of_role(role, newest.get(role.role.id), leaked, has_candidates=role.role.id in with_candidates)


def _of_role(role: RoleRecord, loop: LoopRecord | None, leaked: frozenset[str], *, has_candidates: bool) -> Iterator[Waiting]:
    def waiting(kind: WaitingKind, count: int = 1) -> Waiting:
        return Waiting(kind=kind, role_id=role.role.id, role_title=role.role.title, count=count)

    if role.state == "draft":
        yield waiting(WaitingKind.PUBLISH_ROLE)
    elif loop is None:
        yield waiting(WaitingKind.ASSEMBLE_LOOP)
    elif loop.state == "draft":
        yield waiting(WaitingKind.PUBLISH_LOOP)
    elif not has_candidates:
        yield waiting(WaitingKind.ADD_CANDIDATE)
    asked = {question.question_id for stage in loop.loop.stages for question in stage.questions} if loop else set()
    if asked & leaked:
        yield waiting(WaitingKind.REPLACE_LEAKED, len(asked & leaked))


def _of_candidates(rows: tuple[PipelineRow, ...]) -> Iterator[Waiting]:
    for row in rows:
        kind = _ACTIONS.get(row.next_action)
        if kind is None:
            continue
        counts = {WaitingKind.CHASE: row.overdue or 0, WaitingKind.PLAN: sum(mark.state == "to_plan" for mark in row.stages)}
        yield Waiting(
            kind=kind,
            role_id=row.candidate.role_id,
            role_title=row.role_title,
            candidate_id=row.candidate.id,
            candidate_name=row.candidate.name,
            interview_id=row.interview_id,
            count=counts.get(kind, 1),
            at=row.at,
        )
