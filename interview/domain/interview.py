"""An interview: one stage, of one candidate, at one time, with its panel."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from interview.domain.base import Slug, Value


class InterviewState(StrEnum):
    """``not_held`` interviews owe no scorecard."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    NOT_HELD = "not_held"


class Seat(Value):
    """A place on a panel. A shadow watches and learns: their scorecard is kept and never counted."""

    person_id: str
    name: str = ""
    is_shadow: bool = False


class HandOn(Value):
    """A skill that one interview had no time for, and the later interview that rates it instead."""

    from_interview_id: str
    skill_id: Slug
    to_interview_id: str
    handed_by: str
    handed_at: AwareDatetime

    def leaves(self, interview_id: str, skill_id: str) -> bool:
        """Whether this takes ``skill_id`` out of that interview."""
        return (self.from_interview_id, self.skill_id) == (interview_id, skill_id)


class Interview(Value):
    """One meeting. Times are aware UTC and missing until the interview is scheduled."""

    id: str
    candidate_id: str
    stage_id: Slug
    position: int
    state: InterviewState = InterviewState.PLANNED
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    not_held_reason: str = ""
    revision: int = 1
    panel: tuple[Seat, ...] = ()

    @property
    def interviewers(self) -> tuple[Seat, ...]:
        """The seats whose scorecards count."""
        return tuple(seat for seat in self.panel if not seat.is_shadow)

    def has_seat(self, person_id: str) -> bool:
        """Whether this person sits on the panel, as interviewer or shadow."""
        return any(seat.person_id == person_id for seat in self.panel)
