"""The page on which people see where they are signed in, sign out elsewhere, and change their password."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from interview.api.forms import address_of, form_of
from interview.api.gate import session_token
from interview.api.page import page
from interview.domain.person import Actor
from interview.errors import LoopwrightError
from interview.services.context import Context
from interview.services.identity import has_own_password
from interview.services.sessions import actor_for_token, change_password, end_other_sessions, list_sessions

PATH = "/account/mine"
_LATER = f"/account/sign-in?next={PATH}"


class OwnAccount:
    """The page and what can be done on it."""

    def __init__(self, context: Context, hashing: anyio.CapacityLimiter) -> None:
        self.context = context
        self.hashing = hashing

    def routes(self) -> list[Route]:
        """The routes; each asks for a session itself, since the gate lets everything below ``/account/`` pass."""
        return [
            Route(PATH, self.show, methods=["GET"]),
            Route(f"{PATH}/sessions", self.end_others, methods=["POST"]),
            Route(f"{PATH}/password", self.change, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Where the person is signed in, and the form for a new password."""
        return await self._answer(request)

    async def end_others(self, request: Request) -> Response:
        """Sign out everywhere else."""
        return await self._answer(request, lambda actor, token: end_other_sessions(self.context, actor, token))

    async def change(self, request: Request) -> Response:
        """Change the password."""
        form, ip = await form_of(request), address_of(request)
        current, new = form.get("current", ""), form.get("new", "")
        return await self._answer(
            request, lambda actor, token: change_password(self.context, actor, token, current=current, new=new, ip=ip)
        )

    async def _answer(self, request: Request, do: Callable[[Actor, str], object] | None = None) -> Response:
        token = session_token(request.cookies)

        def answer() -> Response:
            actor = actor_for_token(self.context, token)
            if actor is None or actor.interview_id is not None:
                return RedirectResponse(_LATER, status_code=303)
            error = ""
            if do is not None:
                try:
                    do(actor, token)
                except LoopwrightError as refused:
                    error = str(refused)
            zone = ZoneInfo(actor.timezone)
            shown = [
                {
                    "is_this": one.is_this,
                    "since": f"{one.created_at.astimezone(zone):%d %b, %H:%M}",
                    "last": f"{one.last_seen_at.astimezone(zone):%d %b, %H:%M}",
                }
                for one in list_sessions(self.context, actor, token)
            ]
            return page(
                request,
                "own-account",
                status=400 if error else 200,
                error=error,
                done=do is not None and not error,
                sessions=shown,
                has_password=has_own_password(self.context, actor),
            )

        return await anyio.to_thread.run_sync(answer, limiter=self.hashing)
