"""How an actor stands to a role, a candidate or an interview, and the checks that every service starts with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn, Protocol

from interview.domain.candidate import Candidate
from interview.domain.interview import Interview, InterviewState
from interview.domain.loop import Stage
from interview.domain.permission import NO_RELATION, Permission, Relation, is_permitted, require
from interview.domain.person import Actor
from interview.domain.scorecard import ScorecardState
from interview.domain.visibility import Blindness, Sight, sight
from interview.errors import NotFound
from interview.storage.loops import LoopRecord
from interview.storage.roles import RoleRecord
from interview.storage.unit import Unit

__all__ = [
    "NO_RELATION",
    "Permission",
    "candidate_for",
    "candidate_in_full",
    "due",
    "interview_for",
    "is_permitted",
    "loop_of",
    "rated_stage",
    "relation_to_candidate",
    "relation_to_role",
    "require",
    "role_of",
    "sight_on",
    "stage_of",
]


class Card(Protocol):
    """As much of a scorecard as tells whether it is owed; nothing of what somebody rated or wrote."""

    @property
    def interview_id(self) -> str:
        """The interview that it is about."""

    @property
    def person_id(self) -> str:
        """Whose it is."""

    @property
    def state(self) -> ScorecardState:
        """Whether it was submitted."""


def relation_to_role(unit: Unit, actor: Actor, role_id: str) -> Relation:
    """Whether the actor belongs to the role."""
    return Relation(member=actor.person_id in unit.roles.members(role_id))


def relation_to_candidate(
    unit: Unit, actor: Actor, candidate: Candidate, interviews: tuple[Interview, ...] | None = None
) -> Relation:
    """Membership of the candidate's role, seats on panels, recusal."""
    if interviews is None:
        interviews = unit.interviews.of_candidate(candidate.id)
    seated = frozenset(interview.id for interview in interviews if interview.has_seat(actor.person_id))
    return Relation(
        member=actor.person_id in unit.roles.members(candidate.role_id),
        panel=bool(seated),
        recused=candidate.id in unit.candidates.recused_from(actor.person_id),
        interview_ids=seated,
    )


def candidate_for(unit: Unit, actor: Actor, candidate_id: str, permission: Permission) -> Candidate:
    """The candidate, if the actor has ``permission``. What doesn't exist and what may not be seen are refused alike."""
    return candidate_in_full(unit, actor, candidate_id, permission)[0]


def candidate_in_full(
    unit: Unit, actor: Actor, candidate_id: str, permission: Permission
) -> tuple[Candidate, tuple[Interview, ...], Relation]:
    """Like :func:`candidate_for`, with what the check had to read anyway: the interviews, and how the actor stands to them."""
    candidate = unit.candidates.get(candidate_id)
    if candidate is None:
        _refuse_unknown(actor, permission, "candidate")
    interviews = unit.interviews.of_candidate(candidate_id)
    relation = relation_to_candidate(unit, actor, candidate, interviews)
    require(actor, permission, relation)
    return candidate, interviews, relation


def interview_for(unit: Unit, actor: Actor, interview_id: str, permission: Permission) -> tuple[Interview, Candidate]:
    """The interview and its candidate, if the actor has ``permission`` for this very interview."""
    interview = unit.interviews.get(interview_id)
    candidate = unit.candidates.get(interview.candidate_id) if interview else None
    if interview is None or candidate is None:
        _refuse_unknown(actor, permission, "interview")
    require(actor, permission, relation_to_candidate(unit, actor, candidate), interview_id)
    return interview, candidate


def _refuse_unknown(actor: Actor, permission: Permission, kind: str) -> NoReturn:
    require(actor, permission)
    raise NotFound(f"There is no such {kind}; it may have been erased. Go back to the list.")


def role_of(unit: Unit, candidate: Candidate) -> RoleRecord:
    """The version of the role that the candidate was added to."""
    record = unit.roles.get(candidate.role_id, candidate.role_version)
    if record is None:
        raise NotFound("The role of this candidate is gone; restore the database from a backup.")
    return record


def loop_of(unit: Unit, candidate: Candidate) -> LoopRecord:
    """The version of the loop that the candidate goes through."""
    record = unit.loops.get(candidate.role_id, candidate.loop_version)
    if record is None:
        raise NotFound("The loop of this candidate is gone; restore the database from a backup.")
    return record


def stage_of(record: LoopRecord, interview: Interview) -> Stage:
    """The stage that an interview is."""
    stage = record.loop.stage(interview.stage_id)
    if stage is None:
        raise NotFound(f"The loop has no stage '{interview.stage_id}'; restore the database from a backup.")
    return stage


def rated_stage(unit: Unit, record: LoopRecord, interview: Interview) -> Stage:
    """The stage with everything that its interview rates: its own skills, and those that were handed on to it."""
    stage = stage_of(record, interview)
    handed = [one.skill_id for one in unit.hand_ons.around(interview.id) if one.to_interview_id == interview.id]
    return stage.model_copy(update={"skills": tuple(dict.fromkeys([*stage.skills, *handed]))})


def due(interviews: Iterable[Interview], cards: Iterable[Card]) -> frozenset[tuple[str, str]]:
    """Scorecards that are still owed, as (interview, person): of held or coming interviews, shadows not counted."""
    submitted = {(card.interview_id, card.person_id) for card in cards if card.state is ScorecardState.SUBMITTED}
    owed = {
        (interview.id, seat.person_id)
        for interview in interviews
        if interview.state is not InterviewState.NOT_HELD
        for seat in interview.interviewers
    }
    return frozenset(owed - submitted)


def sight_on(actor: Actor, rule: Blindness, interviews: Sequence[Interview], cards: Sequence[Card]) -> Sight:
    """What the actor sees of others' scorecards on the candidate of these interviews and cards.

    A shadow is as blind as an interviewer: what they would write after reading others would teach nobody anything.
    """
    seated = [interview for interview in interviews if interview.has_seat(actor.person_id)]
    done = {card.interview_id for card in cards if card.person_id == actor.person_id and card.state is ScorecardState.SUBMITTED}
    own_due = [interview for interview in seated if interview.id not in done and interview.state is not InterviewState.NOT_HELD]
    rates = bool(seated) or any(card.person_id == actor.person_id for card in cards)
    return sight(rule, rates=rates, own_due=len(own_due), all_due=len(due(interviews, cards)))
