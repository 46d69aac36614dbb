"""Scorecards that are owed, and the reminders about them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interview.domain.reminder import ReminderStep
from interview.domain.visibility import Blindness
from interview.errors import Forbidden
from interview.services.chase import ChaseList, list_owed
from interview.services.context import Context
from interview.services.interviews import assign_interviewers, mark_not_held
from interview.services.reminding import remind
from tests.factories import Cast, TestClock, World, a_world, content, submit

DONE = content("design", "coding")


@pytest.fixture
def after(context: Context, world: World, clock: TestClock) -> World:
    """The evening of the day on which Ines (10:00) and Ivan (12:00) held their interviews; it is Wednesday, 13:30."""
    clock.forward(days=2, hours=4.5)
    return world


def names(chase: ChaseList) -> list[tuple[str, str]]:
    return [(one.name, one.stage_title) for one in chase.owed]


def test_nothing_is_owed_before_the_meeting_is_over(context: Context, world: World, clock: TestClock) -> None:
    assert list_owed(context, world.cast.rita) == ChaseList(owed=())
    clock.forward(days=2, hours=1.5)  # Ines's hour is over, Ivan's has not begun
    assert names(list_owed(context, world.cast.rita)) == [("Ines", "Workshop")]


def test_the_list_says_how_late_each_scorecard_is(context: Context, after: World, clock: TestClock) -> None:
    first, second = list_owed(context, after.cast.rita).owed
    assert (first.name, first.due_at, first.is_overdue, first.step) == (
        "Ines",
        datetime(2026, 3, 5, 9, tzinfo=UTC),
        False,
        ReminderStep.FIRST,
    )
    assert (second.name, second.step, second.escalate_to) == ("Ivan", ReminderStep.FIRST, ("Hugo",))
    clock.forward(days=1)
    assert all(one.is_overdue for one in list_owed(context, after.cast.rita).owed)


def test_submitting_or_not_taking_place_ends_it(context: Context, after: World) -> None:
    submit(context, after.cast.ines, after.workshop, DONE)
    assert names(list_owed(context, after.cast.rita)) == [("Ivan", "Talk")]
    mark_not_held(context, after.cast.rita, after.talk, "Power cut.")
    assert list_owed(context, after.cast.rita).owed == ()


def test_shadows_owe_nothing(context: Context, after: World) -> None:
    cast = after.cast
    assign_interviewers(context, cast.rita, after.talk, [cast.ivan.person_id], shadows=[cast.otto.person_id])
    assert names(list_owed(context, cast.rita)) == [("Ines", "Workshop"), ("Ivan", "Talk")]


def test_who_still_has_to_rate_is_not_told_who_has_submitted(context: Context, after: World) -> None:
    cast = after.cast
    assign_interviewers(context, cast.rita, after.talk, [cast.ivan.person_id, cast.rita.person_id])
    blind = list_owed(context, cast.rita)
    assert (names(blind), blind.hidden) == ([("Rita", "Talk")], ("Cleo Marsh",))
    submit(context, cast.ines, after.workshop, DONE)
    assert list_owed(context, cast.rita) == blind
    with pytest.raises(Forbidden, match="once you have submitted your own"):
        remind(context, cast.rita, after.workshop, cast.ines.person_id)


def test_a_loop_that_opens_last_of_all_can_be_chased_by_who_does_not_rate(context: Context, cast: Cast, clock: TestClock) -> None:
    world = a_world(context, cast, blindness=Blindness.AFTER_ALL)
    clock.forward(days=3)
    submit(context, cast.ines, world.workshop, DONE)
    assert names(list_owed(context, cast.rita)) == [("Ivan", "Talk")]
