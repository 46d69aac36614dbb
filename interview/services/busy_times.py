"""When a calendar file says somebody is busy: times alone, never titles, places or guests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import thread_time as time_spent
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from interview.domain.availability import Span
from interview.errors import Invalid

MOST_BYTES = 4_000_000
_MOST_ENTRIES, _MOST_SPANS, _MOST_SECONDS = 10_000, 5_000, 5.0
_ZONE_PARTS = {"STANDARD", "DAYLIGHT"}
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_BUSY = {"BUSY", "BUSY-UNAVAILABLE", "BUSY-TENTATIVE"}


def read_busy(data: bytes, between: Span, *, timezone: str, email: str) -> tuple[Span, ...]:
    """The busy spans within ``between``, joined where they touch. Events and free/busy entries count, repeated too.

    Left out: what is cancelled, marked as free, declined by ``email``, or an invitation of ours (those interviews are known).
    Times without a zone, and whole days, are of ``timezone``. Raises :class:`~interview.errors.Invalid` with what is wrong.
    """
    if len(data) > MOST_BYTES:
        raise Invalid(f"This file is larger than {MOST_BYTES // 1_000_000} MB; export a shorter time.")
    zone = ZoneInfo(timezone)
    try:
        found: list[Span] = []
        calendars = [one for one in icalendar.Calendar.from_ical(data, multiple=True) if one.name == "VCALENDAR"]
        for calendar in calendars:
            entries = calendar.walk()
            if len(entries) > _MOST_ENTRIES:
                raise Invalid(f"This calendar has more than {_MOST_ENTRIES} entries; export a shorter time.")
            _refuse_endless(entries)
            found += _of_free_busy(calendar, zone)
            found += _of_events(calendar, between, zone, email)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise Invalid(f"This is no calendar file ({str(error).splitlines()[0][:120]}); export it as .ics.") from None
    if not calendars:
        raise Invalid("This is no calendar file; export it as .ics.")
    return _joined(found, between)


def _of_events(calendar: Any, between: Span, zone: ZoneInfo, email: str) -> Iterator[Span]:
    began, number = time_spent(), 0
    for series in _series(calendar):
        if time_spent() - began > _MOST_SECONDS:
            raise Invalid("What comes back in this calendar takes too long to work out; export a shorter time.")
        for event in recurring_ical_events.of(series, skip_bad_series=True).between(*between):
            number += 1
            if number > _MOST_SPANS:
                raise Invalid(f"This calendar has more than {_MOST_SPANS} meetings in half a year; export a shorter time.")
            if not _is_free(event, email):
                start, end = _moment(event.start, zone), _moment(event.end, zone)
                if start < end:
                    yield start, end


def _series(calendar: Any) -> Iterator[Any]:
    """The calendar once for each event with its exceptions: a rule that begins long ago or never fits takes seconds alone."""
    events: dict[str, list[Any]] = {}
    for event in calendar.walk("VEVENT"):
        events.setdefault(str(event.get("UID", "")), []).append(event)
    for entries in events.values():
        one = calendar.copy()
        one.subcomponents = entries
        yield one


def _of_free_busy(calendar: Any, zone: ZoneInfo) -> Iterator[Span]:
    for entry in calendar.walk("VFREEBUSY"):
        given = entry.get("FREEBUSY", [])
        for period in given if isinstance(given, list) else [given]:
            if str(period.params.get("FBTYPE", "BUSY")).upper() in _BUSY:
                start, end = period.start, period.end
                yield _moment(start, zone), _moment(end, zone)


def _is_free(event: Any, email: str) -> bool:
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return True
    if str(event.get("UID", "")).endswith("@loopwright"):
        return True
    guests = event.get("ATTENDEE", [])
    for guest in guests if isinstance(guests, list) else [guests]:
        if str(guest).lower() == f"mailto:{email.lower()}":
            return str(guest.params.get("PARTSTAT", "")).upper() == "DECLINED"
    return False


def _refuse_endless(entries: Any) -> None:
    for entry in entries:
        rules = entry.get("RRULE", [])
        if isinstance(rules, list) and len(rules) > 1:
            raise Invalid("An entry of this calendar comes back by several rules; take it out.")
        for rule in rules if isinstance(rules, list) else [rules]:
            if {str(word).upper() for word in rule.get("FREQ", [])} & _TOO_OFTEN or {"BYSECOND", "BYMINUTE"} & set(rule):
                raise Invalid("An entry of this calendar comes back more than once a day; take it out.")
            if entry.name in _ZONE_PARTS and [str(word).upper() for word in rule.get("FREQ", [])] != ["YEARLY"]:
                raise Invalid("A time zone of this calendar changes its clocks more than once a year; export it in UTC.")


def _moment(given: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(given, datetime):
        given = datetime.combine(given, time())
    return (given.replace(tzinfo=zone) if given.tzinfo is None else given).astimezone(UTC)


def _joined(spans: list[Span], between: Span) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted((max(start, between[0]), min(end, between[1])) for start, end in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def window(now: datetime) -> Span:
    """What is of interest: from today on, for half a year."""
    start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=183)
