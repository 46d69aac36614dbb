"""Debriefs: ratings side by side, votes after reading, and the decision with what the software recommended at that moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.debrief import DebriefNote, DebriefVote, Decision, Dissent, GridRow, Outcome, SignOff, grid
from interview.domain.interview import Interview
from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.rules import Rules
from interview.domain.scorecard import Scorecard, ScorecardState, Vote
from interview.domain.visibility import Sight
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.access import candidate_for, loop_of, relation_to_candidate, role_of
from interview.services.context import Context, new_id
from interview.services.judging import Judging, judging_of, keep, note_rules
from interview.services.next_steps import NextStep, next_step
from interview.services.ratings import ratings_of
from interview.services.recommendations import named, rated_skills, recommendation_for
from interview.services.scorecards import ScorecardView, note_reveal, reveal, visible_scorecards
from interview.storage.unit import Unit

_VOTE_FIRST = "Vote again after reading, then the discussion opens: nobody should be swayed before."


class DebriefView(Value):
    """Everything the debrief shows. ``rows`` is skill by interviewer; ``not_covered`` comes first on screen.

    ``due`` is how many scorecards are still owed. ``recommendation`` has the fields of ``interview score`` for one candidate with
    names in its sentences, and is empty before the first rating; ``raw_recommendation`` has ids, as decisions do.
    ``votes`` (after reading) and ``notes`` are empty until ``discussion_open``: whoever rated the candidate votes again first,
    without knowing how others did. ``readers``: who has read others' scorecards, since when. ``sign_off`` is the bar raiser's
    word that stands for these very ratings, kept from the same people until then.
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
    notes: tuple[DebriefNote, ...]
    discussion_open: bool
    readers: dict[str, datetime]
    sign_off: SignOff | None
    recommendation: dict[str, Any]
    raw_recommendation: dict[str, Any]
    next_step: NextStep | None
    rules: Rules
    input_hash: str
    decisions: tuple[Decision, ...]
    sight: Sight
    due: int | None
    may_decide: bool
    may_vote: bool
    may_sign_off: bool

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
        view, judging = _debrief(context, unit, actor, candidate)
    note_rules(context, actor, judging)
    note_reveal(context, actor, candidate_id, view.scorecards)
    context.note_reading(actor, "debrief.read", "candidate", candidate_id)
    return view


def get_loop_summary(context: Context, actor: Actor, candidate_id: str) -> LoopSummary:
    """The data of every export of a candidate's loop."""
    with context.store.read() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.EXPORT)
        view, judging = _debrief(context, unit, actor, candidate)
    with context.store.write() as unit:
        keep(unit, judging)
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


def record_note(context: Context, actor: Actor, candidate_id: str, text: str) -> DebriefNote:
    """Keep what was said in the discussion. Whoever may vote may write; raters vote again first."""
    if not text.strip():
        raise Invalid("Write down what was said.")
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.VOTE)
        _refuse_over(candidate)
        scorecards = visible_scorecards(unit, actor, candidate)
        if not scorecards.sight.contents:
            raise Forbidden(scorecards.sight.reason)
        if not _discussion_open(unit, actor, candidate, scorecards.cards):
            raise Forbidden(_VOTE_FIRST)
        note = DebriefNote(id=new_id("note"), person_id=actor.person_id, text=text, at=context.now())
        unit.debriefs.add_note(candidate_id, note)
        unit.commit(context.event(actor, "debrief.note", "candidate", candidate_id, note=note.id))
    return note


def record_sign_off(context: Context, actor: Actor, candidate_id: str, *, approves: bool, reason: str) -> SignOff:
    """A bar raiser signs off a hire, or blocks it, for the ratings as they are now; a later word supersedes it."""
    if not reason.strip():
        raise Invalid("Say why: the reason is kept with the sign-off.")
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.SIGN_OFF)
        if candidate.state is not CandidateState.ACTIVE:
            raise Conflict("The decision on this candidate is made, so there is nothing left to sign off.")
        scorecards = visible_scorecards(unit, actor, candidate)
        if not scorecards.sight.contents:
            raise Forbidden(scorecards.sight.reason)
        role = role_of(unit, candidate).role
        reveal(context, unit, actor, candidate_id, scorecards.cards)
        word = SignOff(
            id=new_id("sign-off"),
            person_id=actor.person_id,
            approves=approves,
            reason=reason,
            input_hash=_ratings_hash(role, grid(role, scorecards.cards)),
            at=context.now(),
        )
        unit.debriefs.add_sign_off(candidate_id, word)
        unit.commit(context.event(actor, "debrief.sign_off", "candidate", candidate_id, approves=approves))
    return word


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
        view, judging = _debrief(context, unit, actor, candidate)
    with context.store.write() as unit:
        candidate = candidate_for(unit, actor, candidate_id, Permission.DECIDE)
        if candidate.state in {CandidateState.WITHDRAWN, CandidateState.ERASED}:
            raise Conflict(f"This candidate is {candidate.state.value}; there is nothing to decide.")
        current = _ratings_hash(view.role, grid(view.role, _submitted(unit, candidate_id)))
        if (current, unit.debriefs.decisions(candidate_id)) != (view.input_hash, view.decisions):
            raise Conflict("Scorecards or the decision changed a moment ago; look at the debrief again, then decide.")
        keep(unit, judging)
        if judging.rules.number != len(unit.rules.of(candidate.role_id, candidate.loop_version)):
            raise Conflict("The rules of this requisition changed a moment ago; look at the debrief again, then decide.")
        reveal(context, unit, actor, candidate_id, view.scorecards)
        before = view.decision
        if before is not None and not reason.strip():
            raise Invalid("There is a decision already; say why this one supersedes it.")
        if not reason.strip() and differs(outcome, view.raw_recommendation):
            raise Invalid("This differs from the recommendation; give the reason, it is kept with the decision.")
        if outcome is Outcome.HIRE:
            _refuse_unsigned(view, _standing_sign_off(unit, candidate, current))
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


def _refuse_unsigned(view: DebriefView, word: SignOff | None) -> None:
    """A standing block, or a missing sign-off where the rules ask for one, stands in the way of a hire.

    ``word`` is what stands at the moment of deciding: a block that came in while ``view`` was computed counts.
    """
    if word is not None and not word.approves:
        who = view.names.get(word.person_id, word.person_id)
        raise Conflict(f"{who} blocks this hire as a bar raiser: {word.reason} Talk it over; a new sign-off lifts the block.")
    if word is None and view.rules.sign_off:
        raise Conflict("A hire for this role needs a bar raiser's sign-off on the present ratings; ask for it first.")


def _refuse_over(candidate: Candidate) -> None:
    if candidate.state in {CandidateState.WITHDRAWN, CandidateState.ERASED}:
        raise Conflict(f"This candidate is {candidate.state.value}; the debrief is over.")


def _discussion_open(unit: Unit, actor: Actor, candidate: Candidate, cards: Sequence[Scorecard]) -> bool:
    """Whether the actor may see how others voted after reading: at once, or for raters once they have voted again."""
    rates = any(card.person_id == actor.person_id and not card.is_shadow for card in cards)
    voted = any(vote.person_id == actor.person_id for vote in unit.debriefs.votes(candidate.id))
    return not rates or voted or candidate.state is not CandidateState.ACTIVE


def _standing_sign_off(unit: Unit, candidate: Candidate, input_hash: str) -> SignOff | None:
    given = unit.debriefs.sign_offs(candidate.id)
    return given[-1] if given and given[-1].input_hash == input_hash else None


def _debrief(context: Context, unit: Unit, actor: Actor, candidate: Candidate) -> tuple[DebriefView, Judging]:
    scorecards = visible_scorecards(unit, actor, candidate)
    if not scorecards.sight.contents:
        raise Forbidden(scorecards.sight.reason)
    role, loop = role_of(unit, candidate), loop_of(unit, candidate)
    rows = grid(role.role, scorecards.cards)
    late = frozenset(card.id for card in scorecards.cards if card.seen_late)
    judging = judging_of(context, unit, actor, role.role, candidate.loop_version)
    raw = recommendation_for(judging, candidate, role.role, scorecards.cards, late=late)
    names = unit.identity.names()
    relation = relation_to_candidate(unit, actor, candidate)
    planned = {skill for stage in loop.loop.stages for skill in stage.skills}
    known = context.catalogue.skills
    skill_names = {skill: known[skill].name for skill in sorted(planned | {row.skill_id for row in rows}) if skill in known}
    interviews, input_hash = unit.interviews.of_candidate(candidate.id), _ratings_hash(role.role, rows)
    is_open = _discussion_open(unit, actor, candidate, scorecards.cards)
    word = _standing_sign_off(unit, candidate, input_hash)
    active = candidate.state is CandidateState.ACTIVE
    counted = rated_skills(role.role, ratings_of(candidate, scorecards.cards))
    following = (
        next_step(
            context, unit, judging, role=role.role, loop=loop.loop, interviews=interviews, ratings=counted, recommendation=raw
        )
        if active and raw
        else None
    )
    view = DebriefView(
        candidate=candidate,
        role=role.role,
        stage_titles={stage.id: stage.title for stage in loop.loop.stages},
        interviews=interviews,
        names=names,
        skill_names=skill_names,
        rows=rows,
        not_covered=tuple(row.skill_id for row in rows if not row.levels),
        scorecards=scorecards.cards,
        votes=unit.debriefs.votes(candidate.id) if is_open else (),
        notes=unit.debriefs.notes(candidate.id) if is_open else (),
        discussion_open=is_open,
        readers=unit.scorecards.readers(candidate.id),
        sign_off=word if is_open or (word and word.person_id == actor.person_id) else None,
        recommendation=named(raw, judging.rules.step_titles, names, skill_names),
        raw_recommendation=raw,
        next_step=following,
        rules=judging.rules,
        input_hash=input_hash,
        decisions=unit.debriefs.decisions(candidate.id),
        sight=scorecards.sight,
        due=scorecards.due,
        may_decide=is_permitted(actor, Permission.DECIDE, relation),
        may_vote=is_permitted(actor, Permission.VOTE, relation) and active,
        may_sign_off=is_permitted(actor, Permission.SIGN_OFF, relation) and active,
    )
    return view, judging


def _submitted(unit: Unit, candidate_id: str) -> list[Scorecard]:
    return [card for card in unit.scorecards.of_candidate(candidate_id) if card.state is ScorecardState.SUBMITTED]


def _ratings_hash(role: Role, rows: tuple[GridRow, ...]) -> str:
    """Over everything that goes into the recommendation, independent of the order in which it arrived."""
    ratings = [[row.skill_id, cell.person_id, cell.scorecard_id, cell.level] for row in rows for cell in row.cells]
    bars = [[row.skill_id, row.weight, row.bar, row.must_have] for row in rows]
    body = json.dumps([role.id, role.version, bars, sorted(ratings, key=str)], sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
