"""The commands for whoever runs the program: database, people, audit trail, backup, doctor, privacy, demo."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from interview.bootstrap import build_app
from interview.cli import main
from interview.domain.person import PersonRole
from interview.services import demo
from interview.services.context import Context
from interview.services.identity import actor_of, create_person, system_actor
from interview.storage.migrate import newest_revision
from tests.factories import a_cast, a_catalogue, a_world

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``interview`` on a database of its own; gives exit code, standard output, standard error."""
    monkeypatch.setenv("INTERVIEW_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("INTERVIEW_CONTENT_DIR", str(tmp_path / "none"))

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["interview", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


@pytest.fixture
def world(run: Run) -> Context:
    """The command's database with a cast and a candidate in it."""
    app = build_app()
    context = replace(app.context, catalogue=a_catalogue())
    a_world(context, a_cast(context))
    return context


def test_the_database_is_made_and_migrated(run: Run, tmp_path: Path) -> None:
    assert run("db", "upgrade") == (0, f"The database is at revision {newest_revision()}.\n", "")
    assert run("db", "upgrade", "--database", f"sqlite:///{tmp_path / 'other.db'}")[0] == 0
    assert (tmp_path / "other.db").is_file()
    code, _, error = run("db", "upgrade", "--database", "mysql://x")
    assert (code, error) == (
        1,
        "interview: Databases of the kind 'mysql' are not supported; use SQLite or PostgreSQL.\n",
    )


def test_people_are_added_listed_reset_and_closed(run: Run) -> None:
    code, out, _ = run("user", "add", "Ada@example.org", "--name", "Ada", "--role", "administrator", "--role", "recruiter")
    assert code == 0
    assert "/account/set-password?token=" in out
    code, out, _ = run("user", "add", "ivo@example.org", "--name", "Ivo", "--role", "interviewer", "--json")
    assert json.loads(out)["email"] == "ivo@example.org"
    code, _, error = run("user", "add", "ivo@example.org", "--name", "Ivo", "--role", "interviewer")
    assert (code, error) == (1, "interview: There is already an account for ivo@example.org.\n")
    assert "/account/set-password?token=" in run("user", "reset", "IVO@example.org")[1]
    assert run("user", "deactivate", "ivo@example.org")[1] == "Closed the account of Ivo.\n"
    assert (
        run("user", "list")[1] == "ada@example.org  Ada  administrator recruiter\nivo@example.org  Ivo  interviewer  (closed)\n"
    )
    assert [person["name"] for person in json.loads(run("user", "list", "--json")[1])] == ["Ada", "Ivo"]
    assert run("user", "reset", "no@example.org")[2].startswith("interview: There is no account for no@example.org")
    assert run("user", "add", "x@example.org", "--name", "X", "--role", "king")[0] == 2


def test_the_trail_is_verified_and_exported(run: Run, world: Context) -> None:
    code, out, _ = run("audit", "verify")
    assert (code, out.startswith("The audit trail is whole: ")) == (0, True)
    lines = [json.loads(line) for line in run("audit", "export")[1].splitlines()]
    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    with sqlite3.connect(world.store.engine.url.database or "") as connection:
        connection.execute("UPDATE audit_events SET actor_id = 'somebody else' WHERE sequence = 3")
    code, _, error = run("audit", "verify")
    assert (code, error) == (1, "interview: The audit trail is broken. Event 3 was changed after it was written.\n")


def test_backup_and_restore(run: Run, world: Context, tmp_path: Path) -> None:
    code, out, _ = run("backup", tmp_path / "b.zip")
    assert (code, f"tables, revision {newest_revision()}." in out) == (0, True)
    other = f"sqlite:///{tmp_path / 'restored.db'}"
    assert run("restore", tmp_path / "b.zip", "--database", other)[0] == 0
    assert run("audit", "verify", "--database", other)[0] == 0
    assert run("restore", tmp_path / "b.zip", "--database", other)[0] == 1
    assert run("backup", tmp_path / "no" / "b.zip")[2].endswith("is no folder; make it first.\n")


def test_the_doctor_names_what_is_wrong(run: Run, world: Context, tmp_path: Path) -> None:
    code, out, error = run("doctor")
    assert code == 1
    assert error == "content: 1 mistakes; run 'interview check-content'.\n"
    assert out.splitlines() == [
        f"{name}: in order"
        for name in (
            "data folder",
            "secret file",
            "disk space",
            "database revision",
            "background jobs",
            "database integrity",
            "audit trail",
        )
    ]
    (tmp_path / "data" / "secret").chmod(0o644)
    with sqlite3.connect(world.store.engine.url.database or "") as connection:
        connection.execute("DELETE FROM audit_events WHERE sequence = 2")
        connection.execute("DELETE FROM candidates")  # SQLite's own connection does not check references
    found = {entry["name"]: entry["problem"] for entry in json.loads(run("doctor", "--json")[1])}
    assert found["secret file"].startswith("Others on this machine can read")
    assert found["database integrity"].startswith("2 rows refer to rows that are gone")
    assert found["audit trail"].startswith("Event 2 is missing")


def test_privacy_on_the_command_line(run: Run, world: Context, tmp_path: Path) -> None:
    with world.store.read() as unit:
        candidate_id = unit.candidates.all()[0].id
    assert run("privacy", "due") == (0, "", "")
    assert run("privacy", "erase") == (0, "Erased 0 candidates.\n", "")
    out = tmp_path / "bundle.json"
    assert run("privacy", "bundle", candidate_id, "--out", out)[0] == 0
    assert json.loads(out.read_text())["candidate"]["name"] == "Cleo Marsh"
    assert run("privacy", "bundle", "candidate-0", "--out", out)[2] == "interview: There is no such candidate.\n"


def test_the_demo_comes_and_goes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_planning(context: Context, actor: object) -> demo.Demo:
        person = create_person(
            context, system_actor(), email=f"x@{demo.DOMAIN}", name="X (demo)", roles=(PersonRole.RECRUITER,), is_demo=True
        )
        assert actor_of(person.person).name == "X (demo)"
        tokens = {person.person.email: person.set_password_token}
        return demo.Demo(people=1, roles=("demo-weaver",), candidates=0, sign_in_tokens=tokens)

    monkeypatch.setattr("interview.cli.demo.create_demo", without_planning)
    code, out, _ = run("demo")
    assert code == 0
    assert "Made 1 people, 1 roles (demo-weaver)" in out
    assert "x@demo.invalid: /account/set-password?token=" in out
    assert run("demo", "--remove")[1] == "Removed the demo company with 0 candidates.\n"
    assert run("user", "list")[1] == ""


def test_a_demo_without_content_says_what_to_do(run: Run) -> None:
    assert run("demo") == (
        1,
        "",
        "interview: No role profile has rubrics for all of its skills; run 'interview check-content'.\n",
    )
