"""The pipeline and what waits for whom: states, next actions, and nothing that a blind person could learn from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from interview.domain.person import Actor
from interview.domain.visibility import Blindness
from interview.domain.wishes import wishes_of
from interview.services.candidates import add_candidate, get_candidate, withdraw_candidate
from interview.services.context import Context
from interview.services.identity import deactivate_person
from interview.services.interviews import mark_not_held, schedule_interview
from interview.services.loops import change_wishes, get_loop, publish_loop, save_draft_loop
from interview.services.pipeline import NextAction, PipelineRow, get_pipeline
from interview.services.pool import add_time_away
from interview.services.roles import get_role, publish_role, save_role
from interview.services.waiting import list_waiting
from tests.factories import EVIDENCE, ROLE_ID, Cast, TestClock, World, a_loop, a_role, a_world, content, submit


def row_of(context: Context, actor: Actor, name: str = "Cleo Marsh") -> PipelineRow:
    return next(row for row in get_pipeline(context, actor) if row.candidate.name == name)


def states(row: PipelineRow) -> list[str]:
    return [mark.state.value for mark in row.stages]


def waits(context: Context, actor: Actor) -> list[tuple[str, str, int]]:
    return [(one.kind.value, one.candidate_name, one.count) for one in list_waiting(context, actor)]


def test_a_candidate_goes_from_planning_over_meeting_and_chasing_to_the_decision(
    context: Context, world: World, clock: TestClock
) -> None:
    cast = world.cast
    dana = add_candidate(context, cast.rita, name="Dana", role_id=ROLE_ID)
    fresh = row_of(context, cast.rita, "Dana")
    assert (states(fresh), fresh.next_action, fresh.owed) == (["to_plan", "to_plan"], NextAction.PLAN, 0)
    withdraw_candidate(context, cast.rita, dana.id)
    assert row_of(context, cast.rita, "Dana").next_action is NextAction.NOTHING
    row = row_of(context, cast.hugo)
    assert (states(row), row.next_action, row.interview_id) == (["ahead", "ahead"], NextAction.MEET, world.workshop)
    clock.forward(days=2, hours=4)
    row = row_of(context, cast.hugo)
    assert (states(row), row.next_action, row.owed, row.overdue) == (["owed", "owed"], NextAction.AWAIT_SCORECARDS, 2, 0)
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    clock.forward(days=2)
    row = row_of(context, cast.hugo)
    assert (states(row), row.next_action, row.owed, row.overdue) == (["done", "overdue"], NextAction.CHASE, 1, 1)
    assert (row.done, row.interview_id) == (1, world.talk)
    submit(context, cast.ivan, world.talk, content("design", "listening"))
    assert row_of(context, cast.hugo).next_action is NextAction.DECIDE
    assert row_of(context, cast.rita).next_action is NextAction.DISCUSS  # recruiters read and discuss, and do not decide
    assert EVIDENCE not in row_of(context, cast.hugo).model_dump_json()


def test_the_blind_learn_nothing_about_others_scorecards(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    clock.forward(days=5)
    before = row_of(context, cast.ivan)
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    after = row_of(context, cast.ivan)
    assert before == after
    assert (states(after), after.owed, after.overdue) == (["held", "held"], None, None)
    assert (after.next_action, after.interview_id) == (NextAction.RATE, world.talk)
    submit(context, cast.ivan, world.talk, content("design", "listening"))
    assert states(row_of(context, cast.ivan)) == ["done", "done"]


def test_under_the_stricter_rule_an_interviewer_stays_blind_until_all_are_in(
    context: Context, cast: Cast, clock: TestClock
) -> None:
    world = a_world(context, cast, blindness=Blindness.AFTER_ALL)
    clock.forward(days=5)
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    row = row_of(context, cast.ines)
    assert (states(row), row.owed, row.next_action) == (["held", "held"], None, NextAction.NOTHING)


def test_a_panel_that_cannot_come_blocks_the_candidate(context: Context, world: World) -> None:
    cast = world.cast
    away = datetime(2026, 3, 4, tzinfo=UTC)
    add_time_away(context, cast.ada, away, away + timedelta(days=1), person_id=cast.ivan.person_id)
    row = row_of(context, cast.hugo)
    assert (states(row), row.next_action, row.interview_id) == (["ahead", "blocked"], NextAction.UNBLOCK, world.talk)
    assert row.stages[1].clashes == ("Ivan is away at that time",)
    deactivate_person(context, cast.ada, cast.ines.person_id)
    assert row_of(context, cast.rita).stages[0].clashes == ("Ines has no active account",)
    assert row_of(context, cast.aud).next_action is NextAction.MEET  # auditors do not plan


def test_a_meeting_that_was_not_held_owes_nothing(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    mark_not_held(context, cast.rita, world.talk, "ill")
    clock.forward(days=5)
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    row = row_of(context, cast.hugo)
    assert (states(row), row.done, row.next_action) == (["done", "not_held"], 2, NextAction.DECIDE)


def test_those_who_need_something_come_first_and_strangers_see_nobody(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    add_candidate(context, cast.rita, name="Dana", role_id=ROLE_ID)
    assert [row.candidate.name for row in get_pipeline(context, cast.hugo)] == ["Dana", "Cleo Marsh"]
    assert get_pipeline(context, cast.hugo, role_id="dyer") == ()
    assert get_pipeline(context, cast.hanna) == ()


@contextmanager
def counted(context: Context) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(context.store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(context.store.engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow_with_the_candidates(context: Context, world: World) -> None:
    get_pipeline(context, world.cast.rita)  # the reading is on the record from now on
    with counted(context) as one:
        get_pipeline(context, world.cast.rita)
    for name in ("Dana", "Emil", "Fay"):
        added = add_candidate(context, world.cast.rita, name=name, role_id=ROLE_ID)
        first = get_candidate(context, world.cast.rita, added.id).interviews[0]
        schedule_interview(
            context, world.cast.rita, first.id, context.now() + timedelta(days=9), panel=[world.cast.otto.person_id]
        )
    with counted(context) as four:
        get_pipeline(context, world.cast.rita)
    assert len(four) == len(one)


@pytest.mark.parametrize("who", ["hugo", "rita", "ada"])
def test_home_leads_a_role_from_its_draft_to_its_first_candidate(context: Context, cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    role = save_role(context, cast.hugo, a_role())
    assert waits(context, actor) == [("publish_role", "", 1)]
    publish_role(context, cast.hugo, ROLE_ID, expected_revision=role.revision)
    assert waits(context, actor) == [("assemble_loop", "", 1)]
    loop = save_draft_loop(context, cast.hugo, a_loop())
    assert waits(context, actor) == [("publish_loop", "", 1)]
    publish_loop(context, cast.hugo, ROLE_ID, expected_revision=loop.revision)
    assert waits(context, actor) == [("add_candidate", "", 1)]
    add_candidate(context, cast.hugo, name="Dana", role_id=ROLE_ID)
    assert waits(context, actor) == [("plan", "Dana", 2)]
    assert waits(context, cast.hanna) == []


def test_what_waits_is_told_to_whoever_can_do_it(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    clock.forward(days=5)
    assert waits(context, cast.rita) == [("chase", "Cleo Marsh", 2)]
    assert waits(context, cast.ines) == [("rate", "Cleo Marsh", 1)]
    assert waits(context, cast.aud) == []
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    submit(context, cast.ivan, world.talk, content("design", "listening"))
    assert waits(context, cast.hugo) == [("decide", "Cleo Marsh", 1)]
    assert waits(context, cast.rita) == [("discuss", "Cleo Marsh", 1)]


def test_a_leaked_question_in_a_loop_in_use_is_told_to_its_manager(context: Context, world: World) -> None:
    cast = world.cast
    published = get_loop(context, cast.hugo, ROLE_ID)
    change_wishes(
        context,
        cast.hugo,
        ROLE_ID,
        wishes_of(published.loop, "own").bar("design-1", leaked=True),
        expected_revision=published.revision,
    )
    assert ("replace_leaked", "", 1) in waits(context, cast.hugo)
    assert get_role(context, cast.hugo, ROLE_ID).state == "published"
