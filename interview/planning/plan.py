"""The plan: what the planner answers with. Every plan says how good it is known to be, and why a wish could not be met."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class PlanPart(BaseModel):
    """A frozen part of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StageQuestion(PlanPart):
    """A question in a stage."""

    id: str
    skill_id: str
    minutes: int
    level: int


class PlanStage(PlanPart):
    """A stage with the skills that are rated there and its questions."""

    id: str
    title: str
    format: str
    length_minutes: int
    skills: tuple[str, ...]
    questions: tuple[StageQuestion, ...]


class PlanInterview(PlanPart):
    """One stage of one candidate. ``questions`` is given where the candidate has another parallel form than the stages list."""

    stage: str
    start: datetime
    end: datetime
    panel: tuple[str, ...]
    shadows: tuple[str, ...] = ()
    questions: tuple[str, ...] | None = None


class PlanLoop(PlanPart):
    """One candidate's interviews in the order in which they happen."""

    candidate: str
    interviews: tuple[PlanInterview, ...]
    form: int = 1


class Coverage(PlanPart):
    """How well a skill is seen: ``observers`` counts stages, and so different interviewers, as nobody sits in a loop twice."""

    skill_id: str
    must_have: bool
    observers: int
    minutes: int
    target_minutes: int


class Reason(PlanPart):
    """A sentence for people, the facts behind it (ids and rules, for programs), and what would put it right."""

    text: str
    facts: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


class Tier(PlanPart):
    """One tier of the objective. Its ``cost`` counts ``weight`` times in the objective, 1,000 times as much as
    in the tier below; ``parts`` sum to it."""

    name: str
    weight: int
    cost: int
    bound: int
    parts: dict[str, int]


class Plan(PlanPart):
    """The planner's answer.

    ``objective`` is the sum of ``terms`` (each tier's cost times its weight); no plan can be better than ``bound``; ``gap`` is
    their relative difference. ``seed`` and the problem decide everything but ``seconds``.
    """

    status: Literal["optimal", "feasible", "infeasible"]
    objective: int | None = None
    bound: int | None = None
    gap: float | None = None
    seconds: float = 0.0
    seed: int = 0
    terms: dict[str, int] = {}
    stages: tuple[PlanStage, ...] = ()
    loops: tuple[PlanLoop, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    reasons: tuple[Reason, ...] = ()
    violations: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    forms: tuple[tuple[PlanStage, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def stage(self, stage_id: str) -> PlanStage | None:
        """The stage with this id, or ``None``."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)
