"""A client of the API on a fresh application, with tokens for the cast."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.types import ASGIApp

from interview.api.rest.application import Rest
from interview.api.rest.limit import RateLimit
from interview.domain.person import Actor
from interview.services.api_tokens import Scope, create_token
from interview.services.context import Context

BASE = "/api/v1"


def token_for(context: Context, actor: Actor, *scopes: Scope) -> str:
    """A token with these scopes, by default all."""
    return create_token(context, actor, name="test", scopes=scopes or tuple(Scope)).token


class Web:
    """Asks an application in this process, without a server."""

    def __init__(self, app: ASGIApp, **headers: str) -> None:
        self.app, self.headers = app, dict(headers)

    def request(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """One request on a connection of its own."""

        async def ask() -> httpx2.Response:
            transport = httpx2.ASGITransport(app=self.app)
            async with httpx2.AsyncClient(transport=transport, base_url="http://testserver", headers=self.headers) as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())

    def get(self, path: str, **options: Any) -> httpx2.Response:
        """The answer to a GET."""
        return self.request("GET", path, **options)


def api(context: Context, limit: RateLimit | None = None) -> Starlette:
    """An application that is the API alone."""
    return Starlette(routes=Rest(context, limit).routes())


class Client:
    """Asks as one person."""

    def __init__(self, context: Context, actor: Actor, *scopes: Scope, limit: RateLimit | None = None) -> None:
        app = api(context, limit or RateLimit(burst=10_000))
        self.http = Web(app, Authorization=f"Bearer {token_for(context, actor, *scopes)}")

    def get(self, path: str, **options: Any) -> Any:
        """The answer to a GET below ``/api/v1``."""
        return self.http.get(BASE + path, **options)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a write with a JSON body; ``If_Match="3"`` becomes a header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.request(method, BASE + path, json=body, headers=named)
