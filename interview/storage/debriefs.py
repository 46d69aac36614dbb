"""Votes of the debrief, and decisions, which are only ever added."""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, insert, select

from interview.domain.debrief import DebriefVote, Decision, Dissent
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
        query = select(decisions).where(decisions.c.candidate_id == candidate_id).order_by(decisions.c.decided_at)
        return tuple(
            Decision(
                **{
                    **row,
                    "dissent": tuple(Dissent(**entry) for entry in json.loads(row["dissent"])),
                    "recommendation": json.loads(row["recommendation"]),
                }
            )
            for row in self._connection.execute(query).mappings()
        )
