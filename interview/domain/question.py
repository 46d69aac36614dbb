"""A question: a prompt that draws evidence for a skill, with its probes, its budget of minutes and its own anchors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from interview.domain.base import Sentence, Slug, Value
from interview.domain.skill import ProficiencyLevel


class QuestionKind(StrEnum):
    """How a question draws its evidence."""

    BEHAVIOURAL = "behavioural"  # what somebody did: "Tell me about a time ..."
    SITUATIONAL = "situational"  # what somebody would do: "Imagine that ..."
    DISCUSSION = "discussion"  # technical discussion of how something works and why
    DESIGN = "design"  # design exercise at a whiteboard
    REVIEW = "review"  # code or artefact review
    WORK_SAMPLE = "work_sample"  # a small piece of the real work, done in the interview


class StageFormat(StrEnum):
    """What kind of meeting a stage is."""

    SCREEN = "screen"
    CODING = "coding"
    SYSTEM_DESIGN = "system_design"
    TECHNICAL = "technical"
    REVIEW = "review"
    BEHAVIOURAL = "behavioural"
    LEADERSHIP = "leadership"


class QuestionStatus(StrEnum):
    """Only active questions enter a new loop; a loop that already holds a question keeps it."""

    ACTIVE = "active"
    RETIRED = "retired"
    LEAKED = "leaked"


class Probe(Value):
    """A deeper prompt after the first answer, and the minutes it usually takes."""

    ask: Sentence
    minutes: Annotated[int, Field(ge=1, le=15)]


class Band(Value):
    """The question's own anchors at one level: what to look for, and the warning signs that the answer is not there yet."""

    level: Annotated[int, Field(ge=2, le=5)]
    look_for: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    red_flags: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class Material(Value):
    """Something that is put on the table: code, a diff, a schema, a dashboard, a timeline.

    The candidate sees it, unless ``for_interviewer``: the other side of a role-play, which would give the exercise away.
    Python code may carry ``check``: statements that a test runs after the code. ``expect`` says how that must end: ``passes``
    (the code really runs and the statements hold) or ``fails`` (the code really has the bug that the question is about).
    """

    title: Sentence
    kind: Literal["code", "diff", "schema", "timeline", "dashboard", "document"]
    language: str | None = None
    body: Annotated[str, Field(min_length=1, max_length=8000)]
    check: str | None = None
    expect: Literal["passes", "fails"] | None = None
    for_interviewer: bool = False

    @model_validator(mode="after")
    def _check_and_expectation_belong_together(self) -> Material:
        if (self.check is None) != (self.expect is None):
            raise ValueError("check and expect belong together: give both or neither")
        return self


class Question(Value):
    """One question of a bank.

    ``levels`` are the proficiency levels it separates from the ones below; ``minutes`` is the whole budget: ``opening_minutes``
    for the prompt and the first answer, plus the minutes of all probes. ``family`` names questions so alike that at most one of
    them may stand in a loop. ``follow_up`` goes deeper in a second round.
    """

    id: Slug
    skill_id: Slug
    secondary_skill_id: Slug | None = None
    kind: QuestionKind
    prompt: Sentence
    why: Sentence
    levels: Annotated[tuple[Annotated[int, Field(ge=2, le=5)], ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=3, le=60)]
    opening_minutes: Annotated[int, Field(ge=1, le=45)]
    probes: Annotated[tuple[Probe, ...], Field(min_length=3)]
    bands: tuple[Band, ...]
    follow_up: Sentence
    formats: Annotated[tuple[StageFormat, ...], Field(min_length=1)]
    materials: tuple[Material, ...] = ()
    model_answer: str | None = None
    wrong_turns: tuple[Sentence, ...] = ()
    family: Slug | None = None
    status: QuestionStatus = QuestionStatus.ACTIVE
    version: Annotated[int, Field(ge=1)] = 1
    author: Sentence

    @property
    def level(self) -> ProficiencyLevel:
        """The level that the planner aims with: the middle of ``levels``, the upper one of two."""
        ordered = sorted(self.levels)
        return ordered[len(ordered) // 2]

    @model_validator(mode="after")
    def _consistent(self) -> Question:
        spent = self.opening_minutes + sum(probe.minutes for probe in self.probes)
        if spent != self.minutes:
            raise ValueError(f"minutes is {self.minutes}, but opening_minutes and the probes add up to {spent}")
        if [band.level for band in self.bands] != [2, 3, 4, 5]:
            raise ValueError("bands needs exactly one entry for each of the levels 2, 3, 4 and 5, in this order")
        if list(self.levels) != sorted(set(self.levels)):
            raise ValueError("levels must ascend without repeats")
        if self.secondary_skill_id == self.skill_id:
            raise ValueError("secondary_skill_id names the question's own skill; leave it out")
        if self.kind in {QuestionKind.REVIEW, QuestionKind.WORK_SAMPLE}:
            if not any(not material.for_interviewer for material in self.materials):
                raise ValueError(f"a {self.kind} question needs materials to work on")
            if not self.model_answer or not self.wrong_turns:
                raise ValueError(f"a {self.kind} question needs model_answer and wrong_turns")
        return self
