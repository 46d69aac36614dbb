"""Procrastinate, the queue engine beside PostgreSQL. It lives in a schema of its own; SQLite needs none.

A job is deferred over the connection, and with the commit, of whoever starts it: there is no job without its row in the queue.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, Engine, text

SCHEMA = "procrastinate"
TASK = "run_job"


def enqueue(connection: Connection, job_id: str) -> None:
    """Tell the workers, when this transaction commits. Without a queue engine (SQLite) the serving process looks itself."""
    if connection.dialect.name != "postgresql":
        return
    waiting = f"SELECT 1 FROM {SCHEMA}.procrastinate_jobs WHERE queueing_lock = :job AND status = 'todo'"  # noqa: S608 - ours
    if connection.execute(text(waiting), {"job": job_id}).first():
        return
    from procrastinate import App, SyncPsycopgConnector  # noqa: PLC0415 - only teams with PostgreSQL need it

    with_engine = App(connector=SyncPsycopgConnector())
    before = connection.execute(text("SHOW search_path")).scalar_one()
    _search(connection, f"{SCHEMA}, {before}")
    raw = connection.connection.driver_connection
    with_engine.configure_task(TASK, connection=raw, allow_unknown=True, queueing_lock=job_id).defer(job_id=job_id)
    _search(connection, before)


def prepare_queue(connection: Connection) -> None:
    """Make the engine's tables, or bring them to the installed version; nothing to do on SQLite."""
    if connection.dialect.name != "postgresql":
        return
    installed = version("procrastinate")
    found = connection.execute(text("SELECT obj_description(oid) FROM pg_namespace WHERE nspname = :name"), {"name": SCHEMA})
    known = found.scalar_one_or_none()
    if known == installed:
        return
    before = connection.execute(text("SHOW search_path")).scalar_one()
    if known is None:
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    _search(connection, SCHEMA)
    for script in _scripts(known):
        connection.exec_driver_sql(script.read_text(encoding="utf-8").replace("%", "%%"))
    _search(connection, before)
    connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{installed}'"))


def connection_options(engine: Engine) -> dict[str, str]:
    """What a worker connects with."""
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return {"conninfo": address, "options": f"-c search_path={SCHEMA}"}


def _search(connection: Connection, path: str) -> None:
    connection.execute(text("SELECT set_config('search_path', :path, true)"), {"path": path})


def _scripts(known: str | None) -> list[Path]:
    """The whole schema for a new database, else the engine's own migrations since the version that is there."""
    import procrastinate.schema  # noqa: PLC0415 - as above

    migrations = Path(procrastinate.schema.migrations_path)
    if known is None:
        return [migrations.parent / "schema.sql"]
    since = tuple(map(int, known.split(".")[:3]))
    return [file for file in sorted(migrations.glob("*.sql")) if tuple(map(int, file.name.split("_")[0].split("."))) > since]
