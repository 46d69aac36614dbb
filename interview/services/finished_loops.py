"""Loops that are over, with everything that was written in them: what all measures of the interviews themselves are made from.

Open loops are left out, so that nobody can read from an average what others have written about a candidate they still have to
rate, and nobody sees anything of a candidate from whom they are recused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview.domain.candidate import CLOSED, Candidate
from interview.domain.interview import Interview
from interview.domain.permission import Permission, Relation, is_permitted, require
from interview.domain.person import Actor
from interview.domain.scorecard import Scorecard
from interview.scoring.agreement_table import Observation
from interview.scoring.ratings import Rating
from interview.services.ratings import ratings_of
from interview.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class FinishedLoop:
    """A candidate whose loop is over, the interviews, and the scorecards that were submitted."""

    candidate: Candidate
    interviews: tuple[Interview, ...]
    cards: tuple[Scorecard, ...]

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """What counts: one rating an interviewer and skill, shadows left out."""
        return ratings_of(self.candidate, self.cards)


def finished_loops(unit: Unit, actor: Actor, role_id: str | None = None) -> tuple[FinishedLoop, ...]:
    """The finished loops that the actor may measure, oldest first: all of them, or those of the actor's own roles.

    Raises :class:`~interview.errors.Forbidden` for who may measure none.
    """
    candidates = unit.candidates.all()
    if not is_permitted(actor, Permission.READ_HEALTH):
        require(actor, Permission.READ_HEALTH, Relation(member=True))
        own = unit.roles.roles_of(actor.person_id)
        candidates = tuple(candidate for candidate in candidates if candidate.role_id in own)
    return _with_writings(unit, actor, (one for one in candidates if role_id in {None, one.role_id}))


def every_finished_loop(unit: Unit, actor: Actor) -> tuple[FinishedLoop, ...]:
    """All finished loops, oldest first, for numbers about interviewers: callers see to it that only those get out."""
    return _with_writings(unit, actor, unit.candidates.all())


def _with_writings(unit: Unit, actor: Actor, candidates: Iterable[Candidate]) -> tuple[FinishedLoop, ...]:
    recused = unit.candidates.recused_from(actor.person_id)
    over = {one.id: one for one in candidates if one.state in CLOSED and one.id not in recused}
    interviews = unit.interviews.of_candidates(list(over))
    cards: dict[str, list[Scorecard]] = {candidate_id: [] for candidate_id in over}
    for card in unit.scorecards.submitted_on(frozenset(over)):
        cards[card.candidate_id].append(card)
    return tuple(
        FinishedLoop(candidate, interviews[candidate.id], tuple(cards[candidate.id]))
        for candidate in sorted(over.values(), key=lambda one: (one.created_at, one.id))
    )


def observations_of(loops: Iterable[FinishedLoop]) -> list[Observation]:
    """Every rating that counts, for measures of agreement; candidates are told apart by their ids alone."""
    return [
        Observation(rating.candidate, rating.interviewer, None if rating.level is None else float(rating.level), rating.skill)
        for loop in loops
        for rating in loop.ratings
    ]
