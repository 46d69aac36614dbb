"""Calibration: severities are found and shrunk, names connected, snapshots kept."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from scipy.optimize import minimize

from benchmarks.simulated_loops import People, World, simulate
from interview.errors import Invalid
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.components import DEFAULTS
from interview.scoring.ratings import Rating
from interview.scoring.scale import cuts, log_probability

WORLD = World(interviewers=12, severity=0.8)
PEOPLE = People.of(WORLD, 4)
HISTORY = simulate(WORLD, PEOPLE, 300, 4).ratings


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return calibrate(HISTORY)


def test_severities_are_found(calibration: Calibration) -> None:
    first = calibration.first_interviewer
    severity = -calibration.mean[first : first + 12]
    spread = np.sqrt(np.diag(calibration.covariance)[first : first + 12])
    assert np.corrcoef(severity, PEOPLE.severity)[0, 1] > 0.95
    assert (np.abs(severity - PEOPLE.severity) < 3 * spread).all()


def test_the_order_of_the_history_never_matters(calibration: Calibration) -> None:
    assert calibrate(HISTORY[::-1]).snapshot == calibration.snapshot


def test_a_snapshot_survives_being_written_and_read(calibration: Calibration) -> None:
    again = Calibration.from_json(json.loads(json.dumps(calibration.as_json())))
    assert again.snapshot == calibration.snapshot
    assert again.as_json() == calibration.as_json()


def test_a_snapshot_of_another_model_is_refused(calibration: Calibration) -> None:
    with pytest.raises(Invalid, match="made by version 0 of the scoring model"):
        Calibration.from_json({**calibration.as_json(), "model_version": "0"})


def test_one_more_rating_is_another_snapshot(calibration: Calibration) -> None:
    assert calibrate([*HISTORY, Rating("new", "r000", "s0", 3)]).snapshot != calibration.snapshot


def test_no_history_is_the_prior() -> None:
    day0 = calibrate(())
    assert (day0.components, day0.interviewers, day0.candidates) == (DEFAULTS, (), 0)
    assert np.sqrt(np.diag(day0.covariance)) == pytest.approx([0.3] * 4 + [0.5])


def test_little_history_shrinks_severity_towards_nothing() -> None:
    few = calibrate([Rating("a", who, skill, level) for who, level in (("i", 2), ("j", 4)) for skill in "xy"])
    severity = -few.mean[few.first_interviewer]
    assert 0 < severity < 0.6


def test_the_sparse_fit_finds_the_mode_that_a_general_optimiser_finds() -> None:
    """Oracle: scipy's BFGS on the whole joint log posterior, all candidates' parameters written out."""
    ratings = simulate(World(interviewers=3, interviews=2, skills=2, skills_per_interview=2), PEOPLE, 12, 8).ratings
    fitted = calibrate(ratings, learn=False)
    common, own, impression, severity = DEFAULTS.variances
    names = sorted({rating.candidate for rating in ratings})
    rows = [
        (names.index(r.candidate), fitted.interviewers.index(r.interviewer), fitted.skills.index(r.skill), r.level or 0)
        for r in ratings
    ]
    candidate, interviewer, skill, level = np.array(rows).T
    same = candidate[:, None] == candidate
    prior = same * (common + own * (skill[:, None] == skill) + impression * (interviewer[:, None] == interviewer))
    root = np.linalg.cholesky(prior + 1e-10 * np.eye(len(rows)))
    size = len(fitted.mean)
    spread = np.array([0.3] * 4 + [0.5] + [1e-3] + [np.sqrt(severity)] * 3 + [0.3] * 2)
    centre = calibrate(()).mean

    def negative(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        shared, inner = point[:size], point[size:]
        eta = root @ inner + shared[4] + shared[5] + shared[6 + interviewer] + shared[9 + skill]
        off = (shared - np.concatenate([centre, np.zeros(size - 5)])) / spread
        return float(-log_probability(eta, *cuts(level, shared[:4])).sum() + (off @ off + inner @ inner) / 2)

    start = np.concatenate([fitted.mean, np.zeros(len(rows))])
    found = minimize(negative, start, method="BFGS", options={"gtol": 1e-5})
    assert fitted.mean == pytest.approx(found.x[:size], abs=2e-3)


def test_interviewers_without_a_chain_of_shared_candidates_stand_in_different_groups() -> None:
    panels = {"a": ("i", "j"), "b": ("j", "k"), "c": ("l", "m")}
    history = [Rating(name, who, "x", 3, "north" if name < "c" else "south") for name, panel in panels.items() for who in panel]
    calibration = calibrate(history)
    assert dict(zip(calibration.interviewers, calibration.group, strict=True)) == {"i": 0, "j": 0, "k": 0, "l": 1, "m": 1}


def test_counts_belong_to_each_interviewer() -> None:
    calibration = calibrate(
        [Rating(candidate, "i", skill, 3) for candidate, skill in itertools.product("ab", "xyz")] + [Rating("a", "j", "x", 4)]
    )
    assert (calibration.interviewers, calibration.ratings, calibration.interviews) == (("i", "j"), (6, 1), (2, 1))
