"""Changes of questions that people of a company propose and review."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from interview.domain.base import Value
from interview.domain.question import Question


class EditState(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class QuestionEdit(Value):
    """A whole question as it is to be, and who said so. ``question.version`` is the one it has once this is approved."""

    id: str
    question: Question
    reason: str
    state: EditState = EditState.PROPOSED
    proposed_by: str | None
    proposed_at: AwareDatetime
    reviewed_by: str | None = None
    reviewed_at: AwareDatetime | None = None
    review_note: str = ""
