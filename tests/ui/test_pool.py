"""People: the pool, one's own hours, and learning to interview."""

from __future__ import annotations

from datetime import time

from interview.domain.availability import WeeklyHours
from interview.domain.pool import Profile
from interview.domain.question import StageFormat
from interview.services.context import Context
from interview.services.pool import get_profile, list_pool, save_profile
from tests.factories import Cast, World
from tests.ui.conftest import Visit


def test_somebody_says_when_and_for_what_they_interview(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.otto, "profile")
    tab.app.checkbox(key="profile-on-0-0").check()
    tab.app.time_input(key="profile-to-0-0").set_value(time(12))
    tab.app.multiselect(key="profile-skills").set_value(["coding"])
    tab.app.text_input(key="profile-languages").set_value("Dutch, English")
    tab.app.number_input(key="profile-cap").set_value(2)
    tab.press("Save")
    assert tab.errors == []
    profile = get_profile(context, cast.otto).profile
    assert profile.hours == (WeeklyHours(weekday=0, starts=time(9), ends=time(12)),)
    assert (profile.skills, profile.languages, profile.weekly_cap) == (("coding",), ("Dutch", "English"), 2)


def test_hours_that_end_before_they_start_are_refused_in_a_sentence(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.otto, "profile")
    tab.app.checkbox(key="profile-on-0-0").check()
    tab.app.time_input(key="profile-to-0-0").set_value(time(8))
    assert tab.press("Save").errors == ["A day ends before it starts; turn its two times around."]
    assert get_profile(context, cast.otto).profile == Profile(person_id=cast.otto.person_id)


def test_times_away_come_and_go(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.otto, "profile").press("Add time away")
    assert len(get_profile(context, cast.otto).profile.away) == 1
    tab.press("Remove")
    assert get_profile(context, cast.otto).profile.away == ()


def test_who_manages_the_pool_opens_anybodys_hours_and_others_do_not(visit: Visit, cast: Cast) -> None:
    assert visit(cast.rita, "profile", person=cast.otto.person_id).title == "Otto"
    refused = visit(cast.ines, "profile", person=cast.otto.person_id)
    assert refused.errors == [
        "You may not manage the interviewer pool; ask an administrator for the right role or a place on the panel."
    ]


def test_the_pool_shows_skills_languages_and_load_and_is_narrowed(visit: Visit, context: Context, world: World) -> None:
    cast = world.cast
    for actor, skill, language in ((cast.ines, "coding", "Dutch"), (cast.ivan, "design", "Polish")):
        save_profile(context, actor, Profile(person_id=actor.person_id, skills=(skill,), languages=(language,), weekly_cap=3))
    tab = visit(cast.hugo, "pool")
    for words in ("Coding", "Dutch", "1 of 3", "1.75"):
        assert words in tab.everything
    tab.choose("Language", "Polish")
    assert "Coding" not in tab.app.get("html")[-1].proto.body
    assert "Start the training" not in tab.buttons  # a hiring manager looks, and changes nothing


def test_a_training_begins_and_is_signed_off(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.rita, "pool").choose("Person", cast.otto.person_id, at=0)
    tab.choose("Kind of interview", StageFormat.CODING).press("Start the training")
    (path,) = next(one for one in list_pool(context, cast.rita) if one.person.id == cast.otto.person_id).paths
    assert (path.training.format, path.step.value) == (StageFormat.CODING, "shadow")
    tab.press("Sign off")
    (path,) = next(one for one in list_pool(context, cast.rita) if one.person.id == cast.otto.person_id).paths
    assert path.step.value == "qualified"
    assert "Sign off" not in tab.buttons
    tab.press("Take back")
    assert next(one for one in list_pool(context, cast.rita) if one.person.id == cast.otto.person_id).paths == ()
