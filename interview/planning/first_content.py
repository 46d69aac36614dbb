"""Content within a blink and without the solver: questions placed one by one, as a careful person would do it.

Must-haves first, in as many stages as they need observers; then a question for every other skill, the heaviest first; then more
minutes where a skill is still short of its target; then whatever a stage lacks to be filled enough. It may fail where the solver
would not, and then says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from interview.planning.assemble import stages_of
from interview.planning.facts import Facts
from interview.planning.plan import PlanStage
from interview.planning.rules import least_fill, seen_in_passing, tolerance_minutes

Allowed = Mapping[str, frozenset[str]]
"""For each stage the skills that its panel could rate."""


def first_content(facts: Facts, allowed: Allowed | None = None) -> tuple[PlanStage, ...] | None:
    """Stages with questions that keep every rule about content, or ``None`` where placing one by one did not succeed."""
    placing = _Placing(facts, allowed)
    if not (placing.locked() and placing.must_haves()):
        return None
    placing.others()
    placing.deepen()
    return placing.stages() if placing.filled() else None


class _Placing:
    """What is placed so far."""

    def __init__(self, facts: Facts, allowed: Allowed | None) -> None:
        self.facts = facts
        self.most_skills = facts.problem.policy.max_skills_per_stage
        self.room = {stage.id: stage.budget_minutes for stage in facts.stages}
        self.rated: dict[str, set[str]] = {stage.id: set() for stage in facts.stages}
        self.minutes = dict.fromkeys(facts.targets, 0)
        self.count: dict[tuple[int, str], int] = defaultdict(int)
        self.number = [0] * len(facts.groups)
        self.families: set[str] = set()
        self.choices: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, group in enumerate(facts.groups):
            for stage in group.stages:
                if not group.locked and (allowed is None or group.skill in allowed[stage]):
                    self.choices[group.skill, stage].append(index)

    def locked(self) -> bool:
        """Place the locked questions."""
        for index, group in enumerate(self.facts.groups):
            if group.locked:
                if not group.stages or not self._fits(index, group.stages[0]):
                    return False
                self._put(index, group.stages[0])
        return True

    def must_haves(self) -> bool:
        """Place a question for each must-have in as many stages as it needs observers."""
        policy = self.facts.problem.policy
        if seen_in_passing(self.facts.problem):
            return False  # a matter for the solver
        reach = {skill: self._stages_for(skill) for skill in self.facts.must_haves}
        for skill in sorted(reach, key=lambda one: (len(reach[one]), one)):
            missing = policy.must_have_observers - sum(skill in rated for rated in self.rated.values())
            while missing > 0:
                if not self._place(skill, [stage for stage in reach[skill] if skill not in self.rated[stage]], short=True):
                    return False
                missing -= 1
        return True

    def others(self) -> None:
        """Place a question for every other skill that still finds a place."""
        weights = {skill.id: skill.weight for skill in self.facts.problem.skills}
        for skill in sorted(weights, key=lambda one: (-weights[one], one)):
            if not self.minutes[skill]:
                self._place(skill, self._stages_for(skill))

    def deepen(self) -> None:
        """More minutes for the skills that are furthest below their targets, where they are rated already."""
        stuck: set[str] = set()
        while True:
            short = {
                skill: target - tolerance_minutes(target) - self.minutes[skill]
                for skill, target in self.facts.targets.items()
                if self.minutes[skill] and skill not in stuck
            }
            skill = max(sorted(short), key=short.__getitem__, default="")
            if not skill or short[skill] <= 0:
                return
            here = [stage for stage in self._stages_for(skill) if skill in self.rated[stage]]
            if not self._place(skill, here):
                stuck.add(skill)

    def filled(self) -> bool:
        """Add what a stage lacks to be filled enough; whether that was achieved everywhere."""
        for stage in self.facts.stages:
            least = least_fill(stage, self.facts.problem.policy.min_fill)
            while stage.budget_minutes - self.room[stage.id] < least:
                skills = sorted(
                    self.facts.targets,
                    key=lambda one: (one not in self.rated[stage.id], self.minutes[one] - self.facts.targets[one], one),
                )
                if not any(self._place(skill, [stage.id]) for skill in skills):
                    return False
        return True

    def stages(self) -> tuple[PlanStage, ...]:
        """The stages as a plan shows them."""
        taken: dict[tuple[int, int], int] = {}
        for index, group in enumerate(self.facts.groups):
            left = self.number[index]
            for run, alike in enumerate(group.runs):
                taken[index, run] = min(left, len(alike.questions))
                left -= taken[index, run]
        return stages_of(self.facts, self.count, taken)

    def _stages_for(self, skill: str) -> list[str]:
        return [stage.id for stage in self.facts.stages if self.choices[skill, stage.id]]

    def _place(self, skill: str, stages: Iterable[str], *, short: bool = False) -> bool:
        """Place one question about a skill in the emptiest of some stages that takes one."""
        for stage in sorted(stages, key=lambda one: (len(self.rated[one]), -self.room[one], one)):
            fitting = [index for index in self.choices[skill, stage] if self._fits(index, stage)]
            if fitting:
                self._put(min(fitting, key=lambda index: self._dislike(index, short=short)), stage)
                return True
        return False

    def _fits(self, index: int, stage: str) -> bool:
        group = self.facts.groups[index]
        return (
            self.number[index] < group.size
            and group.minutes <= self.room[stage]
            and group.family not in self.families
            and (group.skill in self.rated[stage] or len(self.rated[stage]) < self.most_skills)
        )

    def _dislike(self, index: int, *, short: bool) -> tuple[int, int, int, int]:
        """Off the bar, off the minutes that the skill still wants, worn; the shortest first where places are scarce."""
        group = self.facts.groups[index]
        left = self.number[index]
        for run in group.runs:
            if left < len(run.questions):
                break
            left -= len(run.questions)
        wanted = max(self.facts.targets[group.skill] - self.minutes[group.skill], 0)
        return (group.minutes if short else 0, run.misfit, abs(group.minutes - wanted) // 5 + run.exposure, index)

    def _put(self, index: int, stage: str) -> None:
        group = self.facts.groups[index]
        self.number[index] += 1
        self.count[index, stage] += 1
        self.room[stage] -= group.minutes
        self.rated[stage].add(group.skill)
        self.minutes[group.skill] += group.minutes
        if group.family:
            self.families.add(group.family)
