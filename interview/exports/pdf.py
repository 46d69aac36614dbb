"""PDF documents from Typst templates: tagged for screen readers (PDF/UA-1), with the data passed as JSON, never as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).parent / "templates"


def render_pdf(template: str, facts: dict[str, Any]) -> bytes:
    """The document ``<template>.typ``. Where a glyph is missing, the strict accessibility standard is left out, not the text."""
    import typst  # noqa: PLC0415 - the first export pays for the compiler, not every start

    source, inputs = str(_TEMPLATES / f"{template}.typ"), {"facts": json.dumps(facts, ensure_ascii=False)}
    try:
        return _pdf(typst.compile(source, root=str(_TEMPLATES), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
    except typst.TypstError:
        return _pdf(typst.compile(source, root=str(_TEMPLATES), format="pdf", sys_inputs=inputs))


def _pdf(compiled: Any) -> bytes:
    assert isinstance(compiled, bytes)  # noqa: S101 - one document in, one out: the compiler's types also allow pages
    return compiled
