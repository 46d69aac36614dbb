"""A skill: what is assessed. Hard skills are shown in work on a problem, soft skills in how somebody works with others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from interview.domain.base import Sentence, Slug, Value

ProficiencyLevel = Annotated[int, Field(ge=1, le=5)]
"""The one scale of every rubric and rating: 1 awareness, 2 basic, 3 intermediate, 4 advanced, 5 expert."""

LEVEL_NAMES: dict[int, str] = {1: "awareness", 2: "basic", 3: "intermediate", 4: "advanced", 5: "expert"}


class SkillKind(StrEnum):
    """Hard or soft."""

    HARD = "hard"
    SOFT = "soft"


class Phrase(Value):
    """Words in a job description that ask for the skill.

    ``text`` is matched in any letter case and in its word forms; ``a|b`` stands for either word and ``...`` for up to four words
    in between. ``strength``: ``sure`` phrases decide by themselves; ``weak`` ones count only in a sentence that asks for a skill,
    next to another sign of it, or where they are all that an item says.
    """

    text: Sentence
    strength: Literal["sure", "weak"] = "sure"


class Skill(Value):
    """What is assessed, and the words in which job descriptions ask for it.

    ``phrases`` are the ways in which job descriptions ask for it, ``tools`` the named products that are details of it (Terraform,
    Kafka).
    """

    id: Slug
    name: Sentence
    kind: SkillKind
    phrases: tuple[Phrase, ...] = ()
    tools: tuple[str, ...] = ()
