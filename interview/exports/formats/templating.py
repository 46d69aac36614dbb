"""Jinja2 for our templates and for a company's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from interview.exports.brand import TEMPLATES


@cache
def templates(folder: Path | None, *, autoescape: bool, finalize: Callable[[Any], Any] | None = None) -> SandboxedEnvironment:
    """An environment that looks in the company's folder first. It is sandboxed: a template can format, not run programs."""
    return SandboxedEnvironment(
        loader=FileSystemLoader([*([folder] if folder else []), TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
