"""What an operation of the HTTP API is. Routes, checks and the OpenAPI document are all made from these values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel

from interview.domain.person import Actor
from interview.exports.document import Document
from interview.services.api_tokens import Bearer, Scope
from interview.services.context import Context


@dataclass(frozen=True)
class Call:
    """One request, checked and parsed. ``query`` and ``body`` are what the operation declared."""

    context: Context
    bearer: Bearer
    path: Mapping[str, str]
    query: Any = None
    body: Any = None
    if_match: str | None = None

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.bearer.actor


@dataclass(frozen=True)
class Answer:
    """What goes back: a model, or a file; ``version`` becomes the ETag in place of a hash of the body."""

    body: BaseModel | Document | None = None
    version: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    location: str = ""


@dataclass(frozen=True)
class Operation:
    """One method on one path. ``scope`` is what the token needs.

    ``model`` describes the answer's body; ``None`` is a file or nothing.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    name: str
    summary: str
    handler: Callable[[Call], Answer]
    scope: Scope | None = None
    model: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    status: HTTPStatus = HTTPStatus.OK
    needs_if_match: bool = False
    media_type: str = "application/json"

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return self.method != "GET"
