"""When somebody can interview: hours of the week on their own wall clock, less the times they are away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from interview.domain.base import Value

Span = tuple[datetime, datetime]
"""From a moment up to, not including, another one."""

WAKING = (time(7), time(20))
"""Outside of these hours of somebody's wall clock a meeting is at an odd hour."""


class WeeklyHours(Value):
    """Hours that come back every week, in the person's own zone; ``weekday`` 0 is Monday."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    starts: time
    ends: time

    @model_validator(mode="after")
    def _in_order(self) -> WeeklyHours:
        if self.ends <= self.starts:
            raise ValueError(f"the hours end ({self.ends:%H:%M}) before they start ({self.starts:%H:%M})")
        return self


class TimeAway(Value):
    """A stretch in which somebody can't interview. ``source`` is empty where a person said so, else where it was read from."""

    id: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    source: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> TimeAway:
        if self.ends_at <= self.starts_at:
            raise ValueError("the time away ends before it starts")
        return self


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a moment; touching is not sharing."""
    return one[0] < other[1] and other[0] < one[1]


def within_hours(span: Span, hours: Iterable[WeeklyHours], timezone: str) -> bool:
    """Whether the hours hold all of ``span``. Who named no hours at all is asked at any time of the day."""
    known = tuple(hours)
    if not known:
        return True
    local = span[0].astimezone(ZoneInfo(timezone)).date()
    return any(start <= span[0] and span[1] <= end for start, end in _joined(_on_days(known, timezone, local, days=2)))


def at_odd_hours(span: Span, timezone: str) -> bool:
    """Whether any of it lies outside the waking hours of the zone's wall clock."""
    start, end = (moment.astimezone(ZoneInfo(timezone)) for moment in span)
    return start.date() != end.date() or start.time() < WAKING[0] or end.time() > WAKING[1]


def free_spans(hours: Iterable[WeeklyHours], away: Iterable[TimeAway], timezone: str, between: Span) -> tuple[Span, ...]:
    """The spans in which somebody can interview, in order, cut to ``between``: what the planner is told.

    Without weekly hours it is working days from nine to five.
    """
    known = tuple(hours) or tuple(WeeklyHours(weekday=day, starts=time(9), ends=time(17)) for day in range(5))
    first = between[0].astimezone(ZoneInfo(timezone)).date() - timedelta(days=1)
    days = (between[1] - between[0]).days + 3
    free = [
        (max(start, between[0]), min(end, between[1]))
        for start, end in _joined(_on_days(known, timezone, first, days=days))
        if overlap((start, end), between)
    ]
    for gone in sorted(away, key=lambda one: one.starts_at):
        free = [part for span in free for part in _without(span, (gone.starts_at, gone.ends_at))]
    return tuple(free)


def _on_days(hours: tuple[WeeklyHours, ...], timezone: str, first: date, *, days: int) -> Iterator[Span]:
    zone = ZoneInfo(timezone)
    for day in (first + timedelta(days=number) for number in range(days)):
        for one in hours:
            if one.weekday == day.weekday():
                yield datetime.combine(day, one.starts, zone), datetime.combine(day, one.ends, zone)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(span: Span, gone: Span) -> list[Span]:
    if not overlap(span, gone):
        return [span]
    return [part for part in ((span[0], gone[0]), (gone[1], span[1])) if part[0] < part[1]]
