"""Candidates and interviews: panels, times, kits, recusals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from interview.domain.candidate import CandidateState
from interview.domain.interview import InterviewState
from interview.domain.person import PersonRole
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.candidates import (
    add_candidate,
    get_candidate,
    list_candidates,
    read_recusals,
    withdraw_candidate,
)
from interview.services.context import Context
from interview.services.identity import deactivate_person
from interview.services.interviews import (
    assign_interviewers,
    declare_conflict,
    mark_not_held,
    my_interviews,
    replace_interviewer,
    schedule_interview,
    scorecard_due_at,
)
from interview.services.kits import get_kit
from interview.storage.tables import interviews, loops, roles
from tests.factories import ROLE_ID, Cast, TestClock, World, a_person, content, submit


def test_a_candidate_gets_one_interview_for_each_stage(context: Context, world: World) -> None:
    view = get_candidate(context, world.cast.rita, world.candidate_id)
    assert [(one.stage_id, one.state, [seat.name for seat in one.panel]) for one in view.interviews] == [
        ("workshop", InterviewState.SCHEDULED, ["Ines"]),
        ("talk", InterviewState.SCHEDULED, ["Ivan"]),
    ]
    assert (view.scorecards_due, view.may_plan, view.may_decide, view.stage_titles) == (
        2,
        True,
        False,
        {"workshop": "Workshop", "talk": "Talk"},
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Give the candidate's name"),
        ({"timezone": "Nowhere"}, "no time zone"),
        ({"email": "@"}, "no e-mail address"),
        ({"role_id": "dyer"}, "no published loop"),
        ({"loop_version": 9}, "no published loop"),
    ],
)
def test_a_candidate_needs_sensible_fields(context: Context, world: World, fields: dict[str, object], sentence: str) -> None:
    given: dict[str, object] = {"name": "Dana", "role_id": ROLE_ID, **fields}
    with pytest.raises(Invalid, match=sentence):
        add_candidate(context, world.cast.rita, **given)  # type: ignore[arg-type]  # wrong values are the point


def test_lists_keep_who_has_withdrawn(context: Context, world: World) -> None:
    rita = world.cast.rita
    dana = add_candidate(context, rita, name="Dana", role_id=ROLE_ID)
    assert list_candidates(context, rita)[0].candidate == dana
    withdraw_candidate(context, rita, dana.id)
    with pytest.raises(Invalid, match="withdrawn already"):
        withdraw_candidate(context, rita, dana.id)
    assert [row.candidate.state for row in list_candidates(context, rita, role_id=ROLE_ID)] == [
        CandidateState.WITHDRAWN,
        CandidateState.ACTIVE,
    ]
    assert list_candidates(context, rita, role_id="dyer") == ()


def test_the_kit_shows_what_others_cover_and_nothing_they_wrote(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    kit = get_kit(context, world.cast.ivan, world.talk)
    assert [(other.title, other.skills) for other in kit.others] == [("Workshop", ("design", "coding"))]
    assert (kit.bars, kit.must_haves) == ({"design": 4, "listening": 3}, ("design",))
    assert (kit.may_write, get_kit(context, world.cast.hugo, world.talk).may_write) == (True, False)
    assert set(kit.rubrics) == {"design", "listening"}
    assert kit.skill_names == {"coding": "Coding", "design": "Designing", "listening": "Listening"}


def test_my_interviews_come_in_the_order_of_the_day_with_their_due_time(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id], shadows=[cast.ines.person_id])
    workshop, talk = my_interviews(context, cast.ines)
    assert [(mine.stage_title, mine.is_shadow, mine.submitted) for mine in (workshop, talk)] == [
        ("Workshop", False, False),
        ("Talk", True, False),
    ]
    assert workshop.due_at == datetime(2026, 3, 5, 9, tzinfo=UTC)  # the meeting is on Wednesday, due on Thursday
    assert not workshop.is_overdue
    clock.forward(days=4)
    assert my_interviews(context, cast.ines)[0].is_overdue
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    done = my_interviews(context, cast.ines)[-1]
    assert (done.submitted, done.is_overdue, done.stage_title) == (True, False, "Workshop")


def test_scorecards_are_due_on_the_next_working_morning_of_the_interviewer() -> None:
    friday_evening_in_tokyo = datetime(2026, 3, 6, 11, tzinfo=UTC)
    assert scorecard_due_at(friday_evening_in_tokyo, "Asia/Tokyo").isoformat() == "2026-03-09T09:00:00+09:00"
    assert scorecard_due_at(datetime(2026, 3, 5, 16, tzinfo=UTC), "UTC") == datetime(2026, 3, 6, 9, tzinfo=UTC)


def test_a_panel_has_active_unrecused_people_once(context: Context, world: World) -> None:
    cast, ines = world.cast, world.cast.ines.person_id
    gone = a_person(context, "Gone", PersonRole.INTERVIEWER)
    deactivate_person(context, cast.ada, gone.person_id)
    with pytest.raises(Invalid, match="at least one interviewer"):
        assign_interviewers(context, cast.rita, world.workshop, [], shadows=[ines])
    with pytest.raises(Invalid, match="twice"):
        assign_interviewers(context, cast.rita, world.workshop, [ines], shadows=[ines])
    for person_id in (gone.person_id, "person-0"):
        with pytest.raises(NotFound, match="no active account"):
            assign_interviewers(context, cast.rita, world.workshop, [person_id])
    declare_conflict(context, cast.rita, world.candidate_id, "Kin.", person_id=cast.otto.person_id)
    with pytest.raises(Forbidden, match="Recused from this candidate: Otto"):
        assign_interviewers(context, cast.rita, world.workshop, [ines, cast.otto.person_id])


def test_the_author_of_a_submitted_scorecard_stays_on_the_panel(context: Context, world: World) -> None:
    cast = world.cast
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    with pytest.raises(Conflict, match="Ines has submitted"):
        replace_interviewer(context, cast.rita, world.workshop, cast.ines.person_id, cast.otto.person_id)
    with pytest.raises(Conflict, match="it did take place"):
        mark_not_held(context, cast.rita, world.workshop, "ill")
    with pytest.raises(NotFound, match="not on this panel"):
        replace_interviewer(context, cast.rita, world.talk, cast.otto.person_id, cast.ines.person_id)


def test_times_are_aware_and_do_not_overlap_for_the_candidate(context: Context, world: World) -> None:
    rita = world.cast.rita
    workshop = get_candidate(context, rita, world.candidate_id).interviews[0]
    assert workshop.starts_at is not None
    assert workshop.ends_at == workshop.starts_at + timedelta(hours=1)
    with pytest.raises(Conflict, match="in 'workshop' at that time"):
        schedule_interview(context, rita, world.talk, workshop.starts_at + timedelta(minutes=59))
    moved = schedule_interview(context, rita, world.talk, workshop.starts_at + timedelta(minutes=60))
    assert moved.starts_at == workshop.ends_at
    with pytest.raises(Invalid, match="time zone"):
        schedule_interview(context, rita, world.talk, datetime(2026, 3, 9, 9))  # noqa: DTZ001 - the point


def test_a_meeting_that_was_not_held_owes_nothing_and_is_not_planned_again(context: Context, world: World) -> None:
    cast = world.cast
    with pytest.raises(Invalid, match="Say why"):
        mark_not_held(context, cast.rita, world.talk, " ")
    mark_not_held(context, cast.rita, world.talk, "Power cut.")
    assert get_candidate(context, cast.rita, world.candidate_id).scorecards_due == 1
    with pytest.raises(Invalid, match="not held"):
        schedule_interview(context, cast.rita, world.talk, context.now())
    with pytest.raises(Invalid, match="not held"):
        assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id])


def test_recusing_oneself_clears_the_seat_and_closes_the_candidate(context: Context, world: World) -> None:
    cast = world.cast
    with pytest.raises(Invalid, match="Give a reason"):
        declare_conflict(context, cast.ines, world.candidate_id, "")
    declare_conflict(context, cast.ines, world.candidate_id, "We were married.")
    declare_conflict(context, cast.rita, world.candidate_id, "Again.", person_id=cast.ines.person_id)  # is known already
    assert my_interviews(context, cast.ines) == ()
    for refused in (
        lambda: get_candidate(context, cast.ines, world.candidate_id),
        lambda: get_kit(context, cast.ines, world.workshop),
    ):
        with pytest.raises(Forbidden, match="recused"):
            refused()
    view = get_candidate(context, cast.rita, world.candidate_id)
    assert view.recused == (cast.ines.person_id,)
    assert "married" not in view.model_dump_json()
    assert [recusal.reason for recusal in read_recusals(context, cast.ada, world.candidate_id)] == ["We were married."]


def test_nobody_else_recuses_others(context: Context, world: World) -> None:
    cast = world.cast
    with pytest.raises(Forbidden):
        declare_conflict(context, cast.ines, world.candidate_id, "Dislike.", person_id=cast.ivan.person_id)
    with pytest.raises(NotFound, match="no such interview"):
        declare_conflict(context, cast.rita, "candidate-0", "x")
    with pytest.raises(Forbidden):
        declare_conflict(context, cast.otto, "candidate-0", "x")
    with pytest.raises(NotFound, match="no such person"):
        declare_conflict(context, cast.rita, world.candidate_id, "x", person_id="person-0")


def test_what_does_not_exist_is_refused_alike_for_those_who_may_not_look(context: Context, cast: Cast) -> None:
    with pytest.raises(NotFound, match="no such candidate"):
        get_candidate(context, cast.rita, "candidate-0")
    with pytest.raises(Forbidden) as unknown:
        get_candidate(context, cast.otto, "candidate-0")
    assert "may not open this candidate" in str(unknown.value)


def test_a_damaged_database_is_said_to_be_damaged(context: Context, world: World) -> None:
    cast = world.cast
    with context.store.engine.begin() as connection:
        connection.execute(update(interviews).where(interviews.c.id == world.talk).values(stage_id="gone"))
    with pytest.raises(NotFound, match="no stage 'gone'"):
        get_kit(context, cast.ivan, world.talk)
    for table, words in ((roles, "role of this candidate is gone"), (loops, "loop of this candidate is gone")):
        with context.store.engine.begin() as connection:
            connection.execute(delete(table))
        with pytest.raises(NotFound, match=words):
            get_kit(context, cast.ines, world.workshop)
