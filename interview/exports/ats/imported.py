"""Greenhouse's scorecards on their way in and out again, field for field; private notes stay unless they are asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence

from interview.domain.imported_scorecard import GivenScorecard, ImportedScorecard
from interview.domain.person import Actor
from interview.errors import Invalid
from interview.exports.ats.greenhouse import PRIVATE, Scorecard, from_greenhouse, read_scorecards, write
from interview.exports.candidate_loop import CardRating, ImportedLine, LoopContent, gather_loop
from interview.services.context import Context
from interview.services.imported_scorecards import import_scorecards, list_imported_scorecards

SOURCE = "greenhouse"


def import_greenhouse(context: Context, actor: Actor, candidate_id: str, cards: Sequence[Scorecard]) -> int:
    """Keep the cards for a candidate; returns how many."""
    return import_scorecards(context, actor, candidate_id, [_given(card) for card in cards])


def export_imported(context: Context, actor: Actor, candidate_id: str, *, private_notes: bool = False) -> bytes:
    """What came in, as a list in Greenhouse's own shape."""
    cards = list_imported_scorecards(context, actor, candidate_id)
    return write([shape_of(card, private_notes=private_notes) for card in cards if card.source == SOURCE])


def gather_loop_with_imported(context: Context, actor: Actor, candidate_id: str) -> LoopContent:
    """The loop with what was imported beside it. Refused like the loop itself."""
    loop = gather_loop(context, actor, candidate_id)
    cards = list_imported_scorecards(context, actor, candidate_id)
    return loop.model_copy(update={"imported": tuple(_line(card) for card in cards)}).tidy() if cards else loop


def shape_of(card: ImportedScorecard, *, private_notes: bool = False) -> Scorecard:
    """A kept card as it came in, without its private notes unless they are asked for."""
    [shape] = read_scorecards(card.document)
    if private_notes:
        return shape
    return shape.model_copy(update={"questions": tuple(answer for answer in shape.questions if answer.question != PRIVATE)})


def _line(card: ImportedScorecard) -> ImportedLine:
    shape = shape_of(card)
    names = {f"attribute-{n}": attribute.name for n, attribute in enumerate(shape.attributes)}
    ours = from_greenhouse(shape, {name.lower(): skill_id for skill_id, name in names.items()})
    return ImportedLine(
        source=card.source.capitalize(),
        author=card.author,
        submitted_at=card.submitted_at,
        vote=ours.content.vote,
        summary=ours.content.vote_reason,
        ratings=tuple(
            CardRating(skill=names[rating.skill_id], level=rating.level, evidence=rating.evidence)
            for rating in ours.content.ratings
        ),
    )


def _given(card: Scorecard) -> GivenScorecard:
    try:
        ours = from_greenhouse(card, {})
    except ValueError:
        raise Invalid(f"This is not what Greenhouse sends: submitted_at: '{card.submitted_at}' is no moment.") from None
    moment = ours.submitted_at
    if moment is not None and moment.tzinfo is None:
        raise Invalid(f"This is not what Greenhouse sends: submitted_at: '{card.submitted_at}' has no time zone.")
    return GivenScorecard(
        source=SOURCE,
        source_id=str(card.id)[:80] or "0",
        author=ours.interviewer[:200],
        submitted_at=moment,
        document=json.dumps(card.model_dump(mode="json"), ensure_ascii=False),
    )
