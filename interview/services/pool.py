"""The interviewer pool: what people declare, when they are free, how they learn to interview, and what they carry this week."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from interview.domain.availability import TimeAway, WeeklyHours
from interview.domain.base import Value
from interview.domain.interview import Interview
from interview.domain.permission import Permission, require
from interview.domain.person import Actor, Person, PersonRole
from interview.domain.pool import Profile, Step, Training, load_hours, step_of
from interview.domain.question import StageFormat
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.access import loop_of, stage_of
from interview.services.context import SYSTEM, Context, new_id
from interview.services.identity import known_person
from interview.storage.unit import Unit

CALENDAR = "calendar"
"""The source of times away that were read from somebody's calendar."""


class Path(Value):
    """Somebody's training for one stage format; ``sat_in`` counts held interviews as shadow or reverse shadow."""

    training: Training
    sat_in: int
    step: Step


class Member(Value):
    """A person of the pool. ``booked`` and ``hours`` are those of this ISO week (UTC), shadowing included in the hours."""

    person: Person
    profile: Profile
    paths: tuple[Path, ...]
    booked: int
    hours: float


def list_pool(context: Context, actor: Actor) -> tuple[Member, ...]:
    """Everybody who may interview, by name, with what they carry this week. No rating of anybody is in it."""
    require(actor, Permission.LIST_PEOPLE)
    with context.store.read() as unit:
        profiles = unit.pool.profiles()
        paths = paths_by_person(unit, context.now())
        week = week_of(context.now())
        booked = unit.interviews.scheduled(week[1], week[0])
        return tuple(
            _member(person, profiles.get(person.id, Profile(person_id=person.id)), paths.get(person.id, ()), booked)
            for person in unit.identity.people()
            if person.active and set(person.roles) - {PersonRole.AUDITOR}
        )


def get_profile(context: Context, actor: Actor, person_id: str | None = None) -> Member:
    """One's own entry in the pool, or anybody's for those who manage it."""
    whose = _whose(actor, person_id)
    with context.store.read() as unit:
        person = known_person(unit, whose)
        week = week_of(context.now())
        paths = paths_by_person(unit, context.now()).get(whose, ())
        return _member(person, unit.pool.profile(whose), paths, unit.interviews.scheduled(week[1], week[0]))


def save_profile(context: Context, actor: Actor, profile: Profile) -> Profile:
    """Keep what a person declares and the hours they give; times away have their own verbs."""
    whose = _whose(actor, profile.person_id)
    unknown = sorted(set(profile.skills) - set(context.catalogue.skills))
    if unknown:
        raise Invalid(f"There is no skill '{', '.join(unknown)}'; choose from the list.")
    for one, other in _neighbours(profile):
        if other.starts < one.ends:
            raise Invalid(f"Two stretches of hours overlap at {other.starts:%H:%M}; make one of them.")
    with context.store.write() as unit:
        known_person(unit, whose)
        unit.pool.put_profile(profile)
        unit.commit(context.event(actor, "pool.save_profile", "person", whose))
        return unit.pool.profile(whose)


def add_time_away(
    context: Context, actor: Actor, starts_at: datetime, ends_at: datetime, *, person_id: str | None = None
) -> TimeAway:
    """Note that somebody can't interview from one aware moment to another."""
    whose = _whose(actor, person_id)
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        raise Invalid("Give both times with their time zone.")
    if ends_at <= starts_at:
        raise Invalid("The time away ends before it starts; turn the two around.")
    gone = TimeAway(id=new_id("away"), starts_at=starts_at, ends_at=ends_at)
    with context.store.write() as unit:
        known_person(unit, whose)
        unit.pool.add_away(whose, gone)
        unit.commit(context.event(actor, "pool.add_time_away", "person", whose))
    return gone


def remove_time_away(context: Context, actor: Actor, away_id: str, *, person_id: str | None = None) -> None:
    """Take a time away back."""
    whose = _whose(actor, person_id)
    with context.store.write() as unit:
        if not unit.pool.remove_away(whose, away_id):
            raise NotFound("This time away is gone already.")
        unit.commit(context.event(actor, "pool.remove_time_away", "person", whose))


def start_training(context: Context, actor: Actor, person_id: str, stage_format: StageFormat) -> Training:
    """Put somebody on the path for a stage format: they sit in as a shadow and can't be an interviewer there until signed off."""
    require(actor, Permission.MANAGE_POOL)
    with context.store.write() as unit:
        known_person(unit, person_id)
        if _training(unit, person_id, stage_format) is not None:
            raise Conflict("This training has begun already.")
        training = Training(person_id=person_id, format=stage_format, started_at=context.now())
        unit.pool.put_training(training)
        unit.commit(context.event(actor, "pool.start_training", "person", person_id, format=stage_format))
    return training


def qualify_interviewer(context: Context, actor: Actor, person_id: str, stage_format: StageFormat) -> Training:
    """Sign somebody off for a stage format, at the end of the path or because they have done it elsewhere."""
    require(actor, Permission.MANAGE_POOL)
    if actor.person_id == person_id:
        raise Forbidden("Nobody signs themselves off; ask a recruiter or another administrator.")
    with context.store.write() as unit:
        known_person(unit, person_id)
        before = _training(unit, person_id, stage_format)
        if before is not None and before.qualified_at is not None:
            return before
        sat_in = _sat_in(unit, context.now())[person_id, stage_format]
        training = Training(
            person_id=person_id,
            format=stage_format,
            started_at=before.started_at if before else context.now(),
            qualified_at=context.now(),
            qualified_by=None if actor.person_id == SYSTEM else actor.person_id,
        )
        unit.pool.put_training(training)
        unit.commit(context.event(actor, "pool.qualify", "person", person_id, format=stage_format, sat_in=sat_in))
    return training


def end_training(context: Context, actor: Actor, person_id: str, stage_format: StageFormat) -> None:
    """Take a training or a qualification back; interviews that were held stay what they were."""
    require(actor, Permission.MANAGE_POOL)
    with context.store.write() as unit:
        if not unit.pool.remove_training(person_id, stage_format):
            raise NotFound("There is no such training.")
        unit.commit(context.event(actor, "pool.end_training", "person", person_id, format=stage_format))


def words_in(text: str) -> tuple[str, ...]:
    """Languages or tags as people type them, with commas between."""
    return tuple(dict.fromkeys(word for word in (re.sub(r"\s+", " ", part).strip() for part in text.split(",")) if word))


def week_of(moment: datetime) -> tuple[datetime, datetime]:
    """The ISO week in UTC that holds a moment: from Monday on, up to the next one."""
    utc = moment.astimezone(UTC)
    monday = (utc - timedelta(days=utc.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return monday, monday + timedelta(days=7)


def paths_by_person(unit: Unit, now: datetime) -> dict[str, tuple[Path, ...]]:
    """Everybody's training paths as they stand."""
    sat_in = _sat_in(unit, now)
    found: dict[str, tuple[Path, ...]] = {}
    for training in unit.pool.trainings():
        count = sat_in[training.person_id, training.format]
        path = Path(training=training, sat_in=count, step=step_of(training, count))
        found[training.person_id] = (*found.get(training.person_id, ()), path)
    return found


def _sat_in(unit: Unit, now: datetime) -> Counter[tuple[str, StageFormat]]:
    counts: Counter[tuple[str, StageFormat]] = Counter()
    for interview in unit.interviews.sat_in(now):
        candidate = unit.candidates.get(interview.candidate_id)
        if candidate is not None:
            stage = stage_of(loop_of(unit, candidate), interview)
            counts.update((seat.person_id, stage.format) for seat in interview.panel if seat.is_shadow)
    return counts


def _member(person: Person, profile: Profile, paths: tuple[Path, ...], week: Iterable[Interview]) -> Member:
    mine = [interview for interview in week if interview.has_seat(person.id)]
    counted = [one for one in mine if any(seat.person_id == person.id for seat in one.interviewers)]
    hours = sum(load_hours((one.ends_at - one.starts_at).total_seconds() / 60) for one in mine if one.starts_at and one.ends_at)
    return Member(person=person, profile=profile, paths=paths, booked=len(counted), hours=round(hours, 2))


def _whose(actor: Actor, person_id: str | None) -> str:
    if person_id is None or person_id == actor.person_id:
        if actor.interview_id is not None:
            raise Forbidden("An invitation opens its own interview only; sign in with an account to say when you are free.")
        return actor.person_id
    require(actor, Permission.MANAGE_POOL)
    return person_id


def _training(unit: Unit, person_id: str, stage_format: StageFormat) -> Training | None:
    return next((one for one in unit.pool.trainings() if (one.person_id, one.format) == (person_id, stage_format)), None)


def _neighbours(profile: Profile) -> Iterable[tuple[WeeklyHours, WeeklyHours]]:
    ordered = sorted(profile.hours, key=lambda one: (one.weekday, one.starts))
    return [(one, other) for one, other in pairwise(ordered) if one.weekday == other.weekday]
