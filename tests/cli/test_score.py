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


def test_a_role_brings_its_bars_and_its_ladder(tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.csv"
    rows = [f"ada,{who},{skill},4\n" for who in ("ivy", "jo") for skill in ("programming", "system-design")]
    ratings.write_text(f"{HEADER}\n{''.join(rows)}", encoding="utf-8")
    candidate = score(ratings, "--role", "mts-software-development-engineer")["candidates"][0]
    assert "mts-software-development-engineer" in [level["role"] for level in candidate["levels"]]
    assert {skill["id"]: skill["n"] for skill in candidate["skills"]}["programming"] == 2


def test_an_unknown_role_is_named_with_the_known_ones(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = refusal(monkeypatch, capsys, files[0], "--role", "astronaut")
    assert "there is no role 'astronaut'; the roles are: " in refused
    assert "mts-software-development-engineer" in refused


@pytest.mark.parametrize("options", [[], ["--role", "x", "--bars", "y"]])
def test_bars_come_from_a_role_or_a_file_and_not_from_both(options: list[str], files: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(app, ["score", str(files[0]), *options])
    assert result.exit_code == 2
    assert "give either --role or --bars" in result.stderr


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("skill,bar\n", "1: holds no bars below its header; add one line for each skill"),
        ("skill,bar\n,3\n", "2: skill is empty; fill it in"),
        ("skill,bar\ncoding,3\ncoding,4\n", "3: skill 'coding' has a bar already; keep one"),
        ("skill,bar\ncoding,6\n", "2: bar '6' is not a whole number from 1 to 5; correct it"),
        ("skill,bar,weight\ncoding,3,-1\n", "2: weight '-1' is not a number of 0 or more; correct it, or leave it empty for 1"),
        (
            "skill,bar,weight\ncoding,3,much\n",
            "2: weight 'much' is not a number of 0 or more; correct it, or leave it empty for 1",
        ),
        ("skill,bar,must_have\ncoding,3,maybe\n", "2: must_have 'maybe' is neither yes nor no; correct it"),
    ],
)
def test_a_mistake_in_the_bars_is_one_sentence_too(
    text: str,
    sentence: str,
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ratings, bars = files
    bars.write_text(text, encoding="utf-8")
    assert refusal(monkeypatch, capsys, ratings, "--bars", bars) == f"interview: {bars}:{sentence}\n"


def test_a_file_that_is_not_there_or_not_text_is_refused(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings, bars = files
    missing = ratings.with_name("missing.csv")
    assert refusal(monkeypatch, capsys, missing, "--bars", bars) == (
        f"interview: {missing}: can't be read (No such file or directory); check its name and permissions\n"
    )
    ratings.write_bytes(b"\xff\xfe")
    assert "is not UTF-8 text (byte 0)" in refusal(monkeypatch, capsys, ratings, "--bars", bars)


def test_a_candidate_in_two_pools_is_refused_with_both_lines(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings, bars = files
    ratings.write_text(f"{HEADER},pool\nada,ivy,coding,3,north\nada,jo,coding,3,south\n", encoding="utf-8")
    assert f"{ratings}:3: ada stands in pool 'north' in line 2; score each pool on its own" in refusal(
        monkeypatch, capsys, ratings, "--bars", bars
    )


def test_a_hopeless_file_is_given_up_after_twenty_mistakes(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings, bars = files
    ratings.write_text(f"{HEADER}\n" + "ada,ivy,coding,9\n" * 50, encoding="utf-8")
    assert refusal(monkeypatch, capsys, ratings, "--bars", bars).count("\n") == 20


def test_quoted_names_windows_lines_and_whole_numbers_with_a_point_are_read(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    ratings.write_bytes(f'\ufeff{HEADER}\r\n"Doe, Jane",ivy,coding,4.0\r\n\r\n"Doe, Jane",jo,design,\r\n'.encode())
    (candidate,) = score(ratings, "--bars", bars)["candidates"]
    assert (candidate["id"], candidate["n_ratings"], candidate["raw_mean"]) == ("Doe, Jane", 1, 4.0)


def test_people_read_flags_flips_and_the_next_interview(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    rows = [
        f"ada,{who},{skill},{level}\n" for who, level in (("ivy", 3), ("jo", 4), ("kim", 5)) for skill in ("coding", "design")
    ]
    ratings.write_text(f"{HEADER}\n{''.join(rows)}cy,ivy,coding,4\n", encoding="utf-8")
    text = CliRunner().invoke(app, ["score", str(ratings), "--bars", str(bars)]).stdout
    assert "  ! coding: ivy gave 3, kim gave 5; talk about the evidence." in text
    assert "this would be" in text
    assert "  > One more interview on" in text


def test_an_audit_checks_the_intervals_and_sets_rasch_severities_beside_ours(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    rows = [
        f"c{number},{who},{skill},{1 + (number + shift + place) % 4}\n"
        for number in range(12)
        for shift, who in enumerate(("ivy", "jo", "kim"))
        for place, skill in enumerate(("coding", "design"))
    ]
    ratings.write_text(f"{HEADER}\n{''.join(rows)}", encoding="utf-8")
    audit = score(ratings, "--bars", bars, "--history", ratings, "--audit")["audit"]
    assert audit["self_check"]["n"] == 36
    assert [entry["id"] for entry in audit["rasch"]["interviewers"]] == ["ivy", "jo", "kim"]
    assert sum(entry["rasch"] for entry in audit["rasch"]["interviewers"]) == pytest.approx(0, abs=1e-5)
    text = CliRunner().invoke(app, ["score", str(ratings), "--bars", str(bars), "--audit"]).stdout
    assert '"self_check"' in text


def test_costs_set_the_marks(files: tuple[Path, Path]) -> None:
    ratings, bars = files
    marks = score(ratings, "--bars", bars, "--wrong-hire", 100, "--more-evidence", 1)["model"]["thresholds"]
    assert (marks["hire_at"], marks["no_hire_at"]) == (0.99, 0.1)
    assert score(ratings, "--bars", bars)["model"]["thresholds"]["hire_at"] == 0.7


def test_a_history_without_a_line_is_no_history(files: tuple[Path, Path], tmp_path: Path) -> None:
    ratings, bars = files
    empty = tmp_path / "history.csv"
    empty.write_text(f"{HEADER}\n", encoding="utf-8")
    assert score(ratings, "--bars", bars, "--history", empty) == score(ratings, "--bars", bars)
