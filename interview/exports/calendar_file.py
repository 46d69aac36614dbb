"""Calendar files (RFC 5545) in two voices: what the candidate may read, and what the interviewers need.

A meeting keeps its UID for life; SEQUENCE is the interview's revision, which rises with every change, so that a calendar
replaces the old entry. What does not take place is sent as cancelled. Time zones are embedded with their rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar

from interview.domain.interview import Interview, InterviewState
from interview.domain.person import Actor
from interview.exports.text import plain
from interview.exports.words import EXPECT
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.interviews import get_kit, my_interviews
from interview.services.loops import get_loop

Voice = Literal["candidate", "interviewer"]


@dataclass(frozen=True)
class Event:
    """A meeting in one voice, in the zone of whom it is for."""

    uid: str
    sequence: int
    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    cancelled: bool


def candidate_events(context: Context, actor: Actor, candidate_id: str) -> tuple[Event, ...]:
    """A candidate's meetings as the candidate sees them: no skill, no internal text, nobody's address."""
    view = get_candidate(context, actor, candidate_id)
    stages = {
        stage.id: stage for stage in get_loop(context, actor, view.candidate.role_id, view.candidate.loop_version).loop.stages
    }
    events = []
    for interview in view.interviews:
        stage = stages[interview.stage_id]
        people = ", ".join(seat.name for seat in interview.panel)
        text = "\n".join(filter(None, [f"You will meet {people}." if people else "", EXPECT[stage.format]]))
        title = f"{view.role_title}: {stage.title}"
        events += _event(interview, "candidate", title, text, view.candidate.timezone)
    return tuple(events)


def interviewer_events(context: Context, actor: Actor) -> tuple[Event, ...]:
    """The actor's own interviews, with what they rate and where the kit is."""
    events = []
    for mine in my_interviews(context, actor):
        kit = get_kit(context, actor, mine.interview.id)
        rates = ", ".join(kit.skill_names.get(skill, skill) for skill in kit.stage.skills)
        lines = [
            f"Candidate: {mine.candidate_name}",
            f"Role: {mine.role_title}",
            kit.stage.purpose,
            f"You rate: {rates}" if not mine.is_shadow else "You shadow this interview.",
        ]
        if context.settings.public_url:
            lines.append(f"Kit and scorecard: {context.settings.public_url.rstrip('/')}/kit?interview={mine.interview.id}")
        events += _event(
            mine.interview, "interviewer", f"{kit.stage.title}: {mine.candidate_name}", "\n".join(lines), actor.timezone
        )
    return tuple(events)


def render_ics(
    events: Iterable[Event],
    *,
    now: datetime,
    organizer: tuple[str, str],
    method: Literal["PUBLISH", "REQUEST", "CANCEL"] = "PUBLISH",
    attendees: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A calendar file. ``organizer`` and ``attendees`` are (name, e-mail address); ``now`` stamps every event."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Loopwright//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        entry = icalendar.Event()
        entry.add("uid", event.uid)
        entry.add("sequence", event.sequence)
        entry.add("dtstamp", now)
        entry.add("dtstart", event.starts_at.astimezone(ZoneInfo(event.zone)))
        entry.add("dtend", event.ends_at.astimezone(ZoneInfo(event.zone)))
        entry.add("summary", plain(event.title))
        entry.add("description", plain(event.text))
        entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        entry.add("organizer", _address(*organizer))
        for attendee in attendees:
            entry.add("attendee", _address(*attendee))
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def organizer(context: Context, name: str) -> tuple[str, str]:
    """Who invites: the program under its public name; the address takes no mail unless the company makes it one."""
    host = urlsplit(context.settings.public_url or "").hostname or "loopwright.invalid"
    return (name, f"interviews@{host}")


def _event(interview: Interview, voice: Voice, title: str, text: str, zone: str) -> list[Event]:
    if interview.starts_at is None or interview.ends_at is None:
        return []
    return [
        Event(
            uid=f"{interview.id}.{voice}@loopwright",
            sequence=interview.revision,
            title=title,
            text=text,
            starts_at=interview.starts_at,
            ends_at=interview.ends_at,
            zone=zone,
            cancelled=interview.state is InterviewState.NOT_HELD,
        )
    ]


def _address(name: str, email: str) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"MAILTO:{email}")
    address.params["CN"] = icalendar.vText(plain(name).replace('"', "'").replace("\n", " "))
    return address
