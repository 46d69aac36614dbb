"""The auditor's table: every group a line, hidden numbers empty, nothing a spreadsheet would compute."""

from __future__ import annotations

import csv
import io

from interview.exports.impact_table import impact_csv
from interview.scoring.impact import Outcome, impact


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_group_is_a_line_with_its_numbers() -> None:
    people = [Outcome(("a",), index < 48, 5.0) for index in range(120)] + [Outcome(("b",), index < 20) for index in range(80)]
    a, b, *notes = lines(impact_csv(impact(people)))
    assert (b["by"], b["group"], b["n"], b["selected"], b["impact_ratio"], b["four_fifths"]) == (
        "group", "b", "80", "20", "0.625", "true",
    )  # fmt: skip
    assert (a["n_scored"], a["rate_above_median"], b["n_scored"]) == ("120", "0.0", "")
    assert {note["by"] for note in notes} == {"note"}


def test_hidden_numbers_stay_empty_and_formulas_stay_text() -> None:
    people = [Outcome(("=1+1",), True), *[Outcome(("b",), False)] * 3]
    first, second = lines(impact_csv(impact(people, hide_below=5)))[:2]
    assert (first["group"], first["n"], first["rate"], second["n"]) == ("'=1+1", "", "", "")


def test_a_group_with_scores_and_no_outcomes_is_a_line() -> None:
    (line,) = lines(impact_csv(impact([Outcome(("a",), None, 2.0)])))[:1]
    assert (line["group"], line["n"], line["n_scored"], line["rate_above_median"]) == ("a", "", "1", "0.0")
