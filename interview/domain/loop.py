"""A loop: the ordered stages for a role, with the skills, questions and minutes of each."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from interview.domain.base import Sentence, Slug, Value
from interview.domain.question import QuestionKind, StageFormat


class Position(StrEnum):
    """Where a stage stands in the loop."""

    FIRST = "first"
    LAST = "last"
    ANY = "any"


class StageTemplate(Value):
    """A stage before it has content: its format, its minutes, and which kinds of question fit it.

    ``buffer_minutes`` are kept free of questions: introduction, the candidate's own questions, a closing word.
    """

    id: Slug
    title: Sentence
    purpose: Sentence
    format: StageFormat
    length_minutes: Annotated[int, Field(ge=15, le=180)]
    buffer_minutes: Annotated[int, Field(ge=0, le=60)]
    kinds: Annotated[tuple[QuestionKind, ...], Field(min_length=1)]
    panel_size: Annotated[int, Field(ge=1, le=5)] = 1
    position: Position = Position.ANY

    @model_validator(mode="after")
    def _room_for_questions(self) -> StageTemplate:
        if self.length_minutes <= self.buffer_minutes:
            raise ValueError(f"buffer_minutes ({self.buffer_minutes}) leaves no time in a stage of {self.length_minutes} minutes")
        return self


class LoopTemplate(Value):
    """A reusable shape of a loop."""

    id: Slug
    title: Sentence
    summary: Sentence
    levels: tuple[str, ...] = ()
    stages: Annotated[tuple[StageTemplate, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_once(self) -> LoopTemplate:
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) != len(ids):
            raise ValueError("two stages have the same id")
        return self


class PlannedQuestion(Value):
    """A question in a stage, pinned to the version that was planned with."""

    question_id: Slug
    version: Annotated[int, Field(ge=1)] = 1
    skill_id: Slug
    minutes: Annotated[int, Field(ge=1)]


class Stage(StageTemplate):
    """One meeting of a loop with its content: the skills that are rated there and the questions in their order."""

    skills: Annotated[tuple[Slug, ...], Field(min_length=1)]
    questions: tuple[PlannedQuestion, ...] = ()


class Loop(Value):
    """The published plan for a role: what every candidate of the role goes through.

    ``proof`` says how good the plan is known to be (for example ``optimal``); ``rubric_versions`` pins the rubrics.
    """

    role_id: Slug
    role_version: Annotated[int, Field(ge=1)]
    version: Annotated[int, Field(ge=1)] = 1
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    rubric_versions: dict[str, int] = Field(default_factory=dict)
    proof: str = ""

    def stage(self, stage_id: str) -> Stage | None:
        """The stage with this id, or ``None``."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    @property
    def length_minutes(self) -> int:
        """All stages together, buffers included, breaks between stages not."""
        return sum(stage.length_minutes for stage in self.stages)
