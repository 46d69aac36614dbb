"""``interview intake`` as people call it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from interview import cli
from tests.intake import files

JOB = "Senior Python Engineer\nBremen\n\nSalary: €70,000 - €80,000\n\nRequirements\n- 5+ years of Python\n- Kafka\n- SolidWorks\n"


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch, stdin: bytes = b"") -> int:
    """Exit code of the command line."""
    monkeypatch.setattr(sys, "argv", ["interview", "intake", *arguments])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_json_holds_every_field_of_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "job.txt").write_text(JOB, encoding="utf-8")
    assert run([str(tmp_path / "job.txt"), "--json"], monkeypatch) == 0
    draft = json.loads(capsys.readouterr().out)
    fields = "title level level_basis years_min years_max salary language sections skills suggested"
    assert {*fields.split(), "uncovered", "responsibilities", "warnings"} <= set(draft)
    assert draft["salary"] == {"min": 70_000, "max": 80_000, "currency": "EUR", "period": "year"}
    assert [(skill["id"], skill["kind"], skill["importance"]) for skill in draft["skills"]] == [
        ("programming", "hard", "required"),
        ("messaging", "hard", "required"),
    ]
    for skill in draft["skills"]:
        assert {"weight", "target_level", "rule", "evidence", "name"} <= set(skill)
        assert [JOB[quote["start"] : quote["end"]] for quote in skill["evidence"]] == [
            quote["quote"] for quote in skill["evidence"]
        ]
    assert [(entry["text"], entry["quote"]) for entry in draft["uncovered"]] == [("SolidWorks", "SolidWorks")]


def test_standard_input_and_the_text_that_offsets_refer_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-", "--text"], monkeypatch, stdin=JOB.replace("\n", "\r\n").encode("utf-16")) == 0
    assert capsys.readouterr().out == JOB.strip("\n")


def test_people_get_a_page_to_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-"], monkeypatch, stdin=JOB.encode()) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Senior Python Engineer [senior, by title, 5+ years]\n70,000 - 80,000 EUR a year\n")
    assert "Not covered:\n    SolidWorks\n" in shown


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"", "interview: standard input: is empty; paste the job description as text\n"),
        (
            "Cerchiamo uno sviluppatore con esperienza per il nostro team di ricerca della società.".encode(),
            (
                "interview: standard input: The text is in Italian; "
                "only English, German, French, Spanish are read, paste a translation\n"
            ),
        ),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_one(
    stdin: bytes, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-"], monkeypatch, stdin) == 1
    assert capsys.readouterr() == ("", said)


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nowhere.txt"], monkeypatch) == 1
    assert capsys.readouterr().err == "interview: nowhere.txt: does not exist; name a file, a folder or '-'\n"


def test_a_file_that_may_not_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert run([str(tmp_path / "job.txt")], monkeypatch) == 1
    assert "can't be opened (Permission denied); check its permissions" in capsys.readouterr().err


def test_a_folder_without_refusals_is_exit_code_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(JOB, encoding="utf-8")
    assert run([str(tmp_path)], monkeypatch) == 0
    assert (
        capsys.readouterr().out.splitlines()[1].startswith("a.txt\tSenior Python Engineer\tsenior\t5\tprogramming, messaging\t")
    )


def test_wrong_usage_is_exit_code_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run([], monkeypatch) == 2


def test_a_folder_gives_one_table_and_names_what_was_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(JOB, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(files.docx_file())
    (tmp_path / "c.pdf").write_bytes(files.image_only_pdf())
    (tmp_path / "notes.csv").write_text("ignored", encoding="utf-8")
    assert run([str(tmp_path), "--json"], monkeypatch) == 1
    printed = capsys.readouterr()
    result = json.loads(printed.out)
    assert [(row["file"], row["title"], row["required"]) for row in result["files"]] == [
        ("a.txt", "Senior Python Engineer", ["programming", "messaging"]),
        ("b.docx", "Senior Python Engineer", ["programming", "databases", "written"]),
    ]
    assert [sentence.split(":")[0] for sentence in result["refused"]] == ["c.pdf"]
    assert "interview: c.pdf: holds only images" in printed.err
    assert run([str(tmp_path)], monkeypatch) == 1
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 3
    assert {len(line.split("\t")) for line in table} == {9}


def test_an_empty_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path)], monkeypatch) == 1
    assert "holds no job descriptions" in capsys.readouterr().err


def test_a_posting_without_skills_says_so_and_names_its_missing_facts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-"], monkeypatch, stdin=b"we bake bread, every day, and love it.\nSalary: up to $20,000 a year") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("(no title) [level unknown, by none]\n? - 20,000 USD a year\n")
    assert "Note: No skill of the banks is asked for; name the skills by hand." in shown


def test_content_without_skills_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERVIEW_CONTENT_DIR", str(tmp_path))
    assert run(["-"], monkeypatch, stdin=JOB.encode()) == 1
    assert "holds no skills; name the folder that holds the content" in capsys.readouterr().err
