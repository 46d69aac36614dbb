"""Sends the letters of the outbox, from the process that serves the application."""

from __future__ import annotations

import asyncio

import anyio
import structlog

from interview.services.context import Context
from interview.services.outbox import can_send, deliver_letters
from interview.services.smtp import connection_to, mail_server

EVERY_SECONDS = 10.0
_log = structlog.get_logger(__name__)


async def keep_mailing(context: Context, *, every: float = EVERY_SECONDS) -> None:
    """Deliver until cancelled. A failure is logged and does not end it; without a mail server there is nothing to do."""
    while can_send(context):
        await asyncio.sleep(every)
        try:
            await anyio.to_thread.run_sync(send_waiting, context)
        except Exception:
            _log.exception("mail.failed")  # the database may be away for a moment; the next round tries again


def send_waiting(context: Context) -> int:
    """One round over one connection; returns how many letters left."""
    with connection_to(mail_server(context.settings)) as send:
        return deliver_letters(context, send)
