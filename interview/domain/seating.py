"""Whether somebody can take a seat in an interview: every rule by itself, for seats taken and seats to be taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from interview.domain.availability import Span, TimeAway, WeeklyHours, at_odd_hours, overlap, within_hours
from interview.domain.base import Value


class Clash(StrEnum):
    """A rule that a seat breaks; the value is how refusals name it."""

    RECUSED = "is recused from this candidate"
    IN_TRAINING = "is still in training for this kind of interview"
    BOOKED_TWICE = "is in another interview at that time"
    AWAY = "is away at that time"
    OUTSIDE_HOURS = "is asked outside the hours they gave"
    OVER_CAP = "has more interviews that week than their cap"
    ODD_HOURS = "would have to be there at an odd hour of their day"


HARD = frozenset({Clash.RECUSED, Clash.IN_TRAINING, Clash.BOOKED_TWICE})
"""What nobody can be seated against. The others may be accepted by whoever plans, and that is put on the record."""


class Situation(Value):
    """What is known about a person when they are to sit in an interview.

    ``booked``: their other interviews; ``cap`` is ``None`` where they set none. ``is_shadow``: a shadow may be in training, and
    does not count against a cap.
    """

    timezone: str
    hours: tuple[WeeklyHours, ...] = ()
    away: tuple[TimeAway, ...] = ()
    booked: tuple[Span, ...] = ()
    cap: int | None = None
    recused: bool = False
    in_training: bool = False
    is_shadow: bool = False


def clashes(person: Situation, span: Span | None) -> tuple[Clash, ...]:
    """Every rule that is broken by seating the person at ``span`` (``None``: no time is set yet, so only what needs none)."""
    found = [Clash.RECUSED] if person.recused else []
    if person.in_training and not person.is_shadow:
        found.append(Clash.IN_TRAINING)
    if span is None:
        return tuple(found)
    if any(overlap(span, other) for other in person.booked):
        found.append(Clash.BOOKED_TWICE)
    if any(overlap(span, (gone.starts_at, gone.ends_at)) for gone in person.away):
        found.append(Clash.AWAY)
    if not within_hours(span, person.hours, person.timezone):
        found.append(Clash.OUTSIDE_HOURS)
    elif at_odd_hours(span, person.timezone) and not person.hours:
        found.append(Clash.ODD_HOURS)
    if not person.is_shadow and person.cap is not None and _in_week(person.booked, span[0]) >= person.cap:
        found.append(Clash.OVER_CAP)
    return tuple(found)


def same_week(one: datetime, other: datetime) -> bool:
    """Whether two moments lie in one ISO week in UTC, the week that caps count in."""
    return _week(one) == _week(other)


def _in_week(booked: Iterable[Span], moment: datetime) -> int:
    return sum(same_week(start, moment) for start, _ in booked)


def _week(moment: datetime) -> tuple[int, int]:
    utc = moment.astimezone(UTC).isocalendar()
    return utc.year, utc.week
