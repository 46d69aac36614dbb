"""The reminder ladder: an hour, a day, two days after the meeting, and nobody is woken up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interview.domain.reminder import ReminderStep, reminder_at, step_due

FIRST, SECOND, ESCALATION = ReminderStep.FIRST, ReminderStep.SECOND, ReminderStep.ESCALATION
MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "sent", "step"),
    [
        (0.99, (), None),
        (1, (), FIRST),
        (1, (FIRST,), None),
        (24, (FIRST,), SECOND),
        (48, (FIRST, SECOND), ESCALATION),
        (100, (FIRST, SECOND, ESCALATION), None),
        (48, (), ESCALATION),  # after an outage nobody gets three at once
        (30, (ESCALATION,), None),  # nor an earlier rung after a later one
        (24, (FIRST, ReminderStep.BY_HAND), SECOND),  # one by hand does not replace a rung
    ],
)
def test_the_rungs(hours: float, sent: tuple[ReminderStep, ...], step: ReminderStep | None) -> None:
    assert step_due(MONDAY_NOON, MONDAY_NOON + timedelta(hours=hours), sent, "UTC") is step


@pytest.mark.parametrize(
    ("ended_at", "due_at"),
    [
        ("2026-03-02T19:30:00+00:00", "2026-03-03T09:00:00+00:00"),  # 20:30 would be in the evening
        ("2026-03-06T18:30:00+00:00", "2026-03-06T19:30:00+00:00"),  # a Friday, still by day
        ("2026-03-06T19:30:00+00:00", "2026-03-09T09:00:00+00:00"),  # a Friday evening waits for Monday
        ("2026-03-03T04:00:00+00:00", "2026-03-03T09:00:00+00:00"),  # before the day has begun
        ("2026-03-07T04:00:00+00:00", "2026-03-09T09:00:00+00:00"),  # a Saturday
    ],
)
def test_nobody_is_reminded_at_night_or_at_the_weekend(ended_at: str, due_at: str) -> None:
    assert reminder_at(FIRST, datetime.fromisoformat(ended_at), "UTC") == datetime.fromisoformat(due_at)


def test_the_clock_is_the_persons_own() -> None:
    assert reminder_at(FIRST, MONDAY_NOON, "Asia/Tokyo").isoformat() == "2026-03-03T09:00:00+09:00"
