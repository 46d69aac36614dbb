"""Taking names and contact data out of a loop, for readers who should judge the evidence and not the person.

What the program knows (the candidate's name and address, everybody on a panel, whoever decided) is replaced wherever it stands;
what looks like an address, a telephone number or a link is removed. A person still has to look: nicknames, employers and schools
can't be known. That is the review step: a packet is handed out only to somebody who names the hash of what they reviewed.
"""

from __future__ import annotations

import re
from typing import Any

from interview.domain.base import Value
from interview.exports.candidate_loop import LoopContent

_SHORTEST = 3  # a name's part of one or two letters would hit ordinary words
_PATTERNS = (
    ("e-mail address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("link", re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b(?:linkedin|github|gitlab|twitter|facebook)\.com/\S+")),
    (
        "telephone number",
        re.compile(r"(?<![\w.])(?:\+\d[\d\s().-]{6,18}\d|\(?\d{3,5}\)?[\s.-]\d{3,4}[\s.-]\d{3,5}|0\d{1,4}[\s/-]\d{5,9})(?!\w)"),
    ),
)
_CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")

_KEPT = {"id", "role", "role_id", "name", "skill", "not_covered", "outcome", "state", "vote", "stage"}
"""Fields that hold our own words."""
_REMOVED = {label for label, _ in _PATTERNS}


class Redacted(Value):
    """A loop without names. ``replaced`` counts by what was replaced; ``look_at`` are words that may still give somebody away."""

    loop: LoopContent
    replaced: dict[str, int]
    look_at: tuple[str, ...]


def redact(loop: LoopContent) -> Redacted:
    """The loop with everybody's names replaced by what they are ("the candidate", "Interviewer A")."""
    rules = _rules(loop)
    counts: dict[str, int] = {}

    def clean(text: str) -> str:
        for label, pattern in rules:
            text, hits = pattern.subn(f"[{label}]" if label in _REMOVED else label, text)
            counts[label] = counts.get(label, 0) + hits
        return text

    def walk(value: Any, field: str = "") -> Any:
        if isinstance(value, str):
            return value if field in _KEPT else clean(value)
        if isinstance(value, dict):
            return {name: walk(entry, name) for name, entry in value.items()}
        return [walk(entry, field) for entry in value] if isinstance(value, list) else value

    body = loop.model_dump(mode="json")
    body = {**walk({name: value for name, value in body.items() if name != "versions"}), "versions": body["versions"]}
    body.update(candidate="The candidate", candidate_id="", state="")
    body["interviews"], body["decisions"] = [], []  # dates and panels tell who it was
    body["debrief_notes"], body["sign_off"] = [], None  # talk among those who know the candidate
    for card in body["scorecards"]:
        card.update(id="", submitted_at=None)
    clean_loop = LoopContent.model_validate(body)
    known = {skill.name for skill in loop.skills} | {word for label, _ in rules for word in label.split()}
    return Redacted(loop=clean_loop, replaced={name: n for name, n in counts.items() if n}, look_at=_suspects(clean_loop, known))


def _rules(loop: LoopContent) -> list[tuple[str, re.Pattern[str]]]:
    people = {seat.person for interview in loop.interviews for seat in interview.panel}
    people |= {card.interviewer for card in loop.scorecards} | {made.decided_by for made in loop.decisions}
    people |= {given.interviewer for skill in loop.skills for given in skill.ratings}
    people |= {note.person for note in loop.debrief_notes} | ({loop.sign_off.person} if loop.sign_off else set())
    people |= {vote.person for vote in loop.debrief_votes} | {said.person for made in loop.decisions for said in made.dissent}
    named = [("the candidate", loop.candidate)]
    named += [(f"Interviewer {_letters(number)}", name) for number, name in enumerate(sorted(people - {"", loop.candidate}))]
    whole = [(label, _words(name)) for label, name in named]
    parts = [(label, _words(part)) for label, name in named for part in re.split(r"[\s.]+", name) if len(part) >= _SHORTEST]
    return [*_PATTERNS, *whole, *parts]


def _words(name: str) -> re.Pattern[str]:
    """The name as whole words, in any letter case, with a genitive."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _letters(number: int) -> str:
    return chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")


def _suspects(loop: LoopContent, known: set[str]) -> tuple[str, ...]:
    texts = [given.evidence for skill in loop.skills for given in skill.ratings]
    texts += [text for card in loop.scorecards for text in (card.notes, card.vote_reason)]
    texts += [vote.reason for vote in loop.debrief_votes]
    found = {match for text in texts for match in _CAPITALISED.findall(text)}
    return tuple(sorted(word for word in found if not set(word.split()) <= known))
