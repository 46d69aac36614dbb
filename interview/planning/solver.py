"""Finds the best plan and proves it, with OR-Tools CP-SAT.

Parts first, the whole only where it must be: the best content without people, and the least waiting without content, bound what
any plan can reach. If people can be found for that content at those times, the plan is proven best; if not, content, times and
people are solved together, with these bounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.assemble import loop_of, plan_of, stages_of, with_passing
from interview.planning.batch import crowd_content, improve, plan_all
from interview.planning.clash import smallest_clash
from interview.planning.content_bound import least_off_target
from interview.planning.content_model import EVERYTHING, Content, Pool, add_content
from interview.planning.dominance import Places
from interview.planning.facts import Calendar, Facts
from interview.planning.forms import hand_out, parallel_forms
from interview.planning.guard import Guard
from interview.planning.loop_model import Days, Seats, add_days, add_seats
from interview.planning.objective import content_costs, loop_costs
from interview.planning.plan import Plan, PlanLoop, PlanStage, Reason
from interview.planning.problem import Problem, ProblemCandidate
from interview.planning.reasons import clashes
from interview.planning.rules import TIERS
from interview.planning.search import Effort, Posed, Settled, lexicographic
from interview.planning.timeline import least_waiting

Progress = Callable[[Plan], None]
Stages = tuple[PlanStage, ...]
Answer = tuple[Stages, tuple[PlanLoop, ...]]

LAST_SECONDS = 3.0  # beyond the time limit, for a first plan or for the reasons of a clash
CONTENT_TIERS = ("coverage", "levels", "exposure")
POOLS = (Pool(0, 0), Pool(1, 3))
SMALL = 5
"""How much more than its bound coverage may cost where small pools are tried first."""


@dataclass
class Best:
    """The best answer so far, by the tiers in their order, worked out without the solver."""

    problem: Problem
    effort: Effort
    on_progress: Progress | None
    answer: Answer | None = None
    costs: tuple[int, ...] = ()

    def offer(self, answer: Answer) -> None:
        """Keep the answer if it is better, and tell whoever wants to know."""
        parts = {**content_costs(self.problem, answer[0]), **loop_costs(self.problem, answer[1])}
        costs = tuple(sum(parts[tier].values()) for tier in TIERS)
        if self.answer is None or costs < self.costs:
            self.answer, self.costs = answer, costs
            if self.on_progress is not None:
                self.on_progress(self.plan({}))

    def plan(self, bounds: Mapping[str, int]) -> Plan:
        """The plan to show."""
        assert self.answer is not None  # noqa: S101 - asked for only with an answer
        stages, loops = self.answer
        forms: tuple[Stages, ...] = ()
        if bounds and self.problem.policy.forms > 1:
            forms = parallel_forms(self.problem, stages, self.effort)
            loops = hand_out(forms, loops)
        return plan_of(self.problem, stages, loops, bounds, seed=self.effort.seed, seconds=self.effort.seconds, forms=forms)


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan for a problem.

    ``time_limit`` is in seconds; where it ends the proof, the plan is ``feasible`` with its bound and gap. ``on_progress`` gets
    every better plan; once ``should_stop`` says so, the best plan so far is returned.
    """
    effort = Effort(seed, time_limit, should_stop)
    facts = Facts(problem)
    best = Best(problem, effort, on_progress)
    if reasons := clashes(facts):
        return _none(effort, reasons)
    if len(problem.candidates) == 1 and not _any_plan(facts, effort, best):
        return _explained(facts, effort, infeasible=True)
    content = best_content(facts, effort)
    if content.solution is None and best.answer is not None:
        return best.plan(content.bounds)
    if content.solution is None and not content.infeasible:
        content = _any_content(facts, effort)
    if content.solution is None:
        return _explained(facts, effort, content.infeasible)
    if len(problem.candidates) > 1:
        bounds, infeasible = _batch(facts, effort, content, best)
    elif problem.candidates:
        settled = best_loop(facts, effort, content, best)
        bounds, infeasible = settled.bounds, settled.infeasible
    else:
        best.offer((content.solution, ()))
        bounds, infeasible = content.bounds, False
    return _explained(facts, effort, infeasible) if best.answer is None else best.plan(bounds)


def _none(effort: Effort, reasons: Sequence[Reason]) -> Plan:
    return Plan(status="infeasible", seed=effort.seed, seconds=round(effort.seconds, 3), reasons=tuple(reasons))


def _explained(facts: Facts, effort: Effort, infeasible: bool) -> Plan:
    """No plan, and why: a smallest clash, or that the search was not given the time to say."""
    if not infeasible:
        text = "No plan was found within the time limit, which does not prove that there is none; give more time."
        return _none(effort, (Reason(text=text, facts=("time_limit",)),))
    asking = Effort(effort.seed, max(effort.time_limit - effort.seconds, LAST_SECONDS), effort.should_stop)
    reasons = smallest_clash(facts, asking) or (Reason(text="The rules clash; no smallest clash was found in time."),)
    return _none(effort, reasons)


def best_content(facts: Facts, effort: Effort) -> Settled[Stages]:
    """The best content if people did not matter, with its bounds.

    Small pools of questions are tried first: if those at the bar reach the bound of coverage, no other question can do better.
    Questions farther off the bar than the whole plan in hand can't be in a better one either.
    """
    least = least_off_target(facts, effort)
    lower = {"coverage": least, "levels": 0, "exposure": 0}
    held: Settled[Stages] = Settled()
    for pool in POOLS:
        if effort.stopped:
            return replace(held, order=CONTENT_TIERS)
        narrow = replace(pool, without=Places(facts).left_out(least + SMALL), coverage=least + SMALL)
        held = _better(held, _content_in(facts, effort, narrow, ("coverage",), lower))
        if held.solution is not None and held.costs["coverage"] <= least:
            break
    else:
        held = _proven_coverage(facts, effort, held, lower)
        if held.solution is None or not held.proven:
            return replace(held, order=CONTENT_TIERS)
        lower["coverage"] = held.costs["coverage"]
    coverage = held.costs["coverage"]
    near = Pool(min(held.costs["levels"], EVERYTHING.misfit), EVERYTHING.exposure, Places(facts).left_out(coverage), coverage)
    return _content_in(facts, effort, near, CONTENT_TIERS, lower, start=held)


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


def best_loop(facts: Facts, effort: Effort, content: Settled[Stages], best: Best) -> Settled[Answer]:
    """The best plan for one candidate: with the best content if people can be found for it, else all together."""
    assert content.solution is not None  # noqa: S101 - callers ask only with content
    calendar = facts.day(facts.problem.candidates[0])
    waiting = least_waiting(facts, calendar)
    if waiting is None:
        return Settled(infeasible=True)
    lower = {**content.bounds, "calendar": waiting, "people": 0}
    proven = _with_people(facts, effort, content, lower, best)
    if proven is None and not effort.stopped:
        content = _staffed_content(facts, effort, calendar, lower)
        if content.infeasible:
            return Settled(infeasible=True)
        lower |= content.bounds
        proven = None if content.solution is None else _with_people(facts, effort, content, lower, best)
    if proven is not None:
        return proven
    return lexicographic(lambda: _whole(facts, calendar), TIERS, lower, effort, linear=1, found=best.offer)


def _whole(facts: Facts, calendar: Calendar) -> Posed[Answer]:
    """Content, times and people of one candidate in one model."""
    guard = Guard(cp_model.CpModel())
    held = add_content(facts, guard)
    days = add_days(facts, calendar, guard)
    seats = add_seats(facts, days, held.rated, guard)
    costs = {**held.costs, "calendar": days.cost, "people": seats.cost}
    return Posed(guard.model, costs, lambda answer: (read_stages(held, answer), (read_loop(days, seats, answer),)))


def _any_plan(facts: Facts, effort: Effort, best: Best) -> bool:
    """Offer any valid plan, so that one is in hand at once; false if there can be none."""
    posed = _whole(facts, facts.day(facts.problem.candidates[0]))
    status, solver = effort.run(posed.model, linear=0, share=0.5)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        best.offer(posed.read(solver))
    return bool(status != cp_model.INFEASIBLE)


def _any_content(facts: Facts, effort: Effort) -> Settled[Stages]:
    """Any valid content, for a search that was cut short: a little more time gives a plan to show, or the proof of none."""
    guard = Guard(cp_model.CpModel())
    held = add_content(facts, guard)
    status, solver = Effort(effort.seed, LAST_SECONDS, effort.should_stop).run(guard.model, linear=0)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Settled(infeasible=bool(status == cp_model.INFEASIBLE))
    costs = {tier: solver.value(held.costs[tier]) for tier in CONTENT_TIERS}
    return Settled(read_stages(held, solver), costs, dict.fromkeys(CONTENT_TIERS, 0), order=CONTENT_TIERS)


def _with_people(
    facts: Facts, effort: Effort, content: Settled[Stages], lower: Mapping[str, int], best: Best
) -> Settled[Answer] | None:
    """Give the content people and times; the proof, if every tier is then at its bound."""
    assert content.solution is not None  # noqa: S101 - callers ask only with content
    rated = {(skill, stage.id): 1 for stage in content.solution for skill in stage.skills}
    seated = _people_for(facts, effort, rated, lower)
    if seated.solution is None:
        return None
    answer = (content.solution, (seated.solution,))
    best.offer(answer)
    if not content.proven or seated.costs["people"] > lower["people"]:
        return None
    costs = {**content.costs, "calendar": lower["calendar"], "people": seated.costs["people"]}
    return Settled(answer, costs, dict(costs), order=TIERS)


def _staffed_content(facts: Facts, effort: Effort, calendar: Calendar, lower: Mapping[str, int]) -> Settled[Stages]:
    """The best content for which people could be found if times did not matter, with bounds of people's costs as well."""

    def pose() -> Posed[Stages]:
        guard = Guard(cp_model.CpModel())
        held = add_content(facts, guard)
        seats = add_seats(facts, Days(calendar), held.rated, guard)
        return Posed(guard.model, {**held.costs, "people": seats.cost}, lambda answer: read_stages(held, answer))

    known = {tier: lower[tier] for tier in ("coverage", "levels", "people", "exposure") if tier in lower}
    return lexicographic(pose, ("coverage", "levels", "people", "exposure"), known, effort, linear=2)


def _batch(facts: Facts, effort: Effort, content: Settled[Stages], best: Best) -> tuple[dict[str, int], bool]:
    """Loops for several candidates; returns bounds of the tiers, and whether there can be no plan."""
    waiting = {candidate.id: least_waiting(facts, facts.day(candidate)) or 0 for candidate in facts.problem.candidates}
    bounds = {**content.bounds, "calendar": sum(waiting.values()), "people": 0}

    def plan_one(
        left: Facts, candidate: ProblemCandidate, rated: Mapping[tuple[str, str], Any], bound: int | None
    ) -> PlanLoop | None:
        return _one_of_many(left, effort, candidate, rated, bound or 0)

    crowd = crowd_content(facts, effort, read_stages, content.bounds)
    if crowd.infeasible:
        return bounds, True
    for held in (crowd, content):
        if held.solution is None or effort.stopped:
            continue
        loops = plan_all(facts, held.solution, plan_one, waiting, effort)
        if loops is not None:
            order = [candidate.id for candidate in facts.problem.candidates]
            best.offer((held.solution, tuple(loops[name] for name in order)))
            loops = improve(facts, held.solution, loops, plan_one, bounds=waiting, effort=effort)
            best.offer((held.solution, tuple(loops[name] for name in order)))
            break
    return bounds, False


ENOUGH_DAYS = 3


def _one_of_many(
    facts: Facts, effort: Effort, candidate: ProblemCandidate, rated: Mapping[tuple[str, str], Any], bound: int
) -> PlanLoop | None:
    """One candidate's loop with what the others left: within single days at the bound of waiting, else with all days."""
    whole = facts.day(candidate)
    best: tuple[int, PlanLoop] | None = None
    tried = 0
    for day in sorted(set(whole.days.values())):
        calendar = whole.only(day)
        least = least_waiting(facts, calendar)
        if tried == ENOUGH_DAYS or least is None or least > bound:
            continue
        loop, load = _seat(facts, effort, calendar, rated, at_most=bound)
        tried += 1
        if loop is not None and (best is None or load < best[0]):
            best = load, loop
        if best is not None and best[0] == 0:
            break
    return best[1] if best is not None else _seat(facts, effort, whole, rated, at_most=None)[0]


def _seat(
    facts: Facts, effort: Effort, calendar: Calendar, rated: Mapping[tuple[str, str], Any], *, at_most: int | None
) -> tuple[PlanLoop | None, int]:
    guard = Guard(cp_model.CpModel())
    days = add_days(facts, calendar, guard)
    seats = add_seats(facts, days, dict(rated), guard)
    if at_most is None:
        guard.model.minimize(100 * days.cost + seats.cost)
    else:
        guard.model.add(days.cost <= at_most)
        guard.model.minimize(seats.cost)
    status, solver = effort.run(guard.model, linear=0, share=0.02)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None, 0
    return read_loop(days, seats, solver), solver.value(seats.cost)


def _people_for(facts: Facts, effort: Effort, rated: dict[tuple[str, str], Any], lower: Mapping[str, int]) -> Settled[PlanLoop]:
    """People and times for what the stages rate, with no more waiting and load than the bounds."""

    def pose() -> Posed[PlanLoop]:
        guard = Guard(cp_model.CpModel())
        days = add_days(facts, facts.day(facts.problem.candidates[0]), guard)
        seats = add_seats(facts, days, rated, guard)
        guard.model.add(days.cost <= lower["calendar"])
        guard.model.add(seats.cost <= lower["people"])
        return Posed(guard.model, {"people": seats.cost}, lambda answer: read_loop(days, seats, answer))

    return lexicographic(pose, ("people",), {}, effort, linear=0)


def read_stages(content: Content, answer: Any) -> Stages:
    """The stages of the solver's answer."""
    count = {key: answer.value(var) for key, var in content.count.items()}
    taken = {key: answer.value(var) for key, var in content.taken.items()}
    rated = {key for key, var in content.rated.items() if answer.value(var)}
    return with_passing(stages_of(content.facts, count, taken), rated)


def read_loop(days: Days, seats: Seats, answer: Any) -> PlanLoop:
    """One candidate's loop of the solver's answer."""
    starts = {stage: start for (stage, start), var in days.at.items() if answer.value(var)}
    panel: dict[str, list[str]] = defaultdict(list)
    shadows: dict[str, list[str]] = defaultdict(list)
    for held, into in ((seats.panel, panel), (seats.shadow, shadows)):
        for (person, stage), var in held.items():
            if answer.value(var):
                into[stage].append(person)
    return loop_of(days.calendar, starts, panel, shadows)
