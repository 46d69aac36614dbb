"""Scorecards that are owed, and the reminders about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interview.domain.reminder import ReminderStep
from interview.domain.visibility import Blindness
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.chase import (
    ChaseList,
    list_owed,
    note_reminder_sent,
    queue_due_reminders,
    remind,
    waiting_reminders,
)
from interview.services.context import Context
from interview.services.interviews import assign_interviewers, mark_not_held
from interview.services.invitations import invite_guest
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


def test_a_reminder_has_a_text_with_the_link_and_is_on_the_record(context: Context, after: World) -> None:
    cast = after.cast
    told = replace(context, settings=replace(context.settings, public_url="https://loops.example.org"))
    with context.store.write() as unit:
        unit.identity.update_person(cast.ines.person_id, password_hash="x")
        unit.commit_bookkeeping()
    sent = remind(told, cast.rita, after.workshop, cast.ines.person_id, by_hand=True)
    assert sent.subject == "Your scorecard: Workshop with Cleo Marsh"
    assert sent.text.splitlines()[0] == "Hello Ines,"
    assert f"Write it here: https://loops.example.org/kit?interview={after.workshop}" in sent.text
    assert (sent.reminder.sent_by, sent.reminder.step, sent.copies) == ("hand", ReminderStep.FIRST, ())
    one = list_owed(context, cast.rita).owed[0]
    assert (one.reminders, one.last_step, one.step) == (1, ReminderStep.FIRST, None)
    with context.store.read() as unit:
        event = list(unit.audit.events(subject_id=after.workshop))[-1].event
    assert (event.action, event.details) == (
        "reminder.queue",
        {"person": cast.ines.person_id, "step": "first", "by_hand": True},
    )
    again = remind(context, cast.rita, after.workshop, cast.ines.person_id, by_hand=True)
    assert again.reminder.step is ReminderStep.BY_HAND


def test_a_guest_is_pointed_to_the_invitation(context: Context, after: World) -> None:
    rita = after.cast.rita
    guest = invite_guest(context, rita, after.talk, name="Gina", email="gina@example.com")
    assign_interviewers(context, rita, after.talk, [after.cast.ivan.person_id, guest.id])
    text = remind(context, rita, after.talk, guest.id).text
    assert "with the link of your invitation" in text
    assert "/kit?" not in text


def test_reminders_that_make_no_sense_are_refused(context: Context, after: World) -> None:
    cast = after.cast
    with pytest.raises(Conflict, match="owes no scorecard"):
        remind(context, cast.rita, after.workshop, cast.otto.person_id)
    remind(context, cast.rita, after.workshop, cast.ines.person_id)
    with pytest.raises(Conflict, match="on its way already"):
        remind(context, cast.rita, after.workshop, cast.ines.person_id)
    mark_not_held(context, cast.rita, after.talk, "Storm.")
    with pytest.raises(Invalid, match="did not take place"):
        remind(context, cast.rita, after.talk, cast.ivan.person_id)


def test_the_ladder_climbs_by_itself_and_never_twice_on_the_same_rung(context: Context, after: World, clock: TestClock) -> None:
    assert (queue_due_reminders(context), queue_due_reminders(context)) == (2, 0)
    waiting = waiting_reminders(context)
    assert [(one.to.name, one.reminder.step, one.copies) for one in waiting] == [
        ("Ines", ReminderStep.FIRST, ()),
        ("Ivan", ReminderStep.FIRST, ()),
    ]
    assert note_reminder_sent(context, waiting[0].reminder.id)
    assert not note_reminder_sent(context, waiting[0].reminder.id)
    submit(context, after.cast.ivan, after.talk, content("design", "listening"))
    assert waiting_reminders(context) == ()  # Ines's has left, Ivan owes nothing any more
    clock.forward(days=2)
    assert queue_due_reminders(context) == 1
    (last,) = waiting_reminders(context)
    assert (last.reminder.step, [one.name for one in last.copies]) == (ReminderStep.ESCALATION, ["Hugo"])
    assert "A copy goes to Hugo." in last.text


def test_what_goes_out_says_nothing_that_anybody_wrote(context: Context, after: World, clock: TestClock) -> None:
    submit(context, after.cast.ines, after.workshop, content("design", "coding", notes="Zanzibar"))
    clock.forward(days=3)
    queue_due_reminders(context)
    (only,) = waiting_reminders(context)
    assert only.to.name == "Ivan"
    assert "Ines" not in only.text
    assert "Zanzibar" not in only.model_dump_json()
