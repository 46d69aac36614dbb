"""Times as people read them, always in a named zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from interview.ui.texts import N_, _

TIMEZONES = [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))), "UTC"]
"""The zones a person can choose."""


_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


def local_time(moment: datetime, timezone: str) -> str:
    """An aware moment in a zone, e.g. ``Mon 23 Nov 2026, 14:30 CET``."""
    local = moment.astimezone(ZoneInfo(timezone))
    return _("{weekday} {day:02} {month} {year}, {time} {zone}").format(
        weekday=_(_WEEKDAYS[local.weekday()]),
        day=local.day,
        month=_(_MONTHS[local.month - 1]),
        year=local.year,
        time=local.strftime("%H:%M"),
        zone=local.tzname(),
    )


def day_words(day: date) -> str:
    """A day, e.g. ``Mon 23 Nov``."""
    return _("{weekday} {day} {month}").format(weekday=_(_WEEKDAYS[day.weekday()]), day=day.day, month=_(_MONTHS[day.month - 1]))


def weekday_words(number: int) -> str:
    """A day of the week in short; 0 is Monday."""
    return _(_WEEKDAYS[number])


def clock_words(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day in a zone."""
    return f"{moment.astimezone(zone):%H:%M}"


def minutes_words(minutes: int) -> str:
    """A number of minutes in short."""
    return _("{minutes} min").format(minutes=minutes)
