"""The pipeline: where each candidate of a role stands, what is in the way, and what to do next. No rating is in it.

How far scorecards are is said only to those who are not blind for that candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview, InterviewState
from interview.domain.permission import Permission, Relation, is_permitted
from interview.domain.person import Actor
from interview.domain.scorecard import ScorecardState
from interview.domain.seating import HARD, Clash
from interview.services.access import due, sight_on, stage_of
from interview.services.candidates import reachable
from interview.services.context import Context
from interview.services.interviews import scorecard_due_at
from interview.services.situations import Situations, read_situations
from interview.storage.loops import LoopRecord
from interview.storage.scorecards import CardStatus
from interview.storage.unit import Unit

_AHEAD = timedelta(days=60)
_IN_THE_WAY = HARD | {Clash.AWAY}


class StageState(StrEnum):
    """Where one interview of a candidate stands. ``held`` is all that the blind are told of what is over."""

    TO_PLAN = "to_plan"
    BLOCKED = "blocked"
    AHEAD = "ahead"
    HELD = "held"
    OWED = "owed"
    OVERDUE = "overdue"
    DONE = "done"
    NOT_HELD = "not_held"


class NextAction(StrEnum):
    """What should happen next for a candidate."""

    UNBLOCK = "unblock"
    PLAN = "plan"
    RATE = "rate"
    CHASE = "chase"
    MEET = "meet"
    AWAIT_SCORECARDS = "await_scorecards"
    DECIDE = "decide"
    DISCUSS = "discuss"
    NOTHING = "nothing"


_BY_STATE = {
    NextAction.UNBLOCK: {StageState.BLOCKED},
    NextAction.PLAN: {StageState.TO_PLAN},
    NextAction.CHASE: {StageState.OVERDUE},
    NextAction.MEET: {StageState.AHEAD, StageState.BLOCKED},
    NextAction.AWAIT_SCORECARDS: {StageState.OWED, StageState.OVERDUE},
}
_PLANNING = {NextAction.UNBLOCK, NextAction.PLAN, NextAction.CHASE}
"""What is done by those who plan interviews."""


class StageMark(Value):
    """One interview in the pipeline. ``panel`` are names; ``clashes`` say why it can't take place as it is planned."""

    interview_id: str
    title: str
    state: StageState
    starts_at: datetime | None
    panel: tuple[str, ...]
    clashes: tuple[str, ...] = ()


class PipelineRow(Value):
    """A candidate in the pipeline. ``owed`` and ``overdue`` count scorecards, ``None`` while the actor may not know.

    ``next_action`` is meant for this actor; ``at`` is when it is due, where that is known; ``interview_id`` names the interview
    that it is about, where it is one.
    """

    candidate: Candidate
    role_title: str
    loop_version: int
    stages: tuple[StageMark, ...]
    owed: int | None
    overdue: int | None
    next_action: NextAction
    at: datetime | None = None
    interview_id: str | None = None

    @property
    def done(self) -> int:
        """How many interviews are over or will not take place, and owe nothing that the actor may know of."""
        return sum(mark.state in {StageState.DONE, StageState.HELD, StageState.NOT_HELD} for mark in self.stages)


def get_pipeline(context: Context, actor: Actor, *, role_id: str | None = None) -> tuple[PipelineRow, ...]:
    """The candidates that the actor may open, those who need something first; of one role, or of all."""
    with context.store.read() as unit:
        rows = read_pipeline(context, unit, actor, role_id=role_id)
    context.note_reading(actor, "candidate.list", "candidate", "all")
    return rows


def read_pipeline(context: Context, unit: Unit, actor: Actor, *, role_id: str | None = None) -> tuple[PipelineRow, ...]:
    """Part of several services; the number of queries does not grow with the candidates."""
    found = [one for one in reachable(unit, actor) if role_id in {None, one.role_id} and one.state is not CandidateState.ERASED]
    reading = _Reading.of(context, unit, actor, found)
    rows = [reading.row(candidate) for candidate in found]
    urgent = list(NextAction)
    return tuple(sorted(rows, key=lambda row: (urgent.index(row.next_action), row.at or reading.now, row.candidate.name)))


@dataclass(frozen=True)
class _Reading:
    """Everything that rows are made of, read once for all of them."""

    actor: Actor
    now: datetime
    own_roles: frozenset[str]
    titles: dict[str, str]
    loops: dict[tuple[str, int], LoopRecord]
    interviews: dict[str, tuple[Interview, ...]]
    cards: dict[str, tuple[CardStatus, ...]]
    recused: frozenset[tuple[str, str]]
    situations: Situations

    @classmethod
    def of(cls, context: Context, unit: Unit, actor: Actor, candidates: Sequence[Candidate]) -> _Reading:
        now, ids = context.now(), [one.id for one in candidates]
        wanted = {(one.role_id, one.loop_version) for one in candidates}
        return cls(
            actor=actor,
            now=now,
            own_roles=unit.roles.roles_of(actor.person_id),
            titles={record.role.id: record.role.title for record in unit.roles.all_latest()},
            loops={key: record for key in sorted(wanted) if (record := unit.loops.get(*key)) is not None},
            interviews=unit.interviews.of_candidates(ids),
            cards=unit.scorecards.statuses(ids),
            recused=unit.candidates.all_recused(),
            situations=read_situations(unit, now, now + _AHEAD),
        )

    def row(self, candidate: Candidate) -> PipelineRow:
        loop = self.loops[candidate.role_id, candidate.loop_version]
        interviews, cards = self.interviews[candidate.id], self.cards[candidate.id]
        told = sight_on(self.actor, loop.blindness, interviews, cards).statuses
        missing = due(interviews, cards)
        marks = tuple(self._mark(candidate, loop, interview, missing if told else None) for interview in interviews)
        late = [mark for mark in marks if mark.state is StageState.OVERDUE]
        over = {mark.interview_id for mark in marks if mark.state in {StageState.OWED, StageState.OVERDUE}}
        action, at, interview_id = self._next(candidate, interviews, cards, marks, told=told)
        return PipelineRow(
            candidate=candidate,
            role_title=self.titles.get(candidate.role_id, candidate.role_id),
            loop_version=candidate.loop_version,
            stages=marks,
            owed=sum(interview in over for interview, _ in missing) if told else None,
            overdue=sum(
                self._is_late(interview, person) for interview, person in missing if interview in {m.interview_id for m in late}
            )
            if told
            else None,
            next_action=action,
            at=at,
            interview_id=interview_id,
        )

    def _mark(
        self, candidate: Candidate, loop: LoopRecord, interview: Interview, missing: frozenset[tuple[str, str]] | None
    ) -> StageMark:
        clashes = self._clashes(candidate, loop, interview)
        return StageMark(
            interview_id=interview.id,
            title=stage_of(loop, interview).title,
            state=self._state(interview, missing, blocked=bool(clashes)),
            starts_at=interview.starts_at,
            panel=tuple(seat.name for seat in interview.interviewers),
            clashes=clashes,
        )

    def _state(self, interview: Interview, missing: frozenset[tuple[str, str]] | None, *, blocked: bool) -> StageState:
        if interview.state is InterviewState.NOT_HELD:
            return StageState.NOT_HELD
        if interview.starts_at is None or not interview.interviewers:
            return StageState.TO_PLAN
        if not self._is_over(interview):
            return StageState.BLOCKED if blocked else StageState.AHEAD
        if missing is None:
            return StageState.HELD
        owing = [person for one, person in missing if one == interview.id]
        if not owing:
            return StageState.DONE
        return StageState.OVERDUE if any(self._is_late(interview.id, person) for person in owing) else StageState.OWED

    def _clashes(self, candidate: Candidate, loop: LoopRecord, interview: Interview) -> tuple[str, ...]:
        """Why a coming interview can't take place with this panel; nothing for what is over or has no time."""
        if interview.starts_at is None or self._is_over(interview) or candidate.state is not CandidateState.ACTIVE:
            return ()
        found = []
        for seat in interview.panel:
            person = self.situations.people.get(seat.person_id)
            if person is None or not person.active:
                found.append(f"{seat.name} has no active account")
                continue
            broken = self.situations.clashes(
                seat.person_id,
                interview,
                stage_of(loop, interview).format,
                recused=(candidate.id, seat.person_id) in self.recused,
                is_shadow=seat.is_shadow,
            )
            found += [f"{seat.name} {clash.value}" for clash in broken if clash in _IN_THE_WAY]
        return tuple(found)

    def _next(
        self,
        candidate: Candidate,
        interviews: tuple[Interview, ...],
        cards: tuple[CardStatus, ...],
        marks: tuple[StageMark, ...],
        *,
        told: bool,
    ) -> tuple[NextAction, datetime | None, str | None]:
        if candidate.state is not CandidateState.ACTIVE:
            return NextAction.NOTHING, None, None
        own = self._own_due(interviews, cards)
        if own is not None and own.ends_at is not None:
            return NextAction.RATE, scorecard_due_at(own.ends_at, self.actor.timezone), own.id
        on_panel = any(one.has_seat(self.actor.person_id) for one in interviews)
        relation = Relation(member=candidate.role_id in self.own_roles, panel=on_panel)
        may_plan = is_permitted(self.actor, Permission.PLAN_INTERVIEW, relation)
        for action, states in _BY_STATE.items():
            first = min((mark for mark in marks if mark.state in states), key=self._start, default=None)
            if first is not None and (may_plan or action not in _PLANNING):
                return action, first.starts_at, first.interview_id
        if not told or any(mark.state is StageState.TO_PLAN for mark in marks):
            return NextAction.NOTHING, None, None
        if is_permitted(self.actor, Permission.DECIDE, relation):
            return NextAction.DECIDE, None, None
        may_read = is_permitted(self.actor, Permission.READ_DEBRIEF, relation)
        return NextAction.DISCUSS if may_read else NextAction.NOTHING, None, None

    def _start(self, mark: StageMark) -> datetime:
        return mark.starts_at or self.now

    def _own_due(self, interviews: tuple[Interview, ...], cards: tuple[CardStatus, ...]) -> Interview | None:
        done = {
            one.interview_id for one in cards if one.person_id == self.actor.person_id and one.state is ScorecardState.SUBMITTED
        }
        mine = [one for one in interviews if one.has_seat(self.actor.person_id) and one.id not in done and self._is_over(one)]
        return next((one for one in mine if one.state is InterviewState.SCHEDULED), None)

    def _is_over(self, interview: Interview) -> bool:
        return interview.ends_at is not None and interview.ends_at <= self.now

    def _is_late(self, interview_id: str, person_id: str) -> bool:
        interview = next(one for several in self.interviews.values() for one in several if one.id == interview_id)
        person = self.situations.people.get(person_id)
        zone = person.timezone if person else "UTC"
        return interview.ends_at is not None and self.now > scorecard_due_at(interview.ends_at, zone)
