"""Background work, and the files that it makes, kept in the database so that every replica can hand them out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from sqlalchemy import Connection, delete, func, insert, select, update

from interview.domain.job import OPEN, Job, JobState
from interview.storage.job_queue import enqueue
from interview.storage.job_tables import job_files, jobs

_PART_BYTES = 1_000_000


class Jobs:
    """Repository of jobs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: Job) -> None:
        """Store a new job; on PostgreSQL the queue engine hears of it with the same commit."""
        self._connection.execute(insert(jobs).values({**job.model_dump(), "parameters": json.dumps(job.parameters)}))
        enqueue(self._connection, job.id)

    def get(self, job_id: str) -> Job | None:
        """By id."""
        found = self._found(select(jobs).where(jobs.c.id == job_id))
        return found[0] if found else None

    def of_person(self, person_id: str, limit: int) -> tuple[Job, ...]:
        """Somebody's jobs, newest first."""
        query = select(jobs).where(jobs.c.person_id == person_id).order_by(jobs.c.created_at.desc(), jobs.c.id)
        return self._found(query.limit(limit))

    def waiting(self, before: datetime) -> tuple[Job, ...]:
        """Those that may be due: waiting since before then, or running, the longest waiting first."""
        query = select(jobs).where(jobs.c.state.in_(OPEN) & (jobs.c.next_at <= before)).order_by(jobs.c.next_at, jobs.c.id)
        return self._found(query)

    def enqueue_again(self, job_id: str) -> None:
        """Tell the workers once more of a job that nobody took."""
        enqueue(self._connection, job_id)

    def stop_about(self, subject_id: str, *, person_id: str | None = None) -> None:
        """Stop what is at work on this subject, and delete the files about it: of one person, or everybody's."""
        about = jobs.c.subject_id == subject_id
        if person_id is not None:
            about &= jobs.c.person_id == person_id
        self._connection.execute(update(jobs).where(about & jobs.c.state.in_(OPEN)).values(cancel_requested=True))
        self.drop_files(self._connection.execute(select(jobs.c.id).where(about)).scalars().all())

    def counts(self) -> dict[JobState, int]:
        """How many jobs there are in each state."""
        query = select(jobs.c.state, func.count().label("number")).group_by(jobs.c.state)
        return {JobState(row.state): row.number for row in self._connection.execute(query)}

    def update(self, job_id: str, *, attempt: int | None = None, **changes: Any) -> bool:
        """Change columns; with ``attempt`` only while that run is the current one. Says whether it was."""
        condition = jobs.c.id == job_id
        if attempt is not None:
            condition &= (jobs.c.attempts == attempt) & (jobs.c.state == JobState.RUNNING)
        return self._connection.execute(update(jobs).where(condition).values(changes)).rowcount > 0

    def put_file(self, job_id: str, data: IO[bytes]) -> None:
        """Keep the file that a job made."""
        self.drop_files([job_id])
        for part, chunk in enumerate(iter(lambda: data.read(_PART_BYTES), b"")):
            self._connection.execute(insert(job_files).values(job_id=job_id, part=part, data=chunk))

    def file(self, job_id: str) -> bytes | None:
        """The file that a job made, while it is kept."""
        query = select(job_files.c.data).where(job_files.c.job_id == job_id).order_by(job_files.c.part)
        parts = self._connection.execute(query).scalars().all()
        return b"".join(parts) if parts else None

    def drop_files(self, job_ids: Iterable[str]) -> None:
        """Delete the files of these jobs."""
        self._connection.execute(delete(job_files).where(job_files.c.job_id.in_(list(job_ids))))

    def drop_old_files(self, before: datetime) -> None:
        """Delete the files of jobs that ended before then."""
        self.drop_files(self._connection.execute(select(jobs.c.id).where(jobs.c.finished_at < before)).scalars().all())

    def _found(self, query: Any) -> tuple[Job, ...]:
        rows = self._connection.execute(query).mappings()
        return tuple(Job(**{**row, "parameters": json.loads(row["parameters"])}) for row in rows)
