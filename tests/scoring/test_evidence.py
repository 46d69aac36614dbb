"""Counts before any model, and when they are too small."""

from __future__ import annotations

import pytest

from interview.scoring.evidence import Candidate, candidates_of, counted, margins, missing_evidence, votes_for
from interview.scoring.policy import Policy
from interview.scoring.ratings import Bar, Rating

BARS = [Bar("x", 4, must_have=True), Bar("y", 3)]


def candidate(*given: tuple[str, str, int]) -> Candidate:
    return Candidate("ada", "", tuple(Rating("ada", who, skill, level) for who, skill, level in given))


def test_enough_evidence_is_not_complained_about() -> None:
    assert missing_evidence(candidate(("i", "x", 3), ("j", "x", 3)), BARS, Policy()) == []


def test_one_interview_and_one_rating_of_a_must_have_are_both_named() -> None:
    flags = missing_evidence(candidate(("i", "x", 3), ("i", "y", 3)), BARS, Policy())
    assert [(flag.kind, flag.text) for flag in flags] == [
        ("insufficient_evidence", "1 interview of at least 2 has ratings."),
        ("missing_must_have", "x is a must-have with 1 rating of 2 by different interviewers."),
    ]


def test_other_skills_need_no_second_rating() -> None:
    assert missing_evidence(candidate(("i", "x", 3), ("j", "x", 3), ("j", "y", 2)), BARS, Policy()) == []


def test_margins_and_votes_are_measured_against_each_skills_own_bar() -> None:
    seen = candidate(("i", "x", 4), ("i", "y", 2), ("j", "x", 3), ("j", "y", 3), ("k", "x", 2))
    assert margins(seen, BARS) == [0.5, -0.5, -0.5, 0.5, -1.5]
    assert votes_for(seen, BARS) == 2


def test_candidates_with_equally_many_ratings_come_together_and_in_order() -> None:
    ratings = [Rating("b", "i", "x", 1), Rating("a", "i", "x", 2), Rating("c", "i", "x", None), Rating("a", "j", "x", 3)]
    groups = list(candidates_of(ratings, {"a": "", "b": "", "c": ""}))
    assert [[one.id for one in group] for group in groups] == [["c"], ["b"], ["a"]]
    assert groups[2][0].interviewers == ("i", "j")
    assert groups[2][0].levels_on("x") == [2, 3]


@pytest.mark.parametrize(("n", "text"), [(0, "no rating"), (1, "1 rating"), (2, "2 ratings")])
def test_counts_read_as_people_say_them(n: int, text: str) -> None:
    assert counted(n, "rating") == text
