"""The table of letters that are to be sent, and of those that were."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from interview.storage.tables import Moment, metadata

letters = Table(
    "letters",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # hash of what the letter is about
    Column("kind", String(32), nullable=False),
    Column("to_name", Text, nullable=False),
    Column("to_email", String(254), nullable=False),
    Column("subject", Text, nullable=False),
    Column("sealed", Text, nullable=False),  # text and calendar, encrypted; empty once it has left
    Column("method", String(32), nullable=False),
    Column("told", String(64), nullable=False),
    Column("person_id", String(40), ForeignKey("people.id")),
    Column("candidate_id", String(40), ForeignKey("candidates.id")),
    Column("interview_id", String(40)),
    Column("created_by", String(40), ForeignKey("people.id")),
    Column("attempts", Integer, nullable=False),
    Column("outcome", String(300), nullable=False),  # of the last attempt
    Column("created_at", Moment(), nullable=False),
    Column("next_at", Moment()),  # missing once sent, given up or replaced
    Column("claimed_until", Moment()),  # a sender is at work on it
    Column("sent_at", Moment()),
    Column("expires_at", Moment()),
    Index("ix_letters_candidate_id", "candidate_id"),
    Index("ix_letters_interview_id", "interview_id"),
    Index("ix_letters_next_at", "next_at"),
)
