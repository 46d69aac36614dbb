"""A behaviourally anchored rubric (BARS): observable behaviour for one skill at each proficiency level."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from interview.domain.base import Sentence, Slug, Value
from interview.domain.skill import LEVEL_NAMES, ProficiencyLevel


class Neighbour(Value):
    """A skill that is easily confused with this one, and where the line between the two runs."""

    skill: Slug
    difference: Sentence


class Anchor(Value):
    """What an interviewer sees and hears at one level.

    ``behaviours`` are 3 to 5 observations, each with a verb and something that can be observed; ``evidence`` says what typically
    separates this level from the one below (for level 1: from no skill at all).
    """

    level: ProficiencyLevel
    behaviours: Annotated[tuple[Sentence, ...], Field(min_length=3, max_length=5)]
    evidence: Sentence

    @property
    def name(self) -> str:
        """The level's word, e.g. ``advanced``."""
        return LEVEL_NAMES[self.level]


class Rubric(Value):
    """What a skill means and what it is not, five anchors in ascending order, and the rating errors that it invites."""

    skill_id: Slug
    version: Annotated[int, Field(ge=1)] = 1
    definition: Sentence
    neighbours: tuple[Neighbour, ...] = ()
    anchors: tuple[Anchor, ...]
    rating_errors: Annotated[tuple[Sentence, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _five_levels_in_order(self) -> Rubric:
        if [anchor.level for anchor in self.anchors] != [1, 2, 3, 4, 5]:
            raise ValueError("needs exactly one anchor for each of the levels 1 to 5, in this order")
        return self

    def anchor(self, level: int) -> Anchor:
        """The anchor of ``level`` (1 to 5)."""
        return self.anchors[level - 1]
