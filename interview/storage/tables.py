"""The tables. Documents (roles, loops, scorecards) are kept as JSON text, byte for byte, so that nothing rescales them later."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment on every database: SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID, _SLUG, _HASH, _WORD = String(40), String(80), String(64), String(32)


def _person(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, _ID, ForeignKey("people.id"), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Moment(), nullable=nullable)


people = Table(
    "people",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("roles", String(200), nullable=False),  # words joined by spaces
    Column("timezone", String(64), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password_hash", String(200)),
    Column("is_demo", Boolean, nullable=False),
    _moment("created_at"),
)
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", _HASH, primary_key=True),
    _person("person_id"),
    Column("interview_id", _ID),  # set: an invitation's session, good for this interview only
    _moment("created_at"),
    _moment("last_seen_at"),
    _moment("expires_at"),
    _moment("revoked_at", nullable=True),
    Index("ix_sessions_person_id", "person_id"),
)
foreign_identities = Table(
    "foreign_identities",
    metadata,
    Column("issuer", String(500), primary_key=True),
    Column("subject", String(255), primary_key=True),
    _person("person_id"),
    _moment("linked_at"),
    Index("ix_foreign_identities_person_id", "person_id"),
)
links = Table(
    "links",
    metadata,
    Column("token_hash", _HASH, primary_key=True),
    Column("kind", _WORD, nullable=False),  # set-password, invitation
    _person("person_id"),
    Column("interview_id", _ID),
    _person("created_by", nullable=True),
    _moment("created_at"),
    _moment("expires_at"),
    _moment("used_at", nullable=True),
    _moment("revoked_at", nullable=True),
    Index("ix_links_person_id", "person_id"),
)
failures = Table(
    "sign_in_failures",
    metadata,
    Column("key", _HASH, primary_key=True),  # hash of the address or of the network address that was tried
    Column("count", Integer, nullable=False),
    _moment("first_at"),
)
roles = Table(
    "roles",
    metadata,
    Column("role_id", _SLUG, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", _WORD, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("source_text", Text, nullable=False),
    Column("source_document", Text, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    _person("created_by"),
    _moment("created_at"),
    _moment("updated_at"),
    _moment("published_at", nullable=True),
    _moment("archived_at", nullable=True),
)
role_members = Table(
    "role_members",
    metadata,
    Column("role_id", _SLUG, primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
)
adjustments = Table(
    "role_adjustments",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("role_id", _SLUG, nullable=False),
    Column("version", Integer, nullable=False),
    Column("skill_id", _SLUG, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    _person("person_id"),
    _moment("adjusted_at"),
    Index("ix_role_adjustments_role_id", "role_id"),
)
contents = Table(
    "contents",
    metadata,
    Column("sha256", _HASH, primary_key=True),
    Column("kind", _WORD, nullable=False),  # rubric, question
    Column("content_id", _SLUG, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)
loops = Table(
    "loops",
    metadata,
    Column("role_id", _SLUG, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", _WORD, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("blindness", _WORD, nullable=False),
    Column("document", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("pins", Text, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    _person("created_by"),
    _moment("created_at"),
    _moment("updated_at"),
    _moment("published_at", nullable=True),
)
candidates = Table(
    "candidates",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", String(254)),
    Column("role_id", _SLUG, nullable=False),
    Column("role_version", Integer, nullable=False),
    Column("loop_version", Integer, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("country", String(64), nullable=False),
    Column("state", _WORD, nullable=False),
    Column("legal_hold", Boolean, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    _moment("created_at"),
    _moment("closed_at", nullable=True),
    Index("ix_candidates_role_id", "role_id"),
)
interviews = Table(
    "interviews",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("candidate_id", _ID, ForeignKey("candidates.id"), nullable=False),
    Column("stage_id", _SLUG, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", _WORD, nullable=False),
    _moment("starts_at", nullable=True),
    _moment("ends_at", nullable=True),
    Column("not_held_reason", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("candidate_id", "stage_id"),
)
seats = Table(
    "seats",
    metadata,
    Column("interview_id", _ID, ForeignKey("interviews.id"), primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    Column("is_shadow", Boolean, nullable=False),
    Index("ix_seats_person_id", "person_id"),
)
recusals = Table(
    "recusals",
    metadata,
    Column("candidate_id", _ID, ForeignKey("candidates.id"), primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    _moment("declared_at"),
)
scorecards = Table(
    "scorecards",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("interview_id", _ID, ForeignKey("interviews.id"), nullable=False),
    Column("candidate_id", _ID, ForeignKey("candidates.id"), nullable=False),
    _person("person_id"),
    Column("is_shadow", Boolean, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    _moment("updated_at"),
    _moment("submitted_at", nullable=True),
    UniqueConstraint("interview_id", "person_id"),
    Index("ix_scorecards_candidate_id", "candidate_id"),
)
revisions = Table(
    "scorecard_revisions",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("scorecard_id", _ID, ForeignKey("scorecards.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("content", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("had_seen_others", Boolean, nullable=False),
    _person("person_id"),
    _moment("saved_at"),
    Index("ix_scorecard_revisions_scorecard_id", "scorecard_id"),
)
reveals = Table(
    "reveals",
    metadata,
    Column("candidate_id", _ID, ForeignKey("candidates.id"), primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    _moment("first_seen_at"),
)
debrief_votes = Table(
    "debrief_votes",
    metadata,
    Column("candidate_id", _ID, ForeignKey("candidates.id"), primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    Column("vote", _WORD, nullable=False),
    Column("reason", Text, nullable=False),
    _moment("voted_at"),
)
decisions = Table(
    "decisions",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("candidate_id", _ID, ForeignKey("candidates.id"), nullable=False),
    Column("outcome", _WORD, nullable=False),
    Column("reason", Text, nullable=False),
    Column("dissent", Text, nullable=False),
    _person("decided_by"),
    _moment("decided_at"),
    Column("recommendation", Text, nullable=False),
    Column("input_hash", _HASH, nullable=False),
    Column("model_version", String(80), nullable=False),
    Column("supersedes", _ID, unique=True),
    Index("ix_decisions_candidate_id", "candidate_id"),
)
retention_rules = Table(
    "retention_rules",
    metadata,
    Column("country", String(64), primary_key=True),  # empty: any
    Column("outcome", _WORD, primary_key=True),  # empty: any
    Column("months", Integer, nullable=False),
)
audit_events = Table(
    "audit_events",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _moment("at"),
    Column("actor_id", _ID, nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject_kind", _WORD, nullable=False),
    Column("subject_id", _SLUG, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous_hash", _HASH, nullable=False),
    Column("hash", _HASH, nullable=False),
    Index("ix_audit_events_subject_id_actor_id", "subject_id", "actor_id"),
)
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, nullable=False),
    Column("hash", _HASH, nullable=False),
)
