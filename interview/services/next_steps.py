"""What to do next about a candidate: stop interviewing, or which interview would settle most, by the requisition's rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import AwareDatetime

from interview.domain.base import Value
from interview.domain.interview import Interview, InterviewState
from interview.domain.loop import Loop
from interview.domain.person import PersonRole
from interview.domain.role import Role
from interview.scoring.options import Option, OptionValue, value_of_options
from interview.scoring.ratings import Rating
from interview.services.context import Context
from interview.services.judging import Judging, bars_of
from interview.storage.unit import Unit

MOST_OPTIONS = 3


class PlannedInterview(Value):
    """An interview that is still ahead, and what it would be worth; both numbers ``None`` where nobody is seated yet.

    ``gain``: by how much it is expected to lower the chance of a wrong call; ``settles``: the chance that hire or no hire is
    clear afterwards. With several interviewers it is worth at least that much.
    """

    interview_id: str
    stage_title: str
    starts_at: AwareDatetime | None
    people: tuple[str, ...]
    skills: tuple[str, ...]
    gain: float | None
    settles: float | None


class FurtherInterview(Value):
    """An interview that could be added: who, on which skills, and what it would be worth."""

    person_id: str
    skills: tuple[str, ...]
    gain: float
    settles: float


class NextStep(Value):
    """Stop or go on, by the rules that hold for every candidate of the requisition.

    ``stop``: the outcome is clear, or ``at_most`` says that the most interviews are reached; then ``planned`` ones can be
    cancelled. ``lacking`` names
    must-have skills that still need an independent rating, which nothing overrides. ``further`` lists what could be added, the
    best first, where nothing planned is left.
    """

    stop: bool
    at_most: bool
    skills: tuple[str, ...]
    lacking: tuple[str, ...]
    planned: tuple[PlannedInterview, ...]
    further: tuple[FurtherInterview, ...]


def next_step(
    context: Context,
    unit: Unit,
    judging: Judging,
    *,
    role: Role,
    loop: Loop,
    interviews: Sequence[Interview],
    ratings: Sequence[Rating],
    recommendation: dict[str, Any],
) -> NextStep | None:
    """The step after these ratings; ``None`` where the recommendation could not be computed."""
    if judging.calibration is None or not recommendation.get("skills"):
        return None
    proposal = recommendation["next_interview"]
    rated = {rating.interviewer for rating in ratings if rating.level is not None}
    ahead = [one for one in interviews if _is_ahead(context, one, rated)]
    stages = {stage.id: stage for stage in loop.stages}
    bars = {skill.skill_id for skill in role.skills}
    covers = {
        one.id: tuple(sorted(bars.intersection(stages[one.stage_id].skills)) if one.stage_id in stages else ()) for one in ahead
    }
    wanted = tuple(sorted(proposal["skills"])) if proposal else ()
    seats = [
        Option(seat.person_id, covers[one.id])
        for one in ahead
        for seat in one.interviewers
        if seat.person_id not in rated and covers[one.id]
    ]
    free = [name for name in _interviewers(unit, recommendation["id"]) if name not in rated]
    newcomers = [] if ahead or not wanted else [Option(name, wanted) for name in free]
    values = {value.option: value for value in _values(judging, role, ratings, [*seats, *newcomers])}
    planned = tuple(
        _planned(one, stages[one.stage_id].title if one.stage_id in stages else "", covers[one.id], values) for one in ahead
    )
    further = sorted((values[option] for option in newcomers), key=lambda value: (-value.gain, value.option.interviewer))
    return NextStep(
        stop=proposal is None,
        at_most=proposal is None and recommendation["n_interviews"] >= judging.policy.max_interviews,
        skills=tuple(proposal["skills"]) if proposal else (),
        lacking=tuple(
            skill["id"]
            for skill in recommendation["skills"]
            if skill["must_have"] and skill["n"] < judging.policy.must_have_ratings
        ),
        planned=planned,
        further=tuple(
            FurtherInterview(
                person_id=value.option.interviewer, skills=value.option.skills, gain=value.gain, settles=value.settles
            )
            for value in further[:MOST_OPTIONS]
        ),
    )


def _is_ahead(context: Context, interview: Interview, rated: set[str]) -> bool:
    """Not held yet as far as anybody knows: no time or a time to come, and nobody of its panel has rated."""
    if interview.state is InterviewState.NOT_HELD or any(seat.person_id in rated for seat in interview.interviewers):
        return False
    return interview.starts_at is None or interview.starts_at > context.now()


def _interviewers(unit: Unit, candidate_id: str) -> list[str]:
    """Who could be asked: active interviewers who are not recused."""
    recused = {recusal.person_id for recusal in unit.candidates.recusals(candidate_id)}
    people = unit.identity.people()
    return [one.id for one in people if one.active and PersonRole.INTERVIEWER in one.roles and one.id not in recused]


def _values(judging: Judging, role: Role, ratings: Sequence[Rating], options: Sequence[Option]) -> tuple[OptionValue, ...]:
    if not options or not any(rating.level is not None for rating in ratings):
        return ()
    return value_of_options(ratings, bars_of(role), options, calibration=judging.calibration, policy=judging.policy)


def _planned(interview: Interview, title: str, skills: tuple[str, ...], values: dict[Option, OptionValue]) -> PlannedInterview:
    people = tuple(seat.person_id for seat in interview.interviewers)
    worth = [values[option] for person in people if (option := Option(person, skills)) in values]
    return PlannedInterview(
        interview_id=interview.id,
        stage_title=title,
        starts_at=interview.starts_at,
        people=people,
        skills=skills,
        gain=max((value.gain for value in worth), default=None),
        settles=max((value.settles for value in worth), default=None),
    )
