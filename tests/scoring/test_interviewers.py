"""What is said about an interviewer, and when nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.simulated_loops import People, World, simulate, with_halo
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.interviewers import interviewer_flags, interviewer_report
from interview.scoring.ratings import Rating

WORLD = World(interviewers=10, severity=0.0)
PEOPLE = People.of(WORLD, 2)


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    """Interviewer r000 is two logits severe, r001 as lenient, r002 gives one level to all skills."""
    severity = PEOPLE.severity.copy()
    severity[:2] = 2.0, -2.0
    people = People(severity, PEOPLE.slope, PEOPLE.thresholds, PEOPLE.pool_mean)
    return calibrate(with_halo(simulate(WORLD, people, 80, 2).ratings, {"r002"}))


@pytest.mark.parametrize(("name", "flags"), [("r000", ("severe",)), ("r001", ("lenient",)), ("r002", ("halo",)), ("r003", ())])
def test_a_notable_interviewer_is_flagged_and_nobody_else(name: str, flags: tuple[str, ...], calibration: Calibration) -> None:
    assert interviewer_flags(name, calibration) == flags


def test_severity_is_in_rating_points_with_its_interval(calibration: Calibration) -> None:
    report = interviewer_report("r000", calibration)
    assert report.severity > 0.7
    assert report.interval[0] < report.severity < report.interval[1]
    assert report.severity_logits > 1.5
    assert report.interval[1] < 4
    assert (report.n, report.n_interviews) == (3 * report.n_interviews, calibration.interviews[0])


def test_somebody_without_history_gets_the_prior(calibration: Calibration) -> None:
    report = interviewer_report("stranger", calibration)
    assert (report.n, report.severity, report.flags) == (0, 0.0, ())
    assert report.interval[0] < 0 < report.interval[1]


def test_nothing_is_said_after_four_interviews() -> None:
    few = calibrate(
        [Rating(f"c{number}", who, skill, level) for number in range(4) for who, level in (("i", 1), ("j", 5)) for skill in "xy"]
    )
    assert [interviewer_flags(name, few) for name in few.interviewers] == [()] * len(few.interviewers)
    assert few.halo == ()


def test_severities_of_honest_interviewers_are_rarely_flagged() -> None:
    flagged = 0
    for seed in range(4):
        people = People.of(World(interviewers=30, severity=0.3), seed)
        found = calibrate(simulate(World(interviewers=30, severity=0.3), people, 120, seed).ratings)
        wrong = [
            name for name in found.interviewers if interviewer_flags(name, found) and np.abs(people.severity[int(name[1:])]) < 0.4
        ]
        flagged += len(wrong)
    assert flagged <= 2
