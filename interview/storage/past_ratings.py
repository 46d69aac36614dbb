"""Ratings that were given before this program was used: history for interviewers' severity, and marked as imported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from interview.domain.base import Value
from interview.storage.content_tables import past_ratings

Key = tuple[str, str, str, str]
"""Candidate's reference, interviewer, role and skill: what makes a rating the same one when a table is imported again."""


class PastRating(Value):
    """One level from an old system. ``reference`` is a hash that tells candidates apart and leads to nobody."""

    id: str
    reference: str
    person_id: str
    role_id: str
    skill_id: str
    level: int
    imported_at: datetime

    @property
    def key(self) -> Key:
        """What makes it the same rating."""
        return self.reference, self.person_id, self.role_id, self.skill_id


class PastRatings:
    """Repository of imported ratings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[PastRating, ...]:
        """Every one, in a stable order."""
        columns = past_ratings.c
        query = select(past_ratings).order_by(columns.reference, columns.role_id, columns.person_id, columns.skill_id)
        return tuple(PastRating(**row) for row in self._connection.execute(query).mappings())

    def put(self, ratings: Iterable[PastRating]) -> None:
        """Store new ones; a known one gets the new level."""
        known = {rating.key: rating.id for rating in self.all()}
        for rating in ratings:
            if rating.key in known:
                changes = {"level": rating.level, "imported_at": rating.imported_at}
                condition = past_ratings.c.id == known[rating.key]
                self._connection.execute(update(past_ratings).where(condition).values(changes))
            else:
                self._connection.execute(insert(past_ratings).values(rating.model_dump()))
