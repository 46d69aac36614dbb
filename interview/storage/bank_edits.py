"""Changes of questions that people of this company proposed; the approved ones stand on top of the shipped banks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from interview.domain.bank import EditState, QuestionEdit
from interview.domain.question import Question
from interview.storage.content_tables import question_edits


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
