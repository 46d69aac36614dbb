"""Selection rates against the published examples of the Uniform Guidelines and of Local Law 144."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.impact_groups import Group, GroupImpact, Tally, hidden_groups, impact_groups, reference_group
from tests.seeds import shared_file

NOBODY = Tally(0, 0)
TALLIES: st.SearchStrategy[dict[Group, Tally]] = st.dictionaries(
    st.sampled_from("abcdef").map(lambda name: (name,)),
    st.integers(1, 300).flatmap(lambda n: st.builds(Tally, st.just(n), st.integers(0, n))),
    min_size=1,
)


def by_name(unknown: Tally = NOBODY, hide_below: int = 0, **tallies: tuple[int, int]) -> dict[str, GroupImpact]:
    """Groups by name out of ``name=(selected, n)``."""
    given_: dict[Group, Tally] = {(name,): Tally(n, selected) for name, (selected, n) in tallies.items()}
    return {group.group[0]: group for group in impact_groups(given_, unknown, hide_below)}


def test_question_12_of_the_guidelines() -> None:
    # 44 FR 11996, question 12: rates .60, .45, .48, .51; ratios .75, .80, .85; adverse impact for American Indians alone
    groups = by_name(white=(60, 100), american_indian=(45, 100), hispanic=(48, 100), black=(51, 100))
    assert {name: group.ratio.value for name, group in groups.items()} == {
        "american_indian": 0.75, "black": 0.85, "hispanic": 0.8, "white": 1.0,
    }  # fmt: skip
    assert [name for name, group in groups.items() if group.below_four_fifths] == ["american_indian"]
    assert groups["white"].is_reference


def test_question_21_of_the_guidelines() -> None:
    # 44 FR 11996, question 21: 16 of 80 and 3 of 20; one different person turns 20% and 15% into 18.75% and 20%
    black = by_name(white=(16, 80), black=(3, 20))["black"]
    assert (black.ratio.value, black.below_four_fifths, black.flips, black.small) == (0.75, True, True, True)
    assert black.reading == "Below four fifths, but one different decision would change that: too few to conclude."


def test_the_textbook_case_of_48_of_120_and_20_of_80() -> None:
    group = by_name(a=(48, 120), b=(20, 80))["b"]
    assert (group.ratio.value, group.below_four_fifths, group.flips, group.small) == (0.625, True, False, False)
    assert group.reading == "Below four fifths, and more than chance would explain. Look into the reasons."


@pytest.mark.seed
@pytest.mark.parametrize(("table", "digits"), [("sex", 3), ("race", 2), ("intersectional", 3)])
def test_the_worked_tables_of_local_law_144(table: str, digits: int) -> None:
    """6 RCNY 5-301 (b); its own rounding cuts off here and there, so that the last digit may differ by one."""
    with shared_file("reference/ll144_selection_example.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == table]
    tallies: dict[Group, Tally] = {(row["category"],): Tally(int(row["applicants"]), int(row["selected"])) for row in rows}
    groups = {group.group[0]: group for group in impact_groups(tallies, NOBODY, 0)}
    for row in rows:
        group = groups[row["category"]]
        assert group.ratio.value == pytest.approx(float(row["impact_ratio"]), abs=1.01 * 10**-digits)
        assert 100 * (group.rate.value or 0) == pytest.approx(float(row["selection_rate_pct"]), abs=1)


def test_exactly_four_fifths_is_no_flag_in_whole_numbers() -> None:
    assert by_name(a=(60, 100), b=(48, 100))["b"].below_four_fifths is False
    assert by_name(a=(600_000, 1_000_000), b=(479_999, 1_000_000))["b"].below_four_fifths is True


def test_a_tiny_group_is_shown_but_others_are_not_compared_with_it() -> None:
    groups = by_name(a=(40, 100), b=(38, 100), tiny=(2, 2))
    assert (groups["tiny"].under_two_percent, groups["tiny"].ratio.value) == (True, 2.5)
    assert groups["a"].is_reference
    assert by_name(a=(49, 98), b=(40, 98), two_percent=(4, 4))["two_percent"].is_reference


def test_if_all_groups_are_tiny_the_best_is_the_reference() -> None:
    tallies: dict[Group, Tally] = {(f"g{index:02}",): Tally(10, index % 7) for index in range(60)}
    assert reference_group(tallies) == ("g06",)


def test_of_equal_rates_the_larger_group_is_the_reference() -> None:
    assert reference_group({("a",): Tally(10, 5), ("b",): Tally(20, 10), ("c",): Tally(20, 10)}) == ("b",)


def test_nobody_selected_leaves_ratios_unknown() -> None:
    groups = by_name(a=(0, 50), b=(0, 40))
    assert {(group.ratio.value, group.below_four_fifths, group.flips) for group in groups.values()} == {(None, None, False)}
    assert groups["b"].reading == "Nobody was selected in any group that others can be compared with."
    assert (groups["b"].fisher_p, groups["b"].rate.value) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("a", "b", "reading"),
    [
        ((50, 100), (50, 100), "The highest rate; the other groups are compared with it."),
        ((60, 100), (4, 12), "Below four fifths, but too few to conclude: keep collecting, and look at the single decisions."),
        ((24, 80), (17, 80), "Below four fifths; chance alone could give such a difference. Watch it."),
        ((60, 100), (14, 25), "Not below four fifths, but too few to conclude that there is no difference."),
        (
            (60, 100),
            (55, 100),
            "Not below four fifths, and chance alone could give the difference; that proves no absence of one.",
        ),
        (
            (6000, 10_000),
            (5000, 10_000),
            "Not below four fifths, yet the difference is more than chance would explain. Look into the reasons.",
        ),
    ],
)
def test_readings_say_what_can_and_can_not_be_concluded(a: tuple[int, int], b: tuple[int, int], reading: str) -> None:
    groups = by_name(a=a, b=b)
    assert groups["a" if a == b else "b"].reading == reading


def test_people_of_unknown_group_widen_the_ratio() -> None:
    # 10 unknown, 4 selected. Lowest: (20/86) / (52/124) = .554562; highest: (24/84) / (48/126) = .75
    found = by_name(Tally(10, 4), a=(48, 120), b=(20, 80))["b"]
    assert found.if_unknown == (0.554562, 0.75)
    assert by_name(a=(48, 120), b=(20, 80))["b"].if_unknown is None


def test_hidden_groups_take_their_neighbour_along_and_are_no_reference() -> None:
    groups = by_name(hide_below=5, a=(48, 120), b=(20, 80), c=(3, 3), d=(9, 10))
    assert [name for name, group in groups.items() if group.hidden] == ["c", "d"]
    assert groups["a"].is_reference
    hidden = groups["c"].as_json()
    assert {hidden[field] for field in ("n", "selected", "rate", "impact_ratio", "low", "high", "fisher_p")} == {None}
    assert groups["c"].reading == "No numbers: they would point at single people, here or in a smaller group."


def test_hiding_in_a_cross_table_leaves_no_lone_gap_in_any_line() -> None:
    sizes = {("f", "x"): 2, ("f", "y"): 30, ("f", "z"): 40, ("m", "x"): 50, ("m", "y"): 60, ("m", "z"): 70}
    tallies: dict[Group, Tally] = {group: Tally(n, 1) for group, n in sizes.items()}
    assert hidden_groups(tallies, 5) == {("f", "x"), ("f", "y"), ("m", "x"), ("m", "y")}
    assert hidden_groups(tallies, 0) == frozenset()
    assert hidden_groups(tallies, 1000) == set(sizes)


def test_without_groups_there_is_nothing() -> None:
    assert impact_groups({}, NOBODY, 0) == ()


@settings(deadline=None, max_examples=50)
@given(TALLIES)
def test_renaming_groups_changes_no_number(tallies: dict[Group, Tally]) -> None:
    renamed: dict[Group, Tally] = {(f"group {name}",): tally for (name,), tally in reversed(tallies.items())}
    numbers = [
        [{**group.as_json(), "group": "", "values": []} for group in impact_groups(table, Tally(5, 2), 0)]
        for table in (tallies, renamed)
    ]
    assert numbers[0] == numbers[1]


@settings(deadline=None, max_examples=50)
@given(TALLIES)
def test_the_reference_has_the_highest_rate_of_all_that_are_not_tiny(tallies: dict[Group, Tally]) -> None:
    groups = impact_groups(tallies, NOBODY, 0)
    best = next(group for group in groups if group.is_reference)
    others = [group.rate.value or 0 for group in groups if not group.under_two_percent]
    assert best.rate.value == max(others)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 80), st.integers(30, 200))
def test_one_more_selected_never_lowers_a_groups_ratio(selected: int, n: int) -> None:
    ratios = [by_name(a=(150, 200), b=(min(count, n), n))["b"].ratio.value for count in (selected, selected + 1)]
    if None not in ratios:
        assert (ratios[0] or 0) <= (ratios[1] or 0)
