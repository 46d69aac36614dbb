"""The session cookie: for this site alone, unreadable for scripts, and only ever over TLS where there is TLS."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from interview.api.gate import SECURE_COOKIE, SESSION_COOKIE
from interview.services.sessions import SESSION_HOURS
from interview.settings import Settings


def session_cookie(request: Request, settings: Settings, answer: Response, token: str) -> None:
    """Give the browser its session with ``answer``."""
    secure = is_secure(request, settings)
    name = SECURE_COOKIE if secure else SESSION_COOKIE
    answer.set_cookie(name, token, max_age=SESSION_HOURS * 3600, httponly=True, samesite="lax", secure=secure, path="/")


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether people reach us over https, even where the proxy that ends TLS forgets to say so."""
    return request.url.scheme == "https" or (settings.public_url or "").startswith("https://")
