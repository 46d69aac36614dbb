"""The schedule board, the chase list and what the candidate gets, as whoever plans sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.interviews import assign_interviewers, schedule_interview
from interview.services.pool import add_time_away
from tests.factories import ROLE_ID, TestClock, World, content, submit
from tests.ui.conftest import Visit


def test_the_board_lists_the_week_with_people_and_load(visit: Visit, world: World) -> None:
    tab = visit(world.cast.rita, "schedule")
    for words in ("Cleo Marsh", "Workshop", "Ines", "09:00 – 10:00", "1 of 5", "1.75"):
        assert words in tab.everything
    assert tab.links["Scorecards to chase"] == "chase"


def test_the_board_moves_by_weeks_and_says_when_nothing_is_on(visit: Visit, world: World) -> None:
    tab = visit(world.cast.rita, "schedule").press("Later")
    assert "No interview in these days." in tab.everything
    assert "09:00 – 10:00" in tab.press("Earlier").everything


def test_the_board_is_narrowed_to_a_person(visit: Visit, world: World) -> None:
    tab = visit(world.cast.rita, "schedule").choose("Person", world.cast.ivan.person_id)
    assert "Talk" in tab.everything
    assert "09:00 – 10:00" not in tab.everything  # Ines's workshop


def test_a_clash_is_named_and_solved_by_one_press(visit: Visit, context: Context, world: World) -> None:
    cast = world.cast
    start = get_candidate(context, cast.rita, world.candidate_id).interviews[0].starts_at
    assert start is not None
    add_time_away(context, cast.ines, start, start + timedelta(hours=1))
    tab = visit(cast.rita, "schedule")
    assert "Ines is away at that time." in [warning.value for warning in tab.app.warning]
    tab.choose("Stand-in", cast.otto.person_id).press("Replace")
    panel = get_candidate(context, cast.rita, world.candidate_id).interviews[0].panel
    assert [seat.name for seat in panel] == ["Otto"]
    assert [warning.value for warning in tab.app.warning] == []


def test_replacing_against_a_rule_is_said_before_it_is_done(visit: Visit, context: Context, world: World) -> None:
    cast = world.cast
    start = get_candidate(context, cast.rita, world.candidate_id).interviews[0].starts_at
    assert start is not None
    add_time_away(context, cast.otto, start, start + timedelta(hours=1))
    tab = visit(cast.rita, "schedule").choose("Stand-in", cast.otto.person_id)
    assert "Otto: 0 of 5 interviews that week. Otto is away at that time." in tab.everything
    assert tab.press("Replace").errors == ["Otto is away at that time. Choose somebody else."]
    tab.choose("Seat them all the same; this is put on the record", True).press("Replace")
    panel = get_candidate(context, cast.rita, world.candidate_id).interviews[0].panel
    assert [seat.name for seat in panel] == ["Otto"]


def test_what_has_no_time_yet_is_counted_and_leads_to_the_candidate(visit: Visit, context: Context, world: World) -> None:
    dana = add_candidate(context, world.cast.rita, name="Dana Wells", role_id=ROLE_ID)
    tab = visit(world.cast.rita, "schedule")
    assert "2 interviews have no time yet." in tab.everything
    theirs = get_candidate(context, world.cast.rita, dana.id).interviews[0].id
    tab.choose("Interview", theirs)
    assert tab.links["Panel and time"] == f"candidate?candidate={dana.id}"


def test_times_stand_in_the_viewers_zone(visit: Visit, context: Context, world: World) -> None:
    with context.store.write() as unit:
        unit.identity.update_person(world.cast.rita.person_id, timezone="Asia/Tokyo")
        unit.commit_bookkeeping()
    assert "18:00 – 19:00" in visit(world.cast.rita, "schedule").everything


@pytest.fixture
def owed(world: World, clock: TestClock) -> World:
    """The morning after."""
    clock.forward(days=3, hours=1)
    return world


def test_who_owes_is_listed_with_how_late_and_reminded_with_a_text_to_copy(visit: Visit, owed: World) -> None:
    tab = visit(owed.cast.rita, "chase")
    assert "2 scorecards are owed, 2 overdue." in tab.everything
    tab.press("Reminder to copy")
    text = str(tab.app.code[0].value)
    assert text.startswith("Your scorecard: Workshop, Cleo Marsh\n\nHello Ines,")
    assert "reminded once" in tab.everything
    tab.press("I have sent it")
    assert not tab.app.code


def test_who_hears_at_the_last_step_is_named_but_not_to_who_rates(
    visit: Visit, context: Context, owed: World, clock: TestClock
) -> None:
    cast = owed.cast
    assert visit(cast.rita, "chase").everything.count("After two days, a copy goes to Hugo") == 2
    clock.forward(days=3)
    tab = visit(cast.rita, "chase").press("Reminder to copy")  # the last step for one of them
    assert tab.everything.count("After two days, a copy goes to Hugo") == 1
    assign_interviewers(context, cast.rita, owed.talk, [cast.ivan.person_id, cast.rita.person_id])
    tab = visit(cast.rita, "chase")
    assert "Rita" in tab.everything
    assert "a copy goes to" not in tab.everything


def test_mail_is_offered_only_where_it_can_be_sent(visit: Visit, owed: World) -> None:
    assert "Remind by mail" not in visit(owed.cast.rita, "chase").buttons


def test_a_meeting_that_did_not_take_place_leaves_the_list(visit: Visit, owed: World) -> None:
    tab = visit(owed.cast.rita, "chase").fill("Why?", "Storm").press("Mark as not held")
    assert "1 scorecard is owed, 1 overdue." in tab.everything
    assert tab.press("Mark as not held").errors == ["Say why it did not take place."]


def test_nothing_owed_is_good_news(visit: Visit, world: World) -> None:
    assert [note.value for note in visit(world.cast.rita, "chase").app.success] == [
        "Nothing is owed. Scorecards show here as soon as their interview is over."
    ]


def test_who_rates_is_not_told_who_has_submitted(visit: Visit, context: Context, owed: World) -> None:
    cast = owed.cast
    assign_interviewers(context, cast.rita, owed.talk, [cast.ivan.person_id, cast.rita.person_id])
    submit(context, cast.ines, owed.workshop, content("design", "coding"))
    everything = visit(cast.rita, "chase").everything
    assert "Who has submitted for Cleo Marsh shows once your own scorecard is in." in everything
    assert "Ivan" not in everything


def test_the_candidates_copy_is_in_their_zone_and_says_nothing_internal(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding", notes="Zanzibar"))
    everything = visit(world.cast.rita, "candidate-schedule", candidate=world.candidate_id).everything
    for words in ("Welcome, Cleo Marsh", "09:00 to 10:00", "Ines", "What to expect"):
        assert words in everything
    for internal in ("Zanzibar", "Designing", "design-1", "Solid throughout", "weight 8"):
        assert internal not in everything


def test_the_candidates_copy_warns_of_what_is_missing(visit: Visit, context: Context, world: World) -> None:
    dana = add_candidate(context, world.cast.rita, name="Dana Wells", role_id=ROLE_ID)
    first = get_candidate(context, world.cast.rita, dana.id).interviews[0]
    schedule_interview(context, world.cast.rita, first.id, context.now() + timedelta(days=1), panel=[world.cast.otto.person_id])
    tab = visit(world.cast.rita, "candidate-schedule", candidate=dana.id)
    assert [warning.value for warning in tab.app.warning] == ["Still without a time or a name: Talk."]
