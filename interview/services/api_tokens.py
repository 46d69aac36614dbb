"""Personal tokens for programs: made for a person, narrowed by scopes, ended by time, by hand, or with the account.

A service account is a person who never gets a password; an administrator makes its tokens.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Forbidden, Invalid, NotFound
from interview.services.context import Context, new_id
from interview.services.identity import actor_of, token_hash
from interview.storage.integrations import TokenRow

LONGEST_DAYS = 366
PREFIX = "lwp_"
"""What every token starts with, so that scanners of leaked secrets know it."""


class Scope(StrEnum):
    """What a token may be used for; permissions still decide about each thing."""

    ROLES_READ = "roles:read"
    CANDIDATES_READ = "candidates:read"
    CANDIDATES_WRITE = "candidates:write"
    SCORECARDS_READ = "scorecards:read"
    SCORECARDS_WRITE = "scorecards:write"
    DECISIONS_WRITE = "decisions:write"
    DOCUMENTS_READ = "documents:read"
    WEBHOOKS_MANAGE = "webhooks:manage"


class TokenView(Value):
    """A token as lists show it; the token itself is shown once, when it is made."""

    id: str
    person_id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    is_usable: bool


class NewToken(Value):
    """A token that was just made."""

    view: TokenView
    token: str


class Bearer(Value):
    """Who sent a token, and what it may be used for."""

    actor: Actor
    token_id: str
    scopes: frozenset[Scope]


def create_token(
    context: Context,
    actor: Actor,
    *,
    name: str,
    scopes: tuple[Scope, ...],
    days: int = 90,
    person_id: str | None = None,
) -> NewToken:
    """Make a token for oneself, or, as an administrator, for somebody else."""
    owner = person_id or actor.person_id
    if owner != actor.person_id or actor.interview_id is not None:
        require(actor, Permission.MANAGE_PEOPLE)
    if not name.strip() or len(name) > 80:
        raise Invalid("Give the token a name of at most 80 characters, so that you know later what uses it.")
    if not scopes:
        raise Invalid(f"Give the token at least one scope: {', '.join(Scope)}.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(f"A token lives between 1 and {LONGEST_DAYS} days.")
    token, now = PREFIX + secrets.token_urlsafe(32), context.now()
    row = TokenRow(
        token_hash=token_hash(token),
        id=new_id("token"),
        person_id=owner,
        name=name.strip(),
        scopes=tuple(sorted(set(scopes))),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    with context.store.write() as unit:
        person = unit.identity.person(owner)
        if person is None or not person.active:
            raise NotFound("There is no such person with an active account.")
        unit.integrations.add_token(row)
        unit.commit(context.event(actor, "token.create", "token", row.id, person=owner, scopes=" ".join(row.scopes)))
    return NewToken(view=_view(context, row), token=token)


def list_tokens(context: Context, actor: Actor, *, everybody: bool = False) -> tuple[TokenView, ...]:
    """One's own tokens, or, for administrators, everybody's."""
    if everybody or actor.interview_id is not None:
        require(actor, Permission.MANAGE_PEOPLE)
    with context.store.read() as unit:
        return tuple(_view(context, row) for row in unit.integrations.tokens(None if everybody else actor.person_id))


def revoke_token(context: Context, actor: Actor, token_id: str) -> None:
    """End a token at once: one's own, or anybody's for an administrator."""
    with context.store.write() as unit:
        row = next((row for row in unit.integrations.tokens() if row.id == token_id), None)
        if row is None or row.person_id != actor.person_id or actor.interview_id is not None:
            require(actor, Permission.MANAGE_PEOPLE)
        if row is None:
            raise NotFound("There is no such token.")
        if row.revoked_at is None:
            unit.integrations.update_token(token_id, revoked_at=context.now())
            unit.commit(context.event(actor, "token.revoke", "token", token_id))


def bearer_of(context: Context, token: str) -> Bearer:
    """Who sent this token. Raises :class:`~interview.errors.Forbidden` unless it can be used; nothing tells why not."""
    hashed, now = token_hash(token), context.now()
    with context.store.read() as unit:
        row = unit.integrations.token(hashed)
        person = unit.identity.person(row.person_id) if row else None
    if row is None or person is None or not person.active or row.revoked_at is not None or now >= row.expires_at:
        raise Forbidden("This token is not valid (any more); make a new one.")
    if row.last_used_at is None or now - row.last_used_at >= timedelta(minutes=1):
        with context.store.write() as unit:
            unit.integrations.update_token(row.id, last_used_at=now)
            unit.commit_bookkeeping()
    return Bearer(actor=actor_of(person), token_id=row.id, scopes=frozenset(Scope(scope) for scope in row.scopes))


def _view(context: Context, row: TokenRow) -> TokenView:
    return TokenView(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        scopes=tuple(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        is_usable=row.revoked_at is None and context.now() < row.expires_at,
    )
