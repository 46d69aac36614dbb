"""The audit trail: one event per write and per read of candidate data, each sealed by a hash over itself and the one before.

Events hold ids, never names or texts of people: erasing a person then never breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from pydantic import AwareDatetime, Field

from interview.domain.base import Value

GENESIS = "0" * 64
"""What the first event is chained to."""


Fact = str | int | bool | None
"""What an event may say beside its ids."""


class AuditEvent(Value):
    """What happened. ``details`` are short facts (a version, an outcome), never text about a candidate."""

    at: AwareDatetime
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    details: dict[str, Fact] = Field(default_factory=dict)


class SealedEvent(Value):
    """An event in its place in the chain."""

    sequence: int
    event: AuditEvent
    previous_hash: str
    hash: str


def timestamp(moment: datetime) -> str:
    """A moment as the chain writes it: UTC to the microsecond, the same on every database."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def seal(event: AuditEvent, sequence: int, previous_hash: str) -> SealedEvent:
    """Put ``event`` behind the event with ``previous_hash``."""
    body = json.dumps(
        [
            sequence,
            previous_hash,
            timestamp(event.at),
            event.actor_id,
            event.action,
            event.subject_kind,
            event.subject_id,
            event.details,
        ],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return SealedEvent(
        sequence=sequence,
        event=event,
        previous_hash=previous_hash,
        hash=hashlib.sha256(body.encode()).hexdigest(),
    )


def first_broken(chain: Iterable[SealedEvent], last_sequence: int, last_hash: str) -> str | None:
    """A sentence naming the first broken link, or ``None``.

    ``chain`` comes in order of ``sequence``; ``last_sequence`` and ``last_hash`` are the head kept apart from the events, which
    shows an end that was cut off.
    """
    expected, previous = 1, GENESIS
    for sealed in chain:
        wrong = _wrong_with(sealed, expected, previous)
        if wrong:
            return wrong
        expected, previous = sealed.sequence + 1, sealed.hash
    found = expected - 1
    if found > last_sequence:
        return f"Event {last_sequence + 1} was added behind the end that the head of the trail names."
    if found < last_sequence:
        return f"The end is cut off: event {expected} to {last_sequence} are missing."
    return None if previous == last_hash else f"Event {last_sequence} is not the one that the head of the trail names."


def _wrong_with(sealed: SealedEvent, expected: int, previous: str) -> str | None:
    if sealed.sequence != expected:
        return f"Event {expected} is missing: the next one found is {sealed.sequence}."
    if sealed.previous_hash != previous:
        return f"Event {sealed.sequence} does not follow event {expected - 1}: its link names another event."
    if seal(sealed.event, sealed.sequence, sealed.previous_hash).hash != sealed.hash:
        return f"Event {sealed.sequence} was changed after it was written."
    return None
