"""Calendar files, read by another parser than the one that wrote them: lines, folding, zones, and who reads what."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from interview.exports.calendar_file import Event, candidate_events, interviewer_events, render_ics
from interview.exports.catalogue import interviewer_calendar, make_document
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.interviews import mark_not_held, schedule_interview
from tests.factories import ROLE_ID, World

sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def unfolded(data: bytes) -> list[str]:
    """The lines by the rules of RFC 5545: CRLF, at most 75 octets, folded lines joined."""
    assert data.endswith(b"\r\n")
    raw = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line for line in raw)
    return re.sub(r"\r\n[ \t]", "", "\r\n".join(line.decode() for line in raw)).split("\r\n")


def an_event(start: datetime, zone: str = "UTC", *, title: str = "Talk", cancelled: bool = False) -> Event:
    """An hour."""
    return Event("one@loopwright", 3, title, "Line one\nline; two, three", start, start + timedelta(hours=1), zone, cancelled)


def rendered(*events: Event) -> bytes:
    """A file with these events."""
    return render_ics(events, now=datetime(2026, 1, 1, tzinfo=UTC), organizer=("Loop; wright", "i@example.org"))


def test_a_file_holds_what_the_standard_requires() -> None:
    lines = unfolded(rendered(an_event(datetime(2026, 3, 4, 9, tzinfo=UTC))))
    for needed in (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "UID:one@loopwright",
        "SEQUENCE:3",
        "DTSTAMP:20260101T000000Z",
        "DTSTART:20260304T090000Z",
        "DTEND:20260304T100000Z",
        "STATUS:CONFIRMED",
        "DESCRIPTION:Line one\\nline\\; two\\, three",
        "END:VCALENDAR",
    ):
        assert needed in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1


@pytest.mark.parametrize(
    ("zone", "month", "expected"),
    [("Europe/Berlin", 3, 1), ("Europe/Berlin", 7, 2), ("America/New_York", 7, -4), ("Asia/Kolkata", 3, 5.5)],
)
def test_zones_are_embedded_with_their_summer_time(zone: str, month: int, expected: float) -> None:
    """The rules in the file, applied by dateutil and not by us, give the wall time and the moment that we meant."""
    start = datetime(2026, month, 4, 9, tzinfo=UTC)
    data = rendered(an_event(start, zone))
    text = data.decode()
    embedded = "BEGIN:VTIMEZONE" + text.split("BEGIN:VTIMEZONE")[1].split("END:VTIMEZONE")[0] + "END:VTIMEZONE\r\n"
    zones: Any = importlib.import_module("dateutil.tz").tzical(StringIO(embedded))  # it publishes no types
    line = next(line for line in unfolded(data) if line.startswith("DTSTART;TZID="))
    name, wall = re.fullmatch(r"DTSTART;TZID=([^:]+):(\d{8}T\d{6})", line).groups()  # type: ignore[union-attr] # it starts like that
    local = datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=zones.get(name))
    assert local.utcoffset() == timedelta(hours=expected)
    assert local.astimezone(UTC) == start


def test_hostile_titles_break_no_line() -> None:
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:http://evil.example/" + "ü" * 100
    lines = unfolded(rendered(an_event(datetime(2026, 3, 4, 9, tzinfo=UTC), title=evil)))
    assert lines.count("BEGIN:VEVENT") == 1
    assert not [line for line in lines if line.startswith("ATTACH")]


def test_an_invitation_names_its_attendees() -> None:
    event = an_event(datetime(2026, 3, 4, 9, tzinfo=UTC))
    data = render_ics(
        [event],
        now=event.starts_at,
        organizer=("Loopwright", "i@example.org"),
        method="REQUEST",
        attendees=[('Dana "D" Reed', "dana@example.net")],
    )
    calendar = icalendar.Calendar.from_ical(data)
    attendee = calendar.walk("VEVENT")[0]["attendee"]
    assert (str(attendee), attendee.params["CN"]) == ("MAILTO:dana@example.net", "Dana 'D' Reed")
    assert calendar["method"] == "REQUEST"


@sqlite
def test_the_two_voices_tell_different_things_of_one_meeting(context: Context, world: World) -> None:
    outside = make_document(context, world.cast.rita, "schedule", world.candidate_id, "ics").data.decode().replace("\r\n ", "")
    inside = interviewer_calendar(context, world.cast.ines).data.decode().replace("\r\n ", "")
    assert "You will meet Ines." in outside
    assert "You rate: Designing\\, Coding" in inside
    assert "Candidate: Cleo Marsh" in inside
    for internal in ("Designing", "rate", "bar", "@example.org", "To see the work", "kit"):
        assert internal not in outside
    assert {event.uid.split(".")[1] for event in candidate_events(context, world.cast.rita, world.candidate_id)} == {
        "candidate@loopwright"
    }


@sqlite
def test_moving_keeps_the_uid_and_raises_the_sequence_and_cancelling_says_so(context: Context, world: World) -> None:
    rita = world.cast.rita
    before = candidate_events(context, rita, world.candidate_id)[0]
    schedule_interview(context, rita, world.workshop, before.starts_at + timedelta(days=1))
    moved = next(event for event in candidate_events(context, rita, world.candidate_id) if event.uid == before.uid)
    assert moved.sequence > before.sequence
    mark_not_held(context, rita, world.workshop, "ill")
    gone = next(event for event in candidate_events(context, rita, world.candidate_id) if event.uid == before.uid)
    assert (gone.cancelled, gone.sequence > moved.sequence) == (True, True)
    assert "STATUS:CANCELLED" in unfolded(rendered(gone))


@sqlite
def test_what_has_no_time_yet_is_in_no_calendar(context: Context, world: World) -> None:
    fresh = add_candidate(context, world.cast.rita, name="Nora Bell", role_id=ROLE_ID, timezone="Europe/Berlin")
    assert candidate_events(context, world.cast.rita, fresh.id) == ()
    first = get_candidate(context, world.cast.rita, fresh.id).interviews[0]
    schedule_interview(context, world.cast.rita, first.id, datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Berlin")))
    [event] = candidate_events(context, world.cast.rita, fresh.id)
    assert event.text == "A technical conversation about how things work and why."
    assert "DTSTART;TZID=Europe/Berlin:20260701T090000" in unfolded(rendered(event))


@sqlite
def test_interviewers_find_the_way_to_their_kit(context: Context, world: World) -> None:
    public = replace(context, settings=replace(context.settings, public_url="https://loops.example.com/"))
    [event] = interviewer_events(public, world.cast.ines)
    assert f"https://loops.example.com/kit?interview={world.workshop}" in event.text
    assert b"interviews@loops.example.com" in interviewer_calendar(public, world.cast.ines).data
