"""What a job description says, as values: the draft of a role, before a manager confirms it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from interview.domain.base import Value
from interview.domain.role import Education, Importance, Ladder, Quote, Weight
from interview.domain.skill import ProficiencyLevel, SkillKind
from interview.intake.headings import SectionKind


class DraftSection(Value):
    """One part of the text, its heading included."""

    heading: str
    kind: SectionKind
    start: int
    end: int


class DraftSalary(Value):
    """A band as stated; an end that is not stated is ``None``."""

    min: float | None
    max: float | None
    currency: str
    period: Literal["year", "month", "day", "hour"]


class DraftSkill(Value):
    """A skill that the text asks for.

    ``rule`` says in words why importance, weight and target level are what they are; ``details`` are the named tools;
    ``alternatives`` the tools that the text joins by "or".
    """

    id: str
    name: str
    kind: SkillKind
    importance: Importance
    weight: Weight
    target_level: ProficiencyLevel
    rule: str
    evidence: Annotated[tuple[Quote, ...], Field(min_length=1)]
    details: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


class Uncovered(Value):
    """Something that the text asks for and no skill of the banks stands for."""

    text: str
    quote: str
    start: int
    end: int
    reason: str


class Responsibility(Value):
    """One item of the duties, and the skills it calls for. ``group``: the secondary ones stand under such a heading."""

    quote: str
    start: int
    end: int
    skills: tuple[str, ...]
    group: Literal["primary", "secondary"] = "primary"


class Requirement(Value):
    """One item of what is required or preferred, and the skills it names."""

    quote: str
    start: int
    end: int
    skills: tuple[str, ...]
    importance: Importance


class RoleDraft(Value):
    """Everything that was read. ``text[start:end] == quote`` for each quote, in the text that was given."""

    title: str
    level: str
    level_basis: str
    years_min: int | None
    years_max: int | None
    salary: DraftSalary | None
    language: str
    sections: tuple[DraftSection, ...]
    skills: tuple[DraftSkill, ...]
    suggested: tuple[DraftSkill, ...]
    uncovered: tuple[Uncovered, ...]
    responsibilities: tuple[Responsibility, ...]
    warnings: tuple[str, ...]
    definition: str = ""
    location: str | None = None
    work_mode: Literal["remote", "hybrid", "on-site"] | None = None
    education: Education = Education()
    experience: str = ""
    experience_preferred: tuple[str, ...] = ()
    ladder: Ladder = Ladder()
    requirements: tuple[Requirement, ...] = ()
    keywords: tuple[str, ...] = ()
