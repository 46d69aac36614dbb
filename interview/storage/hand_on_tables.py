"""The table of skills that one interview handed on to a later one."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from interview.storage.tables import Moment, metadata

hand_ons = Table(
    "hand_ons",
    metadata,
    Column("from_interview_id", String(40), ForeignKey("interviews.id"), primary_key=True),
    Column("skill_id", String(64), primary_key=True),
    Column("to_interview_id", String(40), ForeignKey("interviews.id"), nullable=False),
    Column("handed_by", String(40), ForeignKey("people.id"), nullable=False),
    Column("handed_at", Moment(), nullable=False),
    Index("ix_hand_ons_to_interview_id", "to_interview_id"),
)
