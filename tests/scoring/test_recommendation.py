"""Recommendations: what comes out for plain cases."""

from __future__ import annotations

import itertools

import pytest

from interview.errors import Invalid
from interview.scoring.calibration import calibrate
from interview.scoring.policy import Outcome
from interview.scoring.ratings import Bar, Rating, Step
from interview.scoring.recommendation import recommend
from interview.scoring.report import CandidateReport
from tests.scoring.loops import BARS, SKILLS, loop


def report_on(ratings: list[Rating], bars: list[Bar] = BARS) -> CandidateReport:
    return recommend(ratings, bars).candidates[0]


@pytest.mark.parametrize(
    ("level", "outcome"),
    [(5, Outcome.STRONG_HIRE), (4, Outcome.HIRE), (3, Outcome.NO_HIRE), (2, Outcome.STRONG_NO_HIRE), (1, Outcome.STRONG_NO_HIRE)],
)
def test_clear_ratings_give_the_clear_outcome(level: int, outcome: Outcome) -> None:
    assert report_on(loop("ada", level)).outcome == outcome


def test_the_order_of_rows_never_matters() -> None:
    ratings = loop("ada", 4) + loop("bob", 3) + loop("cy", None)
    shuffled = ratings.copy()
    shuffled.sort(key=lambda rating: (rating.skill, rating.candidate, rating.interviewer), reverse=True)
    assert recommend(shuffled, BARS[::-1]) == recommend(ratings, BARS)


def test_a_candidate_is_scored_the_same_alone_and_among_others() -> None:
    alone = recommend(loop("ada", 4), BARS).candidate("ada")
    among = recommend(loop("ada", 4) + loop("bob", 2, 5) + loop("cy", 3), BARS).candidate("ada")
    assert alone == among


def test_nothing_assessed_stays_missing() -> None:
    report = report_on(loop("ada", None))
    assert (report.outcome, report.p_meets_bar, report.estimate, report.interval, report.raw_mean) == (
        Outcome.GATHER_MORE_EVIDENCE,
        None,
        None,
        None,
        None,
    )
    assert {skill.estimate for skill in report.skills} == {None}


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ([Rating("a", "i", "coding", 6)], "i's rating of a on coding is 6; a rating is a whole number from 1 to 5, or empty"),
        ([Rating("a", "i", "coding", 4)] * 2, "i's rating of a on coding is given twice; keep one"),
        (
            [Rating("a", "i", "cooking", 4)],
            "there are ratings on cooking, which the role has no bar for; add a bar or leave them out",
        ),
        (
            [Rating("a", "i", "coding", 4, "x"), Rating("a", "j", "coding", 4, "y")],
            "a stands in two pools, 'x' and 'y'; score each pool on its own",
        ),
    ],
)
def test_what_cannot_be_scored_is_refused_with_a_sentence(ratings: list[Rating], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        recommend(ratings, BARS)
    assert str(refused.value) == sentence


def test_a_must_have_with_one_rating_asks_for_more_evidence() -> None:
    ratings = [Rating("ada", f"i{number}", "coding", 5) for number in range(4)] + [Rating("ada", "i0", "design", 5)]
    report = report_on(ratings, [Bar("coding", 4), Bar("design", 4, must_have=True)])
    assert report.outcome == Outcome.GATHER_MORE_EVIDENCE
    assert [flag.kind for flag in report.flags] == ["missing_must_have"]
    assert report.next_interview is not None
    assert report.next_interview.skills[0] == "design"


def test_every_flip_that_is_reported_flips_the_outcome() -> None:
    ratings = loop("ada", 4, 3) + [Rating("ada", "i9", skill, 3) for skill in SKILLS]
    report = report_on(ratings)
    assert report.flips
    for flip in report.flips:
        changed = [
            Rating(rating.candidate, rating.interviewer, rating.skill, flip.to_level)
            if (rating.interviewer, rating.skill) == (flip.interviewer, flip.skill)
            else rating
            for rating in ratings
        ]
        assert report_on(changed).outcome == flip.outcome != report.outcome


def test_one_of_more_than_thirty_interviews_is_not_left_out_on_its_own() -> None:
    assert len(report_on(loop("ada", 4, 30)).drivers) == 30
    assert report_on(loop("ada", 4, 31)).drivers == ()


def test_drivers_are_the_change_when_an_interview_is_left_out() -> None:
    ratings = loop("ada", 4, 2) + [Rating("ada", "i9", skill, 2) for skill in SKILLS]
    without = report_on([rating for rating in ratings if rating.interviewer != "i9"]).p_meets_bar
    driver = report_on(ratings).drivers[-1]
    assert (driver.interviewer, driver.n) == ("i9", 3)
    assert driver.p_without == pytest.approx(without, abs=2e-6)


def test_a_severe_interviewers_low_ratings_count_for_less() -> None:
    history = [
        Rating(f"h{number}", f"i{who}", skill, 2 + number % 3 + (who > 0))
        for number, who, skill in itertools.product(range(60), range(4), SKILLS)
    ]
    calibration = calibrate(history)
    ratings = [Rating("ada", who, skill, 3) for who, skill in itertools.product(("i0", "new"), SKILLS)]
    by_severe = recommend([r for r in ratings if r.interviewer == "i0"], BARS, calibration=calibration).candidates[0]
    by_new = recommend([r for r in ratings if r.interviewer == "new"], BARS, calibration=calibration).candidates[0]
    assert by_severe.estimate is not None
    assert by_new.estimate is not None
    assert by_severe.estimate > by_new.estimate + 0.2


def test_levels_are_chances_at_every_step_of_the_ladder() -> None:
    ladder = [Step("junior", (Bar("coding", 3),)), Step("lead", (Bar("coding", 5),))]
    levels = recommend(loop("ada", 4), BARS, ladder=ladder).candidates[0].levels
    assert [level.role for level in levels] == ["junior", "lead"]
    assert levels[0].p_meets_bar > 0.9
    assert levels[1].p_meets_bar < 0.5
