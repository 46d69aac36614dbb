"""What differs between two loops, fact by fact: for a repaired draft, and between two versions."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.loop import Loop, PlannedQuestion, Stage


class ChangeKind(StrEnum):
    """What happened to a part of the loop."""

    STAGE_ADDED = "stage_added"
    STAGE_DROPPED = "stage_dropped"
    STAGE_MOVED = "stage_moved"
    STAGE_RESIZED = "stage_resized"
    QUESTION_ADDED = "question_added"
    QUESTION_DROPPED = "question_dropped"
    QUESTION_SWAPPED = "question_swapped"
    QUESTION_MOVED = "question_moved"


class LoopChange(Value):
    """One difference. ``before`` and ``after`` are what the kind speaks of: stage titles, places from 1, minutes, question ids.

    ``stage`` is the title of the stage where it happened (for a question that moved, where it is now); ``skill_id`` is set for
    questions.
    """

    kind: ChangeKind
    stage: str
    before: str = ""
    after: str = ""
    skill_id: str = ""


def loop_changes(before: Loop, after: Loop) -> tuple[LoopChange, ...]:
    """Every difference that people would notice, stages first, in the order of the new loop."""
    return (*_stages(before, after), *_questions(before, after))


def _stages(before: Loop, after: Loop) -> list[LoopChange]:
    old, new = {stage.id: stage for stage in before.stages}, {stage.id: stage for stage in after.stages}
    found = [LoopChange(kind=ChangeKind.STAGE_DROPPED, stage=old[one].title) for one in old if one not in new]
    found += [LoopChange(kind=ChangeKind.STAGE_ADDED, stage=new[one].title) for one in new if one not in old]
    places_old, places_new = [one for one in old if one in new], [one for one in new if one in old]
    in_order = SequenceMatcher(None, places_old, places_new, autojunk=False).get_matching_blocks()
    stayed = {place for block in in_order for place in range(block.b, block.b + block.size)}
    for place, stage_id in enumerate(places_new):
        if place not in stayed:
            was = str(places_old.index(stage_id) + 1)
            found.append(LoopChange(kind=ChangeKind.STAGE_MOVED, stage=new[stage_id].title, before=was, after=str(place + 1)))
        lengths = [str(stages[stage_id].length_minutes) for stages in (old, new)]
        if lengths[0] != lengths[1]:
            found.append(
                LoopChange(kind=ChangeKind.STAGE_RESIZED, stage=new[stage_id].title, before=lengths[0], after=lengths[1])
            )
    return found


def _questions(before: Loop, after: Loop) -> list[LoopChange]:
    old, new = _asked(before), _asked(after)
    gone = {name: place for name, place in old.items() if name not in new}
    found = []
    for name, (stage, question) in new.items():
        if name in old:
            if old[name][0].id != stage.id:
                found.append(_change(ChangeKind.QUESTION_MOVED, stage, question, old[name][0].title, stage.title))
            continue
        match = next((one for one, (there, other) in gone.items() if there.id == stage.id and _alike(other, question)), None)
        if match is None:
            found.append(_change(ChangeKind.QUESTION_ADDED, stage, question, "", name))
        else:
            gone.pop(match)
            found.append(_change(ChangeKind.QUESTION_SWAPPED, stage, question, match, name))
    return found + [_change(ChangeKind.QUESTION_DROPPED, stage, question, name, "") for name, (stage, question) in gone.items()]


def _asked(loop: Loop) -> dict[str, tuple[Stage, PlannedQuestion]]:
    return {question.question_id: (stage, question) for stage in loop.stages for question in stage.questions}


def _alike(one: PlannedQuestion, other: PlannedQuestion) -> bool:
    return one.skill_id == other.skill_id


def _change(kind: ChangeKind, stage: Stage, question: PlannedQuestion, before: str, after: str) -> LoopChange:
    return LoopChange(kind=kind, stage=stage.title, before=before, after=after, skill_id=question.skill_id)
