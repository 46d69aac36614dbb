"""Candidates, and who is recused from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from interview.domain.base import Value
from interview.domain.candidate import Candidate
from interview.storage.tables import candidates, interviews, recusals, seats


class Recusal(Value):
    """Somebody who may not take part. The reason is private: administrators alone read it."""

    person_id: str
    reason: str
    declared_at: datetime


class Candidates:
    """Repository of candidates."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, candidate: Candidate) -> None:
        """Store a new candidate."""
        self._connection.execute(insert(candidates).values(candidate.model_dump()))

    def get(self, candidate_id: str) -> Candidate | None:
        """By id."""
        row = self._connection.execute(select(candidates).where(candidates.c.id == candidate_id)).mappings().one_or_none()
        return None if row is None else Candidate(**row)

    def update(self, candidate_id: str, **changes: Any) -> None:
        """Change columns of one candidate."""
        self._connection.execute(update(candidates).where(candidates.c.id == candidate_id).values(**changes))

    def all(self) -> tuple[Candidate, ...]:
        """Every candidate, newest first."""
        return self._found(select(candidates))

    def reachable(self, person_id: str, role_ids: frozenset[str]) -> tuple[Candidate, ...]:
        """Candidates of these roles, or on one of whose panels the person sits; never one the person is recused from."""
        on_panel = select(interviews.c.candidate_id).join(seats).where(seats.c.person_id == person_id)
        recused = select(recusals.c.candidate_id).where(recusals.c.person_id == person_id)
        reach = or_(candidates.c.role_id.in_(role_ids), candidates.c.id.in_(on_panel))
        return self._found(select(candidates).where(reach, candidates.c.id.not_in(recused)))

    def _found(self, query: Any) -> tuple[Candidate, ...]:
        ordered = query.order_by(candidates.c.created_at.desc(), candidates.c.id)
        return tuple(Candidate(**row) for row in self._connection.execute(ordered).mappings())

    def recuse(self, candidate_id: str, recusal: Recusal) -> None:
        """Note that somebody may not take part."""
        self._connection.execute(insert(recusals).values(candidate_id=candidate_id, **recusal.model_dump()))

    def recusals(self, candidate_id: str) -> tuple[Recusal, ...]:
        """Who may not take part, and why."""
        query = select(recusals).where(recusals.c.candidate_id == candidate_id).order_by(recusals.c.declared_at)
        return tuple(
            Recusal(person_id=row["person_id"], reason=row["reason"], declared_at=row["declared_at"])
            for row in self._connection.execute(query).mappings()
        )

    def all_recused(self) -> frozenset[tuple[str, str]]:
        """Every pair of a candidate and a person who may not take part."""
        query = select(recusals.c.candidate_id, recusals.c.person_id)
        return frozenset((row.candidate_id, row.person_id) for row in self._connection.execute(query))

    def recused_from(self, person_id: str) -> frozenset[str]:
        """Candidates that this person may not open."""
        query = select(recusals.c.candidate_id).where(recusals.c.person_id == person_id)
        return frozenset(self._connection.execute(query).scalars())
