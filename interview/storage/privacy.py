"""Retention rules, legal holds, and erasing a candidate so that no text about them is left in the database."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from interview.domain.candidate import CandidateState
from interview.domain.retention import LegalHold, RetentionRule
from interview.domain.scorecard import Rating, Scorecard, ScorecardContent
from interview.storage import tables as t
from interview.storage.debrief_tables import debrief_notes, sign_offs
from interview.storage.imported_tables import imported_scorecards
from interview.storage.mail_tables import letters
from interview.storage.privacy_tables import legal_holds
from interview.storage.scorecards import Scorecards

ERASED_NAME = "Erased candidate"
ERASED_TEXT = "Erased."


class Privacy:
    """Repository of retention rules and legal holds, and the eraser."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rules(self) -> tuple[RetentionRule, ...]:
        """Every rule, by country and outcome."""
        query = select(t.retention_rules).order_by(t.retention_rules.c.country, t.retention_rules.c.outcome)
        return tuple(
            RetentionRule(country=row["country"], outcome=row["outcome"] or None, months=row["months"])
            for row in self._connection.execute(query).mappings()
        )

    def replace_rules(self, rules: Iterable[RetentionRule]) -> None:
        """Put these rules in the place of all others."""
        self._connection.execute(delete(t.retention_rules))
        for rule in rules:
            values = {"country": rule.country, "outcome": rule.outcome or "", "months": rule.months}
            self._connection.execute(insert(t.retention_rules).values(values))

    def holds(self) -> dict[str, LegalHold]:
        """Why candidates are on legal hold, by candidate."""
        rows = self._connection.execute(select(legal_holds)).mappings()
        return {
            row["candidate_id"]: LegalHold(reason=row["reason"], held_by=row["held_by"], held_at=row["held_at"]) for row in rows
        }

    def replace_hold(self, candidate_id: str, hold: LegalHold | None) -> None:
        """Put ``hold`` in the place of what there was; ``None`` lifts it, and its reason is gone."""
        self._connection.execute(delete(legal_holds).where(legal_holds.c.candidate_id == candidate_id))
        if hold is not None:
            self._connection.execute(insert(legal_holds).values(candidate_id=candidate_id, **hold.model_dump()))
        held = t.candidates.c.id == candidate_id
        self._connection.execute(update(t.candidates).where(held).values(legal_hold=hold is not None))

    def erase(self, candidate_id: str) -> None:
        """Remove name, address and every text about a candidate.

        What stays are levels and votes that lead to nobody (interviewers' severity is learned from them), and the audit trail,
        which never held names or texts.
        """
        mine = t.candidates.c.id == candidate_id
        erased = {"name": ERASED_NAME, "email": None, "timezone": "UTC", "state": CandidateState.ERASED}
        self._connection.execute(update(t.candidates).where(mine).values(erased))
        scorecards = Scorecards(self._connection)
        for card in scorecards.of_candidate(candidate_id):
            scorecards.replace(_without_texts(card), card.version)
            self._connection.execute(delete(t.revisions).where(t.revisions.c.scorecard_id == card.id))
        self._connection.execute(delete(debrief_notes).where(debrief_notes.c.candidate_id == candidate_id))
        interviews = select(t.interviews.c.id).where(t.interviews.c.candidate_id == candidate_id)
        self._connection.execute(delete(t.links).where(t.links.c.interview_id.in_(interviews)))
        for held in (letters, imported_scorecards):
            self._connection.execute(delete(held).where(held.c.candidate_id == candidate_id))
        for table, blank in (
            (t.interviews, {"not_held_reason": ""}),
            (t.recusals, {"reason": ""}),
            (t.debrief_votes, {"reason": ""}),
            (sign_offs, {"reason": ERASED_TEXT}),
            (t.decisions, {"reason": "", "dissent": "[]", "recommendation": "{}"}),
        ):
            self._connection.execute(update(table).where(table.c.candidate_id == candidate_id).values(blank))


def _without_texts(card: Scorecard) -> Scorecard:
    ratings = tuple(
        Rating(skill_id=rating.skill_id, level=rating.level, not_assessed=rating.not_assessed) for rating in card.content.ratings
    )
    return card.model_copy(update={"content": ScorecardContent(ratings=ratings, vote=card.content.vote)})


def scrub(engine: Engine) -> None:
    """Make freed space unreadable: SQLite's file is rebuilt and its log emptied, PostgreSQL's dead rows are vacuumed away."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()  # outside of any transaction, which is where VACUUM has to run
        try:
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.cursor().execute(statement)
        finally:
            connection.close()
        return
    names = "candidates scorecards scorecard_revisions interviews recusals links letters imported_scorecards job_files".split()
    names += "debrief_votes debrief_notes sign_offs decisions legal_holds".split()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as autocommit:
        autocommit.execute(text(f"VACUUM (FULL) {', '.join(names)}"))
