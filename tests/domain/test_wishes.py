"""What a manager wants of a loop: stages moved, resized, dropped and added, pins, and questions that must not come back."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interview.domain.loop import Position
from interview.domain.wishes import Pin, Wishes, fulfilled, unmet, wishes_of
from interview.errors import Invalid
from tests.factories import a_loop, a_stage


def three() -> Wishes:
    """Three stages; the first is to be first and the last to be last."""
    loop = a_loop().model_copy(update={"stages": (*a_loop().stages, a_stage("end", "listening"))})
    first, middle, last = wishes_of(loop, "own").stages
    stages = (first.model_copy(update={"position": Position.FIRST}), middle, last.model_copy(update={"position": Position.LAST}))
    return Wishes(template_id="own", stages=stages)


def order(wishes: Wishes) -> list[tuple[str, str]]:
    return [(stage.id, stage.position.value) for stage in wishes.stages]


def test_a_loop_fulfils_its_own_wishes() -> None:
    wishes = wishes_of(a_loop(), "own")
    assert [stage.id for stage in wishes.stages] == ["workshop", "talk"]
    assert wishes.length_minutes == 120
    assert not unmet(a_loop(), wishes)


def test_a_stage_that_moves_away_from_its_end_is_free_to_stand_anywhere() -> None:
    assert order(three().move("workshop", 1)) == [("talk", "any"), ("workshop", "any"), ("end", "last")]
    assert order(three().move("end", -1)) == [("workshop", "first"), ("end", "any"), ("talk", "any")]
    assert three().move("workshop", -1) == three()  # there is no place before the first
    assert three().move("end", 5) == three()
    with pytest.raises(Invalid, match="no stage 'lunch'"):
        three().move("lunch", 1)


def test_moving_needs_no_planner_but_another_length_does() -> None:
    wishes = wishes_of(a_loop(), "own")
    assert not unmet(a_loop(), wishes.move("talk", -1))
    longer = wishes.resize("talk", 75)
    assert [stage.length_minutes for stage in longer.stages] == [60, 75]
    assert unmet(a_loop(), longer)


@pytest.mark.parametrize(("minutes", "sentence"), [(14, "15 to 180"), (181, "15 to 180")])
def test_a_stage_has_a_sensible_length(minutes: int, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        three().resize("talk", minutes)
    assert three().resize("talk", 180).stages[1].length_minutes == 180


def test_a_stage_is_longer_than_what_it_keeps_free() -> None:
    stage = three().stages[1].model_copy(update={"buffer_minutes": 20})
    wishes = three().model_copy(update={"stages": (three().stages[0], stage, three().stages[2])})
    with pytest.raises(Invalid, match="Talk keeps 20 minutes free"):
        wishes.resize("talk", 20)


def test_a_dropped_stage_takes_its_pins_with_it() -> None:
    wishes = three().pin("talk", "design-2").pin("workshop").drop("talk")
    assert order(wishes) == [("workshop", "first"), ("end", "last")]
    assert wishes.pins == (Pin(stage_id="workshop"),)
    assert unmet(a_loop(), three().drop("talk"))
    with pytest.raises(Invalid, match="at least one stage"):
        wishes.drop("end").drop("workshop")


def test_a_new_stage_stands_before_one_that_is_to_be_last() -> None:
    new = three().stages[1].model_copy(update={"id": "lunch", "title": "Lunch"})
    assert [stage.id for stage in three().add(new).stages] == ["workshop", "talk", "lunch", "end"]
    assert [stage.id for stage in three().move("end", -1).add(new).stages] == ["workshop", "end", "talk", "lunch"]
    with pytest.raises(Invalid, match="has a stage 'Lunch' already"):
        three().add(new).add(new)


def test_pins_hold_a_question_or_a_whole_stage() -> None:
    wishes = three().pin("talk", "design-2").pin("talk", "design-2")
    assert wishes.pins == (Pin(stage_id="talk", question_id="design-2"),)
    assert [wishes.is_pinned("talk", name) for name in ("design-2", None, "other")] == [True, False, False]
    assert three().pin("talk").is_pinned("talk", "anything")
    assert wishes.unpin("talk", "design-2") == three()


def test_a_barred_question_loses_its_pin_and_must_leave_the_loop() -> None:
    wishes = wishes_of(a_loop(), "own").pin("talk", "design-2").bar("design-2", leaked=True)
    assert wishes.pins == ()
    assert [(one.question_id, one.leaked) for one in wishes.barred] == [("design-2", True)]
    assert unmet(a_loop(), wishes)
    assert not unmet(a_loop(), wishes.allow("design-2"))


def test_a_question_of_ones_own_choice_stays_where_it_was_put() -> None:
    wishes = three().bar("design-3").swap("talk", "design-2", "design-3")
    assert [one.question_id for one in wishes.barred] == ["design-2"]
    assert wishes.pins == (Pin(stage_id="talk", question_id="design-3"),)


def test_of_wishes_that_are_given_up_those_stay_that_the_loop_fulfils() -> None:
    own = wishes_of(a_loop(), "own")
    wishes = own.pin("talk", "design-2").pin("workshop").bar("coding-1").bar("coding-9", leaked=True).drop("workshop")
    kept = fulfilled(a_loop(), wishes)
    assert kept.stages == own.stages
    assert kept.pins == (Pin(stage_id="talk", question_id="design-2"),)
    assert [one.question_id for one in kept.barred] == ["coding-9"]
    assert not unmet(a_loop(), kept)


def test_two_stages_of_one_name_are_no_loop() -> None:
    stage = three().stages[0]
    with pytest.raises(ValidationError, match="same id"):
        Wishes(template_id="own", stages=(stage, stage))
