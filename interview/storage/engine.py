"""Connecting to the database: SQLite for one machine, PostgreSQL for teams, with the same promises on both."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from interview.errors import Invalid

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

_WRITER_LOCK = 7_215_043_118
"""Any number of our own: the name of the lock that lets one writer at a time into PostgreSQL."""


def open_engine(url: str) -> Engine:
    """An engine for ``url``. Raises :class:`~interview.errors.Invalid` for an address of neither database."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Invalid(f"'{url}' is not a database address; use sqlite:///FILE or postgresql://USER@HOST/NAME.") from None
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise Invalid(f"Databases of the kind '{parsed.drivername}' are not supported; use SQLite or PostgreSQL.")
    return parsed


def _open_sqlite(url: URL) -> Engine:
    in_memory = url.database in {None, "", ":memory:"}
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {"pool_size": 10, "max_overflow": 40}
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **options
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, see below
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # an acknowledged write survives a power cut
        connection.execute("PRAGMA secure_delete = ON")  # erased text is overwritten, not only unlinked

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the write lock at once: waiting is then bounded by the busy timeout, and never fails half-way.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def one_writer_at_a_time(connection: Connection) -> None:
    """Give PostgreSQL SQLite's promise: writers follow one another, so that a service sees everything committed before it.

    Transactions take milliseconds and hashing of passwords happens outside of them; one lock is easier to trust than many.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
