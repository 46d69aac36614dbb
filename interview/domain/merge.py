"""Several tabs on one scorecard: every edit concerns one field, so edits of different fields never stand in each other's way.

Fields: ``skill:<id>:level`` (together with "not assessed"), ``skill:<id>:evidence``, ``notes``, ``vote``, ``vote_reason``,
``minutes_held``.
"""

from __future__ import annotations

from typing import Any

from interview.domain.base import Value
from interview.domain.scorecard import Rating, ScorecardContent


class Edit(Value):
    """A new value for one field, and the values that the person who typed it may have seen there before."""

    field: str
    value: Any
    seen: tuple[Any, ...]


def level_of(skill_id: str) -> str:
    """The field that holds a skill's level."""
    return f"skill:{skill_id}:level"


def evidence_of(skill_id: str) -> str:
    """The field that holds a skill's evidence."""
    return f"skill:{skill_id}:evidence"


def read(content: ScorecardContent, field: str) -> Any:
    """What a field holds: a text, a vote, minutes or ``None``, or for a level the pair of level and "not assessed"."""
    kind, skill_id, part = _split(field)
    if kind != "skill":
        return getattr(content, kind)
    rating = content.rating(skill_id)
    return rating.evidence if part == "evidence" else (rating.level, rating.not_assessed)


def write(content: ScorecardContent, field: str, value: Any) -> ScorecardContent:
    """``content`` with one field changed; the order of ratings stays."""
    kind, skill_id, part = _split(field)
    if kind != "skill":
        return ScorecardContent.model_validate({**content.model_dump(), kind: value})
    before = content.rating(skill_id).model_dump()
    change = {"evidence": value} if part == "evidence" else dict(zip(("level", "not_assessed"), value, strict=True))
    changed = Rating.model_validate({**before, **change})
    if any(rating.skill_id == skill_id for rating in content.ratings):
        ratings = tuple(changed if rating.skill_id == skill_id else rating for rating in content.ratings)
    else:
        ratings = (*content.ratings, changed)
    return ScorecardContent.model_validate({**content.model_dump(), "ratings": ratings})


def clashes(stored: ScorecardContent, edit: Edit) -> bool:
    """Whether ``edit`` would overwrite something that its author has not seen and did not write."""
    now = read(stored, edit.field)
    return now != edit.value and now not in edit.seen


def _split(field: str) -> tuple[str, str, str]:
    kind, _, rest = field.partition(":")
    skill_id, _, part = rest.partition(":")
    return kind, skill_id, part
