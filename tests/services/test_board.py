"""The schedule board: who is interviewed when, what clashes, and who could step in."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interview.domain.availability import WeeklyHours
from interview.domain.pool import Profile
from interview.domain.question import StageFormat
from interview.domain.seating import Clash
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.board import get_board, list_stand_ins
from interview.services.candidates import add_candidate, get_candidate, withdraw_candidate
from interview.services.context import Context
from interview.services.interviews import declare_conflict, replace_interviewer, schedule_interview
from interview.services.pool import add_time_away, save_profile, start_training
from tests.factories import ROLE_ID, Cast, TestClock, World, a_published_loop

WEEK = 7


def a_second_candidate(context: Context, cast: Cast, role_id: str = ROLE_ID) -> tuple[str, str]:
    candidate = add_candidate(context, cast.rita, name="Dana Wells", role_id=role_id, timezone="Asia/Tokyo")
    return candidate.id, get_candidate(context, cast.rita, candidate.id).interviews[0].id


def start_of(context: Context, world: World) -> datetime:
    start = get_candidate(context, world.cast.rita, world.candidate_id).interviews[0].starts_at
    assert start is not None
    return start


def test_the_board_shows_every_interview_of_the_days_and_what_has_no_time(context: Context, world: World) -> None:
    cast = world.cast
    a_second_candidate(context, cast)
    board = get_board(context, cast.rita, context.now(), WEEK)
    assert [(one.candidate_name, one.stage_title, [seat.name for seat in one.interview.panel]) for one in board.bookings] == [
        ("Cleo Marsh", "Workshop", ["Ines"]),
        ("Cleo Marsh", "Talk", ["Ivan"]),
    ]
    assert [(one.candidate_name, one.stage_title) for one in board.unscheduled] == [
        ("Dana Wells", "Workshop"),
        ("Dana Wells", "Talk"),
    ]
    assert [(one.name, one.interviews, one.hours, one.cap) for one in board.loads] == [("Ines", 1, 1.75, 5), ("Ivan", 1, 1.75, 5)]
    assert board.roles == {ROLE_ID: "Weaver"}
    before = get_board(context, cast.rita, context.now(), 1)
    assert before.bookings == ()


def test_the_board_is_narrowed_to_a_role_or_a_person(context: Context, world: World) -> None:
    rita, now = world.cast.rita, context.now()
    board = get_board(context, rita, now, WEEK, person_id=world.cast.ivan.person_id)
    assert ([one.stage_title for one in board.bookings], [one.name for one in board.loads]) == (["Talk"], ["Ivan"])
    assert get_board(context, rita, now, WEEK, role_id="dyer").bookings == ()
    assert len(get_board(context, rita, now, WEEK, role_id=ROLE_ID).bookings) == 2


def test_a_clash_is_named_at_its_seat(context: Context, world: World) -> None:
    cast, start = world.cast, start_of(context, world)
    _, theirs = a_second_candidate(context, cast)
    schedule_interview(context, cast.rita, theirs, start + timedelta(minutes=30), panel=[cast.ines.person_id])
    add_time_away(context, cast.ivan, start, start + timedelta(days=1))
    save_profile(context, cast.ines, Profile(person_id=cast.ines.person_id, weekly_cap=1))
    board = get_board(context, cast.rita, context.now(), WEEK)
    named = {(one.candidate_name, one.stage_title): [found.sentence for found in one.clashes] for one in board.bookings}
    twice = ["Ines is in another interview at that time.", "Ines has more interviews that week than their cap."]
    assert named == {
        ("Cleo Marsh", "Workshop"): twice,
        ("Dana Wells", "Workshop"): twice,
        ("Cleo Marsh", "Talk"): ["Ivan is away at that time."],
    }
    odd = {one.candidate_name: one.candidate_at_odd_hours for one in board.bookings}
    assert odd == {"Cleo Marsh": False, "Dana Wells": False}  # 18:30 in Tokyo is late but no odd hour
    schedule_interview(context, cast.rita, theirs, start + timedelta(hours=4))
    assert any(one.candidate_at_odd_hours for one in get_board(context, cast.rita, context.now(), WEEK).bookings)


def test_a_hiring_manager_sees_others_candidates_only_as_load(context: Context, world: World) -> None:
    cast, start = world.cast, start_of(context, world)
    a_published_loop(context, cast.hanna, role_id="dyer")
    _, theirs = a_second_candidate(context, cast, "dyer")
    schedule_interview(context, cast.rita, theirs, start + timedelta(hours=5), panel=[cast.ines.person_id])
    board = get_board(context, cast.hugo, context.now(), WEEK)
    assert [one.candidate_name for one in board.bookings] == ["Cleo Marsh", "Cleo Marsh"]
    assert [(one.name, one.interviews, one.elsewhere) for one in board.loads] == [("Ines", 2, 1), ("Ivan", 1, 0)]
    assert "Dana" not in board.model_dump_json()


def test_who_is_recused_does_not_find_the_candidate_on_the_board(context: Context, world: World) -> None:
    cast = world.cast
    declare_conflict(context, cast.ada, world.candidate_id, "Kin.", person_id=cast.rita.person_id)
    assert "Cleo" not in get_board(context, cast.rita, context.now(), WEEK).model_dump_json()


def test_loads_are_those_of_the_weeks_on_the_viewers_calendar(context: Context, world: World) -> None:
    monday_midnight_in_berlin = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Berlin"))  # still Sunday in UTC
    loads = get_board(context, world.cast.rita, monday_midnight_in_berlin, WEEK).loads
    assert {(load.week, load.interviews) for load in loads} == {(datetime(2026, 3, 2, tzinfo=UTC), 1)}


def test_what_is_over_has_nothing_to_look_at(context: Context, world: World, clock: TestClock) -> None:
    start = start_of(context, world)
    add_time_away(context, world.cast.ivan, start, start + timedelta(days=1))
    assert any(one.clashes for one in get_board(context, world.cast.rita, context.now(), WEEK).bookings)
    monday = context.now()
    clock.forward(days=4)
    assert not any(one.clashes for one in get_board(context, world.cast.rita, monday, WEEK).bookings)


def test_a_candidate_who_left_needs_no_time(context: Context, world: World) -> None:
    candidate_id, _ = a_second_candidate(context, world.cast)
    withdraw_candidate(context, world.cast.rita, candidate_id)
    assert get_board(context, world.cast.rita, context.now(), WEEK).unscheduled == ()


def test_a_board_has_days(context: Context, cast: Cast) -> None:
    for days in (0, 32):
        with pytest.raises(Invalid, match="between 1 and 31 days"):
            get_board(context, cast.rita, context.now(), days)
    with pytest.raises(Forbidden):
        get_board(context, cast.ines, context.now(), 1)


def test_stand_ins_come_with_the_rules_they_break_the_best_first(context: Context, world: World) -> None:
    cast, start = world.cast, start_of(context, world)
    save_profile(context, cast.otto, Profile(person_id=cast.otto.person_id, skills=("design", "listening")))
    add_time_away(context, cast.hanna, start, start + timedelta(days=1))
    start_training(context, cast.rita, cast.olga.person_id, StageFormat.TECHNICAL)
    declare_conflict(context, cast.rita, world.candidate_id, "Kin.", person_id=cast.bo.person_id)
    found = list_stand_ins(context, cast.rita, world.talk)
    assert [(one.name, one.clashes) for one in found if one.clashes] == [
        ("Hanna", (Clash.AWAY,)),
        ("Bo", (Clash.RECUSED,)),
        ("Olga", (Clash.IN_TRAINING,)),
    ]
    assert (found[0].name, found[0].skills, found[0].is_possible) == ("Otto", ("design", "listening"), True)
    assert {one.name for one in found} == {
        "Ada",
        "Bo",
        "Hanna",
        "Hugo",
        "Ines",
        "Olga",
        "Otto",
        "Rita",
    }  # not Ivan, who sits there
    assert not found[-1].is_possible


def test_replacing_judges_the_rules_again_and_puts_what_was_accepted_on_the_record(context: Context, world: World) -> None:
    cast, start = world.cast, start_of(context, world)
    otto = cast.otto.person_id
    save_profile(context, cast.otto, Profile(person_id=otto, hours=(WeeklyHours(weekday=6, starts=time(9), ends=time(10)),)))
    with pytest.raises(Conflict, match=r"Otto is asked outside the hours they gave\. Choose somebody else\."):
        replace_interviewer(context, cast.rita, world.talk, cast.ivan.person_id, otto)
    replaced = replace_interviewer(context, cast.rita, world.talk, cast.ivan.person_id, otto, despite=True)
    assert [seat.name for seat in replaced.panel] == ["Otto"]
    with context.store.read() as unit:
        event = list(unit.audit.events(subject_id=world.talk))[-1].event
    assert event.details["despite"] == "outside_hours"
    _, theirs = a_second_candidate(context, cast)
    schedule_interview(context, cast.rita, theirs, start, panel=[cast.hugo.person_id])
    with pytest.raises(Conflict, match="Ines is in another interview at that time"):
        replace_interviewer(context, cast.rita, theirs, cast.hugo.person_id, cast.ines.person_id, despite=True)
