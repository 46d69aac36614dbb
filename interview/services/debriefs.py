"""Debriefs: ratings side by side, votes after reading, and the decision with what the software recommended at that moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.debrief import DebriefVote, Decision, Dissent, GridRow, Outcome, grid
from interview.domain.interview import Interview
from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.scorecard import Scorecard, ScorecardState, Vote
from interview.domain.visibility import Sight
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.access import candidate_for, loop_of, relation_to_candidate, role_of
from interview.services.context import Context, new_id
from interview.services.recommendations import named, recommendation_for
from interview.services.scorecards import ScorecardView, note_reveal, reveal, visible_scorecards
from interview.storage.unit import Unit


class DebriefView(Value):
    """Everything the debrief shows. ``rows`` is skill by interviewer; ``not_covered`` comes first on screen.

    ``due`` is how many scorecards are still owed. ``recommendation`` has the fields of ``interview score`` for one candidate with
    names in its sentences, and is empty before the first rating; ``raw_recommendation`` has ids, as decisions do.
    """

    candidate: Candidate
    role: Role
    stage_titles: dict[str, str]
    interviews: tuple[Interview, ...]
    names: dict[str, str]
    skill_names: dict[str, str]
    rows: tuple[GridRow, ...]
    not_covered: tuple[str, ...]
    scorecards: tuple[ScorecardView, ...]
    votes: tuple[DebriefVote, ...]
    recommendation: dict[str, Any]
    raw_recommendation: dict[str, Any]
    input_hash: str
    decisions: tuple[Decision, ...]
    sight: Sight
    due: int | None
    may_decide: bool
    may_vote: bool

    @property
    def decision(self) -> Decision | None:
        """The decision that stands."""
        return self.decisions[-1] if self.decisions else None


class LoopSummary(DebriefView):
    """What a loop summary document shows: the debrief, with the loop's stages and the moment it was made."""

    exported_at: str
    exported_by: str


def get_debrief(context: Context, actor: Actor, candidate_id: str) -> DebriefView:
    """The debrief of a candidate. Refused while the actor is blind."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.READ_DEBRIEF)
        view = _debrief(context, unit, actor, candidate)
    note_reveal(context, actor, candidate_id, view.scorecards)
    context.note_reading(actor, "debrief.read", "candidate", candidate_id)
    return view


def get_loop_summary(context: Context, actor: Actor, candidate_id: str) -> LoopSummary:
    """The data of every export of a candidate's loop."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.EXPORT)
        view = _debrief(context, unit, actor, candidate)
    with context.store.write() as unit:
        reveal(context, unit, actor, candidate_id, view.scorecards)
        unit.commit(context.event(actor, "debrief.export", "candidate", candidate_id, input_hash=view.input_hash))
    fields = {name: getattr(view, name) for name in DebriefView.model_fields}
    return LoopSummary(**fields, exported_at=context.now().isoformat(timespec="seconds"), exported_by=actor.name)


def record_vote(context: Context, actor: Actor, candidate_id: str, vote: Vote, reason: str = "") -> DebriefVote:
    """Vote after reading. The vote on the scorecard stays beside it."""
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.VOTE)
        if candidate.state is not CandidateState.ACTIVE:
            raise Conflict("The decision on this candidate is made, so voting is over.")
        scorecards = visible_scorecards(unit, actor, candidate)
        if not scorecards.sight.contents:
            raise Forbidden(scorecards.sight.reason)
        cast = DebriefVote(person_id=actor.person_id, vote=vote, reason=reason.strip(), voted_at=context.now())
        unit.debriefs.put_vote(candidate_id, cast)
        unit.commit(context.event(actor, "debrief.vote", "candidate", candidate_id))
    return cast


def record_decision(
    context: Context,
    actor: Actor,
    candidate_id: str,
    outcome: Outcome,
    *,
    reason: str = "",
    dissent: Sequence[Dissent] = (),
) -> Decision:
    """Decide. The recommendation of this moment is kept with it; a reason is required where the decision differs from it.

    A decision never changes: deciding again adds one that supersedes it, and then needs a reason too.
    """
    with context.store.read() as unit:  # the computation takes a moment in which nobody else should have to wait
        candidate = candidate_for(unit, actor, candidate_id, Permission.DECIDE)
        view = _debrief(context, unit, actor, candidate)
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.DECIDE)
        if candidate.state in {CandidateState.WITHDRAWN, CandidateState.ERASED}:
            raise Conflict(f"This candidate is {candidate.state.value}; there is nothing to decide.")
        current = _ratings_hash(view.role, grid(view.role, _submitted(unit, candidate_id)))
        if (current, unit.debriefs.decisions(candidate_id)) != (view.input_hash, view.decisions):
            raise Conflict("Scorecards or the decision changed a moment ago; look at the debrief again, then decide.")
        reveal(context, unit, actor, candidate_id, view.scorecards)
        before = view.decision
        if before is not None and not reason.strip():
            raise Invalid("There is a decision already; say why this one supersedes it.")
        if not reason.strip() and differs(outcome, view.raw_recommendation):
            raise Invalid("This differs from the recommendation; give the reason, it is kept with the decision.")
        for objection in dissent:
            if objection.person_id not in view.names or not objection.reason.strip():
                raise Invalid("A dissent needs the person and the reason.")
        now = context.now()
        decision = Decision(
            id=new_id("decision"),
            candidate_id=candidate_id,
            outcome=outcome,
            reason=reason.strip(),
            dissent=tuple(dissent),
            decided_by=actor.person_id,
            decided_at=now,
            recommendation=view.raw_recommendation,
            input_hash=view.input_hash,
            model_version=str(view.raw_recommendation.get("model", {}).get("version", "")),
            supersedes=before.id if before else None,
        )
        unit.debriefs.add_decision(decision)
        state = {Outcome.HIRE: CandidateState.HIRED, Outcome.NO_HIRE: CandidateState.REJECTED}.get(outcome, CandidateState.ACTIVE)
        closed_at = None if state is CandidateState.ACTIVE else now
        unit.candidates.update(candidate_id, state=state, closed_at=closed_at)
        details = {"decision": decision.id, "outcome": outcome.value, "input_hash": view.input_hash}
        unit.commit(context.event(actor, "decision.record", "candidate", candidate_id, **details))
    return decision


def differs(outcome: Outcome, recommendation: dict[str, Any]) -> bool:
    """Whether people decide otherwise than the software recommends; without a recommendation there is nothing to differ from."""
    recommended = str(recommendation.get("outcome", ""))
    return bool(recommended) and recommended.removeprefix("strong_") != outcome.value


def _debrief(context: Context, unit: Unit, actor: Actor, candidate: Candidate) -> DebriefView:
    scorecards = visible_scorecards(unit, actor, candidate)
    if not scorecards.sight.contents:
        raise Forbidden(scorecards.sight.reason)
    role, loop = role_of(unit, candidate), loop_of(unit, candidate)
    rows = grid(role.role, scorecards.cards)
    late = frozenset(card.id for card in scorecards.cards if card.seen_late)
    raw = recommendation_for(context, unit, candidate, role.role, scorecards.cards, late=late)
    names = unit.identity.names()
    relation = relation_to_candidate(unit, actor, candidate)
    planned = {skill for stage in loop.loop.stages for skill in stage.skills}
    known = context.catalogue.skills
    skill_names = {skill: known[skill].name for skill in sorted(planned | {row.skill_id for row in rows}) if skill in known}
    return DebriefView(
        candidate=candidate,
        role=role.role,
        stage_titles={stage.id: stage.title for stage in loop.loop.stages},
        interviews=unit.interviews.of_candidate(candidate.id),
        names=names,
        skill_names=skill_names,
        rows=rows,
        not_covered=tuple(row.skill_id for row in rows if not row.levels),
        scorecards=scorecards.cards,
        votes=unit.debriefs.votes(candidate.id),
        recommendation=named(raw, names, skill_names),
        raw_recommendation=raw,
        input_hash=_ratings_hash(role.role, rows),
        decisions=unit.debriefs.decisions(candidate.id),
        sight=scorecards.sight,
        due=scorecards.due,
        may_decide=is_permitted(actor, Permission.DECIDE, relation),
        may_vote=is_permitted(actor, Permission.VOTE, relation) and candidate.state is CandidateState.ACTIVE,
    )


def _submitted(unit: Unit, candidate_id: str) -> list[Scorecard]:
    return [card for card in unit.scorecards.of_candidate(candidate_id) if card.state is ScorecardState.SUBMITTED]


def _ratings_hash(role: Role, rows: tuple[GridRow, ...]) -> str:
    """Over everything that goes into the recommendation, independent of the order in which it arrived."""
    ratings = [[row.skill_id, cell.person_id, cell.scorecard_id, cell.level] for row in rows for cell in row.cells]
    bars = [[row.skill_id, row.weight, row.bar, row.must_have] for row in rows]
    body = json.dumps([role.id, role.version, bars, sorted(ratings, key=str)], sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
