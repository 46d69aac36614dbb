"""The interviewer pool: what people say about themselves, and the path on which they learn to interview.

The path has a fixed order for each stage format: sit in as a shadow, lead while the panel watches (reverse shadow), get signed
off. Where somebody stands is worked out from the interviews they sat in on; only the sign-off is a record.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from interview.domain.availability import TimeAway, WeeklyHours
from interview.domain.base import Slug, Value
from interview.domain.question import StageFormat

SHADOWS_NEEDED = 2
REVERSE_SHADOWS_NEEDED = 2

PREPARATION_MINUTES = 15
WRITE_UP_MINUTES = 30
"""What an interview costs an interviewer beside the meeting itself: reading the kit, and writing the scorecard."""

DEFAULT_WEEKLY_CAP = 5

_SPACE = re.compile(r"\s+")


def _word(text: str) -> str:
    word = _SPACE.sub(" ", text.strip())
    if not word or "," in word or len(word) > 40:
        raise ValueError(f"'{text}' is no word for a list; write up to 40 letters without a comma")
    return word


Word = Annotated[str, AfterValidator(_word)]
"""A language or tag as the person writes it."""


class Profile(Value):
    """What somebody declares for the pool; nothing of it is ever worked out from other data.

    ``weekly_cap`` counts interviews in an ISO week in UTC; ``team`` and ``tags`` serve rules for panels.
    """

    person_id: str
    skills: tuple[Slug, ...] = ()
    languages: Annotated[tuple[Word, ...], Field(max_length=8)] = ()
    tags: Annotated[tuple[Word, ...], Field(max_length=8)] = ()
    team: Annotated[str, Field(max_length=80)] = ""
    weekly_cap: Annotated[int, Field(ge=0, le=40)] = DEFAULT_WEEKLY_CAP
    hours: tuple[WeeklyHours, ...] = ()
    away: tuple[TimeAway, ...] = ()


class Training(Value):
    """Somebody's training for one stage format; without ``qualified_at`` they have not been signed off."""

    person_id: str
    format: StageFormat
    started_at: AwareDatetime
    qualified_at: AwareDatetime | None = None
    qualified_by: str | None = None


class Step(StrEnum):
    """Where somebody stands on the path."""

    SHADOW = "shadow"
    REVERSE_SHADOW = "reverse_shadow"
    READY = "ready"
    QUALIFIED = "qualified"


def step_of(training: Training, sat_in: int) -> Step:
    """The step of somebody who has sat in on ``sat_in`` held interviews of the format, as shadow or leading as reverse shadow."""
    if training.qualified_at is not None:
        return Step.QUALIFIED
    if sat_in < SHADOWS_NEEDED:
        return Step.SHADOW
    return Step.REVERSE_SHADOW if sat_in < SHADOWS_NEEDED + REVERSE_SHADOWS_NEEDED else Step.READY


def load_hours(length_minutes: float) -> float:
    """What one interview costs one person: preparation, meeting and write-up, in hours."""
    return (PREPARATION_MINUTES + length_minutes + WRITE_UP_MINUTES) / 60
