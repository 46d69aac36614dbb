"""Webhooks: other systems are told what happened, by ids alone. The audit trail is the queue, so no event is lost or made up.

Requests are signed as Standard Webhooks describe (standardwebhooks.com): HMAC-SHA256 over id, time and body. A receiver that
keeps the ids it has seen and refuses old times can't be fooled by a replay.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime

from interview.domain.audit import SealedEvent, timestamp
from interview.domain.base import Value
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Invalid, NotFound
from interview.services.context import SYSTEM, Context, new_id
from interview.services.outgoing import RETRIES, Refused, check_address
from interview.storage.integrations import DeliveryRow, WebhookRow

EVENTS = {
    "candidate.add": "candidate.added",
    "candidate.withdraw": "candidate.withdrawn",
    "decision.record": "decision.recorded",
    "interview.mark_not_held": "interview.cancelled",
    "interview.schedule": "interview.scheduled",
    "loop.publish": "loop.ready",
    "scorecard.amend": "scorecard.amended",
    "scorecard.submit": "scorecard.submitted",
}
"""What is told, by the action in the audit trail."""

_AT_ONCE = 50

Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body to an address with headers and returns the status; raises ``OSError`` or ``Refused`` where there is none."""


class WebhookView(Value):
    """A webhook as lists show it."""

    id: str
    url: str
    events: tuple[str, ...]
    created_at: datetime


class NewWebhook(Value):
    """A webhook that was just added, with the secret that signs its requests; it is shown once."""

    view: WebhookView
    secret: str


class DeliveryView(Value):
    """One event on its way: how often it was tried, what came of it, and when it is tried next."""

    id: str
    event: str
    attempts: int
    outcome: str
    created_at: datetime
    next_at: datetime | None
    delivered_at: datetime | None


def add_webhook(context: Context, actor: Actor, url: str, events: tuple[str, ...]) -> NewWebhook:
    """Tell ``url`` of ``events`` from now on. Administrators alone: who knows of every scorecard is not blind."""
    require(actor, Permission.MANAGE_PEOPLE)
    unknown = sorted(set(events) - set(EVENTS.values()))
    if unknown or not events:
        raise Invalid(f"Choose events among {', '.join(sorted(EVENTS.values()))}.")
    try:
        check_address(url)
    except Refused as refused:
        raise Invalid(str(refused)) from None
    with context.store.write() as unit:
        row = WebhookRow(
            id=new_id("webhook"),
            url=url,
            events=tuple(sorted(set(events))),
            after_sequence=unit.audit.head()[0],
            created_by=None if actor.person_id == SYSTEM else actor.person_id,
            created_at=context.now(),
        )
        unit.integrations.add_webhook(row)
        unit.commit(context.event(actor, "webhook.add", "webhook", row.id, events=" ".join(row.events)))
    return NewWebhook(view=_view(row), secret=webhook_secret(context, row.id))


def list_webhooks(context: Context, actor: Actor) -> tuple[WebhookView, ...]:
    """All webhooks."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.read() as unit:
        return tuple(_view(row) for row in unit.integrations.webhooks())


def remove_webhook(context: Context, actor: Actor, webhook_id: str) -> None:
    """Stop telling, and forget the log."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        if unit.integrations.webhook(webhook_id) is None:
            raise NotFound("There is no such webhook.")
        unit.integrations.remove_webhook(webhook_id)
        unit.commit(context.event(actor, "webhook.remove", "webhook", webhook_id))


def list_deliveries(context: Context, actor: Actor, webhook_id: str, *, limit: int = 100) -> tuple[DeliveryView, ...]:
    """The log of a webhook, newest first."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.read() as unit:
        if unit.integrations.webhook(webhook_id) is None:
            raise NotFound("There is no such webhook.")
        rows = unit.integrations.deliveries(webhook_id, limit)
    return tuple(DeliveryView(**row.model_dump(include=set(DeliveryView.model_fields))) for row in rows)


def resend_delivery(context: Context, actor: Actor, delivery_id: str) -> None:
    """Send an event again at the next round, under the same id, by which its receiver knows a repetition."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        if not unit.integrations.has_delivery(delivery_id):
            raise NotFound("There is no such delivery; its webhook may have been removed.")
        unit.integrations.update_delivery(delivery_id, attempts=0, next_at=context.now())
        unit.commit(context.event(actor, "webhook.resend", "delivery", delivery_id))


def queue_deliveries(context: Context) -> int:
    """Put what happened since the last time on its way; returns how many deliveries were added."""
    added = 0
    with context.store.read() as unit:  # most rounds find nothing new, and then nobody has to wait for a lock
        head = unit.audit.head()[0]
        if all(hook.after_sequence >= head for hook in unit.integrations.webhooks()):
            return 0
    with context.store.write() as unit:
        for hook in unit.integrations.webhooks():
            last = hook.after_sequence
            for sealed in unit.audit.events(after=last):
                last = sealed.sequence
                name = EVENTS.get(sealed.event.action)
                if name in hook.events:
                    unit.integrations.add_delivery(_delivery(context, hook.id, name, sealed))
                    added += 1
            if last != hook.after_sequence:
                unit.integrations.advance(hook.id, last)
        unit.commit_bookkeeping()
    return added


def deliver_due(context: Context, post: Post) -> int:
    """Send what is due, each once; returns how many arrived. A status from 200 to 299 means that it did."""
    now, arrived = context.now(), 0
    with context.store.read() as unit:
        due = unit.integrations.due_deliveries(now, _AT_ONCE)
        urls = {hook.id: hook.url for hook in unit.integrations.webhooks()}
    for row in due:
        headers = signed_headers(webhook_secret(context, row.webhook_id), row.id, context.now(), row.body.encode())
        try:
            status = post(urls[row.webhook_id], row.body.encode(), headers)
            outcome = str(status)
        except (OSError, Refused) as error:
            status, outcome = 0, str(error)[:200]
        succeeded = 200 <= status < 300
        arrived += succeeded
        with context.store.write() as unit:
            unit.integrations.update_delivery(row.id, **_after_attempt(row, now, outcome, succeeded=succeeded))
            unit.commit_bookkeeping()
    return arrived


def signed_headers(secret: str, delivery_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers by which a receiver knows that a request is ours, whole, and fresh."""
    moment = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = hmac.new(key, f"{delivery_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Loopwright",
        "webhook-id": delivery_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }


def webhook_secret(context: Context, webhook_id: str) -> str:
    """The secret of a webhook, made from the installation's own, so that the database holds none."""
    derived = hmac.new(context.secret, f"webhook {webhook_id}".encode(), hashlib.sha256).digest()
    return f"whsec_{base64.b64encode(derived).decode()}"


def _after_attempt(row: DeliveryRow, now: datetime, outcome: str, *, succeeded: bool) -> dict[str, object]:
    attempts = row.attempts + 1
    if succeeded:
        return {"attempts": attempts, "outcome": outcome, "next_at": None, "delivered_at": now}
    wait = RETRIES[row.attempts] if row.attempts < len(RETRIES) else None
    return {"attempts": attempts, "outcome": outcome, "next_at": now + wait if wait else None}


def _delivery(context: Context, webhook_id: str, name: str, sealed: SealedEvent) -> DeliveryRow:
    event = sealed.event
    subject = {"kind": event.subject_kind, "id": event.subject_id}
    data = {"sequence": sealed.sequence, "subject": subject, "actor_id": event.actor_id, "details": event.details}
    body = {"type": name, "timestamp": timestamp(event.at), "data": data}
    now = context.now()
    return DeliveryRow(
        id=new_id("delivery"), webhook_id=webhook_id, event=name, body=json.dumps(body), created_at=now, next_at=now
    )


def _view(row: WebhookRow) -> WebhookView:
    return WebhookView(id=row.id, url=row.url, events=row.events, created_at=row.created_at)
