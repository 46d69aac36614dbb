"""Scorecards from other systems: brought in, read by who may read ours, taken out again.

They are evidence beside ours and never count in a recommendation: who wrote them rated on another scale, and nothing proves that
they were blind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interview.domain.base import Value
from interview.domain.imported_scorecard import GivenScorecard, ImportedScorecard
from interview.domain.permission import Permission
from interview.domain.person import Actor
from interview.errors import Forbidden, Invalid, NotFound
from interview.services.access import candidate_for
from interview.services.context import SYSTEM, Context, new_id
from interview.services.scorecards import visible_scorecards

MOST = 100


class ImportedHeading(Value):
    """Whose an imported scorecard is and who brought it in, without a word of it. ``entered_by`` is a name."""

    id: str
    author: str
    source: str
    entered_by: str | None
    imported_at: datetime


def import_scorecards(context: Context, actor: Actor, candidate_id: str, cards: Sequence[GivenScorecard]) -> int:
    """Keep scorecards of one candidate, all or none; one that was brought in before is replaced. Returns how many."""
    if not 1 <= len(cards) <= MOST:
        raise Invalid(f"Bring in between 1 and {MOST} scorecards at a time.")
    if len({(card.source, card.source_id) for card in cards}) != len(cards):
        raise Invalid("Two of these scorecards have the same id.")
    with context.store.write() as unit:
        candidate_for(unit, actor, candidate_id, Permission.CHANGE_CANDIDATE)
        for card in cards:
            unit.imported.put(
                ImportedScorecard(
                    **card.model_dump(),
                    id=new_id("imported"),
                    candidate_id=candidate_id,
                    entered_by=None if actor.person_id == SYSTEM else actor.person_id,
                    imported_at=context.now(),
                )
            )
        unit.commit(context.event(actor, "scorecard.import", "candidate", candidate_id, scorecards=len(cards)))
    return len(cards)


def list_imported_scorecards(context: Context, actor: Actor, candidate_id: str) -> tuple[ImportedScorecard, ...]:
    """A candidate's imported scorecards, for who may export the loop and is not blind: others' ratings are others' ratings."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.EXPORT)
        sight = visible_scorecards(unit, actor, candidate).sight
        if not sight.contents:
            raise Forbidden(sight.reason)
        found = unit.imported.of_candidate(candidate_id)
    if found and actor.person_id != SYSTEM:
        with context.store.write() as unit:  # what was seen counts when the reader rates or amends later
            unit.scorecards.reveal(candidate_id, actor.person_id, context.now())
            unit.commit(context.event(actor, "scorecard.read_imported", "candidate", candidate_id))
    return found


def list_imported_headings(context: Context, actor: Actor, candidate_id: str) -> tuple[ImportedHeading, ...]:
    """What was brought in for a candidate, for who may take it out and may know who has submitted; it reveals no rating."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.CHANGE_CANDIDATE)
        sight = visible_scorecards(unit, actor, candidate).sight
        if not sight.statuses:
            raise Forbidden(sight.reason)
        names = {person.id: person.name for person in unit.identity.people()}
        return tuple(
            ImportedHeading(
                id=card.id,
                author=card.author,
                source=card.source,
                entered_by=names.get(card.entered_by) if card.entered_by else None,
                imported_at=card.imported_at,
            )
            for card in unit.imported.of_candidate(candidate_id)
        )


def remove_imported_scorecard(context: Context, actor: Actor, candidate_id: str, card_id: str) -> None:
    """Take a card out again that was brought in by mistake."""
    with context.store.write() as unit:
        candidate_for(unit, actor, candidate_id, Permission.CHANGE_CANDIDATE)
        if not unit.imported.remove(candidate_id, card_id):
            raise NotFound("There is no such imported scorecard.")
        unit.commit(context.event(actor, "scorecard.remove_imported", "candidate", candidate_id, scorecard=card_id))
