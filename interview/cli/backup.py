"""`interview backup` and `interview restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.services.identity import system_actor
from interview.services.operations import make_backup
from interview.services.operations import restore as restore_into


def backup(
    out: Annotated[Path, typer.Argument(help="The file to write, e.g. loopwright-backup.zip.")], database: Database = None
) -> None:
    """Write a backup of the whole database to one file, while people keep working."""
    with opened(database) as application:
        manifest = make_backup(application.context, system_actor(), out)
    print(f"{out}: {sum(manifest.rows.values())} rows of {len(manifest.rows)} tables, revision {manifest.revision}.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that 'interview backup' wrote.")], database: Database = None
) -> None:
    """Fill a new, empty database from a backup; from SQLite to PostgreSQL too, and the other way round."""
    with opened(database, migrated=False) as application:
        manifest = restore_into(application.context, file)
    print(f"{file}: restored {sum(manifest.rows.values())} rows of {len(manifest.rows)} tables.")
