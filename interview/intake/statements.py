"""A text as lines and sentences with their places: what sections are made of and what phrases may not cross."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

_PICTURE = r"(?:[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\u200d?)+"
_BULLET = re.compile(
    rf"[ \t]*(?:{_PICTURE}[ \t]*(?=\w)|"
    r"(?:[-*+•●▪◦‣∙·–—➢➤►▶✓✔✅☑→»■□o§\uf0b7\u2043]|\d{1,2}[.)]|\([a-z0-9]\))[ \t]+|[•●▪◦‣·✓✔✅➢►■](?=\S))"
)
_INLINE_BULLET = re.compile(r"\s+[•●▪◦‣∙✓✔➢►■]\s*|\s+[*·]\s+(?=[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|Sr|Jr|St|Inc|Ltd|Corp|approx|incl|esp|min|max|No|Dr|Mr|Ms|Mrs|bzw|z\.B|ca|U\.S|"
    r"B\.S|M\.S|Ph)|\b[A-Za-z])$"
)
_CONTINUES = re.compile(r"\s*(?:[,;)]|(?:and|or|und|oder|et|ou|dans|avec|y)\s[^:]*$)")
_END = re.compile(
    r"[.!?]+[\"'”’)]*(?=\s+[\"'“‘(]?[A-Z0-9ÄÖÜÉÈÀ\U0001F300-\U0001FAFF])|(?<=[a-z)0-9])[.!?](?=[A-Z][a-z])|\.(?=\s*$)"
)


MAX_SENTENCE = 1500
"""Characters of a sentence, at most: what runs on longer is cut at a space, so that no work grows with its square."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or lines that the layout broke): its content without a bullet.

    ``gap``: a blank line stands before. ``picture``: a pictogram stands for the bullet, as it also does before headings.
    """

    start: int
    end: int
    bullet: bool
    gap: bool
    bold: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a line."""

    start: int
    end: int
    bullet: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a text; a line that goes on in lower case after a long unfinished one belongs to it."""
    lines: list[Line] = []
    blank = True
    for match in re.finditer(r"[^\n]+", text):
        raw = match[0]
        gap = blank or "\n\n" in text[max(0, match.start() - 2) : match.start()]
        blank = not raw.strip()
        if blank:
            continue
        mark = _BULLET.match(raw)
        start = match.start() + (mark.end() if mark else len(raw) - len(raw.lstrip()))
        end = match.start() + len(raw.rstrip())
        if start >= end:
            continue
        last = lines[-1] if lines else None
        if last and not gap and not mark and _goes_on(text[last.start : last.end], raw):
            lines[-1] = replace(last, end=end)
        else:
            picture = mark is not None and re.match(_PICTURE, mark[0].lstrip()) is not None
            lines.append(_without_marks(text, Line(start, end, mark is not None, gap, picture=picture)))
    return lines


def _goes_on(before: str, line: str) -> bool:
    if before[-1] not in ".!?:;" and _CONTINUES.match(line):
        return True
    return (
        len(before.rsplit("\n", maxsplit=1)[-1]) >= 55
        and before[-1] not in ".!?:;"
        and re.match(r"\s*[a-zà-ÿ][^\s:]*(?:\s|$)", line) is not None
    )


def _without_marks(text: str, line: Line) -> Line:
    """Markdown's ``##`` and ``**`` taken off both ends; they show that the line is emphasised."""
    raw = text[line.start : line.end]
    left = re.match(r"(?:#{1,6}\s*|\*\*|__)+", raw)
    right = re.search(r"(?:\*\*|__|#)+:?$", raw)
    if not left or left.end() == len(raw):
        return line
    whole = bool(right) or raw.startswith("#")
    end = line.start + right.start() if right and right.start() > left.end() and not raw.endswith("C#") else line.end
    return replace(line, start=line.start + left.end(), end=end, bold=whole)


def sentences_of(text: str, line: Line) -> Iterator[Sentence]:
    """The sentences of a line: also where bullets stand inside it, or two sentences are glued together."""
    cuts = [line.start]
    cuts.extend(
        match.end()
        for match in _END.finditer(text, line.start, line.end)
        if not _ABBREVIATION.search(text, max(line.start, match.start() - 12), match.start())
    )
    inline = [match.end() for match in _INLINE_BULLET.finditer(text, line.start, line.end)]
    bullets = set(inline) if len(inline) > 1 else set()
    cuts = _with_longest(text, sorted({*cuts, *bullets, line.end}))
    for start, end in pairwise(cuts):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        body = re.sub(r"[\s•●▪◦‣∙✓✔➢►■*·]+$", "", piece)
        if len(body) > lead:
            yield Sentence(start + lead, start + len(body), line.bullet or start in bullets)


def _with_longest(text: str, cuts: list[int]) -> list[int]:
    """The cuts, and further ones where more than :data:`MAX_SENTENCE` characters would lie between two."""
    found = [cuts[0]]
    for cut in cuts[1:]:
        while cut - found[-1] > MAX_SENTENCE:
            space = text.rfind(" ", found[-1] + 1, found[-1] + MAX_SENTENCE)
            found.append(space if space > 0 else found[-1] + MAX_SENTENCE)
        found.append(cut)
    return found
