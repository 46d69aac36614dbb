"""Everybody's situation in one reading: what the rules for seats are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from interview.domain.availability import Span
from interview.domain.interview import Interview
from interview.domain.person import Person
from interview.domain.pool import Profile
from interview.domain.question import StageFormat
from interview.domain.seating import Clash, Situation, clashes
from interview.services.pool import CALENDAR
from interview.storage.unit import Unit

_AROUND = timedelta(days=8)  # caps count in whole weeks


@dataclass(frozen=True)
class Situations:
    """People, what they declared, what they are in training for, and the interviews around the time that is looked at."""

    people: dict[str, Person]
    profiles: dict[str, Profile]
    learning: frozenset[tuple[str, StageFormat]]
    interviews: tuple[Interview, ...]

    def clashes(
        self, person_id: str, interview: Interview, stage_format: StageFormat, *, recused: bool, is_shadow: bool = False
    ) -> tuple[Clash, ...]:
        """The rules that this person's seat in the interview breaks, or would break."""
        span = span_of(interview)
        profile = self.profiles.get(person_id, Profile(person_id=person_id))
        person = self.people.get(person_id)
        others = [one for one in self.interviews if one.id != interview.id and one.has_seat(person_id)]
        situation = Situation(
            timezone=person.timezone if person else "UTC",
            hours=profile.hours,
            # A calendar that was read holds the invitation to this very interview, too.
            away=tuple(gone for gone in profile.away if gone.source != CALENDAR or (gone.starts_at, gone.ends_at) != span),
            booked=tuple(booked for one in others if (booked := span_of(one)) is not None),
            cap=profile.weekly_cap,
            recused=recused,
            in_training=(person_id, stage_format) in self.learning,
            is_shadow=is_shadow,
        )
        return clashes(situation, span)


def read_situations(unit: Unit, starts_at: datetime | None, ends_at: datetime | None) -> Situations:
    """The situations for interviews between two moments; without them only what needs no time can be judged."""
    around: Sequence[Interview] = ()
    if starts_at is not None and ends_at is not None:
        around = unit.interviews.scheduled(ends_at + _AROUND, starts_at - _AROUND)
    return Situations(
        people={person.id: person for person in unit.identity.people()},
        profiles=unit.pool.profiles(),
        learning=frozenset((one.person_id, one.format) for one in unit.pool.trainings() if one.qualified_at is None),
        interviews=tuple(around),
    )


def span_of(interview: Interview) -> Span | None:
    """When the interview is, if it has a time."""
    return (interview.starts_at, interview.ends_at) if interview.starts_at and interview.ends_at else None
