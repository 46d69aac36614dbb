"""The option that names the database, and the opened application behind every command that needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer

from interview.bootstrap import App, build_app
from interview.settings import load_settings

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="Address of the database, e.g. sqlite:///FILE or postgresql://USER@HOST/NAME; default: INTERVIEW_DATABASE_URL.",
    ),
]


@contextmanager
def opened(database: str | None, *, migrated: bool = True) -> Iterator[App]:
    """The application on this database, migrated unless told otherwise; closed at the end."""
    settings = load_settings()
    app = build_app(replace(settings, database_url=database) if database else settings, migrated=migrated)
    try:
        yield app
    finally:
        app.close()
