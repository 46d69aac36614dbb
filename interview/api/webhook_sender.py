"""Sends what webhooks have to be told, from the process that serves the application."""

from __future__ import annotations

import asyncio

import anyio
import structlog

from interview.services.context import Context
from interview.services.outgoing import post
from interview.services.webhooks import Post, deliver_due, queue_deliveries

EVERY_SECONDS = 15.0
_log = structlog.get_logger(__name__)


async def keep_sending(context: Context, *, every: float = EVERY_SECONDS, send: Post = post) -> None:
    """Queue and deliver until cancelled. A failure is logged and does not end it.

    Where several processes serve one database, a receiver may get a delivery from more than one of them, under the same id.
    """
    while True:
        await asyncio.sleep(every)
        try:
            await anyio.to_thread.run_sync(queue_deliveries, context)
            await anyio.to_thread.run_sync(deliver_due, context, send)
        except Exception:
            _log.exception("webhooks.failed")  # the database may be away for a moment; the next round tries again
