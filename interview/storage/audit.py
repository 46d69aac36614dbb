"""The audit trail in the database: events are added at the end and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import RowMapping

from interview.domain.audit import GENESIS, AuditEvent, SealedEvent, first_broken, seal
from interview.storage.tables import audit_events, audit_head


class AuditTrail:
    """Append and read; nothing else is offered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, event: AuditEvent) -> SealedEvent:
        """Seal ``event`` behind the last one."""
        sequence, previous = self.head()
        sealed = seal(event, sequence + 1, previous)
        self._connection.execute(
            insert(audit_events).values(
                sequence=sealed.sequence,
                at=event.at,
                actor_id=event.actor_id,
                action=event.action,
                subject_kind=event.subject_kind,
                subject_id=event.subject_id,
                details=json.dumps(event.details, sort_keys=True, ensure_ascii=False),
                previous_hash=sealed.previous_hash,
                hash=sealed.hash,
            )
        )
        head = {"sequence": sealed.sequence, "hash": sealed.hash}
        changed = self._connection.execute(update(audit_head).where(audit_head.c.id == 1).values(head))
        if changed.rowcount == 0:
            self._connection.execute(insert(audit_head).values(id=1, **head))
        return sealed

    def head(self) -> tuple[int, str]:
        """The last sequence number and hash, kept apart from the events."""
        row = self._connection.execute(select(audit_head.c.sequence, audit_head.c.hash)).one_or_none()
        return (0, GENESIS) if row is None else (row.sequence, row.hash)

    def events(self, *, after: int = 0, subject_id: str | None = None, limit: int | None = None) -> Iterator[SealedEvent]:
        """Events in their order."""
        query = select(audit_events).where(audit_events.c.sequence > after).order_by(audit_events.c.sequence).limit(limit)
        if subject_id is not None:
            query = query.where(audit_events.c.subject_id == subject_id)
        for row in self._connection.execute(query).mappings():
            yield _sealed(row)

    def is_noted(self, event: AuditEvent, *, since: datetime) -> bool:
        """Whether the same actor did the same to the same subject since then."""
        recorded = audit_events.c
        query = select(recorded.sequence).where(
            recorded.subject_id == event.subject_id,
            recorded.actor_id == event.actor_id,
            recorded.action == event.action,
            recorded.at > since,
        )
        return self._connection.execute(query.limit(1)).scalar_one_or_none() is not None

    def first_broken(self) -> str | None:
        """A sentence naming the first broken link of the chain, or ``None``."""
        return first_broken(self.events(), *self.head())


def _sealed(row: RowMapping) -> SealedEvent:
    event = AuditEvent(
        at=row["at"],
        actor_id=row["actor_id"],
        action=row["action"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        details=json.loads(row["details"]),
    )
    return SealedEvent(sequence=row["sequence"], event=event, previous_hash=row["previous_hash"], hash=row["hash"])
