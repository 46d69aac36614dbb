"""What every service is given: the store, the content, the settings, the clock and the secret that signs links."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from interview.content.catalogue import Catalogue
from interview.domain.audit import AuditEvent, Fact
from interview.domain.person import Actor
from interview.services.solving import Searches
from interview.settings import Settings
from interview.storage.unit import Store

Clock = Callable[[], datetime]
"""Tells the time as an aware UTC moment; tests bring their own."""

READING = timedelta(minutes=10)
"""How long looking at the same thing again counts as the same reading."""

SYSTEM = "system"
"""The actor's id in audit events of what nobody in particular did."""


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """The real parts that services work with; made once by ``bootstrap``. ``searches`` are the planner's, in this process."""

    store: Store
    catalogue: Catalogue
    settings: Settings
    clock: Clock
    secret: bytes = field(repr=False)
    searches: Searches = field(default_factory=Searches, compare=False, repr=False)

    def now(self) -> datetime:
        """The time."""
        return self.clock()

    def event(self, actor: Actor | str, action: str, subject_kind: str, subject_id: str, **details: Fact) -> AuditEvent:
        """An audit event of now."""
        actor_id = actor if isinstance(actor, str) else actor.person_id
        return AuditEvent(
            at=self.now(),
            actor_id=actor_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            details=details,
        )

    def note_reading(self, actor: Actor, action: str, subject_kind: str, subject_id: str) -> None:
        """Put a reading of candidate data on the record before its result is handed out.

        Screens are drawn again and again: the same person looking at the same thing within ten minutes is one reading.
        """
        event = self.event(actor, action, subject_kind, subject_id)
        with self.store.read() as unit:
            if unit.audit.is_noted(event, since=event.at - READING):
                return
        with self.store.write() as unit:
            unit.commit(event)


def new_id(prefix: str) -> str:
    """An id that can't be guessed and tells nothing, e.g. ``candidate-9f2c...``."""
    return f"{prefix}-{secrets.token_hex(8)}"
