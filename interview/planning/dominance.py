"""What any plan as good as one in hand must have, by counting places and weights: bounds that make the search small.

A stage rates at most so many skills, so that a loop has so many places; each must-have takes as many as it needs observers. The
rest goes to other skills, a place each at least, and the heaviest that fit leave the least weight uncovered. A skill whose place
costs more weight elsewhere than the plan in hand can bear is left out of the search; one that can't be spared is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from interview.planning.facts import Facts
from interview.planning.rules import NOT_COVERED, seen_in_passing, steps_off


@dataclass(frozen=True)
class Places:
    """The places of a loop and the skills that ask for them; must-haves are taken as covered, which only lowers the bounds."""

    facts: Facts

    @cached_property
    def weights(self) -> dict[str, int]:
        """Weights of the skills that are no must-haves and have questions at all, the heaviest first."""
        skills = [s for s in self.facts.problem.skills if s.id in self._asked and s.id not in self.facts.must_haves]
        return {skill.id: skill.weight for skill in sorted(skills, key=lambda one: (-one.weight, one.id))}

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(group.skill for group in self.facts.groups if group.stages)

    @cached_property
    def never(self) -> int:
        """The weight of other skills without a question that fits."""
        known = {*self.weights, *self.facts.must_haves}
        return sum(skill.weight for skill in self.facts.problem.skills if skill.id not in known)

    @cached_property
    def free(self) -> int:
        """Places that must-haves leave, at most."""
        policy = self.facts.problem.policy
        taken = policy.must_have_observers * len(self.facts.must_haves)
        return max(policy.max_skills_per_stage * len(self.facts.stages) - taken, 0)

    @cached_property
    def least_uncovered(self) -> int:
        """Every plan leaves this much weight uncovered."""
        return self.never + sum(list(self.weights.values())[self.free :])

    @cached_property
    def least_steps(self) -> int:
        """Steps off target of every plan: a must-have takes at least the minutes of as many questions as it needs observers."""
        return sum(
            steps_off(max(self._least_minutes(skill), target) if skill in self._asked else 0, target)
            for skill, target in self.facts.targets.items()
        )

    def _least_minutes(self, skill: str) -> int:
        if skill not in self.facts.must_haves or skill in seen_in_passing(self.facts.problem):
            return 0
        needed = self.facts.problem.policy.must_have_observers
        groups = [group for group in self.facts.groups if group.skill == skill]
        return sum(sorted(group.minutes for group in groups for _ in range(min(group.size, needed)))[:needed])

    def most_uncovered(self, coverage: int) -> int:
        """The most weight that can stay uncovered where the tier coverage costs at most ``coverage``."""
        return (coverage - self.least_steps) // NOT_COVERED

    def most_steps(self, coverage: int) -> int:
        """The most that minutes off target (and must-haves seen in passing) can then cost."""
        return coverage - NOT_COVERED * self.least_uncovered

    def left_out(self, coverage: int) -> frozenset[str]:
        """Skills that are then in no plan: each would push a heavier one out. Those with a locked question stay."""
        locked = {group.skill for group in self.facts.groups if group.locked}
        light = list(self.weights.items())[self.free :]
        last = list(self.weights.values())[self.free - 1] if self.free and light else 0
        spare = self.most_uncovered(coverage) - self.least_uncovered
        return frozenset(skill for skill, weight in light if skill not in locked and (not self.free or last - weight > spare))

    def certain(self, coverage: int) -> tuple[str, ...]:
        """Skills that are then in every plan: without one, no lighter skill makes up for its weight."""
        heavy = list(self.weights.items())[: self.free]
        following = [*list(self.weights.values())[self.free :], 0][0]
        spare = self.most_uncovered(coverage) - self.least_uncovered
        return tuple(skill for skill, weight in heavy if weight - following > spare)
