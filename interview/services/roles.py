"""Roles: saved as drafts, adjusted with a reason, published in versions that never change."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from interview.domain.audit import Fact
from interview.domain.permission import Permission, is_permitted, require
from interview.domain.person import Actor
from interview.domain.role import Importance, Role, RoleSkill
from interview.errors import Conflict, Invalid, NotFound
from interview.services.access import relation_to_role
from interview.services.context import Context, new_id
from interview.storage.roles import Adjustment, RoleRecord
from interview.storage.unit import Unit

_CHANGED = "This role was changed somewhere else in the meantime; nothing was overwritten. Load it again and repeat your change."


class RoleView(RoleRecord):
    """A version of a role as screens show it. ``revision`` goes back with the next change."""

    members: tuple[str, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    may_change: bool = False


def save_role(
    context: Context,
    actor: Actor,
    role: Role,
    *,
    source_text: str = "",
    source: dict[str, Any] | None = None,
    expected_revision: int | None = None,
    is_demo: bool = False,
) -> RoleView:
    """Keep a role as a draft: a new one, the next revision of a draft, or a new version of a published one.

    ``source_text`` is the job description and ``source`` the draft that was read out of it, kept as they came.
    ``expected_revision`` is the one the change was based on; ``None`` only for a role that does not exist yet.
    """
    with context.store.write() as unit:
        current = unit.roles.get(role.id)
        if current is None:
            require(actor, Permission.CREATE_ROLE)
            record = _draft(context, actor, role, 1, text=source_text, source=source or {}, is_demo=is_demo)
            unit.roles.add(record)
            unit.roles.add_member(role.id, actor.person_id)
        else:
            require(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, role.id))
            if expected_revision != current.revision:
                raise Conflict(_CHANGED)
            record = _next_draft(context, unit, actor, current, role)
        unit.commit(context.event(actor, "role.save", "role", role.id, version=record.role.version, revision=record.revision))
        return _view(unit, actor, record)


def list_roles(context: Context, actor: Actor, *, archived: bool = False) -> tuple[RoleView, ...]:
    """The latest version of every role that the actor may read."""
    with context.store.read() as unit:
        return tuple(
            _view(unit, actor, record)
            for record in unit.roles.all_latest()
            if (record.archived_at is not None) == archived
            and is_permitted(actor, Permission.READ_ROLE, relation_to_role(unit, actor, record.role.id))
        )


def get_role(context: Context, actor: Actor, role_id: str, version: int | None = None) -> RoleView:
    """One version of a role, by default the latest."""
    with context.store.read() as unit:
        require(actor, Permission.READ_ROLE, relation_to_role(unit, actor, role_id))
        return _view(unit, actor, _known(unit, role_id, version))


def adjust_skill(
    context: Context,
    actor: Actor,
    role_id: str,
    skill_id: str,
    *,
    expected_revision: int,
    reason: str,
    weight: int | None = None,
    bar: int | None = None,
    must_have: bool | None = None,
    importance: Importance | None = None,
) -> RoleView:
    """Change what a role asks of one skill. The reason stays with the change. A published role gets a new draft version."""
    if not reason.strip():
        raise Invalid("Say why you change it: the reason is kept with the role.")
    with context.store.write() as unit:
        require(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, role_id))
        current = _known(unit, role_id)
        if expected_revision != current.revision:
            raise Conflict(_CHANGED)
        before = current.role.skill(skill_id)
        if before is None:
            raise NotFound(f"This role does not ask for '{skill_id}'; add the skill first.")
        wanted = {"weight": weight, "bar": bar, "must_have": must_have, "importance": importance}
        changes = {name: value for name, value in wanted.items() if value is not None}
        after = _changed(before, {**changes, "reason": reason.strip()})
        skills = tuple(after if skill.skill_id == skill_id else skill for skill in current.role.skills)
        record = _next_draft(context, unit, actor, current, current.role.model_copy(update={"skills": skills}))
        unit.roles.add_adjustment(
            role_id,
            new_id("adjustment"),
            Adjustment(
                skill_id=skill_id,
                version=record.role.version,
                before={name: getattr(before, name) for name in changes},
                after=changes,
                reason=reason.strip(),
                person_id=actor.person_id,
                adjusted_at=context.now(),
            ),
        )
        details: dict[str, Fact] = {"skill": skill_id, "version": record.role.version, "revision": record.revision}
        unit.commit(context.event(actor, "role.adjust_skill", "role", role_id, **details))
        return _view(unit, actor, record)


def merge_skills(
    context: Context, actor: Actor, role_id: str, dropped: str, kept: str, *, expected_revision: int, reason: str
) -> RoleView:
    """Make one skill of two that mean the same thing in this role: ``kept`` takes over the words and the demands of ``dropped``.

    The reason stays with the change. A published role gets a new draft version.
    """
    if not reason.strip():
        raise Invalid("Say why you merge them: the reason is kept with the role.")
    with context.store.write() as unit:
        require(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, role_id))
        current = _known(unit, role_id)
        if expected_revision != current.revision:
            raise Conflict(_CHANGED)
        before = current.role.skill(kept)
        if before is None or current.role.skill(dropped) is None or dropped == kept:
            raise NotFound("Choose two different skills of this role to merge.")
        role = current.role.merged(dropped, kept, reason.strip())
        record = _next_draft(context, unit, actor, current, role)
        after = role.skill(kept)
        changes = [name for name in ("weight", "bar", "must_have", "importance") if getattr(before, name) != getattr(after, name)]
        unit.roles.add_adjustment(
            role_id,
            new_id("adjustment"),
            Adjustment(
                skill_id=kept,
                version=record.role.version,
                before={name: getattr(before, name) for name in changes},
                after={"merged": dropped, **{name: getattr(after, name) for name in changes}},
                reason=reason.strip(),
                person_id=actor.person_id,
                adjusted_at=context.now(),
            ),
        )
        details: dict[str, Fact] = {"skill": kept, "merged": dropped, "version": record.role.version, "revision": record.revision}
        unit.commit(context.event(actor, "role.merge_skills", "role", role_id, **details))
        return _view(unit, actor, record)


def publish_role(context: Context, actor: Actor, role_id: str, *, expected_revision: int) -> RoleView:
    """Make the draft the version that loops are built for. Refused while a skill has no rubric to rate it by."""
    with context.store.write() as unit:
        require(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, role_id))
        current = _known(unit, role_id)
        if expected_revision != current.revision:
            raise Conflict(_CHANGED)
        if current.state == "published":
            return _view(unit, actor, current)
        bare = [skill.skill_id for skill in current.role.skills if skill.skill_id not in context.catalogue.rubrics]
        if bare:
            raise Invalid(f"These skills have no rubric to rate them by: {', '.join(bare)}. Add rubrics or remove the skills.")
        now = context.now()
        record = current.model_copy(
            update={"state": "published", "revision": current.revision + 1, "published_at": now, "updated_at": now}
        )
        unit.roles.replace(record, current.revision)
        unit.commit(context.event(actor, "role.publish", "role", role_id, version=record.role.version))
        return _view(unit, actor, record)


def archive_role(context: Context, actor: Actor, role_id: str, *, archived: bool = True) -> RoleView:
    """Take a role off the list, or put it back; nothing that used it changes."""
    with context.store.write() as unit:
        require(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, role_id))
        current = _known(unit, role_id)
        record = current.model_copy(update={"archived_at": context.now() if archived else None, "revision": current.revision + 1})
        unit.roles.replace(record, current.revision)
        unit.commit(context.event(actor, "role.archive" if archived else "role.restore", "role", role_id))
        return _view(unit, actor, record)


def add_role_member(context: Context, actor: Actor, role_id: str, person_id: str) -> RoleView:
    """Make a hiring manager or a bar raiser responsible for this role and its candidates."""
    with context.store.write() as unit:
        require(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, role_id))
        record = _known(unit, role_id)
        person = unit.identity.person(person_id)
        if person is None or not person.active:
            raise NotFound("There is no such active person.")
        unit.roles.add_member(role_id, person_id)
        unit.commit(context.event(actor, "role.add_member", "role", role_id, person=person_id))
        return _view(unit, actor, record)


def _known(unit: Unit, role_id: str, version: int | None = None) -> RoleRecord:
    record = unit.roles.get(role_id, version)
    if record is None:
        raise NotFound(f"There is no role '{role_id}'" + (f" with version {version}." if version else "."))
    return record


def _changed(before: RoleSkill, changes: dict[str, Any]) -> RoleSkill:
    try:
        return RoleSkill.model_validate({**before.model_dump(), **changes})
    except ValidationError as error:
        problems = "; ".join(f"{problem['loc'][0]}: {problem['msg'].lower()}" for problem in error.errors())
        raise Invalid(f"This can't be asked of a skill: {problems}.") from None


def _draft(
    context: Context, actor: Actor, role: Role, version: int, *, text: str, source: dict[str, Any], is_demo: bool
) -> RoleRecord:
    return RoleRecord(
        role=role.model_copy(update={"version": version}),
        state="draft",
        revision=1,
        source_text=text,
        source=source,
        is_demo=is_demo,
        created_by=actor.person_id,
        created_at=context.now(),
        updated_at=context.now(),
    )


def _next_draft(context: Context, unit: Unit, actor: Actor, current: RoleRecord, role: Role) -> RoleRecord:
    """Store ``role`` over the current draft, or as a new version behind a published one. Revisions count on across versions."""
    if current.state == "published":
        version, revision = current.role.version + 1, current.revision + 1
        text, source, is_demo = current.source_text, current.source, current.is_demo
        fresh = _draft(context, actor, role, version, text=text, source=source, is_demo=is_demo)
        record = fresh.model_copy(update={"revision": revision})
        unit.roles.add(record)
        return record
    record = current.model_copy(
        update={
            "role": role.model_copy(update={"version": current.role.version}),
            "revision": current.revision + 1,
            "updated_at": context.now(),
        }
    )
    unit.roles.replace(record, current.revision)
    return record


def _view(unit: Unit, actor: Actor, record: RoleRecord) -> RoleView:
    return RoleView(
        **{name: getattr(record, name) for name in RoleRecord.model_fields},
        members=tuple(sorted(unit.roles.members(record.role.id))),
        adjustments=unit.roles.adjustments(record.role.id),
        may_change=is_permitted(actor, Permission.CHANGE_ROLE, relation_to_role(unit, actor, record.role.id)),
    )
