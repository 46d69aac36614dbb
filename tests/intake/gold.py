"""Labelled job descriptions of our own wording, and how well drafts agree with their labels.

A case is a file with a YAML head: title, level, years, salary and the skills that a careful reader finds required or preferred.
``corpus/dev`` and ``dev2`` are for tuning; ``test`` and ``test2`` are looked at once per change. The second pair was written
after the reader had been tuned on the first, and labelled before it was read, so that it shows how far tuning carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from interview.content.catalogue import load_skills
from interview.domain.skill import Skill
from interview.intake.draft import draft_role
from interview.intake.read import read_document
from interview.intake.role_draft import RoleDraft
from interview.settings import shipped_content_dir

CORPUS = Path(__file__).parent / "corpus"
HALVES = ("dev", "test", "dev2", "test2", "dev3", "test3")


@dataclass(frozen=True)
class Case:
    """One posting and its labels: ``skills`` gives the importance of each skill by its id."""

    name: str
    text: str
    labels: dict[str, Any]

    @property
    def skills(self) -> dict[str, str]:
        return {skill: importance for importance in ("required", "preferred") for skill in self.labels[importance]}


@dataclass(frozen=True)
class Agreement:
    """Counts over cases; the properties are shares from 0 to 1."""

    right: int
    wrong: int
    missed: int
    required_found: int
    required_all: int
    importance_right: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)

    @property
    def required_recall(self) -> float:
        return self.required_found / self.required_all

    @property
    def importance(self) -> float:
        return self.importance_right / self.right

    def __str__(self) -> str:
        shares = ("precision", "recall", "f1", "required_recall", "importance")
        return "  ".join(f"{name} {getattr(self, name):.3f}" for name in shares)


@cache
def skills() -> tuple[Skill, ...]:
    """The skills that the product ships."""
    found, errors = load_skills(shipped_content_dir())
    assert not errors
    return tuple(found.values())


def cases(half: str) -> list[Case]:
    """The cases of one of :data:`HALVES`."""
    found = []
    for path in sorted((CORPUS / half).glob("*.txt")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        found.append(Case(path.stem, read_document(body.encode(), path.name), yaml.safe_load(head)))
    return found


def drafted(case: Case) -> RoleDraft:
    return draft_role(case.text, skills())


def agreement(pairs: Iterable[tuple[Case, dict[str, str]]]) -> Agreement:
    """How well ``{skill: importance}`` of each case agrees with its labels."""
    counts = [0] * 6
    for case, found in pairs:
        gold = case.skills
        both = gold.keys() & found.keys()
        required = {skill for skill, importance in gold.items() if importance == "required"}
        counts[0] += len(both)
        counts[1] += len(found.keys() - gold.keys())
        counts[2] += len(gold.keys() - found.keys())
        counts[3] += len(required & found.keys())
        counts[4] += len(required)
        counts[5] += sum(gold[skill] == found[skill] for skill in both)
    return Agreement(*counts)


def found_in(draft: RoleDraft) -> dict[str, str]:
    return {skill.id: skill.importance.value for skill in draft.skills}
