"""The interviewer pool: what people declare about themselves, and the path on which they learn to interview."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from interview.domain.availability import WeeklyHours
from interview.domain.person import PersonRole
from interview.domain.pool import Profile, Step
from interview.domain.question import StageFormat
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.context import Context
from interview.services.identity import system_actor
from interview.services.interviews import assign_interviewers, mark_not_held, schedule_interview
from interview.services.pool import (
    Member,
    add_time_away,
    end_training,
    get_profile,
    list_pool,
    qualify_interviewer,
    remove_time_away,
    save_profile,
    start_training,
    words_in,
)
from tests.factories import Cast, TestClock, World, a_person

TECHNICAL = StageFormat.TECHNICAL


def member(context: Context, cast: Cast, name: str) -> Member:
    return next(one for one in list_pool(context, cast.rita) if one.person.name == name)


def test_a_person_declares_skills_languages_and_hours_and_reads_them_back(context: Context, cast: Cast) -> None:
    declared = Profile(
        person_id=cast.otto.person_id,
        skills=("coding", "design"),
        languages=words_in("German,  Swiss  German, German"),
        tags=("Berlin office",),
        team="Looms",
        weekly_cap=2,
        hours=(
            WeeklyHours(weekday=0, starts=time(9), ends=time(12)),
            WeeklyHours(weekday=0, starts=time(12), ends=time(13, 30)),
        ),
    )
    assert save_profile(context, cast.otto, declared) == declared
    assert get_profile(context, cast.otto).profile == declared
    assert declared.languages == ("German", "Swiss German")
    assert member(context, cast, "Otto").profile == declared
    assert member(context, cast, "Ivan").profile == Profile(person_id=cast.ivan.person_id)


def test_what_does_not_fit_is_said_and_nothing_is_kept(context: Context, cast: Cast) -> None:
    mine = Profile(person_id=cast.otto.person_id)
    twice = tuple(WeeklyHours(weekday=1, starts=time(hour), ends=time(12)) for hour in (9, 11))
    for wrong, sentence in (({"skills": ("juggling",)}, "no skill 'juggling'"), ({"hours": twice}, "overlap at 11:00")):
        with pytest.raises(Invalid, match=sentence):
            save_profile(context, cast.otto, mine.model_copy(update=wrong))
    assert get_profile(context, cast.otto).profile == mine


def test_times_away_are_noted_and_taken_back_by_the_person_alone_or_who_manages_the_pool(context: Context, cast: Cast) -> None:
    start = context.now() + timedelta(days=1)
    gone = add_time_away(context, cast.otto, start, start + timedelta(days=2))
    with pytest.raises(Invalid, match="turn the two around"):
        add_time_away(context, cast.otto, start, start)
    with pytest.raises(Invalid, match="time zone"):
        add_time_away(context, cast.otto, start.replace(tzinfo=None), start)
    with pytest.raises(Forbidden):
        remove_time_away(context, cast.ines, gone.id, person_id=cast.otto.person_id)
    with pytest.raises(NotFound):
        remove_time_away(context, cast.ines, gone.id)  # it is not hers
    assert get_profile(context, cast.rita, cast.otto.person_id).profile.away == (gone,)
    remove_time_away(context, cast.rita, gone.id, person_id=cast.otto.person_id)
    assert get_profile(context, cast.otto).profile.away == ()


def test_the_load_counts_interviews_and_the_hours_around_them(context: Context, world: World) -> None:
    assign_interviewers(context, world.cast.rita, world.talk, [world.cast.ivan.person_id], shadows=[world.cast.ines.person_id])
    ines, ivan = member(context, world.cast, "Ines"), member(context, world.cast, "Ivan")
    assert (ines.booked, ines.hours) == (1, 3.5)  # one that counts, one watched; an hour and three quarters each
    assert (ivan.booked, ivan.hours) == (1, 1.75)


def test_auditors_and_closed_accounts_are_not_in_the_pool(context: Context, cast: Cast) -> None:
    a_person(context, "Aki", PersonRole.AUDITOR, PersonRole.INTERVIEWER)
    names = [one.person.name for one in list_pool(context, cast.rita)]
    assert names == ["Ada", "Aki", "Bo", "Hanna", "Hugo", "Ines", "Ivan", "Olga", "Otto", "Rita"]


def test_who_learns_sits_in_leads_is_signed_off_and_only_then_interviews(
    context: Context, world: World, clock: TestClock
) -> None:
    cast, otto = world.cast, world.cast.otto.person_id
    start_training(context, cast.rita, otto, TECHNICAL)
    with pytest.raises(Conflict, match="begun already"):
        start_training(context, cast.rita, otto, TECHNICAL)
    with pytest.raises(Invalid, match="Still in training for this kind of interview: Otto"):
        schedule_interview(context, cast.rita, world.talk, context.now(), panel=[otto])
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id], shadows=[otto])
    assert _step(context, cast) == (0, Step.SHADOW)  # it has not been held yet
    clock.forward(days=3)
    assert _step(context, cast) == (1, Step.SHADOW)
    qualify_interviewer(context, cast.rita, otto, TECHNICAL)  # early, for somebody who did it elsewhere
    assert _step(context, cast) == (1, Step.QUALIFIED)
    assign_interviewers(context, cast.rita, world.workshop, [otto])
    end_training(context, cast.rita, otto, TECHNICAL)
    assert member(context, cast, "Otto").paths == ()
    with pytest.raises(NotFound):
        end_training(context, cast.rita, otto, TECHNICAL)


def test_an_interview_that_was_not_held_teaches_nothing(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    start_training(context, cast.rita, cast.otto.person_id, TECHNICAL)
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id], shadows=[cast.otto.person_id])
    mark_not_held(context, cast.rita, world.talk, "Storm.")
    clock.forward(days=3)
    assert _step(context, cast) == (0, Step.SHADOW)


def test_nobody_signs_themselves_off(context: Context, cast: Cast) -> None:
    start_training(context, cast.ada, cast.rita.person_id, TECHNICAL)
    with pytest.raises(Forbidden, match="Nobody signs themselves off"):
        qualify_interviewer(context, cast.rita, cast.rita.person_id, TECHNICAL)
    assert qualify_interviewer(context, cast.ada, cast.rita.person_id, TECHNICAL).qualified_by == cast.ada.person_id
    assert qualify_interviewer(context, system_actor(), cast.otto.person_id, TECHNICAL).qualified_by is None


def _step(context: Context, cast: Cast) -> tuple[int, Step]:
    path = member(context, cast, "Otto").paths[0]
    return path.sat_in, path.step
