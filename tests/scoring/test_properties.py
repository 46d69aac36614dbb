"""What must hold for any ratings at all."""

from __future__ import annotations

import json
import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring.calibration import calibrate
from interview.scoring.policy import OUTCOMES
from interview.scoring.ratings import Bar, Rating
from interview.scoring.recommendation import recommend

SKILLS = ("coding", "design", "teamwork")
WHO = ("ivy", "jo", "kim", "lou")

levels = st.one_of(st.none(), st.integers(1, 5))
tables = st.dictionaries(
    st.tuples(st.sampled_from(("ada", "bob")), st.sampled_from(WHO), st.sampled_from(SKILLS)), levels, min_size=1, max_size=20
).map(lambda cells: [Rating(*key, level) for key, level in cells.items()])
bars = st.tuples(
    *[st.builds(Bar, st.just(skill), st.integers(1, 5), st.sampled_from([0.5, 1.0, 3.0]), st.booleans()) for skill in SKILLS]
)


@settings(max_examples=60, deadline=None)
@given(tables, tables, bars)
def test_every_number_is_finite_and_every_chance_a_chance(
    ratings: list[Rating], history: list[Rating], role: tuple[Bar, ...]
) -> None:
    report = recommend(ratings, role, calibration=calibrate(history))
    json.dumps(report.as_json(), allow_nan=False)
    for candidate in report.candidates:
        assert candidate.outcome in OUTCOMES
        assert (candidate.p_meets_bar is None) == (candidate.n_ratings == 0)
        if candidate.p_meets_bar is not None and candidate.interval is not None and candidate.estimate is not None:
            assert 0 <= candidate.p_meets_bar <= 1
            assert 1 <= candidate.interval[0] <= candidate.estimate <= candidate.interval[1] <= 5


@settings(max_examples=60, deadline=None)
@given(tables, bars, st.data())
def test_a_higher_rating_never_lowers_the_chance(ratings: list[Rating], role: tuple[Bar, ...], data: st.DataObject) -> None:
    assessed = [index for index, rating in enumerate(ratings) if rating.level is not None and rating.level < 5]
    if not assessed:
        return
    index = data.draw(st.sampled_from(assessed))
    raised = [
        replace(rating, level=(rating.level or 0) + (place == index)) if rating.level else rating
        for place, rating in enumerate(ratings)
    ]
    name = ratings[index].candidate
    before, after = (recommend(given, role).candidate(name).p_meets_bar for given in (ratings, raised))
    assert before is not None
    assert after is not None
    assert after >= before - 1e-6


@settings(max_examples=30, deadline=None)
@given(tables, bars)
def test_every_flip_flips_and_every_driver_is_what_leaving_out_gives(ratings: list[Rating], role: tuple[Bar, ...]) -> None:
    report = recommend(ratings, role)
    for candidate in report.candidates:
        for flip in candidate.flips:
            changed = [
                replace(rating, level=flip.to_level)
                if (rating.candidate, rating.interviewer, rating.skill) == (candidate.id, flip.interviewer, flip.skill)
                else rating
                for rating in ratings
            ]
            assert recommend(changed, role).candidate(candidate.id).outcome == flip.outcome != candidate.outcome
        for driver in candidate.drivers:
            left = [rating for rating in ratings if (rating.candidate, rating.interviewer) != (candidate.id, driver.interviewer)]
            again = {one.id: one.p_meets_bar for one in recommend(left, role).candidates}.get(candidate.id) if left else None
            if again is not None:
                assert math.isclose(driver.p_without, again, abs_tol=3e-6)
