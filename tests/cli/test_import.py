"""`interview import`: a dry run unless told otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview.cli import main
from interview.services.context import Context
from interview.services.identity import list_people, system_actor
from tests.factories import Cast

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
TABLE = "email,name\nnia@example.org,Nia Noor\nnobody,Nobody\n"


def run(monkeypatch: pytest.MonkeyPatch, context: Context, *arguments: str) -> int:
    """The exit code."""
    monkeypatch.setenv("INTERVIEW_DATA_DIR", str(context.settings.data_dir))
    monkeypatch.setenv("INTERVIEW_DATABASE_URL", context.settings.database_url)
    monkeypatch.setattr("sys.argv", ["interview", "import", *arguments])
    try:
        main()
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_a_table_is_judged_then_imported_without_its_bad_rows(
    context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TABLE, encoding="utf-8")
    before = len(list_people(context, system_actor()))
    assert run(monkeypatch, context, "people", str(file)) == 1
    told = capsys.readouterr()
    assert told.err == "interview: people.csv:3: 'nobody' is no e-mail address.\n"
    assert told.out == "Dry run, nothing is written: 1 new, 0 changed, 0 unchanged, 1 wrong\n"
    assert run(monkeypatch, context, "people", str(file), "--apply") == 1
    assert "Nothing was imported" in capsys.readouterr().err
    assert len(list_people(context, system_actor())) == before
    assert run(monkeypatch, context, "people", str(file), "--apply", "--only-valid", "--json") == 0
    assert json.loads(capsys.readouterr().out)["is_done"] is True
    assert len(list_people(context, system_actor())) == before + 1
    assert cast.ada.person_id in {person.id for person in list_people(context, system_actor())}


def test_a_file_that_is_not_there_is_one_sentence(
    context: Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, context, "people", str(tmp_path / "none.csv")) == 1
    assert "can't be read (No such file or directory)" in capsys.readouterr().err
