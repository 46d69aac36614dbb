"""The candidate's schedule: when, with whom, and what to expect. No skill, weight, rating, question or note is in it."""

from __future__ import annotations

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

from interview.domain.base import Value
from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.exports.content import Content, Versions
from interview.exports.paper import Block, Column, Entry, Paper, Paragraph, Section, Table
from interview.exports.words import EXPECT
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.loops import get_loop


class Meeting(Value):
    """One meeting as the candidate sees it; ``people`` leaves out shadows only where there are none."""

    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    minutes: int
    people: tuple[str, ...]
    expect: str


class ScheduleContent(Content):
    """A candidate's meetings in the order of their times, in the candidate's zone."""

    candidate: str
    role: str
    timezone: str
    meetings: tuple[Meeting, ...]


def gather_schedule(context: Context, actor: Actor, candidate_id: str) -> ScheduleContent:
    """Read the schedule. What did not take place is left out."""
    view = get_candidate(context, actor, candidate_id)
    candidate = view.candidate
    loop = get_loop(context, actor, candidate.role_id, candidate.loop_version).loop
    stages = {stage.id: stage for stage in loop.stages}
    meetings = [
        Meeting(
            title=view.stage_titles.get(interview.stage_id, interview.stage_id),
            starts_at=interview.starts_at,
            ends_at=interview.ends_at,
            minutes=stages[interview.stage_id].length_minutes,
            people=tuple(seat.name for seat in interview.panel),
            expect=EXPECT[stages[interview.stage_id].format],
        )
        for interview in view.interviews
        if interview.state is not InterviewState.NOT_HELD
    ]
    meetings.sort(key=lambda meeting: (meeting.starts_at is None, meeting.starts_at or candidate.created_at))
    return ScheduleContent(
        versions=Versions(role=candidate.role_version, loop=candidate.loop_version),
        candidate=candidate.name,
        role=view.role_title,
        timezone=candidate.timezone,
        meetings=tuple(meetings),
    ).tidy()


def schedule_paper(schedule: ScheduleContent) -> Paper:
    """The schedule as a document for the candidate."""
    zone = ZoneInfo(schedule.timezone)
    blocks: list[Block] = [
        Paragraph(
            f"All times are {schedule.timezone.replace('_', ' ')} time. If something does not suit you, tell your recruiter."
        ),
        Table(
            "Schedule",
            (Column("Day", share=1.5), Column("Time", share=1.4), Column("Meeting", share=1.8), Column("With", share=2)),
            tuple(
                (*_when(meeting, zone), meeting.title, ", ".join(meeting.people) or "to be announced")
                for meeting in schedule.meetings
            ),
        ),
    ]
    breaks = _breaks(schedule.meetings)
    blocks += [Paragraph(breaks)] if breaks else []
    expect = tuple(Entry(meeting.title, f"{meeting.minutes} minutes", meeting.expect) for meeting in schedule.meetings)
    sections = (Section("Your meetings", tuple(blocks)), Section("What to expect", expect))
    records = Table(
        "Meetings",
        (Column("meeting"), Column("starts", "moment"), Column("ends", "moment"), Column("minutes", "number"), Column("with")),
        tuple((m.title, m.starts_at, m.ends_at, m.minutes, ", ".join(m.people)) for m in schedule.meetings),
    )
    return Paper(
        kind="schedule",
        label="Interview schedule",
        title=f"Welcome, {schedule.candidate}",
        subtitle=f"Your interviews for {schedule.role}",
        sections=sections,
        records=records,
    )


def _when(meeting: Meeting, zone: ZoneInfo) -> tuple[str, str]:
    if meeting.starts_at is None or meeting.ends_at is None:
        return ("to be announced", "")
    start, end = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    return (f"{start:%A}, {start.day} {start:%B %Y}", f"{start:%H:%M} to {end:%H:%M}")


def _breaks(meetings: tuple[Meeting, ...]) -> str:
    pauses = []
    for before, after in itertools.pairwise(meetings):
        if before.ends_at and after.starts_at and before.ends_at.date() == after.starts_at.date():
            minutes = round((after.starts_at - before.ends_at).total_seconds() / 60)
            pauses += [f"{minutes} minutes between {before.title} and {after.title}"] if minutes > 0 else []
    return f"Breaks: {'; '.join(pauses)}." if pauses else ""
