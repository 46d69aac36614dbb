"""``interview impact``: the contract's JSON, intersections, and a sentence with file and line for every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from interview.cli import app, main


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(group: str, selected: int, n: int, rest: str = "") -> list[str]:
    return [f"{group},{int(index < selected)}{rest}" for index in range(n)]


def impact(path: Path, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["impact", str(path), "--json", *options])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    monkeypatch.setattr("sys.argv", ["interview", "impact", *map(str, arguments), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_the_json_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", "group,selected,score", *rows("a", 48, 120, ",5"), *rows("b", 20, 80, ",3"))
    answer = impact(path)
    assert {"groups", "scored", "notes"} <= set(answer)
    a, b = answer["groups"]
    assert {"group", "n", "selected", "rate", "impact_ratio", "low", "high", "fisher_p", "four_fifths", "small"} <= set(b)
    assert (b["group"], b["n"], b["selected"], b["rate"], b["impact_ratio"]) == ("b", 80, 20, 0.25, 0.625)
    assert (a["four_fifths"], b["four_fifths"], b["small"]) == (False, True, False)
    assert b["low"] < 0.625 < b["high"]
    assert [set(one) >= {"group", "n", "rate_above_median", "impact_ratio"} for one in answer["scored"]] == [True, True]


def test_intersections_of_two_columns(tmp_path: Path) -> None:
    lines = ["sex,race,selected", *(f"{sex},{race},{n % 2}" for sex in "FM" for race in "XY" for n in range(10))]
    answer = impact(write(tmp_path / "o.csv", *lines), "--by", "Sex, race")
    assert [(one["group"], one["values"], one["n"]) for one in answer["groups"]][:2] == [
        ("F / X", ["F", "X"], 10),
        ("F / Y", ["F", "Y"], 10),
    ]
    assert [table["by"] for table in answer["tables"]] == [["sex"], ["race"], ["sex", "race"]]


def test_text_for_people_reads_the_numbers_to_them(tmp_path: Path) -> None:
    path = write(
        tmp_path / "o.csv", "group,selected,score", *rows("a", 48, 120, ",5"), *rows("b", 20, 80, ",3"), *rows("c", 1, 2, ",4")
    )
    result = CliRunner().invoke(app, ["impact", str(path), "--hide-below", "3"])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:5] == [
        "By group:",
        "  a: 48 of 120, ratio 1.00. The highest rate; the other groups are compared with it.",
        "  b: No numbers: they would point at single people, here or in a smaller group.",
        "  c: No numbers: they would point at single people, here or in a smaller group.",
        "  a: 0% of 120 score above the median",
    ]
    shown = CliRunner().invoke(app, ["impact", str(path)]).stdout.splitlines()
    assert (
        "  b: 20 of 80, ratio 0.62 (0.40 to 0.95). Below four fifths, and more than chance would explain. Look into the reasons."
        in shown
    )
    assert (
        "  c: 1 of 2, ratio 1.25 (0.23 to 2.46). Not below four fifths, but too few to conclude that there is no difference."
        in shown
    )


def test_nobody_selected_prints_no_ratio(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["impact", str(write(tmp_path / "o.csv", "group,selected", "a,0", "b,0"))])
    assert "  a: 0 of 1. Nobody was selected in any group that others can be compared with." in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            ["group,selected", "a,yes"],
            "2: selected 'yes' is neither 1 nor 0; correct it, or leave it empty where there is no outcome",
        ),
        (["group,selected,score", "a,1,high"], "2: score 'high' is not a number; correct it, or leave it empty"),
        (["group,selected"], "1: holds no people below its header; add one line for each"),
        (["sex,selected", "f,1"], "1: has no column group; the header needs group,selected"),
    ],
)
def test_mistakes_are_sentences_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: list[str], sentence: str
) -> None:
    path = write(tmp_path / "o.csv", *lines)
    assert refusal(monkeypatch, capsys, path) == f"interview: {path}:{sentence}\n"


@pytest.mark.parametrize("by", ["", "sex,", "sex,sex", "sex,score"])
def test_columns_that_can_not_be_groups_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    path = write(tmp_path / "o.csv", "sex,selected,score", "f,1,2")
    assert f"'{by}' names no group columns; give one, or several different ones" in refusal(monkeypatch, capsys, path, "--by", by)


def test_a_file_full_of_mistakes_ends_after_twenty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "o.csv", "group,selected", *["a,x"] * 100)
    assert len(refusal(monkeypatch, capsys, path).splitlines()) == 20


@pytest.mark.slow
def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    lines = [f"{'ab'[n % 2]},{'xyz'[n % 3]},{int(n % 7 == 0)},{n % 1000}" for n in range(100_000)]
    answer = impact(write(tmp_path / "o.csv", "sex,race,selected,score", *lines), "--by", "sex,race")
    assert sum(group["n"] for group in answer["groups"]) == 100_000
