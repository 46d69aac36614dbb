"""What people notice when a loop is another one than before."""

from __future__ import annotations

from interview.domain.loop import Loop
from interview.domain.loop_change import LoopChange, loop_changes
from tests.factories import a_loop, a_stage


def with_stages(*stages: object) -> Loop:
    return a_loop().model_copy(update={"stages": stages})


def said(before: Loop, after: Loop) -> list[tuple[str, str, str, str]]:
    return [(one.kind.value, one.stage, one.before, one.after) for one in loop_changes(before, after)]


WORKSHOP, TALK = a_loop().stages
END = a_stage("end", "listening")


def test_equal_loops_have_no_changes() -> None:
    assert loop_changes(a_loop(), a_loop()) == ()


def test_only_the_stage_that_was_moved_is_said_to_have_moved() -> None:
    before, after = with_stages(WORKSHOP, TALK, END), with_stages(TALK, END, WORKSHOP)
    assert said(before, after) == [("stage_moved", "Workshop", "1", "3")]


def test_stages_come_go_and_change_their_length() -> None:
    longer = TALK.model_copy(update={"length_minutes": 75})
    empty = END.model_copy(update={"questions": ()})
    assert said(with_stages(WORKSHOP, TALK), with_stages(longer, empty)) == [
        ("stage_dropped", "Workshop", "", ""),
        ("stage_added", "End", "", ""),
        ("stage_resized", "Talk", "60", "75"),
        ("question_dropped", "Workshop", "design-1", ""),
        ("question_dropped", "Workshop", "coding-1", ""),
    ]


def test_another_question_about_the_same_skill_in_the_same_stage_is_a_swap() -> None:
    other = a_stage("workshop", "design", "coding", question=2)
    assert said(with_stages(WORKSHOP), with_stages(other)) == [
        ("question_swapped", "Workshop", "design-1", "design-2"),
        ("question_swapped", "Workshop", "coding-1", "coding-2"),
    ]


def test_a_question_that_changed_its_stage_has_moved() -> None:
    empty = END.model_copy(update={"questions": ()})
    taken_over = END.model_copy(update={"questions": WORKSHOP.questions})
    cleared = WORKSHOP.model_copy(update={"questions": ()})
    changes = loop_changes(with_stages(WORKSHOP, empty), with_stages(cleared, taken_over))
    assert changes == tuple(
        LoopChange(kind="question_moved", stage="End", before="Workshop", after="End", skill_id=skill)
        for skill in ("design", "coding")
    )


def test_a_question_about_something_else_is_new() -> None:
    assert said(with_stages(WORKSHOP), with_stages(a_stage("workshop", "design", "listening")))[0] == (
        "question_added",
        "Workshop",
        "",
        "listening-1",
    )
