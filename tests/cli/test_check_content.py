"""``interview check-content`` names every mistake with its place; ``interview coverage-table`` prints the page of the docs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview.cli import app

PAGE = Path(__file__).resolve().parents[2] / "docs/coverage.md"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Content with a mistake in each of two files, and a skill without rubric and bank."""
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills/queues.yaml").write_text("id: queues\nname: Queues\nkind: firm\n", encoding="utf-8")
    (tmp_path / "skills/topics.yaml").write_text("id: topics\nname: [\n", encoding="utf-8")
    return tmp_path


def test_every_mistake_comes_with_file_line_field_and_message(broken: Path) -> None:
    result = CliRunner().invoke(app, ["check-content", str(broken), "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (answer["files"], answer["questions"]) == (1, 0)
    assert [(error["file"], error["line"], error["field"]) for error in answer["errors"]] == [
        ("skills/queues.yaml", 3, "kind"),
        ("skills/topics.yaml", 3, ""),
    ]
    assert all(error["message"] for error in answer["errors"])


def test_people_read_the_same_as_sentences(broken: Path) -> None:
    result = CliRunner().invoke(app, ["check-content", str(broken)])
    assert result.exit_code == 1
    assert result.stdout == "1 files, 0 questions, 2 mistakes\n"
    first, second = result.stderr.splitlines()
    assert first.startswith("interview: skills/queues.yaml:3: kind: ")
    assert second.startswith("interview: skills/topics.yaml:3: is not YAML: ")


def test_the_content_that_ships_is_faultless() -> None:
    result = CliRunner().invoke(app, ["check-content", "--json"])
    assert (result.exit_code, json.loads(result.stdout)["errors"]) == (0, [])


def test_the_coverage_table_is_the_page_of_the_docs() -> None:
    result = CliRunner().invoke(app, ["coverage-table"])
    assert (result.exit_code, result.stdout) == (0, PAGE.read_text(encoding="utf-8"))
