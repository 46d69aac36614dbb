"""Bringing a database to the shape that this version of the program needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from interview.errors import Unreadable
from interview.storage.engine import one_writer_at_a_time
from interview.storage.job_queue import prepare_queue
from interview.storage.unit import Store

_SCRIPTS = Path(__file__).parent / "migrations"


def configuration(connection: Connection) -> Config:
    """Alembic on this connection, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """The revision that this version of the program needs."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head() or ""


def current_revision(store: Store) -> str | None:
    """The revision that the database is at; ``None`` for an empty one."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(store: Store, revision: str = "head") -> None:
    """Migrate up to ``revision``, all of it or nothing. Processes that start together wait for one another."""
    try:
        with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            one_writer_at_a_time(connection)
            command.upgrade(configuration(connection), revision)
            prepare_queue(connection)
    except (OperationalError, DatabaseError) as error:
        shown = store.engine.url.render_as_string(hide_password=True)
        raise Unreadable(
            f"{shown}: can't be opened as a database ({error.orig}); check the address and its permissions."
        ) from None
    except CommandError:
        raise Unreadable(
            "The database was made by a newer version of this program; use that version, or restore a backup."
        ) from None


def downgrade(store: Store, revision: str) -> None:
    """Migrate down to ``revision`` (``base``: an empty database)."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        one_writer_at_a_time(connection)
        command.downgrade(configuration(connection), revision)
