"""The rules of a requisition (a role with one version of its loop): what all its candidates are judged by.

They are fixed before the first candidate is judged and never edited: other rules are added behind them, with a reason.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from interview.domain.base import Slug, Value
from interview.domain.skill import ProficiencyLevel

Cost = Annotated[float, Field(gt=0, le=1000)]
"""In any one unit; only the proportions count."""


class Costs(Value):
    """What mistakes and evidence cost the organisation: the marks between the five outcomes follow from them."""

    wrong_hire: Cost = 10
    missed_hire: Cost = 10
    more_evidence: Cost = 3


class StepBar(Value):
    """The bar of one skill at one step of a ladder."""

    skill_id: Slug
    bar: ProficiencyLevel
    weight: float
    must_have: bool


class LadderStep(Value):
    """One step of the ladder as it was when the rules were fixed; content files may change later."""

    role_id: Slug
    title: str
    bars: tuple[StepBar, ...]


class Rules(Value):
    """Rules number ``number`` of a requisition; the last number is in force.

    ``policy`` holds the fields of the scoring policy, ``calibration`` the id of the stored snapshot that says how severe
    interviewers are. ``sign_off``: a hire needs a bar raiser's. ``fixed_by`` fixed them by an act of their own, or by adding or
    judging the first candidate, with no ``reason`` then; ``None`` is the command line.
    """

    role_id: Slug
    loop_version: Annotated[int, Field(ge=1)]
    number: Annotated[int, Field(ge=1)]
    costs: Costs = Costs()
    policy: dict[str, float | int | bool]
    ladder: tuple[LadderStep, ...] = ()
    calibration: str
    sign_off: bool = False
    reason: str = ""
    fixed_by: str | None = None
    fixed_at: AwareDatetime

    @property
    def step_titles(self) -> dict[str, str]:
        """What the steps of the ladder are called, by the id of their role."""
        return {step.role_id: step.title for step in self.ladder}
