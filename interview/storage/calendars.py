"""Calendars that are followed at an address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from interview.domain.base import Value
from interview.storage.calendar_tables import followed_calendars as table


class FollowedCalendar(Value):
    """Somebody's calendar; ``sealed`` is its address, encrypted. ``problem`` is what went wrong at ``read_at``."""

    person_id: str
    host: str
    sealed: str
    read_at: datetime
    problem: str


class Calendars:
    """Repository of followed calendars, at most one a person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str) -> FollowedCalendar | None:
        """A person's."""
        found = self._found(select(table).where(table.c.person_id == person_id))
        return found[0] if found else None

    def put(self, followed: FollowedCalendar) -> None:
        """Keep it in place of the one before."""
        self.forget(followed.person_id)
        self._connection.execute(insert(table).values(followed.model_dump()))

    def forget(self, person_id: str) -> None:
        """Drop it."""
        self._connection.execute(delete(table).where(table.c.person_id == person_id))

    def due(self, before: datetime) -> tuple[FollowedCalendar, ...]:
        """Those that were not read since, the longest waiting first."""
        return self._found(select(table).where(table.c.read_at <= before).order_by(table.c.read_at, table.c.person_id))

    def _found(self, query: Any) -> tuple[FollowedCalendar, ...]:
        return tuple(FollowedCalendar(**row) for row in self._connection.execute(query).mappings())
