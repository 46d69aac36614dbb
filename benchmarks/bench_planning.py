"""Planning side by side: time to a valid plan and to the proof, memory, equal runs, and the same model in HiGHS."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time

from benchmarks.mixed_integer import solve_with_highs
from benchmarks.problems import make_problem
from interview.content.catalogue import require_catalogue
from interview.planning.blueprint import problem_for_role
from interview.planning.plan import Plan
from interview.planning.solver import solve
from interview.settings import load_settings

SEEDS = range(5)
TARGETS = {"S": 4.0, "M": 5.0, "L": 9.0}
LIMIT = 30.0
FOUNDING = (("lead-member-of-technical-staff", "lead"), ("mts-software-development-engineer", "senior"))


def timed(size: str, seed: int) -> tuple[Plan, float]:
    """The plan, and the seconds until the first valid one was in hand."""
    first: list[float] = []
    begun = time.perf_counter()

    def seen(_plan: Plan) -> None:
        if not first:
            first.append(time.perf_counter() - begun)

    plan = solve(make_problem(size, seed), time_limit=LIMIT, on_progress=seen)
    return plan, first[0] if first else float("nan")


def same_plans(runs: int) -> int:
    """How many of some runs, each in a process of its own, give the plan of the first."""
    code = (
        "from benchmarks.problems import make_problem; from interview.planning.solver import solve; "
        "print(solve(make_problem('S', 1)).model_dump_json(exclude={'seconds'}))"
    )
    texts = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(runs)]
    return sum(json.loads(text) == json.loads(texts[0]) for text in texts)


def blueprints() -> None:
    """Print what the proofs of the founding roles' blueprints take with the real bank."""
    catalogue = require_catalogue(load_settings().content_dir)
    for role_id, template_id in FOUNDING:
        problem = problem_for_role(catalogue.roles[role_id], catalogue.loops[template_id], catalogue.questions.values())
        begun = time.process_time()
        plan = solve(problem, time_limit=LIMIT)
        print(f"blueprint {role_id}: {plan.status}, {time.process_time() - begun:.1f} processor seconds (target 2)")


def run() -> None:
    """Print everything."""
    blueprints()
    print("size   first valid (median)   all tiers: median (range)   target   proven   violations")
    for size, target in TARGETS.items():
        results = [timed(size, seed) for seed in SEEDS]
        seconds = [plan.seconds for plan, _ in results]
        proven = sum(plan.status == "optimal" for plan, _ in results)
        broken = sum(len(plan.violations) for plan, _ in results)
        print(
            f"{size:4}   {statistics.median(first for _, first in results):8.2f} s             "
            f"{statistics.median(seconds):5.1f} s ({min(seconds):.1f}-{max(seconds):.1f})          "
            f"{target:.0f} s      {proven}/{len(results)}      {broken}"
        )
    plan, first = timed("BATCH", 0)
    print(
        f"BATCH  {first:8.2f} s             {plan.seconds:5.1f} s, {len(plan.loops)} loops, {plan.status}, "
        f"{len(plan.violations)} violations; cost and bound by tier: "
        + ", ".join(f"{tier.name} {tier.cost}/{tier.bound}" for tier in plan.tiers)
    )
    print(f"equal plans in {same_plans(10)} of 10 runs")
    print("tier coverage with people and times, same model: CP-SAT and HiGHS, seconds")
    for seed in (0, 1):
        cp_sat, highs = solve_with_highs(make_problem("S", seed), limit=LIMIT)
        print(
            f"  S {seed}: CP-SAT {cp_sat[0]:.1f} s cost {cp_sat[1]:g}; "
            f"HiGHS {highs[0]:.1f} s cost {highs[1]:g} bound {highs[2]:g}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    run()
