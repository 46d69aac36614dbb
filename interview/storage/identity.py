"""People, their sessions, one-time links, and counters of failed sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping

from interview.domain.base import Value
from interview.domain.person import Person, PersonRole
from interview.storage.tables import failures, foreign_identities, links, people, sessions


class SessionRow(Value):
    """A signed-in browser. Only the hash of its token is kept."""

    token_hash: str
    person_id: str
    interview_id: str | None
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class LinkRow(Value):
    """A one-time link: setting a password, or an invitation to one interview."""

    token_hash: str
    kind: str
    person_id: str
    interview_id: str | None = None
    created_by: str | None = None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class ForeignIdentityRow(Value):
    """Who a person is at the company's sign-in: ``subject`` never changes there, whatever becomes of name and address."""

    issuer: str
    subject: str
    person_id: str
    linked_at: datetime


class FailureRow(Value):
    """Failed sign-ins since ``first_at`` for one account or one network address."""

    key: str
    count: int
    first_at: datetime


class Identity:
    """Repository of people and of how they sign in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_person(self, person: Person, *, is_demo: bool = False) -> None:
        """Store somebody new, without a password."""
        self._connection.execute(
            insert(people).values(
                id=person.id,
                email=person.email,
                name=person.name,
                roles=" ".join(person.roles),
                timezone=person.timezone,
                active=person.active,
                is_demo=is_demo,
                created_at=person.created_at,
            )
        )

    def update_person(self, person_id: str, **changes: Any) -> None:
        """Change columns of one person."""
        if "roles" in changes:
            changes["roles"] = " ".join(changes["roles"])
        self._connection.execute(update(people).where(people.c.id == person_id).values(**changes))

    def person(self, person_id: str) -> Person | None:
        """By id."""
        return self._one(people.c.id == person_id)

    def person_by_email(self, email: str) -> Person | None:
        """By e-mail address in any letter case."""
        return self._one(people.c.email == email.strip().lower())

    def people(self, ids: Sequence[str] | None = None) -> tuple[Person, ...]:
        """Everybody, or those with these ids, by name."""
        query = select(people).order_by(people.c.name, people.c.id)
        if ids is not None:
            query = query.where(people.c.id.in_(ids))
        return tuple(_person(row) for row in self._connection.execute(query).mappings())

    def names(self) -> dict[str, str]:
        """Name by id."""
        return {row.id: row.name for row in self._connection.execute(select(people.c.id, people.c.name))}

    def has_administrator(self) -> bool:
        """Whether anybody ever was made administrator."""
        return any(PersonRole.ADMINISTRATOR in person.roles for person in self.people())

    def password_hash(self, person_id: str) -> str | None:
        """The argon2id hash, or ``None`` without a password."""
        return self._connection.execute(select(people.c.password_hash).where(people.c.id == person_id)).scalar_one_or_none()

    def _one(self, condition: Any) -> Person | None:
        row = self._connection.execute(select(people).where(condition)).mappings().one_or_none()
        return None if row is None else _person(row)

    def add_session(self, row: SessionRow) -> None:
        """Store a new session."""
        self._connection.execute(insert(sessions).values(row.model_dump()))

    def session(self, token_hash: str) -> SessionRow | None:
        """The session with this token's hash."""
        row = self._connection.execute(select(sessions).where(sessions.c.token_hash == token_hash)).mappings().one_or_none()
        return None if row is None else SessionRow(**row)

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that the session was used."""
        self._connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(last_seen_at=at))

    def revoke_session(self, token_hash: str, at: datetime) -> None:
        """End one session."""
        self._connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(revoked_at=at))

    def sessions_of(self, person_id: str) -> tuple[SessionRow, ...]:
        """Somebody's sessions that were not ended, the latest used first; some may be over by their time."""
        mine = (sessions.c.person_id == person_id) & sessions.c.revoked_at.is_(None)
        rows = self._connection.execute(select(sessions).where(mine).order_by(sessions.c.last_seen_at.desc())).mappings()
        return tuple(SessionRow(**row) for row in rows)

    def revoke_sessions(self, person_id: str, at: datetime, *, keep: str = "") -> int:
        """End every open session of one person, but the one whose token has the hash ``keep``; returns how many."""
        condition = (sessions.c.person_id == person_id) & sessions.c.revoked_at.is_(None) & (sessions.c.token_hash != keep)
        return self._connection.execute(update(sessions).where(condition).values(revoked_at=at)).rowcount

    def open_sessions(self, now: datetime, used_since: datetime) -> int:
        """How many sessions are neither ended nor over nor idle."""
        known = sessions.c
        is_open = known.revoked_at.is_(None) & (known.expires_at > now) & (known.last_seen_at > used_since)
        return self._connection.execute(select(func.count()).select_from(sessions).where(is_open)).scalar_one()

    def add_link(self, row: LinkRow) -> None:
        """Store a new one-time link."""
        self._connection.execute(insert(links).values(row.model_dump()))

    def link(self, token_hash: str) -> LinkRow | None:
        """The link with this token's hash."""
        row = self._connection.execute(select(links).where(links.c.token_hash == token_hash)).mappings().one_or_none()
        return None if row is None else LinkRow(**row)

    def use_link(self, token_hash: str, at: datetime) -> None:
        """Consume a link."""
        self._connection.execute(update(links).where(links.c.token_hash == token_hash).values(used_at=at))

    def revoke_links(self, at: datetime, *, person_id: str, kind: str | None = None, interview_id: str | None = None) -> int:
        """Withdraw unused links of one person; returns how many."""
        condition = (links.c.person_id == person_id) & links.c.used_at.is_(None) & links.c.revoked_at.is_(None)
        if kind is not None:
            condition &= links.c.kind == kind
        if interview_id is not None:
            condition &= links.c.interview_id == interview_id
        return self._connection.execute(update(links).where(condition).values(revoked_at=at)).rowcount

    def add_foreign_identity(self, row: ForeignIdentityRow) -> None:
        """Note that the person signs in as this subject."""
        self._connection.execute(insert(foreign_identities).values(row.model_dump()))

    def person_by_foreign_identity(self, issuer: str, subject: str) -> Person | None:
        """Who signs in as this subject."""
        known = foreign_identities.c
        query = select(known.person_id).where((known.issuer == issuer) & (known.subject == subject))
        person_id = self._connection.execute(query).scalar_one_or_none()
        return None if person_id is None else self.person(person_id)

    def has_foreign_identity(self, person_id: str, issuer: str) -> bool:
        """Whether the person signs in with this provider already."""
        known = foreign_identities.c
        query = select(known.subject).where((known.issuer == issuer) & (known.person_id == person_id))
        return self._connection.execute(query.limit(1)).first() is not None

    def remove_foreign_identities(self, person_id: str) -> int:
        """Forget who the person is elsewhere; returns how many were known."""
        return self._connection.execute(delete(foreign_identities).where(foreign_identities.c.person_id == person_id)).rowcount

    def failure(self, key: str) -> FailureRow | None:
        """The counter with this key."""
        row = self._connection.execute(select(failures).where(failures.c.key == key)).mappings().one_or_none()
        return None if row is None else FailureRow(**row)

    def put_failure(self, row: FailureRow) -> None:
        """Replace a counter."""
        self.clear_failure(row.key)
        self._connection.execute(insert(failures).values(row.model_dump()))

    def clear_failure(self, key: str) -> None:
        """Forget a counter."""
        self._connection.execute(delete(failures).where(failures.c.key == key))


def _person(row: RowMapping) -> Person:
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        roles=tuple(PersonRole(word) for word in row["roles"].split()),
        timezone=row["timezone"],
        active=row["active"],
        has_password=row["password_hash"] is not None,
        created_at=row["created_at"],
    )
