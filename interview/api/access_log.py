"""One log line for every request: what kind, how it ended, how long it took. Never what was in it."""

from __future__ import annotations

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger("access")
_QUIET = ("/static/", "/_stcore/", "/healthz", "/readyz", "/metrics", "/favicon")


class AccessLog:
    """Logs method, path, status and milliseconds. The query is left out: it may hold a one-time token."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log its end."""
        if scope["type"] != "http" or scope["path"].startswith(_QUIET):
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            milliseconds = round((time.perf_counter() - begun) * 1000, 1)
            path = "/invitation/…" if scope["path"].startswith("/invitation/") else scope["path"]
            _log.info("request", method=scope["method"], path=path, status=status, milliseconds=milliseconds)
