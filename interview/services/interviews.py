"""Interviews: panels, times, kits, and what happens when one does not take place or somebody can't take part."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import datetime, timedelta

from interview.domain.base import Value
from interview.domain.interview import Interview, InterviewState, Seat
from interview.domain.permission import Permission
from interview.domain.person import Actor
from interview.domain.scorecard import ScorecardState
from interview.domain.seating import HARD
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.access import interview_for, loop_of, role_of, stage_of
from interview.services.context import Context
from interview.services.situations import read_situations
from interview.storage.candidates import Recusal
from interview.storage.unit import Unit


class MyInterview(Value):
    """One of the actor's own interviews. ``scorecard_id`` is ``None`` until it is opened; for ``due_at`` see below."""

    interview: Interview
    candidate_name: str
    role_title: str
    stage_title: str
    is_shadow: bool
    scorecard_id: str | None
    submitted: bool
    due_at: datetime | None
    is_overdue: bool


def assign_interviewers(
    context: Context, actor: Actor, interview_id: str, panel: Sequence[str], *, shadows: Sequence[str] = ()
) -> Interview:
    """Seat a panel (ids of people), in place of whoever was there."""
    with context.store.write() as unit:
        interview, _ = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        seat_panel(unit, interview, panel, shadows)
        unit.commit(context.event(actor, "interview.assign", "interview", interview_id, panel=" ".join(panel)))
        return _again(unit, interview_id)


def schedule_interview(
    context: Context, actor: Actor, interview_id: str, starts_at: datetime, *, panel: Sequence[str] | None = None
) -> Interview:
    """Set the time (aware), and with ``panel`` the people too. Moving an interview is scheduling it again."""
    if starts_at.tzinfo is None:
        raise Invalid("Give the start with its time zone.")
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        if interview.state is InterviewState.NOT_HELD:
            raise Invalid("This interview is marked as not held.")
        stage = stage_of(loop_of(unit, candidate), interview)
        ends_at = starts_at + timedelta(minutes=stage.length_minutes)
        require_free(unit, interview, starts_at, ends_at)
        if panel is not None:
            seat_panel(unit, interview, panel, [seat.person_id for seat in interview.panel if seat.is_shadow])
        unit.interviews.update(interview_id, state=InterviewState.SCHEDULED, starts_at=starts_at, ends_at=ends_at)
        unit.commit(context.event(actor, "interview.schedule", "interview", interview_id, starts_at=starts_at.isoformat()))
        return _again(unit, interview_id)


def replace_interviewer(
    context: Context, actor: Actor, interview_id: str, leaving: str, joining: str, *, despite: bool = False
) -> Interview:
    """Swap one seat. A draft that the leaving person started stays theirs; a submitted scorecard keeps its author seated.

    Every rule for seats is judged for the joining person. ``despite`` accepts those that whoever plans may set aside (away, over
    the cap, outside the hours given), and the audit event says which.
    """
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        if not interview.has_seat(leaving):
            raise NotFound("The person to replace is not on this panel.")
        situations = read_situations(unit, interview.starts_at, interview.ends_at)
        broken = situations.clashes(
            joining,
            interview,
            stage_of(loop_of(unit, candidate), interview).format,
            recused=candidate.id in unit.candidates.recused_from(joining),
            is_shadow=any(seat.person_id == leaving and seat.is_shadow for seat in interview.panel),
        )
        if broken and (not despite or HARD & set(broken)):
            name = situations.people[joining].name if joining in situations.people else "This person"
            raise Conflict(f"{name} {' and '.join(broken)}. Choose somebody else.")
        panel = [joining if seat.person_id == leaving else seat.person_id for seat in interview.panel if not seat.is_shadow]
        shadows = [joining if seat.person_id == leaving else seat.person_id for seat in interview.panel if seat.is_shadow]
        seat_panel(unit, interview, panel, shadows)
        unit.identity.revoke_links(context.now(), person_id=leaving, kind="invitation", interview_id=interview_id)
        details = {"leaving": leaving, "joining": joining, "despite": " ".join(clash.name.lower() for clash in broken)}
        unit.commit(context.event(actor, "interview.replace_interviewer", "interview", interview_id, **details))
        return _again(unit, interview_id)


def mark_not_held(context: Context, actor: Actor, interview_id: str, reason: str) -> Interview:
    """Say that the meeting did not take place: nobody owes a scorecard for it any more. Whoever sat waiting may say so, too."""
    if not reason.strip():
        raise Invalid("Say why it did not take place.")
    with context.store.write() as unit:
        interview, _ = interview_for(unit, actor, interview_id, Permission.MARK_NOT_HELD)
        cards = [unit.scorecards.of_interviewer(interview_id, seat.person_id) for seat in interview.panel]
        if any(card is not None and card.state is ScorecardState.SUBMITTED for card in cards):
            raise Conflict("A scorecard was submitted for this interview, so it did take place.")
        unit.interviews.update(interview_id, state=InterviewState.NOT_HELD, not_held_reason=reason.strip())
        unit.commit(context.event(actor, "interview.mark_not_held", "interview", interview_id))
        return _again(unit, interview_id)


def mark_held(context: Context, actor: Actor, interview_id: str) -> Interview:
    """Take back that the meeting did not take place; drafts are open again."""
    with context.store.write() as unit:
        interview, _ = interview_for(unit, actor, interview_id, Permission.MARK_NOT_HELD)
        if interview.state is not InterviewState.NOT_HELD:
            return interview
        state = InterviewState.SCHEDULED if interview.starts_at else InterviewState.PLANNED
        unit.interviews.update(interview_id, state=state, not_held_reason="")
        unit.commit(context.event(actor, "interview.mark_held", "interview", interview_id))
        return _again(unit, interview_id)


def declare_conflict(context: Context, actor: Actor, candidate_id: str, reason: str, *, person_id: str | None = None) -> None:
    """Recuse oneself, or (for planners) somebody else, from a candidate: seats are cleared and nothing opens any more.

    Only administrators can read the reason.
    """
    recused = person_id or actor.person_id
    if not reason.strip():
        raise Invalid("Give a reason; administrators alone can read it.")
    with context.store.write() as unit:
        candidate = unit.candidates.get(candidate_id)
        interviews = unit.interviews.of_candidate(candidate_id)
        seated = any(interview.has_seat(actor.person_id) for interview in interviews)
        if candidate is None or actor.interview_id is not None or not (recused == actor.person_id and seated):
            interview_id = interviews[0].id if interviews else ""
            _, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        if unit.identity.person(recused) is None:
            raise NotFound("There is no such person.")
        if recused in {recusal.person_id for recusal in unit.candidates.recusals(candidate_id)}:
            return
        unit.jobs.stop_about(candidate.role_id, person_id=recused)  # a packed file would still hold the candidate
        unit.candidates.recuse(candidate_id, Recusal(person_id=recused, reason=reason.strip(), declared_at=context.now()))
        for interview in interviews:
            if interview.has_seat(recused):
                unit.interviews.set_panel(interview.id, [seat for seat in interview.panel if seat.person_id != recused])
                unit.interviews.update(interview.id)
                unit.identity.revoke_links(context.now(), person_id=recused, kind="invitation", interview_id=interview.id)
        unit.commit(context.event(actor, "recusal.declare", "candidate", candidate_id, person=recused))


def my_interviews(context: Context, actor: Actor) -> tuple[MyInterview, ...]:
    """The interviews on whose panel the actor sits, the next ones first; with an invitation just that one."""
    with context.store.read() as unit:
        own = [
            interview for interview in unit.interviews.of_person(actor.person_id) if actor.interview_id in {None, interview.id}
        ]
        recused = unit.candidates.recused_from(actor.person_id)
        views = [_mine(context, unit, actor, interview) for interview in own if interview.candidate_id not in recused]
        views.sort(key=lambda view: (view.submitted, view.interview.starts_at is None, view.interview.starts_at or context.now()))
    context.note_reading(actor, "interview.list_own", "person", actor.person_id)
    return tuple(views)


def scorecard_due_at(ends_at: datetime, timezone: str) -> datetime:
    """09:00 of the next working day in the interviewer's zone: while memory is fresh, and never in the night."""
    zone = zoneinfo.ZoneInfo(timezone)
    day = ends_at.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 9, tzinfo=zone)


def _mine(context: Context, unit: Unit, actor: Actor, interview: Interview) -> MyInterview:
    candidate = unit.candidates.get(interview.candidate_id)
    if candidate is None:
        raise NotFound("The candidate of this interview is gone; restore the database from a backup.")
    role = role_of(unit, candidate)
    card = unit.scorecards.of_interviewer(interview.id, actor.person_id)
    submitted = card is not None and card.state is ScorecardState.SUBMITTED
    due_at = scorecard_due_at(interview.ends_at, actor.timezone) if interview.ends_at else None
    owes = not submitted and interview.state is InterviewState.SCHEDULED
    return MyInterview(
        interview=interview,
        candidate_name=candidate.name,
        role_title=role.role.title,
        stage_title=stage_of(loop_of(unit, candidate), interview).title,
        is_shadow=any(seat.person_id == actor.person_id and seat.is_shadow for seat in interview.panel),
        scorecard_id=card.id if card else None,
        submitted=submitted,
        due_at=due_at,
        is_overdue=owes and due_at is not None and context.now() > due_at,
    )


def seat_panel(unit: Unit, interview: Interview, panel: Sequence[str], shadows: Sequence[str]) -> None:
    """Part of several services: give these people the seats, if the rules that nobody can set aside allow it."""
    everybody = [*panel, *shadows]
    if not panel:
        raise Invalid("A panel needs at least one interviewer.")
    if len(set(everybody)) != len(everybody):
        raise Invalid("Somebody is on this panel twice.")
    if interview.state is InterviewState.NOT_HELD:
        raise Invalid("This interview is marked as not held.")
    known = {person.id: person for person in unit.identity.people(everybody)}
    if any(person_id not in known or not known[person_id].active for person_id in everybody):
        raise NotFound("Somebody on this panel has no active account.")
    recused = {recusal.person_id for recusal in unit.candidates.recusals(interview.candidate_id)}
    if recused & set(everybody):
        names = ", ".join(known[person_id].name for person_id in sorted(recused & set(everybody)))
        raise Forbidden(f"Recused from this candidate: {names}. Choose somebody else.")
    learning = _learning(unit, interview)
    if learning & set(panel):
        names = ", ".join(known[person_id].name for person_id in sorted(learning & set(panel)))
        raise Invalid(f"Still in training for this kind of interview: {names}. Seat them as shadow, or sign them off first.")
    for seat in interview.panel:
        card = unit.scorecards.of_interviewer(interview.id, seat.person_id)
        if seat.person_id not in everybody and card is not None and card.state is ScorecardState.SUBMITTED:
            raise Conflict(f"{seat.name} has submitted a scorecard for this interview and stays on its panel.")
    unit.interviews.set_panel(
        interview.id,
        [Seat(person_id=person_id, is_shadow=person_id in set(shadows)) for person_id in everybody],
    )
    unit.interviews.update(interview.id)


def require_free(unit: Unit, interview: Interview, starts_at: datetime, ends_at: datetime) -> None:
    """Part of several services: refuse a time at which the candidate is in another interview."""
    for other in unit.interviews.of_candidate(interview.candidate_id):
        if other.id == interview.id or other.state is not InterviewState.SCHEDULED:
            continue
        if other.starts_at and other.ends_at and starts_at < other.ends_at and other.starts_at < ends_at:
            raise Conflict(f"The candidate is in '{other.stage_id}' at that time; choose another one.")


def _learning(unit: Unit, interview: Interview) -> set[str]:
    """Who is on the training path for this interview's format and not signed off."""
    candidate = unit.candidates.get(interview.candidate_id)
    training = [one for one in unit.pool.trainings() if one.qualified_at is None]
    if candidate is None or not training:
        return set()
    wanted = stage_of(loop_of(unit, candidate), interview).format
    return {one.person_id for one in training if one.format == wanted}


def _again(unit: Unit, interview_id: str) -> Interview:
    interview = unit.interviews.get(interview_id)
    if interview is None:
        raise NotFound("There is no such interview.")
    return interview
