"""Flags on a candidate: each raised by what it names, and by nothing less."""

from __future__ import annotations

import pytest

from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.evidence import Candidate
from interview.scoring.flags import candidate_flags
from interview.scoring.ratings import Rating
from interview.scoring.recommendation import recommend
from interview.scoring.report import Flag
from tests.scoring.loops import BARS, loop


def flags(
    ratings: list[Rating], calibration: Calibration | None = None, notable: dict[str, tuple[str, ...]] | None = None
) -> list[Flag]:
    return candidate_flags(
        Candidate("ada", ratings[0].pool, tuple(ratings)), calibration or calibrate(()), notable=notable or {}, outliers={}
    )


def test_an_interview_unlike_all_others_is_flagged() -> None:
    report = recommend(loop("ada", 4, 4) + loop("ada", 1, 1, first=9), BARS).candidates[0]
    assert [flag.text for flag in report.flags if flag.kind == "outlying_interview"] == [
        "i9's ratings lie clearly below what the other interviews suggest; ask why."
    ]


def test_of_two_interviews_that_differ_neither_is_the_odd_one_out() -> None:
    report = recommend(loop("ada", 5, 1) + loop("ada", 1, 1, first=9), BARS).candidates[0]
    assert "outlying_interview" not in {flag.kind for flag in report.flags}


def test_agreeing_ratings_raise_no_flag() -> None:
    assert flags(loop("ada", 3)) == []


@pytest.mark.parametrize(("levels", "raised"), [((3, 4), []), ((2, 4), ["disagreement"]), ((1, 5), ["disagreement"])])
def test_two_levels_apart_on_one_skill_is_a_disagreement(levels: tuple[int, int], raised: list[str]) -> None:
    ratings = [Rating("ada", who, "design", level) for who, level in zip("ij", levels, strict=True)]
    assert [flag.kind for flag in flags(ratings)] == raised


def test_two_levels_apart_on_two_skills_is_none() -> None:
    assert flags([Rating("ada", "i", "design", 2), Rating("ada", "j", "coding", 5)]) == []


def test_a_disagreement_names_who_gave_what() -> None:
    (flag,) = flags([Rating("ada", "ivy", "design", 5), Rating("ada", "jo", "design", 2)])
    assert flag.text == "design: jo gave 2, ivy gave 5; talk about the evidence."


@pytest.mark.parametrize("kind", ["severe", "lenient", "halo"])
def test_a_notable_interviewer_of_this_candidate_is_named(kind: str) -> None:
    raised = flags(loop("ada", 3, 2), notable={"i1": (kind,), "elsewhere": ("halo",)})
    assert [(flag.kind, flag.text.split()[0]) for flag in raised] == [(f"{kind}_interviewer", "i1")]


def test_edits_after_the_reveal_are_counted() -> None:
    ratings = [Rating("ada", "i", "x", 3, edited_after_reveal=True), Rating("ada", "j", "x", 3)]
    assert flags(ratings) == [Flag("edited_after_reveal", "1 of 2 ratings were edited after others were shown.")]


def test_different_versions_of_a_rubric_are_named() -> None:
    ratings = [Rating("ada", who, "x", 3, rubric_version=version) for who, version in (("i", 1), ("j", 2))]
    assert flags(ratings) == [Flag("rubric_version_mix", "x was rated with different versions of its rubric (1, 2).")]


def test_one_version_is_no_mix() -> None:
    assert flags([Rating("ada", who, "x", 3, rubric_version=2) for who in "ij"]) == []


def test_interviewers_who_share_no_candidate_with_most_others_are_a_disconnected_pool() -> None:
    big = [rating for number in range(3) for rating in loop(f"n{number}", 3, 4, "north")]
    calibration = calibrate(big + loop("s0", 3, 2, "south", first=8))
    (flag,) = flags(loop("ada", 3, 2, "south", first=8), calibration)
    assert flag.kind == "disconnected_pool"
    assert "share no candidate with 4 of 6 interviewers" in flag.text
    assert flags(loop("bob", 3, 2, "north"), calibration) == []
    assert flags(loop("cy", 3, 2, "north", first=20), calibration) == []
