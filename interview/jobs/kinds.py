"""What each kind of job does: calls the services that a person would call, candidate by candidate, telling how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, NamedTuple

from interview.domain.job import Job, JobKind
from interview.domain.person import Actor
from interview.exports.bulk import pack_role
from interview.services.candidates import list_candidates
from interview.services.context import Context
from interview.services.privacy import erase_due

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done; raises :class:`~interview.services.job_runs.Stopped` between two steps."""


@dataclass(frozen=True)
class Work:
    """What a run is given. ``file`` is an empty file without a name, so that a crash leaves nothing behind."""

    context: Context
    actor: Actor
    job: Job
    progress: Progress
    file: IO[bytes]


class Made(NamedTuple):
    """What came of a job: a sentence, and the name of its file if it filled one."""

    outcome: str
    file_name: str = ""


Run = Callable[[Work], Made]


def _export(work: Work) -> Made:
    """Every candidate's document in one zip file."""
    context, actor, job = work.context, work.actor, work.job
    total = len(list_candidates(context, actor, role_id=job.subject_id))
    kind, form = job.parameters.get("document", ""), job.parameters.get("format", "")
    work.progress(0, total)
    refused = 0
    for done, entry in enumerate(pack_role(context, actor, job.subject_id, work.file, kind=kind, form=form), 1):
        refused += bool(entry.refused)
        work.progress(done, total)
    left_out = f" Left out: {refused}; manifest.json in the file says why." if refused else ""
    return Made(f"Documents: {total - refused}.{left_out}", f"{job.subject_id}-{kind}-{form}.zip")


def _retention(work: Work) -> Made:
    """Erase everybody who is due, one transaction each: stopping or a crash leaves nobody half erased."""
    erased = erase_due(work.context, work.actor, progress=work.progress)
    return Made(f"Candidates erased: {len(erased)}.")


RUNS: dict[JobKind, Run] = {JobKind.EXPORT: _export, JobKind.RETENTION: _retention}
