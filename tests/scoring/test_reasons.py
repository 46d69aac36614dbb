"""Reasons: plain sentences with counts."""

from __future__ import annotations

import pytest

from interview.scoring.calibration import calibrate
from interview.scoring.policy import Outcome
from interview.scoring.ratings import Bar, Rating, Step
from interview.scoring.recommendation import recommend
from tests.scoring.loops import BARS, SKILLS, loop


def reasons(ratings: list[Rating], bars: list[Bar] = BARS, ladder: tuple[Step, ...] = ()) -> str:
    return "\n".join(recommend(ratings, bars, ladder=ladder).candidates[0].reasons)


def test_without_ratings_there_is_one_honest_sentence() -> None:
    assert reasons(loop("ada", None)) == "Nothing has been assessed yet: there is no rating to go by."


def test_chance_and_estimate_come_with_their_counts() -> None:
    report = recommend(loop("ada", 4), BARS).candidates[0]
    assert report.reasons[0] == "The chance of meeting the bar is 0.80, from 12 ratings in 4 interviews."
    assert report.reasons[1].startswith("Average interviewers would have given 3.8 (3.2 to 4.3); bar met at 3.5.")


def test_missing_evidence_comes_first() -> None:
    assert reasons(loop("ada", 4, 1)).startswith("1 interview of at least 2 has ratings.\n")


def test_skills_above_and_below_their_bars_are_named_with_their_counts() -> None:
    ratings = [r for r in loop("ada", 5) if r.skill != "design"] + [Rating("ada", f"i{n}", "design", 1) for n in range(4)]
    text = reasons(ratings)
    assert "Probably meets the bar: coding (4." in text
    assert "Probably below the bar: design (" in text
    assert "for a bar of 4, 4 ratings)" in text


def test_skills_that_nobody_assessed_are_named() -> None:
    assert "1 of 3 skills not assessed: teamwork." in reasons([r for r in loop("ada", 4) if r.skill != "teamwork"])


def test_many_unassessed_skills_are_only_counted() -> None:
    many = BARS + [Bar(f"other-{number}", 3) for number in range(9)]
    assert "9 of 12 skills not assessed." in reasons(loop("ada", 4), many)


def test_long_lists_of_skills_are_cut() -> None:
    bars = [Bar(f"s{number}", 2) for number in range(9)]
    assert ", 3 more." in reasons([Rating("ada", who, bar.skill, 5) for bar in bars for who in "ijk"], bars)


def test_the_interview_that_matters_most_is_named() -> None:
    assert "Most depends on i9's interview: without its 3 ratings the chance would be" in reasons(
        loop("ada", 4, 2) + loop("ada", 2, 1, first=9)
    )


def test_no_interview_matters_when_all_agree_strongly() -> None:
    assert "No single interview moves the chance by more than 0.05." in reasons(loop("ada", 5, 5))


def test_a_floor_that_changes_the_outcome_says_so() -> None:
    bars = [Bar("coding", 4), Bar("design", 4, must_have=True), Bar("teamwork", 4, weight=3)]
    ratings = [r for r in loop("ada", 5) if r.skill != "design"] + [Rating("ada", f"i{n}", "design", 1) for n in range(4)]
    report = recommend(ratings, bars).candidates[0]
    assert report.outcome in {Outcome.NO_HIRE, Outcome.GATHER_MORE_EVIDENCE}
    assert any(reason.startswith("Without the floor of the must-have skills this would be") for reason in report.reasons)


def test_where_the_plain_mean_points_the_other_way_it_says_so() -> None:
    severe = [
        Rating(f"h{number}", f"i{who}", skill, 1 + number % 4 + (who > 1))
        for number in range(60)
        for who in range(4)
        for skill in SKILLS
    ]
    ratings = [Rating("ada", f"i{who}", skill, 3) for who in range(2) for skill in SKILLS] + [Rating("ada", "i2", "coding", 5)]
    report = recommend(ratings, [Bar(skill, 4) for skill in SKILLS], calibration=calibrate(severe)).candidates[0]
    assert report.adjusted
    assert any("The plain mean points the other way: look twice" in reason for reason in report.reasons)


def test_where_a_majority_would_point_the_other_way_it_says_so() -> None:
    ratings = loop("ada", 5, 2) + loop("ada", 3, 3, first=5)
    assert "2 of 5 interviews rate at or above the bar on average. A majority vote would point the other way." in reasons(ratings)


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        (3, "Level: meets the bar of junior (over 0.99), not yet that of lead (0.11), consider junior."),
        (5, "Level: meets the bar of lead (over 0.99)."),
        (1, "Level: not yet that of junior (0.14)."),
    ],
)
def test_level_placement_names_the_highest_step_that_is_met(level: int, sentence: str) -> None:
    ladder = tuple(Step(role, tuple(Bar(skill, bar) for skill in SKILLS)) for role, bar in (("junior", 2), ("lead", 4)))
    text = reasons(loop("ada", level), ladder=ladder)
    assert sentence in text
