"""When somebody can interview, on their own wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from pydantic import ValidationError

from interview.domain.availability import TimeAway, WeeklyHours, at_odd_hours, free_spans, overlap, within_hours

BERLIN = "Europe/Berlin"
MORNINGS = (WeeklyHours(weekday=0, starts=time(9), ends=time(12)), WeeklyHours(weekday=0, starts=time(12), ends=time(13)))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)  # the 2nd is a Monday


def test_touching_is_not_overlapping() -> None:
    assert overlap((at(2, 9), at(2, 10)), (at(2, 9, 59), at(2, 11)))
    assert not overlap((at(2, 9), at(2, 10)), (at(2, 10), at(2, 11)))


@pytest.mark.parametrize(
    ("start", "end", "within"),
    [
        (at(2, 8), at(2, 9), True),  # nine to ten in Berlin
        (at(2, 10, 30), at(2, 11, 30), True),  # across two stretches that touch
        (at(2, 7, 30), at(2, 8, 30), False),
        (at(2, 11, 30), at(2, 12, 30), False),
        (at(3, 8), at(3, 9), False),  # a Tuesday
    ],
)
def test_hours_are_those_of_the_persons_wall_clock(start: datetime, end: datetime, within: bool) -> None:
    assert within_hours((start, end), MORNINGS, BERLIN) is within


def test_who_gave_no_hours_is_asked_at_any_time() -> None:
    assert within_hours((at(2, 3), at(2, 4)), (), BERLIN)


def test_summer_time_moves_the_hours_with_the_wall_clock() -> None:
    monday_after_the_change = (datetime(2026, 3, 30, 7, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC))
    assert within_hours(monday_after_the_change, MORNINGS, BERLIN)


def test_odd_hours_are_before_seven_after_eight_and_across_midnight() -> None:
    assert not at_odd_hours((at(2, 6), at(2, 7)), BERLIN)
    assert at_odd_hours((at(2, 5, 59), at(2, 7)), BERLIN)
    assert not at_odd_hours((at(2, 18), at(2, 19)), BERLIN)
    assert at_odd_hours((at(2, 18, 30), at(2, 19, 30)), BERLIN)
    assert at_odd_hours((at(2, 20), at(3, 12)), "America/New_York")


def test_free_spans_are_the_hours_less_the_times_away_cut_to_what_was_asked() -> None:
    away = TimeAway(id="a", starts_at=at(2, 9), ends_at=at(2, 10))
    assert free_spans(MORNINGS, (away,), BERLIN, (at(2, 8, 30), at(9, 9))) == (
        (at(2, 8, 30), at(2, 9)),
        (at(2, 10), at(2, 12)),
        (at(9, 8), at(9, 9)),
    )


def test_without_hours_the_planner_is_told_nine_to_five_on_working_days() -> None:
    assert free_spans((), (), "UTC", (at(6, 0), at(10, 0))) == ((at(6, 9), at(6, 17)), (at(9, 9), at(9, 17)))


def test_nothing_ends_before_it_starts() -> None:
    with pytest.raises(ValidationError, match=r"end \(09:00\) before they start \(12:00\)"):
        WeeklyHours(weekday=0, starts=time(12), ends=time(9))
    with pytest.raises(ValidationError, match="ends before it starts"):
        TimeAway(id="a", starts_at=at(3, 9), ends_at=at(2, 9))
