"""The loop summary: what was asked, rated, recommended and decided for one candidate, as data for every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from interview.domain.debrief import Outcome
from interview.domain.scorecard import Vote
from interview.domain.skill import LEVEL_NAMES
from interview.errors import Invalid
from interview.exports.document import MEDIA_TYPES, Document, content_hash, safe_name
from interview.exports.markdown import render_markdown
from interview.exports.pdf import render_pdf
from interview.services.debriefs import LoopSummary

_OUTCOMES = {
    "strong_hire": "Strong hire",
    "hire": "Hire",
    "gather_more_evidence": "Gather more evidence",
    "no_hire": "No hire",
    "strong_no_hire": "Strong no hire",
}
_DECISIONS = {Outcome.HIRE: "Hire", Outcome.NO_HIRE: "No hire", Outcome.GATHER_MORE_EVIDENCE: "Gather more evidence"}
_VOTES = {Vote.STRONG_NO: "Strong no", Vote.NO: "No", Vote.YES: "Yes", Vote.STRONG_YES: "Strong yes"}


def render_loop_summary(summary: LoopSummary, kind: str) -> Document:
    """The summary as a document of ``kind`` (``pdf`` or ``md``)."""
    renderers: dict[str, Callable[[str, dict[str, Any]], bytes]] = {"pdf": render_pdf, "md": render_markdown}
    if kind not in renderers:
        raise Invalid(f"A loop summary can't be made as '{kind}'; choose one of {', '.join(renderers)}.")
    shown = facts(summary)
    return Document(
        name=safe_name("loop summary", summary.candidate.name, extension=kind),
        media_type=MEDIA_TYPES[kind],
        data=renderers[kind]("loop-summary", shown),
        content_hash=shown["content_hash"],
    )


def facts(summary: LoopSummary) -> dict[str, Any]:
    """Everything that the document shows, as plain values; the hash leaves out who exported it and when."""
    recommendation = summary.recommendation
    shown: dict[str, Any] = {
        "candidate": summary.candidate.name,
        "role": summary.role.title,
        "role_version": summary.role.version,
        "loop_version": summary.candidate.loop_version,
        "stages": [
            {
                "title": summary.stage_titles.get(interview.stage_id, interview.stage_id),
                "when": interview.starts_at.strftime("%Y-%m-%d %H:%M UTC") if interview.starts_at else "not scheduled",
                "panel": [seat.name + (" (shadow)" if seat.is_shadow else "") for seat in interview.panel],
                "state": interview.state.value.replace("_", " "),
            }
            for interview in summary.interviews
        ],
        "ratings": [
            {
                "skill": summary.skill_names[row.skill_id],
                "must_have": row.must_have,
                "bar": f"{row.bar} {LEVEL_NAMES[row.bar]}",
                "given": [
                    {
                        "by": summary.names.get(cell.person_id, cell.person_id),
                        "level": "not assessed" if cell.level is None else str(cell.level),
                        "evidence": cell.evidence,
                    }
                    for cell in row.cells
                ],
                "apart": row.disagree,
            }
            for row in summary.rows
            if row.cells
        ],
        "not_covered": [summary.skill_names.get(skill, skill) for skill in summary.not_covered],
        "votes": [
            {
                "by": card.author,
                "vote": _VOTES[card.content.vote] if card.content.vote else "no vote",
                "reason": card.content.vote_reason,
            }
            for card in summary.scorecards
            if not card.is_shadow
        ],
        "recommendation": {
            "outcome": _OUTCOMES.get(str(recommendation.get("outcome")), "Not enough evidence"),
            "chance": _percent(recommendation.get("p_meets_bar")),
            "estimate": _points(recommendation.get("estimate")),
            "interval": " to ".join(_points(bound) for bound in recommendation.get("interval") or ()),
            "raw_mean": _points(recommendation.get("raw_mean")),
            "reasons": [str(reason) for reason in recommendation.get("reasons", [])],
            "flags": [str(flag["text"]) for flag in recommendation.get("flags", [])],
            "model": str((recommendation.get("model") or {}).get("version", "")),
        },
        "decisions": [
            {
                "outcome": _DECISIONS[decision.outcome],
                "by": summary.names.get(decision.decided_by, decision.decided_by),
                "at": decision.decided_at.strftime("%Y-%m-%d %H:%M UTC"),
                "reason": decision.reason,
                "dissent": [
                    {"by": summary.names.get(dissent.person_id, dissent.person_id), "reason": dissent.reason}
                    for dissent in decision.dissent
                ],
            }
            for decision in summary.decisions
        ],
    }
    shown["content_hash"] = content_hash(json.dumps(shown, sort_keys=True, ensure_ascii=False))
    shown["exported_at"], shown["exported_by"] = summary.exported_at, summary.exported_by
    return shown


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
