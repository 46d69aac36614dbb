"""Tables of a debrief beyond its votes and decisions: what was said in the discussion, and bar raisers' sign-offs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from interview.storage.tables import Moment, metadata

debrief_notes = Table(
    "debrief_notes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("candidate_id", String(40), ForeignKey("candidates.id"), nullable=False),
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment(), nullable=False),
    Index("ix_debrief_notes_candidate_id", "candidate_id"),
)
sign_offs = Table(
    "sign_offs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("candidate_id", String(40), ForeignKey("candidates.id"), nullable=False),
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("approves", Boolean, nullable=False),
    Column("input_hash", String(64), nullable=False),  # over the ratings that were signed off
    Column("at", Moment(), nullable=False),
    Index("ix_sign_offs_candidate_id", "candidate_id"),
)
