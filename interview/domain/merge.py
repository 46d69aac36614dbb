"""Putting together two edits of one scorecard that started from the same text: field by field, never guessing."""

from __future__ import annotations

from typing import Any

from interview.domain.base import Value
from interview.domain.scorecard import Rating, ScorecardContent


class Merged(Value):
    """The outcome of a merge: ``content`` with all changes that don't clash, and the fields (``skill:<id>:level`` ...) that do.

    A clashing field holds the stored text in ``content``.
    """

    content: ScorecardContent
    clashes: tuple[str, ...]


def merge(base: ScorecardContent, mine: ScorecardContent, stored: ScorecardContent) -> Merged:
    """Merge ``mine`` and ``stored``, both edits of ``base``. A field clashes when both changed it, and not to the same value."""
    before, ours, theirs = _fields(base), _fields(mine), _fields(stored)
    result, clashes = {}, []
    for field in dict.fromkeys([*theirs, *ours, *before]):
        empty = ours.get(field, theirs.get(field))
        was, left, right = before.get(field, _blank(empty)), ours.get(field, _blank(empty)), theirs.get(field, _blank(empty))
        if left in (right, was):
            result[field] = right
        elif right == was:
            result[field] = left
        else:
            result[field] = right
            clashes.append(field)
    return Merged(content=_content(result), clashes=tuple(clashes))


def _blank(like: Any) -> Any:
    return "" if isinstance(like, str) else (None, False) if isinstance(like, tuple) else None


def _fields(content: ScorecardContent) -> dict[str, Any]:
    """The separately editable parts: a level belongs together with "not assessed", evidence stands alone."""
    fields: dict[str, Any] = {}
    for rating in content.ratings:
        fields[f"skill:{rating.skill_id}:level"] = (rating.level, rating.not_assessed)
        fields[f"skill:{rating.skill_id}:evidence"] = rating.evidence
    return {**fields, "notes": content.notes, "vote": content.vote, "vote_reason": content.vote_reason}


def _content(fields: dict[str, Any]) -> ScorecardContent:
    skills = dict.fromkeys(name.split(":")[1] for name in fields if name.startswith("skill:"))
    ratings = []
    for skill_id in skills:
        level, not_assessed = fields.get(f"skill:{skill_id}:level", (None, False))
        evidence = fields.get(f"skill:{skill_id}:evidence", "")
        ratings.append(Rating(skill_id=skill_id, level=level, not_assessed=not_assessed, evidence=evidence))
    return ScorecardContent(ratings=tuple(ratings), notes=fields["notes"], vote=fields["vote"], vote_reason=fields["vote_reason"])
