"""Scorecards that were written in other systems."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from interview.domain.imported_scorecard import ImportedScorecard
from interview.storage.imported_tables import imported_scorecards as table


class Imported:
    """Repository of imported scorecards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, card: ImportedScorecard) -> None:
        """Keep a card in place of an earlier one with its id in the other system."""
        same = (table.c.candidate_id == card.candidate_id) & (table.c.source == card.source)
        self._connection.execute(delete(table).where(same, table.c.source_id == card.source_id))
        self._connection.execute(insert(table).values(card.model_dump()))

    def of_candidate(self, candidate_id: str) -> tuple[ImportedScorecard, ...]:
        """A candidate's, in the order of their submission."""
        query = select(table).where(table.c.candidate_id == candidate_id)
        rows = self._connection.execute(query.order_by(table.c.submitted_at, table.c.source, table.c.source_id)).mappings()
        return tuple(ImportedScorecard(**row) for row in rows)

    def remove(self, candidate_id: str, card_id: str) -> bool:
        """Drop one; says whether there was one."""
        mine = (table.c.id == card_id) & (table.c.candidate_id == candidate_id)
        return self._connection.execute(delete(table).where(mine)).rowcount == 1
