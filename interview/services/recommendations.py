"""What the software recommends: submitted ratings and the requisition's rules in, a report with reasons out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from interview.domain.candidate import Candidate
from interview.domain.role import Role
from interview.domain.scorecard import Scorecard
from interview.scoring.ratings import Rating
from interview.scoring.recommendation import recommend
from interview.services.judging import Judging, bars_of
from interview.services.ratings import ratings_of

_OLDER = (
    "These candidates are judged by a calibration of an earlier version of the scoring model, which this version can't read. "
    "Fix new rules for this requisition to go on; what was decided stays as it is."
)


def recommendation_for(
    judging: Judging, candidate: Candidate, role: Role, cards: Iterable[Scorecard], *, late: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The recommendation on a candidate as ``interview score`` prints it, with ids of people and skills; empty without ratings.

    ``rules`` numbers the requisition's rules. ``late`` names the scorecards that were amended after their author could read
    others'. Where the rules' calibration can't be read by this version, there are ``reasons`` that say so and no outcome.
    """
    ratings = rated_skills(role, ratings_of(candidate, cards, late))
    if not ratings:
        return {}
    if judging.calibration is None:
        return {"reasons": [_OLDER], "flags": []}
    report = recommend(ratings, bars_of(role), calibration=judging.calibration, ladder=judging.steps, policy=judging.policy)
    involved = {rating.interviewer for rating in ratings}
    return {
        **report.candidate(candidate.id).as_json(),
        "interviewers": [entry.as_json() for entry in report.interviewers if entry.id in involved],
        "model": report.model.as_json(),
        "rules": judging.rules.number,
    }


def rated_skills(role: Role, ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """The ratings on skills that the role has a bar for."""
    known = {skill.skill_id for skill in role.skills}
    return tuple(rating for rating in ratings if rating.skill in known)


def canonical(recommendation: dict[str, Any]) -> str:
    """The bytes that a recommendation is compared by."""
    return json.dumps(recommendation, sort_keys=True, ensure_ascii=False)


def named(recommendation: dict[str, Any], *names: Mapping[str, str]) -> dict[str, Any]:
    """The recommendation with the ids of people, skills and roles in its sentences replaced by the names that people know."""
    words = {key: name for known in names for key, name in known.items()}
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
