"""Calendar files (RFC 5545) in two voices: what the candidate may read, and what the interviewers need.

A meeting keeps its UID for life; SEQUENCE is the interview's revision, which rises with every change, so that a calendar
replaces the old entry. What does not take place is sent as cancelled. Time zones are embedded with their rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
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
from interview.services.identity import list_people
from interview.services.interviews import my_interviews
from interview.services.kits import Kit, get_kit
from interview.services.loops import get_loop

Voice = Literal["candidate", "interviewer"]
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


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
    interview_id: str = ""
    person_id: str | None = None


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
        events.append(interview_event(interview, title=title, text=text, zone=view.candidate.timezone, person_id=None))
    return tuple(event for event in events if event)


def interviewer_events(context: Context, actor: Actor) -> tuple[Event, ...]:
    """The actor's own interviews, with what they rate and where the kit is."""
    events = []
    for mine in my_interviews(context, actor):
        kit = get_kit(context, actor, mine.interview.id)
        events.append(_seat_event(context, kit, actor.person_id, actor.timezone, is_shadow=mine.is_shadow))
    return tuple(event for event in events if event)


def panel_events(context: Context, actor: Actor, candidate_id: str) -> tuple[Event, ...]:
    """An event for every seat on the panels of a candidate's interviews, each in its person's zone, for who plans them."""
    zones = {person.id: person.timezone for person in list_people(context, actor)}
    events = list[Event | None]()
    for interview in get_candidate(context, actor, candidate_id).interviews:
        kit = get_kit(context, actor, interview.id)
        events += [
            _seat_event(context, kit, seat.person_id, zones[seat.person_id], is_shadow=seat.is_shadow) for seat in interview.panel
        ]
    return tuple(event for event in events if event)


def _seat_event(context: Context, kit: Kit, person_id: str, zone: str, *, is_shadow: bool) -> Event | None:
    rates = ", ".join(kit.skill_names.get(skill, skill) for skill in kit.stage.skills)
    lines = [
        f"Candidate: {kit.candidate_name}",
        f"Role: {kit.role_title}",
        kit.stage.purpose,
        "You shadow this interview." if is_shadow else f"You rate: {rates}",
    ]
    if context.settings.public_url:
        lines.append(f"Kit and scorecard: {context.settings.public_url.rstrip('/')}/kit?interview={kit.interview.id}")
    title = f"{kit.stage.title}: {kit.candidate_name}"
    return interview_event(kit.interview, title=title, text="\n".join(lines), zone=zone, person_id=person_id)


def render_ics(
    events: Iterable[Event],
    *,
    now: datetime,
    organizer: tuple[str, str],
    method: Method = "PUBLISH",
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
            entry.add("attendee", _address(*attendee, asked=method == "REQUEST"))
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def organizer(context: Context, name: str) -> tuple[str, str]:
    """Who invites: the sender of our mails, else an address under our public name, which takes no mail."""
    if context.settings.mail_from:
        sender, email = parseaddr(context.settings.mail_from)
        return (sender or name, email)
    host = urlsplit(context.settings.public_url or "").hostname or "loopwright.invalid"
    return (name, f"interviews@{host}")


def interview_event(interview: Interview, *, title: str, text: str, zone: str, person_id: str | None) -> Event | None:
    """An interview in the voice for ``person_id``, or for the candidate; ``None`` before it has a time."""
    if interview.starts_at is None or interview.ends_at is None:
        return None
    voice: Voice = "candidate" if person_id is None else "interviewer"
    return Event(
        uid=f"{interview.id}.{voice}@loopwright",
        sequence=interview.revision,
        title=title,
        text=text,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        zone=zone,
        cancelled=interview.state is InterviewState.NOT_HELD,
        interview_id=interview.id,
        person_id=person_id,
    )


def _address(name: str, email: str, *, asked: bool = False) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"MAILTO:{email}")
    if asked:
        address.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"})
    address.params["CN"] = icalendar.vText(plain(name).replace('"', "'").replace("\n", " "))
    return address
