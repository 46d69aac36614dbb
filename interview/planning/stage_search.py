"""Choosing stages: the ways to choose them one by one, the most promising first, until none that is left can be better.

Branch and bound over whole loops. Every way has a bound of coverage: first from places and weights alone, then from counting and
minutes (:mod:`interview.planning.content_bound`), in the end its own plan's. Plans of different stages are compared by the tiers
in their order; of equal ones the shorter loop is better, then the one with fewer stages.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interview.planning.best import Progress
from interview.planning.content_bound import least_off_target
from interview.planning.dominance import Places
from interview.planning.facts import Facts
from interview.planning.plan import Plan, Reason
from interview.planning.problem import Problem
from interview.planning.reasons import clashes
from interview.planning.rules import NOT_COVERED, TIERS
from interview.planning.search import Effort
from interview.planning.stage_choice import allowed_lengths, choices, chosen, pinned

PlanFor = Callable[[Problem, Effort, Progress | None], Plan]
Costs = tuple[int, ...]

SHARE = 0.5  # of the time that is left, for the plan of one choice
COUNTED, BOUNDED, PLANNED, IMPOSSIBLE = range(4)


@dataclass
class Choice:
    """One way to choose stages: what no plan with them costs less than, and how well that is known."""

    lengths: dict[str, int]
    problem: Problem
    bound: Costs
    known: int = COUNTED
    plan: Plan | None = None

    @property
    def size(self) -> tuple[int, int, tuple[tuple[str, int], ...]]:
        """What makes one of two equally good loops the better one."""
        return sum(self.lengths.values()), len(self.lengths), tuple(sorted(self.lengths.items()))

    @property
    def costs(self) -> Costs | None:
        """The tiers' costs of its plan."""
        return tuple(tier.cost for tier in self.plan.tiers) if self.plan is not None and self.plan.stages else None


def best_choice(problem: Problem, effort: Effort, on_progress: Progress | None, plan_for: PlanFor) -> Plan:
    """The best plan of all ways to choose stages, with the reasons for those left out; ``plan_for`` plans settled stages."""
    ways = [Choice(lengths, one := chosen(problem, lengths), _counted(one)) for lengths in choices(problem)]
    if not ways:
        return Plan(status="infeasible", seed=effort.seed, seconds=round(effort.seconds, 3), reasons=(_no_room(problem),))
    search = _Search(effort, on_progress, plan_for)
    search.run(ways)
    if search.best is None:
        return _none(ways, effort)
    return _finished(problem, ways, search.best, effort)


def _counted(problem: Problem) -> Costs:
    """A bound from places and weights alone: must-haves take theirs, the heaviest others the rest."""
    policy, musts = problem.policy, sum(skill.must_have for skill in problem.skills)
    free = max(policy.max_skills_per_stage * len(problem.stages) - musts * policy.must_have_observers, 0)
    others = sorted((skill.weight for skill in problem.skills if not skill.must_have), reverse=True)
    return (NOT_COVERED * sum(others[free:]), *[0] * (len(TIERS) - 1))


@dataclass
class _Search:
    """Looks at the way with the least bound, and either learns more about it or plans it."""

    effort: Effort
    on_progress: Progress | None
    plan_for: PlanFor
    best: Choice | None = None
    told: Costs | None = None

    def run(self, ways: Sequence[Choice]) -> None:
        """Go through the ways until none that is left can be better, or the time is up."""
        waiting = [(way.bound, -way.known, way.size, place) for place, way in enumerate(ways)]
        heapq.heapify(waiting)
        while waiting and not self.effort.stopped:
            _, known, _, place = heapq.heappop(waiting)
            way = ways[place]
            if self.best is not None and not can_beat(way, self.best):
                continue
            if way.known == COUNTED:
                self._bound(way)
            if way.known == BOUNDED and (-way.known == known or self.best is None):  # any plan at first, then the best bound
                self._plan(way)
            if way.known == BOUNDED:
                heapq.heappush(waiting, (way.bound, -way.known, way.size, place))

    def _bound(self, way: Choice) -> None:
        facts = Facts(way.problem)
        if not way.problem.candidates and clashes(facts):  # a finer grid may help where there are candidates
            way.known = IMPOSSIBLE
            return
        places = Places(facts)
        counted = NOT_COVERED * places.least_uncovered + places.least_steps
        coverage = max(way.bound[0], counted, least_off_target(facts, self.effort).coverage)
        way.known, way.bound = BOUNDED, (coverage, *way.bound[1:])

    def _plan(self, way: Choice) -> None:
        with self.effort.part(SHARE) as some:
            way.plan = self.plan_for(way.problem, some, self._tell)
        way.known = PLANNED
        if way.costs is not None:
            way.bound = max(way.bound, tuple(tier.bound for tier in way.plan.tiers))
            if self.best is None or (way.costs, way.size) < (self.best.costs, self.best.size):
                self.best = way
        elif not any("time_limit" in reason.facts for reason in way.plan.reasons):
            way.known = IMPOSSIBLE

    def _tell(self, plan: Plan) -> None:
        """Hand on a plan if it is better than all before it, of whatever stages."""
        costs = tuple(tier.cost for tier in plan.tiers)
        if self.on_progress is not None and (self.told is None or costs < self.told):
            self.told = costs
            self.on_progress(plan)


def can_beat(way: Choice, best: Choice) -> bool:
    """Whether a way might hold a better plan than the best one, as far as is known."""
    return best.costs is not None and way.known != IMPOSSIBLE and (way.bound, way.size) < (best.costs, best.size)


def _finished(problem: Problem, ways: Sequence[Choice], best: Choice, effort: Effort) -> Plan:
    """The best way's plan, with bounds that hold for all ways, and why the other stages are left out."""
    plan = best.plan
    assert plan is not None  # noqa: S101 - the best way has one
    rivals = [way for way in ways if way is not best and can_beat(way, best)]
    if rivals:
        least = [min(bounds) for bounds in zip(best.bound, *(way.bound for way in rivals), strict=True)]
        tiers = tuple(
            tier.model_copy(update={"bound": min(low, tier.bound)}) for tier, low in zip(plan.tiers, least, strict=True)
        )
        bound = sum(tier.weight * tier.bound for tier in tiers)
        objective = plan.objective or 0
        gap = (objective - bound) / objective if objective else 0.0
        status = plan.status if bound == objective else "feasible"
        plan = plan.model_copy(update={"status": status, "tiers": tiers, "bound": bound, "gap": gap})
    reasons = [_left_out(problem, ways, best, stage.id) for stage in problem.stages if stage.id not in best.lengths]
    return plan.model_copy(update={"seconds": round(effort.seconds, 3), "reasons": (*plan.reasons, *reasons)})


def _left_out(problem: Problem, ways: Sequence[Choice], best: Choice, stage_id: str) -> Reason:
    """Why a stage is not in the loop: the limits, the rules, or what the best loop with it costs."""
    with_it = [way for way in ways if stage_id in way.lengths]
    possible = [way for way in with_it if way.known != IMPOSSIBLE]
    facts: tuple[str, ...] = ("left_out", f"stage:{stage_id}")
    remedies: tuple[str, ...] = (f"{stage_id} not as an optional stage",)
    if not with_it:
        why = f"no loop with it keeps to {_limits(problem)}"
        facts = (*facts, "policy:max_stages", "policy:max_total_minutes")
        remedies = ("higher limits",)
    elif not possible:
        why = "no loop with it keeps every rule"
    elif any(can_beat(way, best) for way in possible):
        why = "no better loop with it was found in time, which does not prove that there is none"
        remedies = ("more time for the search",)
    else:
        rival = min(possible, key=lambda way: (way.bound, way.size))
        why = _worse(rival, best)
    return Reason(text=f"Stage {stage_id} is left out: {why}.", facts=facts, remedies=remedies)


def _worse(rival: Choice, best: Choice) -> str:
    """Where the best loop with a stage is behind: the first tier that differs, or its size."""
    for name, bound, cost in zip(TIERS, rival.bound, best.costs or (), strict=True):
        if bound != cost:
            return f"every loop with it within the limits costs at least {bound} in {name} instead of {cost}"
    return f"loops with it are no better and take {rival.size[0]} minutes in {rival.size[1]} stages, or more"


def _limits(problem: Problem) -> str:
    policy = problem.policy
    stages = [f"{policy.max_stages} stages"] if policy.max_stages is not None else []
    return " and ".join([*stages, *([f"{policy.max_total_minutes} minutes"] if policy.max_total_minutes is not None else [])])


def _no_room(problem: Problem) -> Reason:
    """The stages that stay are too many or too long; or no optional one fits."""
    stay = pinned(problem)
    minutes = sum(allowed_lengths(stage)[0] for stage in stay)
    names = ", ".join(stage.id for stage in stay)
    had = f"The stages that are not optional ({names}) take {minutes} minutes at least" if stay else "Each stage is too long"
    return Reason(
        text=f"{had}; the whole loop may have at most {_limits(problem)}.",
        facts=("policy:max_stages", "policy:max_total_minutes", *(f"stage:{stage.id}" for stage in stay)),
        remedies=("higher limits", "more optional stages", "shorter lengths"),
    )


def _none(ways: Sequence[Choice], effort: Effort) -> Plan:
    """Why no way to choose stages gives a plan: the reasons of the longest loop that the limits allow."""
    longest = max(ways, key=lambda way: way.size)
    reasons = longest.plan.reasons if longest.plan is not None else tuple(clashes(Facts(longest.problem)))
    if open_ones := [way for way in ways if way.known != IMPOSSIBLE]:
        text = (
            f"No plan was found; {len(open_ones)} of {len(ways)} ways to choose stages are not proven impossible. Give more time."
        )
        reasons = (Reason(text=text, facts=("time_limit",)), *reasons)
    elif len(ways) > 1:
        names = ", ".join(sorted(longest.lengths))
        text = f"None of the {len(ways)} ways to choose stages keeps every rule; the longest ({names}) fails as follows."
        reasons = (Reason(text=text, facts=tuple(f"stage:{name}" for name in sorted(longest.lengths))), *reasons)
    return Plan(status="infeasible", seed=effort.seed, seconds=round(effort.seconds, 3), reasons=tuple(reasons))
