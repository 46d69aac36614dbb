"""The planning problem: what is to be assessed, in which stages, with which questions, by whom, and when.

This is the form in which everything reaches the planner: from a role and a template (:mod:`interview.planning.blueprint`) or from
a problem file. Ids are any text without blanks at the ends; instants are aware and in UTC; lengths are minutes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Whole = Annotated[int, Field(strict=True)]
"""A whole number; neither a text that looks like one nor true or false."""
Level = Annotated[Whole, Field(ge=1, le=5)]
Minutes = Annotated[Whole, Field(ge=1, le=600)]
Count = Annotated[Whole, Field(ge=0, le=10_000)]
Flag = Annotated[bool, Field(strict=True)]

YEARS = range(1990, 2200)


def _text_or_instant(value: object) -> object:
    if not isinstance(value, (str, datetime)):
        raise ValueError("must be a time such as 2026-03-23T09:00Z")  # noqa: TRY004 - pydantic turns only these into mistakes
    return value


def _utc(value: datetime) -> datetime:
    """An instant in UTC; one without a zone is taken as UTC, which the contract says it is. Seconds are refused."""
    if value.year not in YEARS:
        raise ValueError(f"is in the year {value.year}; correct it")
    instant = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if instant.second or instant.microsecond:
        raise ValueError("has seconds; give whole minutes")
    return instant


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError) as unknown:  # ZoneInfoNotFoundError is a KeyError with a text of its own, see below
        raise ValueError(f"'{name}' is not a time zone; use a name such as Europe/Berlin") from unknown
    except KeyError:
        raise ValueError(f"'{name}' is not a time zone; use a name such as Europe/Berlin") from None
    return name


Instant = Annotated[datetime, BeforeValidator(_text_or_instant), AfterValidator(_utc)]
Zone = Annotated[str, AfterValidator(_zone)]


class Part(BaseModel):
    """A frozen part of a problem. Unknown fields are let through here; the file reader names them."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)


class Window(Part):
    """A stretch of time, end excluded."""

    start: Instant
    end: Instant

    @model_validator(mode="before")
    @classmethod
    def _pair(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            if len(value) != 2:
                raise ValueError("must be a pair [start, end]")
            return {"start": value[0], "end": value[1]}
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Window:
        if self.end <= self.start:
            raise ValueError("ends before it starts; swap or correct the two")
        return self


class ProblemSkill(Part):
    """A skill to assess: its share of the minutes (``weight``) and the bar (``target_level``)."""

    id: Id
    weight: Annotated[Whole, Field(ge=1, le=10)]
    must_have: Flag = False
    target_level: Level = 3


class ProblemStage(Part):
    """A stage without content. ``buffer_minutes`` are kept free of questions.

    ``wants`` names kinds of which it should hold at least one question each: a design stage wants a design exercise.
    An ``optional`` stage may be left out, and one with ``lengths`` may take any of them instead of ``length_minutes``; see
    :mod:`interview.planning.stage_choice`.
    """

    id: Id
    format: str = ""
    title: str = ""
    length_minutes: Minutes
    buffer_minutes: Annotated[Whole, Field(ge=0, le=600)] = 0
    kinds: Annotated[tuple[Id, ...], Field(min_length=1)]
    panel_size: Annotated[Whole, Field(ge=1, le=10)] = 1
    position: Literal["first", "last", "any"] = "any"
    wants: tuple[Id, ...] = ()
    optional: Flag = False
    lengths: tuple[Minutes, ...] = ()

    @property
    def budget_minutes(self) -> int:
        """What questions may fill."""
        return self.length_minutes - self.buffer_minutes


class ProblemQuestion(Part):
    """A question as the planner sees it. ``exposure`` counts past uses; ``formats``, where given, limits it to such stages."""

    id: Id
    skill_id: Id
    secondary_skill_id: Id | None = None
    kind: Id
    level: Level
    minutes: Minutes
    exposure: Annotated[Whole, Field(ge=0)] = 0
    family: Id | None = None
    formats: tuple[str, ...] = ()
    version: Annotated[int, Field(ge=1)] = 1

    def fits(self, stage: ProblemStage) -> bool:
        """Whether the stage takes questions of this kind (and, where the question names formats, has one of them)."""
        return self.kind in stage.kinds and (not self.formats or stage.format in self.formats)


class ProblemInterviewer(Part):
    """Somebody who may sit on panels (``trained``) or watch as a shadow (not trained yet)."""

    id: Id
    skills: tuple[Id, ...] = ()
    trained: Flag = True
    team: str = ""
    timezone: Zone = "UTC"
    booked_this_week: Count = 0
    weekly_cap: Count = 5
    available: tuple[Window, ...] = ()
    conflicts: tuple[Id, ...] = ()
    tags: tuple[str, ...] = ()
    bar_raiser: Flag = False


class ProblemCandidate(Part):
    """A candidate: when they can come, in which zone they live, and how much more time they need."""

    id: Id
    timezone: Zone = "UTC"
    available: tuple[Window, ...] = ()
    extra_time_percent: Annotated[Whole, Field(ge=0, le=200)] = 0


class Policy(Part):
    """The rules of the house. ``team`` is the hiring team; ``bar_raiser`` asks for one from outside it in every loop.

    ``panel_tags`` are wished for in every loop, each with somebody who declared it; tags are never guessed.
    ``max_stages`` and ``max_total_minutes`` (of whole stages, buffers included) limit the loop where stages are to be chosen.
    """

    must_have_observers: Annotated[Whole, Field(ge=1, le=10)] = 2
    max_skills_per_stage: Annotated[Whole, Field(ge=1, le=1000)] = 4
    min_fill: Annotated[float, Field(strict=True, ge=0, le=1)] = 0.6
    max_days: Annotated[Whole, Field(ge=1, le=10_000)] = 2
    max_unbroken_minutes: Annotated[Whole, Field(ge=1, le=10_000)] = 120
    lunch: tuple[time, time] | None = (time(12), time(13))
    slot_minutes: Annotated[Whole, Field(ge=5, le=240)] = 30
    shadows: Annotated[Whole, Field(ge=0, le=100)] = 0
    forms: Annotated[Whole, Field(ge=1, le=10)] = 1
    bar_raiser: Flag = False
    team: str = ""
    panel_tags: tuple[str, ...] = ()
    max_stages: Annotated[Whole, Field(ge=1, le=1000)] | None = None
    max_total_minutes: Annotated[Whole, Field(ge=1, le=10_000)] | None = None

    @model_validator(mode="after")
    def _lunch_in_order(self) -> Policy:
        if self.lunch is not None and self.lunch[0] >= self.lunch[1]:
            raise ValueError('lunch ends before it starts; give ["12:00", "13:00"] or null')
        return self


class Lock(Part):
    """A part of the plan that must stay. Without ``candidate`` it holds for every candidate's loop."""

    stage: Id
    question: Id | None = None
    interviewer: Id | None = None
    candidate: Id | None = None
    start: Instant | None = None


class Problem(Part):
    """Everything that the planner may know."""

    skills: Annotated[tuple[ProblemSkill, ...], Field(min_length=1)]
    stages: Annotated[tuple[ProblemStage, ...], Field(min_length=1)]
    questions: tuple[ProblemQuestion, ...] = ()
    interviewers: tuple[ProblemInterviewer, ...] = ()
    avoid_pairs: tuple[tuple[Id, Id], ...] = ()
    candidates: tuple[ProblemCandidate, ...] = ()
    policy: Policy = Policy()
    locks: tuple[Lock, ...] = ()
