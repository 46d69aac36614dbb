"""Mistakes in content files: all of them at once, each with its file, line, field and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.content.catalogue import load_catalogue, require_catalogue
from interview.content.quality import quality_errors
from interview.errors import ContentInvalid
from interview.settings import shipped_content_dir
from tests.content.files import edit, problems


def test_faultless_content_has_no_mistakes(content: Path) -> None:
    assert problems(content) == []
    catalogue = require_catalogue(content)
    assert (catalogue.files, len(catalogue.questions_for("queues")), list(catalogue.roles)) == (4, 8, ["runner"])


def test_the_content_that_ships_loads() -> None:
    catalogue, errors = load_catalogue(shipped_content_dir())
    assert [str(error) for error in (*errors, *quality_errors(catalogue))] == []


def test_minutes_that_do_not_add_up_are_shown_with_their_line(content: Path) -> None:
    line = edit(content / "question_banks/queues.yaml", "- id: queues-0", "- minutes: 11\n  id: queues-0")
    edit(content / "question_banks/queues.yaml", "  minutes: 10\n", "")
    assert (
        f"question_banks/queues.yaml:{line}: questions[0]: minutes is 11, but opening_minutes and the probes add up to 10"
        in problems(content)
    )


def test_all_mistakes_of_a_file_come_at_once(content: Path) -> None:
    bank = content / "question_banks/queues.yaml"
    edit(bank, "  kind: discussion\n", "  kind: chat\n")
    edit(bank, "  why: Mirrors the daily work.\n", "")
    edit(bank, "  author: A tester\n", "  autor: A tester\n")
    found = [problem.split(": ", 2)[1] for problem in problems(content)]
    assert {"questions[0].kind", "questions[0].why", "questions[0].author", "questions[0].autor"} <= set(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "skills/queues.yaml:1: is empty; fill it or delete it"),
        ("- 1\n", "skills/queues.yaml:1: must be a mapping of fields; see the other files in this folder"),
        ("id: queues\nname: [\n", "skills/queues.yaml:3: is not YAML: "),
        ("id: queues\nname: Queues\nid: again\n", "skills/queues.yaml:3: is not YAML: 'id' is given twice in one place"),
        ("id: other\nname: Q\nkind: hard\n", "skills/queues.yaml:1: id: is 'other', but the file is named otherwise"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(content: Path, text: str, expected: str) -> None:
    (content / "skills/queues.yaml").write_text(text, encoding="utf-8")
    assert any(problem.startswith(expected) for problem in problems(content)), problems(content)


def test_a_file_that_is_not_text_is_named(content: Path) -> None:
    (content / "skills/queues.yaml").write_bytes(b"id: \xff\xfe")
    assert "skills/queues.yaml: is not UTF-8 text (byte 4); save it as UTF-8" in problems(content)


def test_a_folder_without_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match="holds no folder 'skills'"):
        require_catalogue(tmp_path)


def test_dangling_references_are_named_where_they_stand(content: Path) -> None:
    edit(content / "question_banks/queues.yaml", "  kind: discussion\n", "  kind: discussion\n  secondary_skill_id: nowhere\n")
    edit(content / "roles/runner.yaml", "skill_id: queues", "skill_id: gone")
    (content / "rubrics/queues.yaml").unlink()
    found = problems(content)
    assert "skills/queues.yaml:1: id: has no file rubrics/queues.yaml; add one" in found
    assert "roles/runner.yaml:4: skills[0].skill_id: names the skill 'gone', which has no file in skills/" in found
    assert any("questions[0].secondary_skill_id: names the skill 'nowhere'" in problem for problem in found)
