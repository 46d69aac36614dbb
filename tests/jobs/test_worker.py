"""The worker of the queue engine, on a real PostgreSQL: in this process, and as the command that people start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from interview.domain.job import ATTEMPTS, Job, JobKind, JobState
from interview.errors import Invalid
from interview.jobs import kinds
from interview.jobs.kinds import Made, Work
from interview.jobs.worker import worker_of
from interview.services.context import Context, utc_now
from interview.services.job_runs import claim_job, requeue_lost
from interview.services.jobs import get_job_file, start_job
from interview.storage.job_queue import SCHEMA, prepare_queue
from interview.storage.unit import Store
from tests.factories import ROLE_ID, TestClock, World, content, submit

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("store", ["postgresql"], indirect=True)]
PARAMETERS = {"document": "scorecards", "format": "json"}


FORGET = "DELETE FROM procrastinate_jobs"
WAIT_NO_LONGER = "UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second'"


def in_queue(context: Context, statement: str) -> None:
    with context.store.engine.begin() as connection:
        connection.execute(text(f"SET LOCAL search_path = {SCHEMA}"))
        connection.execute(text(statement))


@pytest.fixture(autouse=True)
def empty_queue(context: Context) -> None:
    in_queue(context, FORGET)


def queued(context: Context) -> list[tuple[str, str]]:
    with context.store.engine.connect() as connection:
        rows = connection.execute(text("SELECT args->>'job_id', status::text FROM procrastinate.procrastinate_jobs"))
        return [(row[0], row[1]) for row in rows]


def start(context: Context, world: World) -> Job:
    return start_job(context, world.cast.rita, JobKind.EXPORT, subject_id=ROLE_ID, parameters=PARAMETERS)


def stored(context: Context, job: Job) -> Job:
    with context.store.read() as unit:
        found = unit.jobs.get(job.id)
    assert found is not None
    return found


def work_off(context: Context) -> None:
    worker_of(context).run_worker(wait=False, delete_jobs="always", listen_notify=False, install_signal_handlers=False)


def test_a_job_is_in_the_queue_with_its_own_commit(context: Context, world: World) -> None:
    job = start(context, world)
    assert queued(context) == [(job.id, "todo")]
    assert start(context, world).id == job.id
    assert queued(context) == [(job.id, "todo")]
    with context.store.write() as unit:  # an undone transaction leaves neither
        unit.jobs.add(job.model_copy(update={"id": "job-undone"}))
    assert queued(context) == [(job.id, "todo")]


def test_a_worker_does_what_waits_and_leaves_the_queue_empty(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    job = start(context, world)
    work_off(context)
    assert (stored(context, job).state, stored(context, job).outcome) == (JobState.DONE, "Documents: 1.")
    assert get_job_file(context, world.cast.rita, job.id)[1][:2] == b"PK"
    assert queued(context) == []


def test_the_engine_tries_again_and_stops_trying(context: Context, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_work: Work) -> Made:
        raise ZeroDivisionError

    monkeypatch.setitem(kinds.RUNS, JobKind.EXPORT, fails)
    job = start(context, world)
    for attempt in range(1, ATTEMPTS + 1):
        work_off(context)
        assert stored(context, job).attempts == attempt
        in_queue(context, WAIT_NO_LONGER)
    assert stored(context, job).state is JobState.FAILED
    work_off(context)
    assert (stored(context, job).attempts, queued(context)) == (ATTEMPTS, [])


def test_what_a_dead_worker_held_is_found_again(context: Context, world: World, clock: TestClock) -> None:
    job = start(context, world)
    in_queue(context, FORGET)  # a worker took it, and died with it
    assert claim_job(context, job.id) is not None
    assert requeue_lost(context) == 0
    clock.forward(minutes=5)
    assert requeue_lost(context) == 1
    assert requeue_lost(context) == 1
    assert queued(context) == [(job.id, "todo")]  # once
    work_off(context)
    assert (stored(context, job).state, stored(context, job).attempts) == (JobState.DONE, 2)


def test_the_queue_is_prepared_once_and_brought_up_to_the_installed_version(context: Context) -> None:
    with context.store.engine.connect() as connection:
        prepare_queue(connection)
        known = connection.execute(text("SELECT obj_description(oid) FROM pg_namespace WHERE nspname = 'procrastinate'"))
        installed = known.scalar_one()
        connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
        prepare_queue(connection)
        found = connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'procrastinate'")).scalar_one()
        assert found >= 3
        connection.rollback()
    assert installed.count(".") == 2


@contextmanager
def a_worker(context: Context, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "INTERVIEW_DATABASE_URL": context.settings.database_url,
        "INTERVIEW_DATA_DIR": str(tmp_path / "worker"),
    }
    command = [sys.executable, "-m", "interview", "worker"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        assert "Waiting for jobs" in process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def until(context: Context, job: Job, state: JobState, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while stored(context, job).state is not state:
        assert time.monotonic() < deadline, stored(context, job)
        time.sleep(0.1)


@pytest.mark.slow
def test_the_command_does_jobs_that_are_started_elsewhere_and_ends_when_it_is_told(
    context: Context, world: World, tmp_path: Path
) -> None:
    now = replace(context, clock=utc_now)  # two processes, one time
    with a_worker(now, tmp_path) as process:
        job = start(now, world)
        until(now, job, JobState.DONE)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert stored(now, job).attempts == 1


def test_on_sqlite_there_is_no_worker(context: Context, tmp_path: Path) -> None:
    embedded = replace(context, store=Store.open(f"sqlite:///{tmp_path / 'x.db'}"))
    with pytest.raises(Invalid, match="serving process runs the jobs itself"):
        worker_of(embedded)
    embedded.store.close()
