"""Votes, notes and sign-offs of the debrief, and decisions, which are only ever added."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from interview.domain.debrief import DebriefNote, DebriefVote, Decision, Dissent, SignOff
from interview.storage.debrief_tables import debrief_notes, sign_offs
from interview.storage.tables import debrief_votes, decisions


class Debriefs:
    """Repository of debriefs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_vote(self, candidate_id: str, vote: DebriefVote) -> None:
        """Store a person's vote after reading; a later one replaces it."""
        condition = (debrief_votes.c.candidate_id == candidate_id) & (debrief_votes.c.person_id == vote.person_id)
        self._connection.execute(delete(debrief_votes).where(condition))
        self._connection.execute(insert(debrief_votes).values(candidate_id=candidate_id, **vote.model_dump()))

    def votes(self, candidate_id: str) -> tuple[DebriefVote, ...]:
        """Votes after reading, by person."""
        query = select(debrief_votes).where(debrief_votes.c.candidate_id == candidate_id).order_by(debrief_votes.c.person_id)
        return tuple(
            DebriefVote(person_id=row["person_id"], vote=row["vote"], reason=row["reason"], voted_at=row["voted_at"])
            for row in self._connection.execute(query).mappings()
        )

    def add_note(self, candidate_id: str, note: DebriefNote) -> None:
        """Store what was said, for good."""
        self._connection.execute(insert(debrief_notes).values(candidate_id=candidate_id, **note.model_dump()))

    def notes(self, candidate_id: str) -> tuple[DebriefNote, ...]:
        """What was said, oldest first."""
        query = select(debrief_notes).where(debrief_notes.c.candidate_id == candidate_id).order_by(debrief_notes.c.at)
        return tuple(
            DebriefNote(**{name: row[name] for name in DebriefNote.model_fields})
            for row in self._connection.execute(query).mappings()
        )

    def add_sign_off(self, candidate_id: str, sign_off: SignOff) -> None:
        """Store a bar raiser's word, for good."""
        self._connection.execute(insert(sign_offs).values(candidate_id=candidate_id, **sign_off.model_dump()))

    def sign_offs(self, candidate_id: str) -> tuple[SignOff, ...]:
        """Every sign-off, oldest first; the last one stands."""
        query = select(sign_offs).where(sign_offs.c.candidate_id == candidate_id).order_by(sign_offs.c.at)
        return tuple(
            SignOff(**{name: row[name] for name in SignOff.model_fields}) for row in self._connection.execute(query).mappings()
        )

    def add_decision(self, decision: Decision) -> None:
        """Store a decision for good."""
        values = decision.model_dump(exclude={"dissent", "recommendation"})
        self._connection.execute(
            insert(decisions).values(
                **values,
                dissent=json.dumps([dissent.model_dump() for dissent in decision.dissent], ensure_ascii=False),
                recommendation=json.dumps(decision.recommendation, ensure_ascii=False, sort_keys=True),
            )
        )

    def decisions(self, candidate_id: str) -> tuple[Decision, ...]:
        """Every decision on a candidate, oldest first; the last one stands."""
        return self._decisions(select(decisions).where(decisions.c.candidate_id == candidate_id))

    def standing_decisions(self) -> tuple[Decision, ...]:
        """The last decision on each candidate."""
        return tuple({decision.candidate_id: decision for decision in self._decisions(select(decisions))}.values())

    def _decisions(self, query: Select[Any]) -> tuple[Decision, ...]:
        rows = self._connection.execute(query.order_by(decisions.c.decided_at)).mappings()
        return tuple(
            Decision(
                **{
                    **row,
                    "dissent": tuple(Dissent(**entry) for entry in json.loads(row["dissent"])),
                    "recommendation": json.loads(row["recommendation"]),
                }
            )
            for row in rows
        )
