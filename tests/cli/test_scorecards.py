"""`interview scorecards`: in and out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview.cli import main
from interview.services.context import Context
from tests.exports.test_ats import SCORECARD
from tests.factories import World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def run(monkeypatch: pytest.MonkeyPatch, context: Context, *arguments: str) -> int:
    """The exit code."""
    monkeypatch.setenv("INTERVIEW_DATA_DIR", str(context.settings.data_dir))
    monkeypatch.setenv("INTERVIEW_DATABASE_URL", context.settings.database_url)
    monkeypatch.setattr("sys.argv", ["interview", "scorecards", *arguments])
    try:
        main()
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_what_went_in_comes_out(
    context: Context, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cards.json"
    file.write_text(json.dumps(SCORECARD), encoding="utf-8")
    assert run(monkeypatch, context, "import", world.candidate_id, str(file)) == 0
    assert capsys.readouterr().out == "1 scorecards imported.\n"
    assert run(monkeypatch, context, "import", world.candidate_id, str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"imported": 1}
    assert run(monkeypatch, context, "export", world.candidate_id, "--private-notes") == 0
    assert json.loads(capsys.readouterr().out) == [SCORECARD]
    assert run(monkeypatch, context, "export", world.candidate_id) == 0
    assert "Private Notes" not in capsys.readouterr().out


def test_what_can_not_be_read_is_one_sentence(
    context: Context, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, context, "import", world.candidate_id, str(tmp_path / "none.json")) == 1
    assert "can't be read" in capsys.readouterr().err
    (tmp_path / "x.json").write_text("[3]", encoding="utf-8")
    assert run(monkeypatch, context, "import", world.candidate_id, str(tmp_path / "x.json")) == 1
    assert "not what Greenhouse sends" in capsys.readouterr().err
