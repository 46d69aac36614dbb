"""Panels and times for one candidate, proposed by the planner from hours, times away, caps, training and declared skills.

The proposal is worked out in the background; nothing is booked before somebody takes it, and then every rule is judged again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated

import structlog
from pydantic import Field

from interview.domain.base import Value
from interview.domain.candidate import Candidate
from interview.domain.interview import Interview, InterviewState
from interview.domain.permission import Permission
from interview.domain.person import Actor
from interview.domain.seating import HARD
from interview.errors import Conflict, Invalid, NotFound
from interview.planning.plan import Plan, Reason
from interview.services.access import candidate_for, loop_of, stage_of
from interview.services.context import Context
from interview.services.interviews import require_free, seat_panel
from interview.services.situations import read_situations
from interview.services.solving import Request, Search
from interview.services.staffing_problem import STANDING_FOR, Ease, StaffingDesk, eased, read_desk
from interview.storage.unit import Unit

TIME_LIMIT = 20.0
LONGEST_DAYS = 21

_log = structlog.get_logger(__name__)


class Ask(Value):
    """What is wished of a proposal. Days and hours are those of the candidate's zone.

    ``stages`` to plan, by default all without a time. ``leaving`` drops out: their interviews are planned anew, with as little
    change as can be. ``keep`` names interviewers, by stage, who are to stay; ``without`` nobody who is asked for this candidate.
    ``ease`` sets rules aside that a planner may set aside.
    """

    first_day: date
    last_day: date
    from_time: time = time(9)
    to_time: time = time(17)
    max_days: Annotated[int, Field(ge=1, le=5)] = 2
    extra_time_percent: Annotated[int, Field(ge=0, le=200)] = 0
    stages: tuple[str, ...] = ()
    leaving: str | None = None
    keep: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    ease: tuple[Ease, ...] = ()


class ProposedInterview(Value):
    """One interview of a proposal, and what it was before; ``revision`` is the one that the proposal was made for."""

    interview_id: str
    stage_id: str
    stage_title: str
    revision: int
    starts_at: datetime
    ends_at: datetime
    panel: tuple[tuple[str, str], ...]
    was_at: datetime | None
    was_panel: tuple[tuple[str, str], ...]


class ProposalView(Value):
    """How far a proposal is. ``names`` stand for the ids in ``reasons``; each of ``helps`` was tried and makes one possible."""

    is_over: bool
    seconds: float
    ask: Ask
    proven: bool = False
    interviews: tuple[ProposedInterview, ...] = ()
    reasons: tuple[Reason, ...] = ()
    names: dict[str, str] = Field(default_factory=dict)
    helps: tuple[Ease, ...] = ()


def begin_proposal(context: Context, actor: Actor, candidate_id: str, ask: Ask) -> None:
    """Start looking for panels and times. Refused while that is running already, and where there is nothing to plan."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
        _require_sensible(ask)
        desk = read_desk(unit, candidate, ask, context.now())
    request = Request(
        problem=desk.problem(ask),
        before=desk.plan_before() if ask.leaving else None,
        eased={ease.value: desk.problem(eased(ask, ease)) for ease in Ease if ease not in ask.ease},
        time_limit=TIME_LIMIT,
    )
    if context.searches.begin(_name(candidate_id), request, _Proposal(desk, ask)) is None:
        raise Conflict("A proposal for this candidate is being worked out already.")


def get_proposal(context: Context, actor: Actor, candidate_id: str) -> ProposalView | None:
    """What the planner proposes for this candidate; ``None`` if nobody asked."""
    with context.store.read() as unit:
        candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
    search = context.searches.get(_name(candidate_id))
    if search is None or not isinstance(search.on_end, _Proposal):
        return None
    made, plan = search.on_end, search.latest.plan
    clashes = plan is not None and plan.status == "infeasible"
    return ProposalView(
        is_over=search.is_over,
        seconds=search.seconds,
        ask=made.ask,
        proven=plan is not None and plan.status == "optimal",
        interviews=() if plan is None or clashes else _proposed(made.desk, plan),
        reasons=tuple(one for one in plan.reasons if STANDING_FOR not in one.text) if plan is not None and clashes else (),
        names=made.desk.names,
        helps=tuple(Ease(name) for name in search.latest.helps),
    )


def stop_proposal(context: Context, actor: Actor, candidate_id: str) -> None:
    """End the search with the best proposal so far, or put away one that is over."""
    with context.store.read() as unit:
        candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
    search = context.searches.get(_name(candidate_id))
    if search is not None and not search.is_over:
        search.stop()
    else:
        context.searches.forget(_name(candidate_id))


def take_proposal(context: Context, actor: Actor, candidate_id: str) -> tuple[Interview, ...]:
    """Book what was proposed, all of it or nothing. Every rule is judged again: things may have changed since."""
    view = get_proposal(context, actor, candidate_id)
    if view is None or not view.is_over or not view.interviews:
        raise NotFound("There is no proposal to take; ask for one first.")
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
        current = {interview.id: interview for interview in unit.interviews.of_candidate(candidate_id)}
        for proposed in view.interviews:
            interview = current.get(proposed.interview_id)
            if interview is None or interview.revision != proposed.revision:
                raise Conflict(f"{proposed.stage_title} was changed in the meantime. Ask for a new proposal.")
            unit.interviews.update(
                interview.id, state=InterviewState.SCHEDULED, starts_at=proposed.starts_at, ends_at=proposed.ends_at
            )
        for proposed in view.interviews:
            _seat(unit, candidate, proposed)
            when = {"starts_at": proposed.starts_at.isoformat()}
            unit.audit.append(context.event(actor, "interview.schedule", "interview", proposed.interview_id, **when))
        unit.commit(context.event(actor, "proposal.take", "candidate", candidate_id, interviews=len(view.interviews)))
        taken = {proposed.interview_id for proposed in view.interviews}
        booked = tuple(one for one in unit.interviews.of_candidate(candidate_id) if one.id in taken)
    context.searches.forget(_name(candidate_id))
    return booked


def _require_sensible(ask: Ask) -> None:
    if not 1 <= (ask.last_day - ask.first_day).days + 1 <= LONGEST_DAYS:
        raise Invalid(f"Choose a last day that is at most {LONGEST_DAYS - 1} days after the first one.")
    if ask.to_time <= ask.from_time:
        raise Invalid("The day ends before it begins; turn the two times around.")


def _seat(unit: Unit, candidate: Candidate, proposed: ProposedInterview) -> None:
    interview = next(one for one in unit.interviews.of_candidate(candidate.id) if one.id == proposed.interview_id)
    record = loop_of(unit, candidate)
    require_free(unit, interview, proposed.starts_at, proposed.ends_at)
    situations = read_situations(unit, proposed.starts_at, proposed.ends_at)
    recused = {one.person_id for one in unit.candidates.recusals(candidate.id)}
    for person_id, name in proposed.panel:
        stage_format = stage_of(record, interview).format
        broken = HARD & set(situations.clashes(person_id, interview, stage_format, recused=person_id in recused))
        if broken:
            raise Conflict(f"{name} {' and '.join(sorted(broken))}. Ask for a new proposal.")
    shadows = [seat.person_id for seat in interview.panel if seat.is_shadow]
    panel = [person_id for person_id, _ in proposed.panel]
    seat_panel(unit, interview, panel, [one for one in shadows if one not in panel])


class _Proposal:
    """Remembers what a search was about; its answer is only shown."""

    def __init__(self, desk: StaffingDesk, ask: Ask) -> None:
        self.desk, self.ask = desk, ask

    def __call__(self, search: Search) -> None:
        if search.failure:
            _log.error("proposal.failed", failure=search.failure)


def _proposed(desk: StaffingDesk, plan: Plan) -> tuple[ProposedInterview, ...]:
    def named(people: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((person, desk.names.get(person, person)) for person in people)

    by_stage = {interview.stage_id: interview for interview in desk.interviews}
    return tuple(
        ProposedInterview(
            interview_id=by_stage[planned.stage].id,
            stage_id=planned.stage,
            stage_title=desk.names[planned.stage],
            revision=by_stage[planned.stage].revision,
            starts_at=planned.start,
            ends_at=planned.end,
            panel=named(planned.panel),
            was_at=by_stage[planned.stage].starts_at,
            was_panel=named([seat.person_id for seat in by_stage[planned.stage].interviewers]),
        )
        for loop in plan.loops
        for planned in loop.interviews
    )


def _name(candidate_id: str) -> str:
    return f"proposal:{candidate_id}"
