"""Interviews that could be held next, compared."""

from __future__ import annotations

import pytest

from benchmarks.simulated_loops import People, World, simulate
from interview.errors import Invalid
from interview.scoring.calibration import calibrate
from interview.scoring.options import Option, value_of_options
from interview.scoring.policy import Policy
from interview.scoring.ratings import Rating
from tests.scoring.loops import BARS, SKILLS, loop

OPEN = loop("ada", 4, 1) + loop("ada", 3, 1, first=1)


def test_more_skills_are_worth_more_than_fewer() -> None:
    best, second = value_of_options(OPEN, BARS, [Option("x", SKILLS[:1]), Option("x", SKILLS)])
    assert (best.option.skills, second.option.skills) == (SKILLS, SKILLS[:1])
    assert best.gain > second.gain > 0
    assert best.settles > second.settles > 0


def test_a_policy_that_asks_for_less_certainty_is_settled_sooner() -> None:
    strict, relaxed = Policy(hire_at=0.9, no_hire_at=0.1), Policy(hire_at=0.6, no_hire_at=0.4)
    by_policy = [value_of_options(OPEN, BARS, [Option("x", SKILLS)], policy=policy)[0] for policy in (strict, relaxed)]
    assert by_policy[0].settles < by_policy[1].settles
    assert by_policy[0].gain == by_policy[1].gain


def test_an_interviewer_whose_severity_is_known_is_worth_more_than_a_stranger() -> None:
    world = World(interviewers=8, severity=0.9)
    calibration = calibrate(simulate(world, People.of(world, 1), 120, 1).ratings)
    options = [Option("stranger", SKILLS), Option("r001", SKILLS)]
    values = value_of_options(OPEN, BARS, options, calibration=calibration)
    assert [value.option.interviewer for value in values] == ["r001", "stranger"]


@pytest.mark.parametrize(
    ("ratings", "option", "sentence"),
    [
        (OPEN + loop("bob", 3), Option("x", SKILLS), "but there are ratings of 2"),
        ([], Option("x", SKILLS), "but there are ratings of 0"),
        (OPEN, Option("i0", SKILLS), "i0 has interviewed this candidate already"),
        (OPEN, Option("x", ("cooking",)), "x's option names cooking; name skills that have a bar"),
        (OPEN, Option("x", ()), "x's option names no skill; name skills that have a bar"),
    ],
)
def test_options_that_make_no_sense_are_refused(ratings: list[Rating], option: Option, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        value_of_options(ratings, BARS, [option])
