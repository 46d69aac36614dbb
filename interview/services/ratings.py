"""From scorecards to ratings that count, and the history of earlier ones that interviewers' severity is learned from."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from interview.domain.candidate import Candidate, CandidateState
from interview.domain.scorecard import Scorecard, ScorecardState
from interview.scoring.ratings import Rating
from interview.storage.unit import Unit

_DECIDED = {CandidateState.HIRED, CandidateState.REJECTED, CandidateState.ERASED}  # of erased ones only levels are left


def ratings_of(candidate: Candidate, cards: Iterable[Scorecard], late: frozenset[str] = frozenset()) -> tuple[Rating, ...]:
    """Submitted ratings, one per interviewer and skill; shadows' are left out.

    Somebody who saw the same skill in two interviews still is one observer: their levels count once, as their mean, halves down.
    ``late`` names the scorecards that were amended after their author could read others'. The pool is the requisition: the role
    with the version of its loop.
    """
    levels: dict[tuple[str, str], list[int]] = defaultdict(list)
    edited: set[tuple[str, str]] = set()
    for card in cards:
        if card.is_shadow or card.state is not ScorecardState.SUBMITTED:
            continue
        for rating in card.content.ratings:
            key = (card.person_id, rating.skill_id)
            levels[key] += [rating.level] if rating.level is not None else []
            if card.id in late:
                edited.add(key)
    return tuple(
        Rating(
            candidate=candidate.id,
            interviewer=person_id,
            skill=skill_id,
            level=math.ceil(sum(given) / len(given) - 0.5) if given else None,
            pool=f"{candidate.role_id} {candidate.loop_version}",
            edited_after_reveal=(person_id, skill_id) in edited,
        )
        for (person_id, skill_id), given in sorted(levels.items())
    )


def earlier_ratings(unit: Unit) -> tuple[Rating, ...]:
    """The ratings of all candidates who are decided, and those that were imported from an old system.

    Candidates who are still open are no part of it: nobody's result moves because of them.
    """
    decided = {one.id: one for one in unit.candidates.all() if one.state in _DECIDED}
    cards: dict[str, list[Scorecard]] = defaultdict(list)
    for card in unit.scorecards.submitted_on(frozenset(decided)):
        cards[card.candidate_id].append(card)
    own = tuple(rating for one in sorted(decided) for rating in ratings_of(decided[one], cards[one]))
    imported = tuple(
        Rating(f"past {past.reference}", past.person_id, past.skill_id, past.level, past.role_id)
        for past in unit.past_ratings.all()
    )
    return own + imported
