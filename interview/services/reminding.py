"""Reminders of scorecards: by mail where there is a mail server, else with a text to copy; each one is on the record.

Nothing of a reminder's text is kept here, and none of it was written by an interviewer.
"""

from __future__ import annotations

from datetime import timedelta

from interview.domain.base import Value
from interview.domain.interview import Interview, InterviewState
from interview.domain.letter import Letter, LetterKind
from interview.domain.permission import Permission
from interview.domain.person import Actor, Person
from interview.domain.reminder import ReminderStep
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.access import interview_for, loop_of, sight_on
from interview.services.chase import Owed, hear_of_delay, owed_on, with_cards
from interview.services.context import Context, new_id
from interview.services.identity import system_actor
from interview.services.letters import guest_address, kit_address, refuse_demo, refuse_without_mail
from interview.services.outbox import can_send, put_letter
from interview.storage.pool import Reminder
from interview.storage.unit import Unit

_HAND, _MAIL = "hand", "mail"


class SentReminder(Value):
    """A reminder as it goes out: to the interviewer, on the last rung with copies to the hiring managers."""

    reminder: Reminder
    to: Person
    copies: tuple[Person, ...]
    subject: str
    text: str


def remind(context: Context, actor: Actor, interview_id: str, person_id: str, *, by_mail: bool = False) -> SentReminder:
    """Remind somebody of the scorecard they owe. By default the actor sends the text; ``by_mail``, once a day, the program does.

    Refused for who has submitted, and for a meeting that is not over or did not take place.
    """
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        if by_mail:
            refuse_without_mail(context)
            refuse_demo(candidate)
        interviews, cards = unit.interviews.of_candidate(candidate.id), unit.scorecards.of_candidate(candidate.id)
        sight = sight_on(actor, loop_of(unit, candidate).blindness, interviews, cards)
        if not sight.statuses:  # the refusals below would tell who has submitted
            raise Forbidden(sight.reason)
        if interview.state is not InterviewState.SCHEDULED or interview.ends_at is None or interview.ends_at > context.now():
            raise Invalid("Nothing is owed for this interview: it is not over, or it did not take place.")
        owed = [one for one in owed_on(context, unit, candidate, interviews, cards) if one.interview_id == interview_id]
        mine = next((one for one in owed if one.person_id == person_id), None)
        if mine is None:
            raise Conflict("This person owes no scorecard for this interview any more.")
        sent = _remind(context, unit, actor, interview, mine, by_mail=by_mail)
        if sent is None:
            raise Conflict(f"{mine.name} was reminded of this scorecard today.")
        details = {"person": person_id, "step": sent.reminder.step.value, "by_mail": by_mail}
        unit.commit(context.event(actor, "interview.remind", "interview", interview_id, **details))
        return sent


def send_due_reminders(context: Context) -> int:
    """Mail every reminder whose rung of the ladder is due; returns how many. Demo companies are left in peace."""
    if not can_send(context) or not context.settings.public_url:
        return 0
    with context.store.read() as unit:
        due = [
            (interview, one)
            for candidate, interviews, cards in with_cards(unit, [one for one in unit.candidates.all() if not one.is_demo])
            for one in owed_on(context, unit, candidate, interviews, cards)
            for interview in interviews
            if one.step is not None and interview.id == one.interview_id
        ]
    sent = 0
    for interview, owed in due:
        with context.store.write() as unit:
            if any(_is_about(reminder, owed) and reminder.step is owed.step for reminder in unit.pool.reminders()):
                continue  # another process was first
            made = _remind(context, unit, system_actor(), interview, owed, by_mail=True)
            if made is not None:
                details = {"person": owed.person_id, "step": made.reminder.step.value, "by_mail": True}
                unit.commit(context.event(system_actor(), "interview.remind", "interview", interview.id, **details))
                sent += 1
    return sent


def _remind(
    context: Context, unit: Unit, actor: Actor, interview: Interview, owed: Owed, *, by_mail: bool
) -> SentReminder | None:
    """Note the reminder and put its letters on their way; ``None`` if one about the same has left today."""
    people = {person.id: person for person in unit.identity.people()}
    step = owed.step or ReminderStep.BY_HAND
    copies = _copies(unit, owed, people) if step is ReminderStep.ESCALATION else ()
    to = people[owed.person_id]
    way = _MAIL if by_mail else _HAND
    reminder = Reminder(
        id=new_id("reminder"),
        interview_id=interview.id,
        person_id=to.id,
        step=step,
        queued_at=context.now(),
        sent_at=context.now(),
        sent_by=way,
    )
    where = _where(context, unit, actor, interview, to, by_mail=by_mail)
    sent = SentReminder(
        reminder=reminder,
        to=to,
        copies=copies,
        subject=f"Your scorecard: {owed.stage_title}, {owed.candidate_name}",
        text=_text(owed, step, to, where, copies),
    )
    if by_mail and not _post(context, unit, actor, interview, sent):
        return None
    unit.pool.add_reminder(reminder)
    return sent


def _copies(unit: Unit, owed: Owed, people: dict[str, Person]) -> tuple[Person, ...]:
    candidate = unit.candidates.get(owed.candidate_id)
    if candidate is None:
        return ()
    interviews, cards = unit.interviews.of_candidate(candidate.id), unit.scorecards.of_candidate(candidate.id)
    return tuple(one for one in hear_of_delay(unit, candidate, interviews, cards, people) if one.id != owed.person_id)


def _post(context: Context, unit: Unit, actor: Actor, interview: Interview, sent: SentReminder) -> bool:
    """The letter to the interviewer, and one that says so to each hiring manager; false if today's has left already."""
    day = f"{context.now():%Y-%m-%d}"
    for person in (sent.to, *sent.copies):
        is_copy = person.id != sent.to.id
        note = f"a copy for you: {sent.to.name} was reminded of this scorecard, which is two days old."
        letter = Letter(
            key=f"reminder {interview.id} {sent.to.id} {person.id} {day}",
            kind=LetterKind.REMINDER,
            to_name=person.name,
            to_email=person.email,
            subject=f"Copy: {sent.subject}" if is_copy else sent.subject,
            text=f"Hello {person.name},\n\n{note}\n\n{sent.subject}" if is_copy else sent.text,
            person_id=person.id,
            candidate_id=interview.candidate_id,
            interview_id=interview.id,
            expires_at=context.now() + timedelta(days=1),
        )
        if not put_letter(context, unit, letter, actor=actor) and not is_copy:
            return False
    return True


def _where(context: Context, unit: Unit, actor: Actor, interview: Interview, to: Person, *, by_mail: bool) -> str:
    if by_mail:
        return f"Write it here: {guest_address(context, unit, actor, interview, to) or kit_address(context, interview.id)}"
    if to.has_password:
        return f"Write it here: {(context.settings.public_url or '').rstrip('/')}/kit?interview={interview.id}"
    return "Write it with the link of your invitation; if it has expired, ask for a new one."


def _text(owed: Owed, step: ReminderStep, to: Person, where: str, copies: tuple[Person, ...]) -> str:
    """Kind and short: what is missing, where it is written, and that nothing typed so far is lost."""
    what = f"'{owed.stage_title}' with {owed.candidate_name} ({owed.role_title})"
    opening = {
        ReminderStep.FIRST: f"you have just held the interview {what}. The scorecard takes half an hour while it is fresh.",
        ReminderStep.SECOND: f"the scorecard of your interview {what} is not submitted yet, and the debrief waits for it.",
        ReminderStep.ESCALATION: f"the scorecard of your interview {what} is two days old by now, and the decision waits for it.",
        ReminderStep.BY_HAND: f"the scorecard of your interview {what} is not submitted yet.",
    }[step]
    kept = "What you wrote so far is saved. If the interview did not take place, tell your recruiter, and nothing is owed."
    lines = [f"Hello {to.name},", "", opening, "", where, "", kept]
    return "\n".join([*lines, f"A copy goes to {', '.join(one.name for one in copies)}."] if copies else lines)


def _is_about(reminder: Reminder, owed: Owed) -> bool:
    return (reminder.interview_id, reminder.person_id) == (owed.interview_id, owed.person_id)
