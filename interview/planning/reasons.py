"""Why a wish can't be met, as far as counting tells: the usual clashes, found without any search and in people's words.

Each reason is a clash by itself: what it names can't hold together, whatever else the problem says.
"""

from __future__ import annotations

from collections.abc import Iterator

from interview.planning.facts import Facts
from interview.planning.plan import Reason
from interview.planning.problem import ProblemStage
from interview.planning.reasons_loop import loop_clashes, pool_clashes
from interview.planning.rules import least_fill, may_observe, seen_in_passing


def clashes(facts: Facts) -> list[Reason]:
    """Every clash that counting finds; empty says nothing about clashes that need a search."""
    found = [*_content(facts), *_time_for_must_haves(facts)]
    if facts.problem.candidates:
        found += _qualified(facts)
        for candidate in facts.problem.candidates:
            found += loop_clashes(facts, candidate)
        found += pool_clashes(facts)
    return list(dict.fromkeys(found))


def _content(facts: Facts) -> Iterator[Reason]:
    problem, policy = facts.problem, facts.problem.policy
    for stage in problem.stages:
        least = least_fill(stage, policy.min_fill)
        possible = _sums(facts, stage)
        if possible[-1] < least:
            yield Reason(
                text=f"Stage {stage.id} needs at least {least} minutes of questions, and those that fit it add up to "
                f"{possible[-1]}.",
                facts=(f"stage:{stage.id}", "policy:min_fill"),
                remedies=(f"questions of the kinds {', '.join(stage.kinds)}", f"a shorter stage {stage.id}"),
            )
    passing = seen_in_passing(problem)
    for skill, stages in sorted(may_observe(problem).items()):
        second = {stage for group in facts.groups if group.second == skill and skill in passing for stage in group.stages}
        if len(stages | second) < policy.must_have_observers:
            where = f"only stage {', '.join(sorted(stages | second))}" if stages | second else "no stage"
            yield Reason(
                text=f"Must-have skill {skill} is to be seen in {policy.must_have_observers} stages; its questions fit {where}.",
                facts=(f"skill:{skill}", "policy:must_have_observers"),
                remedies=(f"a question about {skill} of another kind", f"{skill} not as a must-have"),
            )
    fitting = {question for group in facts.groups if group.stages for run in group.runs for question in run.questions}
    for lock in problem.locks:
        if lock.question and lock.question not in fitting:
            yield Reason(
                text=f"Question {lock.question} is locked to stage {lock.stage}, whose kinds or minutes it does not fit.",
                facts=(f"lock:{lock.question}", f"stage:{lock.stage}"),
                remedies=(f"without the lock of {lock.question}",),
            )


def _sums(facts: Facts, stage: ProblemStage) -> list[int]:
    """Every sum of minutes, up to what is free, that the questions that fit a stage can make; at most one of a family."""
    bits, limit = 1, (1 << stage.budget_minutes + 1) - 1
    families: dict[str, set[int]] = {}
    for group in facts.groups:
        if stage.id in group.stages and group.family:
            families.setdefault(group.family, set()).add(group.minutes)
        elif stage.id in group.stages:
            for _ in range(min(group.size, stage.budget_minutes // group.minutes)):
                bits |= bits << group.minutes & limit
    for lengths in families.values():
        before = bits
        for minutes in lengths:
            bits |= before << minutes & limit
    return [minutes for minutes in range(stage.budget_minutes + 1) if bits >> minutes & 1]


def _time_for_must_haves(facts: Facts) -> Iterator[Reason]:
    policy, needed = facts.problem.policy, facts.problem.policy.must_have_observers
    musts = facts.must_haves
    places = policy.max_skills_per_stage * len(facts.stages)
    if len(musts) * needed > places:
        yield Reason(
            text=f"{len(musts)} must-have skills, each seen in {needed} stages, need {len(musts) * needed} places; "
            f"{len(facts.stages)} stages with at most {policy.max_skills_per_stage} skills each have {places}.",
            facts=(*(f"skill:{skill}" for skill in musts), "policy:max_skills_per_stage", "policy:must_have_observers"),
            remedies=("another stage", "more skills per stage", "fewer must-haves"),
        )
    if seen_in_passing(facts.problem):
        return  # the second skill of a question costs no minutes of its own
    shortest = 0
    for skill in musts:
        by_stage: dict[str, int] = {}
        for group in facts.groups:
            if group.skill == skill:
                for stage in group.stages:
                    by_stage[stage] = min(group.minutes, by_stage.get(stage, group.minutes))
        shortest += sum(sorted(by_stage.values())[:needed])
    free = sum(stage.budget_minutes for stage in facts.stages)
    if shortest > free:
        yield Reason(
            text=f"The {len(musts)} must-have skills, each seen in {needed} stages, take at least {shortest} minutes of "
            f"questions; all stages together have {free}.",
            facts=(*(f"skill:{skill}" for skill in musts), "stage:length_minutes", "policy:must_have_observers"),
            remedies=(f"{shortest - free} more minutes", "fewer must-haves", "shorter questions"),
        )


def _qualified(facts: Facts) -> Iterator[Reason]:
    needed = facts.problem.policy.must_have_observers
    for skill in facts.must_haves:
        able = [person.id for person in facts.people if person.trained and skill in person.skills]
        if len(able) < needed:
            who = f"only {', '.join(able)} is trained and qualified for it" if able else "nobody trained is qualified for it"
            yield Reason(
                text=f"Must-have skill {skill} is to be seen by {needed} different interviewers, and {who}.",
                facts=(f"skill:{skill}", "policy:must_have_observers", *(f"interviewer:{one}" for one in able)),
                remedies=(f"{needed - len(able)} more trained and qualified for {skill}", f"{skill} not as a must-have"),
            )
