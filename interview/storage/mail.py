"""Letters on their way, and the log of those that left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from interview.domain.base import Value
from interview.domain.letter import LetterKind
from interview.storage.mail_tables import letters


class LetterRow(Value):
    """A letter. ``sealed`` is what it says, encrypted; empty once it left. ``next_at`` is ``None`` once nothing follows."""

    id: str
    key: str
    kind: LetterKind
    to_name: str
    to_email: str
    subject: str
    sealed: str
    method: str = ""
    told: str = ""
    person_id: str | None = None
    candidate_id: str | None = None
    interview_id: str | None = None
    created_by: str | None = None
    attempts: int = 0
    outcome: str = ""
    created_at: datetime
    next_at: datetime | None
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    expires_at: datetime | None = None


class Mail:
    """Repository of letters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: LetterRow) -> None:
        """Put a letter on its way."""
        self._connection.execute(insert(letters).values(row.model_dump()))

    def by_key(self, key: str) -> LetterRow | None:
        """The letter with this hashed key."""
        found = self._found(select(letters).where(letters.c.key == key))
        return found[0] if found else None

    def get(self, letter_id: str) -> LetterRow | None:
        """By id."""
        found = self._found(select(letters).where(letters.c.id == letter_id))
        return found[0] if found else None

    def waiting(self) -> int:
        """How many letters have neither left nor been given up."""
        return self._connection.execute(
            select(func.count()).select_from(letters).where(letters.c.next_at.is_not(None))
        ).scalar_one()

    def update(self, letter_id: str, **changes: Any) -> None:
        """Change columns of one letter."""
        self._connection.execute(update(letters).where(letters.c.id == letter_id).values(changes))

    def remove(self, letter_id: str) -> None:
        """Delete a letter that nobody will read."""
        self._connection.execute(delete(letters).where(letters.c.id == letter_id))

    def claim(self, letter_id: str, now: datetime, until: datetime) -> bool:
        """Reserve a letter for one sender; false where it is not due or another one has it."""
        free = or_(letters.c.claimed_until.is_(None), letters.c.claimed_until <= now)
        due = (letters.c.id == letter_id, letters.c.next_at <= now, free)
        return self._connection.execute(update(letters).where(*due).values(claimed_until=until)).rowcount == 1

    def due(self, now: datetime, limit: int) -> tuple[LetterRow, ...]:
        """Letters whose next attempt is due, the longest waiting first."""
        query = select(letters).where(letters.c.next_at <= now).order_by(letters.c.next_at, letters.c.created_at, letters.c.id)
        return self._found(query.limit(limit))

    def of_interview(self, interview_id: str) -> tuple[LetterRow, ...]:
        """Every letter about an interview, oldest first."""
        query = select(letters).where(letters.c.interview_id == interview_id)
        return self._found(query.order_by(letters.c.created_at, letters.c.id))

    def about_interviews(self, candidate_id: str) -> tuple[LetterRow, ...]:
        """Every letter about an interview of a candidate, oldest first."""
        query = select(letters).where(letters.c.candidate_id == candidate_id, letters.c.interview_id.is_not(None))
        return self._found(query.order_by(letters.c.created_at, letters.c.id))

    def newest(self, limit: int | None, candidate_id: str | None = None) -> tuple[LetterRow, ...]:
        """The log, newest first; with ``candidate_id`` what concerns that candidate."""
        query = select(letters).order_by(letters.c.created_at.desc(), letters.c.id).limit(limit)
        return self._found(query if candidate_id is None else query.where(letters.c.candidate_id == candidate_id))

    def _found(self, query: Any) -> tuple[LetterRow, ...]:
        return tuple(LetterRow(**row) for row in self._connection.execute(query).mappings())
