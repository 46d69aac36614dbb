"""The best content if people did not matter, and the proof: bounds from minutes alone, small pools before large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.assemble import stages_of, with_passing
from interview.planning.content_bound import least_off_target
from interview.planning.content_model import EVERYTHING, Content, Pool, add_content
from interview.planning.dominance import Places
from interview.planning.facts import Facts
from interview.planning.first_content import first_content
from interview.planning.guard import Guard
from interview.planning.objective import content_costs
from interview.planning.plan import PlanStage
from interview.planning.search import Effort, Posed, Settled, lexicographic

Stages = tuple[PlanStage, ...]

CONTENT_TIERS = ("coverage", "levels", "exposure")
POOLS = (Pool(0, 0), Pool(1, 3))
SMALL = 5
"""How much more than its bound coverage may cost where small pools are tried first."""
LAST_SECONDS = 3.0  # beyond the time limit, for a first plan or for the reasons of a clash


def best_content(facts: Facts, effort: Effort) -> Settled[Stages]:
    """The best content if people did not matter, with its bounds.

    Small pools of questions are tried first: if those at the bar reach the bound of coverage, no other question can do better.
    Questions farther off the bar than the whole plan in hand can't be in a better one either.
    """
    minutes = least_off_target(facts, effort)
    least = minutes.coverage
    lower = {"coverage": least, "levels": 0, "exposure": 0}
    held: Settled[Stages] = Settled()
    near = [replace(pool, without=Places(facts).left_out(least + SMALL), coverage=least + SMALL) for pool in POOLS]
    for pool in (near[0], replace(near[1], places=minutes.places), near[1]):
        if effort.stopped:
            return replace(held, order=CONTENT_TIERS)
        held = _better(held, _content_in(facts, effort, pool, ("coverage",), lower))
        if held.solution is not None and held.costs["coverage"] <= least:
            break
    else:
        held = _proven_coverage(facts, effort, held, lower)
        if held.solution is None or not held.proven:
            return replace(held, order=CONTENT_TIERS)
        lower["coverage"] = held.costs["coverage"]
    coverage = held.costs["coverage"]
    final = Pool(min(held.costs["levels"], EVERYTHING.misfit), EVERYTHING.exposure, Places(facts).left_out(coverage), coverage)
    return _content_in(facts, effort, final, CONTENT_TIERS, lower, start=held)


def _proven_coverage(facts: Facts, effort: Effort, held: Settled[Stages], lower: Mapping[str, int]) -> Settled[Stages]:
    """The best coverage with all questions: better than what is held, or the proof that there is none better."""
    if held.solution is None:
        return _content_in(facts, effort, EVERYTHING, ("coverage",), lower)
    better = held.costs["coverage"] - 1
    found = _content_in(
        facts, effort, replace(EVERYTHING, without=Places(facts).left_out(better), coverage=better), ("coverage",), lower
    )
    if found.solution is not None:
        return found
    bound = held.costs["coverage"] if found.infeasible else lower["coverage"]
    return replace(held, bounds={"coverage": bound}, order=("coverage",))


def _better(one: Settled[Stages], other: Settled[Stages]) -> Settled[Stages]:
    """The content with less cost; ``one`` where they are even or the other has none."""
    if other.solution is None or (
        one.solution is not None and [one.costs[tier] for tier in CONTENT_TIERS] <= [other.costs[tier] for tier in CONTENT_TIERS]
    ):
        return one
    return other


def _content_in(
    facts: Facts,
    effort: Effort,
    pool: Pool,
    order: tuple[str, ...],
    lower: Mapping[str, int],
    *,
    start: Settled[Stages] | None = None,
) -> Settled[Stages]:
    def pose() -> Posed[Stages]:
        guard = Guard(cp_model.CpModel())
        content = add_content(facts, guard, pool)
        return Posed(guard.model, content.costs, lambda answer: read_stages(content, answer))

    return lexicographic(pose, order, lower, effort, linear=2, start=start)


def any_content(facts: Facts, effort: Effort) -> Settled[Stages]:
    """Any valid content, for a search that was cut short: a little more time gives a plan to show, or the proof of none."""
    stages = first_content(facts)
    if stages is not None:
        return Settled(stages, costs_of(facts, stages), dict.fromkeys(CONTENT_TIERS, 0), order=CONTENT_TIERS)
    guard = Guard(cp_model.CpModel())
    held = add_content(facts, guard)
    status, solver = Effort(effort.seed, LAST_SECONDS, effort.should_stop).run(guard.model, linear=0)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Settled(infeasible=bool(status == cp_model.INFEASIBLE))
    stages = read_stages(held, solver)
    return Settled(stages, costs_of(facts, stages), dict.fromkeys(CONTENT_TIERS, 0), order=CONTENT_TIERS)


def costs_of(facts: Facts, stages: Stages) -> dict[str, int]:
    """What content costs in each of its tiers."""
    return {tier: sum(parts.values()) for tier, parts in content_costs(facts.problem, stages).items()}


def read_stages(content: Content, answer: Any) -> Stages:
    """The stages of the solver's answer."""
    count = {key: answer.value(var) for key, var in content.count.items()}
    taken = {key: answer.value(var) for key, var in content.taken.items()}
    rated = {key for key, var in content.rated.items() if answer.value(var)}
    return with_passing(stages_of(content.facts, count, taken), rated)
