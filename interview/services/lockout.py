"""Guessing passwords is slow: failed sign-ins are counted in the database, for the account and for the network address."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from interview.errors import Forbidden
from interview.services.context import Context
from interview.storage.identity import FailureRow
from interview.storage.unit import Unit

FAILURES_ALLOWED = 5
FAILURES_ALLOWED_FROM_ONE_ADDRESS = 30
LOCKOUT_MINUTES = 15

_LOCKED = f"Too many failed attempts; wait {LOCKOUT_MINUTES} minutes or ask an administrator for a new link."


def refuse_locked(context: Context, unit: Unit, email: str, ip: str) -> None:
    """Raise :class:`~interview.errors.Forbidden` while this account or this network address has failed too often."""
    if any(_failures(context, unit, key).count >= allowed for key, allowed in _keys(email, ip)):
        raise Forbidden(_LOCKED)


def note_failure(context: Context, unit: Unit, email: str, ip: str) -> None:
    """Count one more failure inside the caller's transaction."""
    for key, _ in _keys(email, ip):
        failure = _failures(context, unit, key)
        unit.identity.put_failure(failure.model_copy(update={"count": failure.count + 1}))


def forgive(unit: Unit, email: str) -> None:
    """Forget the account's failures: it signed in, or an administrator gave it a new link. The address's stay."""
    unit.identity.clear_failure(_account_key(email))


def _keys(email: str, ip: str) -> list[tuple[str, int]]:
    keys = [(_account_key(email), FAILURES_ALLOWED)]
    return [*keys, (_key(f"ip:{ip}"), FAILURES_ALLOWED_FROM_ONE_ADDRESS)] if ip else keys


def _failures(context: Context, unit: Unit, key: str) -> FailureRow:
    now = context.now()
    failure = unit.identity.failure(key)
    if failure is None or now - failure.first_at >= timedelta(minutes=LOCKOUT_MINUTES):
        return FailureRow(key=key, count=0, first_at=now)
    return failure


def _key(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()


def _account_key(email: str) -> str:
    return _key(f"account:{email.strip().lower()}")
