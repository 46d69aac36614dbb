"""Jobs on PostgreSQL: a worker of the queue engine. Any number of them may run, on any machine.

The engine wakes a worker with the commit that starts a job, keeps jobs of dead workers from being forgotten, and tries again
after a failure. Whether a job is really run is decided by its row in our own table, under the one writer's lock: so it has its
effect at most once, whatever the engine delivers twice.
"""

from __future__ import annotations

from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.jobs import Status

from interview.domain.job import ATTEMPTS
from interview.errors import Invalid
from interview.jobs.run import run_job
from interview.services.context import Context
from interview.services.job_runs import requeue_lost
from interview.storage.job_queue import TASK, connection_options

_SILENT_SECONDS = 30


def worker_of(context: Context) -> App:
    """The engine with our one task. Raises :class:`~interview.errors.Invalid` without PostgreSQL."""
    if context.store.is_embedded:
        raise Invalid("With SQLite the serving process runs the jobs itself; a worker is for PostgreSQL.")
    options = connection_options(context.store.engine)
    app = App(connector=PsycopgConnector(conninfo=options["conninfo"], kwargs={"options": options["options"]}, max_size=4))

    @app.task(name=TASK, retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=6))
    def run(job_id: str) -> None:
        run_job(context, job_id)

    @app.periodic(cron="* * * * *")
    @app.task(name="look_after_the_lost", queueing_lock="look_after_the_lost", pass_context=False)
    async def look_after_the_lost(timestamp: int) -> None:  # noqa: ARG001 - the engine's
        for held in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS):
            await app.job_manager.finish_job(held, status=Status.FAILED, delete_job=True)  # by a worker that is gone
        requeue_lost(context)

    return app
