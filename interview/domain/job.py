"""Jobs: work that takes longer than a click, started by a person, done in the background, watched and stopped at will."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from interview.domain.base import Value

ATTEMPTS = 3
"""How often a job is tried that fails by a bug or an outage; a refusal (permission, state of things) is not tried again."""

SILENT_AFTER = timedelta(minutes=2)
"""A running job whose runner has said nothing for so long was interrupted: the process was killed or the machine went away."""

FILE_HOURS = 24
"""How long the file that a job made is kept on the server."""


class JobKind(StrEnum):
    """What there is to do. Each kind may be done again after an interruption without doing anything twice."""

    EXPORT = "export"
    RETENTION = "retention"


class JobState(StrEnum):
    """Where a job stands; the last three are for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})


class Job(Value):
    """One piece of work. Parameters and outcome hold ids, words and counts, never names or texts of candidates.

    ``subject_id`` is what it is about (a role), empty for everything; ``total`` is ``None`` until it is known; ``attempts``
    counts the runs so far, and tells a runner that comes back late that another one has taken over.
    """

    id: str
    kind: JobKind
    person_id: str
    subject_id: str = ""
    parameters: dict[str, str] = Field(default_factory=dict)
    state: JobState = JobState.QUEUED
    done: int = 0
    total: int | None = None
    attempts: int = 0
    outcome: str = ""
    file_name: str = ""
    cancel_requested: bool = False
    created_at: AwareDatetime
    next_at: AwareDatetime
    heartbeat_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen."""
        return self.state in OPEN

    def may_run(self, now: datetime) -> bool:
        """Whether a runner may take it: it waits, or whoever ran it has fallen silent."""
        silent = self.heartbeat_at is None or now - self.heartbeat_at >= SILENT_AFTER
        return self.state is JobState.QUEUED or (self.state is JobState.RUNNING and silent)


def wait_after(attempts: int) -> timedelta:
    """How long after the failed attempt with this number the next one is made."""
    return timedelta(seconds=10 * 6 ** (attempts - 1))
