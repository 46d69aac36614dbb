"""Backup and restore: nothing is lost, nothing half-restored, from either database to either database."""

from __future__ import annotations

import json
import stat
import threading
import zipfile
from pathlib import Path

import pytest

from interview.errors import Conflict, Invalid, Unreadable
from interview.services.audits import verify_audit
from interview.services.context import Context
from interview.services.kits import get_kit
from interview.services.operations import make_backup, restore
from interview.services.scorecards import open_scorecard, read_scorecards, save_draft
from interview.storage.tables import metadata
from interview.storage.unit import Store
from tests.factories import World, content, submit


def _elsewhere(context: Context, store: Store) -> Context:
    return Context(
        store=store, catalogue=context.catalogue, settings=context.settings, clock=context.clock, secret=context.secret
    )


@pytest.fixture
def target(tmp_path: Path) -> Store:
    """A new SQLite database to restore into, whatever the backup came from."""
    return Store.open(f"sqlite:///{tmp_path / 'restored.db'}")


def test_everything_comes_back(context: Context, world: World, target: Store, tmp_path: Path) -> None:
    cast = world.cast
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    file = tmp_path / "backup.zip"
    made = make_backup(context, cast.ada, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (made.rows["people"], made.rows["scorecards"]) == (10, 1)
    restored = _elsewhere(context, target)
    assert restore(restored, file) == made
    assert get_kit(restored, cast.ines, world.workshop) == get_kit(context, cast.ines, world.workshop)
    assert read_scorecards(restored, cast.hugo, world.candidate_id) == read_scorecards(context, cast.hugo, world.candidate_id)
    assert verify_audit(restored, cast.aud) > made.rows["audit_events"]


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_backup_of_sqlite_restores_into_postgresql(
    context: Context, world: World, postgres_store: Store, target: Store, tmp_path: Path
) -> None:
    """The round trip above, when it starts on PostgreSQL, is the other direction."""
    make_backup(context, world.cast.ada, tmp_path / "b.zip")
    with postgres_store.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    moved = _elsewhere(context, postgres_store)
    restore(moved, tmp_path / "b.zip")
    assert get_kit(moved, world.cast.ines, world.workshop) == get_kit(context, world.cast.ines, world.workshop)


def test_a_backup_under_writes_is_consistent(context: Context, world: World, target: Store, tmp_path: Path) -> None:
    ines, stop = world.cast.ines, threading.Event()
    card = open_scorecard(context, ines, world.workshop)

    def write() -> None:
        version = card.version
        while not stop.is_set():
            version = save_draft(
                context, ines, card.id, expected_version=version, content=content("design", notes=str(version))
            ).version

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            make_backup(context, world.cast.ada, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    restored = _elsewhere(context, target)
    restore(restored, tmp_path / "2.zip")  # restore checks the audit trail
    saved = open_scorecard(restored, ines, world.workshop)
    assert saved.content.notes == str(saved.version - 1)


def test_a_filled_database_is_not_restored_into(context: Context, world: World, tmp_path: Path) -> None:
    make_backup(context, world.cast.ada, tmp_path / "b.zip")
    with pytest.raises(Conflict, match="not empty"):
        restore(context, tmp_path / "b.zip")


def test_a_damaged_backup_restores_nothing(context: Context, world: World, target: Store, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    make_backup(context, world.cast.ada, good)
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(bad, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(name, data.replace(b"Cleo Marsh", b"Cleo Mars!") if name == "candidates.jsonl" else data)
    restored = _elsewhere(context, target)
    with pytest.raises(Unreadable, match="candidates does not match its checksum"):
        restore(restored, bad)
    restore(restored, good)  # nothing was left behind that would be in the way


@pytest.mark.parametrize("name", ["missing.zip", "text.zip", "other.zip", "newer.zip"])
def test_what_is_no_backup_is_refused_with_a_sentence(context: Context, target: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.zip").write_text("hello")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("x", "y")
    with zipfile.ZipFile(tmp_path / "newer.zip", "w") as archive:
        manifest = {"revision": "9999", "made_at": "", "rows": {}, "sha256": {}}
        archive.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(Unreadable, match=r"not a complete backup|newer version"):
        restore(_elsewhere(context, target), tmp_path / name)


def test_a_backup_with_a_broken_trail_says_so(context: Context, world: World, target: Store, tmp_path: Path) -> None:
    with context.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_events SET actor_id = 'nobody' WHERE sequence = 2")
    make_backup(context, world.cast.ada, tmp_path / "b.zip")
    with pytest.raises(Invalid, match=r"audit trail is broken\. Event 2 was changed"):
        restore(_elsewhere(context, target), tmp_path / "b.zip")
