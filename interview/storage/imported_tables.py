"""The table of scorecards that were written in other systems."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint

from interview.storage.tables import Moment, metadata

imported_scorecards = Table(
    "imported_scorecards",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("candidate_id", String(40), ForeignKey("candidates.id"), nullable=False),
    Column("source", String(32), nullable=False),
    Column("source_id", String(80), nullable=False),
    Column("author", Text, nullable=False),
    Column("submitted_at", Moment()),
    Column("document", Text, nullable=False),
    Column("entered_by", String(40), ForeignKey("people.id")),
    Column("imported_at", Moment(), nullable=False),
    UniqueConstraint("candidate_id", "source", "source_id"),
)
