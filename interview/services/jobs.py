"""Background work as its people see it: start it, watch it, stop it, fetch what it made. Running it is ``job_runs``."""

from __future__ import annotations

from typing import Any

from interview.domain.job import Job, JobKind, JobState
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Forbidden, Invalid, NotFound
from interview.services.access import NO_RELATION, relation_to_role
from interview.services.context import SYSTEM, Context, new_id
from interview.storage.unit import Unit

NEEDS = {JobKind.EXPORT: Permission.EXPORT, JobKind.RETENTION: Permission.MANAGE_PRIVACY}
"""What its starter has to be permitted. It is asked again when the job runs: rights may have gone by then."""

_SHOWN = 20


def start_job(
    context: Context, actor: Actor, kind: JobKind, *, subject_id: str = "", parameters: dict[str, str] | None = None
) -> Job:
    """Put work in the queue. While the very same work of the same person is still open, that one is returned instead."""
    if actor.person_id == SYSTEM:
        raise Invalid("The command line does its work at once; jobs are for people.")
    now = context.now()
    with context.store.write() as unit:
        relation = relation_to_role(unit, actor, subject_id) if kind is JobKind.EXPORT else NO_RELATION
        require(actor, NEEDS[kind], relation)
        job = Job(
            id=new_id("job"),
            kind=kind,
            person_id=actor.person_id,
            subject_id=subject_id,
            parameters=parameters or {},
            created_at=now,
            next_at=now,
        )
        for other in unit.jobs.of_person(actor.person_id, _SHOWN):
            same = (other.kind, other.subject_id, other.parameters) == (kind, subject_id, job.parameters)
            if same and other.is_open and not other.cancel_requested:
                return other
        unit.jobs.add(job)
        unit.commit(context.event(actor, "job.start", "job", job.id, kind=kind.value, about=subject_id))
    return job


def list_jobs(context: Context, actor: Actor) -> tuple[Job, ...]:
    """The actor's own latest jobs, newest first."""
    _refuse_guest(actor)
    with context.store.read() as unit:
        return unit.jobs.of_person(actor.person_id, _SHOWN)


def cancel_job(context: Context, actor: Actor, job_id: str) -> Job:
    """Stop a job: at once while it waits, after the current step while it runs. What was done stays done."""
    with context.store.write() as unit:
        job = _own(unit, actor, job_id)
        if not job.is_open or job.cancel_requested:
            return job
        changes: dict[str, Any] = {"cancel_requested": True}
        if job.state is JobState.QUEUED:
            changes |= {"state": JobState.CANCELLED, "finished_at": context.now()}
        unit.jobs.update(job_id, **changes)
        unit.commit(context.event(actor, "job.cancel", "job", job_id))
    return job.model_copy(update=changes)


def get_job_file(context: Context, actor: Actor, job_id: str) -> tuple[str, bytes]:
    """The name and content of the file that the actor's own job made. Files are kept for a day, and never after an erasure."""
    with context.store.write() as unit:
        job = _own(unit, actor, job_id)
        relation = relation_to_role(unit, actor, job.subject_id)
        require(actor, NEEDS[job.kind], relation)
        data = unit.jobs.file(job_id) if job.state is JobState.DONE else None
        if data is None:
            raise NotFound("This file is not kept any more; start the job again.")
        unit.commit(context.event(actor, "job.download", "job", job_id))
    return job.file_name, data


def _own(unit: Unit, actor: Actor, job_id: str) -> Job:
    """The actor's own job; somebody else's is refused exactly like one that does not exist."""
    _refuse_guest(actor)
    job = unit.jobs.get(job_id)
    if job is None or job.person_id != actor.person_id:
        raise Forbidden("You can only open your own jobs.")
    return job


def _refuse_guest(actor: Actor) -> None:
    if actor.interview_id is not None:
        raise Forbidden("An invitation opens one interview only.")
