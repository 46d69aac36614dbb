"""One self-contained HTML page: no script, no other file, readable on a phone and on paper."""

from __future__ import annotations

from typing import Any

from interview.exports.brand import PLAIN, Brand
from interview.exports.formats.templating import rendered
from interview.exports.paper import Paper
from interview.exports.shown import shown


def render_html(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as UTF-8; every text is escaped by the template engine."""
    return rendered("document.html", brand, autoescape=True, paper=shown(paper), at=_at)


def _at(level: Any, width: int = 480) -> float:
    """Where a level stands on a strip of ``width`` units."""
    return round((float(level) - 1) / 4 * width + 10, 1)
