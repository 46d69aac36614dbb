"""The same input gives the same bytes."""

from __future__ import annotations

import json

import numpy as np
import threadpoolctl

from benchmarks.simulated_loops import People, World, simulate
from interview.scoring.calibration import calibrate
from interview.scoring.determinism import fingerprint, rounded, single_threaded
from interview.scoring.recommendation import recommend

WORLD = World(interviewers=20)
LOOPS = simulate(WORLD, People.of(WORLD, 5), 40, 5)


def test_scoring_again_gives_the_same_bytes() -> None:
    once, again = (
        json.dumps(recommend(LOOPS.ratings, WORLD.bars, calibration=calibrate(LOOPS.ratings)).as_json()) for _ in range(2)
    )
    assert once == again


def test_algebra_runs_on_one_thread_whatever_the_machine_has() -> None:
    @single_threaded
    def threads() -> set[int]:
        return {pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"}

    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        assert threads() == {1}


def test_rounding_leaves_no_minus_zero() -> None:
    assert str(rounded(np.array([-1e-9]))[0]) == "0.0"


def test_a_fingerprint_depends_on_content_not_on_the_order_of_fields() -> None:
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1}) != fingerprint({"a": 1, "b": [3]})


def test_input_hash_and_snapshot_are_named_with_the_result() -> None:
    report = recommend(LOOPS.ratings, WORLD.bars)
    assert report.model.calibration == calibrate((), expected_bar=3.5).snapshot
    assert recommend(LOOPS.ratings[1:], WORLD.bars).model.input_hash != report.model.input_hash
