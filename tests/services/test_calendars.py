"""Calendars of people: read from files and allowed addresses, kept as times alone, respected by the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interview.domain.availability import free_spans
from interview.errors import Forbidden, Invalid
from interview.services.calendars import follow_calendar, forget_calendar, get_calendar, import_calendar, refresh_calendars
from interview.services.context import Context
from interview.services.outgoing import Refused
from interview.services.pool import get_profile
from tests.factories import TestClock, World
from tests.services.test_busy_times import a_calendar

URL = "https://calendar.example.com/private-3f9/basic.ics"
TUESDAY = a_calendar("DTSTART:20260303T100000Z\nDTEND:20260303T120000Z\nSUMMARY:Oncologist")
WEDNESDAY = a_calendar("DTSTART:20260304T100000Z\nDTEND:20260304T120000Z")


@pytest.fixture
def allowing(context: Context) -> Context:
    """An installation that may read calendars of example.com and of everything below example.net."""
    return replace(context, settings=replace(context.settings, calendar_hosts=("calendar.example.com", ".example.net")))


def away(context: Context, world: World) -> list[datetime]:
    """When Ines' times away start."""
    return [gone.starts_at for gone in get_profile(context, world.cast.ines).profile.away]


def test_a_file_replaces_what_was_read_before_and_the_planner_sees_it(context: Context, world: World) -> None:
    assert import_calendar(context, world.cast.ines, TUESDAY) == 1
    assert import_calendar(context, world.cast.ines, WEDNESDAY) == 1
    profile = get_profile(context, world.cast.ines).profile
    assert [gone.starts_at for gone in profile.away] == [datetime(2026, 3, 4, 10, tzinfo=UTC)]
    day = (datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC))
    assert [(start.hour, end.hour) for start, end in free_spans(profile.hours, profile.away, "UTC", day)] == [(9, 10), (12, 17)]
    assert get_calendar(context, world.cast.ines).busy == 1
    forget_calendar(context, world.cast.ines)
    assert away(context, world) == []


def test_what_a_meeting_is_called_is_stored_nowhere(context: Context, world: World) -> None:
    import_calendar(context, world.cast.ines, TUESDAY)
    assert "Oncologist" not in get_profile(context, world.cast.ines).model_dump_json()
    with context.store.read() as unit:
        assert "Oncologist" not in "".join(sealed.model_dump_json() for sealed in unit.audit.events())


def test_a_calendar_at_an_address_is_read_again_every_hour(allowing: Context, world: World, clock: TestClock) -> None:
    answers = [TUESDAY, WEDNESDAY]
    assert follow_calendar(allowing, world.cast.ines, URL.replace("https", "webcal"), get=lambda _url: answers.pop(0)) == 1
    view = get_calendar(allowing, world.cast.ines)
    assert (view.host, view.problem, view.busy) == ("calendar.example.com", "", 1)
    assert refresh_calendars(allowing, lambda _url: answers.pop(0)) == 0  # too early
    clock.forward(hours=1, seconds=1)
    assert refresh_calendars(allowing, lambda _url: answers.pop(0)) == 1
    assert away(allowing, world) == [datetime(2026, 3, 4, 10, tzinfo=UTC)]


def test_the_address_opens_the_calendar_so_it_is_sealed(allowing: Context, world: World) -> None:
    follow_calendar(allowing, world.cast.ines, URL, get=lambda _url: TUESDAY)
    with allowing.store.read() as unit:
        kept = unit.calendars.get(world.cast.ines.person_id)
        trail = "".join(sealed.model_dump_json() for sealed in unit.audit.events())
    assert kept is not None
    assert "private-3f9" not in kept.model_dump_json() + trail + get_calendar(allowing, world.cast.ines).model_dump_json()


@pytest.mark.parametrize("failure", [OSError("no route"), Refused("The answer was 404"), None])
def test_a_calendar_that_can_not_be_read_keeps_what_is_known_and_says_so(
    failure: Exception | None, allowing: Context, world: World, clock: TestClock
) -> None:
    follow_calendar(allowing, world.cast.ines, URL, get=lambda _url: TUESDAY)
    clock.forward(hours=2)

    def failing(_url: str) -> bytes:
        if failure:
            raise failure
        return b"<html>sign in</html>"

    assert refresh_calendars(allowing, failing) == 0
    assert get_calendar(allowing, world.cast.ines).problem
    assert away(allowing, world) == [datetime(2026, 3, 3, 10, tzinfo=UTC)]
    assert refresh_calendars(allowing, lambda _url: WEDNESDAY) == 0  # not every minute


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://evil.example/x.ics", "ask an administrator to allow evil.example"),
        ("https://calendar.example.com.evil.example/x.ics", "only"),
        ("https://notexample.net/x.ics", "only"),
        ("http://calendar.example.com/x.ics", "https"),
        ("https://user:pass@calendar.example.com/x.ics", "user name"),
        ("https://127.0.0.1/x.ics", "only"),
        ("file:///etc/passwd", "https"),
    ],
)
def test_only_allowed_hosts_are_asked(url: str, told: str, allowing: Context, world: World) -> None:
    with pytest.raises(Invalid, match=told):
        follow_calendar(allowing, world.cast.ines, url, get=lambda _url: TUESDAY)
    assert follow_calendar(allowing, world.cast.ines, "https://a.b.example.net/x.ics", get=lambda _url: TUESDAY) == 1


def test_an_allowed_name_that_leads_inside_is_refused(context: Context, world: World) -> None:
    inside = replace(context, settings=replace(context.settings, calendar_hosts=("localhost",)))
    with pytest.raises(Invalid, match="not on the public internet"):
        follow_calendar(inside, world.cast.ines, "https://localhost/x.ics")


def test_without_an_allow_list_there_are_files_only(context: Context, world: World) -> None:
    with pytest.raises(Invalid, match="INTERVIEW_CALENDAR_HOSTS"):
        follow_calendar(context, world.cast.ines, URL, get=lambda _url: TUESDAY)


def test_a_host_that_is_allowed_no_longer_is_not_asked_again(
    allowing: Context, context: Context, world: World, clock: TestClock
) -> None:
    follow_calendar(allowing, world.cast.ines, URL, get=lambda _url: TUESDAY)
    clock.forward(hours=2)
    assert refresh_calendars(context, lambda _url: pytest.fail("was asked")) == 0
    assert "INTERVIEW_CALENDAR_HOSTS" in get_calendar(context, world.cast.ines).problem


def test_people_who_manage_the_pool_may_bring_somebodys_file_and_others_may_not(context: Context, world: World) -> None:
    cast = world.cast
    assert import_calendar(context, cast.rita, TUESDAY, person_id=cast.ines.person_id) == 1
    for act in (
        lambda: import_calendar(context, cast.otto, TUESDAY, person_id=cast.ines.person_id),
        lambda: get_calendar(context, cast.otto, person_id=cast.ines.person_id),
        lambda: forget_calendar(context, cast.otto, person_id=cast.ines.person_id),
    ):
        with pytest.raises(Forbidden):
            act()
    assert away(context, world) == [datetime(2026, 3, 3, 10, tzinfo=UTC)]
