"""A PostgreSQL server for the tests: the one that is named, one on this machine, or a private cluster from installed binaries."""

from __future__ import annotations

import atexit
import functools
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


@functools.cache
def find_server() -> str | None:
    """The address of a server on which databases may be made, or ``None`` where none can be had."""
    for address in filter(None, (os.environ.get("LOOPWRIGHT_TEST_POSTGRES_URL"), LOCAL)):
        if _answers(address):
            return address
    return _private_cluster()


@contextmanager
def a_database(server: str) -> Iterator[str]:
    """A new database on ``server``, dropped at the end; the address of it."""
    name = f"loopwright_test_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    before, mark, options = server.partition("?")
    try:
        yield f"{before.rsplit('/', 1)[0]}/{name}{mark}{options}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3, autocommit=True) as connection:
            row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def _private_cluster() -> str | None:
    """Start a cluster of our own in a temporary folder, reached by its socket only; it ends with this process."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        return None
    bin_dir = Path(initdb).parent
    home = Path(tempfile.mkdtemp(prefix="loopwright-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, user="postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = home / "data"
    run = functools.partial(subprocess.run, check=True, capture_output=True, cwd=home)
    try:
        run([*as_user, initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync"])
        options = f"-k {home} -c listen_addresses='' -c fsync=off"
        run([*as_user, str(bin_dir / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(home / "log"), "start"])
    except (OSError, subprocess.CalledProcessError):
        return None
    atexit.register(
        subprocess.run,
        [*as_user, str(bin_dir / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
        capture_output=True,
        cwd=home,
    )
    return f"postgresql://postgres@/postgres?host={home}"
