"""Documents to download: made for the person who is signed in, by the same services that the screens use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from interview.api.gate import session_token
from interview.domain.person import Actor
from interview.errors import Conflict, Forbidden, LoopwrightError, NotFound
from interview.exports.catalogue import interviewer_calendar, make_document
from interview.exports.committee import REVIEW, make_packet
from interview.exports.document import MEDIA_TYPES, Document, content_hash
from interview.logs import note_refusal
from interview.services.context import Context
from interview.services.jobs import get_job_file
from interview.services.privacy import get_access_bundle
from interview.services.sessions import actor_for_token

_AT_ONCE = 2
"""Documents that are made at the same time: each takes a core for a moment."""


class Downloads:
    """The download routes; rendering happens on a worker thread."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.rendering = anyio.CapacityLimiter(_AT_ONCE)

    def routes(self) -> list[Route]:
        """The routes: ``/download/{document}/{id}.{format}``, calendar, committee packet, access bundle."""
        return [
            Route("/download/my-interviews.ics", self.my_calendar),
            Route("/download/committee-packet/{candidate}.{form}", self.committee_packet),
            Route("/download/job/{job}", self.job_file),
            Route("/download/access-bundle/{candidate}.json", self.access_bundle),
            Route("/download/{document}/{subject}.{form}", self.document),
        ]

    async def document(self, request: Request) -> Response:
        """One document; ``document`` is a name of :data:`interview.exports.catalogue.KINDS`."""
        named = request.path_params
        return await self._answer(
            request, lambda actor: make_document(self.context, actor, named["document"], named["subject"], named["form"])
        )

    async def my_calendar(self, request: Request) -> Response:
        """The interviews of the person who is signed in."""
        return await self._answer(request, lambda actor: interviewer_calendar(self.context, actor))

    async def committee_packet(self, request: Request) -> Response:
        """The packet without names; first its review page, which is shown and not saved."""
        candidate, form = request.path_params["candidate"], request.path_params["form"]
        reviewed = request.query_params.get("reviewed", "")
        answer = await self._answer(request, lambda actor: make_packet(self.context, actor, candidate, form, reviewed=reviewed))
        if form == REVIEW and answer.status_code == HTTPStatus.OK:
            answer.headers["Content-Disposition"] = "inline"
        return answer

    async def job_file(self, request: Request) -> Response:
        """The file that a job of the actor's own made."""

        def made(actor: Actor) -> Document:
            name, data = get_job_file(self.context, actor, request.path_params["job"])
            return Document(name, MEDIA_TYPES["zip"], data, hashlib.sha256(data).hexdigest()[:16])

        return await self._answer(request, made)

    async def access_bundle(self, request: Request) -> Response:
        """Everything that is held about a candidate, other people's names taken out."""

        def made(actor: Actor) -> Document:
            candidate = request.path_params["candidate"]
            text = get_access_bundle(self.context, actor, candidate).model_dump_json(indent=2)
            return Document(f"{candidate}-held-data.json", MEDIA_TYPES["json"], text.encode(), content_hash(text))

        return await self._answer(request, made)

    async def _answer(self, request: Request, make: Callable[[Actor], Document]) -> Response:
        token = session_token(request.cookies)

        def made() -> Document:
            actor = actor_for_token(self.context, token)
            if actor is None:
                raise Forbidden("Sign in first.")
            try:
                return make(actor)
            except LoopwrightError as refused:
                note_refusal("download", actor.person_id, refused)
                raise

        try:
            document = await anyio.to_thread.run_sync(made, limiter=self.rendering)
        except LoopwrightError as refused:
            return PlainTextResponse(str(refused), status_code=status_of(refused))
        return document_response(document)


_STATUSES: dict[type[LoopwrightError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
}


def status_of(refused: LoopwrightError) -> HTTPStatus:
    """What a refusal is over HTTP."""
    return next((status for kind, status in _STATUSES.items() if isinstance(refused, kind)), HTTPStatus.BAD_REQUEST)


def document_response(document: Document) -> Response:
    """The document as an answer that is saved to a file and never kept by the browser."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.name)}",
        "Cache-Control": "no-store",
        "X-Content-Hash": document.content_hash,
    }
    return Response(document.data, media_type=document.media_type, headers=headers)
