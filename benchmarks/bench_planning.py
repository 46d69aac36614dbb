"""Planning side by side: time to a valid plan and to the proof, memory, equal runs, and the same model in HiGHS."""

from __future__ import annotations

import json
import math
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.mixed_integer import solve_with_highs
from benchmarks.problems import make_problem
from interview.content.catalogue import require_catalogue
from interview.planning.assemble import plan_of
from interview.planning.blueprint import problem_for_role
from interview.planning.facts import Facts
from interview.planning.first_loop import first_plan
from interview.planning.plan import Plan
from interview.planning.solver import solve
from interview.settings import load_settings

SEEDS = range(5)
TARGETS = {"S": 4.0, "M": 5.0, "L": 9.0}
LIMIT = 60.0
FOUNDING = (("lead-member-of-technical-staff", "lead"), ("mts-software-development-engineer", "senior"))


@dataclass(frozen=True)
class Run:
    """A plan, and what it took: seconds on the clock until the first valid plan and until the end, and processor seconds."""

    plan: Plan
    first: float
    seconds: float
    processor: float


def timed(size: str, seed: int) -> Run:
    """Solve a made-up problem."""
    problem = make_problem(size, seed)
    first: list[float] = []
    begun, processor = time.perf_counter(), time.process_time()

    def seen(_plan: Plan) -> None:
        if not first:
            first.append(time.process_time() - processor)

    plan = solve(problem, time_limit=LIMIT, on_progress=seen)
    return Run(plan, first[0] if first else math.nan, time.perf_counter() - begun, time.process_time() - processor)


def greedy(size: str, seed: int) -> list[int] | None:
    """What the plan of a careful person costs, tier by tier: :func:`first_plan`, which never looks back."""
    problem = make_problem(size, seed)
    answer = first_plan(Facts(problem), problem.candidates[0])
    if answer is None:
        return None
    plan = plan_of(problem, *answer, {}, seed=0, seconds=0)
    return [tier.cost for tier in plan.tiers]


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


def chosen_stages() -> None:
    """Print what it takes to choose stages: all of them optional, and one less allowed than there are."""
    for size in ("S", "M"):
        given = make_problem(size, 1)
        stages = tuple(stage.model_copy(update={"optional": True}) for stage in given.stages)
        policy = given.policy.model_copy(update={"max_stages": len(stages) - 1})
        begun = time.process_time()
        plan = solve(given.model_copy(update={"stages": stages, "policy": policy}), time_limit=LIMIT)
        took = time.process_time() - begun
        costs = ", ".join(f"{tier.name} {tier.cost}/{tier.bound}" for tier in plan.tiers)
        print(f"stages chosen, {size}: {plan.status}, {len(plan.stages)} of {len(stages)}, {took:.1f} processor seconds; {costs}")


def run() -> None:
    """Print everything."""
    blueprints()
    chosen_stages()
    print("seconds of one processor; clock seconds depend on who else uses the machine")
    print("size   first valid: median (worst)   all tiers: median (range)   target   proven   violations   clock: median")
    results = {size: [timed(size, seed) for seed in SEEDS] for size in TARGETS}
    for size, target in TARGETS.items():
        took = [one.processor for one in results[size]]
        first = [one.first for one in results[size]]
        proven = sum(one.plan.status == "optimal" for one in results[size])
        broken = sum(len(one.plan.violations) for one in results[size])
        print(
            f"{size:4}   {statistics.median(first):6.2f} s ({max(first):.2f})             "
            f"{statistics.median(took):5.1f} s ({min(took):.1f}-{max(took):.1f})            {target:.0f} s      "
            f"{proven}/{len(took)}      {broken}            {statistics.median(one.seconds for one in results[size]):.1f} s"
        )
    print("cost by tier (coverage, levels, calendar, people, exposure): the careful person's plan, and ours")
    for size, ours in results.items():
        for seed, one in zip(SEEDS, ours, strict=True):
            print(f"  {size} {seed}: {greedy(size, seed) or 'no plan'} and {[tier.cost for tier in one.plan.tiers]}")
    batch = timed("BATCH", 0)
    print(
        f"BATCH  first {batch.first:.2f} s, {batch.processor:.1f} s of processor, {batch.seconds:.1f} s on the clock, "
        f"{len(batch.plan.loops)} loops, {batch.plan.status}, {len(batch.plan.violations)} violations; cost and bound by tier: "
        + ", ".join(f"{tier.name} {tier.cost}/{tier.bound}" for tier in batch.plan.tiers)
    )
    print(f"equal plans in {same_plans(10)} of 10 runs")
    print("tier coverage with people and times, same model: CP-SAT and HiGHS, processor seconds")
    for seed in (0, 1):
        cp_sat, highs = solve_with_highs(make_problem("S", seed), limit=LIMIT)
        print(
            f"  S {seed}: CP-SAT {cp_sat[0]:.1f} s cost {cp_sat[1]:g}; "
            f"HiGHS {highs[0]:.1f} s cost {highs[1]:g} bound {highs[2]:g}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    run()
