"""Answers of other systems may hold basic HTML; ours are plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from interview.exports.text import plain

_BREAKS = {"p", "br", "li", "ul", "ol", "div", "tr"}
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # addresses of links go: a text has none
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag in _BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain_text(answer: str | None) -> str:
    """The words of an answer: tags gone, paragraphs and list entries as lines, scripts and styles left out."""
    if not answer:
        return ""
    if "<" not in answer and "&" not in answer:
        return plain(answer)
    reader = _Reader()
    reader.feed(answer)
    reader.close()
    return re.sub(r"\n{2,}", "\n", plain("".join(reader.parts))).strip()
