"""One run of one job: claim it, keep it alive, do it, and end it in exactly one way."""

from __future__ import annotations

import secrets
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from interview.domain.job import Job, JobState
from interview.errors import LoopwrightError
from interview.jobs.kinds import RUNS, Progress, Work
from interview.services.context import Context
from interview.services.job_runs import Stopped, claim_job, end_job, note_progress, put_back_job

_HEARTBEAT_SECONDS = 20
_REPORT_SECONDS = 0.5

_log = structlog.get_logger(__name__)


def run_job(context: Context, job_id: str) -> None:
    """Run a job if it is to be run. Raises what went wrong unexpectedly while the job will be tried again."""
    claimed = claim_job(context, job_id)
    if claimed is None:
        return
    job, actor = claimed
    with tempfile.TemporaryFile() as file, _alive(context, job):
        _run(Work(context, actor, job, _reporter(context, job), file))


def _run(work: Work) -> None:
    context, job = work.context, work.job
    try:
        made = RUNS[job.kind](work)
    except Stopped:
        end_job(context, job, JobState.CANCELLED, "Stopped; what was done stays done.")
    except LoopwrightError as refused:
        end_job(context, job, JobState.FAILED, str(refused))
    except Exception as error:
        reference = secrets.token_hex(4)
        _log.exception("job.failed", job=job.id, kind=job.kind.value, attempt=job.attempts, reference=reference)
        sentence = f"Something went wrong on our side; report reference {reference} if it happens again."
        if put_back_job(context, job, sentence):
            raise error from None
    else:
        work.file.seek(0)
        file = work.file if made.file_name else None
        end_job(context, job, JobState.DONE, made.outcome, file_name=made.file_name, file=file)


def _reporter(context: Context, job: Job) -> Progress:
    """Writes progress down twice a second at most; the first and the last step always."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if done not in {0, total} and time.monotonic() - last < _REPORT_SECONDS:
            return
        last = time.monotonic()
        note_progress(context, job, done, total)

    return report


@contextmanager
def _alive(context: Context, job: Job) -> Iterator[None]:
    """Say regularly that the run is alive, however long one step takes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_HEARTBEAT_SECONDS):
            try:
                note_progress(context, job)
            except Stopped:
                return  # the next step finds out
            except Exception:
                _log.exception("job.heartbeat_failed", job=job.id)  # the database may be away for a moment

    thread = threading.Thread(target=beat, name=f"heartbeat {job.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
