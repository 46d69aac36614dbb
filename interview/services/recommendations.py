"""What the software recommends: submitted ratings and the history of earlier decisions in, a report with reasons out."""

from __future__ import annotations

import hashlib
import math
import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from interview.domain.candidate import Candidate, CandidateState
from interview.domain.role import Role
from interview.domain.scorecard import Scorecard, ScorecardState
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.ratings import Bar, Rating, Step, weighted_bar
from interview.scoring.recommendation import recommend
from interview.services.context import Context
from interview.storage.unit import Unit

_CALIBRATIONS: OrderedDict[str, Calibration] = OrderedDict()
"""The last few calibrations by a hash of what they were made from: they take seconds once there are thousands of scorecards."""

_KEPT = 8

_DECIDED = {CandidateState.HIRED, CandidateState.REJECTED, CandidateState.ERASED}  # of erased ones only levels are left


def recommendation_for(
    context: Context,
    unit: Unit,
    candidate: Candidate,
    role: Role,
    cards: Iterable[Scorecard],
    *,
    late: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The recommendation on a candidate as ``interview score`` prints it, with ids of people and skills; empty without ratings.

    ``late`` names the scorecards that were amended after their author could read others'. Interviewers' severity is learned from
    the candidates who were decided before; a candidate's own recommendation never moves because of candidates still open.
    """
    ratings = ratings_of(candidate, cards, late)
    known = {skill.skill_id for skill in role.skills}
    ratings = tuple(rating for rating in ratings if rating.skill in known)
    if not ratings:
        return {}
    bars = _bars(role)
    steps = [context.catalogue.roles[step] for step in role.ladder.steps if step in context.catalogue.roles]
    ladder = tuple(Step(step.id, tuple(_bars(step))) for step in steps)
    calibration = learned_calibration(_history(unit, candidate), weighted_bar(bars))
    report = recommend(ratings, bars, calibration=calibration, ladder=ladder)
    involved = {rating.interviewer for rating in ratings}
    return {
        **report.candidate(candidate.id).as_json(),
        "interviewers": [entry.as_json() for entry in report.interviewers if entry.id in involved],
        "model": report.model.as_json(),
    }


def ratings_of(candidate: Candidate, cards: Iterable[Scorecard], late: frozenset[str] = frozenset()) -> tuple[Rating, ...]:
    """Submitted ratings, one per interviewer and skill; shadows' are left out.

    Somebody who saw the same skill in two interviews still is one observer: their levels count once, as their mean, halves down.
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
            pool=candidate.role_id,
            edited_after_reveal=(person_id, skill_id) in edited,
        )
        for (person_id, skill_id), given in sorted(levels.items())
    )


def named(recommendation: dict[str, Any], names: Mapping[str, str], skill_names: Mapping[str, str]) -> dict[str, Any]:
    """The recommendation with ids in its sentences replaced by the names that people know."""
    words = {**names, **skill_names}
    if not recommendation or not words:
        return recommendation
    pattern = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?![\w-])")

    def read(text: str) -> str:
        return pattern.sub(lambda found: words[found[1]], text)

    return {
        **recommendation,
        "reasons": [read(reason) for reason in recommendation["reasons"]],
        "flags": [{**flag, "text": read(flag["text"])} for flag in recommendation["flags"]],
    }


def _bars(role: Role) -> list[Bar]:
    return [Bar(skill.skill_id, skill.bar, float(skill.weight), skill.must_have) for skill in role.skills]


def _history(unit: Unit, candidate: Candidate) -> tuple[Rating, ...]:
    decided = {other.id: other for other in unit.candidates.all() if other.id != candidate.id and other.state in _DECIDED}
    cards: dict[str, list[Scorecard]] = defaultdict(list)
    for card in unit.scorecards.submitted_on(frozenset(decided)):
        cards[card.candidate_id].append(card)
    own = tuple(rating for other in sorted(decided) for rating in ratings_of(decided[other], cards[other]))
    return own + _imported(unit)


def _imported(unit: Unit) -> tuple[Rating, ...]:
    """Ratings from before this program was used; their candidates are told apart by numbers that lead to nobody."""
    return tuple(
        Rating(f"imported-{past.reference}", past.person_id, past.skill_id, past.level, pool=past.role_id)
        for past in unit.past_ratings.all()
    )


def learned_calibration(history: tuple[Rating, ...], expected_bar: float) -> Calibration:
    """What these earlier ratings teach about interviewers, remembered for as long as the same history is asked about."""
    key = hashlib.sha256(repr((expected_bar, history)).encode()).hexdigest()
    if key not in _CALIBRATIONS:
        _CALIBRATIONS[key] = calibrate(history, expected_bar=expected_bar)
        while len(_CALIBRATIONS) > _KEPT:
            _CALIBRATIONS.popitem(last=False)
    return _CALIBRATIONS[key]
