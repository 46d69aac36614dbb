"""Tables of calibration sessions: sample answers, what people rated, and better words for anchors."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from interview.storage.tables import Moment, metadata

calibration_sessions = Table(
    "calibration_sessions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("document", Text, nullable=False),  # title, rubric, question and answers as they were when it began
    Column("created_by", String(40), ForeignKey("people.id")),
    Column("created_at", Moment(), nullable=False),
    Column("closed_at", Moment()),
)
sample_ratings = Table(
    "sample_ratings",
    metadata,
    Column("answer_id", String(40), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.id"), primary_key=True),
    Column("session_id", String(40), ForeignKey("calibration_sessions.id"), nullable=False),
    Column("level", Integer, nullable=False),
    Column("seen", String(400), nullable=False),  # level.place, joined by spaces
    Column("reason", Text, nullable=False),
    Column("rated_at", Moment(), nullable=False),
    Index("ix_sample_ratings_session_id", "session_id"),
)
anchor_proposals = Table(
    "anchor_proposals",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("session_id", String(40), ForeignKey("calibration_sessions.id"), nullable=False),
    Column("level", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("person_id", String(40), ForeignKey("people.id")),
    Column("proposed_at", Moment(), nullable=False),
    Index("ix_anchor_proposals_session_id", "session_id"),
)
