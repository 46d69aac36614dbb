"""`interview db`: the database's shape."""

from __future__ import annotations

import typer

from interview.cli.database import Database, opened
from interview.storage.migrate import current_revision

app = typer.Typer(help="Make and migrate the database.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `upgrade` a word of its own although it is the only one."""


@app.command()
def upgrade(database: Database = None) -> None:
    """Make the database, or migrate it to the shape that this version needs. Safe to run again."""
    with opened(database) as application:
        print(f"The database is at revision {current_revision(application.context.store)}.")
