"""``interview worker``: runs jobs that people start, beside any number of replicas on one PostgreSQL."""

from __future__ import annotations

from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.logs import configure_logs


def worker(
    database: Database = None,
    *,
    at_once: Annotated[int, typer.Option(help="Jobs that this worker runs at the same time.", min=1, max=16)] = 1,
    once: Annotated[bool, typer.Option("--once", help="Do what is waiting, then stop.")] = False,
) -> None:
    """Run background jobs until it is stopped (Ctrl+C: after the current ones). Needs PostgreSQL."""
    from interview.jobs.worker import worker_of  # noqa: PLC0415 - the queue engine only where it is needed

    configure_logs()
    with opened(database) as application:
        engine = worker_of(application.context)
        print("Waiting for jobs. Stop with Ctrl+C.", flush=True)
        engine.run_worker(concurrency=at_once, wait=not once, delete_jobs="always")
