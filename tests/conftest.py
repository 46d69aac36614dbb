"""Fixtures of all tests: a store on each database, a context with a small catalogue, a cast of people."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from interview.services import passwords
from interview.services.context import Context
from interview.settings import Settings
from interview.storage.migrate import upgrade
from interview.storage.tables import metadata
from interview.storage.unit import Store
from tests.factories import Cast, TestClock, World, a_cast, a_catalogue, a_world
from tests.postgres import a_database, find_server

SLOW_FOLDERS = {"cli", "exports", "jobs", "ui"}
"""Whole pages, commands, documents and workers: half a second each, so `make check` leaves them to `make test`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in a slow folder."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in SLOW_FOLDERS:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Hashing is slow on purpose; tests need not wait for it (``test_passwords`` looks at the real parameters)."""
    passwords.use_hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all migrations applied, to be copied."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    store = Store.open(f"sqlite:///{file}")
    upgrade(store)
    store.close()
    return file


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this session's own, dropped at its end."""
    server = find_server()
    if server is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL server, and with CI=true everything must be tested; see tests/postgres.py")
        pytest.skip("no PostgreSQL server; set LOOPWRIGHT_TEST_POSTGRES_URL")
    with a_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """A migrated store on PostgreSQL; each test finds it empty, see ``store``."""
    store = Store.open(postgres_url)
    upgrade(store)
    yield store
    store.close()


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # tests survive a power cut by being run again


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "loopwright.db"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        opened = Store.open(f"sqlite:///{file}")
        event.listen(opened.engine, "connect", _hurry)
        yield opened
        opened.close()
        return
    shared: Store = request.getfixturevalue("postgres_store")
    with shared.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    yield shared


@pytest.fixture
def clock() -> TestClock:
    """A clock that stands still until it is moved."""
    return TestClock()


@pytest.fixture
def context(store: Store, clock: TestClock, tmp_path: Path) -> Context:
    """What services are given: an empty store, the small catalogue of ``factories``, a clock to move."""
    url = store.engine.url.render_as_string(hide_password=False)
    settings = Settings(database_url=url, content_dir=tmp_path, data_dir=tmp_path)
    return Context(store=store, catalogue=a_catalogue(), settings=settings, clock=clock, secret=b"s" * 32)


@pytest.fixture
def cast(context: Context) -> Cast:
    """Ten people with accounts; see ``factories.Cast``."""
    return a_cast(context)


@pytest.fixture
def world(context: Context, cast: Cast) -> World:
    """A published loop and a candidate with two interviews; see ``factories.World``."""
    return a_world(context, cast)
