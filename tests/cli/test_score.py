"""``interview score``: the contract's JSON, and a sentence with file and line for every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from interview.cli import app, main

HEADER = "candidate,interviewer,skill,rating"
OFF_THE_SCALE = "is not a whole number from 1 to 5; correct it, or leave it empty for not assessed"
RATINGS = f"{HEADER}\n" + "".join(
    f"{candidate},{interviewer},{skill},{level}\n"
    for candidate, level in (("ada", 4), ("bob", 2))
    for interviewer in ("ivy", "jo", "kim")
    for skill in ("coding", "design")
)
BARS = "skill,bar,weight,must_have\ncoding,4,2,yes\ndesign,4,1,\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    ratings, bars = tmp_path / "ratings.csv", tmp_path / "bars.csv"
    ratings.write_text(RATINGS, encoding="utf-8")
    bars.write_text(BARS, encoding="utf-8")
    return ratings, bars


def score(*arguments: object) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["score", *map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    monkeypatch.setattr("sys.argv", ["interview", "score", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_the_json_has_the_fields_of_the_contract(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    answer = score(ratings, "--bars", bars, "--history", ratings)
    assert set(answer) == {"candidates", "interviewers", "model"}
    candidate = answer["candidates"][0]
    assert {
        "id", "outcome", "p_meets_bar", "estimate", "interval", "raw_mean", "levels", "skills", "reasons", "flags", "flips",
        "next_interview",
    } <= set(candidate)  # fmt: skip
    assert {"id", "n", "raw_mean", "estimate", "interval", "bar", "p_meets_bar"} <= set(candidate["skills"][0])
    assert [(entry["id"], entry["n"]) for entry in answer["interviewers"]] == [("ivy", 4), ("jo", 4), ("kim", 4)]
    assert {"version", "calibration", "thresholds"} <= set(answer["model"])


def test_text_for_people_names_the_outcome_and_the_reasons(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    result = CliRunner().invoke(app, ["score", str(ratings), "--bars", str(bars)])
    assert result.exit_code == 0
    assert result.stdout.startswith("ada: ")
    assert "from 6 ratings in 3 interviews" in result.stdout


def test_the_order_of_rows_gives_the_same_bytes(files: tuple[Path, Path], tmp_path: Path) -> None:
    ratings, bars = files
    header, *rows = RATINGS.splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([header, *rows[::-1]]), encoding="utf-8")
    assert score(turned, "--bars", bars) == score(ratings, "--bars", bars)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", f"1: is empty; give it a header line with {HEADER}"),
        ("candidate,skill,rating\n", f"1: has no column interviewer; the header needs {HEADER}"),
        (f"{HEADER}\n", "1: holds no ratings below its header; add one line for each rating"),
        (f"{RATINGS}ada,ivy,coding,3\n", "14: the same candidate, interviewer and skill stand in line 2; keep one of the two"),
        (f"{RATINGS}ada,lou,coding,6\n", f"14: rating '6' {OFF_THE_SCALE}"),
        (f"{RATINGS}ada,lou,coding,good\n", f"14: rating 'good' {OFF_THE_SCALE}"),
        (f"{RATINGS}ada,lou,coding,3.5\n", f"14: rating '3.5' {OFF_THE_SCALE}"),
        (f"{RATINGS}ada,lou,cooking,3\n", "14: skill 'cooking' has no bar; add it to the bars or delete this line"),
        (f"{RATINGS}ada,,coding,3\n", "14: interviewer is empty; fill it in"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_and_line(
    text: str,
    sentence: str,
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ratings, bars = files
    ratings.write_text(text, encoding="utf-8")
    assert refusal(monkeypatch, capsys, ratings, "--bars", bars) == f"interview: {ratings}:{sentence}\n"


def test_an_empty_rating_is_not_assessed(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    ratings.write_text("candidate,interviewer,skill,rating\nada,ivy,coding,\n", encoding="utf-8")
    candidate = score(ratings, "--bars", bars)["candidates"][0]
    assert (candidate["outcome"], candidate["estimate"], candidate["raw_mean"]) == ("gather_more_evidence", None, None)
