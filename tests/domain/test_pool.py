"""The training path and what an interview costs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from interview.domain.pool import Profile, Step, Training, load_hours, step_of
from interview.domain.question import StageFormat

LEARNING = Training(person_id="p", format=StageFormat.CODING, started_at=datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("sat_in", "step"),
    [(0, Step.SHADOW), (1, Step.SHADOW), (2, Step.REVERSE_SHADOW), (3, Step.REVERSE_SHADOW), (4, Step.READY), (9, Step.READY)],
)
def test_two_shadows_then_two_reverse_shadows_then_somebody_signs(sat_in: int, step: Step) -> None:
    assert step_of(LEARNING, sat_in) is step


def test_who_is_signed_off_is_qualified_however_often_they_sat_in() -> None:
    signed = LEARNING.model_copy(update={"qualified_at": LEARNING.started_at})
    assert step_of(signed, 0) is Step.QUALIFIED


def test_an_hour_of_meeting_costs_an_hour_and_three_quarters() -> None:
    assert load_hours(60) == 1.75


def test_words_are_tidied_and_lists_are_short() -> None:
    assert Profile(person_id="p", languages=("  Swiss   German ",)).languages == ("Swiss German",)
    for wrong in ((" ",), ("a,b",), tuple("abcdefghi")):
        with pytest.raises(ValidationError):
            Profile(person_id="p", tags=wrong)
