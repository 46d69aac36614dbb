"""Greenhouse's Harvest shapes, field for field, out and in.

The field names and words are those of the public documentation (github.com/grnhse/greenhouse-api-docs,
``harvest/_scorecards.md``). What Greenhouse has no field for (levels, bars) travels in an extension block named
``loopwright``. Notes are Greenhouse's "Private Notes" and stay at home unless asked for.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from interview.domain.base import Value
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.errors import Invalid
from interview.exports.ats.sanitise import plain_text
from interview.exports.candidate_loop import CardLine, LoopContent
from interview.exports.text import plain

OVERALL = {Vote.STRONG_NO: "definitely_not", Vote.NO: "no", Vote.YES: "yes", Vote.STRONG_YES: "strong_yes"}
RATINGS = {1: "definitely_not", 2: "no", 3: "mixed", 4: "yes", 5: "strong_yes"}
TAKE_AWAYS, PRIVATE = "Key Take-Aways", "Private Notes"

Identifier = int | str


class _Shape(BaseModel):
    """Fields that a later version adds are kept as they are."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Attribute(_Shape):
    """A rated attribute; ``rating`` is a word of :data:`RATINGS` or ``no_decision``."""

    name: str
    type: str
    note: str | None
    rating: Literal["definitely_not", "no", "mixed", "yes", "strong_yes", "no_decision"]


class Answer(_Shape):
    """A question with its answer, which may hold basic HTML. ``id`` is ``None`` for the two built-in ones."""

    id: Identifier | None
    question: str
    answer: str | None


class Scorecard(_Shape):
    """A Harvest scorecard. Moments stay text, so that what came in goes out as it was."""

    id: Identifier
    updated_at: str | None
    created_at: str | None
    interview: str | None
    interview_step: dict[str, Any] | None
    candidate_id: Identifier | None
    application_id: Identifier | None
    interviewed_at: str | None
    submitted_by: dict[str, Any] | None
    interviewer: dict[str, Any] | None
    submitted_at: str | None
    overall_recommendation: Literal["definitely_not", "no", "yes", "strong_yes", "no_decision"]
    attributes: tuple[Attribute, ...]
    ratings: dict[str, tuple[str, ...]]
    questions: tuple[Answer, ...]


class Imported(Value):
    """A scorecard as ours: the content, whose it is, and the attributes that match no skill here."""

    interviewer: str
    submitted_at: datetime | None
    content: ScorecardContent
    unmatched: tuple[str, ...]


def read_scorecards(text: str) -> tuple[Scorecard, ...]:
    """One scorecard or a list of them. Raises :class:`~interview.errors.Invalid` naming the first field that does not fit."""
    try:
        body = json.loads(text)
        return tuple(Scorecard.model_validate(entry) for entry in (body if isinstance(body, list) else [body]))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise Invalid(f"This is not what Greenhouse sends: {place}: {first['msg']}.") from None
    except ValueError as error:
        raise Invalid(f"This is no JSON ({error}).") from None


def write(shapes: Sequence[Scorecard]) -> bytes:
    """The shapes as JSON, with every field that came in."""
    return json.dumps([shape.model_dump(mode="json") for shape in shapes], ensure_ascii=False, indent=2).encode()


def from_greenhouse(card: Scorecard, skill_ids: Mapping[str, str]) -> Imported:
    """The scorecard as ours; ``skill_ids`` maps lower-case names of skills to ids.

    Without our extension a word stands for its level: definitely not 1, no 2, mixed 3, yes 4, strong yes 5.
    """
    words = {word: level for level, word in RATINGS.items()}
    ratings, unmatched = list[Rating](), list[str]()
    for attribute in card.attributes:
        skill_id = skill_ids.get(attribute.name.lower())
        if skill_id is None:
            unmatched.append(attribute.name)
            continue
        level = words.get(attribute.rating)
        ratings.append(Rating(skill_id=skill_id, level=level, not_assessed=level is None, evidence=plain(attribute.note or "")))
    answers = {answer.question: plain_text(answer.answer) for answer in card.questions}
    votes = {word: vote for vote, word in OVERALL.items()}
    return Imported(
        interviewer=str((card.interviewer or {}).get("name", "")),
        submitted_at=datetime.fromisoformat(card.submitted_at) if card.submitted_at else None,
        content=ScorecardContent(
            ratings=tuple(ratings),
            vote=votes.get(card.overall_recommendation),
            vote_reason=answers.get(TAKE_AWAYS, ""),
            notes=answers.get(PRIVATE, ""),
        ),
        unmatched=tuple(unmatched),
    )


def to_greenhouse(loop: LoopContent, *, private_notes: bool = False) -> tuple[Scorecard, ...]:
    """The submitted scorecards of a loop; shadows' are left out, and notes too unless ``private_notes``."""
    bars = {skill.name: skill.bar for skill in loop.skills}
    times = {interview.stage: interview.starts_at for interview in loop.interviews}
    return tuple(
        _scorecard(loop, card, bars, times.get(card.stage), private_notes=private_notes)
        for card in loop.scorecards
        if not card.is_shadow
    )


def _scorecard(
    loop: LoopContent, card: CardLine, bars: Mapping[str, int], interviewed_at: datetime | None, *, private_notes: bool
) -> Scorecard:
    attributes = tuple(
        Attribute.model_validate(
            {
                "name": rating.skill,
                "type": "Skills",
                "note": rating.evidence or None,
                "rating": RATINGS[rating.level] if rating.level else "no_decision",
                "loopwright": {"level": rating.level, "bar": bars.get(rating.skill)},
            }
        )
        for rating in card.ratings
    )
    answers = [Answer(id=None, question=TAKE_AWAYS, answer=_paragraphs(card.vote_reason))]
    if private_notes:
        answers.append(Answer(id=None, question=PRIVATE, answer=_paragraphs(card.notes)))
    submitted = _moment(card.submitted_at)
    return Scorecard(
        id=card.id,
        updated_at=submitted,
        created_at=submitted,
        interview=card.stage,
        interview_step={"id": None, "name": card.stage},
        candidate_id=loop.candidate_id,
        application_id=None,
        interviewed_at=_moment(interviewed_at),
        submitted_by=_person(card.interviewer),
        interviewer=_person(card.interviewer),
        submitted_at=submitted,
        overall_recommendation="no_decision" if card.vote is None else OVERALL[card.vote],
        attributes=attributes,
        ratings={
            word: tuple(attribute.name for attribute in attributes if attribute.rating == word) for word in RATINGS.values()
        },
        questions=tuple(answers),
    )


def _person(name: str) -> dict[str, Any]:
    first, _, last = name.rpartition(" ")
    return {"id": None, "first_name": first or last, "last_name": last if first else "", "name": name, "employee_id": None}


def _moment(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z" if moment else None


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
