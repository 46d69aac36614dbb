"""A bound of the tier coverage from minutes alone: as if every sum of minutes that the bank allows could be had for each stage.

Which questions make up the minutes is left out, so the model has one number per skill and stage and is solved at once. What it
can't reach no plan can.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.content_model import add_coverage
from interview.planning.facts import Facts
from interview.planning.rules import NOT_COVERED, WANT_MISSED, least_fill
from interview.planning.search import Effort


@dataclass(frozen=True)
class MinutesBound:
    """No plan's ``coverage`` costs less; ``places`` are the skills and stages of one way to spend the minutes so well."""

    coverage: int
    places: frozenset[tuple[str, str]]


def least_off_target(facts: Facts, effort: Effort) -> MinutesBound:
    """The least that coverage costs if only minutes and places counted."""
    model = cp_model.CpModel()
    rated: dict[tuple[str, str], Any] = {}
    minutes: dict[str, list[Any]] = defaultdict(list)
    by_stage: dict[str, list[Any]] = defaultdict(list)
    for stage in facts.stages:
        for skill in facts.targets:
            sums = _sums(facts, skill, stage.id, stage.budget_minutes)
            if len(sums) > 1:
                spent = model.new_int_var_from_domain(cp_model.Domain.from_values(sums), f"minutes_{skill}_{stage.id}")
                rated[skill, stage.id] = model.new_bool_var(f"rated_{skill}_{stage.id}")
                model.add(spent <= stage.budget_minutes * rated[skill, stage.id])
                model.add(spent >= sums[1] * rated[skill, stage.id])
                minutes[skill].append(spent)
                by_stage[stage.id].append(spent)
        here = [var for (_, at), var in rated.items() if at == stage.id]
        model.add(sum(here) <= facts.problem.policy.max_skills_per_stage)
        model.add(sum(by_stage[stage.id]) <= stage.budget_minutes)
        model.add(sum(by_stage[stage.id]) >= least_fill(stage, facts.problem.policy.min_fill))
    for skill in facts.must_haves:
        if not any(group.second == skill for group in facts.groups):
            seen = [var for (one, _), var in rated.items() if one == skill]
            model.add(sum(seen) >= facts.problem.policy.must_have_observers)
    cost = add_coverage(model, facts, rated, {skill: sum(spent) for skill, spent in minutes.items()})
    model.minimize(cost.steps + NOT_COVERED * cost.uncovered)
    status, solver = effort.run(model, linear=2, share=0.2)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return MinutesBound(0, frozenset())
    places = frozenset(key for key, var in rated.items() if solver.value(var))
    least = max(0, round(solver.best_objective_bound)) + WANT_MISSED * facts.hopeless_wants
    return MinutesBound(least, places)


def _sums(facts: Facts, skill: str, stage: str, budget: int) -> list[int]:
    """Every sum of minutes up to the budget that the questions of a skill can make in a stage, as bits of a number."""
    bits = 1
    for group in facts.groups:
        if group.skill == skill and stage in group.stages:
            for _ in range(min(group.size, budget // group.minutes)):
                bits |= bits << group.minutes
    return [minutes for minutes in range(budget + 1) if bits >> minutes & 1]
