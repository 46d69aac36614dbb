"""Refusals as ``application/problem+json`` (RFC 9457), with the sentence that a person would get on screen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.responses import Response

from interview.domain.scorecard import ScorecardIncomplete
from interview.errors import Conflict, Forbidden, LoopwrightError, NotFound

_STATUSES: dict[type[LoopwrightError], HTTPStatus] = {
    Conflict: HTTPStatus.CONFLICT,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
}


class FieldProblem(BaseModel):
    """One field that does not fit."""

    field: str
    message: str


class Problem(BaseModel):
    """Why a request was refused. ``type`` is always ``about:blank``: ``status`` and ``detail`` say it all."""

    model_config = ConfigDict(extra="forbid")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


class Refusal(Exception):
    """A refusal that has no exception of its own: a missing token, a header that does not fit."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[FieldProblem] = (),
    ) -> None:
        self.status, self.detail, self.headers, self.errors = status, detail, dict(headers or {}), list(errors)
        super().__init__(detail)


def problem_response(refused: Refusal) -> Response:
    """The refusal as an answer."""
    body = Problem(title=refused.status.phrase, status=refused.status, detail=refused.detail, errors=refused.errors)
    return Response(
        json.dumps(body.model_dump(), ensure_ascii=False),
        status_code=refused.status,
        headers={"Cache-Control": "no-store", **refused.headers},
        media_type="application/problem+json",
    )


def refusal_of(error: LoopwrightError) -> Refusal:
    """The services' refusals; what can't be used is 422."""
    status = next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)
    gaps = error.missing if isinstance(error, ScorecardIncomplete) else ()
    return Refusal(status, str(error), errors=[FieldProblem(field=gap.field, message=gap.message) for gap in gaps])


def refusal_of_fields(error: ValidationError, where: str) -> Refusal:
    """Every field that does not fit, by its dotted path."""
    errors = [FieldProblem(field=".".join(map(str, one["loc"])) or where, message=one["msg"]) for one in error.errors()]
    return Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY, f"The {where} does not fit: {errors[0].field}: {errors[0].message}", errors=errors
    )
