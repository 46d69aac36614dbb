"""Work that comes back every so often in the process that serves the application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import anyio
import structlog

_log = structlog.get_logger(__name__)


async def keep_going(name: str, work: Callable[[], object], *, every: float) -> None:
    """Do ``work`` on a worker thread every so many seconds until cancelled. A failure is logged and does not end it."""
    while True:
        await asyncio.sleep(every)
        try:
            await anyio.to_thread.run_sync(work)
        except Exception:
            _log.exception("round.failed", work=name)  # the database may be away for a moment; the next round tries again
