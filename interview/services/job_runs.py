"""Background work as its runner sees it: claim a job, report progress, end it. Each run is fenced off by its attempt's number.

A runner that was thought dead and comes back finds that its number is not the current one, and changes nothing any more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import IO, Any

from interview.domain.job import ATTEMPTS, FILE_HOURS, SILENT_AFTER, Job, JobState, wait_after
from interview.domain.person import Actor
from interview.services.context import SYSTEM, Context
from interview.services.identity import actor_of

_INTERRUPTED = "It was interrupted {attempts} times and given up; what was done stays done. Start it again."
_STOPPED = "It was stopped before its file was kept."
_LEFT = "The person who started it has no open account any more."


class Stopped(Exception):
    """The run is over: its person stopped it, or another runner has taken over."""


def due_jobs(context: Context) -> tuple[str, ...]:
    """Ids of the jobs that may be run now, the longest waiting first."""
    now = context.now()
    with context.store.read() as unit:
        return tuple(job.id for job in unit.jobs.waiting(now) if job.may_run(now))


def requeue_lost(context: Context) -> int:
    """Tell the workers again of jobs that nobody holds: theirs died, or the database comes from a backup. Returns how many."""
    now = context.now()
    with context.store.write() as unit:
        lost = [job for job in unit.jobs.waiting(now - SILENT_AFTER) if job.may_run(now)]
        for job in lost:
            unit.jobs.enqueue_again(job.id)
        unit.commit_bookkeeping()
    return len(lost)


def claim_job(context: Context, job_id: str) -> tuple[Job, Actor] | None:
    """Take a job and act for whoever started it, with the rights they have today; ``None`` if it is not to be run (any more)."""
    now = context.now()
    with context.store.write() as unit:
        job = unit.jobs.get(job_id)
        if job is None or not job.may_run(now):
            return None
        person = unit.identity.person(job.person_id)
        refusal = ""
        if person is None or not person.active:
            refusal = _LEFT
        elif job.attempts >= ATTEMPTS:
            refusal = _INTERRUPTED.format(attempts=job.attempts)
        unit.jobs.drop_old_files(now - timedelta(hours=FILE_HOURS))
        if refusal or job.cancel_requested or person is None:
            state = JobState.FAILED if refusal else JobState.CANCELLED
            unit.jobs.update(job_id, state=state, outcome=refusal, finished_at=now)
            unit.commit(context.event(SYSTEM, f"job.{state.value}", "job", job_id))
            return None
        changes: dict[str, Any] = {
            "state": JobState.RUNNING,
            "attempts": job.attempts + 1,
            "heartbeat_at": now,
            "done": 0,
            "total": None,
        }
        unit.jobs.update(job_id, **changes)
        unit.commit_bookkeeping()
    return job.model_copy(update=changes), actor_of(person)


def note_progress(context: Context, job: Job, done: int | None = None, total: int | None = None) -> None:
    """Show that the run is alive, and how far it is. Raises :class:`Stopped` if it is to end."""
    changes: dict[str, Any] = {"heartbeat_at": context.now()}
    if done is not None:
        changes |= {"done": done, "total": total}
    with context.store.write() as unit:
        current = unit.jobs.update(job.id, attempt=job.attempts, **changes)
        stored = unit.jobs.get(job.id)
        unit.commit_bookkeeping()
    if not current or stored is None or stored.cancel_requested:
        raise Stopped


def end_job(
    context: Context, job: Job, state: JobState, outcome: str = "", *, file_name: str = "", file: IO[bytes] | None = None
) -> None:
    """End the run for good, with the file it made; nothing happens if it is not the current run any more."""
    now = context.now()
    with context.store.write() as unit:
        stored = unit.jobs.get(job.id)
        if stored is not None and stored.cancel_requested and file is not None:
            state, outcome, file_name, file = JobState.CANCELLED, _STOPPED, "", None  # somebody in it may have been erased
        changes = {"state": state, "outcome": outcome[:300], "file_name": file_name, "finished_at": now}
        if not unit.jobs.update(job.id, attempt=job.attempts, **changes):
            return
        if file is not None:
            unit.jobs.put_file(job.id, file)
        unit.commit(context.event(SYSTEM, f"job.{state.value}", "job", job.id, kind=job.kind.value))


def put_back_job(context: Context, job: Job, outcome: str) -> bool:
    """After an unexpected failure: queue the job again, or give it up after the last attempt. Says whether it is tried again."""
    if job.attempts >= ATTEMPTS:
        end_job(context, job, JobState.FAILED, outcome)
        return False
    with context.store.write() as unit:
        next_at = context.now() + wait_after(job.attempts)
        queued = unit.jobs.update(job.id, attempt=job.attempts, state=JobState.QUEUED, outcome=outcome[:300], next_at=next_at)
        unit.commit_bookkeeping()
    return queued
