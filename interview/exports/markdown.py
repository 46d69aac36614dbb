"""Markdown documents from Jinja2 templates; what people typed is escaped, so it can't become a heading, a link or HTML."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~&])")


def render_markdown(template: str, facts: dict[str, Any]) -> bytes:
    """The document ``<template>.md`` as UTF-8."""
    return _templates().get_template(f"{template}.md").render(facts).encode()


def inline(text: str) -> str:
    """Text that stays text within a line of Markdown: specials escaped, line breaks kept as breaks."""
    return "<br>".join(_SPECIAL.sub(r"\\\1", line.strip()) for line in str(text).splitlines() if line.strip())


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown is no HTML; `inline` escapes every value for Markdown
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.finalize = lambda value: inline(value) if isinstance(value, str) else value
    return environment
