"""Finished loops for tests, written straight into storage: two years of interviews in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview, InterviewState, Seat
from interview.domain.person import Actor
from interview.domain.scorecard import Rating, Scorecard, ScorecardContent, ScorecardState, Vote
from interview.services.context import Context, new_id
from tests.factories import EVIDENCE, ROLE_ID, Cast, TestClock


def written(**levels: int | None) -> ScorecardContent:
    """A scorecard with these levels; ``None`` is not assessed."""
    return ScorecardContent(
        ratings=tuple(
            Rating(skill_id=skill, level=level, not_assessed=level is None, evidence="" if level is None else EVIDENCE)
            for skill, level in levels.items()
        ),
        vote=Vote.YES if (levels.get("design") or 0) >= 4 else Vote.NO,
        vote_reason="See the ratings.",
        minutes_held=55,
    )


def finish_loops(
    context: Context,
    cast: Cast,
    clock: TestClock,
    designs: Sequence[tuple[int, int]],
    *,
    hours_late: int = 0,
    listening: Sequence[int] = (),
) -> None:
    """One candidate for each pair of design levels, a week apart; hired where the two sum to 8 or more.

    Ines holds the workshop (hours 1 to 2) and rates coding 3 as well, Ivan the talk (hours 3 to 4)
    and does not assess listening unless its levels are given.
    Scorecards come in at hour 5 or ``hours_late`` after that, the decision with them.
    """
    with context.store.write() as unit:
        for number, (ines, ivan) in enumerate(designs):
            start = context.now()
            done = start + timedelta(hours=5 + hours_late)
            candidate = Candidate(
                id=new_id("candidate"),
                name=f"Candidate {number}",
                role_id=ROLE_ID,
                role_version=1,
                loop_version=1,
                state=CandidateState.HIRED if ines + ivan >= 8 else CandidateState.REJECTED,
                created_at=start,
                closed_at=done,
            )
            unit.candidates.add(candidate)
            stages = (
                ("workshop", cast.ines, 1, written(design=ines, coding=3)),
                ("talk", cast.ivan, 3, written(design=ivan, listening=listening[number] if listening else None)),
            )
            for position, (stage_id, interviewer, hour, content) in enumerate(stages):
                interview = _interview(candidate, stage_id, position, interviewer, start + timedelta(hours=hour))
                unit.interviews.add(interview)
                unit.scorecards.add(_card(interview, interviewer, content, done))
            clock.forward(days=7)
        unit.commit_bookkeeping()


def _interview(candidate: Candidate, stage_id: str, position: int, interviewer: Actor, begins: datetime) -> Interview:
    return Interview(
        id=new_id("interview"),
        candidate_id=candidate.id,
        stage_id=stage_id,
        position=position,
        state=InterviewState.SCHEDULED,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        panel=(Seat(person_id=interviewer.person_id),),
    )


def _card(interview: Interview, interviewer: Actor, content: ScorecardContent, at: datetime) -> Scorecard:
    return Scorecard(
        id=new_id("scorecard"),
        interview_id=interview.id,
        candidate_id=interview.candidate_id,
        person_id=interviewer.person_id,
        state=ScorecardState.SUBMITTED,
        version=1,
        content=content,
        updated_at=at,
        submitted_at=at,
    )
