"""``interview agreement``: the contract's JSON, and a sentence with file and line for every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from interview.cli import app, main
from tests.seeds import shared_file

HEADER = "candidate,interviewer,skill,rating"
# Shrout & Fleiss (1979), table 2
LEVELS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
ROWS = [f"c{row},i{column},coding,{level}" for row, given in enumerate(LEVELS) for column, level in enumerate(given)]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def agreement(path: Path) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["agreement", str(path), "--json"])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: Path) -> str:
    monkeypatch.setattr("sys.argv", ["interview", "agreement", str(path), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_the_json_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    answer = agreement(write(tmp_path / "ratings.csv", HEADER, *ROWS))
    assert {form: round(one["value"], 2) for form, one in answer["icc"].items()} == {
        "1": 0.17, "A,1": 0.29, "C,1": 0.71, "1,k": 0.44, "A,k": 0.62, "C,k": 0.91,
    }  # fmt: skip
    assert set(answer["icc"]["1"]) == {"value", "low", "high"}
    assert set(answer["krippendorff"]) == {"nominal", "ordinal", "interval", "ratio"}
    assert set(answer["weighted_kappa"]) == {"linear", "quadratic"}
    assert (answer["n_candidates"], answer["n_interviewers"], answer["n_ratings"]) == (6, 4, 24)
    assert answer["notes"]


@pytest.mark.seed
def test_conference_reviews_few_and_incomplete(tmp_path: Path) -> None:
    """57 papers, 20 reviewers, 128 scores: no paper was read by all, so the complete-case forms are unknown and say so."""
    lines = shared_file("reference/immer_data_immer09.csv").read_text(encoding="utf-8").splitlines()[1:]
    answer = agreement(write(tmp_path / "reviews.csv", "candidate,interviewer,rating", *lines))
    assert answer["icc"]["1"] == {"value": None, "low": None, "high": None}
    # lme4 (see expected.json): paper 1.352 of 1.352 + .131 + 1.219 is .50; ICC(1) counts the reviewers' part as noise
    assert answer["icc_one_way"]["low"] < 0.50 < answer["icc_one_way"]["high"]
    assert answer["icc_one_way"]["value"] == pytest.approx(0.50, abs=0.06)


def test_the_order_of_rows_gives_the_same_bytes(tmp_path: Path) -> None:
    turned = list(np.random.default_rng(1).permutation(ROWS))
    first, second = (write(tmp_path / name, HEADER, *rows) for name, rows in (("a.csv", ROWS), ("b.csv", turned)))
    outputs = [CliRunner().invoke(app, ["agreement", str(path), "--json"]).stdout for path in (first, second)]
    assert outputs[0] == outputs[1]


def test_skill_and_pool_may_be_left_out_and_an_empty_rating_is_not_assessed(tmp_path: Path) -> None:
    answer = agreement(write(tmp_path / "r.csv", "rating,candidate,interviewer", "4.5,ada,ivy", "3,ada,jo", ",ada,kim", ""))
    assert (answer["n_ratings"], answer["n_interviewers"]) == (2, 2)


def test_text_for_people_shows_intervals_skills_and_caveats(tmp_path: Path) -> None:
    more = [f"c{row},i{column},{skill},{1 + row % 3}" for skill in ("a", "b") for row in range(10) for column in range(2)]
    result = CliRunner().invoke(app, ["agreement", str(write(tmp_path / "r.csv", HEADER, *more, "x,i9,a,1"))])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "41 ratings of 11 candidates by 3 interviewers; 20 cases were rated by two or more."
    assert "  ICC(1) unknown  one rating, any interviewers" in lines
    assert "  a: alpha 1.00 (1.00 to 1.00), 10 cases" in lines
    assert "  pairs of ratings that are equal 100%, within one level 100%" in lines
    assert any(line.startswith("  ! ICC is over complete cases: the 0 of 21") for line in lines)


def test_text_for_people_without_shared_ratings_has_no_numbers(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["agreement", str(write(tmp_path / "r.csv", HEADER, "ada,ivy,a,1"))])
    assert "  pairs of ratings that are equal unknown, within one level unknown" in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([HEADER, "ada,ivy,a,four"], "2: rating 'four' is not a number; correct it, or leave it empty for not assessed"),
        ([HEADER, "ada,ivy,a,nan"], "2: rating 'nan' is not a number; correct it, or leave it empty for not assessed"),
        ([HEADER, "ada,ivy,a,1e400"], "2: rating '1e400' is not a number; correct it, or leave it empty for not assessed"),
        (
            [HEADER, "ada,ivy,a,4,5"],
            "2: has 5 fields, the header 4; put a text with commas in quotes, and write 4.5 with a point",
        ),
        ([HEADER, ",ivy,a,4"], "2: candidate is empty; fill it in"),
        ([HEADER, "ada,,a,4"], "2: interviewer is empty; fill it in"),
        (
            [HEADER, "ada,ivy,a,4", "", "ada,ivy,a,3"],
            "4: the same candidate, interviewer and skill stand in line 2; keep one of the two",
        ),
        ([HEADER], "1: holds no ratings below its header; add one line for each rating"),
        (["candidate,rating", "ada,4"], "1: has no column interviewer; the header needs candidate,interviewer,rating"),
        (["candidate,interviewer,rating,rating"], "1: has column rating twice; rename or delete one"),
        ([""], "1: is empty; give it a header line with candidate,interviewer,rating"),
    ],
)
def test_mistakes_are_sentences_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: list[str], sentence: str
) -> None:
    path = write(tmp_path / "r.csv", *lines)
    assert refusal(monkeypatch, capsys, path) == f"interview: {path}:{sentence}\n"


def test_a_file_full_of_mistakes_ends_after_twenty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "r.csv", HEADER, *[f"c{index},ivy,a,x" for index in range(100)])
    assert len(refusal(monkeypatch, capsys, path).splitlines()) == 20


def test_what_is_no_text_or_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.csv"
    assert "can't be read (No such file or directory)" in refusal(monkeypatch, capsys, path)
    path.write_bytes(b"candidate\xff")
    assert "is not UTF-8 text (byte 9); save it as CSV in UTF-8" in refusal(monkeypatch, capsys, path)
    path.write_text('candidate,interviewer,rating\n"' + "x" * 200_000, encoding="utf-8")
    assert "is not CSV (field larger than field limit" in refusal(monkeypatch, capsys, path)


@pytest.mark.slow
def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    numbers = np.random.default_rng(3)
    rows = [
        f"c{index},i{interviewer},s{index % 20},{numbers.integers(1, 6)}"
        for index in range(33_334)
        for interviewer in numbers.choice(60, 3, replace=False)
    ]
    answer = agreement(write(tmp_path / "r.csv", HEADER, *rows))
    assert answer["n_ratings"] == 100_002
    assert abs(answer["krippendorff"]["ordinal"]) < 0.02
