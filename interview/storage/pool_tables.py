"""Tables of the interviewer pool: what people declare, when they are free, their training, and reminders that went to them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from interview.storage.tables import Moment, metadata

profiles = Table(
    "interviewer_profiles",
    metadata,
    Column("person_id", String(40), ForeignKey("people.id"), primary_key=True),
    Column("skills", String(2000), nullable=False),  # ids joined by spaces
    Column("languages", String(400), nullable=False),  # words joined by commas
    Column("tags", String(400), nullable=False),  # as above
    Column("team", String(80), nullable=False),
    Column("weekly_cap", Integer, nullable=False),
)
weekly_hours = Table(
    "weekly_hours",
    metadata,
    Column("person_id", String(40), ForeignKey("people.id"), primary_key=True),
    Column("weekday", Integer, primary_key=True, autoincrement=False),  # 0 is Monday
    Column("starts", Integer, primary_key=True, autoincrement=False),  # minutes after midnight in the person's zone
    Column("ends", Integer, nullable=False),
)
times_away = Table(
    "times_away",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("starts_at", Moment(), nullable=False),
    Column("ends_at", Moment(), nullable=False),
    Column("source", String(32), nullable=False),  # empty: said by hand; calendar: read from a free/busy file
    Index("ix_times_away_person_id", "person_id"),
)
trainings = Table(
    "interviewer_trainings",
    metadata,
    Column("person_id", String(40), ForeignKey("people.id"), primary_key=True),
    Column("format", String(32), primary_key=True),  # of stages
    Column("started_at", Moment(), nullable=False),
    Column("qualified_at", Moment()),
    Column("qualified_by", String(40), ForeignKey("people.id")),
)
reminders = Table(
    "reminders",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("interview_id", String(40), ForeignKey("interviews.id"), nullable=False),
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("step", String(32), nullable=False),
    Column("queued_at", Moment(), nullable=False),
    Column("sent_at", Moment()),  # missing while it waits to be sent
    Column("sent_by", String(32), nullable=False),  # hand, mail; empty while it waits
    Index("ix_reminders_interview_id", "interview_id"),
)
