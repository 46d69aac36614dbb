"""Scorecards, their kept texts, and who has seen others' scorecards since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import RowMapping

from interview.domain.base import Value
from interview.domain.scorecard import Revision, RevisionKind, Scorecard, ScorecardContent, ScorecardState
from interview.storage.tables import reveals, revisions, scorecards


class CardStatus(Value):
    """How far a scorecard is, without anything that stands in it."""

    candidate_id: str
    interview_id: str
    person_id: str
    state: ScorecardState


class Scorecards:
    """Repository of scorecards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, card: Scorecard) -> None:
        """Store a new draft."""
        self._connection.execute(insert(scorecards).values(id=card.id, **_columns(card)))

    def replace(self, card: Scorecard, expected_version: int) -> bool:
        """Overwrite if the stored version is still ``expected_version``; says whether it was."""
        condition = (scorecards.c.id == card.id) & (scorecards.c.version == expected_version)
        return self._connection.execute(update(scorecards).where(condition).values(**_columns(card))).rowcount == 1

    def get(self, scorecard_id: str) -> Scorecard | None:
        """By id."""
        return self._one(scorecards.c.id == scorecard_id)

    def of_interviewer(self, interview_id: str, person_id: str) -> Scorecard | None:
        """One person's scorecard of one interview."""
        return self._one((scorecards.c.interview_id == interview_id) & (scorecards.c.person_id == person_id))

    def of_candidate(self, candidate_id: str) -> tuple[Scorecard, ...]:
        """Every scorecard on a candidate, drafts included: callers must apply ``visibility``."""
        query = select(scorecards).where(scorecards.c.candidate_id == candidate_id).order_by(scorecards.c.id)
        return tuple(_card(row) for row in self._connection.execute(query).mappings())

    def statuses(self, candidate_ids: Collection[str]) -> dict[str, tuple[CardStatus, ...]]:
        """How far the scorecards on these candidates are, by candidate, in one query: callers must apply ``visibility``."""
        columns = (scorecards.c.candidate_id, scorecards.c.interview_id, scorecards.c.person_id, scorecards.c.state)
        found: dict[str, tuple[CardStatus, ...]] = dict.fromkeys(candidate_ids, ())
        for row in self._connection.execute(select(*columns).order_by(scorecards.c.id)).mappings():
            if row["candidate_id"] in found:
                found[row["candidate_id"]] = (*found[row["candidate_id"]], CardStatus(**row))
        return found

    def submitted_on(self, candidate_ids: frozenset[str]) -> tuple[Scorecard, ...]:
        """Submitted scorecards on these candidates: callers must see to it that only numbers of them get out."""
        query = select(scorecards).where(scorecards.c.state == ScorecardState.SUBMITTED).order_by(scorecards.c.id)
        rows = self._connection.execute(query).mappings()
        return tuple(_card(row) for row in rows if row["candidate_id"] in candidate_ids)

    def _one(self, condition: Any) -> Scorecard | None:
        row = self._connection.execute(select(scorecards).where(condition)).mappings().one_or_none()
        return None if row is None else _card(row)

    def add_revision(self, scorecard_id: str, revision_id: str, revision: Revision) -> None:
        """Keep a text for good."""
        values = {**revision.model_dump(exclude={"content"}), "content": revision.content.model_dump_json()}
        self._connection.execute(insert(revisions).values(id=revision_id, scorecard_id=scorecard_id, **values))

    def revisions(self, scorecard_id: str) -> tuple[Revision, ...]:
        """Every kept text, oldest first."""
        query = (
            select(revisions)
            .where(revisions.c.scorecard_id == scorecard_id)
            .order_by(revisions.c.version, revisions.c.saved_at, revisions.c.id)
        )
        return tuple(
            Revision(
                version=row["version"],
                kind=RevisionKind(row["kind"]),
                content=ScorecardContent.model_validate_json(row["content"]),
                saved_at=row["saved_at"],
                person_id=row["person_id"],
                reason=row["reason"],
                had_seen_others=row["had_seen_others"],
            )
            for row in self._connection.execute(query).mappings()
        )

    def amended_late(self) -> frozenset[str]:
        """Scorecards that were amended after their author could have read others'."""
        condition = (revisions.c.kind == RevisionKind.AMENDED) & revisions.c.had_seen_others
        return frozenset(self._connection.execute(select(revisions.c.scorecard_id).where(condition)).scalars())

    def reveal(self, candidate_id: str, person_id: str, at: datetime) -> None:
        """Note that a person now has seen others' scorecards; the first time counts."""
        if not self.has_seen(candidate_id, person_id):
            self._connection.execute(insert(reveals).values(candidate_id=candidate_id, person_id=person_id, first_seen_at=at))

    def has_seen(self, candidate_id: str, person_id: str) -> bool:
        """Whether a person has seen others' scorecards on this candidate."""
        condition = (reveals.c.candidate_id == candidate_id) & (reveals.c.person_id == person_id)
        return self._connection.execute(select(reveals.c.person_id).where(condition)).scalar_one_or_none() is not None

    def readers(self, candidate_id: str) -> dict[str, datetime]:
        """Who has seen others' scorecards on a candidate, and when first."""
        query = select(reveals.c.person_id, reveals.c.first_seen_at).where(reveals.c.candidate_id == candidate_id)
        return {row.person_id: row.first_seen_at for row in self._connection.execute(query)}


def _columns(card: Scorecard) -> dict[str, Any]:
    return {**card.model_dump(exclude={"id", "content"}), "content": card.content.model_dump_json()}


def _card(row: RowMapping) -> Scorecard:
    return Scorecard(**{**row, "content": ScorecardContent.model_validate_json(row["content"])})
