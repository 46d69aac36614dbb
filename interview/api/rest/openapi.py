"""The OpenAPI 3.1 document, made from the operations, so that it can't tell anything else than they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from interview import __version__
from interview.api.rest.operation import Operation
from interview.api.rest.problem import Problem

_REFUSALS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
_WRITE_REFUSALS = (
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.PRECONDITION_REQUIRED,
)
_ABOUT = (
    "Everything that a person may do on screen, for programs: the same services and the same permissions. Make a personal token "
    "with `interview token add`. While you are blind, scorecards stay blind here too. Writes take an "
    "`Idempotency-Key`, so that they can be sent again; refusals are `application/problem+json`."
)


def openapi(operations: Sequence[Operation], base: str) -> dict[str, Any]:
    """The document as plain values."""
    outputs = [operation.model for operation in operations if operation.model] + [Problem]
    inputs = [operation.body for operation in operations if operation.body]
    both: list[tuple[type[BaseModel], Any]] = [(model, "serialization") for model in outputs]
    both += [(model, "validation") for model in inputs]
    refs, schemas = models_json_schema(both, ref_template="#/components/schemas/{model}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        answer = refs[(operation.model, "serialization")] if operation.model else None
        body = refs[(operation.body, "validation")] if operation.body else None
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(
            operation, answer, body, refs[(Problem, "serialization")]
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Loopwright", "version": __version__, "description": _ABOUT, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": base}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A personal token, lwp_..."}},
        },
    }


def _operation(operation: Operation, answer: Any, body: Any, problem: Any) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation, answer, problem),
    }
    if operation.scope:
        described["description"] = f"Needs the scope `{operation.scope.value}`."
    if body:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
    if operation.query:
        shape = operation.query.model_json_schema()
        found += [
            {"name": name, "in": "query", "required": False, "schema": schema} for name, schema in shape["properties"].items()
        ]
    if operation.writes:
        key = {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"}
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": key})
    if operation.needs_if_match:
        tag = {"type": "string", "pattern": '^"[0-9]{1,9}"$'}
        found.append({"name": "If-Match", "in": "header", "required": True, "schema": tag})
    return found


def _responses(operation: Operation, answer: Any, problem: Any) -> dict[str, Any]:
    done: dict[str, Any] = {"description": operation.status.phrase}
    if answer:
        done["content"] = {"application/json": {"schema": answer}}
    elif operation.status == HTTPStatus.OK:
        done["content"] = {operation.media_type: {"schema": {}}}
    responses = {str(operation.status.value): done}
    if not operation.writes:
        responses["304"] = {"description": "Not modified: the ETag that was sent is still right"}
    for status in (*_REFUSALS, *(_WRITE_REFUSALS if operation.writes else (HTTPStatus.CONFLICT,))):
        responses[str(status.value)] = {
            "description": status.phrase,
            "content": {"application/problem+json": {"schema": problem}},
        }
    return responses
