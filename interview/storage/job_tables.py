"""Tables of background work, and of the files that it makes."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from interview.storage.tables import Moment, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("subject_id", String(80), nullable=False),
    Column("parameters", Text, nullable=False),
    Column("state", String(32), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer),
    Column("attempts", Integer, nullable=False),
    Column("outcome", String(300), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("cancel_requested", Boolean, nullable=False),
    Column("created_at", Moment(), nullable=False),
    Column("next_at", Moment(), nullable=False),
    Column("heartbeat_at", Moment()),
    Column("finished_at", Moment()),
    Index("ix_jobs_person_id", "person_id"),
    Index("ix_jobs_state", "state"),
)
job_files = Table(
    "job_files",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
