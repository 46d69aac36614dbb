"""One candidate's loop as data: interviews, ratings with evidence, the recommendation and the decisions on it.

The one view model behind the loop summary, the debrief pack, the scorecards and the committee packet.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from interview.domain.base import Value
from interview.domain.debrief import Outcome
from interview.domain.person import Actor
from interview.domain.scorecard import Vote
from interview.exports.content import Content, Versions
from interview.services.context import Context
from interview.services.debriefs import LoopSummary, get_loop_summary
from interview.services.loops import LoopView, get_loop


class RatingLine(Value):
    """One level on one skill; ``level`` is ``None`` where it was not assessed."""

    interviewer: str
    stage: str
    level: int | None
    evidence: str


class SkillLine(Value):
    """One skill: what the role asks for, what was rated, and what the software makes of it. ``n`` counts levels given."""

    id: str
    name: str
    bar: int
    weight: int
    must_have: bool
    ratings: tuple[RatingLine, ...]
    n: int
    raw_mean: float | None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    p_meets_bar: float | None = None
    apart: bool = False


class SeatLine(Value):
    """Somebody on a panel."""

    person: str
    is_shadow: bool


class InterviewLine(Value):
    """One meeting of the loop."""

    id: str
    stage: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    not_held_reason: str
    panel: tuple[SeatLine, ...]


class CardRating(Value):
    """One skill on a scorecard; ``level`` is ``None`` where it was not assessed."""

    skill: str
    level: int | None
    evidence: str


class CardLine(Value):
    """One submitted scorecard. Shadows' are kept apart and never counted."""

    id: str
    interviewer: str
    stage: str
    is_shadow: bool
    submitted_at: datetime | None
    amended_after_reading: bool
    vote: Vote | None
    vote_reason: str
    notes: str
    ratings: tuple[CardRating, ...]


class Recommended(Value):
    """What the software recommends, with its reasons; sentences name people and skills. ``bar``: the estimate that meets it."""

    outcome: str
    p_meets_bar: float | None
    estimate: float | None
    low: float | None
    high: float | None
    bar: float | None = None
    raw_mean: float | None
    n_ratings: int
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    flips: tuple[str, ...]


class DissentLine(Value):
    """A lasting objection."""

    person: str
    reason: str


class DecisionLine(Value):
    """What named people decided, beside what was recommended at that moment."""

    outcome: Outcome
    decided_by: str
    decided_at: datetime
    reason: str
    recommended: str
    dissent: tuple[DissentLine, ...]


class DebriefVoteLine(Value):
    """A vote in the debrief, after reading."""

    person: str
    vote: Vote
    reason: str


class DebriefNoteLine(Value):
    """Something said in the discussion that was kept."""

    person: str
    at: datetime | None
    text: str


class SignOffLine(Value):
    """A bar raiser's word on hiring that stands for these very ratings."""

    person: str
    at: datetime | None
    approves: bool
    reason: str


class ImportedLine(Value):
    """A scorecard of another system, as text; it counts in nothing."""

    source: str
    author: str
    submitted_at: datetime | None
    vote: Vote | None
    summary: str
    ratings: tuple[CardRating, ...]


class LoopContent(Content):
    """Everything that documents about one candidate's loop show.

    ``debrief_votes``, ``debrief_notes`` and ``sign_off`` are empty for a reader who rated the candidate and has not yet voted
    again.
    """

    candidate_id: str
    candidate: str
    role_id: str
    role: str
    state: str
    interviews: tuple[InterviewLine, ...]
    skills: tuple[SkillLine, ...]
    not_covered: tuple[str, ...]
    scorecards: tuple[CardLine, ...]
    recommendation: Recommended | None
    decisions: tuple[DecisionLine, ...]
    debrief_votes: tuple[DebriefVoteLine, ...]
    debrief_notes: tuple[DebriefNoteLine, ...] = ()
    sign_off: SignOffLine | None = None
    imported: tuple[ImportedLine, ...] = ()


def gather_loop(context: Context, actor: Actor, candidate_id: str) -> LoopContent:
    """Read the loop of a candidate. Refused while the actor is blind; noted as an export in the audit trail."""
    summary = get_loop_summary(context, actor, candidate_id)
    candidate = summary.candidate
    loop = get_loop(context, actor, candidate.role_id, candidate.loop_version)
    return loop_content(summary, loop)


def loop_content(summary: LoopSummary, loop: LoopView) -> LoopContent:
    """The view model of a loop summary."""
    raw = summary.recommendation
    return LoopContent(
        versions=Versions(
            role=summary.role.version,
            loop=summary.candidate.loop_version,
            rubrics=loop.loop.rubric_versions,
            questions={question.question_id: question.version for stage in loop.loop.stages for question in stage.questions},
            rule=str((raw.get("model") or {}).get("version", "")),
        ),
        candidate_id=summary.candidate.id,
        candidate=summary.candidate.name,
        role_id=summary.role.id,
        role=summary.role.title,
        state=summary.candidate.state.value,
        interviews=_interviews(summary),
        skills=_skills(summary, raw),
        not_covered=tuple(summary.skill_names.get(skill, skill) for skill in summary.not_covered),
        scorecards=tuple(
            CardLine(
                id=card.id,
                interviewer=card.author,
                stage=card.stage_title,
                is_shadow=card.is_shadow,
                submitted_at=card.submitted_at,
                amended_after_reading=card.seen_late,
                vote=card.content.vote,
                vote_reason=card.content.vote_reason,
                notes=card.content.notes,
                ratings=tuple(
                    CardRating(
                        skill=summary.skill_names.get(rating.skill_id, rating.skill_id),
                        level=rating.level,
                        evidence=rating.evidence,
                    )
                    for rating in card.content.ratings
                ),
            )
            for card in sorted(summary.scorecards, key=lambda card: (card.is_shadow, card.author, card.id))
        ),
        recommendation=_recommended(summary, raw) if raw else None,
        decisions=tuple(
            DecisionLine(
                outcome=decision.outcome,
                decided_by=_name(summary, decision.decided_by),
                decided_at=decision.decided_at,
                reason=decision.reason,
                recommended=str(decision.recommendation.get("outcome", "")),
                dissent=tuple(
                    DissentLine(person=_name(summary, dissent.person_id), reason=dissent.reason) for dissent in decision.dissent
                ),
            )
            for decision in summary.decisions
        ),
        debrief_votes=tuple(
            DebriefVoteLine(person=_name(summary, vote.person_id), vote=vote.vote, reason=vote.reason) for vote in summary.votes
        ),
        debrief_notes=tuple(
            DebriefNoteLine(person=_name(summary, note.person_id), at=note.at, text=note.text) for note in summary.notes
        ),
        sign_off=_signed_off(summary),
    ).tidy()


def _name(summary: LoopSummary, person_id: str) -> str:
    return summary.names.get(person_id, person_id)


def _signed_off(summary: LoopSummary) -> SignOffLine | None:
    word = summary.sign_off
    if word is None or not summary.discussion_open:
        return None
    return SignOffLine(person=_name(summary, word.person_id), at=word.at, approves=word.approves, reason=word.reason)


def _interviews(summary: LoopSummary) -> tuple[InterviewLine, ...]:
    return tuple(
        InterviewLine(
            id=interview.id,
            stage=summary.stage_titles.get(interview.stage_id, interview.stage_id),
            state=interview.state.value,
            starts_at=interview.starts_at,
            ends_at=interview.ends_at,
            not_held_reason=interview.not_held_reason,
            panel=tuple(SeatLine(person=seat.name, is_shadow=seat.is_shadow) for seat in interview.panel),
        )
        for interview in summary.interviews
    )


def _skills(summary: LoopSummary, raw: dict[str, Any]) -> tuple[SkillLine, ...]:
    estimates = {str(skill["id"]): skill for skill in raw.get("skills", [])}
    stages = {card.id: card.stage_title for card in summary.scorecards}
    lines = []
    for row in summary.rows:
        estimate = estimates.get(row.skill_id, {})
        low, high = estimate.get("interval") or (None, None)
        lines.append(
            SkillLine(
                id=row.skill_id,
                name=summary.skill_names.get(row.skill_id, row.skill_id),
                bar=row.bar,
                weight=row.weight,
                must_have=row.must_have,
                ratings=tuple(
                    RatingLine(
                        interviewer=_name(summary, cell.person_id),
                        stage=stages.get(cell.scorecard_id, ""),
                        level=cell.level,
                        evidence=cell.evidence,
                    )
                    for cell in row.cells
                ),
                n=len(row.levels),
                raw_mean=sum(row.levels) / len(row.levels) if row.levels else None,
                estimate=estimate.get("estimate"),
                low=low,
                high=high,
                p_meets_bar=estimate.get("p_meets_bar"),
                apart=row.disagree,
            )
        )
    return tuple(lines)


def _recommended(summary: LoopSummary, raw: dict[str, Any]) -> Recommended:
    low, high = raw.get("interval") or (None, None)
    return Recommended(
        outcome=str(raw["outcome"]),
        p_meets_bar=raw["p_meets_bar"],
        estimate=raw["estimate"],
        low=low,
        high=high,
        bar=raw.get("bar"),
        raw_mean=raw["raw_mean"],
        n_ratings=int(raw["n_ratings"]),
        reasons=tuple(raw["reasons"]),
        flags=tuple(flag["text"] for flag in raw["flags"]),
        flips=tuple(
            f"{_name(summary, flip['interviewer'])} on {summary.skill_names.get(flip['skill'], flip['skill'])}: "
            f"{flip['from']} to {flip['to']} would make it '{flip['outcome'].replace('_', ' ')}'"
            for flip in raw["flips"]
        ),
    )
