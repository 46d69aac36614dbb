"""The kit of an interview: everything that an interviewer needs on one page, and nothing of what others wrote."""

from __future__ import annotations

from interview.domain.base import Value
from interview.domain.interview import Interview, InterviewState
from interview.domain.loop import Stage
from interview.domain.permission import Permission
from interview.domain.person import Actor
from interview.domain.question import Question
from interview.domain.rubric import Rubric
from interview.services.access import interview_for, is_permitted, loop_of, rated_stage, relation_to_candidate, role_of, stage_of
from interview.services.context import Context
from interview.services.hand_ons import later_interviews
from interview.storage.loops import LoopRecord
from interview.storage.unit import Unit


class OtherStage(Value):
    """What another stage of the loop covers: skills, never ratings."""

    title: str
    skills: tuple[str, ...]


class HandedOn(Value):
    """A skill that came from an earlier stage which had no time for it, with the questions that it has there."""

    skill_id: str
    stage_title: str
    questions: tuple[Question, ...]


class LaterStage(Value):
    """A stage that could still take a skill on, and what it rates anyway."""

    interview_id: str
    title: str
    skills: tuple[str, ...]


class Kit(Value):
    """Everything an interviewer needs for one interview, and nothing of what others wrote.

    ``questions`` are in the order to ask; ``rubrics`` by skill; ``skill_names`` for every skill in the kit. The stage's skills
    are all that this interview rates, those included that were ``handed_on`` to it. ``handed_away``: skills that a later stage
    rates instead, with its title; ``later``: the stages that could take one, the next one first.
    """

    interview: Interview
    candidate_name: str
    candidate_timezone: str
    role_title: str
    role_version: int
    loop_version: int
    stage: Stage
    bars: dict[str, int]
    must_haves: tuple[str, ...]
    questions: tuple[Question, ...]
    rubrics: dict[str, Rubric]
    skill_names: dict[str, str]
    others: tuple[OtherStage, ...]
    handed_on: tuple[HandedOn, ...]
    handed_away: dict[str, str]
    later: tuple[LaterStage, ...]
    may_write: bool
    may_say_not_held: bool


def get_kit(context: Context, actor: Actor, interview_id: str) -> Kit:
    """The kit of one interview: the stage, its questions and rubrics as pinned, and what other stages cover."""
    with context.store.read() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.READ_KIT)
        record = loop_of(unit, candidate)
        stage = rated_stage(unit, record, interview)
        rubrics, questions = unit.loops.pinned(record)
        role = role_of(unit, candidate)
        asked = [skill.skill_id for skill in role.role.skills if skill.skill_id in stage.skills]
        shown = {skill for other in record.loop.stages for skill in other.skills}
        known = context.catalogue.skills  # a skill that has left the catalogue goes by its id
        kit = Kit(
            interview=interview,
            candidate_name=candidate.name,
            candidate_timezone=candidate.timezone,
            role_title=role.role.title,
            role_version=candidate.role_version,
            loop_version=candidate.loop_version,
            stage=stage,
            bars={skill.skill_id: skill.bar for skill in role.role.skills if skill.skill_id in asked},
            must_haves=tuple(skill.skill_id for skill in role.role.must_haves if skill.skill_id in asked),
            questions=tuple(questions[planned.question_id] for planned in stage.questions if planned.question_id in questions),
            rubrics={skill: rubrics[skill] for skill in stage.skills},
            skill_names={skill: known[skill].name if skill in known else skill for skill in sorted(shown)},
            others=tuple(
                OtherStage(title=other.title, skills=other.skills) for other in record.loop.stages if other.id != stage.id
            ),
            handed_on=_handed_on(unit, record, interview, questions),
            handed_away=_handed_away(unit, record, interview),
            later=tuple(
                LaterStage(interview_id=one.id, title=stage_of(record, one).title, skills=rated_stage(unit, record, one).skills)
                for one in later_interviews(unit, interview, context.now())
            ),
            may_write=interview.has_seat(actor.person_id) and interview.state is not InterviewState.NOT_HELD,
            may_say_not_held=is_permitted(
                actor, Permission.MARK_NOT_HELD, relation_to_candidate(unit, actor, candidate), interview_id
            ),
        )
    context.note_reading(actor, "kit.read", "interview", interview_id)
    return kit


def _handed_on(unit: Unit, record: LoopRecord, interview: Interview, questions: dict[str, Question]) -> tuple[HandedOn, ...]:
    found = []
    for hand_on in unit.hand_ons.around(interview.id):
        source = unit.interviews.get(hand_on.from_interview_id)
        if hand_on.to_interview_id == interview.id and source is not None:
            stage = stage_of(record, source)
            planned = [one for one in stage.questions if one.skill_id == hand_on.skill_id and one.question_id in questions]
            asked = tuple(questions[one.question_id] for one in planned)
            found.append(HandedOn(skill_id=hand_on.skill_id, stage_title=stage.title, questions=asked))
    return tuple(found)


def _handed_away(unit: Unit, record: LoopRecord, interview: Interview) -> dict[str, str]:
    away = [one for one in unit.hand_ons.around(interview.id) if one.from_interview_id == interview.id]
    targets = {one.skill_id: unit.interviews.get(one.to_interview_id) for one in away}
    return {skill_id: stage_of(record, target).title for skill_id, target in targets.items() if target is not None}
