"""The report on adverse impact: tables, scores, unknown groups and caveats."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.impact import ImpactReport, Outcome, impact
from interview.scoring.impact_scores import GroupScores, group_scores

OUTCOMES = st.lists(
    st.builds(
        Outcome,
        st.tuples(st.sampled_from(["f", "m", ""]), st.sampled_from(["x", "y", ""])),
        st.sampled_from([True, False, None]),
        st.none() | st.floats(-100, 100),
    ),
    max_size=60,
)


def people(group: str, selected: int, n: int) -> list[Outcome]:
    return [Outcome((group,), index < selected) for index in range(n)]


def test_one_column_is_one_table() -> None:
    report = impact([*people("a", 48, 120), *people("b", 20, 80)])
    assert [table.by for table in report.tables] == [("group",)]
    answer = report.as_json()
    assert [group["impact_ratio"] for group in answer["groups"]] == [1.0, 0.625]
    assert answer["scored"] == []


def test_two_columns_are_three_tables_and_the_intersections_come_on_top() -> None:
    outcomes = [Outcome((sex, race), index % 2 == 0) for sex in "fm" for race in "xy" for index in range(10)]
    report = impact(outcomes, ("sex", "race"))
    assert [table.by for table in report.tables] == [("sex",), ("race",), ("sex", "race")]
    assert [group["group"] for group in report.as_json()["groups"]] == ["f / x", "f / y", "m / x", "m / y"]
    assert [group.tally for group in report.tables[0].groups] == [(20, 10), (20, 10)]


def test_people_of_unknown_group_stand_in_no_group_and_are_counted() -> None:
    outcomes = [Outcome(("f", ""), True), Outcome(("f", "x"), True), Outcome(("m", "x"), False)]
    sex, race, both = impact(outcomes, ("sex", "race")).tables
    assert (sex.unknown, race.unknown, both.unknown) == ((0, 0), (1, 1), (1, 1))
    assert sum(group.tally.n for group in both.groups if group.tally) == 2


def test_scores_are_compared_with_the_median_of_everybody() -> None:
    # Scores 1..6, the last of unknown group: median 3.5; strictly above are 4, 5 (and 6): a has 1 of 3, b 1 of 2
    scores = [("a", 1.0), ("a", 2.0), ("a", 4.0), ("b", 3.0), ("b", 5.0), ("", 6.0)]
    report = impact([Outcome((group,), None, score) for group, score in scores])
    assert report.tables[0].scored == (
        GroupScores(("a",), 3, 0.333333, 0.666667),
        GroupScores(("b",), 2, 0.5, 1.0),
    )


def test_scores_at_the_median_are_not_above_it() -> None:
    report = impact([Outcome(("a",), True, 3.0), Outcome(("b",), True, 3.0)])
    assert [(one.rate_above_median, one.impact_ratio) for one in report.tables[0].scored] == [(0.0, None), (0.0, None)]


def test_hidden_groups_hide_their_scores() -> None:
    scores = [(("a",), 1.0), (("a",), 2.0), (("b",), 3.0)]
    found = group_scores(scores, 1.5, {("b",)})
    assert found == (GroupScores(("a",), 2, 0.5, 1.0), GroupScores(("b",), None, None, None))
    assert group_scores([], 0.0, ()) == ()


@pytest.mark.parametrize(
    ("report", "beginning"),
    [
        (impact(people("a", 1, 3)), "By group: there is one group only"),
        (impact([*people("a", 0, 3), *people("b", 0, 3)]), "By group: nobody was selected in the groups shown"),
        (impact([Outcome(("a",), None)]), "1 people without an outcome are left out"),
        (impact([*people("a", 1, 3), *people("", 1, 2)]), "By group: the group of 2 people (1 selected) is unknown."),
        (impact(people("a", 1, 3), hide_below=5), "Groups of fewer than 5 people show no numbers"),
        (impact([Outcome(("a",), True, 1.0), Outcome(("a",), True)]), "1 people have no score."),
        (impact([*people("a", 16, 80), *people("b", 3, 20)]), "flip_reverses marks flags that one different decision"),
        (impact([*people("a", 50, 100), *people("b", 1, 1)]), "under_two_percent marks groups below 2%"),
    ],
)
def test_caveats_come_as_sentences(report: ImpactReport, beginning: str) -> None:
    assert len([note for note in report.notes if note.startswith(beginning)]) == 1


def test_large_even_groups_need_two_caveats_only() -> None:
    assert len(impact([*people("a", 50, 100), *people("b", 50, 100)]).notes) == 2


@settings(deadline=None, max_examples=80)
@given(OUTCOMES, st.sampled_from([0, 3]), st.randoms(use_true_random=False))
def test_any_people_give_json_without_nan_in_any_order(outcomes: list[Outcome], hide_below: int, random: Random) -> None:
    report = impact(outcomes, ("sex", "race"), hide_below=hide_below).as_json()
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    turned = list(outcomes)
    random.shuffle(turned)
    assert impact(turned, ("sex", "race"), hide_below=hide_below).as_json() == report
