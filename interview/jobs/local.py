"""Jobs in the serving process, one after the other: what an installation on SQLite needs, and no more."""

from __future__ import annotations

import structlog

from interview.jobs.run import run_job
from interview.services.context import Context
from interview.services.job_runs import due_jobs

EVERY_SECONDS = 1.0
_log = structlog.get_logger(__name__)


def run_due(context: Context) -> None:
    """Run every job that is due, each once. One that goes wrong is logged and tried again later; the others go on."""
    for job_id in due_jobs(context):
        try:
            run_job(context, job_id)
        except Exception:
            _log.info("job.again", job=job_id)  # run_job has logged what happened
