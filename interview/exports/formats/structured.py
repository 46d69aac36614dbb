"""JSON for programs: the data behind a document, in a versioned shape that is published as JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from interview.exports.content import Content


def render_json(kind: str, content: Content, stamp: dict[str, str], content_hash: str) -> bytes:
    """The content with what it is and where it comes from."""
    body = {
        "schema": schema_name(kind, content),
        "content_hash": content_hash,
        "stamp": stamp,
        "content": content.model_dump(mode="json"),
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode() + b"\n"


def schema_name(kind: str, content: Content | type[Content]) -> str:
    """The name of a document's schema with its version, e.g. ``loopwright/loop-summary/1``."""
    return f"loopwright/{kind}/{content.schema_version}"


def json_schema(kind: str, content: type[Content]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document's JSON."""
    inner = content.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema_name(kind, content),
        "type": "object",
        "required": ["schema", "content_hash", "stamp", "content"],
        "properties": {
            "schema": {"const": schema_name(kind, content)},
            "content_hash": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "stamp": {"type": "object", "additionalProperties": {"type": "string"}},
            "content": {name: value for name, value in inner.items() if name != "$defs"},
        },
        "$defs": inner.get("$defs", {}),
    }
