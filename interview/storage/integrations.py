"""Personal tokens, repeated requests, webhooks and deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping

from interview.domain.base import Value
from interview.storage.integration_tables import api_tokens, deliveries, request_keys, webhooks


class TokenRow(Value):
    """A personal token. Only its hash is kept."""

    token_hash: str
    id: str
    person_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class RequestRow(Value):
    """A write that may be sent again; ``status`` is ``None`` while the first one is at work."""

    key_hash: str
    request_hash: str
    status: int | None
    receipt: str
    created_at: datetime


class WebhookRow(Value):
    """An address that is told of events; ``after_sequence`` is the last audit event that was looked at."""

    id: str
    url: str
    events: tuple[str, ...]
    after_sequence: int
    created_by: str | None
    created_at: datetime


class DeliveryRow(Value):
    """One event on its way to one address; ``next_at`` is ``None`` once it arrived or was given up."""

    id: str
    webhook_id: str
    event: str
    body: str
    attempts: int = 0
    outcome: str = ""
    created_at: datetime
    next_at: datetime | None
    delivered_at: datetime | None = None


class Integrations:
    """Repository of what talks to other systems."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_token(self, row: TokenRow) -> None:
        """Store a new token."""
        self._connection.execute(insert(api_tokens).values(**row.model_dump(exclude={"scopes"}), scopes=" ".join(row.scopes)))

    def token(self, token_hash: str) -> TokenRow | None:
        """By the hash of what the client sent."""
        found = self._tokens(select(api_tokens).where(api_tokens.c.token_hash == token_hash))
        return found[0] if found else None

    def tokens(self, person_id: str | None = None) -> tuple[TokenRow, ...]:
        """Of a person, or everybody's; the newest first."""
        query = select(api_tokens).order_by(api_tokens.c.created_at.desc())
        return self._tokens(query if person_id is None else query.where(api_tokens.c.person_id == person_id))

    def update_token(self, token_id: str, **changes: Any) -> None:
        """Change columns of one token."""
        self._connection.execute(update(api_tokens).where(api_tokens.c.id == token_id).values(changes))

    def request(self, key_hash: str) -> RequestRow | None:
        """An earlier request with this key."""
        row = self._connection.execute(select(request_keys).where(request_keys.c.key_hash == key_hash)).mappings().one_or_none()
        return RequestRow(**row) if row else None

    def put_request(self, row: RequestRow) -> None:
        """Keep a request, in place of what was kept under its key."""
        self.forget_request(row.key_hash)
        self._connection.execute(insert(request_keys).values(row.model_dump()))

    def forget_request(self, key_hash: str) -> None:
        """As if it had never been sent."""
        self._connection.execute(delete(request_keys).where(request_keys.c.key_hash == key_hash))

    def forget_requests(self, before: datetime) -> None:
        """Drop what nobody will send again."""
        self._connection.execute(delete(request_keys).where(request_keys.c.created_at < before))

    def add_webhook(self, row: WebhookRow) -> None:
        """Store a new webhook."""
        self._connection.execute(insert(webhooks).values(**row.model_dump(exclude={"events"}), events=" ".join(row.events)))

    def webhook(self, webhook_id: str) -> WebhookRow | None:
        """By id."""
        return next((row for row in self.webhooks() if row.id == webhook_id), None)

    def webhooks(self) -> tuple[WebhookRow, ...]:
        """All of them, oldest first."""
        rows = self._connection.execute(select(webhooks).order_by(webhooks.c.created_at, webhooks.c.id)).mappings()
        return tuple(WebhookRow(**{**row, "events": tuple(row["events"].split())}) for row in rows)

    def advance(self, webhook_id: str, sequence: int) -> None:
        """Note that every audit event up to ``sequence`` was looked at."""
        self._connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(after_sequence=sequence))

    def remove_webhook(self, webhook_id: str) -> None:
        """Delete it with its deliveries."""
        self._connection.execute(delete(deliveries).where(deliveries.c.webhook_id == webhook_id))
        self._connection.execute(delete(webhooks).where(webhooks.c.id == webhook_id))

    def add_delivery(self, row: DeliveryRow) -> None:
        """Put an event on its way."""
        self._connection.execute(insert(deliveries).values(row.model_dump()))

    def has_delivery(self, delivery_id: str) -> bool:
        """Whether it is in the log."""
        return self._connection.execute(select(deliveries.c.id).where(deliveries.c.id == delivery_id)).first() is not None

    def update_delivery(self, delivery_id: str, **changes: Any) -> None:
        """Note an attempt."""
        self._connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(changes))

    def due_deliveries(self, now: datetime, limit: int) -> tuple[DeliveryRow, ...]:
        """Those whose next attempt is due, the longest waiting first."""
        query = select(deliveries).where(deliveries.c.next_at <= now).order_by(deliveries.c.next_at, deliveries.c.id).limit(limit)
        return tuple(DeliveryRow(**row) for row in self._connection.execute(query).mappings())

    def deliveries_waiting(self) -> int:
        """How many deliveries have neither arrived nor been given up."""
        query = select(func.count()).select_from(deliveries).where(deliveries.c.next_at.is_not(None))
        return self._connection.execute(query).scalar_one()

    def deliveries(self, webhook_id: str, limit: int) -> tuple[DeliveryRow, ...]:
        """The log of a webhook, newest first."""
        query = select(deliveries).where(deliveries.c.webhook_id == webhook_id)
        newest = query.order_by(deliveries.c.created_at.desc(), deliveries.c.id).limit(limit)
        return tuple(DeliveryRow(**row) for row in self._connection.execute(newest).mappings())

    def _tokens(self, query: Any) -> tuple[TokenRow, ...]:
        return tuple(_token(row) for row in self._connection.execute(query).mappings())


def _token(row: RowMapping) -> TokenRow:
    return TokenRow(**{**row, "scopes": tuple(row["scopes"].split())})
