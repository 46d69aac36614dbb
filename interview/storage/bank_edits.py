"""Changes of questions that people of this company proposed; the approved ones stand on top of the shipped banks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from interview.domain.base import Value
from interview.domain.question import Question
from interview.storage.content_tables import question_edits


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
    proposed_at: datetime
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    review_note: str = ""


class BankEdits:
    """Repository of changes of questions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, edit: QuestionEdit) -> None:
        """Store a proposal."""
        values = {**edit.model_dump(exclude={"question"}), "question_id": edit.question.id, "version": edit.question.version}
        self._connection.execute(insert(question_edits).values(**values, document=edit.question.model_dump_json()))

    def get(self, edit_id: str) -> QuestionEdit | None:
        """By id."""
        found = self._found(select(question_edits).where(question_edits.c.id == edit_id))
        return found[0] if found else None

    def update(self, edit_id: str, **changes: Any) -> None:
        """Change columns of one proposal."""
        self._connection.execute(update(question_edits).where(question_edits.c.id == edit_id).values(**changes))

    def all(self) -> tuple[QuestionEdit, ...]:
        """Every proposal, the oldest first."""
        return self._found(select(question_edits))

    def current(self) -> dict[str, Question]:
        """The newest approved text of every question that was ever changed here."""
        approved = select(question_edits).where(question_edits.c.state == EditState.APPROVED)
        newest: dict[str, Question] = {}
        for edit in self._found(approved):
            known = newest.get(edit.question.id)
            if known is None or known.version <= edit.question.version:
                newest[edit.question.id] = edit.question
        return newest

    def _found(self, query: Any) -> tuple[QuestionEdit, ...]:
        rows = self._connection.execute(query.order_by(question_edits.c.proposed_at, question_edits.c.id)).mappings()
        return tuple(
            QuestionEdit(
                **{name: row[name] for name in QuestionEdit.model_fields if name != "question"},
                question=Question.model_validate_json(row["document"]),
            )
            for row in rows
        )
