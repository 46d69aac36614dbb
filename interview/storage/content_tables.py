"""Tables of what a company brings along: proposed and approved changes of questions, and ratings from before."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from interview.storage.tables import Moment, metadata

question_edits = Table(
    "question_edits",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("question_id", String(80), nullable=False),
    Column("document", Text, nullable=False),
    Column("version", Integer, nullable=False),  # that the question has once this is approved
    Column("reason", Text, nullable=False),
    Column("state", String(32), nullable=False),  # proposed, approved, rejected, withdrawn
    Column("proposed_by", String(40), ForeignKey("people.id")),
    Column("proposed_at", Moment(), nullable=False),
    Column("reviewed_by", String(40), ForeignKey("people.id")),
    Column("reviewed_at", Moment()),
    Column("review_note", Text, nullable=False),
    Index("ix_question_edits_question_id", "question_id"),
)
past_ratings = Table(
    "past_ratings",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("reference", String(80), nullable=False),  # a hash of the candidate's reference in the old system: no name is kept
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("role_id", String(80), nullable=False),
    Column("skill_id", String(80), nullable=False),
    Column("level", Integer, nullable=False),
    Column("imported_at", Moment(), nullable=False),
    UniqueConstraint("reference", "person_id", "role_id", "skill_id"),
)
