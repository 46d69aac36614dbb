"""The chase list: scorecards that are owed for interviews that are over.

The list says who owes and since when, never what anybody rated or wrote. Where the actor is blind for a candidate it says nothing
at all about that candidate's scorecards but the actor's own: who has submitted is hidden, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview, InterviewState
from interview.domain.person import Actor, Person, PersonRole
from interview.domain.reminder import ReminderStep, step_due
from interview.domain.scorecard import Scorecard
from interview.services.access import due, loop_of, role_of, sight_on, stage_of
from interview.services.board import planned_by
from interview.services.context import Context
from interview.services.identity import actor_of
from interview.services.interviews import scorecard_due_at
from interview.storage.pool import Reminder
from interview.storage.unit import Unit


class Owed(Value):
    """One scorecard that is owed. ``step`` is the rung of the ladder that is due now; ``last_at``: the last reminder.

    ``escalate_to``: who hears of it on the last rung, see :func:`hear_of_delay`.
    """

    interview_id: str
    candidate_id: str
    candidate_name: str
    role_id: str
    role_title: str
    stage_title: str
    person_id: str
    name: str
    email: str
    ended_at: datetime
    due_at: datetime
    is_overdue: bool
    reminders: int = 0
    last_at: datetime | None = None
    last_step: ReminderStep | None = None
    step: ReminderStep | None = None
    escalate_to: tuple[str, ...] = ()


class ChaseList(Value):
    """What is owed, the longest overdue first. ``hidden``: candidates about whom the actor may not know who has submitted."""

    owed: tuple[Owed, ...]
    hidden: tuple[str, ...] = ()


def list_owed(context: Context, actor: Actor) -> ChaseList:
    """The scorecards that are owed by now for candidates whose interviews the actor plans."""
    with context.store.read() as unit:
        found: list[Owed] = []
        hidden: list[str] = []
        for candidate, interviews, cards in _over(context, unit, actor):
            sight = sight_on(actor, loop_of(unit, candidate).blindness, interviews, cards)
            hidden += [] if sight.statuses else [candidate.name]
            owed = owed_on(context, unit, candidate, interviews, cards)
            found += [one for one in owed if sight.statuses or one.person_id == actor.person_id]
    context.note_reading(actor, "chase.list", "chase", "all")
    return ChaseList(
        owed=tuple(sorted(found, key=lambda one: (one.due_at, one.ended_at, one.name, one.person_id))), hidden=tuple(hidden)
    )


def _over(context: Context, unit: Unit, actor: Actor) -> Iterator[tuple[Candidate, tuple[Interview, ...], tuple[Scorecard, ...]]]:
    """The actor's candidates who had an interview that is over."""
    for candidate, interviews, cards in with_cards(unit, list(planned_by(unit, actor).values())):
        if any(one.ends_at is not None and one.ends_at <= context.now() for one in interviews):
            yield candidate, interviews, cards


def with_cards(
    unit: Unit, candidates: list[Candidate] | tuple[Candidate, ...]
) -> Iterator[tuple[Candidate, tuple[Interview, ...], tuple[Scorecard, ...]]]:
    """Candidates in progress with their interviews and scorecards."""
    chased = [one for one in candidates if one.state is CandidateState.ACTIVE]
    interviews = unit.interviews.of_candidates([one.id for one in chased])
    for candidate in chased:
        yield candidate, interviews[candidate.id], unit.scorecards.of_candidate(candidate.id)


def owed_on(
    context: Context, unit: Unit, candidate: Candidate, interviews: tuple[Interview, ...], cards: tuple[Scorecard, ...]
) -> Iterator[Owed]:
    """What is owed on a candidate, to nobody in particular: callers must apply blindness."""
    missing = due(interviews, cards)
    now = context.now()
    over = [
        (one, one.ends_at)
        for one in interviews
        if one.state is InterviewState.SCHEDULED and one.ends_at is not None and one.ends_at <= now
    ]
    if not any((one.id, seat.person_id) in missing for one, _ in over for seat in one.panel):
        return
    people = {person.id: person for person in unit.identity.people()}
    sent: dict[tuple[str, str], list[Reminder]] = defaultdict(list)
    for reminder in unit.pool.reminders():
        sent[reminder.interview_id, reminder.person_id].append(reminder)
    loop, title = loop_of(unit, candidate), role_of(unit, candidate).role.title
    managers = hear_of_delay(unit, candidate, interviews, cards, people)
    for interview, ended_at in over:
        for seat in interview.interviewers:
            if (interview.id, seat.person_id) not in missing:
                continue
            person, before = people[seat.person_id], sent[interview.id, seat.person_id]
            due_at = scorecard_due_at(ended_at, person.timezone)
            yield Owed(
                interview_id=interview.id,
                candidate_id=candidate.id,
                candidate_name=candidate.name,
                role_id=candidate.role_id,
                role_title=title,
                stage_title=stage_of(loop, interview).title,
                person_id=person.id,
                name=person.name,
                email=person.email,
                ended_at=ended_at,
                due_at=due_at,
                is_overdue=now > due_at,
                reminders=len(before),
                last_at=before[-1].queued_at if before else None,
                last_step=before[-1].step if before else None,
                step=step_due(ended_at, now, [reminder.step for reminder in before], person.timezone),
                escalate_to=tuple(manager.name for manager in managers),
            )


def hear_of_delay(
    unit: Unit, candidate: Candidate, interviews: Sequence[Interview], cards: Sequence[Scorecard], people: dict[str, Person]
) -> tuple[Person, ...]:
    """Who hears of a scorecard that is two days late: the role's hiring managers, but nobody who is recused or blind."""
    blindness = loop_of(unit, candidate).blindness
    recused = {recusal.person_id for recusal in unit.candidates.recusals(candidate.id)}
    members = [people[one] for one in unit.roles.members(candidate.role_id) if one in people and one not in recused]
    found = [
        one
        for one in members
        if one.active
        and PersonRole.HIRING_MANAGER in one.roles
        and sight_on(actor_of(one), blindness, interviews, cards).statuses
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))
