"""Finds the best plan and proves it, with OR-Tools CP-SAT.

Parts first, the whole only where it must be: the best content without people, and the least waiting without content, bound what
any plan can reach. If people can be found for that content at those times, the plan is proven best; if not, content, times and
people are solved together, with these bounds. A plan made without the solver is in hand before the search begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd

from interview.planning.batch import any_loops, best_loops
from interview.planning.best import Best, Progress
from interview.planning.clash import smallest_clash
from interview.planning.clock import minute_of
from interview.planning.content_search import LAST_SECONDS, any_content, best_content
from interview.planning.facts import Facts
from interview.planning.first_content import first_content
from interview.planning.one_loop import any_plan, best_loop
from interview.planning.plan import Plan, Reason
from interview.planning.problem import Problem
from interview.planning.reasons import clashes
from interview.planning.search import Effort
from interview.planning.stage_choice import is_open
from interview.planning.stage_search import best_choice
from interview.planning.timeline import least_waiting

FINEST_MINUTES = 5  # between starts, where the problem's own grid leaves no plan


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
    every better plan; once ``should_stop`` says so, the best plan so far is returned. Where stages are to be chosen, the plan is
    the best one of all ways to choose them.
    """
    effort = Effort(seed, time_limit, should_stop)
    if is_open(problem):
        return best_choice(problem, effort, on_progress, _solve)
    return _solve(problem, effort, on_progress)


def _solve(problem: Problem, effort: Effort, on_progress: Progress | None) -> Plan:
    """The best plan with exactly these stages."""
    facts = Facts(problem)
    if reasons := clashes(facts):
        finer = with_finer_starts(problem)
        if finer is None or clashes(Facts(finer)):
            return _none(effort, reasons)
        plan = _solve(finer, effort, on_progress)
        slots = problem.policy.slot_minutes, finer.policy.slot_minutes
        note = f"No plan starts every interview on a grid of {slots[0]} minutes; this one uses a grid of {slots[1]}."
        return plan.model_copy(update={"notes": (*plan.notes, note)}) if plan.stages else _none(effort, reasons)
    best = Best(problem, effort, on_progress)
    if not _search(facts, effort, best):
        return _none(effort, _smallest(facts, effort))
    if best.answer is None:
        text = "No plan was found, which does not prove that there is none: the search ended first. Give more time."
        return _none(effort, (Reason(text=text, facts=("time_limit",)),))
    return best.plan()


def _search(facts: Facts, effort: Effort, best: Best) -> bool:
    """Offer the best plan; false if there can be none."""
    candidates = facts.problem.candidates
    if not candidates and (stages := first_content(facts)) is not None:
        best.offer((stages, ()))
    if len(candidates) == 1 and not any_plan(facts, effort, best):
        return False
    if len(candidates) > 1:
        any_loops(facts, effort, best)
    with effort.part(1.0 if not candidates else 0.5) as some:
        content = best_content(facts, some)
    if content.solution is None and not content.infeasible and best.answer is None:
        content = any_content(facts, effort)
    if content.infeasible:
        return False
    best.know(content.bounds)
    if not candidates:
        if content.solution is not None:
            best.offer((content.solution, ()))
        return True
    if len(candidates) > 1:
        return best_loops(facts, effort, content, best)
    waiting = least_waiting(facts, facts.day(candidates[0])) or 0
    best.know({"calendar": waiting})
    return effort.stopped or best_loop(facts, effort, content, waiting, best)


def with_finer_starts(problem: Problem) -> Problem | None:
    """The problem with starts where everybody's times begin and stages end, if its grid leaves such out."""
    slot = problem.policy.slot_minutes
    ends = {stage.length_minutes for stage in problem.stages}
    times = [one.available for one in problem.candidates] + [one.available for one in problem.interviewers]
    ends.update(minute_of(instant) for windows in times for one in windows for instant in (one.start, one.end))
    finer = max(gcd(slot, *ends), FINEST_MINUTES)
    if not problem.candidates or finer >= slot:
        return None
    return problem.model_copy(update={"policy": problem.policy.model_copy(update={"slot_minutes": finer})})


def _smallest(facts: Facts, effort: Effort) -> Sequence[Reason]:
    """The rules of a smallest clash."""
    asking = Effort(effort.seed, max(effort.time_limit - effort.seconds, LAST_SECONDS), effort.should_stop)
    if found := smallest_clash(facts, asking):
        return found
    if len(facts.problem.candidates) > 1:
        text = "No content lets the weekly caps of the pool carry all candidates with qualified people in every stage."
        return (Reason(text=text, facts=("policy:weekly_cap",), remedies=("fewer candidates", "more weeks", "more people")),)
    return (Reason(text="The rules clash; no smallest clash was found in time."),)


def _none(effort: Effort, reasons: Sequence[Reason]) -> Plan:
    return Plan(status="infeasible", seed=effort.seed, seconds=round(effort.seconds, 3), reasons=tuple(reasons))
