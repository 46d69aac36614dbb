"""Times as people read them, always in a named zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

TIMEZONES = [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))), "UTC"]
"""The zones a person can choose."""


def local_time(moment: datetime, timezone: str) -> str:
    """An aware moment in a zone, e.g. ``Mon 23 Nov 2026, 14:30 CET``."""
    return moment.astimezone(ZoneInfo(timezone)).strftime("%a %d %b %Y, %H:%M %Z")
