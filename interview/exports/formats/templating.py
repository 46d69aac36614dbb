"""Jinja2 for our templates and for a company's own."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from interview.errors import Invalid
from interview.exports.brand import TEMPLATES, Brand

Finalize = Callable[[Any], Any]


def rendered(name: str, brand: Brand, *, autoescape: bool, finalize: Finalize | None = None, **facts: Any) -> bytes:
    """The template with ``facts``, as UTF-8. A mistake in the company's own template is refused with its file and line."""
    try:
        environment = _environment(brand.folder, autoescape=autoescape, finalize=finalize)
        return environment.get_template(name).render(brand=brand, **facts).encode()
    except (TemplateError, TypeError, ValueError, LookupError) as error:
        file = brand.template(name)
        if file.parent == TEMPLATES:
            raise
        place = f"{file}:{_line_of(error, file)}"
        raise Invalid(f"{place}: this template can't be used ({error}); mend it, or remove it to use ours.") from None


def _line_of(error: Exception, file: Path) -> int:
    """Where in the template it happened."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == file]
    return (lines or [1])[-1] or 1


@cache
def _environment(folder: Path | None, *, autoescape: bool, finalize: Finalize | None) -> SandboxedEnvironment:
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
