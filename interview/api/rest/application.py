"""The HTTP API: tokens, limits, parsing, refusals and receipts around the operations."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

import anyio
import structlog
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from interview.api.downloads import document_response
from interview.api.rest.limit import RateLimit
from interview.api.rest.openapi import openapi
from interview.api.rest.operation import Answer, Call, Operation
from interview.api.rest.problem import Refusal, problem_response, refusal_of, refusal_of_fields
from interview.api.rest.reading import READING
from interview.api.rest.writing import BASE, WRITING
from interview.errors import Forbidden, LoopwrightError
from interview.exports.catalogue import KINDS
from interview.exports.document import Document
from interview.exports.formats.structured import json_schema
from interview.logs import note_refusal
from interview.services.api_tokens import Bearer, bearer_of
from interview.services.context import Context
from interview.services.repeated_requests import Receipt, begin_request, finish_request

OPERATIONS = (*READING, *WRITING)
_AT_ONCE = 8  # more threads only wait for one another, and the pages need some, too
_BODY_BYTES = 1_000_000
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_log = structlog.get_logger(__name__)


class Rest:
    """The API, holding the services' context and the counters of requests."""

    def __init__(self, context: Context, limit: RateLimit | None = None) -> None:
        self.context = context
        self.limit = limit or RateLimit()
        self.refused = RateLimit(burst=20, per_second=0.2)  # wrong tokens from one network address
        self.at_once = anyio.CapacityLimiter(_AT_ONCE)
        self.document = openapi(OPERATIONS, BASE)

    def routes(self) -> list[Route]:
        """Every path with its methods, and a last route that refuses all others in the API's own words."""
        paths: dict[str, dict[str, Operation]] = {}
        for operation in OPERATIONS:
            paths.setdefault(operation.path, {})[operation.method] = operation
        routes = [Route(BASE + path, self._endpoint(methods), methods=_ALL_METHODS) for path, methods in paths.items()]
        return [
            Route(f"{BASE}/openapi.json", self._openapi, methods=["GET"]),
            Route(f"{BASE}/schemas/{{document}}", self._schema, methods=["GET"]),
            *routes,
            Route("/api/{rest:path}", self._unknown, methods=_ALL_METHODS),
        ]

    async def _openapi(self, _request: Request) -> Response:
        return JSONResponse(self.document)

    async def _schema(self, request: Request) -> Response:
        kind = KINDS.get(request.path_params["document"])
        if kind is None:
            return problem_response(Refusal(HTTPStatus.NOT_FOUND, f"There is a schema for each of {', '.join(KINDS)}."))
        return JSONResponse(json_schema(kind.name, kind.content), media_type="application/schema+json")

    async def _unknown(self, _request: Request) -> Response:
        return problem_response(Refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this path; see {BASE}/openapi.json."))

    def _endpoint(self, methods: dict[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
        allowed = ", ".join(sorted({*methods, *(["HEAD"] if "GET" in methods else [])}))

        async def endpoint(request: Request) -> Response:
            operation = methods.get("GET" if request.method == "HEAD" else request.method)
            if operation is None:
                refused = Refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"This path takes {allowed}.", headers={"Allow": allowed})
                return problem_response(refused)
            try:
                raw = await _body(request) if operation.writes else b""
                return await anyio.to_thread.run_sync(self._answer, operation, request, raw, limiter=self.at_once)
            except Refusal as refused:
                return problem_response(refused)
            except LoopwrightError as error:
                return problem_response(refusal_of(error))
            except Exception:
                reference = secrets.token_hex(4)
                _log.exception("api.failed", reference=reference, operation=operation.name)
                detail = f"Something went wrong here; the log knows it as {reference}."
                return problem_response(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, detail))

        return endpoint

    def _answer(self, operation: Operation, request: Request, raw: bytes) -> Response:
        bearer = self._bearer(request)
        if operation.scope is not None and operation.scope not in bearer.scopes:
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                f"This token lacks the scope {operation.scope.value}.",
                headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{operation.scope.value}"'},
            )
        call = Call(
            context=self.context,
            bearer=bearer,
            path=_path(request),
            query=_query(operation, request),
            body=_parsed(operation, raw),
            if_match=request.headers.get("if-match"),
        )
        if operation.needs_if_match and call.if_match is None:
            raise Refusal(HTTPStatus.PRECONDITION_REQUIRED, "Send If-Match with the version that your change is based on.")
        try:
            if not operation.writes:
                return _read(request, operation.handler(call))
            return self._write(operation, request, call, raw)
        except Forbidden as refused:
            note_refusal(f"api {operation.name}", call.actor.person_id, refused)
            raise

    def _bearer(self, request: Request) -> Bearer:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        address = request.client.host if request.client else ""
        if scheme.lower() != "bearer" or not token:
            raise _unauthorised("Send a personal token: 'Authorization: Bearer lwp_...'.", 'Bearer realm="Loopwright"')
        try:
            bearer = bearer_of(self.context, token.strip())
        except Forbidden as refused:
            _log.warning("sign_in.refused", address=address)
            wait = self.refused.take(address)
            if wait:
                raise _too_many(wait) from None
            raise _unauthorised(str(refused), 'Bearer error="invalid_token"') from None
        wait = self.limit.take(bearer.token_id)
        if wait:
            raise _too_many(wait)
        return bearer

    def _write(self, operation: Operation, request: Request, call: Call, raw: bytes) -> Response:
        key = request.headers.get("idempotency-key")
        if key is None:
            return _written(operation, operation.handler(call))
        if not _KEY.fullmatch(key):
            raise Refusal(HTTPStatus.BAD_REQUEST, "An Idempotency-Key has 1 to 100 visible ASCII characters.")
        fingerprint = f"{operation.name}\n{request.url.path}\n{call.if_match}\n{hashlib.sha256(raw).hexdigest()}"
        earlier = begin_request(self.context, call.actor, key, fingerprint)
        if earlier is not None:
            return Response(
                earlier.body or None,
                status_code=earlier.status,
                media_type="application/json" if earlier.body else None,
                headers={"Idempotency-Replayed": "true", "Cache-Control": "no-store"},
            )
        receipt: Receipt | None = None
        try:
            answer = operation.handler(call)
            kept = answer.body.model_dump_json(exclude={"secret"}) if isinstance(answer.body, BaseModel) else ""
            receipt = Receipt(status=operation.status, body=kept)
        finally:
            finish_request(self.context, call.actor, key, receipt)
        return _written(operation, answer)


_ALL_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _BODY_BYTES:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body has at most {_BODY_BYTES} bytes.")
        parts.append(chunk)
    raw = b"".join(parts)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if raw and kind != "application/json":
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.")
    return raw


def _path(request: Request) -> dict[str, str]:
    path = {name: unquote(str(value)) for name, value in request.path_params.items()}
    if any(_UNFIT.search(value) or len(value) > 300 for value in path.values()):
        raise Refusal(HTTPStatus.NOT_FOUND, "There is nothing with such an id.")
    return path


def _query(operation: Operation, request: Request) -> Any:
    pairs = list(request.query_params.multi_items())
    if operation.query is None:
        if pairs:
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "This operation takes no query.")
        return None
    if len({name for name, _ in pairs}) != len(pairs):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "A name stands twice in the query.")
    if any(_UNFIT.search(value) for _, value in pairs):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "The query holds a character that no text has.")
    try:
        return operation.query.model_validate(dict(pairs))
    except ValidationError as error:
        raise refusal_of_fields(error, "query") from None


def _parsed(operation: Operation, raw: bytes) -> Any:
    if operation.body is None:
        if raw.strip() not in {b"", b"{}"}:
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "This operation takes no body.")
        return None
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body is no JSON.") from None
    if any(_UNFIT.search(text) for text in _texts(body)):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "The body holds a character that no text has.")
    try:
        return operation.body.model_validate_json(raw)
    except ValidationError as error:
        raise refusal_of_fields(error, "body") from None


def _texts(value: Any) -> Iterable[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]


def _read(request: Request, answer: Answer) -> Response:
    if isinstance(answer.body, Document):
        tag, response = answer.body.content_hash, document_response(answer.body)
    else:
        body = answer.body.model_dump_json().encode() if answer.body else b""
        tag, response = hashlib.sha256(body).hexdigest()[:32], Response(body, media_type="application/json")
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = "private, no-cache"
    if answer.links:
        target = request.url.path
        response.headers["Link"] = ", ".join(f'<{target}{link}>; rel="{name}"' for name, link in answer.links.items())
    known = {entry.strip().removeprefix("W/") for entry in request.headers.get("if-none-match", "").split(",")}
    if f'"{tag}"' in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"})
    return response


def _written(operation: Operation, answer: Answer) -> Response:
    headers = {"Cache-Control": "no-store"}
    if answer.version is not None:
        headers["ETag"] = f'"{answer.version}"'
    if answer.location and operation.status == HTTPStatus.CREATED:
        headers["Location"] = answer.location
    body = answer.body.model_dump_json() if isinstance(answer.body, BaseModel) else None
    return Response(body, status_code=operation.status, headers=headers, media_type="application/json" if body else None)


def _unauthorised(detail: str, challenge: str) -> Refusal:
    return Refusal(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge})


def _too_many(wait: int) -> Refusal:
    return Refusal(HTTPStatus.TOO_MANY_REQUESTS, f"Too many requests; wait {wait} s.", headers={"Retry-After": str(wait)})
