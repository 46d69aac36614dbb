"""Reading and verifying the audit trail."""

from __future__ import annotations

from interview.domain.audit import SealedEvent
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Invalid
from interview.services.context import Context


def read_audit(
    context: Context, actor: Actor, *, after: int = 0, subject_id: str | None = None, limit: int = 1000
) -> tuple[SealedEvent, ...]:
    """Events behind sequence number ``after``, oldest first; reading them is an event too."""
    require(actor, Permission.READ_AUDIT)
    with context.store.read() as unit:
        events = tuple(unit.audit.events(after=after, subject_id=subject_id, limit=limit))
    context.note_reading(actor, "audit.read", "audit", subject_id or "all")
    return events


def verify_audit(context: Context, actor: Actor) -> int:
    """Check the whole chain; returns how many events it has. Raises with a sentence that names the first broken link."""
    require(actor, Permission.READ_AUDIT)
    with context.store.read() as unit:
        broken = unit.audit.first_broken()
        if broken is not None:
            raise Invalid(f"The audit trail is broken. {broken}")
        return unit.audit.head()[0]
