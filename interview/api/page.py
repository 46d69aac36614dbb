"""Plain HTML pages in front of the application, in the language that the browser asks for; texts stand in ``templates/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from interview.texts import catalogue, language_for


def page(request: Request, template: str, *, status: int = 200, error: str = "", **values: Any) -> HTMLResponse:
    """The page ``template``, with the sentence ``error`` above it if something was refused. No browser keeps it."""
    language = language_for(request.headers.get("accept-language", ""))
    html = _templates(language).get_template(f"{template}.html").render(language=language, error=error, **values)
    return HTMLResponse(
        html, status_code=status, headers={"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"}
    )


@cache
def _templates(language: str) -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    made.install_gettext_translations(catalogue(language))  # type: ignore[attr-defined]
    return made
