"""Reading and verifying the audit trail."""

from __future__ import annotations

from interview.domain.audit import AuditEvent, SealedEvent
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Invalid
from interview.services.context import Context
from interview.services.scorecards import visible_scorecards
from interview.storage.unit import Unit

_TELLING = ("scorecard.", "debrief.", "interview.remind")
"""Beginnings of actions that tell who has submitted, and who has not."""


def read_audit(
    context: Context, actor: Actor, *, after: int | None = None, subject_id: str | None = None, limit: int = 1000
) -> tuple[SealedEvent, ...]:
    """The latest events, or those behind sequence number ``after``, oldest first; reading them is an event too.

    Left out, as long as the actor is blind for a candidate: what others did with scorecards on them.
    """
    require(actor, Permission.READ_AUDIT)
    with context.store.read() as unit:
        if after is None:
            after = max(0, unit.audit.head()[0] - limit) if subject_id is None else 0
        events = tuple(unit.audit.events(after=after, subject_id=subject_id, limit=limit))
        hidden = _hidden_from(unit, actor)
        events = tuple(one for one in events if one.event.actor_id == actor.person_id or not _tells_of(one.event, hidden))
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


def _hidden_from(unit: Unit, actor: Actor) -> frozenset[str]:
    """Ids of the candidates for whom the actor is blind, of their interviews and of the scorecards on them."""
    found = set[str]()
    for candidate_id in {one.candidate_id for one in unit.interviews.of_person(actor.person_id)}:
        candidate = unit.candidates.get(candidate_id)
        if candidate is not None and not visible_scorecards(unit, actor, candidate).sight.statuses:
            found.add(candidate_id)
            found |= {one.id for one in unit.interviews.of_candidate(candidate_id)}
            found |= {one.id for one in unit.scorecards.of_candidate(candidate_id)}
    return frozenset(found)


def _tells_of(event: AuditEvent, hidden: frozenset[str]) -> bool:
    return event.subject_id in hidden and event.action.startswith(_TELLING)
