"""The interviewer pool: profiles, hours, times away, training; and the reminders that went to interviewers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import Connection, delete, insert, select

from interview.domain.availability import TimeAway, WeeklyHours
from interview.domain.base import Value
from interview.domain.pool import Profile, Training
from interview.domain.question import StageFormat
from interview.domain.reminder import ReminderStep
from interview.storage.pool_tables import profiles, reminders, times_away, trainings, weekly_hours


class Reminder(Value):
    """A reminder about one scorecard. Its text is made when it is sent, so that nothing about the candidate is kept here."""

    id: str
    interview_id: str
    person_id: str
    step: ReminderStep
    queued_at: datetime
    sent_at: datetime | None = None
    sent_by: str = ""


class Pool:
    """Repository of the pool."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def profiles(self) -> dict[str, Profile]:
        """By person; who has declared nothing is not among them, unless they gave hours or times away."""
        found = {row.person_id: _profile(row._mapping) for row in self._connection.execute(select(profiles))}
        hours: dict[str, list[WeeklyHours]] = {}
        for row in self._connection.execute(select(weekly_hours).order_by(weekly_hours.c.weekday, weekly_hours.c.starts)):
            one = WeeklyHours(weekday=row.weekday, starts=_clock(row.starts), ends=_clock(row.ends))
            hours.setdefault(row.person_id, []).append(one)
        away: dict[str, list[TimeAway]] = {}
        for row in self._connection.execute(select(times_away).order_by(times_away.c.starts_at, times_away.c.id)):
            gone = TimeAway(id=row.id, starts_at=row.starts_at, ends_at=row.ends_at, source=row.source)
            away.setdefault(row.person_id, []).append(gone)
        return {
            person_id: found.get(person_id, Profile(person_id=person_id)).model_copy(
                update={"hours": tuple(hours.get(person_id, ())), "away": tuple(away.get(person_id, ()))}
            )
            for person_id in sorted(found.keys() | hours.keys() | away.keys())
        }

    def profile(self, person_id: str) -> Profile:
        """One person's, empty where they have declared nothing."""
        return self.profiles().get(person_id, Profile(person_id=person_id))

    def put_profile(self, profile: Profile) -> None:
        """Replace what a person declares and their weekly hours; times away have their own verbs."""
        self._connection.execute(delete(profiles).where(profiles.c.person_id == profile.person_id))
        self._connection.execute(
            insert(profiles).values(
                person_id=profile.person_id,
                skills=" ".join(profile.skills),
                languages=",".join(profile.languages),
                tags=",".join(profile.tags),
                team=profile.team,
                weekly_cap=profile.weekly_cap,
            )
        )
        self.put_hours(profile.person_id, profile.hours)

    def put_hours(self, person_id: str, hours: Iterable[WeeklyHours]) -> None:
        """Replace a person's weekly hours."""
        self._connection.execute(delete(weekly_hours).where(weekly_hours.c.person_id == person_id))
        for one in hours:
            values = {"weekday": one.weekday, "starts": _minutes(one.starts), "ends": _minutes(one.ends)}
            self._connection.execute(insert(weekly_hours).values(person_id=person_id, **values))

    def add_away(self, person_id: str, gone: TimeAway) -> None:
        """Note a time away."""
        self._connection.execute(insert(times_away).values(person_id=person_id, **gone.model_dump()))

    def remove_away(self, person_id: str, away_id: str) -> bool:
        """Take a time away back; says whether there was one."""
        condition = (times_away.c.id == away_id) & (times_away.c.person_id == person_id)
        return self._connection.execute(delete(times_away).where(condition)).rowcount == 1

    def replace_away(self, person_id: str, source: str, gone: Iterable[TimeAway]) -> None:
        """Put these in the place of everything that came from ``source``, such as a calendar that is read again."""
        condition = (times_away.c.person_id == person_id) & (times_away.c.source == source)
        self._connection.execute(delete(times_away).where(condition))
        for one in gone:
            self.add_away(person_id, one.model_copy(update={"source": source}))

    def trainings(self) -> tuple[Training, ...]:
        """Everybody's, by person and format."""
        query = select(trainings).order_by(trainings.c.person_id, trainings.c.format)
        return tuple(Training(**row) for row in self._connection.execute(query).mappings())

    def put_training(self, training: Training) -> None:
        """Start somebody's training for a format, or change it."""
        self.remove_training(training.person_id, training.format)
        self._connection.execute(insert(trainings).values(training.model_dump()))

    def remove_training(self, person_id: str, stage_format: StageFormat) -> bool:
        """Forget a training; says whether there was one."""
        condition = (trainings.c.person_id == person_id) & (trainings.c.format == stage_format)
        return self._connection.execute(delete(trainings).where(condition)).rowcount == 1

    def add_reminder(self, reminder: Reminder) -> None:
        """Note a reminder."""
        self._connection.execute(insert(reminders).values(reminder.model_dump()))

    def reminders(self) -> tuple[Reminder, ...]:
        """All of them, the oldest first."""
        query = select(reminders).order_by(reminders.c.queued_at, reminders.c.id)
        return tuple(Reminder(**row) for row in self._connection.execute(query).mappings())


def _profile(row: object) -> Profile:
    fields = dict(row)  # type: ignore[call-overload]  # a row of the table
    lists = {name: tuple(word for word in fields[name].split(",") if word) for name in ("languages", "tags")}
    return Profile(**{**fields, **lists, "skills": tuple(fields["skills"].split())})


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
