"""The chase list: scorecards that are owed for interviews that are over, and the reminders about them.

The list says who owes and since when, never what anybody rated or wrote. Where the actor is blind for a candidate it says nothing
at all about that candidate's scorecards but the actor's own: who has submitted is hidden, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview, InterviewState
from interview.domain.permission import Permission
from interview.domain.person import Actor, Person, PersonRole
from interview.domain.reminder import ReminderStep, step_due
from interview.domain.scorecard import Scorecard
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.access import due, interview_for, loop_of, role_of, sight_on, stage_of
from interview.services.board import planned_by
from interview.services.context import SYSTEM, Context, new_id
from interview.services.interviews import scorecard_due_at
from interview.storage.pool import Reminder
from interview.storage.unit import Unit

_CHASED = frozenset({CandidateState.ACTIVE})


class Owed(Value):
    """One scorecard that is owed. ``step`` is the rung of the ladder that is due now; ``last_at``: the last reminder.

    ``escalate_to``: who hears of it on the last rung, the hiring managers of the role.
    """

    interview_id: str
    candidate_id: str
    candidate_name: str
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


class OutgoingReminder(Value):
    """A reminder as it goes out: to the interviewer, on the last rung with copies to the hiring managers."""

    reminder: Reminder
    candidate_id: str
    to: Person
    copies: tuple[Person, ...]
    subject: str
    text: str


def list_owed(context: Context, actor: Actor) -> ChaseList:
    """The scorecards that are owed by now for candidates whose interviews the actor plans."""
    with context.store.read() as unit:
        found: list[Owed] = []
        hidden: list[str] = []
        for candidate, interviews, cards in _over(context, unit, actor):
            sight = sight_on(actor, loop_of(unit, candidate).blindness, interviews, cards)
            hidden += [] if sight.statuses else [candidate.name]
            owed = _owed(context, unit, candidate, interviews, cards)
            found += [one for one in owed if sight.statuses or one.person_id == actor.person_id]
    context.note_reading(actor, "chase.list", "chase", "all")
    return ChaseList(
        owed=tuple(sorted(found, key=lambda one: (one.due_at, one.ended_at, one.name, one.person_id))), hidden=tuple(hidden)
    )


def remind(context: Context, actor: Actor, interview_id: str, person_id: str, *, by_hand: bool = False) -> OutgoingReminder:
    """Put a reminder on its way, or note that the actor sends it ``by_hand``; the answer has the text to send.

    Refused for who has submitted, for a meeting that is not over or did not take place, and while the last one still waits.
    """
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        interviews, cards = unit.interviews.of_candidate(candidate.id), unit.scorecards.of_candidate(candidate.id)
        sight = sight_on(actor, loop_of(unit, candidate).blindness, interviews, cards)
        if not sight.statuses:  # the refusals below would tell who has submitted
            raise Forbidden(sight.reason)
        if interview.state is not InterviewState.SCHEDULED or interview.ends_at is None or interview.ends_at > context.now():
            raise Invalid("Nothing is owed for this interview: it is not over, or it did not take place.")
        owed = [one for one in _owed(context, unit, candidate, interviews, cards) if one.interview_id == interview_id]
        mine = next((one for one in owed if one.person_id == person_id), None)
        if mine is None:
            raise Conflict("This person owes no scorecard for this interview any more.")
        if not by_hand and any(_is_about(waiting, mine) for waiting in unit.pool.reminders(waiting=True)):
            raise Conflict("A reminder about this scorecard is on its way already.")
        reminder = _queue(context, unit, mine, by_hand=by_hand)
        details = {"person": person_id, "step": reminder.step.value, "by_hand": by_hand}
        unit.commit(context.event(actor, "reminder.queue", "interview", interview_id, **details))
        return _outgoing(context, unit, mine, reminder)


def queue_due_reminders(context: Context) -> int:
    """Put every reminder on its way whose rung of the ladder is due; returns how many. Demo companies are left in peace."""
    queued = 0
    with context.store.read() as unit:
        wanted = [
            one
            for candidate, interviews, cards in _with_cards(unit, [one for one in unit.candidates.all() if not one.is_demo])
            for one in _owed(context, unit, candidate, interviews, cards)
            if one.step is not None
        ]
    for owed in wanted:
        with context.store.write() as unit:
            if any(_is_about(reminder, owed) and reminder.step is owed.step for reminder in unit.pool.reminders()):
                continue  # another process was first
            reminder = _queue(context, unit, owed, by_hand=False)
            details = {"person": owed.person_id, "step": reminder.step.value, "by_hand": False}
            unit.commit(context.event(SYSTEM, "reminder.queue", "interview", owed.interview_id, **details))
            queued += 1
    return queued


def waiting_reminders(context: Context) -> tuple[OutgoingReminder, ...]:
    """What waits to be sent, the oldest first; what is no longer owed is taken off the list."""
    with context.store.write() as unit:
        waiting = unit.pool.reminders(waiting=True)
        owed = {
            (one.interview_id, one.person_id): one
            for candidate, interviews, cards in _with_cards(unit, unit.candidates.all())
            for one in _owed(context, unit, candidate, interviews, cards)
        }
        found = []
        for reminder in waiting:
            about = owed.get((reminder.interview_id, reminder.person_id))
            if about is None:
                unit.pool.note_sent(reminder.id, context.now(), "not needed")
            else:
                found.append(_outgoing(context, unit, about, reminder))
        unit.commit_bookkeeping()
    return tuple(found)


def note_reminder_sent(context: Context, reminder_id: str) -> bool:
    """Note that a waiting reminder has left by mail; says whether it was still waiting."""
    with context.store.write() as unit:
        sent = unit.pool.note_sent(reminder_id, context.now(), "mail")
        unit.commit_bookkeeping()
    return sent


def _over(context: Context, unit: Unit, actor: Actor) -> Iterator[tuple[Candidate, tuple[Interview, ...], tuple[Scorecard, ...]]]:
    """The actor's candidates who had an interview that is over."""
    for candidate, interviews, cards in _with_cards(unit, list(planned_by(unit, actor).values())):
        if any(one.ends_at is not None and one.ends_at <= context.now() for one in interviews):
            yield candidate, interviews, cards


def _with_cards(
    unit: Unit, candidates: list[Candidate] | tuple[Candidate, ...]
) -> Iterator[tuple[Candidate, tuple[Interview, ...], tuple[Scorecard, ...]]]:
    chased = [one for one in candidates if one.state in _CHASED]
    interviews = unit.interviews.of_candidates([one.id for one in chased])
    for candidate in chased:
        yield candidate, interviews[candidate.id], unit.scorecards.of_candidate(candidate.id)


def _owed(
    context: Context, unit: Unit, candidate: Candidate, interviews: tuple[Interview, ...], cards: tuple[Scorecard, ...]
) -> Iterator[Owed]:
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
    managers = _managers(unit, candidate, people)
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


def _managers(unit: Unit, candidate: Candidate, people: dict[str, Person]) -> tuple[Person, ...]:
    members = unit.roles.members(candidate.role_id)
    found = [people[one] for one in members if one in people and PersonRole.HIRING_MANAGER in people[one].roles]
    return tuple(sorted((one for one in found if one.active), key=lambda one: (one.name, one.id)))


def _queue(context: Context, unit: Unit, owed: Owed, *, by_hand: bool) -> Reminder:
    reminder = Reminder(
        id=new_id("reminder"),
        interview_id=owed.interview_id,
        person_id=owed.person_id,
        step=owed.step or ReminderStep.BY_HAND,
        queued_at=context.now(),
        sent_at=context.now() if by_hand else None,
        sent_by="hand" if by_hand else "",
    )
    unit.pool.add_reminder(reminder)
    return reminder


def _is_about(reminder: Reminder, owed: Owed) -> bool:
    return (reminder.interview_id, reminder.person_id) == (owed.interview_id, owed.person_id)


def _outgoing(context: Context, unit: Unit, owed: Owed, reminder: Reminder) -> OutgoingReminder:
    people = {person.id: person for person in unit.identity.people()}
    candidate = unit.candidates.get(owed.candidate_id)
    escalates = reminder.step is ReminderStep.ESCALATION and candidate is not None
    copies = (
        tuple(one for one in _managers(unit, candidate, people) if one.id != owed.person_id) if candidate and escalates else ()
    )
    return OutgoingReminder(
        reminder=reminder,
        candidate_id=owed.candidate_id,
        to=people[owed.person_id],
        copies=copies,
        subject=f"Your scorecard: {owed.stage_title} with {owed.candidate_name}",
        text=_text(context, owed, reminder.step, people[owed.person_id], copies),
    )


def _text(context: Context, owed: Owed, step: ReminderStep, to: Person, copies: tuple[Person, ...]) -> str:
    """Kind and short: what is missing, where it is written, and that nothing typed so far is lost."""
    address = f"{(context.settings.public_url or '').rstrip('/')}/kit?interview={owed.interview_id}"
    ended = f"{owed.stage_title} with {owed.candidate_name} ({owed.role_title})"
    opening = {
        ReminderStep.FIRST: f"you have just met for {ended}. While it is fresh: your scorecard takes about half an hour.",
        ReminderStep.SECOND: f"your scorecard for {ended} is still open. The debrief waits for it.",
        ReminderStep.ESCALATION: f"your scorecard for {ended} is two days old by now, and the decision waits for it.",
        ReminderStep.BY_HAND: f"your scorecard for {ended} is still open.",
    }[step]
    lines = [
        f"Hello {to.name},",
        "",
        opening,
        "",
        f"Write it here: {address}"
        if to.has_password
        else "Write it with the link of your invitation; if it has expired, ask for a new one.",
        "",
        "What you typed so far is saved. If the interview did not take place, tell your recruiter, and nothing is owed.",
    ]
    if copies:
        lines.append(f"A copy goes to {', '.join(one.name for one in copies)}.")
    return "\n".join(lines)
