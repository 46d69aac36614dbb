"""Calibration sessions on the screen: one sees others' ratings after giving one's own, and where words divide people."""

from __future__ import annotations

import pytest

from interview.domain.calibration_session import AnchorPlace, CalibrationSession
from interview.services.calibration_sessions import get_calibration_session, hold_calibration_session, rate_sample_answer
from interview.services.context import Context
from tests.factories import Cast
from tests.ui.conftest import Visit

REASON = "Names the table that goes hot, and what she measures."


@pytest.fixture
def held(context: Context, cast: Cast) -> CalibrationSession:
    answers = [("We split the table by customer.", "")]
    return hold_calibration_session(context, cast.hugo, title="Design, spring", skill_id="design", answers=answers)


def test_a_manager_begins_a_session(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.hugo, "calibration")
    tab.app.number_input[0].set_value(1)
    tab.run()
    tab.enter("Title", "Design, spring")
    tab.enter("Answer 1", "We split the table by customer.")
    tab.press("Begin the session")
    assert tab.errors == []
    assert "you rated 0 of 1" in tab.everything
    assert any(link.startswith("Design, spring") for link in tab.links)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.hugo, "calibration")
    tab.enter("Title", "Design, spring")
    tab.press("Begin the session")
    assert tab.errors == ["A session needs one to twelve sample answers: write one down, or give the address of a recording."]
    assert next(box for box in tab.app.text_input if box.label == "Title").value == "Design, spring"


def test_an_interviewer_rates_once_and_then_sees_the_others(
    visit: Visit, context: Context, cast: Cast, held: CalibrationSession
) -> None:
    rate_sample_answer(context, cast.ivan, held.id, held.answers[0].id, level=2, seen=[], reason="Only repeats the question.")
    tab = visit(cast.ines, "calibration", session=held.id)
    assert "Only repeats the question." not in tab.everything
    assert "Ivan" not in tab.everything
    tab.app.checkbox[0].check()
    tab.enter("Your level", 4)
    tab.enter("Which words led you there?", REASON)
    tab.press("Give my rating")
    assert tab.errors == []
    for shown in ("Only repeats the question.", REASON, "Ivan", "Levels apart: 2.", "It takes 4 people"):
        assert shown in tab.everything + " ".join(str(info.value) for info in tab.app.info)
    assert "Give my rating" not in tab.buttons
    assert "Hold a session" not in [expander.label for expander in tab.app.expander]


def test_divided_anchors_are_named_and_reworded(visit: Visit, context: Context, cast: Cast, held: CalibrationSession) -> None:
    place = AnchorPlace(level=3, place=0)
    for number, actor in enumerate((cast.ines, cast.ivan, cast.bo, cast.otto)):
        seen = [place] if number % 2 else []
        rate_sample_answer(context, actor, held.id, held.answers[0].id, level=3, seen=seen, reason=REASON)
    tab = visit(cast.ines, "calibration", session=held.id)
    assert "in answer 1" in tab.everything
    tab.enter("Better words", "Names the part that fails first, and its figure.")
    tab.press("Propose them")
    assert tab.errors == []
    assert "Names the part that fails first, and its figure." in tab.everything
    assert "Names the part that fails first" in get_calibration_session(context, cast.ines, held.id).rubric_yaml


def test_who_holds_it_closes_it(visit: Visit, cast: Cast, held: CalibrationSession) -> None:
    assert "Close the session" not in visit(cast.ines, "calibration", session=held.id).buttons
    tab = visit(cast.hugo, "calibration", session=held.id)
    tab.press("Close the session")
    assert "closed" in tab.everything
    assert "Give my rating" not in tab.buttons
