"""Recommendations against the plain mean and the majority vote, in made-up loops whose truth is known.

``python -m benchmarks.bench_scoring [candidates]``: about three minutes with the default of 4,000 candidates a row. All seeds are
fixed, so a second run prints the same shares; only the times differ. ``docs/scoring.md`` quotes these tables.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace

import numpy as np

from benchmarks.simulated_loops import (
    Loops,
    Measured,
    People,
    World,
    adaptive,
    measure,
    placement_error,
    score,
    simulate,
    with_halo,
)
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.policy import Policy
from interview.scoring.ratings import Rating
from interview.scoring.recommendation import recommend

SEED = 20
BASE = World()
NOISY = replace(BASE, severity=0.68, impression=0.9, skill=0.95)
WORLDS = (
    ("base", BASE, (0, 100, 500, 1000, 5000)),
    ("2 interviews", replace(BASE, interviews=2), (0, 5000)),
    ("3 interviews", replace(BASE, interviews=3), (0, 5000)),
    ("severity SD 0", replace(BASE, severity=0.0), (0, 500, 5000)),
    ("severity SD .75", replace(BASE, severity=0.75), (0, 5000)),
    ("severity SD 1", replace(BASE, severity=1.0), (0, 5000)),
    ("MMI-like noise", NOISY, (0, 5000)),
    ("own slopes, thresholds", replace(BASE, slope=0.3, threshold=0.4), (0, 5000)),
    ("6 teams, pools equal", replace(BASE, teams=6), (0, 5000)),
    ("6 teams, pool SD .5", replace(BASE, teams=6, pool=0.5), (0, 5000)),
    ("6 teams, pool SD 1", replace(BASE, teams=6, pool=1.0), (0, 5000)),
    ("base rate 15%", replace(BASE, base_rate=0.15), (0, 5000)),
)


def history(world: World, people: People, scorecards: int) -> Calibration | None:
    """A calibration on so many scorecards of other candidates; ``None``: day 0."""
    if not scorecards:
        return None
    return calibrate(simulate(world, people, scorecards // world.interviews, SEED + 2, "h").ratings)


def run(candidates: int = 4000) -> None:
    """Print every table."""
    decisions(candidates)
    stopping(candidates // 2)
    placement(candidates // 2)
    flags()
    drift(candidates // 2)
    speed()


def decisions(candidates: int) -> None:
    """Wrong decisions, errors and coverage by world and number of earlier scorecards."""
    print(
        f"{'world':24}{'earlier':>8}{'model':>8}{'mean':>8}{'majority':>9}{'saved':>8}{'RMSE':>15}{'coverage':>14}"
        f"{'ECE':>7}{'strong wrong':>13}{'hire right':>11}"
    )
    for name, world, scorecards in WORLDS:
        people = People.of(world, SEED)
        loops = simulate(world, people, candidates, SEED + 1)
        for earlier in scorecards:
            print(_line(name, earlier, score(loops, history(world, people, earlier))), flush=True)


def _line(name: str, earlier: int, m: Measured) -> str:
    return (
        f"{name:24}{earlier:8}{m.model:8.2%}{m.mean:8.2%}{m.majority:9.2%}{m.saved:8.1%}{m.rmse_model:8.3f} /{m.rmse_mean:.3f}"
        f"{m.coverage:8.1%}{m.skill_coverage:6.1%}{m.ece:7.3f}{m.strong_wrong:13.1%}{m.hire_right:11.1%}"
    )


def stopping(candidates: int) -> None:
    """The adaptive loop against a fixed five: interviews held, wrong decisions."""
    print("\nadaptive loop (2 to 6 interviews): interviews held, wrong decisions; the plain mean of five interviews")
    world = replace(BASE, interviews=6)
    people = People.of(world, SEED)
    loops = simulate(world, people, candidates, SEED + 1)
    fixed = measure(loops, recommend(loops.first([5] * candidates), world.bars).candidates)
    for earlier in (0, 5000):
        calibration = history(world, people, earlier)
        for stop in (0.2, 0.17, 0.15, 0.1):
            policy = Policy(stop_low=stop, stop_high=1 - stop)
            held, reports = adaptive(loops, calibration, policy)
            print(
                f"earlier {earlier:5}  stop at {stop:.2f}: {held:.2f} interviews {measure(loops, reports).model:.2%}; "
                f"mean of 5: {fixed.mean:.2%}",
                flush=True,
            )


def placement(candidates: int) -> None:
    """Level placement: are the chances at other bars right?"""
    print("\nlevel placement with 5,000 earlier scorecards: bar, calibration error, wrong at one half")
    people = People.of(BASE, SEED)
    loops = simulate(BASE, people, candidates, SEED + 1)
    for bar, error, wrong in placement_error(loops, history(BASE, people, 5000), (2, 3, 4, 5)):
        print(f"bar {bar}: {error:.3f} {wrong:.2%}")


def flags() -> None:
    """How often flags are false, and how often they find what is there."""
    print("\nflags: interviews each; false severe or lenient, found of those beyond .75 logits; false halo, found halo (4 of 60)")
    for each in (10, 20, 40):
        candidates = each * BASE.interviewers // BASE.interviews
        counts = np.zeros(6)
        for seed in range(5):
            people = People.of(BASE, seed)
            counts += _flag_counts(simulate(BASE, people, candidates, seed + 50), people)
        print(
            f"{each:3} interviews: {counts[0] / counts[1]:.1%} {counts[2] / max(counts[3], 1):.0%}; "
            f"{counts[4] / (5 * 56):.1%} {counts[5] / (5 * 4):.0%}",
            flush=True,
        )
    loops = simulate(BASE, People.of(BASE, SEED), 1000, SEED)
    honest = recommend(loops.ratings, BASE.bars).candidates
    first = {name: next(rating.interviewer for rating in loops.ratings if rating.candidate == name) for name in loops.names}
    moved = recommend([_two_lower(rating, first[rating.candidate]) for rating in loops.ratings], BASE.bars).candidates
    for kind in ("disagreement", "outlying_interview"):
        raised = [np.mean([any(flag.kind == kind for flag in one.flags) for one in reports]) for reports in (honest, moved)]
        print(f"{kind}, 5 interviews: {raised[0]:.1%} of honest panels, {raised[1]:.1%} with one interview two levels too low")


def _two_lower(rating: Rating, interviewer: str) -> Rating:
    if rating.interviewer != interviewer or rating.level is None:
        return rating
    return replace(rating, level=max(rating.level - 2, 1))


def _flag_counts(loops: Loops, people: People) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """False severity flags, interviewers within .4; found, interviewers beyond .75; false halo, found halo."""
    halo = {f"r{index:03d}" for index in range(4)}
    calibration = calibrate(with_halo(loops.ratings, halo))
    report = recommend(loops.ratings[:1], loops.world.bars, calibration=calibration)
    counts = np.zeros(6)
    for interviewer in report.interviewers:
        severity = people.severity[int(interviewer.id[1:])]
        flagged = ("severe" in interviewer.flags) - ("lenient" in interviewer.flags)
        counts[0] += flagged != 0 and abs(severity) < 0.4
        counts[1] += abs(severity) < 0.4
        counts[2] += flagged == np.sign(severity) and abs(severity) > 0.75
        counts[3] += abs(severity) > 0.75
        counts[4] += "halo" in interviewer.flags and interviewer.id not in halo
        counts[5] += "halo" in interviewer.flags and interviewer.id in halo
    return counts


def drift(candidates: int) -> None:
    """Severities that moved half-way through the history: calibrate on all of it, or on the recent half?"""
    print(
        "\nseverity that moved after half of 5,000 earlier scorecards: wrong with all, with the recent half, plain mean (2 seeds)"
    )
    for moved in (0.0, 0.3, 0.6):
        rows = []
        for seed in (1, 2):
            before = People.of(BASE, seed)
            change = np.random.default_rng(seed).normal(0, moved, BASE.interviewers)
            after = replace(before, severity=before.severity + change)
            old, new = simulate(BASE, before, 500, seed + 9, "o").ratings, simulate(BASE, after, 500, seed + 10, "n").ratings
            loops = simulate(BASE, after, candidates, seed + 11)
            both, recent = score(loops, calibrate(old + new)), score(loops, calibrate(new))
            rows.append((both.model, recent.model, both.mean))
        found = np.mean(rows, axis=0)
        print(f"moved by SD {moved}: {found[0]:.2%} {found[1]:.2%} {found[2]:.2%}", flush=True)


def speed() -> None:
    """Processor seconds of one core."""
    print("\nspeed, seconds of one core")
    for interviewers, candidates in ((60, 1000), (200, 4000)):
        world = replace(BASE, interviewers=interviewers)
        ratings = simulate(world, People.of(world, SEED), candidates, SEED).ratings
        calibration, seconds = _timed(ratings)
        print(f"calibrate {len(ratings):6} ratings of {interviewers:3} interviewers: {seconds:.2f}")
    one = [rating for rating in ratings if rating.candidate == "c00007"]
    start = time.process_time()
    for _ in range(20):
        recommend(one, BASE.bars, calibration=calibration)
    print(f"one candidate: {(time.process_time() - start) / 20:.4f}")
    start = time.process_time()
    report = recommend(ratings, BASE.bars, calibration=calibration)
    print(f"{len(report.candidates)} candidates at once: {time.process_time() - start:.2f}")
    print(f"snapshot of the calibration: {len(json.dumps(calibration.as_json())) / 1000:.0f} kB")


def _timed(ratings: list[Rating]) -> tuple[Calibration, float]:
    start = time.process_time()
    return calibrate(ratings), time.process_time() - start


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
