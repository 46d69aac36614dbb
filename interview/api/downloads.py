"""Documents to download: made for the person who is signed in, by the same services that the screens use."""

from __future__ import annotations

from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from interview.api.gate import SESSION_COOKIE
from interview.errors import Forbidden, LoopwrightError, NotFound
from interview.exports.document import Document
from interview.exports.loop_summary import render_loop_summary
from interview.services.context import Context
from interview.services.debriefs import get_loop_summary
from interview.services.identity import actor_for_token


class Downloads:
    """The download routes; rendering happens on a worker thread."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/download/loop-summary/{candidate}.{kind}", self.loop_summary)]

    async def loop_summary(self, request: Request) -> Response:
        """A candidate's loop summary."""
        token = request.cookies.get(SESSION_COOKIE)
        candidate, kind = request.path_params["candidate"], request.path_params["kind"]

        def make() -> Document:
            actor = actor_for_token(self.context, token)
            if actor is None:
                raise Forbidden("Sign in first.")
            return render_loop_summary(get_loop_summary(self.context, actor, candidate), kind)

        try:
            document = await anyio.to_thread.run_sync(make)
        except LoopwrightError as refused:
            status = 404 if isinstance(refused, NotFound) else 403 if isinstance(refused, Forbidden) else 400
            return PlainTextResponse(str(refused), status_code=status)
        return _answer(document)


def _answer(document: Document) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.name)}",
        "Cache-Control": "no-store",
        "X-Content-Hash": document.content_hash,
    }
    return Response(document.data, media_type=document.media_type, headers=headers)
