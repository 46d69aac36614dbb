"""What the planner is told when a candidate's interviews are to get panels and times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from interview.domain.availability import Span, free_spans
from interview.domain.candidate import Candidate
from interview.domain.interview import Interview, InterviewState
from interview.domain.loop import Stage
from interview.domain.person import Person, PersonRole
from interview.domain.pool import Profile
from interview.domain.scorecard import ScorecardState
from interview.errors import Invalid
from interview.planning.plan import Plan, PlanInterview, PlanLoop, PlanStage, StageQuestion
from interview.planning.problem import (
    Lock,
    Policy,
    Problem,
    ProblemCandidate,
    ProblemInterviewer,
    ProblemQuestion,
    ProblemSkill,
    ProblemStage,
    Window,
)
from interview.services.access import loop_of, stage_of
from interview.services.situations import Situations, read_situations, span_of
from interview.storage.unit import Unit

if TYPE_CHECKING:
    from interview.services.staffing import Ask

_ASKED = frozenset({PersonRole.INTERVIEWER, PersonRole.BAR_RAISER, PersonRole.HIRING_MANAGER})
"""Who is asked to interview; others who may, only if they entered the pool themselves."""
_SLOT_MINUTES = 15
_PAUSE = timedelta(minutes=15)
_UNBROKEN_MINUTES = 120
STANDING_FOR = "all of "
"""How the questions are called that stand for a whole stage; what the planner says of them is no news to people."""


class Ease(StrEnum):
    """A rule that whoever plans may set aside."""

    ONE_MORE_DAY = "one_more_day"
    WEEK_LATER = "week_later"
    LONGER_DAYS = "longer_days"
    LUNCH = "lunch"
    SKILLS = "skills"
    CAPS = "caps"


def eased(ask: Ask, ease: Ease) -> Ask:
    """The ask with one rule less, or with more time."""
    match ease:
        case Ease.ONE_MORE_DAY:
            return ask.model_copy(update={"max_days": min(5, ask.max_days + 1)})
        case Ease.WEEK_LATER:
            return ask.model_copy(update={"last_day": ask.last_day + timedelta(days=7)})
        case Ease.LONGER_DAYS:
            earlier, later = max(0, ask.from_time.hour - 1), min(23, ask.to_time.hour + 1)
            return ask.model_copy(
                update={"from_time": ask.from_time.replace(hour=earlier), "to_time": ask.to_time.replace(hour=later)}
            )
        case _:
            return ask.model_copy(update={"ease": (*ask.ease, ease)})


@dataclass(frozen=True)
class StaffingDesk:
    """The candidate, the interviews to plan with their stages, and everything that limits them, read at one moment.

    ``booked``: when the candidate is in an interview that stays; ``seated``: who sits in one of those, and so in no other.
    ``names`` of people, stages, skills and the candidate, by id.
    """

    candidate: Candidate
    interviews: tuple[Interview, ...]
    stages: dict[str, Stage]
    booked: tuple[Span, ...]
    seated: frozenset[str]
    recused: frozenset[str]
    situations: Situations
    earliest: datetime
    names: dict[str, str]

    def problem(self, ask: Ask) -> Problem:
        """What is asked is settled, only people and times are open: each stage stands for one skill that its panel must have.

        Somebody has it who is not in training for such a stage and declared one of its skills, or no skills at all.
        """
        lengths = [-(-stage.length_minutes * (100 + ask.extra_time_percent) // 100) for stage in self.stages.values()]
        spans = sorted(self._candidate_spans(ask))
        between = (spans[0][0], spans[-1][1]) if spans else (self.earliest, self.earliest + _PAUSE)
        return Problem(
            skills=tuple(ProblemSkill(id=stage_id, weight=1) for stage_id in self.stages),
            stages=tuple(
                ProblemStage(
                    id=stage.id,
                    title=stage.title,
                    format=stage.format,
                    length_minutes=stage.length_minutes,
                    kinds=(stage.id,),
                    panel_size=stage.panel_size,
                    position=stage.position.value,
                )
                for stage in self.stages.values()
            ),
            questions=tuple(
                ProblemQuestion(id=question.id, skill_id=question.skill_id, kind=stage_id, level=3, minutes=1)
                for stage_id, question in self._questions()
            ),
            interviewers=tuple(
                self._interviewer(person, ask, between)
                for person in self.situations.people.values()
                if self._may_come(person) and person.id not in ask.without and person.id != ask.leaving
            ),
            candidates=(
                ProblemCandidate(
                    id=self.candidate.id,
                    timezone=self.candidate.timezone,
                    available=_windows(spans),
                    extra_time_percent=ask.extra_time_percent,
                ),
            ),
            policy=Policy(
                must_have_observers=1,
                min_fill=0,
                max_days=ask.max_days,
                max_unbroken_minutes=max(_UNBROKEN_MINUTES, *lengths),
                lunch=None if Ease.LUNCH in ask.ease else (time(12), time(13)),
                slot_minutes=_SLOT_MINUTES,
            ),
            locks=(
                *(Lock(stage=stage_id, question=question.id) for stage_id, question in self._questions()),
                *(Lock(stage=stage, interviewer=person) for stage, person in ask.keep if stage in self.stages),
            ),
        )

    def plan_before(self) -> Plan:
        """What is booked now, for the planner to stay close to."""
        asked = dict(self._questions())
        booked = tuple(
            PlanInterview(
                stage=interview.stage_id,
                start=_minute(interview.starts_at),
                end=_minute(interview.ends_at),
                panel=tuple(seat.person_id for seat in interview.interviewers),
            )
            for interview in self.interviews
            if interview.starts_at and interview.ends_at
        )
        return Plan(
            status="feasible",
            stages=tuple(
                PlanStage(
                    id=stage.id,
                    title=stage.title,
                    format=stage.format,
                    length_minutes=stage.length_minutes,
                    skills=(stage.id,),
                    questions=(asked[stage.id],),
                )
                for stage in self.stages.values()
            ),
            loops=(PlanLoop(candidate=self.candidate.id, interviews=booked),) if booked else (),
        )

    def _questions(self) -> Iterator[tuple[str, StageQuestion]]:
        """For each stage its id and one question that stands for all of it."""
        for stage_id in self.stages:
            yield stage_id, StageQuestion(id=f"{STANDING_FOR}{stage_id}", skill_id=stage_id, minutes=1, level=3)

    def _may_come(self, person: Person) -> bool:
        return (
            person.active
            and (bool(set(person.roles) & _ASKED) or person.id in self.situations.profiles)
            and PersonRole.AUDITOR not in person.roles
            and person.id not in self.recused
            and person.id not in self.seated
        )

    def _interviewer(self, person: Person, ask: Ask, between: Span) -> ProblemInterviewer:
        profile = self.situations.profiles.get(person.id, Profile(person_id=person.id))
        own = {interview.id for interview in self.interviews}
        taken = [one for one in self.situations.interviews if one.id not in own and one.has_seat(person.id)]
        counted = [one for one in taken if any(seat.person_id == person.id for seat in one.interviewers)]
        free = _cut(
            free_spans(profile.hours, profile.away, person.timezone, between), [span for one in taken if (span := span_of(one))]
        )
        cap = 99 if Ease.CAPS in ask.ease else profile.weekly_cap
        weeks = Counter(one.starts_at.astimezone(UTC).isocalendar()[:2] for one in counted if one.starts_at)
        with_room = [span for span in free if weeks[span[0].astimezone(UTC).isocalendar()[:2]] < cap]
        learning = {stage.id for stage in self.stages.values() if (person.id, stage.format) in self.situations.learning}
        any_stage = not profile.skills or Ease.SKILLS in ask.ease
        return ProblemInterviewer(
            id=person.id,
            skills=tuple(
                stage.id
                for stage in self.stages.values()
                if stage.id not in learning and (any_stage or set(stage.skills) & set(profile.skills))
            ),
            trained=not any(self.stages[stage_id].panel_size > 1 for stage_id in learning),  # a panel is judged as a whole
            team=profile.team,
            timezone=person.timezone,
            booked_this_week=max((weeks[span[0].astimezone(UTC).isocalendar()[:2]] for span in with_room), default=0),
            weekly_cap=cap,
            available=_windows(with_room),
            tags=profile.tags,
            bar_raiser=PersonRole.BAR_RAISER in person.roles,
        )

    def _candidate_spans(self, ask: Ask) -> list[Span]:
        zone = ZoneInfo(self.candidate.timezone)
        spans: list[Span] = []
        day: date = ask.first_day
        while day <= ask.last_day:
            if day.weekday() < 5:
                start = max(datetime.combine(day, ask.from_time, zone), self.earliest)
                end = datetime.combine(day, ask.to_time, zone)
                spans += [(start, end)] if start < end else []
            day += timedelta(days=1)
        spans += [span for interview in self.interviews if (span := span_of(interview)) is not None]
        return _cut(spans, [(start - _PAUSE, end + _PAUSE) for start, end in self.booked])


def read_desk(unit: Unit, candidate: Candidate, ask: Ask, now: datetime) -> StaffingDesk:
    """Which interviews are to be planned, and what is known about everybody around that time."""
    record = loop_of(unit, candidate)
    everything = unit.interviews.of_candidate(candidate.id)
    submitted = {
        card.interview_id for card in unit.scorecards.of_candidate(candidate.id) if card.state is ScorecardState.SUBMITTED
    }
    open_ones = [
        one
        for one in everything
        if one.state is not InterviewState.NOT_HELD and one.id not in submitted and (one.starts_at is None or one.starts_at > now)
    ]
    if ask.leaving is not None:
        wanted = [one for one in open_ones if any(seat.person_id == ask.leaving for seat in one.interviewers)]
    elif ask.stages:
        wanted = [one for one in open_ones if one.stage_id in ask.stages]
    else:
        wanted = [one for one in open_ones if one.state is InterviewState.PLANNED]
    if not wanted:
        raise Invalid("There is no interview to plan: each has a time, took place, or was marked as not held.")
    staying = [one for one in everything if one not in wanted and one.state is not InterviewState.NOT_HELD]
    zone = ZoneInfo(candidate.timezone)
    start, end = datetime.combine(ask.first_day, time(0), zone), datetime.combine(ask.last_day + timedelta(days=9), time(0), zone)
    situations = read_situations(unit, start, end)
    stages = {one.stage_id: stage_of(record, one) for one in wanted}
    return StaffingDesk(
        candidate=candidate,
        interviews=tuple(wanted),
        stages=stages,
        booked=tuple(span for one in staying if (span := span_of(one)) is not None),
        seated=frozenset(seat.person_id for one in staying for seat in one.panel),
        recused=frozenset(one.person_id for one in unit.candidates.recusals(candidate.id)),
        situations=situations,
        earliest=_next_slot(now),
        names={
            candidate.id: candidate.name,
            **{person.id: person.name for person in situations.people.values()},
            **{stage.id: stage.title for stage in record.loop.stages},
        },
    )


def _next_slot(now: datetime) -> datetime:
    """The next start that planning is possible for: a quarter of an hour, an hour from now at the earliest."""
    soon = (now + timedelta(hours=1)).astimezone(UTC).replace(second=0, microsecond=0)
    return soon + timedelta(minutes=-soon.minute % _SLOT_MINUTES)


def _cut(spans: list[Span] | tuple[Span, ...], taken: list[Span]) -> list[Span]:
    free = list(spans)
    for begun, ended in taken:
        rest: list[Span] = []
        for start, end in free:
            if begun < end and start < ended:
                rest += [part for part in ((start, begun), (ended, end)) if part[0] < part[1]]
            else:
                rest.append((start, end))
        free = rest
    return free


def _windows(spans: list[Span]) -> tuple[Window, ...]:
    whole = [(_minute(start), _minute(end)) for start, end in spans]
    return tuple(Window(start=start, end=end) for start, end in whole if start < end)


def _minute(moment: datetime) -> datetime:
    """The planner counts whole minutes."""
    return moment.replace(second=0, microsecond=0)
