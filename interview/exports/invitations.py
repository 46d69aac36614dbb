"""Invitations by mail: what people do not know yet about a candidate's interviews, each in their own words and zone.

Nothing is remembered but what was told (the digest in the outbox): what differs from it is told now, as a new invitation, a
change, or a cancellation. Who is told nothing new gets no letter, however often somebody asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from interview.domain.base import Value
from interview.domain.candidate import CandidateState
from interview.domain.letter import Letter, LetterKind
from interview.domain.person import Actor, Person
from interview.exports.brand import load_brand
from interview.exports.calendar_file import (
    Event,
    Method,
    candidate_events,
    interview_event,
    organizer,
    panel_events,
    render_ics,
)
from interview.exports.text import plain
from interview.services.candidates import CandidateView, get_candidate
from interview.services.context import Context
from interview.services.identity import list_people
from interview.services.invitations import comes_by_link
from interview.services.letters import mail_guest_link, refuse_demo, refuse_without_mail
from interview.services.outbox import Told, list_told, send_letters


class Change(StrEnum):
    """What a letter tells."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"


class Invitation(Value):
    """A letter that is due, and what it tells. ``is_guest``: the person has no account and needs a link as well."""

    change: Change
    title: str
    starts_at: datetime
    is_guest: bool
    letter: Letter


@dataclass(frozen=True)
class _Reader:
    name: str
    email: str
    is_guest: bool = False


def due_invitations(context: Context, actor: Actor, candidate_id: str) -> tuple[Invitation, ...]:
    """What would be sent now, the earliest meeting first. Meetings that have begun are no news any more."""
    view = get_candidate(context, actor, candidate_id)
    people = {person.id: person for person in list_people(context, actor)}
    told = {(one.interview_id, one.to_email): one for one in list_told(context, actor, candidate_id)}
    found, still = list[Invitation](), set[tuple[str, str]]()
    if view.candidate.state is CandidateState.ACTIVE:
        for event, reader in _meetings(context, actor, view, people):
            place = (event.interview_id, reader.email)
            if event.cancelled:
                continue
            still.add(place)
            if place not in told or told[place].told != _digest(event):
                change = Change.CHANGED if place in told else Change.NEW
                found.append(_invitation(context, candidate_id, event, reader, change))
    for place in told.keys() - still:
        found += _cancellation(context, view, told[place], people)
    coming = [one for one in found if one.starts_at > context.now()]
    return tuple(sorted(coming, key=lambda one: (one.starts_at, one.letter.to_name)))


def _meetings(
    context: Context, actor: Actor, view: CandidateView, people: Mapping[str, Person]
) -> Iterator[tuple[Event, _Reader]]:
    for event in panel_events(context, actor, view.candidate.id):
        person = people[str(event.person_id)]
        yield event, _Reader(person.name, person.email, is_guest=comes_by_link(context, person))
    if view.candidate.email:
        reader = _Reader(view.candidate.name, view.candidate.email)
        for event in candidate_events(context, actor, view.candidate.id):
            yield event, reader


def _cancellation(context: Context, view: CandidateView, told: Told, people: Mapping[str, Person]) -> list[Invitation]:
    """For who was told of a meeting and is not in it any more; it tells nothing but which one."""
    interview = next((one for one in view.interviews if one.id == told.interview_id), None)
    if interview is None:
        return []
    stage = view.stage_titles.get(interview.stage_id, interview.stage_id)
    person = people.get(told.person_id or "")
    title = f"{stage}: {view.candidate.name}" if told.person_id else f"{view.role_title}: {stage}"
    zone = person.timezone if person else view.candidate.timezone
    event = interview_event(interview, title=title, text="", zone=zone, person_id=told.person_id)
    reader = _Reader(told.to_name, told.to_email)
    if event is None:
        return []
    gone = replace(event, cancelled=True, sequence=event.sequence + 1)  # later than whatever was told of this revision
    return [_invitation(context, view.candidate.id, gone, reader, Change.CANCELLED)]


def send_invitations(
    context: Context, actor: Actor, candidate_id: str, *, to: Collection[str] | None = None
) -> tuple[Invitation, ...]:
    """Put what is due on its way, to everybody or to the addresses in ``to``; returns what it was. Guests get their link too."""
    refuse_without_mail(context)
    refuse_demo(get_candidate(context, actor, candidate_id).candidate)
    due = [one for one in due_invitations(context, actor, candidate_id) if to is None or one.letter.to_email in to]
    send_letters(context, actor, candidate_id, [one.letter for one in due])
    for one in due:
        if one.is_guest and one.change is Change.NEW and one.letter.interview_id and one.letter.person_id:
            mail_guest_link(context, actor, one.letter.interview_id, one.letter.person_id)
    return tuple(due)


def _invitation(context: Context, candidate_id: str, event: Event, reader: _Reader, change: Change) -> Invitation:
    letter = _letter(context, candidate_id, event, reader, change)
    return Invitation(
        change=change,
        title=event.title,
        starts_at=event.starts_at,
        is_guest=reader.is_guest,
        letter=letter,
    )


def _letter(context: Context, candidate_id: str, event: Event, reader: _Reader, change: Change) -> Letter:
    brand = load_brand(context.settings.brand_dir)
    zone = ZoneInfo(event.zone)
    start, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    day = f"{start:%A}, {start.day} {start:%B %Y}"
    times = f"{day}, {start:%H:%M} to {end:%H:%M} ({event.zone.replace('_', ' ')} time)"
    opening = (_TO_CANDIDATE if event.person_id is None else _TO_INTERVIEWER)[change]
    body = [f"Hello {reader.name},", "", opening, "", event.title, times]
    if change is not Change.CANCELLED:
        body += ["", *event.text.splitlines()]
    body += ["", "If something does not suit you, answer this mail.", "", brand.name]
    body += [brand.footer] if brand.footer else []
    method: Method = "CANCEL" if change is Change.CANCELLED else "REQUEST"
    calendar = render_ics(
        [event],
        now=context.now(),
        organizer=organizer(context, brand.name),
        method=method,
        attendees=[(reader.name, reader.email)],
    )
    prefix = {Change.NEW: "", Change.CHANGED: "Changed: ", Change.CANCELLED: "Cancelled: "}[change]
    digest = _digest(event)
    return Letter(
        key=f"{method} {event.uid} {reader.email} {event.sequence} {digest}",
        kind=LetterKind.CANCELLATION if change is Change.CANCELLED else LetterKind.INVITATION,
        to_name=plain(reader.name),
        to_email=reader.email,
        subject=plain(f"{prefix}{event.title}, {start.day} {start:%B}, {start:%H:%M}"),
        text=plain("\n".join(body)),
        calendar=calendar.decode(),
        method=method,
        person_id=event.person_id,
        candidate_id=candidate_id,
        interview_id=event.interview_id,
        told=digest,
        expires_at=event.starts_at,
    )


def _digest(event: Event) -> str:
    """What a reader learns from an event: an interview whose revision rose for another reason tells nothing new."""
    parts = (event.title, event.text, event.starts_at.isoformat(), event.ends_at.isoformat(), event.zone, event.cancelled)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


_Words = dict[Change, str]
_TO_CANDIDATE: _Words = {
    Change.NEW: "we look forward to meeting you:",
    Change.CHANGED: "something about this meeting has changed. What counts from now on:",
    Change.CANCELLED: "this meeting will not take place:",
}
_TO_INTERVIEWER: _Words = {
    Change.NEW: "you are on the panel of this interview:",
    Change.CHANGED: "something about this interview has changed. What counts from now on:",
    Change.CANCELLED: "this interview does not take place, or you are not on its panel any more:",
}
