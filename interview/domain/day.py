"""The day of a loop: when each stage would be if the candidate came in the morning, with the breaks that people need."""

from __future__ import annotations

from collections.abc import Iterable

from interview.domain.base import Value
from interview.domain.loop import Position, StageTemplate

BEGINS = 9 * 60
ENDS = 17 * 60 + 30
LUNCH = (12 * 60, 13 * 60)
BREAK_MINUTES = 15
UNBROKEN_MINUTES = 120


class DayBlock(Value):
    """A stretch of a day, in minutes after midnight; ``stage_id`` is empty for a break. ``day`` counts from 1."""

    day: int
    start: int
    end: int
    stage_id: str = ""
    is_lunch: bool = False


def example_day(stages: Iterable[StageTemplate]) -> tuple[DayBlock, ...]:
    """The stages one after the other from nine o'clock on: a break after at most two hours, lunch free, the rest on another day.

    First and last stages stand at their ends, all others in their order.
    """
    ranks = {Position.FIRST: 0, Position.ANY: 1, Position.LAST: 2}
    blocks: list[DayBlock] = []
    day, now, unbroken = 1, BEGINS, 0
    for stage in sorted(stages, key=lambda one: ranks[one.position]):
        length = stage.length_minutes
        if now > BEGINS and unbroken + length > UNBROKEN_MINUTES:
            blocks.append(DayBlock(day=day, start=now, end=now + BREAK_MINUTES))
            now, unbroken = now + BREAK_MINUTES, 0
        if now < LUNCH[1] and now + length > LUNCH[0]:
            blocks = [one for one in blocks if one.end != now or one.stage_id]  # lunch is break enough
            begins = max(LUNCH[0], blocks[-1].end) if blocks and blocks[-1].day == day else LUNCH[0]
            blocks.append(DayBlock(day=day, start=begins, end=LUNCH[1], is_lunch=True))
            now, unbroken = LUNCH[1], 0
        if now + length > ENDS and now > BEGINS:
            blocks = blocks if blocks[-1].stage_id else blocks[:-1]
            day, now, unbroken = day + 1, BEGINS, 0
        blocks.append(DayBlock(day=day, start=now, end=now + length, stage_id=stage.id))
        now, unbroken = now + length, unbroken + length
    return tuple(blocks)
