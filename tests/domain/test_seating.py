"""Each rule for a seat alone: kept at the edge, broken one step beyond it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from interview.domain.availability import TimeAway, WeeklyHours
from interview.domain.seating import Clash, Situation, clashes, same_week

MONDAY_TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPAN = (MONDAY_TEN, MONDAY_TEN + HOUR)


def booked(*hours: float) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((MONDAY_TEN + HOUR * offset, MONDAY_TEN + HOUR * (offset + 1)) for offset in hours)


@pytest.mark.parametrize(
    ("situation", "broken"),
    [
        ({}, ()),
        ({"recused": True}, (Clash.RECUSED,)),
        ({"in_training": True}, (Clash.IN_TRAINING,)),
        ({"in_training": True, "is_shadow": True}, ()),
        ({"booked": booked(1, -1)}, ()),
        ({"booked": booked(0.75)}, (Clash.BOOKED_TWICE,)),
        ({"away": (TimeAway(id="a", starts_at=MONDAY_TEN - HOUR, ends_at=MONDAY_TEN),)}, ()),
        ({"away": (TimeAway(id="a", starts_at=MONDAY_TEN - HOUR, ends_at=MONDAY_TEN + HOUR),)}, (Clash.AWAY,)),
        ({"hours": (WeeklyHours(weekday=0, starts=time(10), ends=time(11)),)}, ()),
        ({"hours": (WeeklyHours(weekday=0, starts=time(10), ends=time(10, 59)),)}, (Clash.OUTSIDE_HOURS,)),
        ({"cap": 2, "booked": booked(24)}, ()),
        ({"cap": 2, "booked": booked(24, 48)}, (Clash.OVER_CAP,)),
        ({"cap": 2, "booked": booked(24, 24 * 7)}, ()),  # the second is in the week after
        ({"cap": 0, "is_shadow": True}, ()),
        ({"timezone": "America/New_York"}, (Clash.ODD_HOURS,)),  # five in the morning
        ({"timezone": "America/New_York", "hours": (WeeklyHours(weekday=0, starts=time(5), ends=time(6)),)}, ()),  # they offered
    ],
)
def test_each_rule(situation: dict[str, object], broken: tuple[Clash, ...]) -> None:
    assert clashes(Situation.model_validate({"timezone": "UTC", **situation}), SPAN) == broken


def test_without_a_time_only_what_needs_none_is_judged() -> None:
    person = Situation(timezone="UTC", recused=True, cap=0, booked=booked(0))
    assert clashes(person, None) == (Clash.RECUSED,)


def test_weeks_are_iso_weeks_in_utc() -> None:
    sunday_evening_in_new_york = datetime.fromisoformat("2026-03-01T19:30:00-05:00")
    assert same_week(sunday_evening_in_new_york, MONDAY_TEN)
