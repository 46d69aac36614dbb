"""How commands print: JSON for programs, text for people."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]


def print_json(value: Any) -> None:
    """Print one JSON document: UTF-8, stable order of fields, two-space indent."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
