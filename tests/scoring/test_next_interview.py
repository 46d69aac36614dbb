"""The value of one more interview."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.special import ndtr

from interview.scoring.next_interview import chance_of_settling, choose_skills, expected_gain
from interview.scoring.policy import Outcome, Policy
from interview.scoring.ratings import Bar, Rating
from interview.scoring.recommendation import recommend
from tests.scoring.loops import BARS, SKILLS, loop


def test_learning_everything_leaves_no_wrong_call() -> None:
    assert expected_gain(np.array(0.3), np.array(1.0), np.array(1.0)) == pytest.approx(ndtr(-0.3), abs=0.005)


def test_learning_nothing_gains_nothing() -> None:
    assert expected_gain(np.array(0.3), np.array(1.0), np.array(0.0)) == 0


def test_the_gain_is_the_average_over_what_may_be_seen() -> None:
    """Oracle: a fine grid instead of quadrature."""
    move = np.linspace(-8, 8, 20001) * np.sqrt(0.5)
    chance = np.exp(-(move**2)) / np.exp(-(move**2)).sum()
    later = chance @ ndtr(-np.abs(0.4 + move) / np.sqrt(0.5))
    assert expected_gain(np.array(0.4), np.array(1.0), np.array(0.5)) == pytest.approx(ndtr(-0.4) - later, abs=0.01)


def test_the_chance_of_settling_is_the_share_of_futures_in_which_the_outcome_is_clear() -> None:
    """Oracle: a fine grid of what may be learnt."""
    policy, move = Policy(), np.linspace(-8, 8, 20001) * np.sqrt(0.5)
    share = np.exp(-(move**2)) / np.exp(-(move**2)).sum()
    later = ndtr((0.4 + move) / np.sqrt(0.5))
    expected = share @ ((later >= policy.hire_at) | (later <= policy.no_hire_at))
    assert chance_of_settling(np.array(0.4), np.array(1.0), np.array(0.5), policy) == pytest.approx(expected, abs=0.001)


def test_removed_variance_is_that_of_conditioning_on_all_its_ratings_at_once() -> None:
    covariance = np.array([[2.0, 0.8, 0.5], [0.8, 1.5, 0.4], [0.5, 0.4, 1.2]])
    weights, noise, shared = np.array([0.5, 0.3, 0.2]), np.array([[1.1, 0.9, 1.3]]), 0.7
    every = np.array([True, True, True])
    chosen, removed = choose_skills(covariance[None], weights, noise, shared, allowed=every, first=np.zeros((1, 3)), size=3)
    seen = covariance + shared + np.diag(noise[0])
    along = covariance @ weights
    assert sorted(chosen[0].tolist()) == [0, 1, 2]
    assert removed[0] == pytest.approx(along @ np.linalg.solve(seen, along))


def test_the_least_known_of_equal_skills_is_asked_for_first() -> None:
    ratings = [rating for rating in loop("ada", 4, 2) if not (rating.skill == "design" and rating.interviewer == "i1")]
    proposal = recommend(ratings, BARS, policy=Policy(skills_per_interview=1)).candidates[0].next_interview
    assert proposal is not None
    assert proposal.skills == ("design",)


def test_a_clear_case_needs_no_further_interview() -> None:
    assert recommend(loop("ada", 5, 4), BARS).candidates[0].next_interview is None


def test_the_policys_most_interviews_end_an_open_question() -> None:
    ratings = [Rating("ada", f"i{number}", skill, 3 + number % 2) for number, skill in itertools.product(range(6), SKILLS)]
    assert recommend(ratings, BARS, policy=Policy(max_interviews=7)).candidates[0].next_interview is not None
    assert recommend(ratings, BARS, policy=Policy(max_interviews=6)).candidates[0].next_interview is None


def test_one_interview_is_never_enough() -> None:
    assert recommend(loop("ada", 5, 1), BARS).candidates[0].next_interview is not None


def test_a_must_have_that_may_lie_below_its_floor_asks_for_another_look_at_that_skill() -> None:
    bars = [Bar("coding", 2), Bar("design", 5, must_have=True), Bar("teamwork", 2)]
    ratings = [Rating("ada", f"i{number}", skill, 4) for number in range(3) for skill in SKILLS]
    report = recommend(ratings, bars, policy=Policy(skills_per_interview=1)).candidates[0]
    assert report.outcome is Outcome.GATHER_MORE_EVIDENCE
    assert report.p_meets_bar is not None
    assert report.p_meets_bar > Policy().stop_high  # clear but for the floor
    assert report.next_interview is not None
    assert report.next_interview.skills == ("design",)
