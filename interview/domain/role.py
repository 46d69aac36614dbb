"""A role: a kind of job. Its skills with importance, weight and bar, its responsibilities, and the ladder around it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from interview.domain.base import Sentence, Slug, Value
from interview.domain.skill import ProficiencyLevel

Weight = Annotated[int, Field(ge=1, le=10)]
"""How much of the loop's minutes a skill should get, relative to the others: 1 to 10."""


class Importance(StrEnum):
    """What the job description says of a skill."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    UNCLEAR = "unclear"


class Quote(Value):
    """Words of a job description: ``text[start:end] == quote``, counted in characters of the text the user is shown."""

    quote: Sentence
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(gt=0)]


class RoleSkill(Value):
    """One skill of a role.

    ``bar`` is the proficiency level that the role needs; ``must_have`` skills have a floor in the recommendation and are seen by
    two independent interviewers. ``reason`` records why the weight or the bar is what it is; ``evidence`` quotes the job
    description.
    """

    skill_id: Slug
    importance: Importance = Importance.REQUIRED
    weight: Weight
    bar: ProficiencyLevel
    must_have: bool = False
    reason: str = ""
    evidence: tuple[Quote, ...] = ()


class Salary(Value):
    """A salary band as the job description states it."""

    min: Annotated[float, Field(gt=0)]
    max: Annotated[float, Field(gt=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    period: Literal["year", "month", "day", "hour"]

    @model_validator(mode="after")
    def _ordered(self) -> Salary:
        if self.min > self.max:
            raise ValueError("min is above max")
        return self


class Bullet(Value):
    """One line of a role (a responsibility, a required skill) and the skills that it calls for."""

    text: Sentence
    skills: Annotated[tuple[Slug, ...], Field(min_length=1)]

    def calling_for(self, dropped: str, kept: str) -> Bullet:
        """This line with ``kept`` in the place of ``dropped``."""
        ids = dict.fromkeys(kept if skill_id == dropped else skill_id for skill_id in self.skills)
        return self.model_copy(update={"skills": tuple(ids)})


class Ladder(Value):
    """The steps around a role.

    ``entry``, ``advancement`` and ``lateral`` are titles as people say them. ``steps`` are ids of role profiles on the same track
    in ascending order, this role included; level placement computes the chance of meeting the bar at each of them.
    """

    entry: tuple[Sentence, ...] = ()
    advancement: tuple[Sentence, ...] = ()
    lateral: tuple[Sentence, ...] = ()
    steps: tuple[Slug, ...] = ()


class Education(Value):
    """What the role asks for, in words; never an input of a recommendation."""

    minimum: tuple[Sentence, ...] = ()
    preferred: tuple[Sentence, ...] = ()
    fields: tuple[Sentence, ...] = ()


class Experience(Value):
    """Years and kinds of experience; ``years_max`` is ``None`` where the range is open."""

    years_min: Annotated[int, Field(ge=0, le=60)] | None = None
    years_max: Annotated[int, Field(ge=0, le=60)] | None = None
    typical: str = ""
    preferred: tuple[Sentence, ...] = ()


class Role(Value):
    """A role profile, from a file, from a job description, or as a manager adjusted it.

    ``level`` is the seniority in words (``senior``, ``lead`` ...). ``not_covered`` names what the role asks for and the banks do
    not hold. ``salary`` is ``None`` where none is stated.
    """

    id: Slug
    title: Sentence
    level: str = ""
    version: Annotated[int, Field(ge=1)] = 1
    definition: str = ""
    salary: Salary | None = None
    skills: Annotated[tuple[RoleSkill, ...], Field(min_length=1)]
    primary_responsibilities: tuple[Bullet, ...] = ()
    secondary_responsibilities: tuple[Bullet, ...] = ()
    hard_skills: tuple[Bullet, ...] = ()
    soft_skills: tuple[Bullet, ...] = ()
    ladder: Ladder = Ladder()
    education: Education = Education()
    experience: Experience = Experience()
    keywords: tuple[str, ...] = ()
    not_covered: tuple[Sentence, ...] = ()

    @model_validator(mode="after")
    def _each_skill_once(self) -> Role:
        ids = [skill.skill_id for skill in self.skills]
        repeated = sorted({skill_id for skill_id in ids if ids.count(skill_id) > 1})
        if repeated:
            raise ValueError(f"skills are listed more than once: {', '.join(repeated)}")
        return self

    def skill(self, skill_id: str) -> RoleSkill | None:
        """The role's entry for a skill, or ``None``."""
        return next((skill for skill in self.skills if skill.skill_id == skill_id), None)

    @property
    def must_haves(self) -> tuple[RoleSkill, ...]:
        """The skills that two independent interviewers must see."""
        return tuple(skill for skill in self.skills if skill.must_have)

    def merged(self, dropped: str, kept: str, reason: str) -> Role:
        """This role with two of its skills as one: ``kept`` asks for the more of both and has the words behind both.

        The higher weight and bar and the stronger importance stay; it is a must-have if either was. Lines that called for
        ``dropped`` call for ``kept``.
        """
        one, other = self.skill(dropped), self.skill(kept)
        if one is None or other is None or one is other:
            raise ValueError(f"this role has no two skills '{dropped}' and '{kept}'")
        both = other.model_copy(
            update={
                "importance": min(one.importance, other.importance, key=list(Importance).index),
                "weight": max(one.weight, other.weight),
                "bar": max(one.bar, other.bar),
                "must_have": one.must_have or other.must_have,
                "reason": reason,
                "evidence": tuple(sorted({*one.evidence, *other.evidence}, key=lambda quote: quote.start)),
            }
        )
        lists = ("primary_responsibilities", "secondary_responsibilities", "hard_skills", "soft_skills")
        return self.model_copy(
            update={
                "skills": tuple(both if skill is other else skill for skill in self.skills if skill is not one),
                **{name: tuple(bullet.calling_for(dropped, kept) for bullet in getattr(self, name)) for name in lists},
            }
        )
