"""The first start makes what is needed; the second finds it."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from interview.bootstrap import App, build_app
from interview.errors import Unreadable
from interview.services.identity import create_first_administrator, needs_first_administrator, setup_token
from interview.services.sessions import actor_for_token, sign_in, sign_out
from interview.services.smtp import mail_server
from interview.settings import Settings, load_settings, shipped_content_dir

PASSWORD = "turnip lantern parade"


def settings(folder: Path, **changes: object) -> Settings:
    """Settings that keep everything below ``folder``."""
    environment = {"INTERVIEW_DATA_DIR": str(folder), "INTERVIEW_CONTENT_DIR": str(folder / "content")}
    return load_settings({**environment, **{key: str(value) for key, value in changes.items()}})


def test_the_first_start_makes_folder_secret_and_database(tmp_path: Path) -> None:
    app = build_app(settings(tmp_path / "new" / "data"))
    folder = tmp_path / "new" / "data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith("loopwright.db-")) == [
        "loopwright.db",
        "secret",
    ]
    assert needs_first_administrator(app.context)
    assert len(app.context.secret) == 32
    assert [error.file for error in app.content_errors] == [str(folder / "content")]  # said, not fatal
    app.close()


def test_no_secret_is_in_what_python_prints_of_the_parts(tmp_path: Path) -> None:
    """A stray print, an assertion or somebody's debugger must not put them into a log."""
    mail = {"INTERVIEW_SMTP_URL": "smtp://loops:Pelargonium1@mail.acme.example", "INTERVIEW_MAIL_FROM": "loops@acme.example"}
    app = build_app(settings(tmp_path, INTERVIEW_METRICS_TOKEN="Pelargonium2", **mail))
    elsewhere = settings(tmp_path, INTERVIEW_DATABASE_URL="postgresql+psycopg://loops:Pelargonium3@db.acme.example/loops")
    shown = repr((app.context, app.context.settings, mail_server(app.context.settings), elsewhere))
    assert "mail.acme.example" in shown
    assert "Pelargonium" not in shown
    assert repr(app.context.secret) not in shown
    app.close()


def test_the_second_start_finds_everything(tmp_path: Path) -> None:
    first = build_app(settings(tmp_path))
    create_first_administrator(first.context, setup_token(first.context), email="a@example.org", name="A", password=PASSWORD)
    token = sign_in(first.context, "a@example.org", PASSWORD)
    first.close()
    second = build_app(settings(tmp_path))
    assert second.context.secret == first.context.secret
    assert actor_for_token(second.context, token) is not None  # sessions survive a restart
    second.close()


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    apps: list[App] = []
    threads = [threading.Thread(target=lambda: apps.append(build_app(settings(tmp_path)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({app.context.secret for app in apps}) == 1
    assert len(apps) == 4
    for app in apps:
        app.close()


@pytest.mark.postgres
def test_replicas_share_sessions_through_one_database(postgres_store: object, postgres_url: str, tmp_path: Path) -> None:
    """Sign in on one replica, go on with the other, sign out there: both know."""
    shared = {"INTERVIEW_DATABASE_URL": postgres_url, "INTERVIEW_SECRET_FILE": tmp_path / "shared-secret"}
    one, two = (build_app(settings(tmp_path / name, **shared)) for name in ("one", "two"))
    try:
        assert one.context.secret == two.context.secret
        with one.context.store.engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE people, audit_events, audit_head, sign_in_failures CASCADE")
        create_first_administrator(one.context, setup_token(two.context), email="a@example.org", name="A", password=PASSWORD)
        token = sign_in(one.context, "a@example.org", PASSWORD)
        actor = actor_for_token(two.context, token)
        assert actor is not None
        assert actor.name == "A"
        sign_out(two.context, token)
        assert actor_for_token(one.context, token) is None
    finally:
        one.close()
        two.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreadable, match="can't be made"):
        build_app(settings(tmp_path / "file" / "data"))


def test_a_damaged_secret_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not hexadecimal")
    with pytest.raises(Unreadable, match="is not a secret of this program"):
        build_app(settings(tmp_path))


def test_defaults_need_no_environment() -> None:
    found = load_settings({})
    assert found.database_url == f"sqlite:///{found.data_dir / 'loopwright.db'}"
    assert (found.content_dir, found.public_url) == (shipped_content_dir(), None)
    assert (shipped_content_dir() / "skills").is_dir()
