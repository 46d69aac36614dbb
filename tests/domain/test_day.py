"""The day of a loop, with its breaks."""

from __future__ import annotations

from interview.domain.day import example_day
from interview.domain.loop import Position
from tests.factories import a_stage


def day_of(*minutes: int, last: int | None = None) -> list[tuple[int, str, str, str]]:
    stages = [
        a_stage(f"s{number}", "design").model_copy(
            update={"length_minutes": length, "position": Position.LAST if number == last else Position.ANY}
        )
        for number, length in enumerate(minutes)
    ]
    return [
        (block.day, clock(block.start), clock(block.end), "lunch" if block.is_lunch else block.stage_id or "break")
        for block in example_day(stages)
    ]


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def test_nobody_sits_longer_than_two_hours_and_lunch_is_free() -> None:
    assert day_of(60, 60, 45, 60) == [
        (1, "09:00", "10:00", "s0"),
        (1, "10:00", "11:00", "s1"),
        (1, "11:00", "11:15", "break"),
        (1, "11:15", "12:00", "s2"),
        (1, "12:00", "13:00", "lunch"),
        (1, "13:00", "14:00", "s3"),
    ]


def test_a_stage_that_would_run_into_lunch_waits_until_after_it() -> None:
    assert day_of(120, 60) == [
        (1, "09:00", "11:00", "s0"),
        (1, "12:00", "13:00", "lunch"),
        (1, "13:00", "14:00", "s1"),
    ]


def test_what_does_not_fit_in_a_day_comes_on_the_next_one() -> None:
    days = day_of(*[90] * 6)
    assert {block[0] for block in days} == {1, 2}
    assert all("09:00" <= start < end <= "17:30" for _, start, end, _ in days)
    assert [block[3] for block in days if block[3].startswith("s")] == ["s0", "s1", "s2", "s3", "s4", "s5"]
    assert days[-1][3] == "s5"
    firsts = [next(block for block in days if block[0] == day) for day in (1, 2)]
    assert [block[1] for block in firsts] == ["09:00", "09:00"]


def test_the_last_stage_is_last() -> None:
    assert [block[3] for block in day_of(60, 60, last=0)] == ["s1", "s0"]


def test_a_day_never_ends_with_a_break() -> None:
    for lengths in ([180, 180, 180], [120] * 5, [45] * 12):
        blocks = day_of(*lengths)
        for day in {block[0] for block in blocks}:
            assert [block for block in blocks if block[0] == day][-1][3].startswith("s")
