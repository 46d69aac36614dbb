"""The best answer so far, and what is known about how good any answer can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from interview.planning.assemble import plan_of
from interview.planning.facts import Facts
from interview.planning.forms import hand_out, parallel_forms
from interview.planning.objective import content_costs, loop_costs
from interview.planning.plan import Plan, PlanLoop, PlanStage
from interview.planning.problem import Problem
from interview.planning.rules import TIERS
from interview.planning.search import Effort
from interview.planning.soft_goals import missed_goals

Progress = Callable[[Plan], None]
Stages = tuple[PlanStage, ...]
Answer = tuple[Stages, tuple[PlanLoop, ...]]

CONTENT_FIRST = ("coverage", "levels")
"""The bounds of other tiers hold where these are at theirs; that of the calendar holds always."""


@dataclass
class Best:
    """Keeps the best answer by the tiers in their order, worked out without the solver, and the bounds of the tiers."""

    problem: Problem
    effort: Effort
    on_progress: Progress | None
    answer: Answer | None = None
    costs: tuple[int, ...] = ()
    bounds: dict[str, int] = field(default_factory=dict)

    def offer(self, answer: Answer) -> None:
        """Keep the answer if it is better, and tell whoever wants to know."""
        parts = {**content_costs(self.problem, answer[0]), **loop_costs(self.problem, answer[1])}
        costs = tuple(sum(parts[tier].values()) for tier in TIERS)
        if self.answer is None or costs < self.costs:
            self.answer, self.costs = answer, costs
            if self.on_progress is not None:
                self.on_progress(self._plan(answer))

    def know(self, bounds: Mapping[str, int]) -> None:
        """Take over better bounds. Those of later tiers lapse when the bound of coverage or levels rises under them."""
        risen = False
        for tier in TIERS:
            if risen and tier != "calendar":
                self.bounds.pop(tier, None)
            if tier in bounds:
                risen = risen or (tier in CONTENT_FIRST and bounds[tier] > self.bounds.get(tier, 0))
                self.bounds[tier] = max(bounds[tier], self.bounds.get(tier, 0))

    @property
    def proven(self) -> bool:
        """Whether no answer can be better."""
        at_bounds = (cost <= self.bounds.get(tier, 0) for tier, cost in zip(TIERS, self.costs, strict=True))
        return self.answer is not None and all(at_bounds)

    def plan(self) -> Plan:
        """The plan to show at the end, with its parallel forms and with the reasons for what it could not do better."""
        assert self.answer is not None  # noqa: S101 - asked for only with an answer
        stages, loops = self.answer
        forms: tuple[Stages, ...] = ()
        if self.problem.policy.forms > 1:
            forms = parallel_forms(self.problem, stages, self.effort)
            loops = hand_out(forms, loops)
        plan = self._plan((stages, loops), forms)
        return plan.model_copy(update={"reasons": missed_goals(Facts(self.problem), plan)})

    def _plan(self, answer: Answer, forms: tuple[Stages, ...] = ()) -> Plan:
        return plan_of(self.problem, *answer, self.bounds, seed=self.effort.seed, seconds=self.effort.seconds, forms=forms)
