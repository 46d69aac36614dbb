"""Skills handed on from one interview to a later one of the same candidate."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, or_, select

from interview.domain.interview import HandOn
from interview.storage.hand_on_tables import hand_ons


class HandOns:
    """Repository of hand-ons."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, hand_on: HandOn) -> None:
        """Store a new one."""
        self._connection.execute(insert(hand_ons).values(hand_on.model_dump()))

    def remove(self, hand_on: HandOn) -> None:
        """Take one back."""
        found = (hand_ons.c.from_interview_id == hand_on.from_interview_id) & (hand_ons.c.skill_id == hand_on.skill_id)
        self._connection.execute(delete(hand_ons).where(found))

    def around(self, interview_id: str) -> tuple[HandOn, ...]:
        """What was handed on from this interview and to it, the earliest first."""
        either = or_(hand_ons.c.from_interview_id == interview_id, hand_ons.c.to_interview_id == interview_id)
        query = select(hand_ons).where(either).order_by(hand_ons.c.handed_at, hand_ons.c.skill_id)
        return tuple(HandOn(**row) for row in self._connection.execute(query).mappings())
