"""Backup and restore: one file for both databases, taken at one moment while others keep writing.

A zip with ``manifest.json`` and one JSON Lines file per table. A backup of SQLite restores into PostgreSQL and the other way
round; a backup of an older version of the program is migrated while it is restored.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.util.exc import CommandError
from sqlalchemy import Connection, DateTime, MetaData, Table, func, insert, inspect, select

from interview.domain.base import Value
from interview.errors import Conflict, Unreadable
from interview.storage.engine import one_writer_at_a_time
from interview.storage.migrate import configuration
from interview.storage.unit import Store

_FORMAT = "loopwright-backup-1"
_ROWS_AT_ONCE = 500
_LEFT_OUT = frozenset({"job_files"})  # documents that are kept for a day and made again in a minute


class Manifest(Value):
    """What a backup holds: the database's revision, and rows and checksum of each table."""

    format: str = _FORMAT
    revision: str
    made_at: str
    rows: dict[str, int]
    sha256: dict[str, str]


def write_backup(store: Store, path: Path, made_at: datetime) -> Manifest:
    """Write a backup to ``path``, readable by its owner alone. A file that is there is replaced when the new one is complete."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    rows, sums = {}, {}
    try:
        partial.touch(mode=0o600)
        with store.snapshot() as connection, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            revision = MigrationContext.configure(connection).get_current_revision() or ""
            for table in _tables(connection):
                digest, count = hashlib.sha256(), 0
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                    for row in () if table.name in _LEFT_OUT else connection.execute(select(table)).mappings():
                        line = json.dumps({name: _plain(row[name]) for name in row}, ensure_ascii=False).encode() + b"\n"
                        lines.write(line)
                        digest.update(line)
                        count += 1
                rows[table.name], sums[table.name] = count, digest.hexdigest()
            manifest = Manifest(revision=revision, made_at=made_at.isoformat(timespec="seconds"), rows=rows, sha256=sums)
            archive.writestr("manifest.json", manifest.model_dump_json(indent=2))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore_backup(store: Store, path: Path) -> Manifest:
    """Fill an empty database from a backup, all of it or nothing, and migrate it to what this version needs."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest.model_validate_json(archive.read("manifest.json"))
            with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
                one_writer_at_a_time(connection)
                _refuse_filled(connection, path)
                command.downgrade(configuration(connection), "base")  # empty tables of a newer shape would be in the way
                command.upgrade(configuration(connection), manifest.revision)
                for table in _tables(connection):
                    _fill(connection, table, archive, manifest)
                command.upgrade(configuration(connection), "head")
    except CommandError:
        raise Unreadable(f"{path}: was made by a newer version of this program; restore it with that one.") from None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable(f"{path}: is not a complete backup of this program ({error}); choose another file.") from error
    return manifest


def _refuse_filled(connection: Connection, path: Path) -> None:
    for table in _tables(connection):
        if connection.execute(select(func.count()).select_from(table)).scalar_one() > 0:
            raise Conflict(f"The database is not empty, so {path.name} was not restored into it; name a new database.")


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    digest = hashlib.sha256()
    batch: list[dict[str, Any]] = []
    moments = [column.name for column in table.columns if isinstance(column.type, DateTime)]
    for line in _lines(archive, f"{table.name}.jsonl"):
        digest.update(line)
        row = json.loads(line)
        batch.append({**row, **{name: _moment(row[name], connection) for name in moments}})
        if len(batch) == _ROWS_AT_ONCE:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)
    if digest.hexdigest() != manifest.sha256[table.name]:
        raise ValueError(f"the table {table.name} does not match its checksum")


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as lines:
        yield from lines


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are in the database, parents before children; Alembic's own is left out."""
    found = MetaData()
    found.reflect(connection, only=[name for name in inspect(connection).get_table_names() if name != "alembic_version"])
    return list(found.sorted_tables)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value


def _moment(text: str | None, connection: Connection) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=None) if connection.dialect.name == "sqlite" else moment
