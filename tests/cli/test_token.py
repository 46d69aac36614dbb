"""`interview token` from making one to ending it."""

from __future__ import annotations

import json

import pytest

from interview.cli import main
from interview.services.context import Context
from tests.factories import Cast

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def run(monkeypatch: pytest.MonkeyPatch, context: Context, *arguments: str) -> int:
    """The exit code."""
    monkeypatch.setenv("INTERVIEW_DATA_DIR", str(context.settings.data_dir))
    monkeypatch.setenv("INTERVIEW_DATABASE_URL", context.settings.database_url)
    monkeypatch.setattr("sys.argv", ["interview", "token", *arguments])
    try:
        main()
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_a_token_is_made_listed_and_ended(
    context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("add", "Rita@example.org", "--name", "ATS", "--scope", "roles:read", "--scope", "documents:read")
    assert run(monkeypatch, context, *wanted, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["token"].startswith("lwp_")
    assert run(monkeypatch, context, *wanted) == 0
    assert "it is not shown again" in capsys.readouterr().out
    assert run(monkeypatch, context, "revoke", made["id"]) == 0
    capsys.readouterr()
    assert run(monkeypatch, context, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.endswith("ended") for line in lines if made["id"] in line] == [True]
    assert len(lines) == 2
    assert run(monkeypatch, context, "list", "--json") == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)} == {"ATS"}


def test_nobody_there_is_one_sentence(
    context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, context, "add", "no@example.org", "--name", "x", "--scope", "roles:read") == 1
    assert capsys.readouterr().err == "interview: There is no account for no@example.org; see 'interview user add'.\n"
