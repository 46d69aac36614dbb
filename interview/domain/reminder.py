"""The ladder of reminders for a scorecard that is owed: after an hour, after a day, and then to the hiring manager.

Nobody is reminded at night or at the weekend: a reminder that would fall there waits until nine of the next working morning of
the person's own clock.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from interview.domain.availability import WAKING


class ReminderStep(StrEnum):
    """The rungs, in order; ``BY_HAND`` is a reminder in between that somebody wanted to send."""

    FIRST = "first"
    SECOND = "second"
    ESCALATION = "escalation"
    BY_HAND = "by_hand"


LADDER: dict[ReminderStep, timedelta] = {
    ReminderStep.FIRST: timedelta(hours=1),
    ReminderStep.SECOND: timedelta(hours=24),
    ReminderStep.ESCALATION: timedelta(hours=48),
}
"""How long after the end of the interview each rung comes."""

_FRIDAY = 4
_MORNING = time(9)


def reminder_at(step: ReminderStep, ended_at: datetime, timezone: str) -> datetime:
    """When a rung of the ladder is due for somebody in ``timezone``, never at night and never at the weekend."""
    local = (ended_at + LADDER[step]).astimezone(ZoneInfo(timezone))
    day = local.date()
    if local.weekday() <= _FRIDAY and WAKING[0] <= local.time() <= WAKING[1]:
        return local
    if local.time() > WAKING[1] or local.weekday() > _FRIDAY:
        day += timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return datetime.combine(day, _MORNING, ZoneInfo(timezone))


def step_due(ended_at: datetime, now: datetime, sent: Collection[ReminderStep], timezone: str) -> ReminderStep | None:
    """The highest rung that is due and not sent yet; what it overtakes is not sent any more. ``None`` while nothing is due."""
    rungs = list(LADDER)
    highest = max((rungs.index(step) for step in sent if step in LADDER), default=-1)
    due = [step for step in rungs[highest + 1 :] if reminder_at(step, ended_at, timezone) <= now]
    return due[-1] if due else None
