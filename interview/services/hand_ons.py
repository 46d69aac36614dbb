"""A skill that an interview had no time for is handed on to a later one, whose kit then rates it too.

Only the topic travels: a note would be an opinion, and the later interviewer is blind until they have submitted.
"""

from __future__ import annotations

from datetime import datetime

from interview.domain.interview import HandOn, Interview, InterviewState
from interview.domain.permission import Permission
from interview.domain.person import Actor
from interview.domain.scorecard import ScorecardState
from interview.errors import Conflict, Invalid, NotFound
from interview.services.access import interview_for, loop_of, rated_stage
from interview.services.context import Context
from interview.storage.unit import Unit


def hand_on_skill(context: Context, actor: Actor, interview_id: str, skill_id: str, to_interview_id: str) -> HandOn:
    """Hand ``skill_id`` on to a later interview of the same candidate. Handing it on there again is no error."""
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.WRITE_SCORECARD)
        wanted = HandOn(
            from_interview_id=interview_id,
            skill_id=skill_id,
            to_interview_id=to_interview_id,
            handed_by=actor.person_id,
            handed_at=context.now(),
        )
        loop = loop_of(unit, candidate)
        if skill_id not in rated_stage(unit, loop, interview).skills:
            raise Invalid("This interview does not rate that skill, so it can't hand it on.")
        later = {one.id: one for one in later_interviews(unit, interview, context.now())}
        if to_interview_id not in later:
            raise Invalid("A skill can be handed on to a later interview of this candidate only, and before that is over.")
        before = [one for one in unit.hand_ons.around(interview_id) if one.leaves(interview_id, skill_id)]
        if before:
            if before[0].to_interview_id == to_interview_id:
                return before[0]
            raise Conflict("This skill is handed on already; take it back first.")
        if skill_id in rated_stage(unit, loop, later[to_interview_id]).skills:
            raise Invalid("That interview rates this skill anyway; just mark it as not assessed here.")
        cards = unit.scorecards.of_candidate(candidate.id)
        if any(card.interview_id == to_interview_id and card.state is ScorecardState.SUBMITTED for card in cards):
            raise Conflict("That interview can't take it on any more; choose another one, or mark the skill as not assessed.")
        unit.hand_ons.add(wanted)
        unit.commit(context.event(actor, "skill.hand_on", "interview", interview_id, skill=skill_id, to=to_interview_id))
        return wanted


def take_back_skill(context: Context, actor: Actor, interview_id: str, skill_id: str) -> None:
    """Undo handing it on, as long as nobody has rated it in the later interview."""
    with context.store.write() as unit:
        interview_for(unit, actor, interview_id, Permission.WRITE_SCORECARD)
        for hand_on in unit.hand_ons.around(interview_id):
            if hand_on.leaves(interview_id, skill_id):
                _refuse_if_rated(unit, hand_on)
                unit.hand_ons.remove(hand_on)
                unit.commit(context.event(actor, "skill.take_back", "interview", interview_id, skill=skill_id))
                return
        raise NotFound("This skill is not handed on.")


def later_interviews(unit: Unit, interview: Interview, now: datetime) -> tuple[Interview, ...]:
    """Part of several services: the candidate's interviews after this one that can still take a skill on, the next one first.

    The scheduled time decides what is later; without times, the order of the loop. Nothing depends on what others have submitted,
    so that a list of these tells a blind reader nothing.
    """

    def follows(other: Interview) -> bool:
        if interview.starts_at and other.starts_at:
            return other.starts_at > interview.starts_at
        return other.position > interview.position

    free = [
        other
        for other in unit.interviews.of_candidate(interview.candidate_id)
        if other.id != interview.id
        and other.state is not InterviewState.NOT_HELD
        and follows(other)
        and (other.ends_at is None or other.ends_at > now)
    ]
    return tuple(sorted(free, key=lambda one: (one.starts_at is None, one.starts_at or interview.starts_at, one.position)))


def _refuse_if_rated(unit: Unit, hand_on: HandOn) -> None:
    taken = unit.interviews.get(hand_on.to_interview_id)
    for card in unit.scorecards.of_candidate(taken.candidate_id) if taken else ():
        rating = card.content.rating(hand_on.skill_id)
        begun = rating.level is not None or rating.not_assessed or rating.evidence.strip()
        if card.interview_id == hand_on.to_interview_id and begun:
            raise Conflict("The later interview has begun to rate this skill, so it stays there.")
