"""Loops in versions, and the rubrics and questions that a published loop holds on to."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import RowMapping

from interview.domain.base import Value
from interview.domain.loop import Loop
from interview.domain.question import Question
from interview.domain.rubric import Rubric
from interview.domain.visibility import Blindness
from interview.storage.documents import parsed
from interview.storage.tables import contents, loops


class LoopRecord(Value):
    """One version of a role's loop. ``plan`` is the planner's coverage and proof; ``pins`` names the exact contents by hash."""

    loop: Loop
    state: str
    revision: int
    blindness: Blindness
    plan: dict[str, Any] = Field(default_factory=dict)
    pins: dict[str, str] = Field(default_factory=dict)
    is_demo: bool = False
    created_by: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None = None


class Loops:
    """Repository of loops."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: LoopRecord) -> None:
        """Store a new version."""
        loop = record.loop
        self._connection.execute(insert(loops).values(role_id=loop.role_id, version=loop.version, **_columns(record)))

    def replace(self, record: LoopRecord, expected_revision: int) -> bool:
        """Overwrite a draft if it still has ``expected_revision``; says whether it had."""
        condition = (
            (loops.c.role_id == record.loop.role_id)
            & (loops.c.version == record.loop.version)
            & (loops.c.revision == expected_revision)
        )
        return self._connection.execute(update(loops).where(condition).values(**_columns(record))).rowcount == 1

    def get(self, role_id: str, version: int | None = None) -> LoopRecord | None:
        """One version, by default the latest."""
        query = select(loops).where(loops.c.role_id == role_id).order_by(loops.c.version.desc()).limit(1)
        if version is not None:
            query = query.where(loops.c.version == version)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _record(row)

    def latest_published(self, role_id: str) -> LoopRecord | None:
        """The version that a new candidate of the role goes through."""
        condition = (loops.c.role_id == role_id) & (loops.c.state == "published")
        query = select(loops).where(condition).order_by(loops.c.version.desc()).limit(1)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _record(row)

    def versions(self, role_id: str | None = None) -> tuple[LoopRecord, ...]:
        """All versions, of one role or of all, newest first."""
        query = select(loops).order_by(loops.c.role_id, loops.c.version.desc())
        if role_id is not None:
            query = query.where(loops.c.role_id == role_id)
        return tuple(_record(row) for row in self._connection.execute(query).mappings())

    def pin(self, kind: str, content_id: str, content: Rubric | Question) -> str:
        """Keep the exact content for as long as a loop uses it; returns its hash."""
        document = content.model_dump_json()
        sha256 = hashlib.sha256(document.encode()).hexdigest()
        known = self._connection.execute(select(contents.c.sha256).where(contents.c.sha256 == sha256)).scalar_one_or_none()
        if known is None:
            self._connection.execute(
                insert(contents).values(
                    sha256=sha256, kind=kind, content_id=content_id, version=content.version, document=document
                )
            )
        return sha256

    def pinned(self, record: LoopRecord) -> tuple[dict[str, Rubric], dict[str, Question]]:
        """Rubrics by skill and questions by id, exactly as they were when the loop was published."""
        query = select(contents).where(contents.c.sha256.in_(list(record.pins.values())))
        rubrics, questions = {}, {}
        for row in self._connection.execute(query).mappings():
            if row["kind"] == "rubric":
                rubrics[row["content_id"]] = parsed(Rubric, row["document"])
            else:
                questions[row["content_id"]] = parsed(Question, row["document"])
        return rubrics, questions


def _columns(record: LoopRecord) -> dict[str, Any]:
    columns = record.model_dump(exclude={"loop", "plan", "pins"})
    return {
        **columns,
        "document": record.loop.model_dump_json(),
        "plan": json.dumps(record.plan),
        "pins": json.dumps(record.pins, sort_keys=True),
    }


def _record(row: RowMapping) -> LoopRecord:
    values = {name: row[name] for name in LoopRecord.model_fields if name not in {"loop", "plan", "pins"}}
    return LoopRecord(
        loop=parsed(Loop, row["document"]),
        plan=json.loads(row["plan"]),
        pins=json.loads(row["pins"]),
        **values,
    )
