"""Panels and times by proposal: from hours, times away, caps and training; taken whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from interview.domain.availability import WeeklyHours
from interview.domain.interview import InterviewState
from interview.domain.pool import Profile
from interview.domain.question import StageFormat
from interview.errors import Conflict, Invalid, NotFound
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.interviews import assign_interviewers, declare_conflict, mark_not_held, schedule_interview
from interview.services.pool import add_time_away, save_profile, start_training
from interview.services.staffing import Ask, ProposalView, begin_proposal, get_proposal, stop_proposal, take_proposal
from interview.services.staffing_problem import Ease
from tests.factories import ROLE_ID, Cast, TestClock, World, content, submit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]  # the planner's process is what costs

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)  # the clock stands at Monday, 2 March, nine o'clock UTC
NEXT = Ask(first_day=MONDAY, last_day=TUESDAY, max_days=1)


def proposed(context: Context, cast: Cast, candidate_id: str, ask: Ask = NEXT) -> ProposalView:
    begin_proposal(context, cast.rita, candidate_id, ask)
    search = context.searches.get(f"proposal:{candidate_id}")
    assert search is not None
    search.wait(90)
    view = get_proposal(context, cast.rita, candidate_id)
    assert view is not None
    assert view.is_over
    return view


def only(context: Context, cast: Cast, *willing: str) -> None:
    """Everybody else is away in March."""
    for name in ("ada", "rita", "hugo", "ines", "ivan", "bo", "hanna", "olga", "otto"):
        if name not in willing:
            person_id = getattr(cast, name).person_id
            add_time_away(
                context, cast.ada, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), person_id=person_id
            )


def dora(context: Context, world: World) -> str:
    return add_candidate(context, world.cast.rita, name="Dora", role_id=ROLE_ID, timezone="Europe/Berlin").id


def test_a_proposal_fills_every_seat_within_hours_and_outside_lunch(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    only(context, cast, "ines", "otto")
    afternoons = tuple(WeeklyHours(weekday=day, starts=time(13), ends=time(17)) for day in range(5))
    save_profile(context, cast.ines, Profile(person_id=cast.ines.person_id, hours=afternoons))
    view = proposed(context, cast, candidate_id)
    assert (view.proven, view.reasons) == (True, ())
    assert [one.stage_title for one in view.interviews] == ["Workshop", "Talk"] or len(view.interviews) == 2
    assert {name for one in view.interviews for _, name in one.panel} == {"Ines", "Otto"}
    begins = {one.panel[0][1]: one.starts_at.astimezone(UTC) for one in view.interviews}
    assert begins["Ines"].hour >= 13
    assert len({start.date() for start in begins.values()}) == 1
    booked = take_proposal(context, cast.rita, candidate_id)
    assert {one.state for one in booked} == {InterviewState.SCHEDULED}
    assert get_proposal(context, cast.rita, candidate_id) is None
    with pytest.raises(NotFound, match="no proposal to take"):
        take_proposal(context, cast.rita, candidate_id)


def test_who_is_recused_away_in_training_or_booked_is_not_proposed(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    only(context, cast, "ines", "ivan", "otto", "bo", "olga")
    declare_conflict(context, cast.rita, candidate_id, "Kin.", person_id=cast.otto.person_id)
    start_training(context, cast.ada, cast.bo.person_id, StageFormat.TECHNICAL)
    save_profile(context, cast.ada, Profile(person_id=cast.olga.person_id, weekly_cap=0))
    view = proposed(context, cast, candidate_id)
    assert {name for one in view.interviews for _, name in one.panel} == {"Ines", "Ivan"}


def test_who_declared_other_skills_sits_there_only_once_skills_are_set_aside(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    only(context, cast, "ines", "otto")
    save_profile(context, cast.ada, Profile(person_id=cast.ines.person_id, skills=("coding",)))  # the workshop rates it
    view = proposed(context, cast, candidate_id)
    assert {one.stage_id: one.panel[0][1] for one in view.interviews} == {"workshop": "Ines", "talk": "Otto"}
    save_profile(context, cast.ada, Profile(person_id=cast.otto.person_id, skills=("coding",)))
    view = proposed(context, cast, candidate_id)
    assert (view.interviews, Ease.SKILLS in view.helps) == ((), True)
    assert not any("all of" in reason.text for reason in view.reasons)


def test_where_nobody_is_left_the_reasons_name_people_and_what_would_help(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    only(context, cast, "ines", "otto")
    save_profile(context, cast.ada, Profile(person_id=cast.otto.person_id, weekly_cap=0))
    view = proposed(context, cast, candidate_id)
    assert view.interviews == ()
    assert view.reasons
    assert Ease.CAPS in view.helps
    assert Ease.LUNCH not in view.helps
    assert view.names[cast.otto.person_id] == "Otto"
    helped = proposed(context, cast, candidate_id, NEXT.model_copy(update={"ease": (Ease.CAPS,)}))
    assert len(helped.interviews) == 2
    stop_proposal(context, cast.rita, candidate_id)  # put away
    assert get_proposal(context, cast.rita, candidate_id) is None


def test_a_person_can_be_kept_and_another_one_refused(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    only(context, cast, "ines", "ivan", "otto")
    ask = NEXT.model_copy(update={"keep": (("talk", cast.otto.person_id),), "without": (cast.ivan.person_id,)})
    view = proposed(context, cast, candidate_id, ask)
    panels = {one.stage_id: [name for _, name in one.panel] for one in view.interviews}
    assert panels == {"talk": ["Otto"], "workshop": ["Ines"]}


def test_when_somebody_drops_out_the_time_stays_and_only_the_seat_changes(context: Context, world: World) -> None:
    cast = world.cast
    view = proposed(context, cast, world.candidate_id, NEXT.model_copy(update={"leaving": cast.ivan.person_id}))
    (talk,) = view.interviews
    assert talk.was_at is not None
    assert (talk.stage_id, talk.starts_at) == ("talk", talk.was_at.replace(microsecond=0))
    assert talk.was_panel == ((cast.ivan.person_id, "Ivan"),)
    assert talk.panel[0][1] not in {"Ivan", "Ines"}  # Ines is in the workshop already
    take_proposal(context, cast.rita, world.candidate_id)
    panels = {
        one.stage_id: [seat.name for seat in one.panel]
        for one in get_candidate(context, cast.rita, world.candidate_id).interviews
    }
    assert panels == {"workshop": ["Ines"], "talk": [talk.panel[0][1]]}


def test_extra_time_makes_interviews_longer(context: Context, world: World) -> None:
    candidate_id = dora(context, world)
    view = proposed(context, world.cast, candidate_id, NEXT.model_copy(update={"extra_time_percent": 50}))
    assert {one.ends_at - one.starts_at for one in view.interviews} == {timedelta(minutes=90)}


def test_what_has_changed_since_the_proposal_is_not_overwritten(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    view = proposed(context, cast, candidate_id)
    first = view.interviews[0]
    assign_interviewers(context, cast.rita, first.interview_id, [cast.hanna.person_id])
    with pytest.raises(Conflict, match="was changed in the meantime"):
        take_proposal(context, cast.rita, candidate_id)
    states = {one.state for one in get_candidate(context, cast.rita, candidate_id).interviews}
    assert states == {InterviewState.PLANNED}  # nothing of it was booked


def test_a_person_who_was_booked_elsewhere_in_the_meantime_is_refused(context: Context, world: World) -> None:
    cast, candidate_id = world.cast, dora(context, world)
    only(context, cast, "ines", "otto")
    view = proposed(context, cast, candidate_id)
    first = view.interviews[0]
    other = get_candidate(context, cast.rita, world.candidate_id).interviews[1]
    schedule_interview(context, cast.rita, other.id, first.starts_at, panel=[first.panel[0][0]])
    with pytest.raises(Conflict, match="is in another interview at that time"):
        take_proposal(context, cast.rita, candidate_id)


def test_what_took_place_is_not_planned_again(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    with pytest.raises(Invalid, match="no interview to plan"):
        begin_proposal(context, cast.rita, world.candidate_id, NEXT)  # both have a time
    submit(context, cast.ines, world.workshop, content("design", "coding"))
    mark_not_held(context, cast.rita, world.talk, "ill")
    with pytest.raises(Invalid, match="no interview to plan"):
        begin_proposal(context, cast.rita, world.candidate_id, NEXT.model_copy(update={"stages": ("workshop", "talk")}))
    with pytest.raises(Invalid, match="at most 20 days after"):
        begin_proposal(context, cast.rita, world.candidate_id, NEXT.model_copy(update={"last_day": date(2026, 5, 1)}))
    with pytest.raises(Invalid, match="ends before it begins"):
        begin_proposal(context, cast.rita, world.candidate_id, NEXT.model_copy(update={"to_time": time(8)}))
