"""Sessions: signing in with a password, who a token stands for, signing out, ending all of somebody's sessions.

A session is a row; the browser's cookie holds a random token of which only the hash is stored. A session ends by itself, on
request, with a new password and with the account, and the next click finds nobody signed in.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from interview.domain.base import Value
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.account_letters import tell_password_changed
from interview.services.context import Context
from interview.services.identity import actor_of, known_person, token_hash
from interview.services.lockout import forgive, note_failure, refuse_locked
from interview.services.passwords import check_strength, hash_password, is_correct, needs_new_hash
from interview.storage.identity import SessionRow
from interview.storage.unit import Unit

SESSION_HOURS = 12
IDLE_HOURS = 2


class SessionView(Value):
    """A place where somebody is signed in."""

    created_at: datetime
    last_seen_at: datetime
    is_this: bool


_WRONG = "E-mail address or password is wrong."


def sign_in(context: Context, email: str, password: str, ip: str = "") -> str:
    """Open a session; returns its token, for the cookie. The refusal never tells whether the account exists."""
    if not context.settings.passwords:
        raise Forbidden("Passwords are switched off here; sign in with your company's account.")
    with context.store.read() as unit:
        refuse_locked(context, unit, email, ip)
        person = unit.identity.person_by_email(email)
        stored = unit.identity.password_hash(person.id) if person else None
    correct = is_correct(password, stored)
    rehashed = hash_password(password) if correct and stored and needs_new_hash(stored) else None
    with context.store.write() as unit:
        refuse_locked(context, unit, email, ip)  # others may have guessed while we were hashing
        person = unit.identity.person(person.id) if person else None
        if not correct or person is None or not person.active or unit.identity.password_hash(person.id) != stored:
            note_failure(context, unit, email, ip)
            unit.commit_bookkeeping()
            raise Forbidden(_WRONG)
        forgive(unit, email)
        if rehashed:
            unit.identity.update_person(person.id, password_hash=rehashed)
        token = open_session(context, unit, person.id)
        unit.commit(context.event(person.id, "session.open", "person", person.id))
    return token


def open_session(context: Context, unit: Unit, person_id: str, interview_id: str | None = None) -> str:
    """Add a session inside the caller's transaction; returns its token."""
    token = secrets.token_urlsafe(32)
    now = context.now()
    unit.identity.add_session(
        SessionRow(
            token_hash=token_hash(token),
            person_id=person_id,
            interview_id=interview_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=SESSION_HOURS),
            revoked_at=None,
        )
    )
    return token


def actor_for_token(context: Context, token: str | None) -> Actor | None:
    """Who is signed in with this token; ``None`` once it has expired, was idle too long, was revoked, or the person left."""
    if not token:
        return None
    hashed, now = token_hash(token), context.now()
    with context.store.read() as unit:
        session = unit.identity.session(hashed)
        if session is None or not _is_open(session, now):
            return None
        person = unit.identity.person(session.person_id)
    if person is None or not person.active:
        return None
    if now - session.last_seen_at >= timedelta(minutes=1):
        with context.store.write() as unit:
            unit.identity.touch_session(hashed, now)
            unit.commit_bookkeeping()
    return actor_of(person, session.interview_id)


def sign_out(context: Context, token: str) -> None:
    """End this session; a token that is no session is nothing to refuse."""
    with context.store.write() as unit:
        session = unit.identity.session(token_hash(token))
        if session is None or session.revoked_at is not None:
            return
        unit.identity.revoke_session(session.token_hash, context.now())
        unit.commit(context.event(session.person_id, "session.close", "person", session.person_id))


def list_sessions(context: Context, actor: Actor, token: str) -> tuple[SessionView, ...]:
    """Where the actor is signed in, the latest used first."""
    _refuse_guest(actor)
    now, hashed = context.now(), token_hash(token)
    with context.store.read() as unit:
        rows = [row for row in unit.identity.sessions_of(actor.person_id) if _is_open(row, now)]
    return tuple(
        SessionView(created_at=row.created_at, last_seen_at=row.last_seen_at, is_this=row.token_hash == hashed) for row in rows
    )


def end_other_sessions(context: Context, actor: Actor, token: str) -> int:
    """Sign the actor out everywhere else; returns how many sessions that were."""
    _refuse_guest(actor)
    with context.store.write() as unit:
        ended = unit.identity.revoke_sessions(actor.person_id, context.now(), keep=token_hash(token))
        unit.commit(context.event(actor, "session.revoke_others", "person", actor.person_id, ended=ended))
    return ended


def change_password(context: Context, actor: Actor, token: str, *, current: str, new: str, ip: str = "") -> None:
    """Change one's own password, which takes the present one; every other session of the person ends.

    Wrong guesses of the present one count like failed sign-ins: an open browser that somebody left is no way to try them out.
    """
    _refuse_guest(actor)
    with context.store.read() as unit:
        person = known_person(unit, actor.person_id)
        refuse_locked(context, unit, person.email, ip)
        stored = unit.identity.password_hash(person.id)
    if not context.settings.passwords or stored is None:
        raise Invalid("You sign in with your company's account; its password is changed there.")
    if not is_correct(current, stored):
        with context.store.write() as unit:
            note_failure(context, unit, person.email, ip)
            unit.commit_bookkeeping()
        raise Forbidden("The present password is wrong.")
    check_strength(new, email=person.email, name=person.name)
    hashed = hash_password(new)
    with context.store.write() as unit:
        refuse_locked(context, unit, person.email, ip)
        if unit.identity.password_hash(person.id) != stored:
            raise Conflict("Your password was changed somewhere else a moment ago; sign in again.")
        unit.identity.update_person(person.id, password_hash=hashed)
        unit.identity.revoke_sessions(person.id, context.now(), keep=token_hash(token))
        unit.identity.revoke_links(context.now(), person_id=person.id, kind="set-password")
        tell_password_changed(context, unit, actor, person)
        unit.commit(context.event(actor, "person.change_password", "person", person.id))


def revoke_sessions(context: Context, actor: Actor, person_id: str) -> int:
    """End all sessions of a person: one's own, or anybody's for an administrator. Returns how many were open."""
    if actor.person_id != person_id or actor.interview_id is not None:
        require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        known_person(unit, person_id)
        ended = unit.identity.revoke_sessions(person_id, context.now())
        unit.commit(context.event(actor, "session.revoke_all", "person", person_id, ended=ended))
    return ended


def _is_open(session: SessionRow, now: datetime) -> bool:
    idle = now - session.last_seen_at >= timedelta(hours=IDLE_HOURS)
    return session.revoked_at is None and now < session.expires_at and not idle


def _refuse_guest(actor: Actor) -> None:
    if actor.interview_id is not None:
        raise Forbidden("An invitation opens one interview only; it has no account behind it.")
