"""The debrief: ratings side by side, what was not covered, where people disagree, and the decision that people take."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from interview.domain.base import Sentence, Value
from interview.domain.role import Role
from interview.domain.scorecard import Scorecard, Vote

DISAGREEMENT_LEVELS = 2
"""Two ratings of a skill this far apart are two different stories and have to be talked about."""


class Cell(Value):
    """One interviewer's rating of one skill; ``level`` is ``None`` where it was not assessed."""

    person_id: str
    scorecard_id: str
    level: int | None
    evidence: str


class GridRow(Value):
    """One skill across interviewers, with what the role asks for."""

    skill_id: str
    weight: int
    bar: int
    must_have: bool
    cells: tuple[Cell, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels given, ascending; "not assessed" is none of them."""
        return tuple(sorted(cell.level for cell in self.cells if cell.level is not None))

    @property
    def spread(self) -> int:
        """Levels between the lowest and the highest rating."""
        return self.levels[-1] - self.levels[0] if self.levels else 0

    @property
    def disagree(self) -> bool:
        """Whether interviewers are far apart."""
        return self.spread >= DISAGREEMENT_LEVELS


def grid(role: Role, scorecards: Iterable[Scorecard]) -> tuple[GridRow, ...]:
    """Skill by interviewer, in the role's order, whatever the order of submission; shadows' scorecards are left out."""
    counted = sorted((card for card in scorecards if not card.is_shadow), key=lambda card: (card.person_id, card.id))
    return tuple(
        GridRow(
            skill_id=skill.skill_id,
            weight=skill.weight,
            bar=skill.bar,
            must_have=skill.must_have,
            cells=tuple(
                Cell(person_id=card.person_id, scorecard_id=card.id, level=rating.level, evidence=rating.evidence)
                for card in counted
                for rating in card.content.ratings
                if rating.skill_id == skill.skill_id
            ),
        )
        for skill in role.skills
    )


class DebriefVote(Value):
    """A vote in the debrief, after reading: the first vote stays on the scorecard, so that both are kept."""

    person_id: str
    vote: Vote
    reason: str = ""
    voted_at: AwareDatetime


class DebriefNote(Value):
    """Something said in the discussion that should stay on record; never changed afterwards."""

    id: str
    person_id: str
    text: Sentence
    at: AwareDatetime


class SignOff(Value):
    """A bar raiser's word on hiring: ``approves`` or blocks, with the reason, for the ratings that ``input_hash`` names.

    The last one stands; once ratings change it no longer holds.
    """

    id: str
    person_id: str
    approves: bool
    reason: Sentence
    input_hash: str
    at: AwareDatetime


class Outcome(StrEnum):
    """What people decide."""

    HIRE = "hire"
    NO_HIRE = "no_hire"
    GATHER_MORE_EVIDENCE = "gather_more_evidence"


class Dissent(Value):
    """Somebody's lasting objection to a decision."""

    person_id: str
    reason: str


class Decision(Value):
    """What named people decided, when and why, beside what the software recommended at that moment.

    Never changed: a later decision supersedes it. ``recommendation`` is the snapshot as computed then; ``input_hash`` is over the
    ratings that went into it; ``model_version`` names the model.
    """

    id: str
    candidate_id: str
    outcome: Outcome
    reason: str = ""
    dissent: tuple[Dissent, ...] = ()
    decided_by: str
    decided_at: AwareDatetime
    recommendation: dict[str, Any] = Field(default_factory=dict)
    input_hash: str = ""
    model_version: str = ""
    supersedes: str | None = None
