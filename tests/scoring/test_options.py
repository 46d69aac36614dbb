"""Interviews that could be held next, compared."""

from __future__ import annotations

import pytest

from benchmarks.simulated_loops import People, World, simulate
from interview.errors import Invalid
from interview.scoring.calibration import calibrate
from interview.scoring.options import Option, value_of_options
from interview.scoring.ratings import Rating
from tests.scoring.loops import BARS, SKILLS, loop

OPEN = loop("ada", 4, 1) + loop("ada", 3, 1, first=1)


def test_more_skills_are_worth_more_than_fewer() -> None:
    (best, gain), (second, less) = value_of_options(OPEN, BARS, [Option("x", SKILLS[:1]), Option("x", SKILLS)])
    assert (best.skills, second.skills) == (SKILLS, SKILLS[:1])
    assert gain > less > 0


def test_an_interviewer_whose_severity_is_known_is_worth_more_than_a_stranger() -> None:
    world = World(interviewers=8, severity=0.9)
    calibration = calibrate(simulate(world, People.of(world, 1), 120, 1).ratings)
    options = [Option("stranger", SKILLS), Option("r001", SKILLS)]
    assert [option.interviewer for option, _ in value_of_options(OPEN, BARS, options, calibration=calibration)] == [
        "r001",
        "stranger",
    ]


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
