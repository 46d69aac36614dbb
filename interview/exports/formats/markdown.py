"""Markdown; what people typed is escaped, so it can't become a heading, a link or HTML."""

from __future__ import annotations

import re
from typing import Any

from interview.exports.brand import PLAIN, Brand
from interview.exports.formats.templating import rendered
from interview.exports.paper import Paper
from interview.exports.shown import shown

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
_LEADING = re.compile(r"^()([#+=:-])|^(\d+)([.)])(?=\s|$)")  # would start a heading, a rule or a list
_TILDES = re.compile(r"~+")


class _Verbatim(str):
    """Text that is Markdown already."""

    __slots__ = ()


def render_markdown(paper: Paper, brand: Brand = PLAIN) -> bytes:
    """The paper as UTF-8."""
    return rendered("document.md", brand, autoescape=False, finalize=_escaped, paper=shown(paper), fenced=fenced)


def inline(text: str) -> str:
    """Text that stays text within a line: specials escaped, line breaks kept as breaks."""
    lines = (line.strip() for line in text.splitlines() if line.strip())
    return "<br>".join(_LEADING.sub(r"\1\3\\\2\4", _SPECIAL.sub(r"\\\1", line)) for line in lines)


def fenced(text: str) -> str:
    """Text in its exact shape, behind a fence longer than any inside it."""
    fence = "~" * (max([2, *map(len, _TILDES.findall(text))]) + 1)
    return _Verbatim(f"{fence}\n{text.strip(chr(10))}\n{fence}")


def _escaped(value: Any) -> Any:
    return inline(value) if isinstance(value, str) and not isinstance(value, _Verbatim) else value
