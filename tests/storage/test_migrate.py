"""Migrations: up and down from every revision with data in place, and equal to the tables that the code declares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select

from interview.errors import Invalid, Unreadable
from interview.services.context import Context
from interview.storage.migrate import configuration, current_revision, downgrade, newest_revision, upgrade
from interview.storage.tables import metadata
from interview.storage.unit import Store
from tests.factories import World, content, submit


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A database without a single table."""
    if request.param == "sqlite":
        store = Store.open(f"sqlite:///{tmp_path / 'empty.db'}")
        yield store
        store.close()
        return
    url: str = request.getfixturevalue("postgres_url")
    name = "migrations"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE".encode())
        connection.execute(f"CREATE SCHEMA {name}".encode())
    mark = "&" if "?" in url else "?"
    store = Store.open(f"{url}{mark}options=-csearch_path%3D{name}")
    yield store
    store.close()


def _revisions(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        script = ScriptDirectory.from_config(configuration(connection))
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def _rows(store: Store) -> dict[str, int]:
    found = MetaData()
    with store.engine.connect() as connection:
        found.reflect(connection)
        return {table.name: len(connection.execute(select(table)).all()) for table in found.sorted_tables}


def test_migrations_make_exactly_the_declared_tables(empty: Store) -> None:
    upgrade(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert current_revision(empty) == newest_revision() == _revisions(empty)[-1]


def test_down_and_up_again_step_by_step(empty: Store) -> None:
    revisions = _revisions(empty)
    for revision in revisions:
        upgrade(empty, revision)
        assert current_revision(empty) == revision
    for revision in reversed(["base", *revisions[:-1]]):
        downgrade(empty, revision)
    assert inspect(empty.engine).get_table_names() == ["alembic_version"]
    upgrade(empty)
    assert current_revision(empty) == revisions[-1]


def test_data_survives_going_down_one_by_one_and_up_again(context: Context, world: World) -> None:
    """Every table of an earlier revision still holds its rows; what is newer than a revision is what going down gives up."""
    store = context.store
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    before = _rows(store)
    try:
        for revision in reversed(_revisions(store)[:-1]):
            downgrade(store, revision)
            kept = _rows(store)
            assert {name: kept[name] for name in kept if before.get(name)} == {
                name: before[name] for name in kept if before.get(name)
            }
    finally:
        upgrade(store)
    after = _rows(store)
    assert {name: after[name] for name in ("people", "scorecards", "audit_events")} == {
        name: before[name] for name in ("people", "scorecards", "audit_events")
    }
    with store.read() as unit:
        assert unit.audit.first_broken() is None


def test_migrating_twice_does_nothing(empty: Store) -> None:
    upgrade(empty)
    upgrade(empty)
    assert current_revision(empty) == newest_revision()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(store)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unreadable, match="newer version"):
        upgrade(store)


def test_what_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to look like one " * 50)
    with pytest.raises(Unreadable, match="file is not a database"):
        upgrade(Store.open(f"sqlite:///{text}"))
    with pytest.raises(Unreadable, match="can't be opened"):
        upgrade(Store.open("postgresql://nobody@127.0.0.1:1/none"))
    for address in ("mysql://localhost/x", "no address"):
        with pytest.raises(Invalid, match=r"SQLite or PostgreSQL|not a database address"):
            Store.open(address)


def test_sqlite_is_set_up_for_safety(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'safe.db'}")
    with store.engine.connect() as connection:
        pragmas = ("journal_mode", "foreign_keys", "synchronous", "secure_delete", "busy_timeout")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas]
    assert values == ["wal", 1, 2, 1, 30_000]
    assert sqlite3.sqlite_version_info > (3, 35)
