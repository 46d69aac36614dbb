"""The gate in front of everything: no page, socket, upload or download without a valid session.

Streamlit itself would serve its pages, media files and sockets to anybody. The gate is pure ASGI middleware, so it sees sockets
too. It also refuses requests that another site made the browser send (a foreign ``Origin``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

import anyio
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

SESSION_COOKIE = "loopwright_session"
SECURE_COOKIE = f"__Host-{SESSION_COOKIE}"
"""The name over TLS: browsers take it from this very host alone, so no neighbouring site can plant one."""

_OPEN_PREFIXES = ("/account/", "/invitation/", "/static/")
_OPEN_PATHS = frozenset({"/healthz", "/metrics", "/readyz", "/favicon.ico", "/favicon.png", "/_stcore/health", "/robots.txt"})
_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})  # asked by machines, under whatever name they know us
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Lets a request through when it is for an open path, or when ``is_signed_in`` says so of its session token.

    ``is_signed_in`` may block (it reads the database), so it runs on a worker thread. Requests below ``/api/`` bring their own
    tokens and are judged there; only the rules on hosts and origins apply to them here. With a ``public_url``, requests under any
    other name are refused (loopback names excepted), so that no made-up ``Host`` gets into a link or past the origin rule.
    """

    def __init__(self, app: ASGIApp, is_signed_in: Callable[[str], bool], public_url: str | None = None) -> None:
        self.app = app
        self.is_signed_in = is_signed_in
        self.host = urlsplit(public_url).netloc.lower() if public_url else None
        self.over_tls = (public_url or "").startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request or socket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        if self.over_tls or scope.get("scheme") in {"https", "wss"}:
            scope = {**scope, "headers": [_without_plain_cookie(header) for header in scope["headers"]]}
        refusal = await self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403, "reason": "sign in first"})
        else:
            await refusal(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        path: str = scope["path"]
        headers = Headers(scope=scope)
        if self.host and path not in _PROBES and not self._is_ours(headers.get("host", "")):
            return PlainTextResponse("Loopwright is not known under this address.", status_code=421)
        must_match = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
        if must_match and not _same_origin(headers, scope):
            return PlainTextResponse("This request came from another site and was refused.", status_code=403)
        if path in _OPEN_PATHS or path.startswith((*_OPEN_PREFIXES, "/api/")):
            return None
        token = session_token(HTTPConnection(scope).cookies)
        if token:
            signed_in = await anyio.to_thread.run_sync(self.is_signed_in, token)
            if signed_in:
                return None
        if scope["type"] == "http" and "text/html" in headers.get("accept", ""):
            here = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            return RedirectResponse(f"/account/sign-in?next={quote(here, safe='')}", status_code=303)
        return JSONResponse({"detail": "Sign in first."}, status_code=401)

    def _is_ours(self, host: str) -> bool:
        return host.lower() == self.host or urlsplit(f"//{host}").hostname in _LOOPBACK


def _without_plain_cookie(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """A header without the session cookie that is only good without TLS: where there is TLS, another site planted it."""
    name, value = header
    if name != b"cookie":
        return header
    kept = [part for part in value.split(b";") if part.partition(b"=")[0].strip() != SESSION_COOKIE.encode()]
    return name, b";".join(kept)


def session_token(cookies: Mapping[str, str]) -> str:
    """The session's token in a browser's cookies, empty without one."""
    return cookies.get(SECURE_COOKIE) or cookies.get(SESSION_COOKIE) or ""


def _same_origin(headers: Headers, scope: Scope) -> bool:
    """Whether the browser says that the request comes from our own pages; programs that send no ``Origin`` use ``/api/``."""
    origin = headers.get("origin")
    if origin is None:
        return str(scope["path"]).startswith("/api/")
    return bool(urlsplit(origin).netloc == headers.get("host", ""))


def safe_next(target: str | None) -> str:
    """Where to go after signing in: a path of our own, never another site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or urlsplit(target).netloc:
        return "/"
    return target
