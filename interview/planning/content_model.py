"""The part of the model about content: how many questions of each group stand in which stage, and which skills it rates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.dominance import Places
from interview.planning.facts import Facts, Group, Run
from interview.planning.guard import Guard
from interview.planning.rules import (
    IN_PASSING,
    NOT_COVERED,
    ONE_KIND,
    STEP_MINUTES,
    WANT_MISSED,
    least_fill,
    steps_off,
    tolerance_minutes,
)


@dataclass
class Content:
    """Variables: ``rated[skill, stage]``, ``count[group, stage]``, ``taken[group, run]``; ``costs`` by tier."""

    facts: Facts
    rated: dict[tuple[str, str], Any]
    count: dict[tuple[int, str], Any]
    taken: dict[tuple[int, int], Any]
    costs: dict[str, Any]


@dataclass(frozen=True)
class Pool:
    """Which questions may be used: those at most so far off the bar, at most so worn, and about no skill that is left out.

    ``coverage``, where given, is the most that this tier may cost; ``places`` the skills and stages that go together.
    """

    misfit: int = 10
    exposure: int = 3
    without: frozenset[str] = frozenset()
    coverage: int | None = None
    places: frozenset[tuple[str, str]] | None = None

    def __contains__(self, run: Run) -> bool:
        return run.misfit <= self.misfit and run.exposure <= self.exposure


EVERYTHING = Pool()


def add_content(facts: Facts, guard: Guard, pool: Pool = EVERYTHING) -> Content:
    """Post every rule about questions, minutes and skills, for the questions of a pool (locked ones are always in it)."""
    model = guard.model
    content = Content(facts, {}, {}, {}, {})
    _count(model, content, pool)
    _rate(model, content, guard)
    _minutes(content, guard)
    _families(content, guard)
    _observers(content, guard)
    _coverage(model, content, pool)
    _levels(model, content)
    return content


def _count(model: cp_model.CpModel, content: Content, pool: Pool) -> None:
    budgets = {stage.id: stage.budget_minutes for stage in content.facts.stages}
    for index, group in enumerate(content.facts.groups):
        left_out = group.skill in pool.without
        sizes = [len(run.questions) if group.locked or (run in pool and not left_out) else 0 for run in group.runs]
        for stage in group.stages:
            closed = pool.places is not None and not group.locked and (group.skill, stage) not in pool.places
            most = 0 if closed else min(sum(sizes), budgets[stage] // group.minutes)
            content.count[index, stage] = model.new_int_var(0, most, f"count_{index}_{stage}")
        for run in range(len(group.runs)):
            content.taken[index, run] = model.new_int_var(0, sizes[run], f"taken_{index}_{run}")
        taken = sum(content.taken[index, run] for run in range(len(group.runs)))
        model.add(taken == sum(content.count[index, stage] for stage in group.stages))


def _rate(model: cp_model.CpModel, content: Content, guard: Guard) -> None:
    """A stage rates a skill exactly if it asks about it (or, for must-haves without enough questions, in passing)."""
    own: dict[tuple[str, str], list[Any]] = defaultdict(list)
    second: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for (index, stage), count in content.count.items():
        group = content.facts.groups[index]
        own[group.skill, stage].append((count, index))
        if group.second:
            second[group.second, stage].append(count)
    passing = []
    for key in sorted(own.keys() | second.keys()):
        skill, stage = key
        rated = content.rated[key] = model.new_bool_var(f"rated_{skill}_{stage}")
        spent = sum(content.facts.groups[index].minutes * count for count, index in own[key])
        model.add(spent <= _budget(content, stage) * rated)
        asked = sum(count for count, _ in own[key])
        if second[key]:
            aside = model.new_bool_var(f"passing_{skill}_{stage}")
            model.add(rated <= asked + aside)
            model.add(aside <= sum(second[key]))
            passing.append(aside)
        else:
            model.add(rated <= asked)
    most_skills = content.facts.problem.policy.max_skills_per_stage
    for template in content.facts.stages:
        rated_here = [rated for (_, stage), rated in content.rated.items() if stage == template.id]
        guard.post(
            model.add(sum(rated_here) <= most_skills),
            f"stage {template.id} rates at most {most_skills} skills",
            f"stage:{template.id}",
            "policy:max_skills_per_stage",
        )
    content.costs["passing"] = IN_PASSING * sum(passing)


def _budget(content: Content, stage_id: str) -> int:
    return next(stage.budget_minutes for stage in content.facts.stages if stage.id == stage_id)


def _minutes(content: Content, guard: Guard) -> None:
    model = guard.model
    for stage in content.facts.stages:
        spent = sum(content.facts.groups[index].minutes * count for (index, at), count in content.count.items() if at == stage.id)
        least = least_fill(stage, content.facts.problem.policy.min_fill)
        guard.post(
            model.add(spent <= stage.budget_minutes),
            f"stage {stage.id} has {stage.budget_minutes} minutes for questions",
            f"stage:{stage.id}",
            "stage:length_minutes",
        )
        guard.post(
            model.add(spent >= least),
            f"stage {stage.id} is filled with at least {least} minutes of questions",
            f"stage:{stage.id}",
            "policy:min_fill",
        )


def _families(content: Content, guard: Guard) -> None:
    families: dict[str, list[Any]] = defaultdict(list)
    for (index, _), count in content.count.items():
        family = content.facts.groups[index].family
        if family:
            families[family].append(count)
    for family, counts in sorted(families.items()):
        guard.post(guard.model.add(sum(counts) <= 1), f"at most one question of the family {family}", f"family:{family}")
    for lock in content.facts.problem.locks:
        if lock.question:
            locked = [
                content.count[index, lock.stage]
                for index, group in enumerate(content.facts.groups)
                if group.locked and _holds(group, lock.question) and (index, lock.stage) in content.count
            ]
            guard.post(
                guard.model.add(sum(locked) == 1),
                f"question {lock.question} is locked to stage {lock.stage}",
                f"lock:{lock.question}",
            )


def _holds(group: Group, question: str) -> bool:
    return any(question in run.questions for run in group.runs)


def _observers(content: Content, guard: Guard) -> None:
    needed = content.facts.problem.policy.must_have_observers
    for skill in content.facts.must_haves:
        seen = [rated for (rated_skill, _), rated in content.rated.items() if rated_skill == skill]
        by = f" by {needed} different interviewers" if needed > 1 else ""
        guard.post(
            guard.model.add(sum(seen) >= needed),
            f"must-have skill {skill} is seen{by}",
            f"skill:{skill}",
            "policy:must_have_observers",
        )


def _coverage(model: cp_model.CpModel, content: Content, pool: Pool) -> None:
    spent: dict[str, Any] = defaultdict(int)
    for (index, _), count in content.count.items():
        group = content.facts.groups[index]
        spent[group.skill] += group.minutes * count
    own = {skill for skill in content.facts.targets if not any(group.second == skill for group in content.facts.groups)}
    rated = {key: var for key, var in content.rated.items() if key[0] in own}
    cost = add_coverage(model, content.facts, rated, spent)
    wants = WANT_MISSED * _wants(model, content)
    steps = cost.steps + content.costs.pop("passing")
    content.costs["coverage"] = steps + NOT_COVERED * cost.uncovered + wants
    if pool.coverage is not None:
        _at_most(model, content, cost, steps, pool.coverage)


def _wants(model: cp_model.CpModel, content: Content) -> Any:
    """How many kinds that stages want are missing there."""
    missing: Any = 0
    for stage in content.facts.stages:
        for kind in stage.wants:
            asked = [
                count
                for (index, at), count in content.count.items()
                if at == stage.id and content.facts.groups[index].kind == kind
            ]
            lacks = model.new_bool_var(f"lacks_{stage.id}_{kind}")
            model.add(lacks + sum(asked) >= 1)
            missing += lacks
    return missing


def _at_most(model: cp_model.CpModel, content: Content, cost: CoverageCost, steps: Any, coverage: int) -> None:
    """Bound the tier, and what follows for its parts, which linear relaxations don't see."""
    places = Places(content.facts)
    model.add(content.costs["coverage"] <= coverage)
    model.add(cost.uncovered <= places.most_uncovered(coverage))
    model.add(cost.uncovered >= places.least_uncovered)
    model.add(steps <= places.most_steps(coverage))
    for skill in places.certain(coverage):
        model.add(cost.covered[skill] == 1)


@dataclass
class CoverageCost:
    """The parts of the tier: steps off target, weight not covered, and which skills are covered."""

    steps: Any
    uncovered: Any
    covered: dict[str, Any]


def add_coverage(model: cp_model.CpModel, facts: Facts, rated: dict[tuple[str, str], Any], spent: dict[str, Any]) -> CoverageCost:
    """The cost of skills that are not covered and of minutes off target; ``rated`` need not hold skills seen in passing."""
    total = sum(stage.budget_minutes for stage in facts.stages)
    weights = {skill.id: skill.weight for skill in facts.problem.skills}
    cost = CoverageCost(0, 0, {})
    for skill, target in facts.targets.items():
        if skill not in spent:
            cost.uncovered += weights[skill]
            cost.steps += steps_off(0, target)
            continue
        slack = tolerance_minutes(target)
        steps = model.new_int_var(0, -(-total // STEP_MINUTES), f"steps_{skill}")
        model.add(STEP_MINUTES * steps >= spent[skill] - (target + slack))
        model.add(STEP_MINUTES * steps >= (target - slack) - spent[skill])
        covered = cost.covered[skill] = model.new_bool_var(f"covered_{skill}")
        model.add(covered <= spent[skill])
        stages = [var for (one, _), var in rated.items() if one == skill]
        if stages:
            model.add(covered <= sum(stages))
        cost.steps += steps
        cost.uncovered += weights[skill] * (1 - covered)
    return cost


def _levels(model: cp_model.CpModel, content: Content) -> None:
    groups = content.facts.groups
    off = sum(groups[index].runs[run].misfit * taken for (index, run), taken in content.taken.items())
    worn = sum(groups[index].runs[run].exposure * taken for (index, run), taken in content.taken.items())
    one_kind: Any = 0
    for skill in content.facts.must_haves:
        by_kind: dict[str, list[Any]] = defaultdict(list)
        for (index, _), count in content.count.items():
            if groups[index].skill == skill:
                by_kind[groups[index].kind].append(count)
        seen = []
        for kind, counts in sorted(by_kind.items()):
            seen.append(model.new_bool_var(f"kind_{skill}_{kind}"))
            model.add(seen[-1] <= sum(counts))
        single = model.new_bool_var(f"one_kind_{skill}")
        model.add(2 * single >= 2 - sum(seen))
        one_kind += single
    content.costs["levels"] = off + ONE_KIND * one_kind
    content.costs["exposure"] = worn
