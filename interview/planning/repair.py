"""Repair: an interviewer drops out, a question leaks, a time falls through. The plan with the fewest changes, then the best one.

A change is a fact of the old plan that no longer holds: a question in its stage, a person in a candidate's interview, a start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interview.planning.assemble import plan_of
from interview.planning.best import Answer
from interview.planning.checks import violations
from interview.planning.clash import smallest_clash
from interview.planning.clock import minute_of
from interview.planning.facts import Facts
from interview.planning.loop_checks import loop_violations
from interview.planning.plan import Plan, Reason
from interview.planning.pool import without
from interview.planning.problem import Lock, Problem
from interview.planning.rules import TIERS
from interview.planning.search import Effort, Posed, Settled, lexicographic
from interview.planning.solver import solve
from interview.planning.stage_choice import choices, chosen, is_open
from interview.planning.together import MOST_TOGETHER, Together

Fact = tuple[str, ...]


def facts_of(plan: Plan) -> set[Fact]:
    """Everything that a plan says, fact by fact."""
    found: set[Fact] = {("question", stage.id, question.id) for stage in plan.stages for question in stage.questions}
    for loop in plan.loops:
        for interview in loop.interviews:
            found.add(("start", loop.candidate, interview.stage, interview.start.isoformat()))
            found |= {("panel", loop.candidate, interview.stage, person) for person in interview.panel}
            found |= {("shadow", loop.candidate, interview.stage, person) for person in interview.shadows}
    return found


def changes(before: Plan, after: Plan) -> list[tuple[str, str]]:
    """Before and after, as pairs of sentences; empty text where something only went or only came."""
    old, new = facts_of(before), facts_of(after)
    gone, come = sorted(old - new), sorted(new - old)
    pairs = []
    for fact in gone:
        match = next((other for other in come if other[: len(fact) - 1] == fact[:-1]), None)
        if match is not None:
            come.remove(match)
        pairs.append((_words(fact), _words(match) if match else ""))
    return pairs + [("", _words(fact)) for fact in come]


def _words(fact: Fact) -> str:
    match fact:
        case ("question", stage, question):
            return f"{stage} asks {question}"
        case ("start", candidate, stage, start):
            return f"{candidate}: {stage} starts at {start}"
        case _:
            return f"{fact[1]}: {fact[3]} {'sits' if fact[0] == 'panel' else 'watches'} in {fact[2]}"


def repair(
    problem: Problem,
    before: Plan,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """A valid plan for the changed ``problem`` with as few changes to ``before`` as can be, and among these the best.

    A plan that is still valid comes back with its content and times as they are. The loops of up to three candidates are repaired
    together; of more, only those that are broken, with the questions and everybody else's times held. Where stages are to be
    chosen they stay as they were; if they can't, the plan is made anew.
    """
    effort = Effort(seed, time_limit, should_stop)
    if is_open(problem):
        stayed = {stage.id: stage.length_minutes for stage in before.stages}
        if stayed not in choices(problem):
            return solve(problem, seed=seed, time_limit=time_limit, should_stop=should_stop)
        problem = chosen(problem, stayed)
    if before.stages and not violations(problem, before):
        return plan_of(problem, before.stages, before.loops, {}, seed=seed, seconds=effort.seconds, forms=before.forms)
    if len(problem.candidates) > MOST_TOGETHER:
        return _broken_ones(problem, before, seed=seed, time_limit=time_limit, should_stop=should_stop)
    kept = frozenset(question.id for stage in before.stages for question in stage.questions)
    facts = Facts(problem, kept)

    def pose() -> Posed[Answer]:
        model = Together.of(facts)
        costs = {**model.costs, "changes": _changed(before, model)}
        return Posed(model.guard.model, {name: cost for name, cost in costs.items() if not isinstance(cost, int)}, model.read)

    order = ("changes", *(tier for tier in TIERS if problem.candidates or tier not in {"calendar", "people"}))
    settled: Settled[Answer] = lexicographic(pose, order, {}, effort, linear=1)
    if settled.solution is None:
        reasons = smallest_clash(facts, Effort(seed, 10.0, should_stop)) if settled.infeasible else ()
        missing = Reason(text="No repair was found in the time limit." if not settled.infeasible else "The rules clash.")
        return Plan(status="infeasible", seed=seed, seconds=round(effort.seconds, 3), reasons=reasons or (missing,))
    stages, loops = settled.solution
    bounds = settled.bounds if settled.proven else {}
    plan = plan_of(problem, stages, loops, bounds, seed=seed, seconds=effort.seconds)
    return (
        plan.model_copy(update={"notes": (f"{len(changes(before, plan))} changes to the plan before; no valid plan has fewer.",)})
        if (settled.costs["changes"] <= settled.bounds.get("changes", 0))
        else plan
    )


def _broken_ones(problem: Problem, before: Plan, *, seed: int, time_limit: float, should_stop: Callable[[], bool] | None) -> Plan:
    """Repair the broken loops of many, in groups of three, with the content and all other loops held."""
    effort = Effort(seed, time_limit, should_stop)
    skills = {stage.id: stage.skills for stage in before.stages}
    fine = {loop.candidate: loop for loop in before.loops if not loop_violations(problem, loop, skills)}
    broken = [candidate for candidate in problem.candidates if candidate.id not in fine]
    held = tuple(Lock(stage=stage.id, question=question.id) for stage in before.stages for question in stage.questions)
    for index in range(0, len(broken), MOST_TOGETHER):
        some = tuple(broken[index : index + MOST_TOGETHER])
        left = without(problem, fine.values()).model_copy(update={"candidates": some, "locks": (*problem.locks, *held)})
        names = {candidate.id for candidate in some}
        old = before.model_copy(update={"loops": tuple(loop for loop in before.loops if loop.candidate in names)})
        plan = repair(left, old, seed=seed, time_limit=max(1.0, time_limit - effort.seconds), should_stop=should_stop)
        if plan.status == "infeasible":
            return plan
        fine |= {loop.candidate: loop for loop in plan.loops}
    loops = tuple(fine[candidate.id] for candidate in problem.candidates)
    plan = plan_of(problem, before.stages, loops, {}, seed=seed, seconds=effort.seconds, forms=before.forms)
    return plan if not plan.violations else _leaked(problem, before, effort)


def _leaked(problem: Problem, before: Plan, effort: Effort) -> Plan:
    """With many candidates, content that no longer holds needs a new plan."""
    plan = solve(
        problem, seed=effort.seed, time_limit=max(1.0, effort.time_limit - effort.seconds), should_stop=effort.should_stop
    )
    return plan.model_copy(update={"notes": (*plan.notes, f"{len(changes(before, plan))} changes to the plan before.")})


def _changed(before: Plan, model: Together) -> Any:
    """How many facts of the old plan no longer hold."""
    content = model.content
    kept: list[Any] = []
    at = {question.id: stage.id for stage in before.stages for question in stage.questions}
    for index, group in enumerate(content.facts.groups):
        own = group.runs[0].questions if group.kept else ()
        kept += [content.count.get((index, at[question]), 0) for question in own if question in at]
    by_candidate = {loop.candidate: loop for loop in before.loops}
    for days, seats in model.loops:
        loop = by_candidate.get(days.calendar.candidate.id)
        for interview in loop.interviews if loop else ():
            kept.append(days.at.get((interview.stage, minute_of(interview.start)), 0))
            kept += [seats.panel.get((person, interview.stage), 0) for person in interview.panel]
            kept += [seats.shadow.get((person, interview.stage), 0) for person in interview.shadows]
    return len(facts_of(before)) - sum(kept)
