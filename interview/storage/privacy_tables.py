"""The table of legal holds: why somebody's data is kept whatever the rules say. A row goes when its hold is lifted."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text

from interview.storage.tables import Moment, metadata

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("candidate_id", String(40), ForeignKey("candidates.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("held_by", String(40), ForeignKey("people.id")),
    Column("held_at", Moment(), nullable=False),
)
