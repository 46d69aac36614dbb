"""The scorecard of Merge's and Unified's common models, and a feedback table like Lever's.

Sources: docs.merge.dev (ATS, Scorecard object) and docs.unified.to (ats/scorecard/model). Unified has no "no decision": such a
recommendation is left out there.
"""

from __future__ import annotations

import json
from typing import Any

from interview.domain.scorecard import Vote
from interview.exports.candidate_loop import LoopContent
from interview.exports.paper import Column, Table

RECOMMENDATIONS = {Vote.STRONG_NO: "DEFINITELY_NO", Vote.NO: "NO", Vote.YES: "YES", Vote.STRONG_YES: "STRONG_YES"}
LEVERS = {
    Vote.STRONG_NO: "1 - Strong No Hire",
    Vote.NO: "2 - No Hire",
    Vote.YES: "3 - Hire",
    Vote.STRONG_YES: "4 - Strong Hire",
}


def merge_scorecards(loop: LoopContent) -> list[dict[str, Any]]:
    """Merge's Scorecard objects; ``remote_id`` is our id, references that we don't have are ``None``."""
    return [
        {
            "id": None,
            "remote_id": card.id,
            "application": None,
            "interview": None,
            "interviewer": None,
            "remote_created_at": card.submitted_at.isoformat() if card.submitted_at else None,
            "submitted_at": card.submitted_at.isoformat() if card.submitted_at else None,
            "overall_recommendation": RECOMMENDATIONS[card.vote] if card.vote else "NO_DECISION",
            "remote_was_deleted": False,
            "field_mappings": {},
            "remote_data": None,
        }
        for card in loop.scorecards
        if not card.is_shadow
    ]


def unified_scorecards(loop: LoopContent) -> list[dict[str, Any]]:
    """Unified's AtsScorecard objects."""
    return [
        {
            "id": card.id,
            "candidate_id": loop.candidate_id,
            "job_id": loop.role_id,
            "comment": card.vote_reason,
            **({"recommendation": RECOMMENDATIONS[card.vote]} if card.vote else {}),
            "questions": [{"text": rating.skill, "answer": rating.evidence} for rating in card.ratings],
        }
        for card in loop.scorecards
        if not card.is_shadow
    ]


def lever_table(loop: LoopContent) -> Table:
    """One row for each rated skill, in the columns of a Lever feedback export."""
    names = ("Candidate", "Interview", "Interviewer", "Completed at", "Overall", "Field", "Score", "Comment")
    return Table(
        "Feedback",
        tuple(Column(name) for name in names),
        tuple(
            (
                loop.candidate,
                card.stage,
                card.interviewer,
                card.submitted_at,
                LEVERS[card.vote] if card.vote else None,
                rating.skill,
                rating.level,
                rating.evidence,
            )
            for card in loop.scorecards
            if not card.is_shadow
            for rating in card.ratings
        ),
    )


def as_json(body: Any) -> bytes:
    """The shape as UTF-8."""
    return json.dumps(body, ensure_ascii=False, indent=2).encode()
