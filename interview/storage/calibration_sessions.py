"""Calibration sessions, the ratings of their sample answers, and proposed words for anchors."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from interview.domain.calibration_session import AnchorPlace, AnchorProposal, CalibrationSession, SampleRating
from interview.storage.calibration_tables import anchor_proposals, calibration_sessions, sample_ratings

_COLUMNS = {"id", "created_by", "created_at", "closed_at"}


class CalibrationSessions:
    """Repository of calibration sessions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: CalibrationSession) -> None:
        """Store a new session."""
        values = {name: getattr(session, name) for name in _COLUMNS}
        document = session.model_dump_json(exclude=_COLUMNS)
        self._connection.execute(insert(calibration_sessions).values(**values, document=document))

    def get(self, session_id: str) -> CalibrationSession | None:
        """By id."""
        found = self._sessions(select(calibration_sessions).where(calibration_sessions.c.id == session_id))
        return found[0] if found else None

    def all(self) -> tuple[CalibrationSession, ...]:
        """Every session, the newest first."""
        newest_first = (calibration_sessions.c.created_at.desc(), calibration_sessions.c.id)
        return self._sessions(select(calibration_sessions).order_by(*newest_first))

    def close(self, session_id: str, at: datetime) -> bool:
        """Close an open session; says whether it was open."""
        condition = (calibration_sessions.c.id == session_id) & calibration_sessions.c.closed_at.is_(None)
        return self._connection.execute(update(calibration_sessions).where(condition).values(closed_at=at)).rowcount == 1

    def add_rating(self, session_id: str, rating: SampleRating) -> None:
        """Store a rating for good."""
        values = {**rating.model_dump(exclude={"seen"}), "seen": " ".join(f"{one.level}.{one.place}" for one in rating.seen)}
        self._connection.execute(insert(sample_ratings).values(session_id=session_id, **values))

    def ratings(self, session_id: str | None = None) -> tuple[SampleRating, ...]:
        """The ratings of one session or of all, in an order that tells nothing about time."""
        query = select(sample_ratings).order_by(sample_ratings.c.answer_id, sample_ratings.c.person_id)
        if session_id is not None:
            query = query.where(sample_ratings.c.session_id == session_id)
        return tuple(
            SampleRating(
                **{name: row[name] for name in SampleRating.model_fields if name != "seen"},
                seen=tuple(_place(word) for word in row["seen"].split()),
            )
            for row in self._connection.execute(query).mappings()
        )

    def add_proposal(self, session_id: str, proposal: AnchorProposal) -> None:
        """Store a proposal."""
        values = {**proposal.model_dump(exclude={"anchor"}), **proposal.anchor.model_dump()}
        self._connection.execute(insert(anchor_proposals).values(session_id=session_id, **values))

    def proposals(self, session_id: str) -> tuple[AnchorProposal, ...]:
        """The proposals of a session, the oldest first."""
        query = select(anchor_proposals).where(anchor_proposals.c.session_id == session_id)
        query = query.order_by(anchor_proposals.c.proposed_at, anchor_proposals.c.id)
        return tuple(
            AnchorProposal(
                id=row["id"],
                anchor=AnchorPlace(level=row["level"], place=row["place"]),
                text=row["text"],
                person_id=row["person_id"],
                proposed_at=row["proposed_at"],
            )
            for row in self._connection.execute(query).mappings()
        )

    def _sessions(self, query: Any) -> tuple[CalibrationSession, ...]:
        return tuple(
            CalibrationSession(**{name: row[name] for name in _COLUMNS}, **json.loads(row["document"]))
            for row in self._connection.execute(query).mappings()
        )


def _place(word: str) -> AnchorPlace:
    level, place = word.split(".")
    return AnchorPlace.model_validate({"level": int(level), "place": int(place)})
