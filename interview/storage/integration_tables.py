"""Tables of what talks to other systems: personal tokens, repeated requests, webhooks and their deliveries."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from interview.storage.tables import Moment, metadata

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("person_id", String(40), ForeignKey("people.id"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("scopes", String(400), nullable=False),  # words joined by spaces
    Column("created_at", Moment(), nullable=False),
    Column("expires_at", Moment(), nullable=False),
    Column("last_used_at", Moment()),
    Column("revoked_at", Moment()),
    Index("ix_api_tokens_person_id", "person_id"),
)
request_keys = Table(
    "request_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),  # of the person and the key that the client chose
    Column("request_hash", String(64), nullable=False),
    Column("status", Integer),  # missing while the first request is still at work
    Column("receipt", Text, nullable=False),  # ids and versions, never what people wrote
    Column("created_at", Moment(), nullable=False),
)
webhooks = Table(
    "webhooks",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("url", String(500), nullable=False),
    Column("events", String(400), nullable=False),  # words joined by spaces
    Column("after_sequence", Integer, nullable=False),  # the last audit event that was looked at
    Column("created_by", String(40), ForeignKey("people.id")),
    Column("created_at", Moment(), nullable=False),
)
deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("webhook_id", String(40), ForeignKey("webhooks.id"), nullable=False),
    Column("event", String(60), nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("outcome", String(200), nullable=False),  # of the last attempt
    Column("created_at", Moment(), nullable=False),
    Column("next_at", Moment()),  # missing once delivered or given up
    Column("delivered_at", Moment()),
    Index("ix_webhook_deliveries_webhook_id", "webhook_id"),
    Index("ix_webhook_deliveries_next_at", "next_at"),
)
