"""Time as the planner counts it: whole minutes since 1970 in UTC, and what they mean where a candidate lives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from interview.planning.problem import Window

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Span = tuple[int, int]
"""Minutes ``[start, end)`` since 1970 in UTC."""


def minute_of(instant: datetime) -> int:
    """Whole minutes since 1970 in UTC."""
    return int((instant - _EPOCH).total_seconds()) // 60


def instant_of(minute: int) -> datetime:
    """The aware UTC instant of a minute."""
    return _EPOCH + timedelta(minutes=minute)


def merged(windows: Iterable[Window]) -> tuple[Span, ...]:
    """Windows as spans in ascending order, overlapping and touching ones joined."""
    joined: list[Span] = []
    for start, end in sorted((minute_of(window.start), minute_of(window.end)) for window in windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def covers(spans: tuple[Span, ...], start: int, end: int) -> bool:
    """Whether one of the spans holds all of ``[start, end)``."""
    return any(low <= start and end <= high for low, high in spans)


@lru_cache(maxsize=65536)
def local_date(minute: int, zone: str) -> date:
    """The day on the wall calendar of ``zone``."""
    return instant_of(minute).astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=8192)
def local_span(day: date, start: time, end: time, zone: str) -> Span:
    """From ``start`` to ``end`` on the wall clock of ``zone`` on ``day``; summer time is taken into account."""
    here = ZoneInfo(zone)
    return minute_of(datetime.combine(day, start, here)), minute_of(datetime.combine(day, end, here))


def meets_lunch(start: int, end: int, lunch: tuple[time, time] | None, zone: str) -> bool:
    """Whether ``[start, end)`` runs into the lunch break of any local day that it touches."""
    if lunch is None:
        return False
    days = {local_date(start, zone), local_date(end - 1, zone)}
    spans = (local_span(day, *lunch, zone) for day in days)
    return any(start < high and low < end for low, high in spans)


@lru_cache(maxsize=65536)
def iso_week(minute: int) -> tuple[int, int]:
    """ISO year and week in UTC: what weekly caps count in."""
    year, week, _ = instant_of(minute).isocalendar()
    return year, week


def length_with_extra(length_minutes: int, extra_time_percent: int) -> int:
    """A stage's length for a candidate with extra time, rounded up to whole minutes."""
    return -(-length_minutes * (100 + extra_time_percent) // 100)


def grid(span: Span, slot_minutes: int) -> range:
    """Where interviews may start within ``span``: every ``slot_minutes`` counted from midnight UTC of the span's first day."""
    midnight = span[0] - span[0] % 1440
    first = midnight + -(-(span[0] - midnight) // slot_minutes) * slot_minutes
    return range(first, span[1], slot_minutes)
