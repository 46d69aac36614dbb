"""The schedule board: who is interviewed when and by whom, what each person carries, what clashes, and who could step in."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from interview.domain.availability import at_odd_hours
from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview, InterviewState
from interview.domain.loop import Stage
from interview.domain.permission import Permission, Relation, is_permitted, require
from interview.domain.person import Actor, Person
from interview.domain.pool import Profile, load_hours
from interview.domain.seating import HARD, Clash, same_week
from interview.errors import Invalid
from interview.services.access import interview_for, loop_of, stage_of
from interview.services.context import Context
from interview.services.pool import week_of
from interview.services.situations import Situations, read_situations, span_of
from interview.storage.loops import LoopRecord
from interview.storage.unit import Unit

LONGEST_DAYS = 31
_NOON = timedelta(hours=12)


class SeatClash(Value):
    """A rule that a seat breaks."""

    person_id: str
    name: str
    clash: Clash

    @property
    def sentence(self) -> str:
        """What is wrong, in a sentence."""
        return f"{self.name} {self.clash.value}."


class Booking(Value):
    """An interview on the board. ``candidate_at_odd_hours``: it lies in the candidate's night.

    What is over has no clashes any more: nobody can do anything about them.
    """

    interview: Interview
    candidate_name: str
    candidate_timezone: str
    role_id: str
    role_title: str
    stage_title: str
    length_minutes: int
    clashes: tuple[SeatClash, ...] = ()
    candidate_at_odd_hours: bool = False


class Load(Value):
    """What somebody carries in one ISO week (UTC): interviews that count, and hours with preparation and write-up, shadowing too.

    ``elsewhere``: how many of the interviews are of roles that the person who looks at the board may not open.
    """

    person_id: str
    name: str
    timezone: str
    week: datetime
    interviews: int
    hours: float
    cap: int
    elsewhere: int = 0


class Board(Value):
    """The board between two moments. ``unscheduled``: interviews of candidates in progress that have no time yet."""

    starts_at: datetime
    ends_at: datetime
    bookings: tuple[Booking, ...]
    unscheduled: tuple[Booking, ...]
    loads: tuple[Load, ...]
    roles: dict[str, str]
    people: dict[str, str]


class StandIn(Value):
    """Somebody who could take a seat: which of the stage's skills they declared, their load that week, the rules it breaks."""

    person_id: str
    name: str
    skills: tuple[str, ...]
    booked: int
    cap: int
    clashes: tuple[Clash, ...]

    @property
    def is_possible(self) -> bool:
        """Whether the seat can be given at all."""
        return not HARD & set(self.clashes)


def get_board(
    context: Context, actor: Actor, starts_at: datetime, days: int, *, role_id: str | None = None, person_id: str | None = None
) -> Board:
    """The board for some days from an aware moment on, narrowed to a role or a person.

    Hiring managers see the interviews of their own roles, and of others only that a person is taken.
    """
    if not 1 <= days <= LONGEST_DAYS or starts_at.tzinfo is None:
        raise Invalid(f"Choose between 1 and {LONGEST_DAYS} days.")
    ends_at = starts_at + timedelta(days=days)
    with context.store.read() as unit:
        candidates = planned_by(unit, actor)
        situations = read_situations(unit, starts_at, ends_at)
        timed = [one for one in situations.interviews if one.starts_at and starts_at <= one.starts_at < ends_at]
        shown = [one for one in timed if one.candidate_id in candidates]
        in_progress = [one.id for one in candidates.values() if one.state is CandidateState.ACTIVE]
        waiting = [
            interview
            for interviews in unit.interviews.of_candidates(in_progress).values()
            for interview in interviews
            if interview.state is InterviewState.PLANNED
        ]
        reading = _Reading.of(unit, candidates, situations, context.now())
        everything = [reading.booking(one) for one in sorted(shown, key=lambda one: (one.starts_at or starts_at, one.id))]
        unscheduled = [reading.booking(one) for one in waiting]
        board = Board(
            starts_at=starts_at,
            ends_at=ends_at,
            bookings=tuple(one for one in everything if _wanted(one, role_id, person_id)),
            unscheduled=tuple(one for one in unscheduled if _wanted(one, role_id, person_id)),
            loads=_loads(situations, starts_at, ends_at, frozenset(candidates), person_id),
            roles={one.role_id: one.role_title for one in sorted((*everything, *unscheduled), key=lambda one: one.role_title)},
            people={person.id: person.name for person in situations.people.values() if person.may_interview},
        )
    context.note_reading(actor, "board.read", "board", "all")
    return board


def list_stand_ins(context: Context, actor: Actor, interview_id: str) -> tuple[StandIn, ...]:
    """Who could take a seat in this interview, best first: allowed, with the stage's skills, and with the most room that week."""
    with context.store.read() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        stage = stage_of(loop_of(unit, candidate), interview)
        situations = read_situations(unit, interview.starts_at, interview.ends_at)
        recused = {one.person_id for one in unit.candidates.recusals(candidate.id)}
        found = [
            _stand_in(situations, person, interview, stage, recused=person.id in recused)
            for person in situations.people.values()
            if person.may_interview and not interview.has_seat(person.id)
        ]
    context.note_reading(actor, "board.stand_ins", "interview", interview_id)
    return tuple(sorted(found, key=_preference))


def _stand_in(situations: Situations, person: Person, interview: Interview, stage: Stage, *, recused: bool) -> StandIn:
    profile = situations.profiles.get(person.id, Profile(person_id=person.id))
    at = interview.starts_at
    week = [one for one in situations.interviews if at is not None and one.starts_at is not None and same_week(one.starts_at, at)]
    return StandIn(
        person_id=person.id,
        name=person.name,
        skills=tuple(skill for skill in stage.skills if skill in profile.skills),
        booked=sum(any(seat.person_id == person.id for seat in one.interviewers) for one in week),
        cap=profile.weekly_cap,
        clashes=situations.clashes(person.id, interview, stage.format, recused=recused),
    )


def _preference(one: StandIn) -> tuple[bool, int, int, int, str, str]:
    return not one.is_possible, len(one.clashes), -len(one.skills), one.booked, one.name, one.person_id


def planned_by(unit: Unit, actor: Actor) -> dict[str, Candidate]:
    """The candidates whose interviews the actor may plan, by id; refused for who plans none."""
    if not is_permitted(actor, Permission.PLAN_INTERVIEW):
        require(actor, Permission.PLAN_INTERVIEW, Relation(member=True))
    own, recused = unit.roles.roles_of(actor.person_id), unit.candidates.recused_from(actor.person_id)
    return {
        one.id: one
        for one in unit.candidates.all()
        if one.state is not CandidateState.ERASED
        and is_permitted(actor, Permission.PLAN_INTERVIEW, Relation(member=one.role_id in own, recused=one.id in recused))
    }


@dataclass(frozen=True)
class _Reading:
    """What turns interviews into bookings, read once for all of them."""

    now: datetime
    situations: Situations
    candidates: dict[str, Candidate]
    loops: dict[tuple[str, int], LoopRecord]
    titles: dict[str, str]
    recused: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, unit: Unit, candidates: dict[str, Candidate], situations: Situations, now: datetime) -> _Reading:
        return cls(
            now=now,
            situations=situations,
            candidates=candidates,
            loops={(one.loop.role_id, one.loop.version): one for one in unit.loops.versions()},
            titles={record.role.id: record.role.title for record in unit.roles.all_latest()},
            recused=unit.candidates.all_recused(),
        )

    def booking(self, interview: Interview) -> Booking:
        candidate = self.candidates[interview.candidate_id]
        stage = stage_of(self.loops[candidate.role_id, candidate.loop_version], interview)
        span = span_of(interview)
        is_over = span is not None and span[1] <= self.now
        return Booking(
            interview=interview,
            candidate_name=candidate.name,
            candidate_timezone=candidate.timezone,
            role_id=candidate.role_id,
            role_title=self.titles.get(candidate.role_id, candidate.role_id),
            stage_title=stage.title,
            length_minutes=stage.length_minutes,
            clashes=tuple(
                SeatClash(person_id=seat.person_id, name=seat.name, clash=clash)
                for seat in (() if is_over else interview.panel)
                for clash in self.situations.clashes(
                    seat.person_id,
                    interview,
                    stage.format,
                    recused=(candidate.id, seat.person_id) in self.recused,
                    is_shadow=seat.is_shadow,
                )
            ),
            candidate_at_odd_hours=span is not None and not is_over and at_odd_hours(span, candidate.timezone),
        )


def _wanted(booking: Booking, role_id: str | None, person_id: str | None) -> bool:
    return role_id in {None, booking.role_id} and (person_id is None or booking.interview.has_seat(person_id))


def _loads(
    situations: Situations, starts_at: datetime, ends_at: datetime, open_to: Container[str], person_id: str | None
) -> tuple[Load, ...]:
    found = []
    # The days are those of the viewer's clock, weeks are counted in UTC: the noon of a day says to which week it belongs.
    week, end = week_of(starts_at + _NOON)[0], week_of(ends_at - _NOON)[1]
    while week < end:
        taken = [one for one in situations.interviews if one.starts_at and same_week(one.starts_at, week)]
        found += [
            load
            for person in situations.people.values()
            if person.may_interview
            and person_id in {None, person.id}
            and (load := _load(situations, person, week, taken, open_to))
        ]
        week += timedelta(days=7)
    return tuple(found)


def _load(
    situations: Situations, person: Person, week: datetime, taken: Sequence[Interview], open_to: Container[str]
) -> Load | None:
    mine = [one for one in taken if one.has_seat(person.id)]
    if not mine:
        return None
    spans = [span for one in mine if (span := span_of(one)) is not None]
    return Load(
        person_id=person.id,
        name=person.name,
        timezone=person.timezone,
        week=week,
        interviews=sum(any(seat.person_id == person.id for seat in one.interviewers) for one in mine),
        hours=round(sum(load_hours((end - start).total_seconds() / 60) for start, end in spans), 2),
        cap=situations.profiles.get(person.id, Profile(person_id=person.id)).weekly_cap,
        elsewhere=sum(one.candidate_id not in open_to for one in mine),
    )
