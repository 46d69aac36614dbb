"""Interviews and their panels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from interview.domain.interview import Interview, InterviewState, Seat
from interview.storage.tables import interviews, people, seats


class Interviews:
    """Repository of interviews."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, interview: Interview) -> None:
        """Store a new interview with its panel."""
        self._connection.execute(insert(interviews).values(interview.model_dump(exclude={"panel"})))
        self.set_panel(interview.id, interview.panel)

    def update(self, interview_id: str, **changes: Any) -> None:
        """Change columns of one interview and count the change."""
        values = {**changes, "revision": interviews.c.revision + 1}
        self._connection.execute(update(interviews).where(interviews.c.id == interview_id).values(values))

    def set_panel(self, interview_id: str, panel: Iterable[Seat]) -> None:
        """Replace the panel."""
        self._connection.execute(delete(seats).where(seats.c.interview_id == interview_id))
        for seat in panel:
            self._connection.execute(
                insert(seats).values(interview_id=interview_id, person_id=seat.person_id, is_shadow=seat.is_shadow)
            )

    def get(self, interview_id: str) -> Interview | None:
        """By id."""
        found = self._found(select(interviews).where(interviews.c.id == interview_id))
        return found[0] if found else None

    def of_candidate(self, candidate_id: str) -> tuple[Interview, ...]:
        """The candidate's interviews in the loop's order."""
        return self._found(select(interviews).where(interviews.c.candidate_id == candidate_id))

    def of_candidates(self, candidate_ids: Sequence[str]) -> dict[str, tuple[Interview, ...]]:
        """Interviews by candidate, in one query."""
        found: dict[str, tuple[Interview, ...]] = dict.fromkeys(candidate_ids, ())
        for interview in self._found(select(interviews).where(interviews.c.candidate_id.in_(candidate_ids))):
            found[interview.candidate_id] = (*found[interview.candidate_id], interview)
        return found

    def of_person(self, person_id: str) -> tuple[Interview, ...]:
        """Interviews on whose panel the person sits."""
        mine = select(seats.c.interview_id).where(seats.c.person_id == person_id)
        return self._found(select(interviews).where(interviews.c.id.in_(mine)))

    def scheduled(self, starts_before: datetime, ends_after: datetime) -> tuple[Interview, ...]:
        """Everybody's interviews that have any part between two moments."""
        timed = (interviews.c.starts_at < starts_before) & (interviews.c.ends_at > ends_after)
        return self._found(select(interviews).where(timed & (interviews.c.state == InterviewState.SCHEDULED)))

    def sat_in(self, before: datetime) -> tuple[Interview, ...]:
        """Held interviews with a shadow on the panel, for training paths."""
        shadowed = select(seats.c.interview_id).where(seats.c.is_shadow.is_(True))
        held = (interviews.c.ends_at <= before) & (interviews.c.state == InterviewState.SCHEDULED)
        return self._found(select(interviews).where(held & interviews.c.id.in_(shadowed)))

    def _found(self, query: Any) -> tuple[Interview, ...]:
        rows = self._connection.execute(query.order_by(interviews.c.candidate_id, interviews.c.position)).mappings().all()
        panels: dict[str, list[Seat]] = {row["id"]: [] for row in rows}
        seated = (
            select(seats.c.interview_id, seats.c.person_id, seats.c.is_shadow, people.c.name)
            .join(people, people.c.id == seats.c.person_id)
            .where(seats.c.interview_id.in_(list(panels)))
            .order_by(seats.c.is_shadow, people.c.name, seats.c.person_id)
        )
        for row in self._connection.execute(seated):
            panels[row.interview_id].append(Seat(person_id=row.person_id, name=row.name, is_shadow=row.is_shadow))
        return tuple(Interview(**row, panel=tuple(panels[row["id"]])) for row in rows)
