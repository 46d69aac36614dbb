"""The report on agreement: counts, caveats, and sense for every odd table."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.errors import Invalid
from interview.scoring.agreement import FEWEST_CANDIDATES, agreement
from interview.scoring.agreement_table import Observation

OBSERVATIONS = st.lists(
    st.builds(
        Observation,
        st.sampled_from(["ada", "bob", "cy"]),
        st.sampled_from(["ivy", "jo", "kim"]),
        st.none() | st.integers(1, 5).map(float) | st.floats(-1e6, 1e6),
        st.sampled_from(["coding", "design"]),
        st.sampled_from(["", "spring"]),
    ),
    max_size=25,
    unique_by=lambda one: (one.candidate, one.interviewer, one.skill, one.pool),
)


def panel(levels: list[tuple[float, ...]], skill: str = "coding") -> list[Observation]:
    """One tuple a candidate: what each interviewer gave."""
    return [
        Observation(f"c{row:03}", f"i{column}", level, skill)
        for row, given in enumerate(levels)
        for column, level in enumerate(given)
    ]


def test_counts_travel_with_every_number() -> None:
    report = agreement([*panel([(1, 2), (3, 3), (4, 5)]), Observation("c003", "i0", 2.0, "coding"), Observation("x", "i0", None)])
    assert (report.n_candidates, report.n_interviewers, report.n_ratings) == (4, 2, 7)
    assert (report.n_units, report.n_complete, report.n_kappa_pairs) == (3, 3, 1)
    assert (report.exact, report.within_one) == (0.333333, 1.0)


def test_too_few_is_said_and_ends_at_the_minimum() -> None:
    levels: list[tuple[float, ...]] = [(1 + index % 5, 1 + index % 4) for index in range(FEWEST_CANDIDATES)]
    few, enough = agreement(panel(levels[:-1])), agreement(panel(levels))
    assert (few.too_few, enough.too_few) == (True, False)
    assert "Too few to conclude from: 9 of the 10 shared candidates that it takes." in few.notes
    assert not any(note.startswith("Too few") for note in enough.notes)


def test_many_skills_of_few_candidates_are_few() -> None:
    report = agreement([one for skill in "abcdef" for one in panel([(1, 2), (3, 3)], skill)])
    assert (report.n_units, report.n_shared, report.too_few) == (12, 2, True)


def test_skills_are_reported_one_by_one_where_there_are_several() -> None:
    both = agreement([*panel([(1, 2), (3, 3), (4, 5)]), *panel([(2, 5), (5, 1)], "design")])
    alone = agreement(panel([(1, 2), (3, 3), (4, 5)]))
    assert alone.skills == ()
    coding, design = both.skills
    assert (coding.skill, coding.alpha, coding.icc, coding.within_one) == (
        "coding",
        alone.alpha["ordinal"],
        alone.icc_one_way,
        alone.within_one,
    )
    assert (design.n_units, design.n_ratings, design.too_few) == (2, 4, True)


def test_candidates_of_two_pools_are_two() -> None:
    report = agreement([Observation("ada", "ivy", 1.0, pool="spring"), Observation("ada", "jo", 2.0, pool="autumn")])
    assert (report.n_candidates, report.n_units) == (2, 0)


@pytest.mark.parametrize(
    ("observations", "note"),
    [
        ([], "Nothing was rated, so there is no agreement to speak of."),
        ([Observation("ada", "ivy", None)], "Nothing was rated, so there is no agreement to speak of."),
        (panel([(1,), (2,)]), "All ratings come from one interviewer, so there is no agreement to speak of; it takes two."),
        (
            [Observation("ada", "ivy", 1.0), Observation("bob", "jo", 2.0)],
            "No candidate was rated by two interviewers on the same skill, so there is no agreement to speak of.",
        ),
    ],
    ids=["nobody", "not assessed", "one interviewer", "nothing shared"],
)
def test_without_shared_ratings_there_is_one_sentence_and_no_number(observations: list[Observation], note: str) -> None:
    report = agreement(observations)
    assert report.notes == (note,)
    numbers = [*report.icc.values(), report.icc_one_way, *report.alpha.values()]
    assert {one.value for one in numbers} | {*report.kappa.values(), report.exact, report.within_one} == {None}


def test_constant_ratings_are_explained() -> None:
    report = agreement(panel([(3, 3)] * 12))
    assert "All ratings are the same, so nothing can be told apart: agreement beyond chance is undefined." in report.notes
    assert (report.alpha["ordinal"].value, report.icc["1"].value, report.exact) == (None, None, 1.0)


def test_negative_ratings_are_explained() -> None:
    report = agreement(panel([(-1, 2), (3, 4)]))
    assert (report.alpha["ratio"].value, report.alpha["interval"].value is None) == (None, False)
    assert "Alpha for ratios is left out: it has no meaning with negative ratings." in report.notes


def test_incomplete_tables_say_what_the_icc_is_over() -> None:
    report = agreement([*panel([(1, 2), (3, 3), (4, 5)]), Observation("c001", "kim", 4.0, "coding")])
    assert report.notes[0] == (
        "ICC is over complete cases: the 1 of 3 candidate-skill pairs that all 3 interviewers rated. That takes at least two; "
        "icc_one_way and alpha use the others as well."
    )
    assert report.icc["1"].value is None
    assert report.icc_one_way.value is not None


def test_a_crowd_leaves_pairs_out_and_says_so() -> None:
    report = agreement(panel([tuple(float(index % 5) for index in range(4475))]))
    assert (report.kappa, report.within_one) == ({"linear": None, "quadratic": None}, None)
    assert any(note.startswith("Kappa and the shares of equal ratings are left out") for note in report.notes)


def test_a_rating_given_twice_or_not_finite_is_refused() -> None:
    with pytest.raises(Invalid, match=r"ivy's rating of ada on coding is given twice; keep one"):
        agreement([Observation("ada", "ivy", 1.0, "coding"), Observation("ada", "ivy", None, "coding")])
    with pytest.raises(Invalid, match=r"ivy's rating of ada is nan; give a finite number"):
        agreement([Observation("ada", "ivy", float("nan"))])


@settings(deadline=None, max_examples=60)
@given(OBSERVATIONS)
def test_any_table_gives_json_without_nan(observations: list[Observation]) -> None:
    report = agreement(observations).as_json()
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    assert report["notes"]


@settings(deadline=None, max_examples=20)
@given(OBSERVATIONS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(observations: list[Observation], random: Random) -> None:
    turned = list(observations)
    random.shuffle(turned)
    assert agreement(turned).as_json() == agreement(observations).as_json()
