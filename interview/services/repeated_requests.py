"""Writes that a client may send again: the second time nothing happens, and the answer is the first one's."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.errors import Conflict, Invalid
from interview.services.context import Context
from interview.storage.integrations import RequestRow

KEPT_HOURS = 24


class Receipt(Value):
    """The answer to a write: its status and a body of ids and versions, never what people wrote."""

    status: int
    body: str


def begin_request(context: Context, actor: Actor, key: str, fingerprint: str) -> Receipt | None:
    """The receipt of an earlier request with this key, or ``None`` if the caller should go to work.

    Raises :class:`~interview.errors.Invalid` if the key was used for something else, and
    :class:`~interview.errors.Conflict` while the first request is still at work.
    """
    hashed, now = _hashed(actor, key), context.now()
    with context.store.write() as unit:
        unit.integrations.forget_requests(now - timedelta(hours=KEPT_HOURS))
        earlier = unit.integrations.request(hashed)
        if earlier is None:
            row = RequestRow(key_hash=hashed, request_hash=_digest(fingerprint), status=None, receipt="", created_at=now)
            unit.integrations.put_request(row)
        unit.commit_bookkeeping()
    if earlier is None:
        return None
    if earlier.request_hash != _digest(fingerprint):
        raise Invalid("This Idempotency-Key was used for a different request; choose a new one.")
    if earlier.status is None:
        raise Conflict("The first request with this Idempotency-Key is still at work; ask again in a moment.")
    return Receipt(status=earlier.status, body=earlier.receipt)


def finish_request(context: Context, actor: Actor, key: str, receipt: Receipt | None) -> None:
    """Keep the receipt for the next time; ``None``: it failed, so that it may be tried again."""
    hashed = _hashed(actor, key)
    with context.store.write() as unit:
        begun = unit.integrations.request(hashed)
        if begun is not None and receipt is not None:
            unit.integrations.put_request(begun.model_copy(update={"status": receipt.status, "receipt": receipt.body}))
        else:
            unit.integrations.forget_request(hashed)
        unit.commit_bookkeeping()


def _hashed(actor: Actor, key: str) -> str:
    return _digest(f"{actor.person_id}\n{key}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
