"""Candidates: added to a role's published loop, listed, opened."""

from __future__ import annotations

from interview.domain.audit import Fact
from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.interview import Interview
from interview.domain.permission import Permission, is_permitted, require
from interview.domain.person import Actor, PersonRole
from interview.domain.scorecard import ScorecardState
from interview.domain.visibility import Sight
from interview.errors import Invalid
from interview.services.access import candidate_for, candidate_in_full, due, loop_of, relation_to_role, role_of, sight_on
from interview.services.context import Context, new_id
from interview.services.identity import require_timezone
from interview.services.judging import Judging, judging_of, keep
from interview.storage.candidates import Recusal
from interview.storage.loops import LoopRecord
from interview.storage.unit import Unit


class CandidateRow(Value):
    """A candidate in a list. Nothing here tells how far scorecards are."""

    candidate: Candidate
    role_title: str


class SeatStatus(Value):
    """A seat with the badge that the actor may see: ``submitted`` is ``None`` while statuses are hidden from them."""

    interview_id: str
    person_id: str
    name: str
    is_shadow: bool
    submitted: bool | None


class CandidateView(Value):
    """A candidate with their loop. ``scorecards_due`` is ``None`` while counts are hidden from the actor."""

    candidate: Candidate
    role_title: str
    stage_titles: dict[str, str]
    interviews: tuple[Interview, ...]
    seats: tuple[SeatStatus, ...]
    scorecards_due: int | None
    sight: Sight
    recused: tuple[str, ...]
    may_plan: bool
    may_debrief: bool
    may_decide: bool


def add_candidate(
    context: Context,
    actor: Actor,
    *,
    name: str,
    role_id: str,
    email: str | None = None,
    timezone: str = "UTC",
    country: str = "",
    loop_version: int | None = None,
    is_demo: bool = False,
) -> Candidate:
    """Add a candidate to a role: their own copy of the published loop, with one interview to plan for each stage."""
    check_fields(name, email, timezone)
    with context.store.read() as unit:  # a first calibration takes a moment in which nobody else should have to wait
        require(actor, Permission.ADD_CANDIDATE, relation_to_role(unit, actor, role_id))
        judging = _judging(context, unit, actor, role_id, loop_version)
    with context.store.write() as unit:
        require(actor, Permission.ADD_CANDIDATE, relation_to_role(unit, actor, role_id))
        record = unit.loops.get(role_id, loop_version) if loop_version else unit.loops.latest_published(role_id)
        candidate = enter_candidate(
            context, unit, record, name=name, email=email, timezone=timezone, country=country, is_demo=is_demo
        )
        if judging is not None and judging.rules.loop_version == candidate.loop_version:
            keep(unit, judging)
        details: dict[str, Fact] = {
            "role": role_id,
            "role_version": candidate.role_version,
            "loop_version": candidate.loop_version,
        }
        unit.commit(context.event(actor, "candidate.add", "candidate", candidate.id, **details))
    return candidate


def _judging(context: Context, unit: Unit, actor: Actor, role_id: str, loop_version: int | None) -> Judging | None:
    """What the loop's candidates are judged by; ``None`` where there is no such loop."""
    record = unit.loops.get(role_id, loop_version) if loop_version else unit.loops.latest_published(role_id)
    role = unit.roles.get(role_id, record.loop.role_version) if record is not None else None
    return judging_of(context, unit, actor, role.role, record.loop.version) if record and role else None


def check_fields(name: str, email: str | None, timezone: str) -> None:
    """Refuse what can't be a candidate."""
    require_timezone(timezone)
    if not name.strip():
        raise Invalid("Give the candidate's name.")
    if email is not None and "@" not in email.strip("@ "):
        raise Invalid(f"'{email}' is no e-mail address.")


def enter_candidate(
    context: Context,
    unit: Unit,
    record: LoopRecord | None,
    *,
    name: str,
    email: str | None,
    timezone: str,
    country: str,
    is_demo: bool = False,
) -> Candidate:
    """Store a candidate with an interview to plan for each stage of the loop, inside the caller's transaction."""
    if record is None or record.state != "published":
        raise Invalid("This role has no published loop yet; publish one first, so that every candidate gets the same.")
    candidate = Candidate(
        id=new_id("candidate"),
        name=name,
        email=email,
        role_id=record.loop.role_id,
        role_version=record.loop.role_version,
        loop_version=record.loop.version,
        timezone=timezone,
        country=country,
        is_demo=is_demo,
        created_at=context.now(),
    )
    unit.candidates.add(candidate)
    for position, stage in enumerate(record.loop.stages):
        unit.interviews.add(Interview(id=new_id("interview"), candidate_id=candidate.id, stage_id=stage.id, position=position))
    return candidate


def list_candidates(context: Context, actor: Actor, *, role_id: str | None = None) -> tuple[CandidateRow, ...]:
    """The candidates that the actor may open, newest first."""
    with context.store.read() as unit:
        found = [
            candidate
            for candidate in reachable(unit, actor)
            if (role_id is None or candidate.role_id == role_id) and candidate.state is not CandidateState.ERASED
        ]
        titles = {record.role.id: record.role.title for record in unit.roles.all_latest()}
        rows = tuple(
            CandidateRow(candidate=candidate, role_title=titles.get(candidate.role_id, candidate.role_id)) for candidate in found
        )
    context.note_reading(actor, "candidate.list", "candidate", "all")
    return rows


def reachable(unit: Unit, actor: Actor) -> tuple[Candidate, ...]:
    """Part of several services: the candidates that the actor may open, newest first."""
    if actor.interview_id is not None:
        return ()
    if is_permitted(actor, Permission.READ_CANDIDATE):
        recused = unit.candidates.recused_from(actor.person_id)
        return tuple(candidate for candidate in unit.candidates.all() if candidate.id not in recused)
    roles = frozenset[str]()
    if actor.is_a(PersonRole.HIRING_MANAGER) or actor.is_a(PersonRole.BAR_RAISER):
        roles = unit.roles.roles_of(actor.person_id)
    return unit.candidates.reachable(actor.person_id, roles)


def get_candidate(context: Context, actor: Actor, candidate_id: str) -> CandidateView:
    """A candidate with their loop, panels and badges, the latter only as far as the actor is not blind."""
    with context.store.read() as unit:
        candidate, interviews, relation = candidate_in_full(unit, actor, candidate_id, Permission.READ_CANDIDATE)
        cards = unit.scorecards.of_candidate(candidate_id)
        loop, role = loop_of(unit, candidate), role_of(unit, candidate)
        seen = sight_on(actor, loop.blindness, interviews, cards)
        submitted = {(card.interview_id, card.person_id) for card in cards if card.state is ScorecardState.SUBMITTED}
        view = CandidateView(
            candidate=candidate,
            role_title=role.role.title,
            stage_titles={stage.id: stage.title for stage in loop.loop.stages},
            interviews=interviews,
            seats=tuple(
                SeatStatus(
                    interview_id=interview.id,
                    person_id=seat.person_id,
                    name=seat.name,
                    is_shadow=seat.is_shadow,
                    submitted=(interview.id, seat.person_id) in submitted
                    if seen.statuses or seat.person_id == actor.person_id
                    else None,
                )
                for interview in interviews
                for seat in interview.panel
            ),
            scorecards_due=len(due(interviews, cards)) if seen.statuses else None,
            sight=seen,
            recused=tuple(recusal.person_id for recusal in unit.candidates.recusals(candidate_id)),
            may_plan=is_permitted(actor, Permission.PLAN_INTERVIEW, relation),
            may_debrief=is_permitted(actor, Permission.READ_DEBRIEF, relation) and seen.contents,
            may_decide=is_permitted(actor, Permission.DECIDE, relation),
        )
    context.note_reading(actor, "candidate.read", "candidate", candidate_id)
    return view


def withdraw_candidate(context: Context, actor: Actor, candidate_id: str) -> Candidate:
    """Note that the candidate no longer takes part."""
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.CHANGE_CANDIDATE)
        if candidate.state is not CandidateState.ACTIVE:
            raise Invalid(f"This candidate is {candidate.state.value} already.")
        changes = {"state": CandidateState.WITHDRAWN, "closed_at": context.now()}
        unit.candidates.update(candidate_id, **changes)
        unit.commit(context.event(actor, "candidate.withdraw", "candidate", candidate_id))
    return candidate.model_copy(update=changes)


def read_recusals(context: Context, actor: Actor, candidate_id: str) -> tuple[Recusal, ...]:
    """Who is recused and why; administrators alone."""
    with context.store.read() as unit:
        candidate_for(unit, actor, candidate_id, Permission.READ_RECUSAL_REASON)
        recusals = unit.candidates.recusals(candidate_id)
    context.note_reading(actor, "recusal.read", "candidate", candidate_id)
    return recusals
