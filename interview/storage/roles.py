"""Roles in versions: a draft changes, a published version never does."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.engine import RowMapping

from interview.domain.base import Value
from interview.domain.role import Role
from interview.storage.documents import parsed
from interview.storage.tables import adjustments, role_members, roles


class RoleRecord(Value):
    """One version of a role. ``source_text`` is the job description it came from, ``source`` what was read out of it."""

    role: Role
    state: str
    revision: int
    source_text: str = ""
    source: dict[str, Any] = Field(default_factory=dict)
    is_demo: bool = False
    created_by: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None = None
    archived_at: datetime | None = None


class Adjustment(Value):
    """Who changed a skill of a role, from what to what, and why."""

    skill_id: str
    version: int
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    person_id: str
    adjusted_at: datetime


class Roles:
    """Repository of roles and of the people who belong to them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: RoleRecord) -> None:
        """Store a new version."""
        self._connection.execute(insert(roles).values(role_id=record.role.id, version=record.role.version, **_columns(record)))

    def replace(self, record: RoleRecord, expected_revision: int) -> bool:
        """Overwrite a draft if it still has ``expected_revision``; says whether it had."""
        condition = (
            (roles.c.role_id == record.role.id)
            & (roles.c.version == record.role.version)
            & (roles.c.revision == expected_revision)
        )
        return self._connection.execute(update(roles).where(condition).values(**_columns(record))).rowcount == 1

    def get(self, role_id: str, version: int | None = None) -> RoleRecord | None:
        """One version, by default the latest."""
        query = select(roles).where(roles.c.role_id == role_id).order_by(roles.c.version.desc()).limit(1)
        if version is not None:
            query = query.where(roles.c.version == version)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _record(row)

    def all_latest(self) -> tuple[RoleRecord, ...]:
        """The latest version of every role, by id."""
        newest = select(roles.c.role_id, func.max(roles.c.version).label("version")).group_by(roles.c.role_id).subquery()
        query = (
            select(roles)
            .join(newest, (roles.c.role_id == newest.c.role_id) & (roles.c.version == newest.c.version))
            .order_by(roles.c.role_id)
        )
        return tuple(_record(row) for row in self._connection.execute(query).mappings())

    def add_member(self, role_id: str, person_id: str) -> None:
        """Make somebody a member of a role, once."""
        if person_id not in self.members(role_id):
            self._connection.execute(insert(role_members).values(role_id=role_id, person_id=person_id))

    def members(self, role_id: str) -> frozenset[str]:
        """Ids of the people who belong to a role."""
        query = select(role_members.c.person_id).where(role_members.c.role_id == role_id)
        return frozenset(self._connection.execute(query).scalars())

    def roles_of(self, person_id: str) -> frozenset[str]:
        """Ids of the roles somebody belongs to."""
        query = select(role_members.c.role_id).where(role_members.c.person_id == person_id)
        return frozenset(self._connection.execute(query).scalars())

    def add_adjustment(self, role_id: str, adjustment_id: str, adjustment: Adjustment) -> None:
        """Note why a skill was changed."""
        values = adjustment.model_dump()
        values["before"], values["after"] = json.dumps(adjustment.before), json.dumps(adjustment.after)
        self._connection.execute(insert(adjustments).values(id=adjustment_id, role_id=role_id, **values))

    def adjustments(self, role_id: str) -> tuple[Adjustment, ...]:
        """Every change to a skill of this role, oldest first."""
        query = select(adjustments).where(adjustments.c.role_id == role_id).order_by(adjustments.c.adjusted_at, adjustments.c.id)
        found = []
        for row in self._connection.execute(query).mappings():
            values = {name: row[name] for name in Adjustment.model_fields}
            values["before"], values["after"] = json.loads(row["before"]), json.loads(row["after"])
            found.append(Adjustment(**values))
        return tuple(found)


def _columns(record: RoleRecord) -> dict[str, Any]:
    columns = record.model_dump(exclude={"role", "source"})
    return {**columns, "document": record.role.model_dump_json(), "source_document": json.dumps(record.source)}


def _record(row: RowMapping) -> RoleRecord:
    values = {name: row[name] for name in RoleRecord.model_fields if name not in {"role", "source"}}
    return RoleRecord(role=parsed(Role, row["document"]), source=json.loads(row["source_document"]), **values)
