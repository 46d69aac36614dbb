"""What a manager wants of a loop before the planner works: its stages, what is to stay, and what must not come back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from interview.domain.base import Slug, Value
from interview.domain.loop import Loop, LoopTemplate, Position, StageTemplate
from interview.errors import Invalid


class Pin(Value):
    """What stays where it is: one question of a stage, or (without a question) the whole stage as it stands."""

    stage_id: Slug
    question_id: Slug | None = None


class Barred(Value):
    """A question that must not be asked in this loop. A ``leaked`` one enters no new loop of any role."""

    question_id: Slug
    leaked: bool = False


class Wishes(Value):
    """The stages in their order, pins and barred questions, and the rules of the house that may be eased.

    ``observers``: in how many stages each must-have is seen; ``skills_per_stage``: how many skills one stage rates at most.
    """

    template_id: Slug
    stages: Annotated[tuple[StageTemplate, ...], Field(min_length=1)]
    pins: tuple[Pin, ...] = ()
    barred: tuple[Barred, ...] = ()
    observers: Annotated[int, Field(ge=1, le=5)] = 2
    skills_per_stage: Annotated[int, Field(ge=1, le=12)] = 4

    @model_validator(mode="after")
    def _stages_once(self) -> Wishes:
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) != len(ids):
            raise ValueError("two stages have the same id")
        return self

    @property
    def length_minutes(self) -> int:
        """All stages together."""
        return sum(stage.length_minutes for stage in self.stages)

    @property
    def template(self) -> LoopTemplate:
        """The stages as a template for the planner."""
        return LoopTemplate(id=self.template_id, title=self.template_id, summary=self.template_id, stages=self.stages)

    def is_pinned(self, stage_id: str, question_id: str | None = None) -> bool:
        """Whether this question (or the whole stage) stays where it is."""
        return Pin(stage_id=stage_id) in self.pins or Pin(stage_id=stage_id, question_id=question_id) in self.pins

    def pin(self, stage_id: str, question_id: str | None = None) -> Wishes:
        """Keep a question, or a stage, as it is."""
        pin = Pin(stage_id=stage_id, question_id=question_id)
        return self.model_copy(update={"pins": (*(one for one in self.pins if one != pin), pin)})

    def unpin(self, stage_id: str, question_id: str | None = None) -> Wishes:
        """Let the planner move it again."""
        pin = Pin(stage_id=stage_id, question_id=question_id)
        return self.model_copy(update={"pins": tuple(one for one in self.pins if one != pin)})

    def bar(self, question_id: str, *, leaked: bool = False) -> Wishes:
        """Never ask this question; a pin of it goes."""
        others = tuple(one for one in self.barred if one.question_id != question_id)
        pins = tuple(pin for pin in self.pins if pin.question_id != question_id)
        return self.model_copy(update={"barred": (*others, Barred(question_id=question_id, leaked=leaked)), "pins": pins})

    def swap(self, stage_id: str, question_id: str, other_id: str) -> Wishes:
        """Ask another question, of one's own choice, in the place of this one."""
        return self.bar(question_id).allow(other_id).pin(stage_id, other_id)

    def allow(self, question_id: str) -> Wishes:
        """Let the planner choose a barred question again."""
        return self.model_copy(update={"barred": tuple(one for one in self.barred if one.question_id != question_id)})

    def move(self, stage_id: str, places: int) -> Wishes:
        """Put a stage earlier (negative) or later. One that no longer stands first or last need not be first or last."""
        order = [stage.id for stage in self.stages]
        if stage_id not in order:
            raise Invalid(f"There is no stage '{stage_id}' to move.")
        here = order.index(stage_id)
        there = min(max(here + places, 0), len(order) - 1)
        stages = list(self.stages)
        stages.insert(there, stages.pop(here))
        return self.model_copy(update={"stages": _in_place(stages)})

    def resize(self, stage_id: str, minutes: int) -> Wishes:
        """Give a stage another length."""
        if not 15 <= minutes <= 180:
            raise Invalid(f"A stage takes 15 to 180 minutes; {minutes} is not possible.")
        short = next((stage for stage in self.stages if stage.id == stage_id and stage.buffer_minutes >= minutes), None)
        if short is not None:
            raise Invalid(f"{short.title} keeps {short.buffer_minutes} minutes free of questions; give it more than that.")
        stages = [one.model_copy(update={"length_minutes": minutes}) if one.id == stage_id else one for one in self.stages]
        return self.model_copy(update={"stages": tuple(stages)})

    def drop(self, stage_id: str) -> Wishes:
        """Leave a stage out; its pins go with it."""
        stages = [stage for stage in self.stages if stage.id != stage_id]
        if not stages:
            raise Invalid("A loop needs at least one stage.")
        pins = tuple(pin for pin in self.pins if pin.stage_id != stage_id)
        return self.model_copy(update={"stages": _in_place(stages), "pins": pins})

    def add(self, stage: StageTemplate) -> Wishes:
        """Add a stage at the end, before one that is to be the last."""
        if stage.id in {one.id for one in self.stages}:
            raise Invalid(f"The loop has a stage '{stage.title}' already.")
        last = bool(self.stages) and self.stages[-1].position is Position.LAST
        head, tail = (self.stages[:-1], self.stages[-1:]) if last else (self.stages, ())
        return self.model_copy(update={"stages": _in_place([*head, stage, *tail])})


def _in_place(stages: list[StageTemplate]) -> tuple[StageTemplate, ...]:
    """Nobody is told to be first who does not stand first, nor last who does not stand last."""
    final = len(stages) - 1
    return tuple(
        stage.model_copy(update={"position": Position.ANY})
        if (stage.position is Position.FIRST and place > 0) or (stage.position is Position.LAST and place < final)
        else stage
        for place, stage in enumerate(stages)
    )


def wishes_of(loop: Loop, template_id: str) -> Wishes:
    """The wishes that a loop fulfils as it stands."""
    fields = set(StageTemplate.model_fields)
    stages = tuple(StageTemplate(**stage.model_dump(include=fields)) for stage in loop.stages)
    return Wishes(template_id=template_id, stages=stages)


def fulfilled(loop: Loop, wishes: Wishes) -> Wishes:
    """Of the wishes, what the loop fulfils as it stands: its own stages, pins that hold, and barred questions it does not ask."""
    stages = {stage.id: {question.question_id for question in stage.questions} for stage in loop.stages}
    asked = {question for questions in stages.values() for question in questions}
    pins = tuple(
        pin
        for pin in wishes.pins
        if pin.stage_id in stages and (pin.question_id is None or pin.question_id in stages[pin.stage_id])
    )
    barred = tuple(one for one in wishes.barred if one.question_id not in asked)
    own = wishes_of(loop, wishes.template_id)
    return wishes.model_copy(update={"stages": own.stages, "pins": pins, "barred": barred})


def unmet(loop: Loop, wishes: Wishes) -> bool:
    """Whether the planner has to work before the loop is what is wished: other stages, other lengths, a barred question."""
    wanted = {stage.id: stage.length_minutes for stage in wishes.stages}
    found = {stage.id: stage.length_minutes for stage in loop.stages}
    asked = {question.question_id for stage in loop.stages for question in stage.questions}
    return wanted != found or bool(asked & {barred.question_id for barred in wishes.barred})
